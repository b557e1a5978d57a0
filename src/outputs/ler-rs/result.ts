// Results of Open Badges 3.0 with their descriptions: scores of a degree, words elsewhere, and whether it was completed.
import { type Json, type JsonObject, text } from "../../core/json.ts";
import { NOWHERE, peek, type Spot, take } from "../ledger.ts";
import { filled, IN_WORDS, number, scalar, words } from "./form.ts";

/** Whether the learner has it. */
export type Completion = "achieved" | "pending" | "failed";

export interface Outcome {
  readonly result: Spot;
  /** The ResultDescription that the result names; nowhere when it names none. */
  readonly description: Spot;
  readonly type: string;
  readonly value: Spot;
  /** The place of the level that was reached: its name, or its URI where the description does not name it. */
  readonly level: Spot;
}

const byId = (list: Spot, id: Json | undefined): Spot | undefined =>
  id === undefined ? undefined : list.each().find((entry) => entry.at("id").value === id);

function outcomeOf(result: Spot, achievement: Spot): Outcome {
  const description = byId(achievement.at("resultDescription"), result.at("resultDescription").value);
  const levels = description?.at("rubricCriterionLevel");
  const level = levels === undefined ? undefined : byId(levels, result.at("achievedLevel").value);
  return {
    result,
    description: description ?? NOWHERE,
    type: text(description?.at("resultType").value) ?? "",
    value: result.at("value"),
    level: level?.at("name") ?? result.at("achievedLevel"),
  };
}

const hasValue = ({ value }: Outcome): boolean => peek(value, scalar) !== undefined;

/** What was reached: the value, or else the level. */
const reachedOf = (outcome: Outcome): Spot => (hasValue(outcome) ? outcome.value : outcome.level);

function takeReached<T>(outcome: Outcome, read: (value: Json) => T | undefined): T | undefined {
  const taken = take(reachedOf(outcome), read);
  if (taken !== undefined && !hasValue(outcome)) outcome.result.at("achievedLevel").mark("mapped");
  return taken;
}

export const outcomesOf = (subject: Spot, achievement: Spot): readonly Outcome[] =>
  subject
    .at("result")
    .each()
    .map((result) => outcomeOf(result, achievement));

/** ResultStatusType, as a degree's status in LER-RS and as an answer to "does the learner have it". */
const STATUSES: Readonly<Record<string, readonly [degree: string, completion: Completion]>> = {
  Completed: ["Granted", "achieved"],
  Enrolled: ["InProgress", "pending"],
  InProgress: ["InProgress", "pending"],
  Provisional: ["InProgress", "pending"],
  OnHold: ["Postponed", "pending"],
  Failed: ["NotGranted", "failed"],
  Withdrew: ["NotGranted", "failed"],
};

const statusOf = (value: Json): (typeof STATUSES)[string] | undefined =>
  typeof value === "string" && Object.hasOwn(STATUSES, value) ? STATUSES[value] : undefined;

/** Results whose status speaks of the whole achievement: those of type Status, or of no described type. */
const overall = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.filter(({ result, type }) => ["", "Status"].includes(type) && result.at("status").value !== undefined);

const WORST_FIRST: readonly Completion[] = ["failed", "pending", "achieved"];

/** Open Badges 3.0, Result: without a status the achievement is completed. */
export function completionOf(outcomes: readonly Outcome[]): Completion {
  const said = overall(outcomes).map(({ result }) => peek(result.at("status"), statusOf)?.[1]);
  return WORST_FIRST.find((completion) => said.includes(completion)) ?? "achieved";
}

/** `degreeGrantedStatus`, from the result that decides. */
export function grantedStatus(outcomes: readonly Outcome[]): string {
  const deciding = overall(outcomes).find(
    ({ result }) => peek(result.at("status"), statusOf)?.[1] === completionOf(outcomes),
  );
  return (deciding === undefined ? undefined : take(deciding.result.at("status"), statusOf)?.[0]) ?? "Granted";
}

interface Score {
  /** ScoreNumericCodeList, for results that are numbers. */
  readonly numeric?: { readonly code?: string; readonly minimum?: number; readonly maximum?: number };
}

/** ResultType; HR Open has no code for a percentage, only its bounds. */
const SCORES: Readonly<Record<string, Score>> = {
  GradePointAverage: { numeric: { code: "GPA" } },
  Percent: { numeric: { minimum: 0, maximum: 100 } },
  RawScore: { numeric: { code: "RawScore" } },
  ScaledScore: { numeric: { code: "Scaled" } },
};

const percent = (value: Json): number | undefined =>
  number(typeof value === "string" ? value.replace(/\s*%\s*$/, "") : value);

function numericScore(outcome: Outcome): JsonObject | undefined {
  const { description, type } = outcome;
  const rule = Object.hasOwn(SCORES, type) ? SCORES[type]?.numeric : undefined;
  const read = type === "Percent" ? percent : number;
  if (rule === undefined || peek(reachedOf(outcome), read) === undefined) return undefined;
  return filled({
    value: takeReached(outcome, read),
    scoreCode: rule.code,
    minimum: take(description.at("valueMin"), read) ?? rule.minimum,
    maximum: take(description.at("valueMax"), read) ?? rule.maximum,
  });
}

function textScore(outcome: Outcome): JsonObject | undefined {
  const { description, type } = outcome;
  if (peek(reachedOf(outcome), scalar) === undefined) return undefined;
  // Open Badges 3.0, ResultDescription: allowed values go from low to high.
  const scale = description.at("allowedValue").each();
  const bound = (written: Spot, end: Spot | undefined) =>
    take(written, scalar) ?? (end === undefined ? undefined : take(end, scalar));
  return filled({
    value: takeReached(outcome, scalar),
    scoreTextCode: type === "" ? undefined : type,
    minimum: bound(description.at("valueMin"), scale[0]),
    maximum: bound(description.at("valueMax"), scale.at(-1)),
  });
}

const HONORS = /\bhonou?rs?\b|\bdistinction\b|\blaude\b/i;

/** A result that says with which honours, by its description's name; the standard has no type for it. */
const isHonor = (outcome: Outcome): boolean =>
  HONORS.test(text(outcome.description.at("name").value) ?? "") && peek(reachedOf(outcome), words) !== undefined;

export const honorsOf = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.filter(isHonor).flatMap((outcome) => {
    outcome.description.at("name").mark("form", "its place in LER-RS, academicHonors, says what it is");
    return takeReached(outcome, words) ?? [];
  });

/** ScoreType of a degree. */
export function scoreOf(outcomes: readonly Outcome[]): JsonObject | undefined {
  const numeric: JsonObject[] = [];
  const worded: JsonObject[] = [];
  for (const outcome of outcomes.filter((one) => !isHonor(one))) {
    const score = numericScore(outcome);
    const grade = score === undefined ? textScore(outcome) : undefined;
    if (score !== undefined) numeric.push(score);
    if (grade !== undefined) worded.push(grade);
    if (score !== undefined || grade !== undefined) outcome.description.at("resultType").mark("mapped");
  }
  return filled({ scoresNumeric: numeric, scoresText: worded });
}

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
