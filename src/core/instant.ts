// Points in time as the standards write them: RFC 3339 with a zone. Days stay days until a zone is known.

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const isDay = (year: number, month: number, day: number): boolean =>
  year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);

/** Milliseconds since 1970 of an RFC 3339 date-time with a zone, or undefined. No leap second, no 24:00. */
export function instantOf(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return undefined;
  const value = Date.parse(text);
  return Number.isNaN(value) ? undefined : value;
}

/** True for a calendar day written `2026-05-31`. */
export function isDate(text: string): boolean {
  const match = DAY.exec(text);
  return match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** A date-time as it stands, a day as its first second in UTC; undefined for anything else. */
export function asDateTime(text: string): string | undefined {
  if (isDate(text)) return `${text}T00:00:00Z`;
  return instantOf(text) === undefined ? undefined : text;
}

/** A clock's reading as the standards write it, to the second: credentials compare dates with whole-second JWT claims. */
export const stampOf = (now: Date): string => `${now.toISOString().slice(0, 19)}Z`;
