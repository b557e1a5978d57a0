// An entry of achievements.yaml, and the Open Badges 3.0 Achievement that it becomes.

export interface ResultSpec {
  readonly name: string;
  /** A ResultType of Open Badges 3.0, such as LetterGrade, Percent, GradePointAverage, RubricCriterionLevel, Status. */
  readonly type: string;
  /** Low to high, as Open Badges 3.0 orders them. */
  readonly allowed: readonly string[];
  readonly min?: string;
  readonly max?: string;
  readonly required?: string;
  readonly levels: readonly { readonly name: string; readonly description?: string; readonly points?: string }[];
}

export interface AchievementSpec {
  readonly slug: string;
  /** An absolute IRI when the registrar gives one; else laurel derives it from issuer and slug. */
  readonly id?: string;
  /** AchievementType of Open Badges 3.0, or `ext:…`. */
  readonly type: string;
  readonly name: string;
  readonly description: string;
  /** Narrative, URL, or both. */
  readonly criteria: { readonly id?: string; readonly narrative?: string };
  readonly code?: string;
  readonly credits?: number;
  readonly image?: string;
  readonly fieldOfStudy?: string;
  readonly specialization?: string;
  readonly language?: string;
  readonly version?: string;
  readonly tags: readonly string[];
  /** CASE codes, UUIDs or URIs. */
  readonly align: readonly string[];
  /** Slugs of what this is a part of. */
  readonly partOf: readonly string[];
  readonly results: readonly ResultSpec[];
  /** A CASE item (code, UUID or URI) that this achievement is: name, description and code come from it when absent. */
  readonly competency?: string;
  /** Line in the catalogue, from 1. */
  readonly line: number;
}
