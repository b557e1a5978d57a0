// What there is to say about a framework as a whole.
import type { FaultFacts } from "../core/fault.ts";
import { byCode } from "../core/text.ts";
import type { Framework, FrameworkDocument, Notice } from "./framework.ts";
import { isDocument, itemAt, linksOf } from "./links.ts";
import { natural, treeOf } from "./tree.ts";

type Counts = Readonly<Record<string, number>>;

export interface Summary extends FrameworkDocument {
  readonly file?: string;
  readonly caseVersion?: string;
  readonly items: number;
  readonly roots: number;
  /** Items that hang on nothing in the file. */
  readonly orphans: number;
  readonly associations: number;
  readonly associationTypes: Counts;
  /** Associations of which an end is neither an item of the file nor its document. */
  readonly leadingOut: number;
  readonly itemTypes: Counts;
  readonly educationLevels: Counts;
  readonly rubrics: number;
  readonly withoutCode: number;
  readonly repeatedCodes: Counts;
  readonly notices: readonly Notice[];
  readonly errors: readonly FaultFacts[];
}

function tally(words: Iterable<string>, order: (a: [string, number], b: [string, number]) => number): Counts {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(order));
}

const byCount = (a: [string, number], b: [string, number]): number => b[1] - a[1] || byCode(a[0], b[0]);
const byName = (a: [string, number], b: [string, number]): number => natural(a[0], b[0]);

export function summaryOf(framework: Framework): Summary {
  const { file, caseVersion, document, items, associations, rubrics, notices, errors } = framework;
  const links = linksOf(framework);
  const { roots, orphans } = treeOf(framework);
  const home = (link: (typeof associations)[number]["origin"]): boolean =>
    itemAt(links, link) !== undefined || isDocument(framework, link);
  return {
    ...(file !== undefined && { file }),
    ...document,
    ...(caseVersion !== undefined && { caseVersion }),
    items: items.length,
    roots: roots.length,
    orphans: orphans.length,
    associations: associations.length,
    associationTypes: tally(
      associations.map(({ type }) => type),
      byCount,
    ),
    leadingOut: associations.filter(({ origin, destination }) => !home(origin) || !home(destination)).length,
    itemTypes: tally(
      items.flatMap(({ type }) => type ?? []),
      byCount,
    ),
    educationLevels: tally(
      items.flatMap(({ educationLevel }) => educationLevel),
      byName,
    ),
    rubrics: rubrics.length,
    withoutCode: items.filter(({ code }) => code === undefined).length,
    repeatedCodes: Object.fromEntries([...links.codes].filter(([, times]) => times > 1).sort(byCount)),
    notices,
    errors,
  };
}
