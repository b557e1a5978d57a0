// Results of Open Badges 3.0 with their descriptions: whether the achievement was completed, and each result in words.
import { type Json, text } from "../core/json.ts";
import { IN_WORDS, scalar, words } from "./form.ts";
import { NOWHERE, peek, type Spot, take } from "./ledger.ts";
import { type Completion, GRANTED, type Mapping, type Score } from "./mapping.ts";

export interface Outcome {
  readonly result: Spot;
  /** The ResultDescription that the result names; nowhere when it names none. */
  readonly description: Spot;
  readonly type: string;
  readonly value: Spot;
  /** The place of the level that was reached: its name, or its URI where the description does not name it. */
  readonly level: Spot;
  /** How the value is written where the mapping says that it is a number. */
  readonly score: Score | undefined;
  /** What the status means for a degree; undefined where none is said, or one that the mapping does not know. */
  readonly granted: string | undefined;
}

const byId = (list: Spot, id: Json | undefined): Spot | undefined =>
  id === undefined ? undefined : list.each().find((entry) => entry.at("id").value === id);

function outcomeOf(result: Spot, achievement: Spot, { scores, statuses }: Mapping): Outcome {
  const description = byId(achievement.at("resultDescription"), result.at("resultDescription").value);
  const levels = description?.at("rubricCriterionLevel");
  const level = levels === undefined ? undefined : byId(levels, result.at("achievedLevel").value);
  const type = text(description?.at("resultType").value) ?? "";
  return {
    result,
    description: description ?? NOWHERE,
    type,
    value: result.at("value"),
    level: level?.at("name") ?? result.at("achievedLevel"),
    score: scores.get(type),
    granted: statuses.get(text(result.at("status").value) ?? ""),
  };
}

const hasValue = ({ value }: Outcome): boolean => peek(value, scalar) !== undefined;

/** What was reached: the value, or else the level. */
export const reachedOf = (outcome: Outcome): Spot => (hasValue(outcome) ? outcome.value : outcome.level);

export function takeReached<T>(outcome: Outcome, read: (value: Json) => T | undefined): T | undefined {
  const taken = take(reachedOf(outcome), read);
  if (taken !== undefined && !hasValue(outcome)) outcome.result.at("achievedLevel").mark("mapped");
  return taken;
}

export const outcomesOf = (subject: Spot, achievement: Spot, mapping: Mapping): readonly Outcome[] =>
  subject
    .at("result")
    .each()
    .map((result) => outcomeOf(result, achievement, mapping));

/** Results whose status speaks of the whole achievement: those of type Status, or of no described type. */
const overall = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.filter(({ result, type }) => ["", "Status"].includes(type) && result.at("status").value !== undefined);

const meaningOf = ({ granted }: Outcome): Completion | undefined =>
  granted === undefined ? undefined : GRANTED[granted];

/** What the result is of was reached, as far as its own status says. */
export const isReached = (outcome: Outcome): boolean => (meaningOf(outcome) ?? "achieved") === "achieved";

const WORST_FIRST: readonly Completion[] = ["failed", "pending", "achieved"];

/** Open Badges 3.0, Result: without a status the achievement is completed. */
export function completionOf(outcomes: readonly Outcome[]): Completion {
  const said = overall(outcomes).map(meaningOf);
  return WORST_FIRST.find((completion) => said.includes(completion)) ?? "achieved";
}

/** The result whose status decides whether the learner has it. */
export const deciding = (outcomes: readonly Outcome[]): Outcome | undefined =>
  overall(outcomes).find((outcome) => meaningOf(outcome) === completionOf(outcomes));

/** Most allowed values that a line lists. */
const LONGEST_SCALE = 12;

/** What a value is to be seen against: its bounds, or the values that are allowed. */
function scaleOf(description: Spot): { readonly spots: readonly Spot[]; readonly said: string } {
  const bounds = [description.at("valueMin"), description.at("valueMax")];
  const allowed = description.at("allowedValue").each();
  const written = (spots: readonly Spot[]) => spots.every((spot) => peek(spot, scalar) !== undefined);
  const join = (spots: readonly Spot[], by: string) => ` (of ${spots.map((spot) => peek(spot, scalar)).join(by)})`;
  if (written(bounds)) return { spots: bounds, said: join(bounds, " to ") };
  const listed = allowed.length > 0 && allowed.length <= LONGEST_SCALE && written(allowed);
  return listed ? { spots: allowed, said: join(allowed, ", ") } : { spots: [], said: "" };
}

/** A result as a line of text: `Final grade: A (of F, D, C, B, A), Completed`. */
export function resultLine({ result, description, value, level }: Outcome): string | undefined {
  const [name, status] = [description.at("name"), result.at("status")];
  const parts = [value, level, status].filter((spot) => peek(spot, scalar) !== undefined);
  if (parts.length === 0) return undefined;
  const scale = parts[0] === value ? scaleOf(description) : { spots: [], said: "" };
  const title = peek(name, words) === undefined ? description.at("resultType") : name;
  const [first, ...rest] = parts.map((spot) => peek(spot, scalar));
  for (const spot of [title, ...parts, ...scale.spots]) spot.mark("words", IN_WORDS);
  if (parts.includes(level)) result.at("achievedLevel").mark("words", IN_WORDS);
  return `${peek(title, words) ?? "Result"}: ${[`${first}${scale.said}`, ...rest].join(", ")}`;
}
