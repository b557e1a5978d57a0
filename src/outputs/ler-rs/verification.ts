// The signed originals as entries of `verifications`: unchanged, so that each issuer's proof still holds by itself.
import { isObject, type Json, type JsonObject } from "../../core/json.ts";

const VC_V2 = "https://www.w3.org/ns/credentials/v2";

/** VCDM 2.0, section 4.13: a compact JWS in JSON. */
const enveloped = (token: string): JsonObject => ({
  "@context": VC_V2,
  type: "EnvelopedVerifiableCredential",
  id: `data:application/vc+jwt,${token}`,
});

/** A JSON credential as it is; a token, or one that is enveloped already, as a W3C credential of another kind. */
export function verificationOf(original: Json): JsonObject | undefined {
  if (typeof original === "string") return { otherW3CVerifiableCredential: enveloped(original) };
  if (!isObject(original)) return undefined;
  return original["type"] === "EnvelopedVerifiableCredential" ? { otherW3CVerifiableCredential: original } : original;
}
