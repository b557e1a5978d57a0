// A job's competencies, each looked up in the frameworks: which identifiers show it. Once for all candidates.

import type { Framework, Item } from "../frameworks/framework.ts";
import { type FrameworkIndex, frameworkIndex, type ItemMatch } from "../frameworks/lookup.ts";
import { type Crosswalk, crosswalkOf, isIdentifier, type Reach, type Strength } from "../model/crosswalk.ts";
import type { Job } from "../model/job.ts";
import type { Requirement } from "../model/requirement.ts";

export interface Wanted {
  readonly requirement: Requirement;
  readonly item: Item | undefined;
  readonly reach: ReadonlyMap<string, Reach>;
  readonly parts: readonly string[];
  /** Codes that no framework at hand has: only the same code shows it. */
  readonly codes: readonly string[];
  readonly trouble?: string;
}

export interface Desk {
  readonly job: Job;
  readonly wanted: readonly Wanted[];
  readonly crosswalk: Crosswalk;
  /** The weakest evidence that counts. */
  readonly least: Strength;
}

/** Items with exactly this statement: a name identifies where it is the framework's own, and only one item's. */
const itemsNamed = (name: string, frameworks: readonly Framework[]): readonly Item[] => {
  const items = frameworks.flatMap((framework) =>
    framework.items.filter(({ plain, abbreviated }) => plain === name || abbreviated === name),
  );
  return [...new Map(items.map((item) => [item.identifier, item])).values()];
};

/** A text with spaces in it is no code but a name. */
const isCode = (reference: string): boolean => !isIdentifier(reference) && !/\s/.test(reference);

/** A code is looked up in the framework that the job names; an address or UUID in all. */
const isOf = (requirement: Requirement, { reference, framework }: ItemMatch): boolean => {
  const named = requirement.framework;
  const { title, uri, identifier } = framework.document;
  return named === undefined || isIdentifier(reference) || [title, uri, identifier].includes(named);
};

interface Identified {
  readonly items: readonly Item[];
  readonly trouble?: string;
}

/** The item that a job means, by its references; by its name only where that is all there is. */
function identified(requirement: Requirement, index: FrameworkIndex): Identified {
  const { references, name, credential } = requirement;
  if (credential !== undefined) return { items: [] };
  const lookups = references.map((reference) => index.find(reference));
  const matches = lookups.flatMap(({ match }) => (match !== undefined && isOf(requirement, match) ? [match.item] : []));
  const items = [...new Map(matches.map((item) => [item.identifier, item])).values()];
  if (items.length > 1) return { items: [], trouble: "its references are of different items" };
  const ambiguous = lookups.find(({ fault }) => fault?.code === "ITEM_AMBIGUOUS")?.fault;
  if (items.length === 0 && ambiguous !== undefined) return { items, trouble: ambiguous.message };
  if (items.length > 0 || references.some((reference) => isIdentifier(reference))) return { items };
  const named = name !== undefined && references.every((one) => one === name) ? itemsNamed(name, index.frameworks) : [];
  if (named.length > 1) return { items: [], trouble: `${named.length} items of the frameworks are called so` };
  if (named.length === 0 && !references.some(isCode))
    return { items: [], trouble: "it has a name only, and no framework at hand has an item of that name" };
  return { items: named };
}

/** Looks a job's competencies up in the frameworks, once for all candidates. */
export function deskFor(job: Job, frameworks: readonly Framework[], least: Strength = "part"): Desk {
  const crosswalk = crosswalkOf(frameworks);
  const index = frameworkIndex(frameworks);
  const want = (requirement: Requirement): Wanted => {
    const { items, trouble } = identified(requirement, index);
    const [item] = items;
    const keys = [...items.map(({ identifier }) => identifier), ...requirement.references.filter(isIdentifier)];
    const wanted = trouble === undefined ? keys : [];
    return {
      requirement,
      item,
      reach: crosswalk.reach(wanted),
      parts: crosswalk.parts(wanted),
      codes: wanted.length > 0 || trouble !== undefined ? [] : requirement.references.filter(isCode),
      ...(trouble === undefined ? {} : { trouble }),
    };
  };
  return { job, wanted: job.requirements.map(want), crosswalk, least };
}
