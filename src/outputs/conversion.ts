// What every output is: a document made of one learner's verified credentials, and an account of what it could not hold.
import type { JsonObject } from "../core/json.ts";
import type { Person } from "../model/person.ts";
import type { SkillFramework } from "./award.ts";
import type { Loss } from "./losses.ts";
import type { Mapping } from "./mapping.ts";
import type { Source } from "./source.ts";

export interface Options {
  readonly now: Date;
  readonly person?: Person | undefined;
  readonly frameworks?: readonly SkillFramework[];
  readonly mapping?: Mapping | undefined;
  /** JobType of LER-RS: the job that the record is for. */
  readonly job?: JsonObject | undefined;
  /** The learner's identifier goes into a wrapper around the body. */
  readonly wrapped?: boolean;
}

export interface Notice {
  readonly message: string;
  readonly pointer: string;
}

export interface Account {
  readonly losses: readonly Loss[];
  readonly notices: readonly Notice[];
}

export interface Conversion {
  readonly body: JsonObject;
  /** What became of each source, in their order. */
  readonly accounts: readonly Account[];
  /** The learner's identifier, where the sources name one. */
  readonly subject: string | undefined;
}

/** The same sources and options give the same document. */
export type Convert = (sources: readonly Source[], options: Options) => Conversion;
