// Keys that an https issuer keeps at addresses of their own: the issuer's document, or its server's key set, decides
// whether they are the issuer's. And keys that a did:web lists, but not for this, or not any more.
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { attackerKey, badge, claims, codesOf, issuerKey, report, signed, token } from "../checks/forge.ts";

const ISSUER = "https://college.example/issuer";
const KEY = "https://college.example/keys/1";
const SET = "https://college.example/.well-known/jwks.json";
const jwk = (changes: JsonObject = {}): JsonObject => ({ ...issuerKey.publicJwk, ...changes });
const multikey = issuerKey.multikey ?? "";

const by = (id: string): JsonObject => badge({ issuer: { id, type: ["Profile"], name: "College" } });
const asToken = (kid: string, key = issuerKey) => token({ ...claims(by(ISSUER)), iss: ISSUER }, { kid }, key);
const asProof = (verificationMethod: string) => signed(by(ISSUER), issuerKey, { verificationMethod });

async function answer(input: JsonObject | string, documents: Readonly<Record<string, Json>>) {
  const { verdict, ...rest } = await report(input, { documents });
  return [verdict, ...codesOf({ verdict, ...rest })];
}

const profile = (more: JsonObject = {}): JsonObject => ({ id: ISSUER, type: "Profile", ...more });
const method = (changes: JsonObject = {}): JsonObject => ({
  id: KEY,
  controller: ISSUER,
  publicKeyMultibase: multikey,
  ...changes,
});

describe("a key at another address of the issuer's server", () => {
  test.each<[string, Readonly<Record<string, Json>>, readonly string[]]>([
    ["is the issuer's when the server's key set names it so", { [SET]: { keys: [jwk({ kid: KEY })] } }, ["valid"]],
    [
      "is the issuer's when the key set holds it under another name",
      { [KEY]: jwk(), [SET]: { keys: [jwk({ kid: "1" })] } },
      ["valid"],
    ],
    [
      "is the issuer's when its document lists the address",
      { [ISSUER]: profile({ verificationMethod: [method()], assertionMethod: [KEY] }) },
      ["valid"],
    ],
    [
      "is not when nothing of the issuer's holds it",
      { [KEY]: jwk(), [SET]: { keys: [{ ...attackerKey.publicJwk, kid: "1" }] } },
      ["invalid", "KEY_NOT_LISTED"],
    ],
    [
      "is not when the key set says it is another's",
      { [KEY]: jwk(), [SET]: { keys: [jwk({ kid: KEY, iss: "https://college.example/other" })] } },
      ["invalid", "KEY_NOT_LISTED"],
    ],
    ["cannot be told when the issuer has published nothing", { [KEY]: jwk() }, ["inconclusive", "KEY_UNAVAILABLE"]],
  ])("%s", async (_, documents, wanted) => {
    for (const input of [await asToken(KEY), await asProof(KEY)]) {
      const [verdict, ...codes] = await answer(input, documents);
      expect(verdict).toBe(wanted[0]);
      expect(codes).toEqual(expect.arrayContaining(wanted.slice(1)));
    }
  });
  test("is the issuer's when its document lists the address, and the key's own document names the issuer", async () => {
    const listed = profile({
      assertionMethod: [KEY],
      verificationMethod: [{ id: "#2", publicKeyMultibase: attackerKey.multikey ?? "" }],
    });
    const input = await asProof(KEY);
    expect(await answer(input, { [ISSUER]: listed, [KEY]: method() })).toEqual(["valid"]);
    const strangers = method({ controller: "https://college.example/other" });
    expect(await answer(input, { [ISSUER]: listed, [KEY]: strangers })).toEqual(["invalid", "KEY_CONTROLLER"]);
    const unlisted = { ...listed, assertionMethod: ["#2"] };
    expect(await answer(input, { [ISSUER]: unlisted, [KEY]: method() })).toContain("KEY_NOT_LISTED");
    expect(await answer(input, { [ISSUER]: listed, [KEY]: method({ revoked: "2026-05-15T00:00:00Z" }) })).toContain(
      "KEY_REVOKED",
    );
  });
  test("on another server is never the issuer's, whatever stands there", async () => {
    const elsewhere = "https://keys.college.example/1";
    const documents = { [elsewhere]: jwk(), [SET]: { keys: [jwk({ kid: elsewhere })] } };
    expect(await answer(await asToken(elsewhere), documents)).toContain("KEY_NOT_ISSUERS");
    const port = "https://college.example:8443/keys/1";
    expect(await answer(await asToken(port), { [port]: jwk(), [SET]: { keys: [jwk({ kid: port })] } })).toContain(
      "KEY_NOT_ISSUERS",
    );
  });
  test("that is the issuer's own does not make another's signature good", async () => {
    const documents = { [KEY]: jwk(), [SET]: { keys: [jwk({ kid: KEY })] } };
    expect(await answer(await asToken(KEY, attackerKey), documents)).toEqual(["invalid", "SIGNATURE_WRONG"]);
  });
});

describe("a key that a did:web lists", () => {
  const DID = "did:web:college.example";
  const ADDRESS = "https://college.example/.well-known/did.json";
  const document = (key: JsonObject, more: JsonObject = {}): JsonObject => ({
    id: DID,
    verificationMethod: [{ id: `${DID}#1`, controller: DID, publicKeyMultibase: multikey, ...key }],
    assertionMethod: [`${DID}#1`],
    ...more,
  });
  const proof = () => signed(by(DID), issuerKey, { verificationMethod: `${DID}#1` });
  const unnamed = () => token({ ...claims(by(DID)), iss: DID }, { kid: undefined } as unknown as JsonObject);

  test.each<[string, JsonObject, readonly string[]]>([
    ["for signing is good", document({}), ["valid"]],
    ["with an end in the future is good", document({ expires: "2027-01-01T00:00:00Z" }), ["valid"]],
    ["and has revoked is not", document({ revoked: "2026-05-15T00:00:00Z" }), ["invalid", "KEY_REVOKED"]],
    ["and that is over is not", document({ expires: "2026-06-01T12:00:00Z" }), ["invalid", "KEY_REVOKED"]],
    [
      "for something else is not",
      document({}, { assertionMethod: [], authentication: ["#1"] }),
      ["invalid", "KEY_PURPOSE"],
    ],
    ["for another controller is not", document({ controller: "did:web:other.example" }), ["invalid", "KEY_CONTROLLER"]],
    [
      "of a kind that laurel does not read leaves the answer open",
      document({ publicKeyMultibase: "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme" }),
      ["inconclusive", "KEY_UNSUPPORTED"],
    ],
  ])("%s", async (_, page, wanted) => {
    const [verdict, ...codes] = await answer(await proof(), { [ADDRESS]: page });
    expect(verdict).toBe(wanted[0]);
    expect(codes).toEqual(expect.arrayContaining(wanted.slice(1)));
  });
  test("and has revoked is not tried for a token that names no key", async () => {
    expect(await answer(await unnamed(), { [ADDRESS]: document({}) })).toEqual(["valid"]);
    expect((await answer(await unnamed(), { [ADDRESS]: document({ revoked: "2026-05-15T00:00:00Z" }) }))[0]).toBe(
      "invalid",
    );
  });
});
