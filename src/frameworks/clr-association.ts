// CASE associations as Associations of CLR 2.0, between achievements that are both in the record.
import type { JsonObject } from "../core/json.ts";
import { type AssociationType, isAssociationType } from "./association-type.ts";
import type { Association, Framework, Link, Notice } from "./framework.ts";
import { isDocument, itemAt, linksOf } from "./links.ts";

interface Mapping {
  /** AssociationType of CLR 2.0; none when it has nothing of the kind. */
  readonly to?: string;
  readonly notice?: readonly [code: string, message: string];
}

/** CLR 2.0 knows the first seven and isParentOf, which would only say isChildOf once more. */
const MAPPINGS: Readonly<Record<AssociationType, Mapping>> = {
  isChildOf: { to: "isChildOf" },
  isPartOf: { to: "isPartOf" },
  isPeerOf: { to: "isPeerOf" },
  isRelatedTo: { to: "isRelatedTo" },
  exactMatchOf: { to: "exactMatchOf" },
  precedes: { to: "precedes" },
  replacedBy: { to: "replacedBy" },
  isTranslationOf: {
    to: "isRelatedTo",
    notice: ["TRANSLATION_AS_RELATED", "isTranslationOf became isRelatedTo; a CLR has no closer word"],
  },
  hasSkillLevel: {
    to: "isRelatedTo",
    notice: ["SKILL_LEVEL_AS_RELATED", "hasSkillLevel became isRelatedTo; a CLR has no closer word"],
  },
  exemplar: { notice: ["EXEMPLAR_DROPPED", "an exemplar points at a resource, not at an achievement; left out"] },
};

/** CASE 1.1 implementation guide, 4.7: a type that a reader does not know means isRelatedTo. */
const EXTENSION: Mapping = {
  to: "isRelatedTo",
  notice: ["EXTENSION_AS_RELATED", "a type of the publisher's own became isRelatedTo"],
};

const mappingOf = (type: string): Mapping => (isAssociationType(type) ? MAPPINGS[type] : EXTENSION);

export interface ClrAssociations {
  readonly associations: readonly JsonObject[];
  readonly notices: readonly Notice[];
}

/**
 * The relations of the frameworks that hold between achievements of a record. `achievementsOf` gives the ids of the
 * achievements that stand for an item, by the item's identifier in lower case. Nothing is inferred: an edge needs both
 * its ends, and no inverse is added.
 */
export function clrAssociations(
  frameworks: readonly Framework[],
  achievementsOf: ReadonlyMap<string, readonly string[]>,
): ClrAssociations {
  // Most records of a batch hold no competency, and a state's framework has thousands of relations.
  if (achievementsOf.size === 0) return { associations: [], notices: [] };
  const found = new Map<string, JsonObject>();
  const notices = new Map<string, { -readonly [K in keyof Notice]: Notice[K] }>();
  const note = (mapping: Mapping, { pointer }: Association): void => {
    if (mapping.notice === undefined) return;
    const [code, message] = mapping.notice;
    const known = notices.get(code);
    if (known === undefined) notices.set(code, { code, message, pointer, count: 1 });
    else known.count += 1;
  };
  const seen = new Set<string>();
  for (const framework of frameworks) {
    const links = linksOf(framework);
    const idsOf = (link: Link): readonly string[] => {
      const item = itemAt(links, link);
      return achievementsOf.get((item ?? link).identifier.toLowerCase()) ?? [];
    };
    for (const association of framework.associations) {
      const mapping = mappingOf(association.type);
      const sources = idsOf(association.origin);
      if (sources.length === 0 || isDocument(framework, association.destination)) continue;
      const targets = idsOf(association.destination);
      const edge = JSON.stringify([
        association.type,
        association.origin.identifier,
        association.destination.identifier,
      ]);
      if (seen.has(edge) || (targets.length === 0 && mapping.to !== undefined)) continue;
      seen.add(edge);
      note(mapping, association);
      if (mapping.to === undefined) continue;
      for (const sourceId of sources) {
        for (const targetId of targets) {
          if (sourceId === targetId) continue;
          const key = JSON.stringify([mapping.to, sourceId, targetId]);
          found.set(key, { type: "Association", associationType: mapping.to, sourceId, targetId });
        }
      }
    }
  }
  return { associations: [...found.values()], notices: [...notices.values()] };
}
