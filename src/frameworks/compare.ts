// Two versions of a framework and what became of each item. Items are known by their identifier alone: codes and
// statements change and repeat. Times of last change are not compared; a publisher's export touches them all.
import type { Association, Framework, FrameworkDocument, Item } from "./framework.ts";
import { itemAt, linksOf } from "./links.ts";

export interface MemberChange {
  readonly member: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Pair {
  readonly before: Item;
  readonly after: Item;
}

export interface Moved extends Pair {
  /** Parents; none for an item at the top. */
  readonly from: readonly Item[];
  readonly to: readonly Item[];
}

export interface Replaced {
  readonly item: Item;
  readonly by: readonly { readonly identifier: string; readonly item?: Item }[];
}

export interface Comparison {
  readonly document: readonly MemberChange[];
  readonly added: readonly Item[];
  /** `alike`: an added item of the same code and statement, which may be the same one under a new identifier. */
  readonly removed: readonly { readonly item: Item; readonly alike?: Item }[];
  readonly reworded: readonly Pair[];
  readonly recoded: readonly Pair[];
  readonly moved: readonly Moved[];
  readonly retired: readonly Pair[];
  readonly replaced: readonly Replaced[];
  /** Items of which something else changed. */
  readonly changed: readonly (Pair & { readonly members: readonly MemberChange[] })[];
  /** Associations other than isChildOf. */
  readonly linked: readonly Association[];
  readonly unlinked: readonly Association[];
  /** Items that both have. */
  readonly kept: number;
}

const listed = (words: readonly string[]): string | undefined => (words.length === 0 ? undefined : words.join("; "));

type Members<T> = Readonly<Record<string, (one: T) => string | undefined>>;

const DOCUMENT: Members<FrameworkDocument> = {
  identifier: ({ identifier }) => identifier,
  title: ({ title }) => title,
  version: ({ version }) => version,
  adoptionStatus: ({ adoptionStatus }) => adoptionStatus,
  statusStartDate: ({ statusStart }) => statusStart,
  statusEndDate: ({ statusEnd }) => statusEnd,
  creator: ({ creator }) => creator,
  publisher: ({ publisher }) => publisher,
  description: ({ description }) => description,
  subject: ({ subject }) => listed(subject),
  language: ({ language }) => language,
  licence: ({ licence }) => licence?.uri ?? licence?.title,
  officialSourceURL: ({ sourceUrl }) => sourceUrl,
};

/** What is not a wording, a code, a place or an end. */
const ITEM: Members<Item> = {
  uri: ({ uri }) => uri,
  CFItemType: ({ type }) => type,
  educationLevel: ({ educationLevel }) => listed(educationLevel),
  subject: ({ subject }) => listed(subject),
  conceptKeywords: ({ keywords }) => listed(keywords),
  abbreviatedStatement: ({ abbreviated }) => abbreviated,
  listEnumeration: ({ listEnumeration }) => listEnumeration,
  language: ({ language }) => language,
  notes: ({ notes }) => notes,
  statusStartDate: ({ statusStart }) => statusStart,
};

function changesOf<T>(members: Members<T>, before: T, after: T): readonly MemberChange[] {
  return Object.entries(members).flatMap(([member, of]) => {
    const [from, to] = [of(before), of(after)];
    return from === to ? [] : [{ member, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
  });
}

const parentsOf = (framework: Framework, item: Item): readonly Item[] =>
  (linksOf(framework).parents.get(item.identifier) ?? []).map(({ item: parent }) => parent);

/** An end that means one: TEKS has the same day as start and end on every item in force. */
const endOf = ({ statusStart, statusEnd }: Item): string | undefined =>
  statusEnd === statusStart ? undefined : statusEnd;

const edgesOf = ({ associations }: Framework): ReadonlyMap<string, Association> =>
  new Map(
    associations
      .filter(({ type }) => type !== "isChildOf")
      .map((one) => [JSON.stringify([one.type, one.origin.identifier, one.destination.identifier]), one]),
  );

const lacking = <T>(all: ReadonlyMap<string, T>, others: ReadonlyMap<string, T>): readonly T[] =>
  [...all].filter(([key]) => !others.has(key)).map(([, one]) => one);

/** Items of the old version that a replacedBy of the new one leads away from, which the old one did not have. */
function replacedIn(before: Framework, after: Framework): readonly Replaced[] {
  const [old, now] = [linksOf(before), linksOf(after)];
  const known = edgesOf(before);
  const by = new Map<Item, { readonly identifier: string; readonly item?: Item }[]>();
  for (const [key, { type, origin, destination }] of edgesOf(after)) {
    const item = type === "replacedBy" && !known.has(key) ? itemAt(old, origin) : undefined;
    if (item === undefined) continue;
    const target = itemAt(now, destination);
    const next = { identifier: destination.identifier, ...(target !== undefined && { item: target }) };
    by.set(item, [...(by.get(item) ?? []), next]);
  }
  return [...by].map(([item, targets]) => ({ item, by: targets }));
}

const likeness = ({ code, plain }: Item): string => JSON.stringify([code ?? null, plain]);

export function compare(before: Framework, after: Framework): Comparison {
  const [old, now] = [linksOf(before).byIdentifier, linksOf(after).byIdentifier];
  const pairs: readonly Pair[] = [...old].flatMap(([key, item]) => {
    const next = now.get(key);
    return next === undefined ? [] : [{ before: item, after: next }];
  });
  const added = lacking(now, old);
  const alike = new Map(added.map((item) => [likeness(item), item]));
  const replaced = replacedIn(before, after);
  const gone = new Set(replaced.map(({ item }) => item));
  const ids = (items: readonly Item[]): string =>
    items
      .map(({ identifier }) => identifier)
      .sort()
      .join();
  const differs = (of: (item: Item) => unknown): readonly Pair[] =>
    pairs.filter((pair) => of(pair.before) !== of(pair.after));
  return {
    document: changesOf(DOCUMENT, before.document, after.document),
    added,
    removed: lacking(old, now)
      .filter((item) => !gone.has(item))
      .map((item) => {
        const same = alike.get(likeness(item));
        return same === undefined ? { item } : { item, alike: same };
      }),
    reworded: differs(({ plain }) => plain),
    recoded: differs(({ code }) => code),
    moved: pairs
      .map((pair) => ({ ...pair, from: parentsOf(before, pair.before), to: parentsOf(after, pair.after) }))
      .filter(({ from, to }) => ids(from) !== ids(to)),
    retired: differs(endOf).filter((pair) => endOf(pair.after) !== undefined),
    replaced,
    changed: pairs
      .map((pair) => ({ ...pair, members: changesOf(ITEM, pair.before, pair.after) }))
      .filter(({ members }) => members.length > 0),
    linked: lacking(edgesOf(after), edgesOf(before)),
    unlinked: lacking(edgesOf(before), edgesOf(after)),
    kept: pairs.length,
  };
}

/** Every list of a comparison is empty. */
export const isSame = ({ kept: _, ...lists }: Comparison): boolean =>
  Object.values(lists).every((list: readonly unknown[]) => list.length === 0);
