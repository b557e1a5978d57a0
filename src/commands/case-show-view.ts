// What case show tells of an item: its facts, its place in the tree, its relations, and what a badge would carry of it.
import { Fault, type FaultFacts } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { alignmentNotices, alignmentOf } from "../frameworks/alignment.ts";
import type { Framework, Item } from "../frameworks/framework.ts";
import { itemAt, linksOf } from "../frameworks/links.ts";
import { pathOf, siblings } from "../frameworks/tree.ts";
import { briefOf } from "./case-files.ts";

interface Relation {
  readonly type: string;
  /** `out` when the item is the origin of the association. */
  readonly direction: "out" | "in";
  readonly identifier: string;
  readonly uri?: string;
  readonly code?: string;
  readonly statement?: string;
}

function relationsOf(item: Item, framework: Framework): readonly Relation[] {
  const links = linksOf(framework);
  return (links.relations.get(item.identifier) ?? [])
    .filter(({ type }) => type !== "isChildOf")
    .map(({ type, origin, destination }) => {
      const out = itemAt(links, origin)?.identifier === item.identifier;
      const other = out ? destination : origin;
      const known = itemAt(links, other);
      return {
        type,
        direction: out ? "out" : "in",
        ...other,
        ...(known?.code !== undefined && { code: known.code }),
        ...(known !== undefined && { statement: known.plain }),
      };
    });
}

function alignmentIn(
  item: Item,
  framework: Framework,
): { readonly alignment?: JsonObject; readonly fault?: FaultFacts } {
  try {
    return { alignment: alignmentOf(item, framework) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.facts };
    throw error;
  }
}

export function viewOf(item: Item, framework: Framework, now: Date) {
  const { children } = linksOf(framework);
  return {
    ...item,
    path: pathOf(framework, item).map(briefOf),
    children: [...(children.get(item.identifier) ?? [])].sort(siblings).map((child) => briefOf(child.item)),
    relations: relationsOf(item, framework),
    ...alignmentIn(item, framework),
    notices: alignmentNotices(item, framework, now),
  };
}

export type View = ReturnType<typeof viewOf>;
