// How an achievement is graded: its own results, and the criteria of the CASE rubrics that it names, is aligned to, or
// has the name of.
import type { FaultFacts } from "../core/fault.ts";
import { Fault } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Framework } from "../frameworks/framework.ts";
import type { FrameworkIndex, ItemMatch } from "../frameworks/lookup.ts";
import { criteriaFor, findRubric, type RubricMatch, rubricsNamed } from "../frameworks/rubric-lookup.ts";
import type { AchievementSpec, ResultSpec } from "../model/achievement.ts";
import { criterionResults, rubricAlignment, rubricResults } from "../model/rubric-result.ts";

/** The rubric that a reference means when it means no item. */
export function rubricInstead(index: FrameworkIndex, reference: string, fault: FaultFacts): RubricMatch | undefined {
  const found = fault.code === "ITEM_UNKNOWN" ? rubricsNamed(index.frameworks, reference) : [];
  return found.length === 1 ? found[0] : undefined;
}

/** The alignment to a rubric; none, and a note, for one without a web address. */
export function alignToRubric(
  { rubric, framework }: RubricMatch,
  note: (sentence: string) => void,
): readonly JsonObject[] {
  const alignment = rubricAlignment(rubric, framework);
  if (alignment.length === 0)
    note(
      `rubric ${quoted(rubric.title ?? rubric.identifier)} has no web address; a badge carries its levels, and no alignment to it`,
    );
  return alignment;
}

/** The rubric of a reference in the catalogue. Throws ITEM_UNKNOWN or ITEM_AMBIGUOUS. */
export function rubricOf(index: FrameworkIndex, reference: string): RubricMatch {
  const lookup = findRubric(index.frameworks, reference);
  if ("fault" in lookup) throw new Fault(lookup.fault);
  return lookup.match;
}

/** What an entry without a rubric of its own has the name of. */
export function rubricsByName(
  { name, rubrics }: AchievementSpec,
  index: FrameworkIndex,
  note: (sentence: string) => void,
): readonly RubricMatch[] {
  const found = name === undefined || rubrics.length > 0 ? [] : rubricsNamed(index.frameworks, name);
  const [only] = found;
  if (only === undefined || found.length > 1) return [];
  note(`${quoted(name ?? "")} has the name of a rubric; the rubric's criteria are results of it`);
  return [only];
}

const merged = (lists: readonly (readonly ResultSpec[])[]): readonly ResultSpec[] => {
  const byName = new Map<string, ResultSpec>();
  for (const result of lists.flat()) {
    const key = result.name.toLowerCase();
    if (!byName.has(key)) byName.set(key, result);
  }
  return [...byName.values()];
};

/** Results of an item by itself: the criteria that judge it. */
export const resultsForItem = ({ item, framework }: Pick<ItemMatch, "item" | "framework">): readonly ResultSpec[] =>
  criterionResults(criteriaFor(item, framework), framework, item.abbreviated ?? item.code);

/** The entry's own results first; of two with one name the first holds. */
export function gradingOf(
  own: readonly ResultSpec[],
  rubrics: readonly RubricMatch[],
  item: { readonly item: ItemMatch["item"]; readonly framework: Framework } | undefined,
): readonly ResultSpec[] {
  const once = [...new Map(rubrics.map((match) => [match.rubric.identifier, match])).values()];
  return merged([
    own,
    ...once.map(({ rubric, framework }) => rubricResults(rubric, framework)),
    item === undefined ? [] : resultsForItem(item),
  ]);
}
