// What one entry of the catalogue is to another, in the words of achievements.yaml, and the Associations of CLR 2.0.
import type { JsonObject } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { AchievementSpec } from "./achievement.ts";

interface Relation {
  /** AssociationType of CLR 2.0. */
  readonly type: string;
  /** The entry that says it is the target: `requires` stands at the whole, and means that the other is its part. */
  readonly turned?: true;
}

const WORDS = {
  "part-of": { type: "isPartOf" },
  requires: { type: "isPartOf", turned: true },
  "child-of": { type: "isChildOf" },
  precedes: { type: "precedes" },
  replaces: { type: "replacedBy", turned: true },
  "same-as": { type: "exactMatchOf" },
  "peer-of": { type: "isPeerOf" },
  "related-to": { type: "isRelatedTo" },
} as const satisfies Record<string, Relation>;

export type RelationWord = keyof typeof WORDS;
const RELATIONS: Readonly<Record<RelationWord, Relation>> = WORDS;
export const RELATION_WORDS = Object.keys(RELATIONS) as readonly RelationWord[];

/** Slugs that an entry names, by the word under which it names them. */
export type Relations = { readonly [word in RelationWord]?: readonly string[] };

/** How it is said of an entry that a relation leads from it back to it; the others may go round in circles. */
const CIRCLES: Readonly<Record<string, string>> = {
  isPartOf: "is a part of itself",
  isChildOf: "is a child of itself",
  precedes: "precedes itself",
  replacedBy: "is replaced by itself",
};

/** An Association between two entries, by their slugs. */
export interface Edge {
  readonly type: string;
  readonly source: string;
  readonly target: string;
}

/** Every relation of a catalogue, each once, in the order of the entries. */
export function edgesOf(catalogue: readonly AchievementSpec[]): readonly Edge[] {
  const edges = new Map<string, Edge>();
  for (const { slug, relations } of catalogue) {
    for (const word of RELATION_WORDS) {
      const { type, turned } = RELATIONS[word];
      for (const other of relations[word] ?? []) {
        const [source, target] = turned === true ? [other, slug] : [slug, other];
        edges.set(JSON.stringify([type, source, target]), { type, source, target });
      }
    }
  }
  return [...edges.values()];
}

/** Targets by source, for one type. */
function stepsOf(edges: readonly Edge[], type: string): ReadonlyMap<string, readonly string[]> {
  const steps = new Map<string, string[]>();
  for (const edge of edges) {
    if (edge.type !== type) continue;
    const known = steps.get(edge.source);
    if (known === undefined) steps.set(edge.source, [edge.target]);
    else known.push(edge.target);
  }
  return steps;
}

function leadsBack(slug: string, steps: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const queue = [...(steps.get(slug) ?? [])];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (at === slug) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    queue.push(...(steps.get(at) ?? []));
  }
  return false;
}

/** What is wrong with the relations of one entry, beside the others. */
export function relationFaults(catalogue: readonly AchievementSpec[]) {
  const slugs = new Set(catalogue.map(({ slug }) => slug));
  const edges = edgesOf(catalogue);
  const circles = Object.entries(CIRCLES).map(([type, said]) => ({ type, said, steps: stepsOf(edges, type) }));
  return function* ({ slug, relations }: AchievementSpec): Generator<{
    readonly message: string;
    readonly path: readonly (string | number)[];
  }> {
    for (const word of RELATION_WORDS) {
      for (const [nth, other] of (relations[word] ?? []).entries()) {
        if (slugs.has(other)) continue;
        yield { message: `want ${word} to name a slug of this file, got ${quoted(other)}`, path: [word, nth] };
      }
    }
    for (const { type, said, steps } of circles) {
      const word = RELATION_WORDS.find((one) => RELATIONS[one].type === type && (relations[one] ?? []).length > 0);
      if (word !== undefined && leadsBack(slug, steps)) yield { message: `${quoted(slug)} ${said}`, path: [word] };
    }
  };
}

/** The Association of CLR 2.0 between two achievements. */
export const associationOf = (associationType: string, sourceId: string, targetId: string): JsonObject => ({
  type: "Association",
  associationType,
  sourceId,
  targetId,
});
