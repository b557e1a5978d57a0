// The proofs that laurel makes, by every kind of key, checked and spoiled.
import { generateKeyPairSync } from "node:crypto";
import { compactVerify } from "jose";
import { describe, expect, test } from "vitest";
import { type JsonObject, objectsOf } from "../../src/core/json.ts";
import { methodIds, ownDids, type SigningKey, signingKey } from "../../src/dids/signing-key.ts";
import { heldKeys, keyNamed } from "../../src/proofs/held-key.ts";
import { PROOF_NAMES, securing } from "../../src/proofs/secure.ts";
import { parseToken, tokenHolds } from "../../src/proofs/vc-jwt.ts";
import { badge, codesOf, ISSUER, issuerKey, report, signed, token } from "../checks/forge.ts";

const generated: Readonly<Record<string, SigningKey>> = {
  ed25519: issuerKey,
  p256: signingKey(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey),
  rsa: signingKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey),
};

const FITS: readonly (readonly [proof: string, key: string])[] = [
  ["eddsa-rdfc-2022", "ed25519"],
  ["ecdsa-rdfc-2019", "p256"],
  ["ecdsa-sd-2023", "p256"],
  ["vc-jwt", "ed25519"],
  ["vc-jwt", "p256"],
  ["vc-jwt", "rsa"],
];

const secured = async (proof: string, key: SigningKey): Promise<string> => {
  const { didKey, didJwk } = ownDids(key);
  const issuer = didKey ?? didJwk;
  const document = badge({ issuer: { id: issuer, type: ["Profile"], name: "Example College" } });
  const { text } = await securing(proof, key).secure(document, { key, issuer, created: "2026-05-01T00:00:00Z" });
  return text.trim();
};

describe.each(FITS)("%s by a key of kind %s", (proof, kind) => {
  const key = generated[kind] as SigningKey;
  test("is valid", async () => {
    expect(codesOf(await report(await secured(proof, key)))).toEqual([]);
  });
  test("is not when a letter is changed", async () => {
    const text = await secured(proof, key);
    const [head = "", body = "", tail = ""] = text.split(".");
    const spoiled =
      proof === "vc-jwt"
        ? [
            head,
            Buffer.from(Buffer.from(body, "base64url").toString().replace("Joins", "Joint")).toString("base64url"),
            tail,
          ].join(".")
        : text.replace("Joins", "Joint");
    expect(codesOf(await report(spoiled))).toEqual(["SIGNATURE_WRONG"]);
  });
  test("is not with another's signature", async () => {
    const other = signingKey(
      key.alg === "RS256"
        ? generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
        : key.alg === "ES256"
          ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
          : generateKeyPairSync("ed25519").privateKey,
    );
    const [mine, theirs] = [await secured(proof, key), await secured(proof, other)];
    if (proof === "vc-jwt") {
      const mixed = [...mine.split(".").slice(0, 2), theirs.split(".")[2]].join(".");
      expect(codesOf(await report(mixed))).toEqual(["SIGNATURE_WRONG"]);
    } else {
      const value = objectsOf((JSON.parse(theirs) as JsonObject)["proof"] as JsonObject[])[0]?.["proofValue"] as string;
      const document = JSON.parse(mine) as JsonObject;
      const spoiled = objectsOf(document["proof"] as JsonObject[]).map((own) => ({ ...own, proofValue: value }));
      expect(codesOf(await report({ ...document, proof: spoiled }))).toEqual(["SIGNATURE_WRONG"]);
    }
  });
});

describe("tokens", () => {
  test.each(["ed25519", "p256", "rsa"])(
    "by %s verify with jose alone, and hold only the headers that the standard allows",
    async (kind) => {
      const key = generated[kind] as SigningKey;
      const { protectedHeader, payload } = await compactVerify(await secured("vc-jwt", key), key.publicKey);
      const { didKey, didJwk } = ownDids(key);
      expect(protectedHeader).toEqual({ alg: key.alg, typ: "JWT", kid: methodIds(didKey ?? didJwk, key).jwk });
      expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
        iss: didKey ?? didJwk,
        jti: badge()["id"],
        nbf: Date.parse("2026-05-01T00:00:00Z") / 1000,
        exp: Date.parse("2027-05-01T00:00:00Z") / 1000,
      });
    },
  );
  test("the algorithm never chooses how a key is used", async () => {
    const parsed = parseToken(await secured("vc-jwt", generated["p256"] as SigningKey));
    expect(parsed).toBeDefined();
    if (parsed === undefined) return;
    for (const alg of ["none", "HS256", "RS256", "EdDSA", "ES384", "toString"]) {
      const forged = { ...parsed, header: { ...parsed.header, alg } };
      expect(tokenHolds(forged, (generated["p256"] as SigningKey).publicKey), alg).toBe(false);
    }
  });
});

test("laurel signs by these names, and by no suite that is only still read", () => {
  expect(PROOF_NAMES).toEqual(["eddsa-rdfc-2022", "ecdsa-rdfc-2019", "ecdsa-sd-2023", "vc-jwt"]);
});

test("a suite refuses a key that it does not take", async () => {
  await expect(async () => secured("eddsa-rdfc-2022", generated["p256"] as SigningKey)).rejects.toThrow(/key/);
  await expect(async () => secured("ecdsa-rdfc-2019", generated["rsa"] as SigningKey)).rejects.toThrow(/key/);
});

describe("keys that a verifier holds", () => {
  const jwk = issuerKey.publicJwk;
  const issuer = "did:web:college.example.edu";
  test.each([
    ["a JWK", { ...jwk, kid: "1" }, "#1"],
    ["a JWK by its thumbprint", jwk, `#${issuerKey.thumbprint}`],
    ["a JWK by its multikey", jwk, `#${issuerKey.multikey}`],
    ["a JWKS", { keys: [{ ...jwk, kid: "2" }] }, "#2"],
    [
      "a multikey document",
      { id: `${issuer}#3`, controller: issuer, publicKeyMultibase: issuerKey.multikey ?? "" },
      "#3",
    ],
    ["a private JWK, of which only the public part is kept", { ...jwk, kid: "4", d: "AAAA" }, "#4"],
  ])("%s", (_, value, fragment) => {
    expect(keyNamed(heldKeys(value as JsonObject), issuer, issuer + fragment)?.equals(issuerKey.publicKey)).toBe(true);
  });
  test("that say they are another's are not used for this issuer", () => {
    const theirs = {
      id: `${issuer}#1`,
      controller: "did:web:other.example",
      publicKeyMultibase: issuerKey.multikey ?? "",
    };
    expect(keyNamed(heldKeys(theirs), issuer, `${issuer}#1`)).toBeUndefined();
    expect(
      keyNamed(heldKeys({ ...jwk, kid: "1", iss: "https://other.example" }), issuer, `${issuer}#1`),
    ).toBeUndefined();
  });
  test.each([{}, { keys: [] }, { kty: "oct", k: "AAAA" }, { publicKeyMultibase: "nonsense" }])(
    "%j holds none",
    (value) => {
      expect(heldKeys(value as JsonObject)).toEqual([]);
    },
  );
});

describe("data model 1.1", () => {
  const old = (...contexts: readonly string[]): JsonObject => {
    const { validFrom, validUntil: _, ...rest } = badge();
    const all = [
      "https://www.w3.org/2018/credentials/v1",
      "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
      ...contexts,
    ];
    return { ...rest, "@context": all, issuanceDate: validFrom } as JsonObject;
  };
  test.each(["v1", "v2"])(
    "with the context data-integrity/%s: a badge verifies, and a changed one does not",
    async (version) => {
      const honest = await signed(old(`https://w3id.org/security/data-integrity/${version}`));
      expect(codesOf(await report(honest))).toEqual([]);
      expect(codesOf(await report({ ...honest, name: "Surgery" }))).toEqual(["SIGNATURE_WRONG"]);
    },
  );
  test("as a token, the claims complete the credential", async () => {
    const { id: _, issuer: _issuer, issuanceDate: _date, ...vc } = old();
    const whole = old();
    const claims = {
      iss: ISSUER,
      jti: whole["id"] as string,
      nbf: Date.parse(String(whole["issuanceDate"])) / 1000,
      vc: { ...vc, issuer: whole["issuer"] },
    };
    const found = await report(await token(claims as JsonObject));
    expect(codesOf(found)).toEqual([]);
    expect(found.id).toBe(whole["id"]);
  });
});
