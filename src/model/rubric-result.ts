// CASE rubrics as result descriptions with levels (Open Badges 3.0, ResultDescription and RubricCriterionLevel): one
// description for each criterion, one level for each of its levels, aligned to where they stand in the framework.
import { compact, type JsonObject } from "../core/json.ts";
import type { Framework } from "../frameworks/framework.ts";
import { plainText, tidy } from "../frameworks/plain-text.ts";
import type { Criterion, Level, Rubric } from "../frameworks/rubric.ts";
import type { LevelSpec, ResultSpec } from "./achievement.ts";

/** A name stands over a column of the roster. */
const LONGEST = 60;

const short = (text: string | undefined): string | undefined => {
  const plain = text === undefined ? "" : plainText(text);
  if (plain === "") return undefined;
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST - 1).trimEnd()}…`;
};

/** Names made unique by the place of each. */
const unique = (names: readonly string[]): readonly string[] =>
  names.map((name, at) =>
    names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === at ? name : `${name} (${at + 1})`,
  );

type Target = Pick<Level, "identifier" | "uri">;

/** None for what has no web address: a wallet may follow it. */
function alignmentTo(
  target: Target,
  targetType: string,
  targetName: string,
  { document }: Framework,
): readonly JsonObject[] {
  const { uri = "", identifier } = target;
  if (!/^https?:\/\//i.test(uri) || !URL.canParse(uri)) return [];
  const framework: JsonObject = document.title === "" ? {} : { targetFramework: document.title };
  return [{ type: ["Alignment"], targetType, targetUrl: uri, targetName, targetCode: identifier, ...framework }];
}

/** The alignment of an achievement to a whole rubric. */
export const rubricAlignment = (rubric: Rubric, framework: Framework): readonly JsonObject[] =>
  alignmentTo(rubric, "CFRubric", tidy(rubric.title ?? short(rubric.description) ?? "Rubric"), framework);

/** From low to high, as Open Badges has them: by score where every level has one of its own, else by position. */
function ascending(levels: readonly Level[]): readonly Level[] {
  const scores = new Set(levels.map(({ score }) => score));
  const scored = scores.size === levels.length && !scores.has(undefined);
  return scored ? [...levels].sort((a, b) => (a.score ?? 0) - (b.score ?? 0)) : levels;
}

function levelsOf(criterion: Criterion, framework: Framework): readonly LevelSpec[] {
  const levels = ascending(criterion.levels);
  const names = unique(
    levels.map(
      ({ quality, description, position }, at) =>
        tidy(quality ?? "") || short(description) || `Level ${position ?? at + 1}`,
    ),
  );
  return levels.map((level, at): LevelSpec => {
    const { description, score, position } = level;
    const name = names[at] ?? "";
    return {
      name,
      ...compact({
        description: description === undefined ? undefined : plainText(description),
        points: score === undefined ? undefined : String(score),
        level: position === undefined ? undefined : String(position),
        alignment: alignmentTo(level, "CFRubricCriterionLevel", name, framework),
      }),
    };
  });
}

/** Results for some criteria; `title` names the only one. A criterion without levels says nothing that can be reached. */
export function criterionResults(
  criteria: readonly Criterion[],
  framework: Framework,
  title?: string,
): readonly ResultSpec[] {
  const graded = criteria.filter(({ levels }) => levels.length > 0);
  const names = unique(
    graded.map(
      ({ category, description }, at) =>
        short(category) ??
        (graded.length === 1 ? short(title) : undefined) ??
        short(description) ??
        `Criterion ${at + 1}`,
    ),
  );
  return graded.map((criterion, at): ResultSpec => {
    const name = names[at] ?? "";
    return {
      name,
      type: "RubricCriterionLevel",
      allowed: [],
      levels: levelsOf(criterion, framework),
      alignment: alignmentTo(criterion, "CFRubricCriterion", name, framework),
    };
  });
}

export const rubricResults = ({ criteria, title }: Rubric, framework: Framework): readonly ResultSpec[] =>
  criterionResults(criteria, framework, title);
