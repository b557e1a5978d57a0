// Suites that their standards have replaced, as old badges still carry them.
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { base64url, multibase58 } from "../../src/core/multibase.ts";
import { hashData, signBytes } from "../../src/proofs/cryptosuite.ts";
import { canonicalQuads } from "../../src/rdf/rdfc.ts";
import { badge, codesOf, issuerKey, KID, report } from "../checks/forge.ts";

const V1 = "https://www.w3.org/2018/credentials/v1";
const SUITE_2020 = "https://w3id.org/security/suites/ed25519-2020/v1";

/** A badge of data model 1.1. */
function old(...contexts: readonly string[]): JsonObject {
  const { validFrom, validUntil: _, ...rest } = badge();
  const all = [V1, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", ...contexts];
  return { ...rest, "@context": all, issuanceDate: validFrom } as JsonObject;
}
const optionsOf = (type: string): JsonObject => ({
  type,
  created: "2026-05-01T00:00:00Z",
  verificationMethod: KID,
  proofPurpose: "assertionMethod",
});

async function hashes(document: JsonObject, options: JsonObject): Promise<Uint8Array> {
  const texts = [{ "@context": document["@context"] ?? [], ...options }, document];
  const [config, content] = await Promise.all(texts.map((text) => canonicalQuads(text as JsonObject)));
  if (config?.ok !== true || content?.ok !== true) throw new Error("not canonical");
  return hashData("sha256", config.quads, content.quads);
}
const signatureOn = (data: Uint8Array): Uint8Array => signBytes("sha256", data, issuerKey.privateKey);

describe("Ed25519Signature2020", () => {
  const signed = async (): Promise<JsonObject> => {
    const [document, options] = [old(SUITE_2020), optionsOf("Ed25519Signature2020")];
    const proofValue = multibase58(signatureOn(await hashes(document, options)));
    return { ...document, proof: { ...options, proofValue } };
  };
  test("is valid, and named as legacy", async () => {
    const found = await report(await signed());
    expect(codesOf(found)).toEqual([]);
    expect(found.checks.find(({ id }) => id === "proof.signature")?.message).toMatch(/^Ed25519Signature2020; legacy/);
  });
  test("is not when the badge is changed", async () => {
    expect(codesOf(await report({ ...(await signed()), name: "Surgery" }))).toEqual(["SIGNATURE_WRONG"]);
  });
  test("with a cryptosuite beside its type is no proof that laurel knows", async () => {
    const document = await signed();
    const proof = { ...(document["proof"] as JsonObject), cryptosuite: "eddsa-rdfc-2022" };
    expect(codesOf(await report({ ...document, proof }))).toEqual(["PROOF_UNSUPPORTED"]);
  });
});

describe("Ed25519Signature2018", () => {
  const HEADER = '{"alg":"EdDSA","b64":false,"crit":["b64"]}';
  const signed = async (header = HEADER, payload = "", more: JsonObject = {}): Promise<JsonObject> => {
    const [document, options] = [old(), optionsOf("Ed25519Signature2018")];
    const data = Buffer.concat([Buffer.from(`${base64url(header)}.`), await hashes(document, options)]);
    const jws = [base64url(header), payload, base64url(signatureOn(data))].join(".");
    return { ...document, proof: { ...options, jws, ...more } };
  };
  test.each([
    HEADER,
    '{"crit":["b64"],"alg":"EdDSA","b64":false}',
    '{ "alg": "EdDSA", "b64": false, "crit": ["b64"] }',
  ])("with the header %s is valid, and named as legacy", async (header) => {
    const found = await report(await signed(header));
    expect(codesOf(found)).toEqual([]);
    expect(found.checks.find(({ id }) => id === "proof.signature")?.message).toMatch(/^Ed25519Signature2018; legacy/);
  });
  test("is not when the badge or the proof is changed", async () => {
    const document = await signed();
    expect(codesOf(await report({ ...document, name: "Surgery" }))).toEqual(["SIGNATURE_WRONG"]);
    const proof = { ...(document["proof"] as JsonObject), created: "2026-05-02T00:00:00Z" };
    expect(codesOf(await report({ ...document, proof }))).toEqual(["SIGNATURE_WRONG"]);
  });
  test.each<[string, () => Promise<JsonObject>]>([
    ["the algorithm none", () => signed('{"alg":"none","b64":false,"crit":["b64"]}')],
    ["an encoded payload", () => signed('{"alg":"EdDSA"}')],
    ["a member that nobody knows", () => signed('{"alg":"EdDSA","b64":false,"crit":["b64"],"x":1}')],
    ["two algorithms", () => signed('{"alg":"none","alg":"EdDSA","b64":false,"crit":["b64"]}')],
    ["a key of its own", () => signed('{"alg":"EdDSA","b64":false,"crit":["b64"],"jwk":{}}')],
    ["a payload", () => signed(HEADER, base64url("x"))],
    ["a second value", () => signed(HEADER, "", { proofValue: "z1" })],
  ])("with %s is refused", async (_, make) => {
    expect(codesOf(await report(await make()))).toEqual(["PROOF_MALFORMED"]);
  });
});
