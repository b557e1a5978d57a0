// validity: the credential holds at the instant that is asked about.
import { type Finding, failed, passed, unknown } from "../core/finding.ts";
import { instantOf } from "../core/instant.ts";
import { type JsonObject, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { credentialIn, type Token } from "../proofs/vc-jwt.ts";
import type { Check, Examination } from "./examination.ts";

/** Bounds of both versions of the data model: whichever name an issuer wrote, it meant it. */
const FROM = ["validFrom", "issuanceDate"];
const UNTIL = ["validUntil", "expirationDate"];

interface Bound {
  readonly pointer: string;
  readonly written: string;
  readonly instant: number | undefined;
}

const bounds = (document: JsonObject, names: readonly string[]): Bound[] =>
  names.flatMap((name) => {
    const written = text(document[name]);
    return written === undefined ? [] : [{ pointer: `/${name}`, written, instant: instantOf(written) }];
  });

/** Open Badges 3.0, VC-JWT verification: `nbf` and `exp` bound the credential too (seconds since 1970). */
const claimed = (token: Token | undefined, name: string): Bound[] => {
  const seconds = token?.payload[name];
  if (typeof seconds !== "number") return [];
  const time = new Date(seconds * 1000);
  const written = Number.isNaN(time.getTime()) ? `${seconds} seconds after 1970` : time.toISOString();
  return [{ pointer: `/${name}`, written, instant: seconds * 1000 }];
};

const malformed = ({ written, pointer }: Bound): Finding =>
  failed("validity", "DATE_MALFORMED", `want a date and time with a zone, got ${quoted(written)}`, pointer);

/** Dates that no signature vouches for are the file's own word; whether they speak against the credential is open. */
const isVouched = ({ found }: Pick<Examination, "found">): boolean =>
  found("proof.signature").every(({ status }) => status === "passed" || status === "failed");

const outside = (code: string, message: string, pointer: string, vouched: boolean): Finding =>
  vouched
    ? failed("validity", code, message, pointer)
    : unknown("validity", code, `${message}, by its own word: its signature could not be checked`, pointer);

export const validityCheck: Check = {
  ids: ["validity"],
  after: ["shape"],
  run({ opened: { document, token }, world, found }) {
    const now = world.now.getTime();
    const vouched = isVouched({ found });
    const written = { from: bounds(document, FROM), until: bounds(document, UNTIL) };
    const from = [...written.from, ...claimed(token, "nbf")];
    const until = [...written.until, ...claimed(token, "exp")];
    const bad = [...from, ...until].find(({ instant }) => instant === undefined);
    if (bad !== undefined) return [malformed(bad)];
    const begin = Math.max(...written.from.map(({ instant = 0 }) => instant));
    // An end that stands in the token alone is the token's: it is over, and not at odds with the credential.
    const own = bounds(token === undefined ? document : credentialIn(token.payload), UNTIL);
    const end = own.find(({ instant = Number.POSITIVE_INFINITY }) => instant < begin);
    if (end !== undefined) {
      return [outside("DATES_REVERSED", `it ends, on ${end.written}, before it begins`, end.pointer, vouched)];
    }
    const early = from.find(({ instant = 0 }) => now < instant);
    if (early !== undefined) {
      return [outside("NOT_YET_VALID", `it is valid only from ${early.written}`, early.pointer, vouched)];
    }
    const late = until.find(({ instant = 0 }) => now > instant);
    if (late !== undefined) return [outside("EXPIRED", `it was valid until ${late.written}`, late.pointer, vouched)];
    return [passed("validity")];
  },
};
