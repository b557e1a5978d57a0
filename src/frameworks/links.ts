// Who is whose child in a framework, and where a link leads; worked out once for each framework.
import type { FaultFacts } from "../core/fault.ts";
import { printable } from "../core/text.ts";
import { circlesIn } from "./circles.ts";
import type { Association, Framework, Item, Link } from "./framework.ts";
import type { Noticing } from "./notices.ts";

/** An edge from an item to one of its parents, or from a parent to its child. */
export interface Kinship {
  readonly item: Item;
  readonly sequenceNumber?: number;
}

export interface Links {
  /** First item of that identifier (lower case). */
  readonly byIdentifier: ReadonlyMap<string, Item>;
  readonly byUri: ReadonlyMap<string, Item>;
  /** How many items have the code. */
  readonly codes: ReadonlyMap<string, number>;
  /** Children by identifier of the parent; each child once. */
  readonly children: ReadonlyMap<string, readonly Kinship[]>;
  readonly parents: ReadonlyMap<string, readonly Kinship[]>;
  /** Items with an isChildOf to the document. */
  readonly tops: ReadonlyMap<Item, number | undefined>;
  /** Items whose isChildOf leads out of the file. */
  readonly strays: ReadonlySet<Item>;
  /** Associations by the identifier of either end that is an item. */
  readonly relations: ReadonlyMap<string, readonly Association[]>;
}

const KNOWN = new WeakMap<readonly Item[], Links>();

/** The item that a link leads to, by identifier, else by URI. */
export function itemAt({ byIdentifier, byUri }: Pick<Links, "byIdentifier" | "byUri">, link: Link): Item | undefined {
  return byIdentifier.get(link.identifier.toLowerCase()) ?? (link.uri === undefined ? undefined : byUri.get(link.uri));
}

export function isDocument({ document }: Framework, link: Link): boolean {
  return (
    (link.identifier !== "" && link.identifier === document.identifier) ||
    (link.uri !== undefined && link.uri === document.uri)
  );
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function build(framework: Framework): Links {
  const byIdentifier = new Map<string, Item>();
  const byUri = new Map<string, Item>();
  const codes = new Map<string, number>();
  for (const item of framework.items) {
    const key = item.identifier.toLowerCase();
    if (!byIdentifier.has(key)) byIdentifier.set(key, item);
    if (item.uri !== undefined && !byUri.has(item.uri)) byUri.set(item.uri, item);
    if (item.code !== undefined) codes.set(item.code, (codes.get(item.code) ?? 0) + 1);
  }
  const children = new Map<string, Kinship[]>();
  const parents = new Map<string, Kinship[]>();
  const tops = new Map<Item, number | undefined>();
  const strays = new Set<Item>();
  const relations = new Map<string, Association[]>();
  const edges = new Set<string>();
  for (const association of framework.associations) {
    const origin = itemAt({ byIdentifier, byUri }, association.origin);
    const destination = itemAt({ byIdentifier, byUri }, association.destination);
    for (const end of new Set([origin, destination]))
      if (end !== undefined) append(relations, end.identifier, association);
    if (association.type !== "isChildOf" || origin === undefined) continue;
    const { sequenceNumber } = association;
    if (destination === undefined) {
      if (isDocument(framework, association.destination)) tops.set(origin, sequenceNumber);
      else strays.add(origin);
      continue;
    }
    // Two edges between the same two items show the child once.
    const edge = JSON.stringify([origin.identifier, destination.identifier]);
    if (edges.has(edge)) continue;
    edges.add(edge);
    const order = sequenceNumber === undefined ? {} : { sequenceNumber };
    append(children, destination.identifier, { item: origin, ...order });
    append(parents, origin.identifier, { item: destination, ...order });
  }
  return { byIdentifier, byUri, codes, children, parents, tops, strays, relations };
}

export function linksOf(framework: Framework): Links {
  const known = KNOWN.get(framework.items);
  if (known !== undefined) return known;
  const links = build(framework);
  KNOWN.set(framework.items, links);
  return links;
}

const nameOf = ({ code, identifier }: Item): string => printable(code ?? identifier, 60);

/** Every circle of isChildOf as an error; and notices of parents that are not in the file. */
export function circlesOf(framework: Framework, { note }: Noticing): readonly FaultFacts[] {
  const { parents, strays } = linksOf(framework);
  for (const { pointer } of strays) note("PARENT_ELSEWHERE", pointer);
  const edges = new Map([...parents].map(([child, kin]) => [child, kin.map(({ item }) => item.identifier)]));
  return circlesIn(edges).map((identifiers) => circle(framework, identifiers));
}

function circle(framework: Framework, identifiers: readonly string[]): FaultFacts {
  const { byIdentifier } = linksOf(framework);
  const items = identifiers.flatMap((identifier) => byIdentifier.get(identifier.toLowerCase()) ?? []);
  const names = items.slice(0, 6).map(nameOf);
  const more = items.length > names.length ? [`… ${items.length - names.length} more`] : [];
  const message = `want a tree of isChildOf, got a circle: ${[...names, ...more, names[0] ?? ""].join(" is child of ")}`;
  return { code: "FRAMEWORK_INVALID", message, file: framework.file, pointer: items[0]?.pointer };
}
