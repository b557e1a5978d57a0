// What a cell of a roster may say, by the type of its column, and what of it a message may repeat.
import { asDateTime, isDate } from "../core/instant.ts";
import { quoted } from "../core/text.ts";
import type { ColumnName, EvidenceField } from "./column.ts";

/** A value read from a cell, or what was wanted instead; `shows` says whether a message may repeat such a text. */
export type CellReading<T> =
  | { readonly value: T }
  | { readonly wanted: string; readonly shows: (text: string) => boolean };

export type CellType = (text: string) => CellReading<string>;

const never = () => false;
/** A slip of the pen in a date or number; anything else may be a name that slid into the wrong column. */
const numeric = (text: string): boolean => text.length <= 40 && /^[^\p{L}]*\d[^\p{L}]*$/u.test(text);
const DAYS_AND_MONTHS =
  /^(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|t|z|utc|[ap]m)/i;
const dateLike = (text: string): boolean =>
  text.length <= 40 && /\d/.test(text) && (text.match(/\p{L}+/gu) ?? []).every((word) => DAYS_AND_MONTHS.test(word));

const written: CellType = (value) => ({ value });

const date: CellType = (text) => {
  const value = asDateTime(text);
  return value === undefined ? { wanted: "a date such as 2026-05-31", shows: dateLike } : { value };
};

/** A day as a bound holds to its last second. */
export const lastMoment = (text: string): string | undefined => (isDate(text) ? `${text}T23:59:59Z` : asDateTime(text));

const bound: CellType = (text) => {
  const value = lastMoment(text);
  return value === undefined ? date(text) : { value };
};

const email: CellType = (text) => {
  const [local = "", domain = "", ...more] = text.split("@");
  const fits =
    text.length <= 254 && more.length === 0 && local !== "" && domain.includes(".") && !/[\s<>"(),:;]/.test(text);
  const ends = !/^[.-]|[.-]$|\.\./.test(domain);
  return fits && ends ? { value: text } : { wanted: "an e-mail address such as ada@example.edu", shows: never };
};

const did: CellType = (text) =>
  text.length <= 4096 && /^did:[a-z0-9]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._%-]$/.test(text)
    ? { value: text }
    : { wanted: "a DID such as did:key:z6Mk…", shows: never };

const amount: CellType = (text) =>
  /^\d{1,6}(\.\d{1,6})?$/.test(text)
    ? { value: text }
    : { wanted: "a number such as 3 or 1.5, with a point for decimals", shows: numeric };

export const COLUMN_TYPES: Readonly<Record<ColumnName, CellType>> = {
  id: written,
  name: written,
  "given name": written,
  "family name": written,
  email,
  did,
  achievement: written,
  awarded: date,
  "valid until": bound,
  narrative: written,
  role: written,
  term: written,
  "license number": written,
  credits: amount,
  started: date,
  ended: date,
  alignment: written,
};

const address: CellType = (text) =>
  /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text)
    ? { value: text }
    : { wanted: "an address such as https://example.edu/portfolio/7", shows: never };

export const EVIDENCE_TYPES: Readonly<Record<EvidenceField, CellType>> = {
  id: address,
  name: written,
  description: written,
  narrative: written,
  genre: written,
  audience: written,
};

const isSpace = (char: string | undefined): boolean => char !== undefined && /[\s\u200b]/.test(char);

/** Spreadsheets leave spaces, also such as do not break, around what was typed. One step for each, however many. */
export function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (isSpace(text[from])) from += 1;
  while (to > from && isSpace(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

/** Characters of one cell, and of one row: a credential has to stay a file that others open. */
export const LONGEST_CELL = 100_000;
export const LONGEST_ROW = 500_000;

export const HIDDEN = "another text, not shown here";

/**
 * A value for a message, unless it says who somebody is: what a row says of its learner stays in the roster.
 * `personal` are the row's own words for the learner, in lower case.
 */
export function mentioned(text: string, personal: ReadonlySet<string>): string {
  const tells = text.length > 80 || text.includes("@") || /^did:/i.test(text) || personal.has(text.toLowerCase());
  return tells ? HIDDEN : quoted(text);
}

/** A sentence that quotes a value, with no more of it than may be mentioned. */
export const discreet = (sentence: string, text: string, personal: ReadonlySet<string>): string =>
  sentence.replaceAll(quoted(text), () => mentioned(text, personal));
