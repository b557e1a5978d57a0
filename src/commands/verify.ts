// laurel verify: says whether a credential file may be relied on, and why.
import { Option } from "commander";
import { atLeastOne, collect, type EvidenceFlags, evidenceFlags } from "./flags.ts";
import type { Register } from "./register.ts";
import { type Manners, voiceOf, withManners } from "./terminal.ts";

export const FORMAT_NAMES = ["text", "json", "junit"] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

export interface VerifyFlags extends Manners, EvidenceFlags {
  readonly recipient?: string;
  readonly trust?: readonly string[];
  readonly refresh?: boolean;
  readonly saveEvidence?: string;
  readonly asOf?: string;
  readonly explain?: boolean;
  readonly format?: FormatName;
  readonly jobs?: number;
}

const EXAMPLES = `
Exit status: 0 all valid, 1 some invalid, 3 some unreadable, 4 cannot tell.

An issuer's keys (did:web, https) and its status lists are fetched over https, from public addresses only, and kept in
a cache for as long as their server says, a day at most. With --offline only what is in the cache, what you bring
(--keys, --evidence) and identifiers that hold their own key (did:key, did:jwk) are used. \`laurel help evidence\`
says more.

Examples:
  $ laurel verify badge.json                        one file
  $ laurel verify badge.png                         a credential baked into an image
  $ laurel verify credentials                       every credential file in a folder
  $ laurel verify batch.ndjson                      every line of a file that has a credential on each
  $ laurel verify badge.json --recipient ada@example.org
  $ laurel verify badge.json --trust issuers.yaml
  $ laurel verify badge.json --offline --keys issuer/did.json
  $ laurel verify badge.json --save-evidence then.json && laurel verify badge.json --offline --evidence then.json
  $ laurel verify clr.json --json | jq -r .verdict
  $ laurel verify credentials --format junit > verdicts.xml
  $ curl -s https://example.org/badge | laurel verify -`;

export const verifyCommand: Register = (program, terminal, finish) => {
  const command = withManners(program.command("verify"))
    .description("Says whether a credential file may be relied on, and why.")
    .argument("<file...>", "credential files, folders of them, or - for standard input")
    .option("--recipient <value>", "whom it ought to be about: an e-mail address, DID or other identifier")
    .option("--refresh", "ask the credential's refresh service for a newer one, and verify that too")
    .option("--trust <file>", "a list of issuers that you trust (repeatable); see `laurel help trust`", collect);
  evidenceFlags(command)
    .option("--save-evidence <file>", "write down what was fetched, for --evidence")
    .option("--as-of <instant>", "ask for this time instead of now")
    .option("--explain", "show what was hashed and signed, by which key, and what each term means")
    .option(
      "--jobs <n>",
      "files worked on at a time (default: one for each core, when there are many files)",
      atLeastOne,
    )
    .addOption(new Option("--format <name>", "how to report (default: text)").choices(FORMAT_NAMES))
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], flags: VerifyFlags) => {
      const { verifyFiles } = await import("./verify-files.ts");
      finish(await verifyFiles(files, flags, voiceOf(flags, terminal), terminal));
    });
};
