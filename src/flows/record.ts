// What a run leaves in its records: of its outcomes, those that no record has yet.
import type { Issuance } from "../model/ledger.ts";
import { type Issued, issuanceOf } from "./issue.ts";

/**
 * The issuance of an outcome, if it is to be recorded. What an interrupted run noted and what stands in the folder as
 * noted, that run issued, at the time that it noted.
 */
export function recordOf(outcome: Issued): Issuance | undefined {
  const own = issuanceOf(outcome);
  if (outcome.state !== "unchanged") return own;
  const noted = outcome.noted?.findLast(({ id }) => id === own.id);
  if (noted?.sha256 === own.sha256 && noted.file === own.file) {
    const { did, at, supersedes } = noted;
    return { ...own, did, at, ...(supersedes === undefined ? {} : { supersedes }) };
  }
  return outcome.listed?.includes(own.id) === true ? undefined : own;
}
