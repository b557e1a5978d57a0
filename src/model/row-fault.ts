// What speaks against a row whose cells are each well by themselves.
import { instantOf } from "../core/instant.ts";
import { type ColumnName, IDENTIFYING, type Meaning } from "./column.ts";
import type { Gathered, ReadingFacts, RosterRow, RowFault } from "./roster.ts";

/** Pairs of dates of which the second may not come before the first. */
const ORDERED: readonly (readonly [ColumnName, ColumnName])[] = [
  ["awarded", "valid until"],
  ["started", "ended"],
];

export function dateFaults({ columns }: Gathered, { validUntil }: ReadingFacts): RowFault[] {
  const awarded = columns.get("awarded");
  const late =
    !columns.has("valid until") &&
    (instantOf(awarded?.value ?? "") ?? 0) > (instantOf(validUntil ?? "") ?? Number.POSITIVE_INFINITY);
  if (awarded !== undefined && late) {
    const message = "want a date that is not after --valid-until";
    return [{ code: "ROW_INVALID", line: awarded.line, column: awarded.header, message }];
  }
  return ORDERED.flatMap(([first, second]) => {
    const [a, b] = [columns.get(first), columns.get(second)];
    if (a === undefined || b === undefined || (instantOf(a.value) ?? 0) <= (instantOf(b.value) ?? 0)) return [];
    const message = `want a date that is not before ${a.value.slice(0, 10)}, which "${a.header}" says`;
    return [{ code: "ROW_INVALID", line: b.line, column: b.header, message }];
  });
}

/** A blank is never today's date or anybody: what a row must have and has not. */
export function missingFaults(
  { tried }: Gathered,
  row: RosterRow,
  meanings: ReadonlyMap<string, Meaning>,
  defaults: ReadingFacts,
): RowFault[] {
  const missing = (name: ColumnName, wanted: string): RowFault => {
    const header = [...meanings].find(([, meaning]) => meaning.kind === "column" && meaning.name === name)?.[0];
    return { code: "ROW_INVALID", line: row.line, column: header ?? name, message: `want ${wanted}, got nothing` };
  };
  return [
    ...(tried.has("awarded") ? [] : [missing("awarded", "a date such as 2026-05-31")]),
    ...(tried.has("achievement") || defaults.achievement !== undefined
      ? []
      : [missing("achievement", "the achievement that is awarded")]),
    ...(IDENTIFYING.some((name) => tried.has(name))
      ? []
      : [missing("id", "an id, an email or a did that says who the learner is")]),
  ];
}
