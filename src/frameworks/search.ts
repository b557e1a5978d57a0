// Items that hold all of some words, in their code, statement, keywords or notes.
import type { Framework, Item } from "./framework.ts";
import { foldCode } from "./lookup.ts";

export interface Hit {
  readonly item: Item;
  readonly framework: Framework;
}

export interface Filters {
  /** CFItemType, without regard to case. */
  readonly type?: string | undefined;
  /** One of the item's education levels. */
  readonly level?: string | undefined;
}

/** Case and accents away, so that `metodo` finds `Método`. */
export const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const shelf = ({ code, plain, abbreviated, keywords, notes }: Item): readonly string[] => [
  folded(`${code ?? ""}\n${plain}\n${abbreviated ?? ""}`),
  folded(`${keywords.join("\n")}\n${notes ?? ""}`),
];

/** All of the words must be there; an item of that very code comes first, then words in the statement, then the rest. */
export function searchItems(frameworks: readonly Framework[], query: string, filters: Filters = {}): readonly Hit[] {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== "");
  const code = foldCode(query);
  const wanted = { type: filters.type && folded(filters.type), level: filters.level && folded(filters.level) };
  const ranks: Hit[][] = [[], [], []];
  for (const framework of frameworks) {
    for (const item of framework.items) {
      if (wanted.type !== undefined && folded(item.type ?? "") !== wanted.type) continue;
      if (wanted.level !== undefined && !item.educationLevel.some((level) => folded(level) === wanted.level)) continue;
      const [statement = "", rest = ""] = shelf(item);
      const exact = item.code !== undefined && code !== "" && foldCode(item.code) === code;
      const inStatement = words.every((word) => statement.includes(word));
      const anywhere = inStatement || words.every((word) => statement.includes(word) || rest.includes(word));
      if (exact || anywhere) ranks[exact ? 0 : inStatement ? 1 : 2]?.push({ item, framework });
    }
  }
  return ranks.flat();
}
