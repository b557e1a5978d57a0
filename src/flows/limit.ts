// When so many rows fail that something else must be wrong, and nothing is to be issued.
import { count } from "../core/text.ts";
import type { Failures } from "./failure.ts";

export interface Limits {
  readonly maxFailures?: number;
  readonly maxConsecutiveFailures?: number;
}

function longestStreak(failures: Failures, step: number): number {
  let [longest, streak, last] = [0, 0, Number.NaN];
  for (const { at } of failures) {
    streak = at === last + step ? streak + 1 : 1;
    longest = Math.max(longest, streak);
    last = at;
  }
  return longest;
}

/** Why nothing is to be issued. `step` is from a row that is issued here to the next one: every n-th of the roster. */
export function overLimit(
  failures: Failures,
  step: number,
  { maxFailures, maxConsecutiveFailures }: Limits,
): string | undefined {
  if (failures.size() > (maxFailures ?? Number.POSITIVE_INFINITY))
    return `${count(failures.size(), "row")} failed, more than --max-failures ${maxFailures}`;
  if (maxConsecutiveFailures === undefined) return undefined;
  const streak = longestStreak(failures, step);
  return streak > maxConsecutiveFailures
    ? `${count(streak, "row")} failed one after the other, more than --max-consecutive-failures ${maxConsecutiveFailures}`
    : undefined;
}
