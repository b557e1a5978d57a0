// did:jwk: the identifier is the public key as a JWK in base64url.

import { isObject } from "../core/json.ts";
import { fromBase64url } from "../core/multibase.ts";
import { parseJson } from "../core/strict-json.ts";
import { type ControllerDocument, keyOfJwk } from "./document.ts";

export function didJwkDocument(did: string): ControllerDocument | undefined {
  const bytes = fromBase64url(did.slice("did:jwk:".length));
  if (bytes === undefined) return undefined;
  try {
    const jwk = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const key = keyOfJwk(jwk);
    if (key === undefined || !isObject(jwk)) return undefined;
    // did:jwk, section 2.1.1: an encryption key has no assertionMethod.
    const ids = jwk["use"] === "enc" ? [] : [`${did}#0`];
    return { id: did, methods: [{ id: `${did}#0`, controller: did, key, jwk }], assertionMethods: new Set(ids) };
  } catch {
    return undefined;
  }
}
