// An award: one row of a roster after its cells were read by the roster's own types.

/** Who was awarded something; at least one of `id`, `email`, `did` is there. */
export interface Learner {
  /** The number that the institution gave the learner; kept as typed, so `0012` stays `0012`. */
  readonly id?: string;
  readonly name?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly email?: string;
  readonly did?: string;
}

/** One `evidence.<n>.*` group of columns. */
export interface EvidenceItem {
  readonly id?: string;
  readonly name?: string;
  readonly description?: string;
  readonly narrative?: string;
  readonly genre?: string;
  readonly audience?: string;
}

export interface NamedResult {
  readonly name: string;
  readonly value: string;
  /** Header of its column, for messages. */
  readonly column: string;
}

export interface Award {
  /** Line of the row in its file, from 1. */
  readonly line: number;
  readonly learner: Learner;
  /** As typed: a slug, a human code, or a CASE item's code, UUID or URI. */
  readonly achievement: string;
  /** RFC 3339 with a zone; a bare day is its first second in UTC. */
  readonly awarded: string;
  readonly validUntil?: string;
  readonly narrative?: string;
  readonly role?: string;
  readonly term?: string;
  readonly licenseNumber?: string;
  readonly credits?: number;
  readonly started?: string;
  readonly ended?: string;
  /** By the name of a result description of the achievement. */
  readonly results: readonly NamedResult[];
  readonly evidence: readonly EvidenceItem[];
  /** CASE codes, UUIDs or URIs. */
  readonly alignment: readonly string[];
}
