// An entry of achievements.yaml.
import { compact, type JsonObject, objectsOf } from "../core/json.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import type { Relations } from "./relation.ts";
import { resultDescription } from "./result.ts";

export interface LevelSpec {
  readonly name: string;
  readonly description?: string;
  readonly points?: string;
  /** The level's place among the others, as a rubric counts. */
  readonly level?: string;
  readonly alignment?: readonly JsonObject[];
}

export interface ResultSpec {
  readonly name: string;
  /** A ResultType of Open Badges 3.0, such as LetterGrade, Percent, GradePointAverage, RubricCriterionLevel, Status. */
  readonly type: string;
  /** Low to high, as Open Badges 3.0 orders them. */
  readonly allowed: readonly string[];
  readonly min?: string;
  readonly max?: string;
  readonly required?: string;
  readonly levels: readonly LevelSpec[];
  /** Where the result is described in a framework. */
  readonly alignment?: readonly JsonObject[];
}

/** `type`, `name`, `description` and `criteria` are missing only where a CASE item (`competency`) says them. */
export interface AchievementSpec {
  readonly slug: string;
  /** An absolute IRI when the registrar gives one; else laurel derives it from issuer and slug. */
  readonly id?: string;
  /** AchievementType of Open Badges 3.0, or `ext:…`. */
  readonly type?: string;
  readonly name?: string;
  readonly description?: string;
  readonly criteria?: { readonly id?: string; readonly narrative?: string };
  readonly code?: string;
  readonly credits?: number;
  /** An address, or a file beside the catalogue. */
  readonly image?: string;
  readonly fieldOfStudy?: string;
  readonly specialization?: string;
  readonly language?: string;
  readonly version?: string;
  readonly tags: readonly string[];
  /** CASE codes, UUIDs or URIs. */
  readonly align: readonly string[];
  /** What this is to other entries. */
  readonly relations: Relations;
  readonly results: readonly ResultSpec[];
  /** CASE rubrics (UUID, URI or title) whose criteria are results of this. */
  readonly rubrics: readonly string[];
  /** The CASE item (code, UUID or URI) that this achievement is. */
  readonly competency?: string;
}

/** An achievement's id: the registrar's own, or one that issuer and slug always give. */
export const achievementId = (spec: AchievementSpec, issuerId: string): string =>
  spec.id ?? `urn:uuid:${uuid5(nameOf(issuerId, "achievement", spec.slug))}`;

/**
 * The Achievement of an entry. `base` is what a CASE item says of it, which the entry's own words replace;
 * `image` is the address or data: URL of its image.
 */
export function achievementOf(
  spec: AchievementSpec,
  id: string,
  { base = {}, alignment, image }: { base?: JsonObject; alignment: readonly JsonObject[]; image?: string | undefined },
): JsonObject {
  const own = compact({
    id,
    type: ["Achievement"],
    achievementType: spec.type,
    name: spec.name,
    description: spec.description,
    criteria: spec.criteria,
    humanCode: spec.code,
    creditsAvailable: spec.credits,
    fieldOfStudy: spec.fieldOfStudy,
    specialization: spec.specialization,
    inLanguage: spec.language,
    version: spec.version,
    image: image === undefined ? undefined : { id: image, type: "Image" },
    tag: spec.tags,
    alignment: [...objectsOf(base["alignment"]), ...alignment],
    resultDescription: spec.results.map((result) => resultDescription(result, id)),
  });
  return { ...base, ...own } as JsonObject;
}
