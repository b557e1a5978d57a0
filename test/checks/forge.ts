// Credentials made for tests, honest and forged: a badge, a record, a status list, and ways to sign them that laurel's
// own command never would.
import { createPrivateKey } from "node:crypto";
import { gzipSync } from "node:zlib";
import { CompactSign } from "jose";
import type { Report, World } from "../../src/checks/examination.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { base64url, multibase58 } from "../../src/core/multibase.ts";
import { methodIds, type SigningKey, signingKey } from "../../src/dids/signing-key.ts";
import { examine } from "../../src/flows/examine.ts";
import type { TrustList } from "../../src/model/trust.ts";
import { hashData, signBytes } from "../../src/proofs/cryptosuite.ts";
import type { CanonicalForm } from "../../src/rdf/canonical.ts";
import { canonicalQuads } from "../../src/rdf/rdfc.ts";

export const NOW = new Date("2026-06-01T12:00:00Z");
export const V2 = "https://www.w3.org/ns/credentials/v2";
export const OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
export const CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

/** An Ed25519 key from one byte, so that every run makes the same files (RFC 8410, PKCS #8). */
const keyOf = (byte: number): SigningKey => {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, byte)]);
  return signingKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
};
export const issuerKey: SigningKey = keyOf(1);
export const attackerKey: SigningKey = keyOf(2);
const didOf = (key: SigningKey): string => `did:key:${key.multikey}`;
export const ISSUER: string = didOf(issuerKey);
export const ATTACKER: string = didOf(attackerKey);

export const badge = (changes: JsonObject = {}): JsonObject => ({
  "@context": [V2, OB],
  id: "urn:uuid:11111111-1111-4111-8111-111111111111",
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  name: "Welding",
  issuer: { id: ISSUER, type: ["Profile"], name: "Example College" },
  validFrom: "2026-05-01T00:00:00Z",
  validUntil: "2027-05-01T00:00:00Z",
  credentialSubject: {
    type: ["AchievementSubject"],
    identifier: [
      { type: "IdentityObject", hashed: false, identityHash: "ada@example.org", identityType: "emailAddress" },
    ],
    achievement: {
      id: "urn:uuid:22222222-2222-4222-8222-222222222222",
      type: ["Achievement"],
      name: "Welding",
      description: "Joins steel.",
      criteria: { narrative: "Pass the test." },
    },
  },
  ...changes,
});

export const record = (members: readonly Json[], changes: JsonObject = {}): JsonObject => ({
  "@context": [V2, CLR, OB],
  id: "urn:uuid:33333333-3333-4333-8333-333333333333",
  type: ["VerifiableCredential", "ClrCredential"],
  name: "Record",
  issuer: { id: ISSUER, type: ["Profile"], name: "Example College" },
  validFrom: "2026-05-01T00:00:00Z",
  credentialSubject: { id: "did:example:ada", type: ["ClrSubject"], verifiableCredential: members },
  ...changes,
});

export const LIST = "https://registrar.example.edu/status/1";

export const entry = (changes: JsonObject = {}): JsonObject => ({
  type: "BitstringStatusListEntry",
  statusPurpose: "revocation",
  statusListIndex: "7",
  statusListCredential: LIST,
  ...changes,
});

/** `set` are the indexes of the credentials that are revoked. */
export function statusList(set: readonly number[], changes: JsonObject = {}, bytes = 16_384): JsonObject {
  const bits = Buffer.alloc(bytes);
  for (const index of set) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return {
    "@context": [V2],
    id: LIST,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer: ISSUER,
    validFrom: "2026-05-01T00:00:00Z",
    credentialSubject: {
      id: `${LIST}#list`,
      type: "BitstringStatusList",
      statusPurpose: "revocation",
      encodedList: `u${gzipSync(bits).toString("base64url")}`,
    },
    ...changes,
  };
}

const quads = async (document: JsonObject, form?: CanonicalForm): Promise<string> => {
  const canonical = await canonicalQuads(document, form);
  if (!canonical.ok) throw new Error(canonical.why.message);
  return canonical.quads;
};

/** A proof with any options, made by any key. */
export async function proofOf(
  document: JsonObject,
  key = issuerKey,
  options: JsonObject = {},
  form?: CanonicalForm,
): Promise<JsonObject> {
  const proof: JsonObject = {
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-rdfc-2022",
    created: "2026-05-01T00:00:00Z",
    verificationMethod: methodIds(didOf(key), key).jwk,
    proofPurpose: "assertionMethod",
    ...options,
  };
  const config = await quads({ "@context": document["@context"] ?? [], ...proof }, form);
  const signature = signBytes("sha256", hashData("sha256", config, await quads(document, form)), key.privateKey);
  return { ...proof, proofValue: multibase58(signature) };
}

export const signed = async (document: JsonObject, key = issuerKey, options: JsonObject = {}): Promise<JsonObject> => ({
  ...document,
  proof: [await proofOf(document, key, options)],
});

export const claims = (document: JsonObject): JsonObject => ({
  ...document,
  iss: ISSUER,
  jti: String(document["id"]),
  nbf: Date.parse(String(document["validFrom"])) / 1000,
  exp: Date.parse(String(document["validUntil"])) / 1000,
});

export const KID: string = methodIds(ISSUER, issuerKey).jwk;

/** A token with any header and payload. */
export function token(payload: JsonObject, header: JsonObject = {}, key = issuerKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: "EdDSA", kid: KID, typ: "JWT", ...header } as { alg: string })
    .sign(key.privateKey);
}

/** Three parts as they stand: for tokens that no library would make. */
export const rawToken = (header: string, payload: string, signature = ""): string =>
  [base64url(header), base64url(payload), signature].join(".");

export interface Asked {
  readonly documents?: Readonly<Record<string, Json>>;
  readonly recipient?: string;
  readonly trust?: readonly TrustList[];
  readonly refresh?: boolean;
  /** Addresses that were asked for, in order. */
  readonly log?: string[];
}

export function worldOf({ documents = {}, recipient, trust, refresh = false, log = [] }: Asked = {}): World {
  const load: World["load"] = async (address) => {
    log.push(address);
    const value = documents[address];
    return value === undefined ? { ok: false, reason: "nothing stands there" } : { ok: true, value };
  };
  return {
    now: NOW,
    keys: [],
    load,
    ...(recipient === undefined ? {} : { recipient }),
    ...(trust === undefined ? {} : { trust }),
    refresh,
  };
}

export const report = (input: JsonObject | string, asked: Asked = {}): Promise<Report> =>
  examine(typeof input === "string" ? input : JSON.stringify(input), worldOf(asked));

/** Codes of all that failed or could not be told. */
export const codesOf = ({ checks }: Report): readonly (string | undefined)[] =>
  checks.filter(({ status }) => status === "failed" || status === "unknown").map(({ code }) => code);
