// What is no fault of a row, and yet may not be what the registrar meant.
import { instantOf } from "../core/instant.ts";
import { count } from "../core/text.ts";
import { zerosLost } from "../model/twin.ts";
import type { Brief } from "./outline.ts";

const at = (instant: string | undefined) => instantOf(instant ?? "");

/** What programs write where they know no day. */
const NO_DAY = /^(?:0001-01-01|1899-12-3[01]|1900-01-0[01]|1970-01-01)T00:00:00Z$/;

const KINDS: readonly (readonly [applies: (brief: Brief, now: number) => boolean, what: string])[] = [
  [({ awarded }, now) => (at(awarded) ?? 0) > now, "awarded after today, and not valid before that day"],
  [({ awarded }) => NO_DAY.test(awarded), "awarded on a day that programs write where they know none"],
  [({ validUntil }, now) => (at(validUntil) ?? Number.POSITIVE_INFINITY) < now, "no longer valid today"],
];

function* numbersIn(briefs: Iterable<Brief>): Generator<string> {
  for (const { number } of briefs) if (number !== undefined) yield number;
}

function zerosNote(briefs: Iterable<Brief>): readonly string[] {
  const lost = zerosLost(numbersIn(briefs));
  if (lost === undefined) return [];
  const numbers = `${count(lost.count, "student number has", "student numbers have")} fewer digits`;
  return [
    `${numbers} than the ${lost.length} of those that begin with a zero; a spreadsheet may have taken zeros away`,
  ];
}

/** Notes on the rows of a batch, and on a roster without any row. */
export function notesOf(briefs: Iterable<Brief>, rows: number, now: Date): readonly string[] {
  const empty = rows === 0 ? ["the roster has no rows"] : [];
  const found = KINDS.map(([, what]) => ({ what, rows: 0, line: 0 }));
  for (const brief of briefs) {
    for (const [kind, [applies]] of KINDS.entries()) {
      const one = found[kind];
      if (one === undefined || !applies(brief, now.getTime())) continue;
      if (one.rows === 0) one.line = brief.line;
      one.rows += 1;
    }
  }
  const noted = found.flatMap(({ what, rows: some, line }) =>
    some === 0 ? [] : [`${count(some, "row")}, the first on line ${line}: ${what}`],
  );
  return [...empty, ...zerosNote(briefs), ...noted];
}
