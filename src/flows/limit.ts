// When so many rows fail that something else must be wrong, and nothing is to be issued.
import { count } from "../core/text.ts";
import type { RosterRow } from "../model/roster.ts";
import type { FailedRow } from "./plan.ts";

export interface Limits {
  readonly maxFailures?: number;
  readonly maxConsecutiveFailures?: number;
}

function longestStreak(rows: readonly RosterRow[], failed: ReadonlySet<RosterRow>): number {
  let [longest, streak] = [0, 0];
  for (const row of rows) {
    streak = failed.has(row) ? streak + 1 : 0;
    longest = Math.max(longest, streak);
  }
  return longest;
}

/** Why nothing is to be issued. `rows` are all that were to be, in the order of the roster. */
export function overLimit(
  failures: readonly FailedRow[],
  rows: readonly RosterRow[],
  { maxFailures, maxConsecutiveFailures }: Limits,
): string | undefined {
  if (failures.length > (maxFailures ?? Number.POSITIVE_INFINITY))
    return `${count(failures.length, "row")} failed, more than --max-failures ${maxFailures}`;
  const streak = longestStreak(rows, new Set(failures.map(({ row }) => row)));
  return streak > (maxConsecutiveFailures ?? Number.POSITIVE_INFINITY)
    ? `${count(streak, "row")} failed one after the other, more than --max-consecutive-failures ${maxConsecutiveFailures}`
    : undefined;
}
