import { describe, expect, test } from "vitest";
import { VC_V1 } from "../../src/contexts/bundle.ts";
import { Fault } from "../../src/core/fault.ts";
import { type JsonObject, stringsOf } from "../../src/core/json.ts";
import { defaultDid, generateKey } from "../../src/dids/signing-key.ts";
import { toLerRs } from "../../src/flows/convert.ts";
import { learnersOf, sourceOf, verifiedSource } from "../../src/flows/source.ts";
import { OUTPUTS } from "../../src/outputs/table.ts";
import { securing } from "../../src/proofs/secure.ts";
import { badge as forged, ISSUER, OB, token } from "../checks/forge.ts";
import { badge, certification, clr, course, degree, license, NOW } from "../outputs/ler-rs/sample.ts";

const key = generateKey("ed25519");
const issuer = defaultDid(key);
const created = "2026-06-01T12:00:00Z";
/** Issued by the key here: with a profile where the contexts know one. */
const byUs = (document: JsonObject): JsonObject => {
  const profiled = stringsOf(document["@context"]).some((context) => context.includes("/ob/"));
  return { ...document, issuer: profiled ? { id: issuer, type: ["Profile"], name: "Example University" } : issuer };
};
const signed = async (document: JsonObject, proof = "eddsa-rdfc-2022"): Promise<string> =>
  (await securing(proof, key).secure(byUs(document), { key, issuer, created })).text;
const parsed = async (document: JsonObject): Promise<JsonObject> => JSON.parse(await signed(document)) as JsonObject;

const world = { now: NOW, load: async () => ({ ok: false as const, reason: "not brought along" }), keys: [] };
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof Fault ? error.facts.code : String(error)),
  );

describe("What may be converted", () => {
  test("is a badge that verifies, as JSON and as a token", async () => {
    expect((await verifiedSource(await signed(degree), world)).originals.size).toBe(0);
    const token = await signed(degree, "vc-jwt");
    const source = await verifiedSource(token, world);
    expect(source.originals.get("")).toBe(token.trim());
    expect(source.document["name"]).toBe(degree["name"]);
  });

  test("is not a badge that was changed after it was signed", async () => {
    const changed = (await signed(degree)).replace('"3.80"', '"4.00"');
    expect(await codeOf(verifiedSource(changed, world))).toBe("CREDENTIAL_INVALID");
  });

  test("is not a record with a member that was changed, though the record itself is signed", async () => {
    const member = JSON.parse((await signed(degree)).replace('"3.80"', '"4.00"')) as JsonObject;
    expect(await codeOf(verifiedSource(await signed(clr([member])), world))).toBe("CREDENTIAL_INVALID");
  });

  test("is a badge that has expired, and a record with one in it", async () => {
    const later = { ...world, now: new Date("2028-01-01T00:00:00Z") };
    const source = await verifiedSource(await signed(certification), later);
    const made = await toLerRs([source], { now: later.now });
    expect((made.body["certifications"] as JsonObject[])[0]?.["status"]).toBe("expired");
    expect(made.accounts[0]?.notices).toHaveLength(1);
    expect(await codeOf(verifiedSource(await signed(clr([await parsed(certification)])), later))).toBe("none");
  });

  test("is expired too when only its token says so, or only one of two ends", async () => {
    const subject = forged()["credentialSubject"] as JsonObject;
    const achievement = { ...(subject["achievement"] as JsonObject), achievementType: "Certification" };
    const { validUntil: _, ...open } = forged({ credentialSubject: { ...subject, achievement } });
    const over = await token({ ...open, iss: ISSUER, exp: Date.parse("2026-05-15T00:00:00Z") / 1000 });
    const old = {
      ...open,
      "@context": [VC_V1, OB],
      issuanceDate: "2026-05-01T00:00:00Z",
      validUntil: "2030-01-01T00:00:00Z",
      expirationDate: "2026-05-15T00:00:00Z",
    };
    for (const text of [over, await token({ iss: ISSUER, vc: old })]) {
      const made = await toLerRs([await verifiedSource(text, world)], { now: NOW });
      expect((made.body["certifications"] as JsonObject[])[0]?.["status"]).toBe("expired");
    }
  });

  test("is not an expired badge that was changed as well", async () => {
    const later = { ...world, now: new Date("2028-01-01T00:00:00Z") };
    const changed = (await signed(certification)).replace("2027-05-31", "2027-06-30");
    expect(await codeOf(verifiedSource(changed, later))).toBe("CREDENTIAL_INVALID");
  });

  test("is not a badge that is not valid yet", async () => {
    const early = { ...world, now: new Date("2020-01-01T00:00:00Z") };
    expect(await codeOf(verifiedSource(await signed(degree), early))).toBe("CREDENTIAL_INVALID");
  });

  test("is not a badge whose status or issuer cannot be looked up, which is another answer than no", async () => {
    const status = {
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: "7",
      statusListCredential: "https://x.example/1",
    };
    const unknown = await signed(badge({ name: "S", credential: { credentialStatus: status } }));
    expect(await codeOf(verifiedSource(unknown, world))).toBe("CREDENTIAL_UNSURE");
  });

  test("is not text that is no credential, nor a credential of another kind", async () => {
    expect(await codeOf(verifiedSource("hello", world))).toBe("FILE_UNREADABLE");
    expect(await codeOf(verifiedSource("{", world))).toBe("FILE_UNREADABLE");
    const other = {
      "@context": ["https://www.w3.org/ns/credentials/v2"],
      type: ["VerifiableCredential"],
      id: "urn:uuid:0f09ae53-33ae-4472-8daa-d7381b859e6c",
      credentialSubject: { id: "did:example:a" },
    };
    expect(await codeOf(verifiedSource(await signed(other), world))).toBe("CREDENTIAL_INVALID");
  });
});

describe("A revoked badge", () => {
  test("is refused by a code of its own", async () => {
    const { gzipSync } = await import("node:zlib");
    const bits = new Uint8Array(131_072 / 8);
    bits[0] = 0b0000_0001;
    const address = "https://status.example.edu/1";
    const list = await parsed({
      "@context": ["https://www.w3.org/ns/credentials/v2"],
      id: address,
      type: ["VerifiableCredential", "BitstringStatusListCredential"],
      validFrom: "2024-01-01T00:00:00Z",
      credentialSubject: {
        id: `${address}#list`,
        type: "BitstringStatusList",
        statusPurpose: "revocation",
        encodedList: `u${gzipSync(bits).toString("base64url")}`,
      },
    });
    const entry = (index: number) => ({
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: String(index),
      statusListCredential: address,
    });
    const online = { ...world, load: async () => ({ ok: true as const, value: list }) };
    const revoked = badge({ name: "R", credential: { credentialStatus: entry(7) } });
    expect(await codeOf(verifiedSource(await signed(revoked), online))).toBe("CREDENTIAL_REVOKED");
    expect(await codeOf(verifiedSource(await signed(clr([await parsed(revoked)])), online))).toBe("CREDENTIAL_REVOKED");
    expect(
      await codeOf(
        verifiedSource(await signed(badge({ name: "R", credential: { credentialStatus: entry(8) } })), online),
      ),
    ).toBe("none");
  });
});

describe("Enveloped members of a record", () => {
  test("are read, and carried in the envelope that they came in", async () => {
    const token = (await signed(license, "vc-jwt")).trim();
    const envelope = {
      "@context": ["https://www.w3.org/ns/credentials/v2"],
      type: "EnvelopedVerifiableCredential",
      id: `data:application/vc+jwt,${token}`,
    };
    const source = sourceOf(await signed(clr([await parsed(degree), envelope])));
    const { body } = await toLerRs([source], { now: NOW });
    const [entry] = body["licenses"] as JsonObject[];
    expect(entry?.["id"]).toMatchObject({ value: "RN-123456" });
    expect(entry?.["verifications"]).toEqual([{ otherW3CVerifiableCredential: envelope }]);
    expect(OUTPUTS["ler-rs"]?.sections(body)).toEqual({ educationAndLearnings: 1, licenses: 1, attachments: 1 });
  });
});

describe("Learners", () => {
  const inputs = (...documents: readonly JsonObject[]) =>
    documents.map((document) => ({ source: sourceOf(JSON.stringify(byUs(document))) }));

  test("are told apart by what the credentials say", () => {
    const stranger = badge({ name: "X", subject: { id: "did:example:bob", identifier: [] } });
    expect(learnersOf(inputs(degree, stranger, course))).toHaveLength(2);
    expect(learnersOf(inputs(degree, course, license))).toHaveLength(1);
  });
});
