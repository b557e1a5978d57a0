// Finds an item of the frameworks at hand by its code, UUID or URI; never by its statement, for statements repeat.
import { Fault, type FaultFacts } from "../core/fault.ts";
import { count, printable, quoted } from "../core/text.ts";
import type { Framework, Item } from "./framework.ts";
import { uuidIn } from "./members.ts";
import { nearest } from "./nearest.ts";

export interface ItemMatch {
  readonly item: Item;
  readonly framework: Framework;
  /** True when the reference is not written as the framework has it; a person should be told. */
  readonly folded: boolean;
  /** The reference as looked up. */
  readonly reference: string;
}

/** A match, or why there is none (ITEM_UNKNOWN, ITEM_AMBIGUOUS), without the place, which only the caller knows. */
export type Lookup =
  | { readonly match: ItemMatch; readonly fault?: undefined }
  | { readonly match?: undefined; readonly fault: FaultFacts };

export interface FrameworkIndex {
  readonly frameworks: readonly Framework[];
  readonly find: (reference: string) => Lookup;
}

interface Entry {
  readonly item: Item;
  readonly framework: Framework;
}

const MOST_CANDIDATES = 5;
/** A roster with more unknown codes than this has the wrong framework, and looking for the nearest takes its time. */
const MOST_HINTS = 100;

/** Case, spaces, `§` and a trailing `:` or `.` away: how a person writes down a code (`CRE1:`, `§113.11.a.1`). */
export const foldCode = (code: string): string =>
  code
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s§]+/g, "")
    .replace(/[:.]+$/, "");

/** Scheme, case and a trailing slash away: how a person copies an address. */
const foldUri = (uri: string): string =>
  uri
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\/+$/, "");

const label = ({ item, framework }: Entry): string => {
  const code = item.code === undefined ? "" : `${printable(item.code, 60)} `;
  const start = item.plain.length > 50 ? `${item.plain.slice(0, 49).trimEnd()}…` : item.plain;
  return `${code}${quoted(start)} (${printable(item.identifier, 80)}) in ${quoted(framework.document.title)}`;
};

/** On one line: the text also goes into tables and logs. */
function listed(entries: readonly Entry[]): string {
  const shown = entries.slice(0, MOST_CANDIDATES).map(label).join("; ");
  const more = entries.length - MOST_CANDIDATES;
  return more > 0 ? `${shown}; and ${more} more` : shown;
}

const instant = ({ item }: Entry): number => Date.parse(item.lastChangeDateTime ?? "") || 0;
const homeOf = ({ document }: Framework): string => document.identifier || (document.uri ?? document.title);

/**
 * Entries of one identifier that are one item: those of files of the same framework (the later change holds), and
 * copies in other frameworks that say the same. Two that differ within one file stay two.
 */
function distinct(entries: Iterable<Entry>): readonly Entry[] {
  const kept: Entry[] = [];
  for (const entry of entries) {
    const { item, framework } = entry;
    const index = kept.findIndex(
      (other) =>
        other.item.identifier === item.identifier &&
        (other.framework === framework
          ? other.item === item
          : homeOf(other.framework) === homeOf(framework) ||
            (other.item.plain === item.plain && other.item.code === item.code)),
    );
    const other = kept[index];
    if (other === undefined) kept.push(entry);
    else if (homeOf(other.framework) === homeOf(framework) && instant(entry) > instant(other)) kept[index] = entry;
  }
  return kept;
}

function put(map: Map<string, Entry[]>, key: string | undefined, entry: Entry): void {
  if (key === undefined || key === "") return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else list.push(entry);
}

/** An index over all items; a look-up takes the same time for ten items and for a hundred thousand. */
export function frameworkIndex(frameworks: readonly Framework[]): FrameworkIndex {
  const codes = new Map<string, Entry[]>();
  const exact = new Map<string, Entry[]>();
  const identifiers = new Map<string, Entry[]>();
  const folded = new Map<string, Entry[]>();
  for (const framework of frameworks) {
    for (const item of framework.items) {
      const entry = { item, framework };
      put(codes, item.code, entry);
      put(exact, item.uri, entry);
      put(identifiers, item.identifier.toLowerCase(), entry);
      put(folded, item.code === undefined ? undefined : foldCode(item.code), entry);
      put(folded, item.uri === undefined ? undefined : foldUri(item.uri), entry);
    }
  }
  const bare = (reference: string): string => reference.replace(/^urn:uuid:/i, "").toLowerCase();
  const exactly = (reference: string): readonly Entry[] => [
    ...(codes.get(reference) ?? []),
    ...(exact.get(reference) ?? []),
    ...(identifiers.get(bare(reference)) ?? []),
  ];
  /** Every entry that shares an identifier with one of these: two files may differ in the code and not in the item. */
  const whole = (entries: readonly Entry[]): readonly Entry[] =>
    distinct(
      new Set(entries.flatMap((entry) => [entry, ...(identifiers.get(entry.item.identifier.toLowerCase()) ?? [])])),
    );
  const loosely = (reference: string): readonly Entry[] => {
    const keys = new Set([foldCode(reference), foldUri(reference)]);
    const found = [...keys].flatMap((key) => folded.get(key) ?? []);
    const uuid = /[/:]/.test(reference) ? uuidIn(reference) : undefined;
    return found.length > 0 || uuid === undefined ? found : (identifiers.get(uuid) ?? []);
  };

  const titles = frameworks
    .map(({ document }) => quoted(document.title))
    .slice(0, 3)
    .join(", ");
  let misses = 0;
  const unknown = (reference: string): FaultFacts => {
    misses += 1;
    const near = nearest(reference, misses > MOST_HINTS ? [] : codes.keys()).flatMap(
      (code) => codes.get(code)?.slice(0, 1) ?? [],
    );
    const where =
      frameworks.length === 0 ? "an item, but no framework is given" : `the code, UUID or URI of an item in ${titles}`;
    return {
      code: "ITEM_UNKNOWN",
      message: `want ${where}, got ${quoted(reference)}`,
      hint:
        near.length > 0
          ? `Nearest by code: ${listed(near)}`
          : "`laurel case search WORDS FILE` finds an item by its words.",
    };
  };
  const ambiguous = (reference: string, entries: readonly Entry[]): FaultFacts => {
    const oneIdentifier = new Set(entries.map(({ item }) => item.identifier)).size === 1;
    const advice = oneIdentifier
      ? "Its identifier stands for items that differ; the framework's file must be put right."
      : "Write the UUID of the one that is meant.";
    return {
      code: "ITEM_AMBIGUOUS",
      message: `want one item, got ${count(entries.length, "item")} for ${quoted(reference)}: ${listed(entries)}`,
      hint: advice,
    };
  };

  const look = (written: string): Lookup => {
    const reference = written.trim();
    if (reference === "") return { fault: unknown(reference) };
    const exactHits = exactly(reference);
    const hits = whole(exactHits.length > 0 ? exactHits : loosely(reference));
    const [hit] = hits;
    if (hit === undefined) return { fault: unknown(reference) };
    if (hits.length > 1) return { fault: ambiguous(reference, hits) };
    return { match: { ...hit, folded: exactHits.length === 0, reference } };
  };
  const known = new Map<string, Lookup>();
  const find = (reference: string): Lookup => {
    const before = known.get(reference);
    if (before !== undefined) return before;
    const lookup = look(reference);
    known.set(reference, lookup);
    return lookup;
  };
  return { frameworks, find };
}

/** The match of a look-up; its fault is thrown. */
export function matchOf(lookup: Lookup): ItemMatch {
  if (lookup.match === undefined) throw new Fault(lookup.fault);
  return lookup.match;
}
