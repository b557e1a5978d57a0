// Finds a rubric of the frameworks at hand by its UUID, URI or title, and the criteria that judge an item.
import type { FaultFacts } from "../core/fault.ts";
import { oneOf, quoted } from "../core/text.ts";
import type { Framework, Item } from "./framework.ts";
import { uuidIn } from "./members.ts";
import type { Criterion, Rubric } from "./rubric.ts";

export interface RubricMatch {
  readonly rubric: Rubric;
  readonly framework: Framework;
}

const all = (frameworks: readonly Framework[]): readonly RubricMatch[] =>
  frameworks.flatMap((framework) => framework.rubrics.map((rubric) => ({ rubric, framework })));

const fold = (text: string): string => text.trim().toLowerCase();

/** By UUID or URI, else by title; one rubric in two files of the same framework counts once. */
export function rubricsNamed(frameworks: readonly Framework[], reference: string): readonly RubricMatch[] {
  const id = uuidIn(reference.trim());
  const known = all(frameworks);
  const exact = known.filter(
    ({ rubric }) => (id !== undefined && rubric.identifier === id) || rubric.uri === reference.trim(),
  );
  const found =
    exact.length > 0
      ? exact
      : known.filter(({ rubric }) => rubric.title !== undefined && fold(rubric.title) === fold(reference));
  return [...new Map(found.map((match) => [match.rubric.identifier, match])).values()];
}

export type RubricLookup = { readonly match: RubricMatch } | { readonly fault: FaultFacts };

export function findRubric(frameworks: readonly Framework[], reference: string): RubricLookup {
  const found = rubricsNamed(frameworks, reference);
  const [match] = found;
  if (match !== undefined && found.length === 1) return { match };
  const titles = all(frameworks).map(({ rubric }) => rubric.title ?? rubric.identifier);
  return {
    fault:
      match === undefined
        ? {
            code: "ITEM_UNKNOWN",
            message: `want the UUID, URI or title of a rubric, got ${quoted(reference)}`,
            hint:
              titles.length === 0
                ? "The frameworks have no rubrics."
                : `They have ${oneOf(titles.slice(0, 10).map(quoted))}.`,
          }
        : {
            code: "ITEM_AMBIGUOUS",
            message: `want one rubric, got ${found.length} for ${quoted(reference)}`,
            hint: `Write the UUID: ${oneOf(found.map(({ rubric }) => rubric.identifier))}.`,
          },
  };
}

/** The criteria that judge an item. */
export const criteriaFor = (item: Item, { rubrics }: Framework): readonly Criterion[] =>
  rubrics.flatMap(({ criteria }) =>
    criteria.filter((criterion) => criterion.item?.identifier.toLowerCase() === item.identifier.toLowerCase()),
  );
