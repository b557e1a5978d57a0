// The token that a credential came in (Open Badges 3.0, "VC-JWT"): its header, its claims, its key and its signature.
import { type Finding, failed, passed, unknown } from "../core/finding.ts";
import { type Json, type JsonObject, object, pointerTo, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { isAddress, keyOfJwk, methodNamed } from "../dids/document.ts";
import { resolveController } from "../dids/resolve.ts";
import { fitsAlgorithm, isAlgorithm } from "../proofs/jws.ts";
import { claimsOf, type Token, tokenHolds, UNCHECKED_ALGORITHMS } from "../proofs/vc-jwt.ts";
import type { Examination, World } from "./examination.ts";
import { type Purpose, purposeOf } from "./issuer.ts";
import { type FoundKey, GIVEN, issuerKey, signingKeysOf, unresolved } from "./issuer-key.ts";
import { unkeyed, WRONG_SIGNATURE, wrong } from "./signature.ts";

const TOKEN_TYPES: Readonly<Record<Purpose, ReadonlySet<string>>> = {
  assertionMethod: new Set(["jwt", "vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt", "vc-ld+jwt"]),
  authentication: new Set(["jwt", "vp+jwt", "vp+ld+jwt", "vp+ld+json+jwt", "vp-ld+jwt"]),
};
/** Other ways to secure a credential as a token, which laurel does not read. */
const OTHER_TYPES = new Set(["vc+sd-jwt", "dc+sd-jwt", "vc+ld+json+sd-jwt", "vc+cose", "vp+sd-jwt", "vp+cose"]);

/** What speaks against a token's header. */
function headerFault(header: JsonObject, purpose: Purpose): Finding | undefined {
  const alg = text(header["alg"]);
  if (alg !== undefined && UNCHECKED_ALGORITHMS.has(alg)) {
    return unknown("proof.signature", "PROOF_UNSUPPORTED", `laurel does not check the algorithm ${alg}`, "/alg");
  }
  if (alg === undefined || !isAlgorithm(alg)) {
    return wrong("ALGORITHM_REFUSED", `want an algorithm such as RS256 or EdDSA, got ${quoted(alg ?? "none")}`, "/alg");
  }
  const forbidden = ["crit", "b64", "zip"].find((name) => name in header);
  if (forbidden !== undefined) {
    return wrong("HEADER_REFUSED", `the token's header "${forbidden}" changes how it must be read`, `/${forbidden}`);
  }
  const typ = header["typ"];
  const kind = typeof typ === "string" ? typ.toLowerCase().replace(/^application\//, "") : typ;
  if (typeof kind === "string" && OTHER_TYPES.has(kind)) {
    return unknown(
      "proof.signature",
      "PROOF_UNSUPPORTED",
      `laurel does not check tokens of typ ${quoted(kind)}`,
      "/typ",
    );
  }
  if (kind !== undefined && !(typeof kind === "string" && TOKEN_TYPES[purpose].has(kind))) {
    const own = purpose === "authentication" ? "vp+jwt" : "vc+jwt";
    return wrong("TOKEN_KIND", `want a token of typ JWT or ${own}, got ${quoted(String(typ))}`, "/typ");
  }
  return undefined;
}

/** Issuers write a date's part of a second into the claim, or leave it out, or round it up. */
const isSame = (claim: Json, wanted: string | number): boolean =>
  typeof claim === "number" && typeof wanted === "number"
    ? Math.floor(claim) === Math.floor(wanted) || claim === Math.round(wanted)
    : claim === wanted;

/** Claims are a second telling of the credential's members; where both speak they must agree (VC-JOSE-COSE, section 3.1). */
function claimFault(payload: JsonObject, document: JsonObject): Finding | undefined {
  for (const [name, wanted] of Object.entries(claimsOf(document))) {
    const claim = payload[name];
    if (claim === undefined) continue;
    if ((name === "nbf" || name === "exp") && typeof claim !== "number") {
      return wrong("CLAIM_MALFORMED", `want the token's claim "${name}" to be a number of seconds`, pointerTo(name));
    }
    if (wanted !== undefined && !isSame(claim, wanted)) {
      const message = `the token's claim "${name}" says something else than the credential in it`;
      return wrong("CLAIM_MISMATCH", message, pointerTo(name));
    }
  }
  return undefined;
}

/** A key in the token's own header may check the signature, but only the issuer's document can make it the issuer's. */
async function headerKey(jwk: JsonObject, issuer: string, world: World, purpose: Purpose): Promise<FoundKey> {
  const key = keyOfJwk(jwk);
  if (key === undefined) {
    return {
      binding: failed("proof.key", "KEY_UNUSABLE", "the key in the token's header is no usable public key", "/jwk"),
    };
  }
  const given = world.keys.some((held) => held.key.equals(key) && (held.controller ?? issuer) === issuer);
  if (given) return { key, binding: passed("proof.key", GIVEN) };
  const resolved = await resolveController(issuer, world.load);
  if (!resolved.ok) return { key, binding: unresolved(resolved, "/jwk") };
  const listed = signingKeysOf(resolved.document, world.now, purpose).some((known) => known.equals(key));
  if (listed) return { key, binding: passed("proof.key", `the key is the issuer's, by ${resolved.source}`) };
  const message = "the key in the token's header is not one of the issuer's";
  return { key, binding: failed("proof.key", "KEY_NOT_LISTED", message, "/jwk") };
}

/** A token that names no key: one of those that the issuer may sign with must have made it. */
async function anyKey(token: Token, issuer: string, world: World, purpose: Purpose): Promise<FoundKey> {
  const resolved = await resolveController(issuer, world.load);
  if (!resolved.ok) return { binding: unresolved(resolved, "") };
  const algorithm = text(token.header["alg"]) ?? "";
  const keys = signingKeysOf(resolved.document, world.now, purpose).filter((key) => fitsAlgorithm(algorithm, key));
  const key = keys.find((one) => tokenHolds(token, one)) ?? keys[0];
  if (key === undefined) {
    return {
      binding: failed("proof.key", "KEY_NOT_LISTED", "the issuer's document lists no key for this algorithm", ""),
    };
  }
  return { key, binding: passed("proof.key", `the key is the issuer's, by ${resolved.source}`) };
}

export async function tokenKey(
  token: Token,
  issuer: string,
  world: World,
  purpose: Purpose = "assertionMethod",
): Promise<FoundKey> {
  const kid = text(token.header["kid"]);
  const jwk = object(token.header["jwk"]);
  if (kid !== undefined) {
    // A kid that is no address is a hint within the issuer's own keys, never looked up elsewhere.
    const named = await issuerKey(issuer, methodNamed(kid, issuer), world, "/kid", purpose);
    // A hint that leads nowhere says nothing against a key that is listed under another name, or none.
    const astray = named.binding.code === "KEY_NOT_LISTED" && !isAddress(kid);
    return astray && jwk !== undefined ? headerKey(jwk, issuer, world, purpose) : named;
  }
  return jwk === undefined ? anyKey(token, issuer, world, purpose) : headerKey(jwk, issuer, world, purpose);
}

/** What `proof.signature` and `proof.key` say of a token. */
export async function enveloping(
  token: Token,
  issuer: string,
  { opened, world, used }: Examination,
): Promise<Finding[]> {
  const fault = headerFault(token.header, purposeOf(opened)) ?? claimFault(token.payload, opened.document);
  if (fault !== undefined) return [fault];
  const { key, binding } = await tokenKey(token, issuer, world, purposeOf(opened));
  if (key === undefined) return [unkeyed(""), binding];
  used.add(key);
  const holds = tokenHolds(token, key);
  const said = passed("proof.signature", `vc-jwt ${text(token.header["alg"])}`);
  return [holds ? said : wrong("SIGNATURE_WRONG", WRONG_SIGNATURE, ""), binding];
}
