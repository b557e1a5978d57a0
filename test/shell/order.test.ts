// The order of the work: nothing is asked for before the shape and the contexts pass, nothing but the issuer's keys
// before the signature does, and most of what a credential names never.
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { methodIds } from "../../src/dids/signing-key.ts";
import {
  attackerKey,
  badge,
  claims,
  entry,
  ISSUER,
  issuerKey,
  LIST,
  OB,
  record,
  report,
  signed,
  statusList,
  token,
  V2,
} from "../checks/forge.ts";

const COLLEGE = "did:web:college.example.edu";
const DOCUMENT = "https://college.example.edu/.well-known/did.json";
const OTHER = "did:web:other.example.edu";
const OTHER_DOCUMENT = "https://other.example.edu/.well-known/did.json";
const CANARY = "https://canary.example";

const didDocument = (id: string, key = issuerKey): JsonObject => ({
  id,
  verificationMethod: [{ id: "#key", type: "Multikey", controller: id, publicKeyMultibase: key.multikey ?? "" }],
  assertionMethod: [`${id}#key`],
});
const DOCUMENTS: Record<string, Json> = {
  [DOCUMENT]: didDocument(COLLEGE),
  [OTHER_DOCUMENT]: didDocument(OTHER),
};

const by = (issuer: string, changes: JsonObject = {}): JsonObject =>
  badge({ issuer: { id: issuer, type: ["Profile"], name: "College" }, ...changes });
/** As the payload of a token. */
const claimed = (issuer: string, changes: JsonObject = {}): JsonObject => ({
  ...claims(by(issuer, changes)),
  iss: issuer,
});
const signedBy = (issuer: string, document: JsonObject, key = issuerKey) =>
  signed(document, key, { verificationMethod: `${issuer}#key` });

/** Everything in a badge that is an address and no business of a verifier's. */
const everywhere: JsonObject = {
  image: { id: `${CANARY}/image.png`, type: "Image" },
  evidence: [{ id: `${CANARY}/evidence`, type: ["Evidence"] }],
  credentialSchema: [{ id: `${CANARY}/schema.json`, type: "1EdTechJsonSchemaValidator2019" }],
  refreshService: { id: `${CANARY}/refresh`, type: "1EdTechCredentialRefresh" },
};

async function asked(input: JsonObject | string, documents = DOCUMENTS): Promise<readonly string[]> {
  const log: string[] = [];
  await report(input, { documents, log });
  return log.filter((address) => address.startsWith("http"));
}

describe("what is asked for", () => {
  test("of an honest badge: the issuer's document, then its status list, and nothing else that it names", async () => {
    const withStatus = by(COLLEGE, { credentialStatus: entry() });
    const list = await signedBy(COLLEGE, statusList([], { issuer: COLLEGE }));
    const log = await asked(await signedBy(COLLEGE, withStatus), { ...DOCUMENTS, [LIST]: list });
    expect(log[0]).toBe(DOCUMENT);
    expect([...new Set(log)]).toEqual([DOCUMENT, LIST]);
    const { verdict } = await report(await signedBy(COLLEGE, withStatus), {
      documents: { ...DOCUMENTS, [LIST]: list },
    });
    expect(verdict).toBe("valid");
  });
  test("of a badge that names addresses everywhere: the issuer's document", async () => {
    const extensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
    const named = by(COLLEGE, { ...everywhere, "@context": [V2, OB, extensions] });
    expect(await asked(await signedBy(COLLEGE, named))).toEqual([DOCUMENT]);
  });
  test("of a badge that was changed: the issuer's document, and no status list", async () => {
    const honest = await signedBy(COLLEGE, by(COLLEGE, { credentialStatus: entry() }));
    expect(await asked({ ...honest, name: "Surgery" })).toEqual([DOCUMENT]);
    const jwt = await token(claimed(COLLEGE, { credentialStatus: entry() }), { kid: `${COLLEGE}#key` }, attackerKey);
    expect(await asked(jwt)).toEqual([DOCUMENT]);
  });
  test("of a badge signed by a stranger's key: nothing", async () => {
    const forged = by(COLLEGE, { credentialStatus: entry() });
    expect(await asked(await signedBy(OTHER, forged, attackerKey))).toEqual([]);
    const page = { verificationMethod: `${CANARY}/key` };
    expect(await asked(await signed(forged, attackerKey, page))).toEqual([]);
  });
  test.each([
    ["shape", { "@included": [{ id: `${CANARY}/x` }] }],
    ["shape", { validUntil: ["2027-05-01T00:00:00Z"] }],
    ["context", { "@context": [V2, OB, `${CANARY}/context.json`] }],
    ["context", { "@context": [V2, `${OB}?x`] }],
    ["context", { unheard: "of" }],
    ["type", { type: ["VerifiableCredential", "Unheard"] }],
  ])("of a badge whose %s does not pass: nothing", async (_, changes) => {
    const honest = await signedBy(COLLEGE, by(COLLEGE, { credentialStatus: entry() }));
    expect(await asked({ ...honest, ...changes })).toEqual([]);
  });
  test.each([
    ["jku", { jku: `${CANARY}/jwks.json` }],
    ["x5u", { x5u: `${CANARY}/chain.pem` }],
    ["a key of the attacker's", { jwk: attackerKey.publicJwk, kid: undefined }],
  ])("of a forged token with %s in its header: the issuer's document", async (_, header) => {
    const jwt = await token(claimed(COLLEGE), { kid: `${COLLEGE}#key`, ...header } as JsonObject, attackerKey);
    expect(await asked(jwt)).toEqual([DOCUMENT]);
    expect((await report(jwt, { documents: DOCUMENTS })).verdict).toBe("invalid");
  });
  test.each([
    `${CANARY}/key`,
    `${CANARY}/key#x`,
    `${OTHER}#key`,
    "../../key",
    `${CANARY.toUpperCase()}/key`,
    "https://college.example.edu@canary.example/key",
    "https://college.example.edu.canary.example/key",
  ])("of a token with the kid %s: nothing of a stranger's", async (kid) => {
    const jwt = await token(claimed(COLLEGE), { kid }, attackerKey);
    expect((await asked(jwt)).filter((address) => address !== DOCUMENT)).toEqual([]);
    const page = claimed("https://college.example.edu/issuer");
    const log = await asked(await token(page, { kid }, attackerKey));
    expect(log.filter((address) => new URL(address).host !== "college.example.edu")).toEqual([]);
  });
});

describe("what is asked for on behalf of a credential inside another", () => {
  const member = async () => signedBy(OTHER, by(OTHER, { credentialStatus: entry() }));
  const outer = async (changes: JsonObject = {}) =>
    record([await member()], { issuer: { id: COLLEGE, type: ["Profile"], name: "College" }, ...changes });

  test("of an honest record: its issuer's document, then the member's", async () => {
    const log = await asked(await signedBy(COLLEGE, await outer()));
    expect(log[0]).toBe(DOCUMENT);
    expect(log).toContain(OTHER_DOCUMENT);
  });
  test("of a record that was changed: nothing but its own issuer's document", async () => {
    const honest = await signedBy(COLLEGE, await outer());
    expect(await asked({ ...honest, name: "Other" })).toEqual([DOCUMENT]);
    const own = await signed(await outer({ issuer: { id: ISSUER, type: ["Profile"], name: "College" } }), issuerKey, {
      verificationMethod: methodIds(ISSUER, issuerKey).jwk,
    });
    expect(await asked({ ...own, name: "Other" })).toEqual([]);
  });
  test("of a record with a context of its own: nothing", async () => {
    const honest = await signedBy(COLLEGE, await outer());
    const contexts = honest["@context"] as Json[];
    expect(await asked({ ...honest, "@context": [...contexts, `${CANARY}/context.json`] })).toEqual([]);
  });
  test("of a record that nobody signed: what the member's own proof needs", async () => {
    const log = await asked(await outer());
    expect(log[0]).toBe(OTHER_DOCUMENT);
    expect(log).not.toContain(DOCUMENT);
  });
});
