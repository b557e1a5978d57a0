// What can be awarded: entries of the catalogue, and CASE items taken straight.
import { Fault, type FaultFacts, FaultList } from "../core/fault.ts";
import { type JsonObject, pointerTo } from "../core/json.ts";
import { count, oneOf, quoted, slugOf } from "../core/text.ts";
import { alignmentNotices, alignmentOf, frameworkNotices } from "../frameworks/alignment.ts";
import { competencyOf } from "../frameworks/competency.ts";
import type { Framework } from "../frameworks/framework.ts";
import { type FrameworkIndex, type ItemMatch, type Lookup, matchOf } from "../frameworks/lookup.ts";
import type { RubricMatch } from "../frameworks/rubric-lookup.ts";
import { type AchievementSpec, achievementId, achievementOf, type ResultSpec } from "../model/achievement.ts";
import { resultDescription } from "../model/result.ts";
import { nearest } from "../schemas/sentence.ts";
import { alignToRubric, gradingOf, resultsForItem, rubricInstead, rubricOf, rubricsByName } from "./grading.ts";

/** Characters of a name for an achievement or an item; a URI is shorter. */
const LONGEST = 2000;
const MOST_HINTS = 50;

export interface Offering {
  /** Names the folder of its credentials. */
  readonly slug: string;
  readonly achievement: JsonObject;
  readonly results: readonly ResultSpec[];
}

export interface OfferingFacts {
  readonly catalogue: readonly AchievementSpec[];
  readonly index: FrameworkIndex;
  readonly issuerId: string;
  /** Told of each framework of which something is used. */
  readonly use?: (framework: Framework) => void;
  /** Addresses or data: URLs of images, by slug. */
  readonly images: ReadonlyMap<string, string>;
  readonly now: Date;
  /** Takes what a registrar should know, each sentence once. */
  readonly note: (sentence: string) => void;
  /** Adds the file and place of a pointer into the catalogue. */
  readonly locate: (facts: FaultFacts) => FaultFacts;
}

export type Found = { readonly offering: Offering } | { readonly fault: FaultFacts };

export interface Offerings {
  /** By slug, human code, or a CASE item's code, UUID or URI. Throws the faults of the catalogue's own entry. */
  readonly find: (reference: string) => Found;
  /** The Alignment of a CASE item. */
  readonly align: (reference: string) => { readonly alignment: JsonObject } | { readonly fault: FaultFacts };
}

/** A value computed once for each name. */
function once<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const value = make(name);
    made.set(name, value);
    return value;
  };
}

function catching<T>(work: () => T): T | { readonly fault: FaultFacts } {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) return { fault: error.facts };
    throw error;
  }
}

export function offeringsOf(facts: OfferingFacts): Offerings {
  const { catalogue, index, issuerId, images, now, note, locate, use = () => {} } = facts;

  const noteUse = (framework: Framework) => {
    use(framework);
    for (const { message } of frameworkNotices(framework, now)) note(`${quoted(framework.document.title)}: ${message}`);
  };
  const noteItem = ({ item, framework, folded, reference }: ItemMatch) => {
    const name = quoted(item.code ?? item.identifier);
    noteUse(framework);
    if (folded) note(`${quoted(reference)} was read as the item ${name}`);
    for (const { code, message } of alignmentNotices(item, framework, now))
      if (!code.startsWith("FRAMEWORK_")) note(`item ${name}: ${message}`);
  };
  const alignTo = (match: ItemMatch): JsonObject => {
    noteItem(match);
    return alignmentOf(match.item, match.framework);
  };
  const tooLong = (reference: string): { readonly fault: FaultFacts } => ({
    fault: {
      code: "ITEM_UNKNOWN",
      message: `want a name of at most ${LONGEST} characters, got ${reference.length}`,
    },
  });
  const align = once((reference: string) =>
    reference.length > LONGEST
      ? tooLong(reference)
      : catching(() => ({ alignment: alignTo(matchOf(index.find(reference))) })),
  );

  const ofCatalogue = once((slug: string): Offering => {
    const at = catalogue.findIndex((spec) => spec.slug === slug);
    const spec = catalogue[at] as AchievementSpec;
    const faults: FaultFacts[] = [];
    const found = <T>(path: readonly (string | number)[], work: () => T): T | undefined => {
      const answer = catching(() => ({ value: work() }));
      if ("value" in answer) return answer.value;
      const { pointer: _, file: __, ...fault } = answer.fault;
      faults.push(locate({ ...fault, code: "CATALOGUE_INVALID", pointer: pointerTo(at, ...path) }));
      return undefined;
    };
    const { competency } = spec;
    const item = competency === undefined ? undefined : found(["competency"], () => matchOf(index.find(competency)));
    if (item !== undefined) noteItem(item);
    const base =
      item === undefined
        ? undefined
        : found(["competency"], () => competencyOf(item.item, item.framework, issuerId).achievement);
    const rubrics: RubricMatch[] = [
      ...rubricsByName(spec, index, note),
      ...spec.rubrics.flatMap((reference, nth) => found(["rubric", nth], () => rubricOf(index, reference)) ?? []),
    ];
    const alignment = spec.align.flatMap((reference, nth): readonly JsonObject[] => {
      const lookup = index.find(reference);
      const rubric = lookup.match === undefined ? rubricInstead(index, reference, lookup.fault) : undefined;
      if (rubric === undefined) return found(["align", nth], () => [alignTo(matchOf(lookup))]) ?? [];
      rubrics.push(rubric);
      return alignToRubric(rubric, note);
    });
    if (faults.length > 0) throw new FaultList(faults);
    for (const { framework } of rubrics) noteUse(framework);
    const results = gradingOf(spec.results, rubrics, item);
    const achievement = achievementOf({ ...spec, results }, achievementId(spec, issuerId), {
      ...(base === undefined ? {} : { base }),
      alignment,
      image: images.get(slug),
    });
    return { slug, achievement, results };
  });

  const ofItem = once((identifier: string): Offering => {
    const match = matchOf(index.find(identifier));
    const { achievement: bare, notices } = competencyOf(match.item, match.framework, issuerId);
    for (const { message } of notices) note(`item ${quoted(match.item.code ?? identifier)}: ${message}`);
    const results = resultsForItem(match);
    const described = results.map((result) => resultDescription(result, String(bare["id"])));
    const achievement = described.length === 0 ? bare : { ...bare, resultDescription: described };
    return { slug: slugOf(match.item.code ?? "") || slugOf(identifier), achievement, results };
  });

  const slugs = catalogue.map(({ slug }) => slug);
  let misses = 0;
  const unknown = (reference: string, { fault }: Lookup): FaultFacts => {
    misses += 1;
    // A roster with more unknown names than this is of another catalogue, and looking for the nearest takes its time.
    const near = misses > MOST_HINTS ? slugs : nearest(reference, slugs);
    const offered = near.length > 10 ? `${near.slice(0, 10).join(", ")} and others` : oneOf(near) || "nothing";
    const item = index.frameworks.length > 0 && fault?.hint !== undefined ? ` ${fault.hint}` : "";
    return {
      code: "ACHIEVEMENT_UNKNOWN",
      message: `want a slug or code of the catalogue, or an item of a framework, got ${quoted(reference)}`,
      hint: `The catalogue has ${offered}.${item}`,
    };
  };

  const find = once((reference: string): Found => {
    if (reference.length > LONGEST) return tooLong(reference);
    const fold = reference.toLowerCase();
    const ways: readonly ((spec: AchievementSpec) => boolean)[] = [
      ({ slug }) => slug === reference,
      ({ code }) => code === reference,
      ({ slug }) => slug.toLowerCase() === fold,
      ({ code }) => code?.toLowerCase() === fold,
    ];
    for (const way of ways) {
      const specs = catalogue.filter(way);
      const [spec] = specs;
      if (spec !== undefined && specs.length === 1) return { offering: ofCatalogue(spec.slug) };
      if (spec !== undefined) {
        const message = `want one achievement, got ${count(specs.length, "entry", "entries")} for ${quoted(reference)}`;
        return {
          fault: {
            code: "ACHIEVEMENT_UNKNOWN",
            message,
            hint: `Write the slug: ${oneOf(specs.map(({ slug }) => slug))}.`,
          },
        };
      }
    }
    const lookup = index.find(reference);
    if (lookup.match === undefined)
      return { fault: lookup.fault.code === "ITEM_UNKNOWN" ? unknown(reference, lookup) : lookup.fault };
    const { match } = lookup;
    return catching(() => {
      noteItem(match);
      return { offering: ofItem(match.item.identifier) };
    });
  });

  return { find, align };
}
