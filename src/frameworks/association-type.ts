// The association types of CASE 1.0 and 1.1, and the names under which they were met.
import type { NoticeCode } from "./notices.ts";

/** CASE 1.1, AssociationType; isTranslationOf is new in 1.1. */
export const ASSOCIATION_TYPES = [
  "isChildOf",
  "isPeerOf",
  "isPartOf",
  "exactMatchOf",
  "precedes",
  "isRelatedTo",
  "replacedBy",
  "exemplar",
  "hasSkillLevel",
  "isTranslationOf",
] as const;

export type AssociationType = (typeof ASSOCIATION_TYPES)[number];

const OTHER_NAMES: Readonly<Record<string, AssociationType>> = {
  childof: "isChildOf",
  peerof: "isPeerOf",
  partof: "isPartOf",
  exactmatch: "exactMatchOf",
  isexactmatchof: "exactMatchOf",
  relatedto: "isRelatedTo",
  isreplacedby: "replacedBy",
  skilllevel: "hasSkillLevel",
  translationof: "isTranslationOf",
};

const NAMES: ReadonlyMap<string, AssociationType> = new Map([
  ...ASSOCIATION_TYPES.map((name) => [name.toLowerCase(), name] as const),
  ...Object.entries(OTHER_NAMES),
]);

export const isAssociationType = (name: string): name is AssociationType =>
  (ASSOCIATION_TYPES as readonly string[]).includes(name);

/** The standard's token for a type as written, and what is odd about the writing. */
export function typeOf(written: string): { readonly name: string; readonly odd?: NoticeCode } {
  if (isAssociationType(written) || written.startsWith("ext:")) return { name: written };
  const meant = NAMES.get(written.toLowerCase().replace(/[^a-z]/g, ""));
  return meant === undefined
    ? { name: written, odd: "ASSOCIATION_TYPE_UNKNOWN" }
    : { name: meant, odd: "ASSOCIATION_TYPE_ODD" };
}
