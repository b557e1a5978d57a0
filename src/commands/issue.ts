// issue: a roster in, signed credentials out.
import { join } from "node:path";
import { Option } from "commander";
import { fault } from "../core/fault.ts";
import { asDateTime, stampOf } from "../core/instant.ts";
import { count } from "../core/text.ts";
import { type Issued, issueAll, type Refused } from "../flows/issue.ts";
import { offeringsOf } from "../flows/offering.ts";
import { type FailedRow, type Plan, planOf } from "../flows/plan.ts";
import { columnsOf } from "../model/column.ts";
import { frameworkIndex } from "../model/framework-index.ts";
import { type RosterRow, type RowFault, readRow } from "../model/roster.ts";
import { PROOF_NAMES } from "../proofs/secure.ts";
import { readTable, type Table } from "../readers/table.ts";
import { storeIn, writeFailures, writeManifest } from "../shell/batch.ts";
import { NO_CATALOGUE, readCatalogue } from "../shell/catalogue.ts";
import { readText } from "../shell/files.ts";
import { readFrameworks } from "../shell/framework-file.ts";
import { requiredSettings } from "../shell/settings.ts";
import { openSigning } from "../shell/signing.ts";
import { EXIT } from "./exit.ts";
import { collect, signingFlags } from "./flags.ts";
import type { Register } from "./register.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";

interface IssueFlags extends Manners {
  readonly out?: string;
  readonly achievement?: string;
  readonly framework: readonly string[];
  readonly delimiter?: string;
  readonly proof?: string;
  readonly key?: string;
  readonly passphraseFile?: string;
  readonly validUntil?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly jobs: number;
  readonly shard?: Shard;
  readonly maxFailures?: number;
}

interface Shard {
  readonly number: number;
  readonly of: number;
}

const OUT = "credentials";

const wholeNumber = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw fault("USAGE", `want a whole number, got "${text}"`);
};

const atLeastOne = (text: string): number => Math.max(1, wholeNumber(text));

function shardOf(text: string): Shard {
  const [, number = 0, of = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (number >= 1 && number <= of) return { number, of };
  throw fault("USAGE", `want --shard as I/N, such as 1/4, got "${text}"`);
}

function endOf(text: string | undefined): string | undefined {
  const value = text === undefined ? undefined : asDateTime(text);
  if (text !== undefined && value === undefined)
    throw fault("USAGE", `want --valid-until as a date such as 2027-05-31, got "${text}"`);
  return value;
}

const inShard = (rows: readonly RosterRow[], shard: Shard | undefined): readonly RosterRow[] =>
  shard === undefined ? rows : rows.filter((_, index) => index % shard.of === shard.number - 1);

/** Everything that a batch needs, gathered before anything is decided. */
async function gather(roster: string, flags: IssueFlags, voice: Voice) {
  const settings = await requiredSettings(flags.config);
  const signing = await openSigning(settings, flags, voice);
  const catalogue = settings.achievements === undefined ? NO_CATALOGUE : await readCatalogue(settings.achievements);
  const frameworks = await readFrameworks([...new Set([...settings.frameworks, ...flags.framework])]);
  const table = await readTable(await readText(roster), roster, flags.delimiter);
  return { settings, signing, catalogue, frameworks, table };
}

type Gathered = Awaited<ReturnType<typeof gather>>;

async function plan(
  { settings, signing, catalogue, frameworks, table }: Gathered,
  flags: IssueFlags,
  voice: Voice,
): Promise<Plan> {
  const meanings = columnsOf(table.columns, settings.columns, table.file);
  const said = new Set<string>();
  const offerings = offeringsOf({
    catalogue: catalogue.specs,
    images: catalogue.images,
    locate: catalogue.locate,
    index: frameworkIndex(frameworks),
    issuerId: signing.issuerId,
    now: voice.now,
    note: (line) => {
      if (!said.has(line)) voice.say(`laurel: note: ${line}`);
      said.add(line);
    },
  });
  const defaults = { achievement: flags.achievement, validUntil: endOf(flags.validUntil) };
  const readings = inShard(table.rows, flags.shard).map((row) => readRow(row, meanings, defaults));
  return planOf(readings, { meanings, offerings, issuer: signing.issuer, policy: settings.recipient });
}

interface Outcome {
  readonly issued: number;
  readonly unchanged: number;
  readonly failures: readonly RowFault[];
  readonly failed: number;
  readonly out: string;
}

function report({ issued, unchanged, failed, failures, out }: Outcome, more: object, voice: Voice): void {
  if (!voice.json) return;
  const rows = failures.map(({ line, column, code, message }) => ({ line, column: column ?? null, code, message }));
  voice.print(JSON.stringify({ issued, unchanged, failed, failures: rows, out, ...more }));
}

function blame(failures: readonly RowFault[], file: string, voice: Voice): void {
  for (const { column, message, ...rest } of failures) {
    voice.blame({ ...rest, file, message: column === undefined ? message : `column "${column}": ${message}` });
  }
}

const isRefused = (outcome: Issued | Refused): outcome is Refused => "fault" in outcome;

function refusedRows(outcomes: readonly (Issued | Refused)[], { rows }: Table): FailedRow[] {
  return outcomes.filter(isRefused).map(({ entry, fault }) => ({
    row: rows.find(({ line }) => line === entry.line) ?? { line: entry.line, cells: [] },
    faults: [fault],
  }));
}

async function issue(roster: string, flags: IssueFlags, voice: Voice): Promise<number> {
  const gathered = await gather(roster, flags, voice);
  const { settings, signing, table } = gathered;
  const { entries, failures: bad } = await plan(gathered, flags, voice);
  const out = flags.out ?? settings.out ?? OUT;
  if (settings.status !== undefined) {
    voice.say("laurel: note: `status:` is set, but no status lists are made yet; these credentials cannot be revoked");
  }
  const stopped = flags.maxFailures !== undefined && bad.length > flags.maxFailures;
  if (flags.dryRun === true || stopped) {
    const failures = bad.flatMap(({ faults }) => faults);
    blame(failures, table.file, voice);
    const first = entries[0]?.document;
    report(
      { issued: 0, unchanged: 0, failed: bad.length, failures, out },
      stopped ? {} : { checked: entries.length, first },
      voice,
    );
    if (stopped)
      voice.say(
        `laurel: ${count(bad.length, "row")} failed, more than --max-failures ${flags.maxFailures}: nothing was issued`,
      );
    else {
      if (!voice.json && first !== undefined) voice.print(JSON.stringify(first, null, 2));
      voice.say(
        `${count(entries.length, "credential")} would be issued, ${count(bad.length, "row")} failed; nothing was written`,
      );
    }
    return bad.length > 0 ? EXIT.no : EXIT.done;
  }
  const outcomes = await issueAll(entries, {
    store: storeIn(out),
    extension: signing.extension,
    secure: signing.secure,
    force: flags.force === true,
    jobs: flags.jobs,
    progress: (done, total) => voice.progress(done, total, "credentials"),
  });
  const made = outcomes.filter((outcome): outcome is Issued => !isRefused(outcome));
  const failedRows = [...bad, ...refusedRows(outcomes, table)].sort((a, b) => a.row.line - b.row.line);
  const part = flags.shard === undefined ? "" : `.${flags.shard.number}-of-${flags.shard.of}`;
  if (made.length > 0) await writeManifest(join(out, `manifest${part}.csv`), made, stampOf(voice.now));
  await writeFailures(join(out, `failures${part}.csv`), table, failedRows);

  const failures = failedRows.flatMap(({ faults }) => faults);
  const issued = made.filter(({ state }) => state === "issued").length;
  const outcome: Outcome = { issued, unchanged: made.length - issued, failed: failedRows.length, failures, out };
  blame(failures, table.file, voice);
  report(outcome, {}, voice);
  if (!voice.json)
    voice.print(`${outcome.issued} issued, ${outcome.unchanged} unchanged, ${outcome.failed} failed: ${out}`);
  if (failedRows.length > 0)
    voice.say(`the rows that failed stand in ${join(out, `failures${part}.csv`)}; fix them there and issue that file`);
  return failedRows.length > 0 ? EXIT.no : EXIT.done;
}

export const issueCommand: Register = (program, terminal, finish) => {
  const command = withManners(program.command("issue"))
    .description("Signs one Open Badges 3.0 credential for every row of a roster (.csv, .tsv, .yaml, .yml, .json).")
    .argument("<roster>", "roster; - reads CSV from standard input")
    .addOption(
      new Option("--out <dir>", `folder for the credentials (default: "out" of laurel.yaml, else ${OUT})`).env(
        "LAUREL_OUT",
      ),
    )
    .option("--achievement <slug>", "what rows award that name no achievement")
    .option("--framework <file>", "a CASE framework, beside those of laurel.yaml; repeatable", collect, [])
    .option("--delimiter <char>", "what stands between the cells of a CSV (default: found by itself)");
  signingFlags(command, PROOF_NAMES)
    .option("--valid-until <instant>", "when the credentials end that say nothing of it themselves")
    .option("--dry-run", "check everything, sign nothing, and show the first credential")
    .option("--force", "issue anew where a file says something else than its row")
    .option("--jobs <n>", "credentials worked on at a time", atLeastOne, 4)
    .option("--shard <i/n>", "only every n-th row, beginning at row i", shardOf)
    .option("--max-failures <n>", "issue nothing when more rows than this fail", wholeNumber)
    .addHelpText(
      "after",
      `
A bad row is reported and the rest are issued; failures.csv in the folder holds the bad ones with the reason.
The same row always gives the same credential, so running again writes nothing.

Examples:
  $ laurel issue roster.csv --dry-run        look before you sign
  $ laurel issue roster.csv                  sign every row
  $ laurel issue credentials/failures.csv    the rows that failed, once fixed
  $ laurel issue roster.csv --proof vc-jwt   as JWTs`,
    )
    .action(async (roster: string, flags: IssueFlags) => finish(await issue(roster, flags, voiceOf(flags, terminal))));
};
