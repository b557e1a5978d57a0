// A framework as a tree. Roots are the items with an isChildOf to the document and those with no isChildOf at all:
// some producers write the edge to the document, others leave it out. Siblings stand by sequenceNumber (those without
// come last), then listEnumeration, then code, then statement; CASE leaves that fall-back to the reader.
import { byCode } from "../core/text.ts";
import type { Framework, Item } from "./framework.ts";
import { type Kinship, linksOf } from "./links.ts";

export interface Node {
  readonly item: Item;
  readonly children: readonly Node[];
  /** Shown with its children at another place already: an item may have several parents. */
  readonly repeated?: true;
}

export interface Tree {
  readonly roots: readonly Node[];
  /** Items that hang on nothing in the file: the parent is elsewhere, or they are a part of a circle. */
  readonly orphans: readonly Node[];
}

/** Levels that are followed; deeper files are made to break programs. */
const DEEPEST = 64;

/** Text order in which `2` comes before `10`, the same on every machine. */
export function natural(a: string, b: string): number {
  const parts = (text: string): readonly string[] => text.match(/\d+|\D+/g) ?? [];
  const [left, right] = [parts(a), parts(b)];
  for (const [index, one] of left.entries()) {
    const two = right[index];
    if (two === undefined) return 1;
    const numbers = /^\d/.test(one) && /^\d/.test(two) ? Number(one) - Number(two) : 0;
    const order = numbers || byCode(one, two);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Two optional texts in natural order; one without comes after one with. */
const inOrder = (a: string | undefined, b: string | undefined): number =>
  a === undefined || b === undefined ? Number(a === undefined) - Number(b === undefined) : natural(a, b);

export function siblings(a: Kinship, b: Kinship): number {
  const [one, two] = [a.sequenceNumber ?? Number.MAX_VALUE, b.sequenceNumber ?? Number.MAX_VALUE];
  return (
    one - two ||
    inOrder(a.item.listEnumeration, b.item.listEnumeration) ||
    inOrder(a.item.code, b.item.code) ||
    byCode(a.item.plain, b.item.plain) ||
    byCode(a.item.pointer, b.item.pointer)
  );
}

export function treeOf(framework: Framework): Tree {
  const { children, parents, tops, strays } = linksOf(framework);
  const shown = new Set<Item>();

  const nodeOf = (item: Item, depth: number): Node => {
    const below = children.get(item.identifier) ?? [];
    if (shown.has(item)) return below.length === 0 ? { item, children: [] } : { item, children: [], repeated: true };
    shown.add(item);
    if (depth === DEEPEST) return { item, children: [] };
    return { item, children: [...below].sort(siblings).map((child) => nodeOf(child.item, depth + 1)) };
  };
  const nodesOf = (items: readonly Kinship[]): readonly Node[] =>
    [...items].sort(siblings).map(({ item }) => nodeOf(item, 1));

  const isTop = (item: Item): boolean => tops.has(item) || (!parents.has(item.identifier) && !strays.has(item));
  const ranked = (item: Item): Kinship => {
    const sequenceNumber = tops.get(item);
    return sequenceNumber === undefined ? { item } : { item, sequenceNumber };
  };
  const roots = nodesOf(framework.items.filter(isTop).map(ranked));
  const orphans = nodesOf(
    framework.items.filter((item) => strays.has(item) && !shown.has(item) && !parents.has(item.identifier)).map(ranked),
  );
  // What is left hangs on a circle, or lies deeper than is followed: each of its items begins where no other has shown it.
  const rest: Node[] = [];
  for (const item of framework.items) if (!shown.has(item)) rest.push(nodeOf(item, 1));
  return { roots, orphans: [...orphans, ...rest] };
}

/** The ways from an item up to a root, nearest parent first; the first way where there are several. */
export function pathOf(framework: Framework, item: Item): readonly Item[] {
  const { parents } = linksOf(framework);
  const path: Item[] = [];
  const seen = new Set([item.identifier]);
  for (let at = parents.get(item.identifier)?.[0]?.item; at !== undefined; at = parents.get(at.identifier)?.[0]?.item) {
    if (seen.has(at.identifier)) break;
    seen.add(at.identifier);
    path.push(at);
  }
  return path;
}

/** Every node of some trees, parents before their children, with its depth (0 at the top) and its parent. */
export function* walk(
  nodes: readonly Node[],
  depth = 0,
  parent?: Item,
): Generator<{ readonly item: Item; readonly depth: number; readonly parent?: Item; readonly node: Node }> {
  for (const node of nodes) {
    yield { item: node.item, depth, node, ...(parent !== undefined && { parent }) };
    yield* walk(node.children, depth + 1, node.item);
  }
}
