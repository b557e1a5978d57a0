// The flags of merge, and what they mean together.
import { fault } from "../core/fault.ts";
import type { EvidenceFlags } from "./flags.ts";
import type { Manners } from "./terminal.ts";

/** What becomes of a credential that does not hold. */
export const PROBLEMS = ["refuse", "skip", "flag"] as const;
export type OnProblem = (typeof PROBLEMS)[number];

export interface MergeFlags extends Manners, EvidenceFlags {
  readonly out?: string;
  readonly perLearner?: boolean;
  readonly name: string;
  readonly framework: readonly string[];
  readonly withAncestors?: boolean;
  /** True and false are the operator's word; without it the record's own content decides. */
  readonly partial?: boolean;
  readonly proof?: string;
  readonly key?: string;
  readonly passphraseFile?: string;
  readonly learner?: string;
  readonly acceptUnverified?: boolean;
  readonly onProblem?: OnProblem;
  readonly jobs?: number;
}

/** One record without a part of what was asked for would be a wrong record; of many, the others are right. */
export const onProblem = ({ onProblem: said, perLearner }: MergeFlags): OnProblem =>
  said ?? (perLearner === true ? "skip" : "refuse");

/** Flags that contradict each other, before any work. */
export function requirePlan({ perLearner, out, name }: MergeFlags): void {
  if (name.trim() === "") throw fault("USAGE", "want a name for the record, got nothing");
  if (perLearner === true && (out === undefined || out === "-"))
    throw fault("USAGE", "want --out DIR with --per-learner: the records are many files");
}
