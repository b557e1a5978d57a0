// validity: the credential holds at the instant that is asked about.
import { type Finding, failed, passed } from "../core/finding.ts";
import { instantOf } from "../core/instant.ts";
import { type JsonObject, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Token } from "../proofs/vc-jwt.ts";
import type { Check } from "./examination.ts";

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

export const validityCheck: Check = {
  ids: ["validity"],
  after: ["shape"],
  run({ opened: { document, token }, world }) {
    const now = world.now.getTime();
    const from = [...bounds(document, FROM), ...claimed(token, "nbf")];
    const until = [...bounds(document, UNTIL), ...claimed(token, "exp")];
    const bad = [...from, ...until].find(({ instant }) => instant === undefined);
    if (bad !== undefined) return [malformed(bad)];
    const early = from.find(({ instant = 0 }) => now < instant);
    if (early !== undefined) {
      return [failed("validity", "NOT_YET_VALID", `it is valid only from ${early.written}`, early.pointer)];
    }
    const late = until.find(({ instant = 0 }) => now > instant);
    if (late !== undefined) return [failed("validity", "EXPIRED", `it was valid until ${late.written}`, late.pointer)];
    return [passed("validity")];
  },
};
