// ScoreType, `academicHonors` and `degreeGrantedStatus` of a degree, from its results.
import { type Json, type JsonObject, text } from "../../core/json.ts";
import { FORM, filled, number, scalar, words } from "../form.ts";
import { peek, type Spot, take } from "../ledger.ts";
import { deciding, type Outcome, reachedOf, takeReached } from "../outcome.ts";

/** `degreeGrantedStatus`, from the result that decides. */
export function grantedStatus(outcomes: readonly Outcome[]): string {
  const decided = deciding(outcomes);
  if (decided?.granted === undefined) return "Granted";
  decided.result.at("status").mark("mapped");
  return decided.granted;
}

const percent = (value: Json): number | undefined =>
  number(typeof value === "string" ? value.trim().replace(/(?<!\s)\s*%$/, "") : value);

function numericScore(outcome: Outcome): JsonObject | undefined {
  const { description, type, score: rule } = outcome;
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
    outcome.description.at("name").mark("form", `its place in ${FORM}, academicHonors, says what it is`);
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
