// What the catalogue says of the achievements of one record: how they belong together, the wholes that they are parts
// of, and what an awarded whole requires and the record lacks.
import type { JsonObject } from "../core/json.ts";
import { type AchievementSpec, achievementId } from "./achievement.ts";
import { associationOf, type Edge, edgesOf } from "./relation.ts";

/** A catalogue under the ids of an issuer's achievements. */
interface Graph {
  readonly specs: ReadonlyMap<string, AchievementSpec>;
  /** Between ids. */
  readonly edges: readonly Edge[];
  /** Ids of wholes, by the id of a part. */
  readonly wholes: ReadonlyMap<string, readonly string[]>;
  /** Ids of required parts, by the id of their whole. */
  readonly required: ReadonlyMap<string, readonly string[]>;
}

const KNOWN = new WeakMap<readonly AchievementSpec[], Map<string, Graph>>();

function build(catalogue: readonly AchievementSpec[], issuerId: string): Graph {
  const ids = new Map(catalogue.map((spec) => [spec.slug, achievementId(spec, issuerId)]));
  const idOf = (slug: string) => ids.get(slug) ?? "";
  const edges = edgesOf(catalogue).map(({ type, source, target }) => ({
    type,
    source: idOf(source),
    target: idOf(target),
  }));
  const wholes = new Map<string, string[]>();
  for (const { type, source, target } of edges) {
    if (type === "isPartOf") wholes.set(source, [...(wholes.get(source) ?? []), target]);
  }
  return {
    specs: new Map(catalogue.map((spec) => [idOf(spec.slug), spec])),
    edges,
    wholes,
    required: new Map(catalogue.map(({ slug, relations }) => [idOf(slug), (relations.requires ?? []).map(idOf)])),
  };
}

/** Worked out once for each catalogue and issuer: a batch has thousands of records. */
function graphOf(catalogue: readonly AchievementSpec[], issuerId: string): Graph {
  const known = KNOWN.get(catalogue) ?? new Map<string, Graph>();
  KNOWN.set(catalogue, known);
  const graph = known.get(issuerId) ?? build(catalogue, issuerId);
  known.set(issuerId, graph);
  return graph;
}

/** An awarded whole without parts that it requires. */
export interface Lack {
  readonly whole: AchievementSpec;
  readonly parts: readonly AchievementSpec[];
}

export interface RecordParts {
  readonly associations: readonly JsonObject[];
  /** Achievements that nobody was awarded here and something is a part of. */
  readonly wholes: readonly JsonObject[];
  readonly lacks: readonly Lack[];
}

export interface PartsFacts {
  /** Ids of the achievements that the record's credentials are for. */
  readonly awarded: ReadonlySet<string>;
  readonly catalogue: readonly AchievementSpec[];
  readonly issuerId: string;
  /** The Achievement of an entry, word for word as its badges carry it: JSON-LD makes one node of all copies. */
  readonly achievementFor: (spec: AchievementSpec) => JsonObject;
}

export function partsOf({ awarded, catalogue, issuerId, achievementFor }: PartsFacts): RecordParts {
  const { specs, edges, wholes, required } = graphOf(catalogue, issuerId);
  const present = new Set([...awarded].filter((id) => specs.has(id)));
  // A set is walked to what is added on the way.
  for (const id of present) for (const whole of wholes.get(id) ?? []) present.add(whole);
  const specsOf = (ids: Iterable<string>) => [...ids].flatMap((id) => specs.get(id) ?? []);
  const lacks = [...present].flatMap((id): Lack[] => {
    const parts = specsOf((required.get(id) ?? []).filter((part) => !awarded.has(part)));
    return awarded.has(id) && parts.length > 0 ? specsOf([id]).map((whole) => ({ whole, parts })) : [];
  });
  return {
    associations: edges
      .filter(({ source, target }) => present.has(source) && present.has(target))
      .map(({ type, source, target }) => associationOf(type, source, target)),
    wholes: [...specs].filter(([id]) => present.has(id) && !awarded.has(id)).map(([, spec]) => achievementFor(spec)),
    lacks,
  };
}
