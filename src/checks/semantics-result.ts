// Results against the descriptions of their achievement (Open Badges 3.0, Result and ResultDescription): a result that
// contradicts what it claims to be a result of says nothing that anybody can rely on.
import { type Finding, failed, skipped } from "../core/finding.ts";
import { type JsonObject, objectsOf, pointerTo, stringsOf, text } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";

type Rule = (result: JsonObject, description: JsonObject, pointer: string) => Finding | undefined;

/** Longest list of words that a message spells out. */
const MANY = 8;

const against = (code: string, message: string, pointer: string): Finding => failed("schema", code, message, pointer);

const levelsOf = (description: JsonObject): readonly JsonObject[] => objectsOf(description["rubricCriterionLevel"]);
const hasLevel = (description: JsonObject, level: string): boolean =>
  levelsOf(description).some(({ id }) => id === level);

const level: Rule = (result, description, pointer) => {
  const achieved = text(result["achievedLevel"]);
  if (achieved === undefined || hasLevel(description, achieved)) return undefined;
  const message = `the level ${quoted(achieved)} is none of those that its result description has`;
  return against("LEVEL_UNKNOWN", message, `${pointer}/achievedLevel`);
};

const allowed: Rule = (result, description, pointer) => {
  const value = text(result["value"]);
  const words = stringsOf(description["allowedValue"]);
  if (value === undefined || words.length === 0 || words.includes(value)) return undefined;
  const some = words.length <= MANY ? oneOf(words.map(quoted)) : `one of ${words.length} allowed values`;
  return against("VALUE_NOT_ALLOWED", `want ${some}, got ${quoted(value)}`, `${pointer}/value`);
};

/** Values are strings; a percentage may carry its sign. Undefined for grades and the like. */
const numberOf = (value: unknown): number | undefined => {
  const written = typeof value === "string" ? value.trim().replace(/(?<!\s)\s*%$/, "") : "";
  return /^[+-]?\d+(\.\d+)?$/.test(written) ? Number(written) : undefined;
};

const range: Rule = (result, description, pointer) => {
  const value = numberOf(result["value"]);
  const [least, most] = [numberOf(description["valueMin"]), numberOf(description["valueMax"])];
  if (value === undefined) return undefined;
  if (least !== undefined && value < least) {
    return against("VALUE_OUT_OF_RANGE", `want at least ${least}, got ${value}`, `${pointer}/value`);
  }
  if (most !== undefined && value > most) {
    return against("VALUE_OUT_OF_RANGE", `want at most ${most}, got ${value}`, `${pointer}/value`);
  }
  return undefined;
};

/** "status" is required where the description's type is Status. */
const status: Rule = (result, description, pointer) =>
  description["resultType"] === "Status" && result["status"] === undefined
    ? against("RESULT_STATUS_MISSING", "want a status, which is what this result is about", pointer)
    : undefined;

const RULES: readonly Rule[] = [level, allowed, range, status];

function resultFindings(result: JsonObject, descriptions: readonly JsonObject[], pointer: string): readonly Finding[] {
  const named = text(result["resultDescription"]);
  if (named !== undefined) {
    const description = descriptions.find(({ id }) => id === named);
    if (description !== undefined) return RULES.flatMap((rule) => rule(result, description, pointer) ?? []);
    const message = `the achievement has no result description ${quoted(named)}`;
    return [against("RESULT_UNDESCRIBED", message, `${pointer}/resultDescription`)];
  }
  const silent = ["value", "achievedLevel", "status", "alignment"].every((name) => result[name] === undefined);
  return silent ? [skipped("schema", "RESULT_EMPTY", "the result tells nothing", pointer)] : [];
}

/** What an achievement demands must be among what it allows. */
function requirement(description: JsonObject, pointer: string): readonly Finding[] {
  const value = text(description["requiredValue"]);
  const wanted = text(description["requiredLevel"]);
  const words = stringsOf(description["allowedValue"]);
  const odd = [
    value !== undefined && words.length > 0 && !words.includes(value) ? "requiredValue" : undefined,
    wanted !== undefined && !hasLevel(description, wanted) ? "requiredLevel" : undefined,
  ].filter((name) => name !== undefined);
  return odd.map((name) =>
    skipped("schema", "REQUIREMENT_UNKNOWN", `what is required is none of what is possible`, `${pointer}/${name}`),
  );
}

export const pointersOf = (value: unknown, pointer: string): ((index: number) => string) =>
  Array.isArray(value) ? (index) => pointer + pointerTo(index) : () => pointer;

export function achievementFindings(achievement: JsonObject, pointer: string): readonly Finding[] {
  const value = achievement["resultDescription"];
  const at = pointersOf(value, `${pointer}/resultDescription`);
  return objectsOf(value).flatMap((description, index) => requirement(description, at(index)));
}

/** What speaks against the results of a subject of an achievement. */
export function subjectFindings(subject: JsonObject, pointer: string): readonly Finding[] {
  const achievements = objectsOf(subject["achievement"]);
  const descriptions = achievements.flatMap((achievement) => objectsOf(achievement["resultDescription"]));
  const at = pointersOf(subject["result"], `${pointer}/result`);
  return [
    ...objectsOf(subject["result"]).flatMap((result, index) => resultFindings(result, descriptions, at(index))),
    ...achievements.flatMap((achievement) => achievementFindings(achievement, `${pointer}/achievement`)),
  ];
}
