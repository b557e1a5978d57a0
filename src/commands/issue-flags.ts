// The flags of issue: what was typed, read into what it means.
import { type Command, InvalidArgumentError, Option } from "commander";
import { fault } from "../core/fault.ts";
import { lastMoment } from "../model/cell.ts";
import { type ShardFlag, shardOf } from "../model/shard.ts";
import { PROOF_NAMES } from "../proofs/secure.ts";
import { atLeastOne, collect, signingFlags, wholeNumber } from "./flags.ts";
import type { Manners } from "./terminal.ts";

export interface IssueFlags extends Manners {
  readonly out?: string;
  readonly achievement?: string;
  readonly framework: readonly string[];
  readonly delimiter?: string;
  readonly proof?: string;
  readonly key?: string;
  readonly passphraseFile?: string;
  /** RFC 3339 with a zone. */
  readonly validUntil?: string;
  readonly showValues?: boolean;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly supersede?: boolean;
  readonly jobs?: number;
  readonly shard?: ShardFlag;
  readonly collect?: readonly string[];
  readonly maxFailures?: number;
  readonly maxConsecutiveFailures?: number;
}

/** Folder of the credentials when neither flag nor settings name one. */
export const OUT = "credentials";

/** An empty word is a variable that nobody set, and not the folder at hand. */
function placeOf(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("Want a folder, a file .ndjson, or -.");
}

/** A day holds to its last second, as in the column "valid until". */
function endOf(text: string): string {
  const value = lastMoment(text);
  if (value !== undefined) return value;
  throw fault("USAGE", `want --valid-until as a date such as 2027-05-31, got "${text}"`);
}

function delimiterOf(text: string): string {
  const char = ["tab", "\\t"].includes(text.toLowerCase()) ? "\t" : text;
  if (char.length === 1 && !/[\p{L}\p{N}"'\r\n]/u.test(char)) return char;
  throw fault("USAGE", `want --delimiter as one character, such as ; or tab, got "${text}"`);
}

export function issueFlags(command: Command): Command {
  command
    .addOption(
      new Option(
        "--out <dir>",
        `folder for the credentials, or one file .ndjson, or - for standard output (default: "out" of laurel.yaml, else ${OUT})`,
      )
        .env("LAUREL_OUT")
        .argParser(placeOf),
    )
    .option("--achievement <slug>", "what rows award that name no achievement")
    .option("--framework <file>", "a CASE framework, beside those of laurel.yaml; repeatable", collect, [])
    .option(
      "--delimiter <char>",
      "what stands between the cells of a CSV, or tab (default: found by itself)",
      delimiterOf,
    );
  return signingFlags(command, PROOF_NAMES)
    .option("--valid-until <instant>", "when the credentials end that say nothing of it themselves", endOf)
    .option("--dry-run", "check everything, sign nothing, and show the first credential")
    .option("--force", "issue anew where a file says something else than its row")
    .addOption(
      new Option(
        "--supersede",
        "where a row says something else now: issue a new credential, and revoke the one before",
      ).conflicts("force"),
    )
    .option("--show-values", "let messages say what stands in a cell, personal or not")
    .option(
      "--jobs <n>",
      "credentials worked on at a time (default: one for each core, when the roster is long)",
      atLeastOne,
    )
    .addOption(
      new Option(
        "--shard <i/n>",
        "only every n-th row, beginning at row i; auto/n: i from Kubernetes, Slurm or AWS Batch",
      )
        .env("LAUREL_SHARD")
        .argParser(shardOf),
    )
    .option("--collect <dir...>", "put the records of the shards in these folders together, and find what is missing")
    .option("--max-failures <n>", "issue nothing when more rows than this fail", wholeNumber)
    .option("--max-consecutive-failures <n>", "issue nothing when more rows than this fail in a row", wholeNumber);
}
