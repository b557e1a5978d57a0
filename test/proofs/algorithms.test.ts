// Algorithms of tokens beside those that laurel signs with, and keys that only a verifier meets.
import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { CompactSign } from "jose";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { base64url } from "../../src/core/multibase.ts";
import { multikeyOf } from "../../src/dids/multikey.ts";
import { publicJwkOf } from "../../src/dids/signing-key.ts";
import { badge, claims, codesOf, report } from "../checks/forge.ts";

const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey;
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const ed25519 = generateKeyPairSync("ed25519").privateKey;

const didKey = (key: KeyObject): string => `did:key:${multikeyOf(key)}`;
const didJwk = (key: KeyObject, more: JsonObject = {}): string =>
  `did:jwk:${base64url(JSON.stringify({ ...publicJwkOf(key), ...more }))}`;
const methodOf = (did: string): string => (did.startsWith("did:jwk:") ? `${did}#0` : `${did}#${did.slice(8)}`);

const payloadOf = (did: string): JsonObject => {
  const document = badge({ issuer: { id: did, type: ["Profile"], name: "Example College" } });
  return { ...claims(document), iss: did };
};
const token = (alg: string, key: KeyObject, did: string, header: JsonObject = {}): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payloadOf(did))))
    .setProtectedHeader({ alg, kid: methodOf(did), typ: "JWT", ...header } as { alg: string })
    .sign(key);

/** A token whose signature is made here, in ways that no library would. */
function made(alg: string, did: string, signed: (input: Buffer) => Buffer): string {
  const head = base64url(JSON.stringify({ alg, kid: methodOf(did), typ: "JWT" }));
  const input = `${head}.${base64url(JSON.stringify(payloadOf(did)))}`;
  return `${input}.${signed(Buffer.from(input)).toString("base64url")}`;
}
const PSS = constants.RSA_PKCS1_PSS_PADDING;

describe("tokens of others", () => {
  test.each<[string, string, KeyObject, string]>([
    ["ES384 by a did:key", "ES384", p384, didKey(p384)],
    ["ES384 by a did:jwk", "ES384", p384, didJwk(p384)],
    ["ES256 by a did:key", "ES256", p256, didKey(p256)],
    ["PS256 by a did:jwk", "PS256", rsa, didJwk(rsa)],
    ["RS256 by a did:jwk", "RS256", rsa, didJwk(rsa)],
    ["EdDSA under its newer name", "Ed25519", ed25519, didKey(ed25519)],
  ])("%s: valid, and not when changed", async (_, alg, key, did) => {
    const honest = await token(alg, key, did);
    expect(codesOf(await report(honest))).toEqual([]);
    const [head, , signature] = honest.split(".");
    const other = base64url(JSON.stringify({ ...payloadOf(did), name: "Surgery" }));
    expect(codesOf(await report([head, other, signature].join(".")))).toEqual(["SIGNATURE_WRONG"]);
  });

  test.each<[string, (input: Buffer) => Buffer]>([
    ["no salt", (input) => sign("sha256", input, { key: rsa, padding: PSS, saltLength: 0 })],
    [
      "the longest salt",
      (input) => sign("sha256", input, { key: rsa, padding: PSS, saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN }),
    ],
    ["another hash", (input) => sign("sha384", input, { key: rsa, padding: PSS, saltLength: 48 })],
    ["the padding of RS256", (input) => sign("sha256", input, rsa)],
  ])("PS256 with %s is not PS256 (RFC 7518, section 3.5)", async (_, signed) => {
    expect(codesOf(await report(made("PS256", didJwk(rsa), signed)))).toEqual(["SIGNATURE_WRONG"]);
  });
  test("PS256 with a salt of 32 bytes is", async () => {
    const honest = made("PS256", didJwk(rsa), (input) =>
      sign("sha256", input, { key: rsa, padding: PSS, saltLength: 32 }),
    );
    expect(codesOf(await report(honest))).toEqual([]);
  });

  test.each<[string, string, KeyObject, (input: Buffer) => Buffer]>([
    ["ES384 over SHA-256", "ES384", p384, (input) => sign("sha256", input, { key: p384, dsaEncoding: "ieee-p1363" })],
    ["ES256 in DER", "ES256", p256, (input) => sign("sha256", input, p256)],
    ["ES256 of zeros", "ES256", p256, () => Buffer.alloc(64)],
    ["ES384 by a P-256 key", "ES384", p256, (input) => sign("sha384", input, { key: p256, dsaEncoding: "ieee-p1363" })],
    ["ES256 by a P-384 key", "ES256", p384, (input) => sign("sha256", input, { key: p384, dsaEncoding: "ieee-p1363" })],
    [
      "EdDSA of the payload's hash",
      "EdDSA",
      ed25519,
      (input) => sign(null, createHash("sha512").update(input).digest(), ed25519),
    ],
  ])("%s is refused", async (_, alg, key, signed) => {
    expect(codesOf(await report(made(alg, didKey(key), signed)))).toEqual(["SIGNATURE_WRONG"]);
  });

  test.each<[string, JsonObject]>([
    ["x5c", { x5c: ["AAAA"] }],
    ["x5u", { x5u: "https://x.example/chain.pem" }],
    ["jku", { jku: "https://x.example/jwks.json" }],
  ])("the header %s is neither followed nor believed", async (_, header) => {
    const log: string[] = [];
    const did = didKey(p256);
    expect(codesOf(await report(await token("ES256", p256, did, header), { log }))).toEqual([]);
    const forged = await token("ES256", generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey, did, header);
    expect(codesOf(await report(forged, { log }))).toEqual(["SIGNATURE_WRONG"]);
    expect(log).toEqual([]);
  });
});
