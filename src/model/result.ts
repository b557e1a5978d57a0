// Results of a learner: how a cell of a roster becomes a Result under a ResultDescription (Open Badges 3.0).
import { compact, type JsonObject } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import type { LevelSpec, ResultSpec } from "./achievement.ts";
import { type DecimalMark, decimalHint, decimalOf, isNumber, wantedMark } from "./decimal.ts";
import { ENUMERATIONS } from "./vocabulary.ts";

const urn = (...parts: readonly string[]): string => `urn:uuid:${uuid5(nameOf(...parts))}`;

const descriptionId = (achievementId: string, spec: ResultSpec): string => urn(achievementId, "result", spec.name);
const levelId = (achievementId: string, spec: ResultSpec, level: string): string =>
  urn(achievementId, "result", spec.name, "level", level);

/** The ResultDescription of an entry under an achievement's id. */
export function resultDescription(spec: ResultSpec, achievementId: string): JsonObject {
  const levels = spec.levels.map(
    (level): JsonObject => ({ id: levelId(achievementId, spec, level.name), type: ["RubricCriterionLevel"], ...level }),
  );
  const byLevel = spec.levels.find(({ name }) => name === spec.required);
  return compact({
    id: descriptionId(achievementId, spec),
    type: ["ResultDescription"],
    name: spec.name,
    resultType: spec.type,
    allowedValue: spec.allowed,
    valueMin: spec.min,
    valueMax: spec.max,
    requiredLevel: byLevel === undefined ? undefined : levelId(achievementId, spec, byLevel.name),
    requiredValue: byLevel === undefined ? spec.required : undefined,
    rubricCriterionLevel: levels,
    alignment: spec.alignment,
  }) as JsonObject;
}

type Read = { readonly members: JsonObject } | { readonly wanted: string; readonly isNumeric?: true };
type Reader = (value: string, spec: ResultSpec, achievementId: string, decimals: DecimalMark | undefined) => Read;

/** The word of a list that is meant, without regard to case. */
const among = (words: readonly string[], value: string): string | undefined =>
  words.find((word) => word === value) ?? words.find((word) => word.toLowerCase() === value.toLowerCase());

const anyText: Reader = (value, { allowed }) => {
  if (allowed.length === 0) return { members: { value } };
  const word = among(allowed, value);
  return word === undefined ? { wanted: oneOf(allowed) } : { members: { value: word } };
};

/** `3` is `3.0`. */
const equals = (one: string | undefined, value: string): boolean =>
  one !== undefined && (one === value || (isNumber(one) && isNumber(value) && Number(one) === Number(value)));

/** Levels by name, without regard to case; else by points or by place in the rubric. */
function levelsMeant(
  levels: readonly LevelSpec[],
  value: string,
  decimals: DecimalMark | undefined,
): readonly LevelSpec[] {
  const number = decimalOf(value, decimals) ?? value;
  const name = among(
    levels.map((one) => one.name),
    value,
  );
  return levels.filter((one) =>
    name === undefined ? equals(one.points, number) || equals(one.level, number) : one.name === name,
  );
}

const level: Reader = (value, spec, achievementId, decimals) => {
  if (spec.levels.length === 0) return anyText(value, spec, achievementId, decimals);
  const meant = levelsMeant(spec.levels, value, decimals);
  const [only] = meant;
  if (only !== undefined && meant.length === 1)
    return { members: { achievedLevel: levelId(achievementId, spec, only.name) } };
  const names = oneOf((meant.length > 1 ? meant : spec.levels).map(({ name }) => name));
  return {
    isNumeric: true,
    wanted:
      meant.length > 1
        ? `the name of the level, for this number is the points of one and the place of another: ${names}`
        : names,
  };
};

/** A percentage may be written as one. */
const withoutUnit = (value: string, unit: string): string => value.replace(/\s*%$/, unit === "%" ? "" : "$&");

const number =
  (lowest: number, highest: number, unit = ""): Reader =>
  (value, spec, achievementId, decimals) => {
    if (spec.allowed.length > 0) {
      const said = among(spec.allowed, value) ?? decimalOf(value, decimals) ?? value;
      return { isNumeric: true, ...anyText(said, spec, achievementId, decimals) };
    }
    const digits = decimalOf(withoutUnit(value, unit), decimals);
    const [min, max] = [Number(spec.min ?? lowest), Number(spec.max ?? highest)];
    const fits = digits !== undefined && Number(digits) >= min && Number(digits) <= max;
    const bounds = [Number.isFinite(min) ? ` from ${min}` : "", Number.isFinite(max) ? ` up to ${max}` : ""].join("");
    return fits
      ? { members: { value: digits } }
      : { isNumeric: true, wanted: `a number${bounds}, ${wantedMark(decimals)}` };
  };

const status: Reader = (value) => {
  const { words } = ENUMERATIONS.ResultStatusType;
  const word = among(words, value);
  return word === undefined ? { wanted: oneOf(words) } : { members: { status: word } };
};

const score = number(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

/** By ResultType; any other type, also one with `ext:`, takes text. */
const READERS: Readonly<Record<string, Reader>> = {
  GradePointAverage: number(0, Number.POSITIVE_INFINITY),
  Percent: number(0, 100, "%"),
  PerformanceLevel: level,
  PredictedScore: score,
  RawScore: score,
  RubricCriterion: level,
  RubricCriterionLevel: level,
  RubricScore: score,
  ScaledScore: score,
  Status: status,
};

/** The Result of a cell, or what was wanted in it. */
export function resultOf(
  value: string,
  spec: ResultSpec,
  achievementId: string,
  decimals?: DecimalMark,
): { readonly result: JsonObject } | { readonly message: string; readonly hint?: string | undefined } {
  const reader = Object.hasOwn(READERS, spec.type) ? READERS[spec.type] : undefined;
  const read = (reader ?? anyText)(value, spec, achievementId, decimals);
  if ("wanted" in read) {
    const hint = read.isNumeric === true ? decimalHint(withoutUnit(value, "%"), decimals) : undefined;
    return { message: `want ${read.wanted}, got ${quoted(value)}`, hint };
  }
  return { result: { type: ["Result"], resultDescription: descriptionId(achievementId, spec), ...read.members } };
}
