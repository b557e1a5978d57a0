// How long a fetched document may be used again: what its server says (RFC 9111), what the document itself says, and
// never longer than a day.
import type { IncomingHttpHeaders } from "node:http";
import { instantOf } from "../core/instant.ts";
import { isObject, type Json, type JsonObject, object, stringsOf, text } from "../core/json.ts";
import { fromBase64url } from "../core/multibase.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
export const LONGEST_LIFE: number = 24 * 60 * MINUTE;
/** Where the server says nothing: keys change rarely, and a revocation must not stay unseen for long. */
const KEYS = 60 * MINUTE;
const STATUS = 5 * MINUTE;

/** The largest delta-seconds that is read; more means the same (RFC 9111, section 1.2.2). */
const seconds = (digits: string | undefined): number => Math.min(Number(digits ?? 0), 2 ** 31) * SECOND;

/** RFC 9110, section 5.6.7; Date.parse alone would take "0" for a year. */
const httpDate = (text: string | undefined): number =>
  text !== undefined && /^[A-Z][a-z]{2,8},? .+ GMT$/.test(text) ? Date.parse(text) : Number.NaN;

/** What the server allows, in milliseconds from `now`; undefined when it says nothing. */
function byServer(headers: IncomingHttpHeaders, now: number): number | undefined {
  const control = String(headers["cache-control"] ?? "").toLowerCase();
  if (/(?:^|[\s,])no-(?:store|cache)(?:$|[\s,=])/.test(control) || headers["vary"] === "*") return 0;
  const age = /^\d{1,10}$/.test(headers["age"] ?? "") ? seconds(headers["age"]) : 0;
  const most = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/.exec(control);
  if (most !== null) return seconds(most[1]) - age;
  if (headers.expires === undefined) return undefined;
  // An invalid date, "0" above all, means that it is over (RFC 9111, section 5.3).
  const from = httpDate(headers.date);
  const life = httpDate(headers.expires) - (Number.isNaN(from) ? now : from) - age;
  return Number.isNaN(life) ? 0 : life;
}

/** A credential's members, unproven: they can only shorten a life. */
function claimsIn(value: Json): JsonObject | undefined {
  if (isObject(value)) return value;
  const payload = typeof value === "string" ? fromBase64url(value.split(".")[1] ?? "") : undefined;
  try {
    const claims: unknown = payload === undefined ? undefined : JSON.parse(new TextDecoder().decode(payload));
    return isObject(claims) ? (claims as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

const isStatusList = (document: JsonObject): boolean =>
  stringsOf(document["type"]).some((type) => /StatusList|RevocationList/.test(type)) || "revokedCredential" in document;

/** What the document says of itself: the end of its validity, and a list's `ttl` (Bitstring Status List 1.0, section 2.2). */
function byDocument(document: JsonObject, now: number): readonly number[] {
  const lives: number[] = [];
  for (const name of ["validUntil", "expirationDate"]) {
    const end = instantOf(text(document[name]) ?? "");
    if (end !== undefined) lives.push(end - now);
  }
  const { exp } = document;
  if (typeof exp === "number") lives.push(exp * SECOND - now);
  const ttl = object(document["credentialSubject"])?.["ttl"];
  if (typeof ttl === "number") lives.push(ttl);
  return lives;
}

/** Milliseconds from `now` for which a fetched document is fresh; 0 or less when it must not be kept. */
export function lifeOf(value: Json, headers: IncomingHttpHeaders, now: number): number {
  const claims = claimsIn(value) ?? {};
  const document = object(claims["vc"]) ?? claims;
  const list = isStatusList(document);
  const served = byServer(headers, now) ?? (list ? STATUS : KEYS);
  return Math.min(LONGEST_LIFE, served, ...byDocument(document, now), ...byDocument(claims, now));
}
