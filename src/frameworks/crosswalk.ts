// What one framework's items have to do with another's: exact matches, relations, replacements, in both directions.
import type { Association, Framework, Item, Link } from "./framework.ts";
import { itemAt, linksOf } from "./links.ts";

/** Relations that lead from framework to framework, strongest first. */
export const CROSSWALKS: readonly string[] = ["exactMatchOf", "replacedBy", "isRelatedTo"];
/** Those that say the same in both directions. */
const MUTUAL: ReadonlySet<string> = new Set(["exactMatchOf", "isRelatedTo"]);

export interface End extends Link {
  /** `a`, `b`, or neither: the item lies in another framework. */
  readonly in: "a" | "b" | "elsewhere";
  readonly item?: Item;
}

export interface Crossing {
  readonly type: string;
  readonly from: End;
  readonly to: End;
  /** The file that says so. */
  readonly file?: string;
  readonly pointer: string;
}

export interface Crosswalk {
  /** Between an item of the one and an item of the other. */
  readonly crossings: readonly Crossing[];
  /** From or to an item that neither of the two has. */
  readonly elsewhere: readonly Crossing[];
  /** Items that stand in both, under the same identifier. */
  readonly shared: readonly { readonly a: Item; readonly b: Item }[];
  /** Items that no crossing touches and that are not shared. */
  readonly without: { readonly a: number; readonly b: number };
}

/** `more` are files that hold nothing but associations between the two, or other frameworks that speak of them. */
export function crosswalk(a: Framework, b: Framework, more: readonly Framework[] = []): Crosswalk {
  const [left, right] = [linksOf(a), linksOf(b)];
  const endOf = (link: Link): readonly End[] => {
    const found = [
      { in: "a" as const, item: itemAt(left, link) },
      { in: "b" as const, item: itemAt(right, link) },
    ].flatMap(({ in: place, item }) =>
      item === undefined ? [] : [{ ...link, identifier: item.identifier, in: place, item }],
    );
    return found.length === 0 ? [{ ...link, in: "elsewhere" }] : found;
  };
  const crossings = new Map<string, Crossing>();
  const elsewhere = new Map<string, Crossing>();
  const keep = (type: string, from: End, to: End, { pointer }: Association, file: string | undefined): void => {
    const away = from.in === "elsewhere" || to.in === "elsewhere";
    if (from.in === to.in) return;
    const ends = [`${from.in} ${from.identifier}`, `${to.in} ${to.identifier}`];
    const key = JSON.stringify([type, ...(MUTUAL.has(type) ? ends.sort() : ends)]);
    const crossing = { type, from, to, ...(file !== undefined && { file }), pointer };
    const into = away ? elsewhere : crossings;
    if (!into.has(key)) into.set(key, crossing);
  };
  for (const { file, associations } of [a, b, ...more]) {
    for (const association of associations) {
      const { type, origin, destination } = association;
      if (!CROSSWALKS.includes(type)) continue;
      for (const from of endOf(origin)) for (const to of endOf(destination)) keep(type, from, to, association, file);
    }
  }
  const shared = [...left.byIdentifier].flatMap(([key, one]) => {
    const other = right.byIdentifier.get(key);
    return other === undefined ? [] : [{ a: one, b: other }];
  });
  const rank = ({ type }: Crossing): number => CROSSWALKS.indexOf(type);
  const sorted = (all: ReadonlyMap<string, Crossing>): readonly Crossing[] =>
    [...all.values()].sort((one, two) => rank(one) - rank(two));
  const touched = new Set([
    ...[...crossings.values()].flatMap(({ from, to }) => [from.item, to.item]),
    ...shared.flatMap((both) => [both.a, both.b]),
  ]);
  const without = ({ items }: Framework): number => items.filter((item) => !touched.has(item)).length;
  return {
    crossings: sorted(crossings),
    elsewhere: sorted(elsewhere),
    shared,
    without: { a: without(a), b: without(b) },
  };
}
