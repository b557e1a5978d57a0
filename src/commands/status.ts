// laurel status: what becomes of credentials after they were issued.
import { type Command, Option } from "commander";
import { fault } from "../core/fault.ts";
import { oneOf, quoted } from "../core/text.ts";
import type { Verb } from "../flows/status-change.ts";
import { PROOF_NAMES } from "../proofs/secure.ts";
import { signingFlags } from "./flags.ts";
import type { Register } from "./register.ts";
import { type ChangeFlags, changeFlags, type StatusFlags, spanOf } from "./status-flags.ts";
import type { RebuildFlags } from "./status-rebuild.ts";
import type { RenewFlags } from "./status-renew.ts";
import { type Terminal, voiceOf, withManners } from "./terminal.ts";

interface ChangeRow extends Verb {
  readonly name: string;
  readonly description: string;
  readonly examples: string;
}

const CHANGES: readonly ChangeRow[] = [
  {
    name: "revoke",
    description: "Revokes credentials for good: whoever checks them is told so.",
    purpose: "revocation",
    value: 1,
    done: "revoked",
    already: "revoked",
    examples: `
  $ laurel status revoke urn:uuid:1cc7dd0d-a8f0-5116-9b54-0f774b9b8f20 --reason "issued by mistake"
  $ laurel status revoke credentials/soil-101/0012.json
  $ laurel status revoke withdrawn.csv --dry-run        look first: a table with "credential id" (and "reason")
  $ grep soil-101/ credentials/manifest.csv | cut -d, -f3 | laurel status revoke -`,
  },
  {
    name: "suspend",
    description: "Suspends credentials until they are restored; for those issued with the purpose suspension.",
    purpose: "suspension",
    value: 1,
    done: "suspended",
    already: "suspended",
    examples: `
  $ laurel status suspend credentials/soil-101/0012.json --reason "under appeal"
  $ laurel status suspend credentials/manifest.csv      every credential of a batch`,
  },
  {
    name: "restore",
    description: "Ends a suspension. A revocation is for good, and cannot be ended.",
    purpose: "suspension",
    value: 0,
    done: "restored",
    already: "not suspended",
    examples: `
  $ laurel status restore credentials/soil-101/0012.json --reason "appeal upheld"`,
  },
];

const REACH = `
A change stands in your register at once, and in the signed lists beside it. Others learn of it when the lists are on
your web server: \`laurel publish\` puts them into the folder that you upload.
`;

interface SayFlags extends ChangeFlags {
  readonly say: string;
}

const messageVerb = (messages: readonly string[], say: string): Verb => {
  const value = messages.indexOf(say);
  if (value !== -1) return { purpose: "message", value, done: `told ${quoted(say)}`, already: "told so" };
  throw fault(
    "USAGE",
    `want --say with ${oneOf(messages.map(quoted)) || "a message of laurel.yaml"}, got ${quoted(say)}`,
    {
      hint: "`status: messages:` of laurel.yaml has what can be said.",
    },
  );
};

function changing(command: Command, terminal: Terminal, finish: (status: number) => void): void {
  for (const { name, description, examples, ...verb } of CHANGES) {
    changeFlags(withManners(command.command(name)).description(description))
      .addHelpText("after", `${REACH}\nExamples:${examples}`)
      .action(async (inputs: string[], flags: ChangeFlags) => {
        const { change } = await import("./status-change.ts");
        finish(await change(inputs, () => verb, flags, voiceOf(flags, terminal)));
      });
  }
  changeFlags(withManners(command.command("message")))
    .description("Says one of the messages of laurel.yaml of credentials; for those issued with the purpose message.")
    .requiredOption("--say <message>", "the message; the first of the list takes another one back")
    .addHelpText(
      "after",
      `${REACH}\nExamples:\n  $ laurel status message credentials/soil-101/0012.json --say "under review"`,
    )
    .action(async (inputs: string[], flags: SayFlags) => {
      const { change } = await import("./status-change.ts");
      const verb = ({ status }: { status: { messages: readonly string[] } }) => messageVerb(status.messages, flags.say);
      finish(await change(inputs, verb, flags, voiceOf(flags, terminal)));
    });
}

function keeping(command: Command, terminal: Terminal, finish: (status: number) => void): void {
  withManners(command.command("list"))
    .description(
      "Shows the lists, what is revoked or suspended since when and why, or how it stands with some credentials.",
    )
    .argument("[credential...]", "ids, credential files, or tables of ids")
    .addHelpText(
      "after",
      `\nExamples:
  $ laurel status list
  $ laurel status list credentials/soil-101/0012.json
  $ laurel status list --json | jq -r '.credentials[] | [.credential, .states[0].reason] | @csv'`,
    )
    .action(async (inputs: string[], flags: StatusFlags) => {
      finish(await (await import("./status-list.ts")).list(inputs, flags, voiceOf(flags, terminal)));
    });
  signingFlags(withManners(command.command("renew")), PROOF_NAMES)
    .description("Signs the lists that are about to lapse, and any that are not what the register says.")
    .addOption(
      new Option("--within <time>", "sign what lapses within this time").argParser(spanOf).default(spanOf("7d"), "7d"),
    )
    .option("--dry-run", "say what would be signed, and sign nothing")
    .addHelpText(
      "after",
      `\nExamples:
  $ laurel status renew
  $ laurel status renew --within 14d --quiet && laurel publish public     from cron, every night`,
    )
    .action(async (flags: RenewFlags) => {
      finish(await (await import("./status-renew.ts")).renew(flags, voiceOf(flags, terminal)));
    });
  signingFlags(withManners(command.command("rebuild")), PROOF_NAMES)
    .description("Puts back into the register what it lacks, from credentials, manifests and the signed lists.")
    .argument("[folder...]", "folders of credentials and manifests, or such files (default: `out` of laurel.yaml)")
    .option("--dry-run", "say what would be put back, and write nothing")
    .addHelpText(
      "after",
      `
Nothing of a register that is there is changed. The reasons of changes are lost with a lost register. Lists that were
put together again are closed: the next credentials go into new ones, so that an entry which nobody remembers is never
given twice.

Examples:
  $ laurel status rebuild
  $ laurel status rebuild credentials archive/2025 --dry-run`,
    )
    .action(async (inputs: string[], flags: RebuildFlags) => {
      finish(await (await import("./status-rebuild.ts")).rebuild(inputs, flags, voiceOf(flags, terminal)));
    });
}

export const statusCommand: Register = (program, terminal, finish) => {
  const command = program
    .command("status")
    .description("Revokes, suspends and restores credentials, and keeps the status lists that say so.");
  command.addHelpText(
    "after",
    "\nExamples:\n  $ laurel status revoke credentials/soil-101/0012.json --dry-run\n  $ laurel status list\n  $ laurel status renew",
  );
  changing(command, terminal, finish);
  keeping(command, terminal, finish);
};
