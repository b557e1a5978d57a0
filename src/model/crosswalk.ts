// What shows an item beside itself: items that frameworks say are the same, a part of it, or related to it. Words are
// never compared.

import { isUuid } from "../core/uuid.ts";
import type { Association, Framework, Item, Link } from "../frameworks/framework.ts";
import { uuidIn } from "../frameworks/members.ts";

/** From strongest to weakest: a path is as weak as its weakest step. */
export const STRENGTHS = ["identifier", "exactMatchOf", "part", "isRelatedTo"] as const;
export type Strength = (typeof STRENGTHS)[number];
export const isAsStrong = (strength: Strength, least: Strength): boolean =>
  STRENGTHS.indexOf(strength) <= STRENGTHS.indexOf(least);

/** An association as its framework has it: origin, type, destination. */
export interface Step {
  readonly from: string;
  readonly type: string;
  readonly to: string;
}

export interface Reach {
  readonly strength: Strength;
  /** From the item that was shown to the one that is wanted. */
  readonly path: readonly Step[];
}

export interface Crosswalk {
  /** All items that show one of these, by key, with how. */
  readonly reach: (keys: readonly string[]) => ReadonlyMap<string, Reach>;
  /** Items that are directly a part of one of these. */
  readonly parts: (keys: readonly string[]) => readonly string[];
  /** The one key under which an identifier, address or alias of an item is known. */
  readonly keyFor: (identifier: string) => string;
  readonly itemAt: (key: string) => Item | undefined;
}

/** The same address however it is copied: without scheme, case of the host, and a slash at the end. */
function folded(address: string): string {
  const [, host, rest] = /^https?:\/\/([^/?#]+)(.*)$/i.exec(address) ?? [];
  return host === undefined || rest === undefined ? address : `//${host.toLowerCase()}${rest.replace(/\/+$/, "")}`;
}

/** An address or a UUID, which names one thing everywhere; a code names one only in its framework. */
export const isIdentifier = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\S/i.test(text) || isUuid(text);

/** A UUID names an item wherever it stands (CASE 1.1, identifier); anything else is its own name. */
const bareKey = (identifier: string): string => uuidIn(identifier) ?? folded(identifier.trim());

const linkKey = ({ identifier, uri }: Link): string => bareKey(identifier === "" ? (uri ?? "") : identifier);

interface Edge {
  readonly to: string;
  readonly step: Step;
}
type Edges = Map<string, Edge[]>;

function put(edges: Edges, from: string, edge: Edge): void {
  const known = edges.get(from);
  if (known === undefined) edges.set(from, [edge]);
  else known.push(edge);
}

/** Which way each type leads from what is wanted to what shows it; the types that are not here show nothing. */
const WAYS: Readonly<Record<string, readonly ["same" | "part" | "related", both: boolean]>> = {
  exactMatchOf: ["same", true],
  isChildOf: ["part", false],
  isPartOf: ["part", false],
  isRelatedTo: ["related", true],
};

export function crosswalkOf(frameworks: readonly Framework[]): Crosswalk {
  const items = new Map<string, Item>();
  const aliases = new Map<string, string>();
  for (const item of frameworks.flatMap((framework) => framework.items)) {
    const key = bareKey(item.identifier);
    if (!items.has(key)) items.set(key, item);
    if (item.uri !== undefined) aliases.set(bareKey(item.uri), key);
  }
  const keyFor = (identifier: string): string => {
    const key = bareKey(identifier);
    return items.has(key) ? key : (aliases.get(key) ?? key);
  };
  const edges: Readonly<Record<"same" | "part" | "related", Edges>> = {
    same: new Map(),
    part: new Map(),
    related: new Map(),
  };
  const add = ({ type, origin, destination }: Association) => {
    const [way, both] = (Object.hasOwn(WAYS, type) ? WAYS[type] : undefined) ?? [];
    if (way === undefined) return;
    const [from, to] = [keyFor(linkKey(origin)), keyFor(linkKey(destination))];
    if (from === to) return;
    const step = { from, type, to };
    put(edges[way], to, { to: from, step });
    if (both === true) put(edges[way], from, { to, step });
  };
  for (const { associations } of frameworks) for (const association of associations) add(association);

  const reach = (wanted: readonly string[]): ReadonlyMap<string, Reach> => {
    const found = new Map<string, Reach>(wanted.map((key) => [keyFor(key), { strength: "identifier", path: [] }]));
    /** Goes on along some edges from these keys, the nearest first; what was found before was found by a stronger way. */
    const spread = (starts: readonly string[], ways: readonly Edges[], strength: Strength): readonly string[] => {
      const queue = [...starts];
      const fresh: string[] = [];
      for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
        for (const { to, step } of ways.flatMap((way) => way.get(key ?? "") ?? [])) {
          if (found.has(to)) continue;
          found.set(to, { strength, path: [step, ...(found.get(key)?.path ?? [])] });
          queue.push(to);
          fresh.push(to);
        }
      }
      return fresh;
    };
    spread([...found.keys()], [edges.same], "exactMatchOf");
    const same = [...found.keys()];
    spread(same, [edges.part, edges.same], "part");
    // One step of relation and no more: what is related to something related may be anything.
    const related = same.flatMap((key) => (edges.related.get(key) ?? []).map((edge) => ({ key, ...edge })));
    const fresh = related.filter(({ to, key, step }) => {
      if (found.has(to)) return false;
      found.set(to, { strength: "isRelatedTo", path: [step, ...(found.get(key)?.path ?? [])] });
      return true;
    });
    spread(
      fresh.map(({ to }) => to),
      [edges.same],
      "isRelatedTo",
    );
    return found;
  };
  return {
    reach,
    parts: (keys) => [...new Set(keys.flatMap((key) => (edges.part.get(keyFor(key)) ?? []).map(({ to }) => to)))],
    keyFor,
    itemAt: (key) => items.get(key),
  };
}
