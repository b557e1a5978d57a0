// VC-JWT (Open Badges 3.0, section 8.2; VC-JOSE): credentials as compact JWS.
import type { KeyObject } from "node:crypto";
import { VC_V1 } from "../contexts/bundle.ts";
import { instantOf } from "../core/instant.ts";
import { isObject, type Json, type JsonObject, object, objectsOf, stringsOf, text } from "../core/json.ts";
import { base64url, fromBase64url } from "../core/multibase.ts";
import { parseJson } from "../core/strict-json.ts";
import type { SigningKey } from "../dids/signing-key.ts";
import { signJws, verifyJws } from "./jws.ts";

/** Sound algorithms that laurel does not check: no fault of the token. Everything else is refused, HMAC and none above all. */
export const UNCHECKED_ALGORITHMS: ReadonlySet<string> = new Set(
  "ES256K ES256K-R ES512 RS384 RS512 PS384 PS512 Ed448 ML-DSA-44 ML-DSA-65 ML-DSA-87".split(" "),
);

export interface Token {
  readonly compact: string;
  readonly header: JsonObject;
  readonly payload: JsonObject;
}

/** A part's JSON; undefined for text that is not canonical base64url. A byte order mark is no JSON (RFC 7515, section 4). */
function jsonPart(part: string | undefined): Json | undefined {
  const bytes = part === undefined ? undefined : fromBase64url(part);
  if (bytes === undefined || bytes[0] === 0xef) return undefined;
  return parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}

/** Three base64url parts with JSON objects in the first two; throws JSON_INVALID for broken JSON, else undefined. */
export function parseToken(compact: string): Token | undefined {
  const parts = compact.split(".", 4);
  if (parts.length !== 3 || fromBase64url(parts[2] ?? "") === undefined) return undefined;
  const [header, payload] = parts.map((part, index) => (index < 2 ? jsonPart(part) : undefined));
  return isObject(header) && isObject(payload) ? { compact, header, payload } : undefined;
}

const secondsOf = (instant: string | undefined): number | undefined => {
  const value = instant === undefined ? undefined : instantOf(instant);
  return value === undefined ? undefined : value / 1000;
};

/**
 * What the registered claims must be for a credential, dates in seconds with the part of one that is written; undefined
 * where the credential has no such field.
 */
export function claimsOf(credential: JsonObject): Readonly<Record<string, string | number | undefined>> {
  // A presentation has a holder instead.
  const issuer = credential["issuer"] ?? credential["holder"];
  const [only, ...more] = objectsOf(credential["credentialSubject"]);
  return {
    iss: text(issuer) ?? text(object(issuer)?.["id"]),
    jti: text(credential["id"]),
    sub: only === undefined || more.length > 0 ? undefined : text(only["id"]),
    nbf: secondsOf(text(credential["validFrom"]) ?? text(credential["issuanceDate"])),
    exp: secondsOf(text(credential["validUntil"]) ?? text(credential["expirationDate"])),
  };
}

/** Claims that a token's payload carries beside the credential's own members. */
const REGISTERED = ["iss", "jti", "sub", "nbf", "exp", "iat", "aud"];

/** The credential in a token: the payload without registered claims (VCDM 2.0), or its `vc` claim (VCDM 1.1). */
export function credentialIn(payload: JsonObject): JsonObject {
  const legacy = object(payload["vc"]);
  if (legacy !== undefined) return legacy;
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !REGISTERED.includes(name)));
}

/** Signs a credential as a compact JWS with `alg`, `kid` and `typ`, the only headers that Open Badges 3.0 allows. */
export function signToken(credential: JsonObject, key: SigningKey, kid: string): string {
  // VC-JWT 1.1, section 6.3.1: a credential of data model 1.1 stands in the `vc` claim; one of 2.0 is the payload.
  const legacy = stringsOf(credential["@context"])[0] === VC_V1;
  const payload: Record<string, Json> = legacy ? {} : { ...credential };
  const claims = claimsOf(credential);
  for (const name in claims) {
    const value = claims[name];
    if (value !== undefined) payload[name] = typeof value === "number" ? Math.floor(value) : value;
  }
  if (legacy) payload["vc"] = credential;
  const header = { alg: key.alg, kid, typ: "JWT" };
  const input = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(payload))}`;
  return `${input}.${base64url(signJws(key.alg, input, key.privateKey))}`;
}

/** Whether the key made the token's signature. The algorithm must be accepted, and fit the key, before it is asked. */
export function tokenHolds({ compact, header }: Token, key: KeyObject): boolean {
  const end = compact.lastIndexOf(".");
  const signature = fromBase64url(compact.slice(end + 1));
  // RFC 7515, section 4.1.11: what must be understood, and is not.
  if (signature === undefined || "crit" in header) return false;
  return verifyJws(text(header["alg"]) ?? "", compact.slice(0, end), key, signature);
}
