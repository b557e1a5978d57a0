// What an issuer publishes of its keys: a DID document and a JWK Set, to which keys are added and never taken away.
import { fault } from "../core/fault.ts";
import { isObject, type Json, type JsonObject, listOf, objectsOf, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
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
function keeping(
  made: readonly JsonObject[],
  before: Json | undefined,
  nameOf: (entry: JsonObject) => Json | undefined,
) {
  const names = new Set(made.map(nameOf));
  return [...made, ...objectsOf(before).filter((entry) => !names.has(nameOf(entry)))];
}

/** DID Core, section 3.2.2: a relative DID URL is a fragment of the document's own id. */
const absolute = (id: string | undefined, did: string): string =>
  id === undefined ? "" : id.startsWith("#") ? did + id : id;

/**
 * The document of a DID. `before` is the one published so far: what stands in it stays, a retired key with its right
 * to sign, and a key without that right without it. Throws FILE_EXISTS when it is the document of another DID.
 */
export function didDocumentOf(did: string, keys: readonly PublicKey[], before?: Json): JsonObject {
  const former = before === undefined ? {} : isObject(before) && before["id"] === did ? before : undefined;
  if (former === undefined) {
    throw fault("FILE_EXISTS", `want the DID document of ${quoted(did)}, got another one`, {
      hint: "Choose another folder, or move the file away.",
    });
  }
  const made = keys.flatMap((key) => methodsOf(did, key));
  const idOf = (entry: JsonObject) => absolute(text(entry["id"]), did);
  const names = made.map(idOf);
  const allowed = listOf(former["assertionMethod"]).filter((entry) => {
    const id = isObject(entry) ? idOf(entry) : absolute(text(entry), did);
    return !names.includes(id);
  });
  return {
    "@context": CONTEXTS,
    ...former,
    id: did,
    verificationMethod: keeping(made, former["verificationMethod"], idOf),
    // Full DID URLs as strings: the strictest readers take nothing else.
    assertionMethod: [...names, ...allowed.map((entry) => (typeof entry === "string" ? absolute(entry, did) : entry))],
  };
}

/** The JWK Set, with every key of before. Throws FILE_EXISTS when something else stands there. */
export function jwkSetOf(keys: readonly PublicKey[], before?: Json): JsonObject {
  if (before !== undefined && !(isObject(before) && Array.isArray(before["keys"]))) {
    throw fault("FILE_EXISTS", "want a JWK Set, got something else", { hint: "Move the file away." });
  }
  const former = isObject(before) ? before : {};
  return { ...former, keys: keeping(keys.map(jwkOf), former["keys"], (entry) => entry["kid"]) };
}
