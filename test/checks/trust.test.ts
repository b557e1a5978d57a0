// Lists of trusted issuers: which forms are read, and what they say of a credential.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompactSign } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isPublicKey } from "../../src/checks/public-keys.ts";
import type { Finding, Verdict } from "../../src/core/finding.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { keyOfMultikey } from "../../src/dids/multikey.ts";
import type { SigningKey } from "../../src/dids/signing-key.ts";
import { readTrust } from "../../src/shell/trust-file.ts";
import { laurel } from "../road.ts";
import {
  ATTACKER,
  attackerKey,
  badge,
  entry,
  ISSUER,
  issuerKey,
  LIST,
  OB,
  proofOf,
  record,
  report,
  signed,
  statusList,
  V2,
} from "./forge.ts";

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "laurel-trust-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (body: Json, name = `list-${++files}.json`): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof body === "string" ? body : JSON.stringify(body));
  return path;
};
const trusted = async (
  credential: JsonObject,
  list: Json,
  documents: Readonly<Record<string, Json>> = {},
): Promise<{ verdict: Verdict; trust: readonly Finding[] }> => {
  const found = await report(credential, { trust: await readTrust([put(list)]), documents });
  return { verdict: found.verdict, trust: found.checks.filter(({ id }) => id === "trust") };
};
const codeOf = ({ trust }: { trust: readonly Finding[] }) => trust.map(({ status, code }) => [status, code]);

const college = (members: JsonObject = {}): Json => ({
  issuers: [{ name: "Example College", id: ISSUER, ...members }],
});
const NOT_PINNED = attackerKey.multikey ?? "";

describe("laurel's own list", () => {
  const ROWS: readonly (readonly [title: string, list: Json, status: string, code: string | undefined])[] = [
    ["an issuer on it", college(), "passed", undefined],
    ["an issuer by one of several ids", college({ id: "did:web:a.example", dids: [ISSUER] }), "passed", undefined],
    ["its key by multikey", college({ keys: [issuerKey.multikey ?? ""] }), "passed", undefined],
    ["its key by thumbprint", college({ thumbprints: [issuerKey.thumbprint] }), "passed", undefined],
    ["one of its keys", college({ keys: [NOT_PINNED, issuerKey.thumbprint] }), "passed", undefined],
    ["another key", college({ keys: [NOT_PINNED] }), "failed", "KEY_NOT_PINNED"],
    [
      "a time in which it was issued",
      college({ "valid-from": "2026-05-01", "valid-until": "2026-05-01" }),
      "passed",
      undefined,
    ],
    ["a time that had not begun", college({ "valid-from": "2026-05-02" }), "failed", "ISSUER_OUT_OF_DATES"],
    ["a time that was over", college({ validUntil: "2026-04-30" }), "failed", "ISSUER_OUT_OF_DATES"],
    ["another issuer", { issuers: [{ name: "Other", id: ATTACKER }] }, "failed", "ISSUER_NOT_TRUSTED"],
    ["nobody", { issuers: [] }, "failed", "ISSUER_NOT_TRUSTED"],
    [
      "two entries, of which one fits",
      { issuers: [{ id: ISSUER, keys: [NOT_PINNED] }, { id: ISSUER }] },
      "passed",
      undefined,
    ],
    ["a plain list of issuers", [{ id: ISSUER }], "passed", undefined],
    ["YAML", `name: Ours\nissuers:\n  - id: ${ISSUER}\n    valid-from: 2026-01-01\n`, "passed", undefined],
  ];
  test.each(ROWS)("%s", async (_, list, status, code) => {
    const found = await trusted(await signed(badge()), list);
    expect(codeOf(found)).toEqual([[status, code]]);
    expect(found.verdict).toBe(status === "passed" ? "valid" : "invalid");
  });

  test("says by which list, of which date and hash, the issuer is who it says", async () => {
    const { trust } = await trusted(await signed(badge()), {
      name: "Ours",
      updated: "2026-05-31",
      ...(college() as JsonObject),
    });
    expect(trust[0]?.message).toMatch(/^listed as "Example College" in "Ours" \(of 2026-05-31, sha256 [0-9a-f]{12}\)$/);
  });

  test("is not asked about a credential whose signature does not hold", async () => {
    const { trust, verdict } = await trusted({ ...(await signed(badge())), name: "Surgery" }, college());
    expect(codeOf({ trust })).toEqual([["skipped", "NOT_REACHED"]]);
    expect(verdict).toBe("invalid");
  });

  test("names days to their end", async () => {
    const late = await signed(badge({ validFrom: "2026-05-01T23:30:00Z" }));
    expect((await trusted(late, college({ "valid-until": "2026-05-01" }))).verdict).toBe("valid");
    expect((await trusted(late, college({ "valid-until": "2026-05-01T23:00:00Z" }))).verdict).toBe("invalid");
  });

  test("must name every key that signed it", async () => {
    const VICTIM = "did:web:college.example.edu";
    const method = (key: SigningKey): JsonObject => ({
      id: `${VICTIM}#${key.thumbprint}`,
      type: "JsonWebKey",
      controller: VICTIM,
      publicKeyJwk: key.publicJwk,
    });
    const methods = [issuerKey, attackerKey].map(method);
    const document = { id: VICTIM, verificationMethod: methods, assertionMethod: methods.map(({ id }) => id ?? "") };
    const plain = badge({ issuer: { id: VICTIM, type: ["Profile"] } });
    const proof = await Promise.all(
      [issuerKey, attackerKey].map((key) => proofOf(plain, key, { verificationMethod: `${VICTIM}#${key.thumbprint}` })),
    );
    const both = { ...plain, proof };
    const documents = { [VICTIM]: document };
    const list = (...keys: readonly SigningKey[]): Json => ({
      issuers: [{ id: VICTIM, keys: keys.map(({ thumbprint }) => thumbprint) }],
    });
    expect((await trusted(both, list(issuerKey, attackerKey), documents)).verdict).toBe("valid");
    expect(codeOf(await trusted(both, list(issuerKey), documents))).toEqual([["failed", "KEY_NOT_PINNED"]]);
  });

  test("is not asked about those who endorse", async () => {
    const endorsement = await signed(
      {
        "@context": [V2, OB],
        id: "urn:uuid:88888888-8888-4888-8888-888888888888",
        type: ["VerifiableCredential", "EndorsementCredential"],
        name: "Well done",
        issuer: { id: ATTACKER, type: ["Profile"] },
        validFrom: "2026-05-01T00:00:00Z",
        credentialSubject: { id: String(badge()["id"]), type: ["EndorsementSubject"] },
      },
      attackerKey,
    );
    expect((await trusted(await signed(badge({ endorsement: [endorsement] })), college())).verdict).toBe("valid");
    expect((await trusted(endorsement, college())).verdict).toBe("invalid");
  });

  test("is asked about every credential in a record", async () => {
    const theirs = badge({
      id: "urn:uuid:77777777-7777-4777-8777-777777777777",
      issuer: { id: ATTACKER, type: ["Profile"] },
    });
    const inside = await signed(record([await signed(theirs, attackerKey)]));
    expect((await trusted(inside, college())).verdict).toBe("invalid");
    expect((await trusted(inside, { issuers: [{ ids: [ISSUER, ATTACKER] }] })).verdict).toBe("valid");
  });

  const WRONG: readonly (readonly [title: string, list: Json, message: RegExp])[] = [
    ["an issuer without an id", { issuers: [{ name: "College" }] }, /want an "id"/],
    ["an id of another kind", { issuers: [{ id: "college" }] }, /want a DID or an https address, got "college"/],
    ["a key of another kind", { issuers: [{ id: ISSUER, keys: ["abc"] }] }, /want a multikey/],
    ["a date of another kind", { issuers: [{ id: ISSUER, "valid-from": "May" }] }, /want a date such as/],
    ["a member that it does not know", { issuers: [{ id: ISSUER, until_when: "x" }] }, /no member "until_when"/],
    ["an issuer that is a word", { issuers: ["did:web:a.example"] }, /want an issuer with its members/],
    ["another document", { hello: "world" }, /want a list of issuers, a registry/],
    ["an empty file", "", /got an empty file/],
  ];
  test.each(WRONG)("%s is refused", async (_, list, message) => {
    await expect(readTrust([put(list)])).rejects.toThrow(message);
  });
});

describe("status lists of others", () => {
  const theirs = () => signed(statusList([], { issuer: ATTACKER }), attackerKey);
  const credential = () => signed(badge({ credentialStatus: entry() }));
  test("count when the list of trust names who signs them", async () => {
    const documents = { [LIST]: await theirs() };
    expect((await trusted(await credential(), college(), documents)).verdict).toBe("inconclusive");
    expect((await trusted(await credential(), college({ "status-lists": [ATTACKER] }), documents)).verdict).toBe(
      "valid",
    );
  });
  test("count only for the issuer that the list says", async () => {
    const list: JsonObject = { issuers: [{ id: ISSUER }, { id: "did:web:b.example", "status-lists": [ATTACKER] }] };
    expect((await trusted(await credential(), list, { [LIST]: await theirs() })).verdict).toBe("inconclusive");
  });
});

const REGISTRY = {
  meta: { updated: "2025-03-25T18:29:52+00:00" },
  registry: { [ISSUER]: { name: "My College", url: "https://a.example" } },
};

describe("registries of the Digital Credentials Consortium", () => {
  const AT = "https://registry.example.org/registry.json";
  const known = [{ name: "Community", type: "dcc-legacy", url: AT }];
  test("a registry names its issuers", async () => {
    const { trust } = await trusted(await signed(badge()), REGISTRY);
    expect(trust[0]?.message).toMatch(/^listed as "My College" in "list-\d+\.json" \(of 2025-03-25, sha256 /);
  });
  test("a registry without the issuer", async () => {
    const found = await trusted(await signed(badge()), { registry: { [ATTACKER]: { name: "Other" } } });
    expect(codeOf(found)).toEqual([["failed", "ISSUER_NOT_TRUSTED"]]);
  });
  test("the list of known registries is asked by its addresses", async () => {
    const credential = await signed(badge());
    const found = await trusted(credential, known, { [AT]: REGISTRY });
    expect(found.trust[0]?.message).toMatch(/^listed as "My College" in "Community" of 2025-03-25, by "list-/);
    expect(codeOf(await trusted(credential, known, { [AT]: { registry: {} } }))).toEqual([
      ["failed", "ISSUER_NOT_TRUSTED"],
    ]);
    const open = await trusted(credential, known);
    expect(codeOf(open)).toEqual([["unknown", "TRUST_UNAVAILABLE"]]);
    expect(open.verdict).toBe("inconclusive");
  });
  test("no registry is asked before the signature holds", async () => {
    const log: string[] = [];
    const trust = await readTrust([put(known)]);
    await report({ ...(await signed(badge())), name: "Surgery" }, { trust, log });
    expect(log).toEqual([]);
  });
});

describe("OpenID Federation", () => {
  const ANCHOR = "https://federation.example.org";
  const statement = (payload: JsonObject, key: SigningKey): Promise<string> =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: "EdDSA", typ: "entity-statement+jwt", kid: key.thumbprint })
      .sign(key.privateKey);
  const seconds = (date: string): number => Date.parse(date) / 1000;
  const times = { iat: seconds("2026-05-30T00:00:00Z"), exp: seconds("2026-06-30T00:00:00Z") };
  const entity = (organization_name: string, more: JsonObject = {}) => ({
    metadata: { federation_entity: { organization_name, ...more } },
  });
  const keysOf = (key: SigningKey): JsonObject => ({ jwks: { keys: [{ ...key.publicJwk, kid: key.thumbprint }] } });
  const FETCH = "https://federation.example.org/fetch";
  const anchor = (signer = attackerKey) =>
    statement(
      {
        iss: ANCHOR,
        sub: ANCHOR,
        ...times,
        ...keysOf(attackerKey),
        ...entity("The Federation", { federation_fetch_endpoint: FETCH }),
      },
      signer,
    );
  const about = (changes: JsonObject = {}, signer = attackerKey) =>
    statement({ iss: ANCHOR, sub: ISSUER, ...times, ...entity("Example College"), ...changes }, signer);

  test("an anchor's statement names an issuer, in a file of lines or of JSON", async () => {
    for (const file of [`${await anchor()}\n${await about()}\n`, { statements: [await about(), await anchor()] }]) {
      const { trust } = await trusted(await signed(badge()), file);
      expect(trust[0]?.message).toMatch(/^listed as "Example College" in "The Federation" \(of 2026-05-30, sha256 /);
    }
  });
  test("a statement that its anchor did not sign names nobody", async () => {
    const found = await trusted(await signed(badge()), `${await anchor()}\n${await about({}, issuerKey)}`);
    expect(codeOf(found)).toEqual([["failed", "ISSUER_NOT_TRUSTED"]]);
  });
  test("a statement that is over leaves the answer open", async () => {
    const over = await about({ exp: seconds("2026-06-01T00:00:00Z") });
    expect(codeOf(await trusted(await signed(badge()), `${await anchor()}\n${over}`))).toEqual([
      ["unknown", "TRUST_STALE"],
    ]);
  });
  test("a chain leads over an entity in between, whichever comes first", async () => {
    const BETWEEN = "https://between.example.org";
    const between = await statement({ iss: ANCHOR, sub: BETWEEN, ...times, ...keysOf(issuerKey) }, attackerKey);
    const leaf = await about({ iss: BETWEEN }, issuerKey);
    expect((await trusted(await signed(badge()), `${leaf}\n${between}\n${await anchor()}`)).verdict).toBe("valid");
    expect((await trusted(await signed(badge()), `${leaf}\n${await anchor()}`)).verdict).toBe("invalid");
  });
  test("statements without a sound anchor are refused", async () => {
    await expect(readTrust([put(await about())])).rejects.toThrow(/configuration of a trust anchor/);
    await expect(readTrust([put(`${await anchor(issuerKey)}\n${await about()}`)])).rejects.toThrow(/trust anchor/);
  });
  test("a registry that is a federation is asked about the one issuer", async () => {
    const config = `${ANCHOR}/.well-known/openid-federation`;
    const known = [{ name: "Federation", type: "oidf", trustAnchorEC: config }];
    const documents = { [config]: await anchor(), [`${FETCH}?sub=${encodeURIComponent(ISSUER)}`]: await about() };
    const found = await trusted(await signed(badge()), known, documents);
    expect(found.trust[0]?.message).toMatch(/^listed as "Example College" in "Federation" of 2026-05-30/);
    expect(codeOf(await trusted(await signed(badge()), known, { [config]: await anchor() }))).toEqual([
      ["unknown", "TRUST_UNAVAILABLE"],
    ]);
  });
});

describe("keys whose private half is published", () => {
  /** The example key of the cryptosuite's standard. */
  const EXAMPLE = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
  test("are known by their public half", () => {
    const key = keyOfMultikey(EXAMPLE);
    expect(key === undefined ? undefined : isPublicKey(key)).toBe(true);
    expect(isPublicKey(issuerKey.publicKey)).toBe(false);
  });
  /** Ed25519 with a seed of bytes that count up, as programs print it in their documentation. */
  const SEED = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString("base64url");
  const PUBLIC = "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg";
  const jwk = { kty: "OKP", crv: "Ed25519", d: SEED, x: PUBLIC };

  test("sign nothing for laurel", async () => {
    await laurel("init", join(folder, "college"));
    const key = put(jwk, "example.jwk.json");
    const run = await laurel(
      "issue",
      join(folder, "college/roster.csv"),
      "--config",
      join(folder, "college/laurel.yaml"),
      "--key",
      key,
    );
    expect(run.status).toBe(3);
    expect(run.err).toContain(
      "the private half of this key is published, so that anybody could sign in your name [KEY_INVALID]",
    );
  });

  test("are told of in a report, and are never trusted", async () => {
    const { signingKeyOfJwk } = await import("../../src/dids/signing-key.ts");
    const example = signingKeyOfJwk(jwk);
    const issuer = `did:key:${example.multikey}`;
    const credential = await signed(badge({ issuer: { id: issuer, type: ["Profile"] } }), example, {
      verificationMethod: `${issuer}#${example.multikey}`,
    });
    const found = await report(credential);
    expect(found.checks.filter(({ code }) => code === "KEY_PUBLIC").map(({ status }) => status)).toEqual(["skipped"]);
    expect(codeOf(await trusted(credential, { issuers: [{ id: issuer }] }))).toEqual([["failed", "KEY_PUBLIC"]]);
  });
});

describe("on the command line", () => {
  const verify = (...args: readonly string[]) =>
    laurel("verify", ...args, "--offline", "--now", "2026-06-01T12:00:00Z");
  test("a name is a claim until a list confirms it", async () => {
    const file = put(await signed(badge({ issuer: { id: ISSUER, type: ["Profile"], name: "Harvard" } })));
    expect((await verify(file)).out).toContain('which says it is "Harvard"');
    const { out, status } = await verify(file, "--trust", put(college()));
    expect(out).toContain('listed as "Example College" in "list-');
    expect(out).not.toContain("Harvard");
    expect(status).toBe(0);
  });
  test("several lists count together", async () => {
    const file = put(await signed(badge()));
    const [none, ours] = [put({ issuers: [] }), put(college())];
    expect((await verify(file, "--trust", none)).status).toBe(1);
    expect((await verify(file, "--trust", none, "--trust", ours)).status).toBe(0);
  });
  test("a list that cannot be read is told with its place", async () => {
    const file = put(
      await signed(badge({ "@context": [V2, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"] })),
    );
    const { err, status } = await verify(file, "--trust", put(`issuers:\n  - id: college\n`, "bad.yaml"));
    expect(err).toMatch(/bad\.yaml:2:\d+ .*want a DID or an https address, got "college" \[TRUST_INVALID\]/s);
    expect(status).toBe(3);
  });
  test("the form is explained, and the explanation can be read", async () => {
    const { out } = await laurel("help", "trust");
    const example = out
      .split("\n")
      .filter((line) => /^ {2}(name|updated|issuers| )/.test(line))
      .map((line) => line.slice(2));
    const yaml =
      example
        .join("\n")
        .replaceAll("z6Mk…", issuerKey.multikey ?? "")
        .split("\n\n")[0] ?? "";
    const [list] = await readTrust([
      put(
        yaml
          .split("\n")
          .filter((line) => !/passed|failed|unknown/.test(line))
          .join("\n"),
        "example.yaml",
      ),
    ]);
    expect(list?.issuers).toHaveLength(1);
    expect(list?.issuers[0]?.statusLists).toHaveLength(1);
  });
});
