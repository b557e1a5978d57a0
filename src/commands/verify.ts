// laurel verify: says whether a credential file may be relied on, and why.
import { Option } from "commander";
import { exitOf, fault } from "../core/fault.ts";
import type { Verdict } from "../core/finding.ts";
import { asDateTime, instantOf } from "../core/instant.ts";
import type { Input, Wish } from "../shell/examining.ts";
import { EXIT, worstExit } from "./exit.ts";
import { atLeastOne, collect, type EvidenceFlags, evidenceFlags } from "./flags.ts";
import type { Register } from "./register.ts";
import { type Manners, type Terminal, type Voice, voiceOf, withManners } from "./terminal.ts";
import { FORMAT_NAMES, type FormatName, formatOf } from "./verify-format.ts";
import { tally } from "./verify-report.ts";

interface Flags extends Manners, EvidenceFlags {
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
  $ laurel verify badge.json --recipient ada@example.org
  $ laurel verify badge.json --trust issuers.yaml
  $ laurel verify badge.json --offline --keys issuer/did.json
  $ laurel verify badge.json --save-evidence then.json && laurel verify badge.json --offline --evidence then.json
  $ laurel verify clr.json --json | jq -r .verdict
  $ laurel verify credentials --format junit > verdicts.xml
  $ curl -s https://example.org/badge | laurel verify -`;

const STATUS: Readonly<Record<Verdict, number>> = { valid: EXIT.done, invalid: EXIT.no, inconclusive: EXIT.unsure };

function instantFor(flags: Flags, voice: Voice): Date {
  if (flags.asOf === undefined) return voice.now;
  const instant = instantOf(asDateTime(flags.asOf) ?? "");
  if (instant === undefined) {
    throw fault("USAGE", `want --as-of as a time such as 2026-05-31T12:00:00Z, got "${flags.asOf}"`);
  }
  return new Date(instant);
}

async function inputsOf(named: readonly string[]): Promise<readonly Input[]> {
  const { credentialFiles } = await import("../shell/credential-file.ts");
  const { unusable } = await import("../shell/examining.ts");
  const inputs: Input[] = [];
  for (const name of named) {
    try {
      for (const file of await credentialFiles([name], { images: true })) inputs.push({ file });
    } catch (error) {
      inputs.push({ file: name, fault: unusable(error, name) });
    }
  }
  return inputs;
}

function formatFor({ format = "text" }: Flags, { json }: Voice): FormatName {
  if (json && format === "junit") throw fault("USAGE", "want --json or --format junit, got both");
  return json ? "json" : format;
}

/** What is asked of every file. */
async function wishOf(flags: Flags, voice: Voice): Promise<Wish> {
  const { recipient } = flags;
  const trust =
    flags.trust === undefined ? undefined : await (await import("../shell/trust-file.ts")).readTrust(flags.trust);
  return {
    now: instantFor(flags, voice),
    ...(recipient === undefined ? {} : { recipient }),
    ...(trust === undefined ? {} : { trust }),
    ...(flags.refresh === true ? { refresh: true } : {}),
    ...(flags.explain === true ? { explain: true } : {}),
  };
}

async function verify(files: readonly string[], flags: Flags, voice: Voice, { clock, env }: Terminal): Promise<number> {
  const name = formatFor(flags, voice);
  const format = formatOf(name);
  const { bring } = await import("../shell/evidence.ts");
  const { outcomesOf } = await import("../shell/examining.ts");
  const brought = await bring(flags, voice.offline, { clock, env });
  const wish = await wishOf(flags, voice);
  if (flags.asOf !== undefined) voice.say(`asked as of ${instantFor(flags, voice).toISOString()}`);

  const verdicts: string[] = [];
  const statuses = new Set<number>();
  const inputs = await inputsOf(files);
  if (format.start !== undefined) voice.print(format.start);
  // What is saved stands in the order of the questions, which workers would ask in another each time.
  const jobs = flags.saveEvidence === undefined ? flags.jobs : 1;
  for await (const report of outcomesOf("report", inputs, wish, brought, jobs)) {
    const { file } = inputs[verdicts.length] ?? { file: "" };
    if ("verdict" in report) {
      voice.print(format.report(file, report, voice.paint));
      verdicts.push(report.verdict);
      statuses.add(STATUS[report.verdict]);
    } else {
      const said = format.fault?.(file, report);
      if (said !== undefined) voice.print(said);
      voice.blame(report);
      verdicts.push("unreadable");
      statuses.add(exitOf(report.code));
    }
    if (name !== "text") voice.progress(verdicts.length, inputs.length, "files verified");
  }
  if (format.end !== undefined) voice.print(format.end);
  await brought.save();
  if (inputs.length > 1) voice.say(tally(verdicts, "file"));
  return worstExit([...statuses]);
}

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
    .addOption(new Option("--format <name>", "how to report (default: text)").choices([...FORMAT_NAMES]))
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], flags: Flags) => {
      finish(await verify(files, flags, voiceOf(flags, terminal), terminal));
    });
};
