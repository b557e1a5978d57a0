// What an issuer publishes of its keys: a DID document and a JWK Set, to which keys are added and never taken away.
import { isObject, type Json, type JsonObject, objectsOf, text } from "../core/json.ts";
import { methodIds, type PublicKey } from "./signing-key.ts";

const CONTEXTS = [
  "https://www.w3.org/ns/did/v1",
  "https://w3id.org/security/multikey/v1",
  "https://w3id.org/security/jwk/v1",
] as const;

/** Each key in both forms, because some verifiers read but one: a multikey for Data Integrity, a JWK for JWTs. */
function methodsOf(did: string, key: PublicKey): readonly JsonObject[] {
  const ids = methodIds(did, key);
  const jwk = { id: ids.jwk, type: "JsonWebKey", controller: did, publicKeyJwk: jwkOf(key) };
  if (key.multikey === undefined || ids.multikey === undefined) return [jwk];
  return [{ id: ids.multikey, type: "Multikey", controller: did, publicKeyMultibase: key.multikey }, jwk];
}

const jwkOf = (key: PublicKey): JsonObject => ({ ...key.publicJwk, alg: key.alg, kid: key.thumbprint, use: "sig" });

/** The new entries, then those of before that are not among them: who verifies an old credential still finds its key. */
function keeping(made: readonly JsonObject[], before: Json | undefined, name: string): readonly JsonObject[] {
  const names = new Set(made.map((entry) => entry[name]));
  return [...made, ...objectsOf(before).filter((entry) => !names.has(entry[name]))];
}

/** The document of a DID. `before` is the one published so far: a retired key stays, with its right to sign. */
export function didDocumentOf(did: string, keys: readonly PublicKey[], before?: Json): JsonObject {
  const former = isObject(before) && before["id"] === did ? before : {};
  const made = keys.flatMap((key) => methodsOf(did, key));
  const methods = keeping(made, former["verificationMethod"], "id");
  return {
    "@context": CONTEXTS,
    ...former,
    id: did,
    verificationMethod: methods,
    // Full DID URLs as strings: the strictest readers take nothing else.
    assertionMethod: methods.map((method) => text(method["id"]) ?? ""),
  };
}

/** The JWK Set, with every key of before. */
export const jwkSetOf = (keys: readonly PublicKey[], before?: Json): JsonObject => ({
  keys: keeping(keys.map(jwkOf), isObject(before) ? before["keys"] : undefined, "kid"),
});
