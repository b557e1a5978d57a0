// What a cell of a roster may say, by the type of its column, and what of it a message may repeat.
import { isOpenable, OPENABLE } from "../core/address.ts";
import { asDateTime, isDate } from "../core/instant.ts";
import { quoted } from "../core/text.ts";
import type { ColumnName, EvidenceField } from "./column.ts";
import { type DateOrder, dateHint, dayOf } from "./date.ts";
import { type DecimalMark, decimalHint, decimalOf, wantedMark } from "./decimal.ts";

/** A value read from a cell, or what was wanted instead; `shows` says whether a message may repeat such a text. */
export type CellReading<T> =
  | { readonly value: T }
  | { readonly wanted: string; readonly shows: (text: string) => boolean; readonly hint?: string };

/** How the settings have days written that do not begin with the year, and numbers with decimals. */
export interface Notation {
  readonly dates?: DateOrder | undefined;
  readonly decimals?: DecimalMark | undefined;
}

export type CellType = (text: string, notation?: Notation) => CellReading<string>;

const never = () => false;
/** A slip of the pen in a date or number; anything else may be a name that slid into the wrong column. */
const numeric = (text: string): boolean => text.length <= 40 && /^[^\p{L}]*\d[^\p{L}]*$/u.test(text);
const DAYS_AND_MONTHS =
  /^(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|t|z|utc|[ap]m)/i;
const dateLike = (text: string): boolean =>
  text.length <= 40 && /\d/.test(text) && (text.match(/\p{L}+/gu) ?? []).every((word) => DAYS_AND_MONTHS.test(word));

const written: CellType = (value) => ({ value });

const asDay = (text: string, dates: DateOrder | undefined): string =>
  (dates === undefined ? undefined : dayOf(text, dates)) ?? text;

const date: CellType = (text, { dates } = {}) => {
  const value = asDateTime(asDay(text, dates));
  if (value !== undefined) return { value };
  const hint = dateHint(text, dates);
  return { wanted: "a date such as 2026-05-31", shows: dateLike, ...(hint === undefined ? {} : { hint }) };
};

/** A day as a bound holds to its last second. */
export const lastMoment = (text: string): string | undefined => (isDate(text) ? `${text}T23:59:59Z` : asDateTime(text));

const bound: CellType = (text, notation = {}) => {
  const value = lastMoment(asDay(text, notation.dates));
  return value === undefined ? date(text, notation) : { value };
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

const amount: CellType = (text, { decimals } = {}) => {
  const value = decimalOf(text, decimals) ?? "";
  if (/^\d{1,6}(\.\d{1,6})?$/.test(value)) return { value };
  const hint = decimalHint(text, decimals);
  const wanted = `a number such as 3 or ${decimals === "comma" ? "1,5" : "1.5"}, ${wantedMark(decimals)}`;
  return { wanted, shows: numeric, ...(hint === undefined ? {} : { hint }) };
};

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

const address: CellType = (text) => (isOpenable(text) ? { value: text } : { wanted: OPENABLE, shows: never });

export const EVIDENCE_TYPES: Readonly<Record<EvidenceField, CellType>> = {
  id: address,
  name: written,
  description: written,
  narrative: written,
  genre: written,
  audience: written,
};

const isSpace = (char: string | undefined): boolean =>
  char !== undefined && /[\s\u200b\u200e\u200f\u2060\ufeff]/.test(char);

/** Spreadsheets leave spaces, also such as do not break or have no width, around what was typed. One step for each, however many. */
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

/** Whether a message may repeat a value of the row. */
export type Discretion = (text: string) => boolean;

/**
 * What says who somebody is stays in the roster. `personal` are the row's own words for the learner, in lower case.
 */
export const discretion =
  (personal: ReadonlySet<string>): Discretion =>
  (text) =>
    !(text.length > 80 || text.includes("@") || /^did:/i.test(text) || personal.has(text.toLowerCase()));

export const mentioned = (text: string, may: Discretion): string => (may(text) ? quoted(text) : HIDDEN);

/** A sentence that quotes a value, with no more of it than may be mentioned. */
export const discreet = (sentence: string, text: string, may: Discretion): string =>
  sentence.replaceAll(quoted(text), () => mentioned(text, may));
