// The work of laurel verify: files to verdicts, each printed as it comes.
import { exitOf, fault } from "../core/fault.ts";
import type { Verdict } from "../core/finding.ts";
import { asDateTime, instantOf } from "../core/instant.ts";
import type { Pile, Storage } from "../core/storage.ts";
import { eachCredential } from "../shell/credential-file.ts";
import { bring } from "../shell/evidence.ts";
import { type Input, outcomesOf, unusable, type Wish } from "../shell/examining.ts";
import { withStorage } from "../shell/storage.ts";
import { EXIT, worstExit } from "./exit.ts";
import type { Terminal, Voice } from "./terminal.ts";
import type { FormatName, VerifyFlags } from "./verify.ts";
import { formatOf } from "./verify-format.ts";
import { tally } from "./verify-report.ts";

const STATUS: Readonly<Record<Verdict, number>> = { valid: EXIT.done, invalid: EXIT.no, inconclusive: EXIT.unsure };

function instantFor(flags: VerifyFlags, voice: Voice): Date {
  if (flags.asOf === undefined) return voice.now;
  const instant = instantOf(asDateTime(flags.asOf) ?? "");
  if (instant === undefined) {
    throw fault("USAGE", `want --as-of as a time such as 2026-05-31T12:00:00Z, got "${flags.asOf}"`);
  }
  return new Date(instant);
}

/** All that is named, put aside: a batch may be longer than memory. */
async function inputsOf(named: readonly string[], storage: Storage): Promise<Pile<Input>> {
  const inputs = storage.pile<Input>();
  for (const name of named) {
    try {
      for await (const input of eachCredential([name], { within: true, storage })) inputs.add(input);
    } catch (error) {
      inputs.add({ file: name, fault: unusable(error, name) });
    }
  }
  return inputs;
}

function formatFor({ format = "text" }: VerifyFlags, { json }: Voice): FormatName {
  if (json && format === "junit") throw fault("USAGE", "want --json or --format junit, got both");
  return json ? "json" : format;
}

/** What is asked of every file. */
async function wishOf(flags: VerifyFlags, voice: Voice): Promise<Wish> {
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

async function verify(
  files: readonly string[],
  flags: VerifyFlags,
  voice: Voice,
  { clock, env }: Terminal,
  storage: Storage,
): Promise<number> {
  const name = formatFor(flags, voice);
  const format = formatOf(name);
  const brought = await bring(flags, voice.offline, { clock, env });
  const wish = await wishOf(flags, voice);
  if (flags.asOf !== undefined) voice.say(`asked as of ${instantFor(flags, voice).toISOString()}`);

  const verdicts: string[] = [];
  const statuses = new Set<number>();
  const pile = await inputsOf(files, storage);
  const inputs = { length: pile.size(), [Symbol.iterator]: () => pile[Symbol.iterator]() };
  const reported = pile[Symbol.iterator]();
  if (format.start !== undefined) voice.print(format.start);
  // What is saved stands in the order of the questions, which workers would ask in another each time.
  const jobs = flags.saveEvidence === undefined ? flags.jobs : 1;
  for await (const report of outcomesOf("report", inputs, wish, brought, jobs)) {
    const { file } = reported.next().value ?? { file: "" };
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

/** Prints a verdict on each file; gives the exit status. */
export const verifyFiles = (
  files: readonly string[],
  flags: VerifyFlags,
  voice: Voice,
  terminal: Terminal,
): Promise<number> => withStorage((storage) => verify(files, flags, voice, terminal, storage));
