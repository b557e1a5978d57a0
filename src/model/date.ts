// Dates as people and spreadsheets write them. Only what the settings say is read as a date; the rest is explained.
import { isDate } from "../core/instant.ts";

/** What `dates:` of laurel.yaml may say. */
export const DATE_ORDERS = ["day-first", "month-first", "year-first"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** Places of year, month and day. */
const PLACES: Readonly<Record<DateOrder, readonly [number, number, number]>> = {
  "day-first": [2, 1, 0],
  "month-first": [2, 0, 1],
  "year-first": [0, 1, 2],
};

const PARTED = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})$/;

/** POSIX, strptime: 69 to 99 are of the 1900s, 00 to 68 of the 2000s. */
const yearOf = (text: string): string =>
  text.length > 2 ? text : `${Number(text) < 69 ? "20" : "19"}${text.padStart(2, "0")}`;

/** The day that three numbers say in an order, such as 2025-04-03 for 03/04/25; undefined when there is none. */
export function dayOf(text: string, order: DateOrder): string | undefined {
  const [, a = "", , b = "", c = ""] = PARTED.exec(text) ?? [];
  const [year = "", month = "", day = ""] = PLACES[order].map((place) => [a, b, c][place]);
  if (month.length > 2 || day.length > 2 || year.length === 3 || year === "") return undefined;
  const written = `${yearOf(year)}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDate(written) ? written : undefined;
}

const DAY_MS = 86_400_000;

/** The day that a spreadsheet stores as this number (1900 date system, in which 1 is New Year of 1900). */
function storedDay(text: string): string | undefined {
  const days = /^\d{5}(?:[.,]\d+)?$/.test(text) ? Math.floor(Number.parseFloat(text)) : 0;
  if (days < 20_000 || days > 80_000) return undefined;
  return new Date(Date.UTC(1899, 11, 30) + days * DAY_MS).toISOString().slice(0, 10);
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** The day that an English name of a month says, such as 2026-05-31 for 31-MAY-2026 and May 31, 2026. */
function namedDay(text: string): string | undefined {
  const [, first = "", second = "", year = ""] =
    /^(\d{1,2}|\p{L}{3,9})[\s.-]*(\d{1,2}|\p{L}{3,9})[\s,.-]*(\d{4})$/u.exec(text) ?? [];
  const [month = "", day = ""] = /^\d/.test(first) ? [second, first] : [first, second];
  const number = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const written = `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
  return number > 0 && isDate(written) ? written : undefined;
}

/** Characters of a date. */
const LONGEST = 40;

/** The time of day behind a date, as systems add it to every date. */
const CLOCK = /[T ]\s*\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s*(?:[ap]m|Z|UTC|[+-]\d{2}(?::?\d{2})?))?$/i;

/** What to do about a text that is no date of the standards; undefined when nothing is known of it. */
export function dateHint(text: string, order: DateOrder | undefined): string | undefined {
  if (text.length > LONGEST) return undefined;
  const stored = storedDay(text);
  if (stored !== undefined)
    return `${text} is how a spreadsheet stores ${stored}. Format the column as dates of the form yyyy-mm-dd, and save again.`;
  if (CLOCK.test(text)) return "Leave the time out, or write its zone too, as in 2026-05-31T14:30:00Z.";
  const day =
    namedDay(text) ?? (/^\d{8}$/.test(text) ? dayOf(text.replace(/^(....)(..)/, "$1-$2-"), "year-first") : undefined);
  if (day !== undefined) return `Write ${day}.`;
  return partedHint(text, order);
}

function partedHint(text: string, order: DateOrder | undefined): string | undefined {
  if (!PARTED.test(text)) return undefined;
  if (order !== undefined) return `laurel.yaml says \`dates: ${order}\`.`;
  const readings = DATE_ORDERS.flatMap((one) => {
    const day = dayOf(text, one);
    return day === undefined ? [] : [{ one, day }];
  });
  const days = [...new Set(readings.map(({ day }) => day))];
  if (days.length === 0) return undefined;
  const orders = readings.map(({ one }) => `\`dates: ${one}\``).join(" or ");
  const open = days.length === 1 ? `Write ${days[0]}` : `It may be ${days.join(" or ")}. Write the one that is meant`;
  return `${open}, or set ${orders} in laurel.yaml.`;
}
