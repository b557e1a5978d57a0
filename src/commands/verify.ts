// laurel verify: says whether a credential file may be relied on, and why.
import { Option } from "commander";
import type { Report, World } from "../checks/examination.ts";
import { exitOf, Fault, type FaultFacts, fault } from "../core/fault.ts";
import type { Verdict } from "../core/finding.ts";
import { asDateTime, instantOf } from "../core/instant.ts";
import { EXIT, worstExit } from "./exit.ts";
import type { Register } from "./register.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";

interface Flags extends Manners {
  readonly recipient?: string;
  readonly keys?: readonly string[];
  readonly evidence?: readonly string[];
  readonly asOf?: string;
  readonly format: "text" | "json";
}

const EXAMPLES = `
Exit status: 0 all valid, 1 some invalid, 3 some unreadable, 4 cannot tell.

Examples:
  $ laurel verify badge.json                        one file
  $ laurel verify credentials                       every credential file in a folder
  $ laurel verify badge.json --recipient ada@example.org
  $ laurel verify badge.json --offline --keys issuer/did.json
  $ laurel verify clr.json --json | jq -r .verdict
  $ curl -s https://example.org/badge | laurel verify -`;

const STATUS: Readonly<Record<Verdict, number>> = { valid: EXIT.done, invalid: EXIT.no, inconclusive: EXIT.unsure };

const gathered = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function instantFor(flags: Flags, voice: Voice): Date {
  if (flags.asOf === undefined) return voice.now;
  const instant = instantOf(asDateTime(flags.asOf) ?? "");
  if (instant === undefined) {
    throw fault("USAGE", `want --as-of as a time such as 2026-05-31T12:00:00Z, got "${flags.asOf}"`);
  }
  return new Date(instant);
}

/** Characters that JSON allows but that a terminal might obey; escaped, they are the same text. */
const UNSHOWN = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(UNSHOWN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

interface Input {
  readonly file: string;
  /** Why there is nothing to verify: a folder without credential files, say. */
  readonly fault?: FaultFacts;
}

const unusable = (error: unknown, file: string): FaultFacts => {
  if (error instanceof Fault && exitOf(error.facts.code) === EXIT.unusable) return { ...error.facts, file };
  throw error;
};

async function inputsOf(named: readonly string[]): Promise<readonly Input[]> {
  const { credentialFiles } = await import("../shell/files.ts");
  const inputs: Input[] = [];
  for (const name of named) {
    try {
      for (const file of await credentialFiles([name])) inputs.push({ file });
    } catch (error) {
      inputs.push({ file: name, fault: unusable(error, name) });
    }
  }
  return inputs;
}

/** One file's report, or why it could not be read; a file that is no credential has a report that says so. */
async function reportOn({ file, fault: known }: Input, world: World): Promise<Report | FaultFacts> {
  if (known !== undefined) return known;
  const { readBytes } = await import("../shell/files.ts");
  const { examineBytes } = await import("../flows/examine.ts");
  try {
    return await examineBytes(await readBytes(file), world);
  } catch (error) {
    return unusable(error, file);
  }
}

async function verify(files: readonly string[], flags: Flags, voice: Voice): Promise<number> {
  const { bring } = await import("../shell/evidence.ts");
  const { tally, verifyReport } = await import("./verify-report.ts");
  const json = voice.json || flags.format === "json";
  const { load, keys } = await bring({ evidence: flags.evidence ?? [], keys: flags.keys ?? [] }, voice.offline);
  const { recipient } = flags;
  const world: World = { now: instantFor(flags, voice), load, keys, ...(recipient === undefined ? {} : { recipient }) };

  const verdicts: string[] = [];
  const statuses: number[] = [];
  const inputs = await inputsOf(files);
  for (const input of inputs) {
    const { file } = input;
    const report = await reportOn(input, world);
    if ("verdict" in report) {
      voice.print(json ? jsonLine({ file, ...report }) : verifyReport(file, report, voice.paint));
      verdicts.push(report.verdict);
      statuses.push(STATUS[report.verdict]);
    } else {
      if (json) voice.print(jsonLine({ file, error: { code: report.code, message: report.message } }));
      voice.blame(report);
      verdicts.push("unreadable");
      statuses.push(exitOf(report.code));
    }
    if (json) voice.progress(verdicts.length, inputs.length, "files verified");
  }
  if (inputs.length > 1) voice.say(tally(verdicts, "file"));
  return worstExit(statuses);
}

export const verifyCommand: Register = (program, terminal, finish) => {
  withManners(program.command("verify"))
    .description("say whether a credential file may be relied on, and why")
    .argument("<file...>", "credential files, folders of them, or - for standard input")
    .option("--recipient <value>", "whom it ought to be about: an e-mail address, DID or other identifier")
    .option("--keys <file>", "keys you hold: a JWK, JWKS, DID document or multikey document (repeatable)", gathered)
    .option("--evidence <file>", "a JSON map from address or DID to its document (repeatable)", gathered)
    .option("--as-of <instant>", "ask for this time instead of now")
    .addOption(new Option("--format <name>", "how to report").choices(["text", "json"]).default("text"))
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], flags: Flags) => {
      finish(await verify(files, flags, voiceOf(flags, terminal)));
    });
};
