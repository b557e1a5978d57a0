// Items that hold all of some words, in their code, statement, keywords or notes; or the one of that code, UUID or URI.
import type { Framework, Item } from "./framework.ts";
import { foldCode } from "./lookup.ts";
import { uuidIn } from "./members.ts";
import { treeOf, walk } from "./tree.ts";

export interface Hit {
  readonly item: Item;
  readonly framework: Framework;
}

export interface Filters {
  /** CFItemType, without regard to case. */
  readonly type?: string | undefined;
  /** One of the item's education levels: `9` is `09`, `K` is `KG`. */
  readonly grade?: string | undefined;
}

/** Case and accents away, so that `metodo` finds `Método`. */
export const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Other ways to write a level, as the CEDS list that the standard recommends has it. */
const LEVELS: Readonly<Record<string, string>> = {
  k: "kg",
  kindergarten: "kg",
  pk: "pk",
  prek: "pk",
  prekindergarten: "pk",
};
const gradeOf = (level: string): string => {
  const bare = folded(level)
    .replace(/^(?:grade|level|year)\s+/, "")
    .replace(/[\s.-]+/g, "")
    .replace(/^0+(?=\d)/, "")
    .replace(/^(\d+)(?:st|nd|rd|th)(?:grade)?$/, "$1");
  return LEVELS[bare] ?? bare;
};

const shelf = ({ code, plain, abbreviated, keywords, notes }: Item): readonly string[] => [
  folded(`${code ?? ""}\n${plain}\n${abbreviated ?? ""}`),
  folded(`${keywords.join("\n")}\n${notes ?? ""}`),
];

/** Hits of one framework in the order of its tree. */
function inTreeOrder(framework: Framework, hits: readonly Hit[]): readonly Hit[] {
  if (hits.length < 2) return hits;
  const places = new Map<Item, number>();
  const { roots, orphans } = treeOf(framework);
  for (const { item } of walk([...roots, ...orphans])) if (!places.has(item)) places.set(item, places.size);
  return [...hits].sort((a, b) => (places.get(a.item) ?? 0) - (places.get(b.item) ?? 0));
}

/**
 * All of the words must be there. An item of that very code, UUID or URI comes first, then words in the statement, then
 * the rest; within these, framework by framework, in the order of its tree.
 */
export function searchItems(frameworks: readonly Framework[], query: string, filters: Filters = {}): readonly Hit[] {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== "");
  const [code, uuid, uri] = [foldCode(query), uuidIn(query.trim()), query.trim()];
  const wanted = { type: filters.type && folded(filters.type), grade: filters.grade && gradeOf(filters.grade) };
  const isNamed = (item: Item): boolean =>
    (item.code !== undefined && code !== "" && foldCode(item.code) === code) ||
    item.identifier === uuid ||
    (uri !== "" && item.uri === uri);
  const ranks: Hit[][] = [[], [], []];
  for (const framework of frameworks) {
    const found: Hit[][] = [[], [], []];
    for (const item of framework.items) {
      if (wanted.type !== undefined && folded(item.type ?? "") !== wanted.type) continue;
      if (wanted.grade !== undefined && !item.educationLevel.some((level) => gradeOf(level) === wanted.grade)) continue;
      const named = isNamed(item);
      const [statement = "", rest = ""] = shelf(item);
      const inStatement = words.every((word) => statement.includes(word));
      const anywhere = inStatement || words.every((word) => statement.includes(word) || rest.includes(word));
      if (named || anywhere) found[named ? 0 : inStatement ? 1 : 2]?.push({ item, framework });
    }
    for (const [rank, hits] of found.entries()) ranks[rank]?.push(...inTreeOrder(framework, hits));
  }
  return ranks.flat();
}
