// What is no fault of a row, and yet may not be what the registrar meant.
import { instantOf } from "../core/instant.ts";
import { count } from "../core/text.ts";
import type { RosterRow } from "../model/roster.ts";
import { zerosLost } from "../model/twin.ts";
import type { Entry } from "./plan.ts";

const where = (rows: readonly RosterRow[]) => `${count(rows.length, "row")}, the first on line ${rows[0]?.line}`;
const at = (instant: string | undefined) => instantOf(instant ?? "");

const KINDS: readonly (readonly [applies: (entry: Entry, now: number) => boolean, what: string])[] = [
  [({ award }, now) => (at(award.awarded) ?? 0) > now, "awarded after today, and not valid before that day"],
  [({ award }, now) => (at(award.validUntil) ?? Number.POSITIVE_INFINITY) < now, "no longer valid today"],
];

function zerosNote(entries: readonly Entry[]): readonly string[] {
  const lost = zerosLost(entries.flatMap(({ award }) => award.learner.id ?? []));
  if (lost === undefined) return [];
  const numbers = `${count(lost.count, "student number has", "student numbers have")} fewer digits`;
  return [
    `${numbers} than the ${lost.length} of those that begin with a zero; a spreadsheet may have taken zeros away`,
  ];
}

/** Notes on the entries of a batch, and on a roster without any row. */
export function notesOf(entries: readonly Entry[], rows: number, now: Date): readonly string[] {
  const empty = rows === 0 ? ["the roster has a header and no rows"] : [];
  const noted = KINDS.flatMap(([applies, what]) => {
    const rows = entries.filter((entry) => applies(entry, now.getTime())).map(({ row }) => row);
    return rows.length === 0 ? [] : [`${where(rows)}: ${what}`];
  });
  return [...empty, ...zerosNote(entries), ...noted];
}
