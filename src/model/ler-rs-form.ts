// The forms of HR Open 4.5 that values take in LER-RS; undefined for a value that does not fit.
import { asDateTime, isDate } from "../core/instant.ts";
import type { Json } from "../core/json.ts";

/** A text that says something. */
export const words = (value: Json): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : undefined;

/** A text, or a number as text: credits and levels are written both ways. */
export const scalar = (value: Json): string | undefined =>
  typeof value === "number" || typeof value === "boolean" ? String(value) : words(value);

// RFC 3986 without IP literals; each class holds "%", whose digits are asked for by themselves, to keep the work linear.
const URI =
  /^[a-z][a-z0-9+.-]*:(?:\/\/(?:[\w.~!$&'()*+,;=:%-]*@)?[\w.~!$&'()*+,;=%-]*(?::\d*)?(?:\/[\w.~!$&'()*+,;=:@/%-]*)?|(?!\/\/)[\w.~!$&'()*+,;=:@/%-]+)(?:\?[\w.~!$&'()*+,;=:@/?%-]*)?(?:#[\w.~!$&'()*+,;=:@/?%-]*)?$/i;

/** An absolute URI. */
export const uri = (value: Json): string | undefined =>
  typeof value === "string" && URI.test(value) && !/%(?![0-9a-f]{2})/i.test(value) ? value : undefined;

const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const EMAIL = new RegExp(`^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+${LABEL}$`, "i");

export const email = (value: Json): string | undefined =>
  typeof value === "string" && value.length <= 254 && EMAIL.test(value) ? value : undefined;

/** DateTimeType: RFC 3339 with a zone; a bare day is its first second in UTC. */
export const instant = (value: Json): string | undefined => (typeof value === "string" ? asDateTime(value) : undefined);

/** FormattedDateTimeType: a year, a month, a day or a date-time; without a zone only the day is certain. */
export function moment(value: Json): string | undefined {
  if (typeof value !== "string") return undefined;
  if (/^[1-9]\d{3}(-(0[1-9]|1[0-2]))?$/.test(value)) return value;
  if (asDateTime(value) !== undefined) return value;
  const day = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.exec(value)?.[1];
  return day !== undefined && isDate(day) ? day : undefined;
}

export const number = (value: Json): number | undefined => {
  const written = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(written) ? Number(written) : undefined;
};

// ISO 3166-1, as far as HR Open's CountryCodeList has it: all of it but BQ.
const COUNTRIES = new Set(
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BR BS BT BV BW BY BZ CA CC CD
  CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE
  GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI
  KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX
  MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD
  SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ
  VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/),
);

/** A two-letter country code that HR Open lists. */
export const country = (value: Json): string | undefined =>
  typeof value === "string" && COUNTRIES.has(value) ? value : undefined;

/** ScoreNumericCodeList of HR Open 4.5. */
export const SCORE_CODES: readonly string[] = [
  "Percentile",
  "RawScore",
  "Stanine",
  "Sten",
  "T-score",
  "Z-score",
  "IntelligenceQuotient",
  "Scaled",
  "NormalCurve",
  "GPA",
];
