// The thumbprint of a JWK (RFC 7638): a name for a key that everybody computes alike.
import { createHash } from "node:crypto";
import { canonicalJson, type Json, type JsonObject } from "../core/json.ts";
import { base64url } from "../core/multibase.ts";

/** RFC 7638, section 3.2: the members that a thumbprint is taken of. */
const THUMBPRINT_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  OKP: ["crv", "kty", "x"],
  EC: ["crv", "kty", "x", "y"],
  RSA: ["e", "kty", "n"],
};

export function thumbprintOf(jwk: JsonObject): string {
  const members = THUMBPRINT_MEMBERS[String(jwk["kty"])] ?? [];
  const required = Object.fromEntries(members.map((name) => [name, jwk[name] as Json]));
  return base64url(createHash("sha256").update(canonicalJson(required)).digest());
}
