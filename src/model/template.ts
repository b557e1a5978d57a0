// The header of a roster that fits a catalogue and the settings.
import type { AchievementSpec } from "./achievement.ts";
import { meaningOf, targetOf } from "./column.ts";
import type { Settings } from "./settings.ts";

/** Columns beside the results; the learner is said by what the settings identify by. */
const BEFORE = ["id", "given name", "family name", "email", "did", "achievement", "awarded", "valid until"] as const;
const AFTER = ["narrative"] as const;

/** The institution's own word for a column, where `columns:` has one. */
function ownWord(column: string, columns: Settings["columns"]): string {
  const wanted = JSON.stringify(meaningOf(column));
  return Object.entries(columns).find(([, target]) => JSON.stringify(targetOf(target)) === wanted)?.[0] ?? column;
}

/** Results of all achievements, each name once without regard to case. */
function resultsOf(catalogue: readonly AchievementSpec[]): readonly string[] {
  const names = catalogue.flatMap(({ results }) => results.map(({ name }) => name));
  const folded = names.map((name) => name.toLowerCase());
  return names.filter((name, at) => folded.indexOf(name.toLowerCase()) === at);
}

export function templateColumns(
  catalogue: readonly AchievementSpec[],
  { columns, recipient }: Pick<Settings, "columns" | "recipient">,
): readonly string[] {
  const wanted = BEFORE.filter((name) => name !== "did" || recipient.identifyBy.includes("did"));
  const results = resultsOf(catalogue).map((name) => `result.${name}`);
  return [...wanted, ...results, ...AFTER].map((column) => ownWord(column, columns));
}
