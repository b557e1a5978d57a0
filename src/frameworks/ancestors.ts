// The items that stand above others in their frameworks, up to the top.
import type { Framework, Item } from "./framework.ts";
import { linksOf } from "./links.ts";

export interface Ancestor {
  readonly item: Item;
  readonly framework: Framework;
}

/** Each item above those of the identifiers (in lower case), once, without these; nearest first in each framework. */
export function ancestorsOf(frameworks: readonly Framework[], identifiers: ReadonlySet<string>): readonly Ancestor[] {
  const found = new Map<string, Ancestor>();
  for (const framework of frameworks) {
    const { byIdentifier, parents } = linksOf(framework);
    const queue = [...identifiers].sort().flatMap((identifier) => byIdentifier.get(identifier) ?? []);
    const seen = new Set(queue);
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      for (const { item } of parents.get(at.identifier) ?? []) {
        if (seen.has(item)) continue;
        seen.add(item);
        queue.push(item);
        const key = item.identifier.toLowerCase();
        if (!identifiers.has(key) && !found.has(key)) found.set(key, { item, framework });
      }
    }
  }
  return [...found.values()];
}
