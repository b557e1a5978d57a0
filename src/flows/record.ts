// What a run leaves in its records: of its outcomes, those that no record has yet.
import type { Issuance } from "../model/ledger.ts";
import { type Issued, issuanceOf } from "./issue.ts";

export interface RecordFacts {
  /** What an interrupted run noted, by credential id. */
  readonly pending: ReadonlyMap<string, Issuance>;
  /** Whether the manifest has a credential already. */
  readonly isListed: (id: string) => boolean;
}

/**
 * The issuance of an outcome, if it is to be recorded. What an interrupted run noted and what stands in the folder as
 * noted, that run issued, at the time that it noted.
 */
export function recordOf(outcome: Issued, { pending, isListed }: RecordFacts): Issuance | undefined {
  const own = issuanceOf(outcome);
  if (outcome.state !== "unchanged") return own;
  const noted = pending.get(own.id);
  if (noted?.sha256 === own.sha256 && noted.file === own.file) {
    const { did, at, supersedes } = noted;
    return { ...own, did, at, ...(supersedes === undefined ? {} : { supersedes }) };
  }
  return isListed(own.id) ? undefined : own;
}
