// issue: a roster in, signed credentials out.
import { join } from "node:path";
import { fault } from "../core/fault.ts";
import { instantOf, stampOf } from "../core/instant.ts";
import { count, quoted } from "../core/text.ts";
import { type Foreseen, foresee, type Issued, type IssueFacts, isRefused, issueForeseen } from "../flows/issue.ts";
import { type Offerings, offeringsOf } from "../flows/offering.ts";
import { type Entry, type FailedRow, planOf } from "../flows/plan.ts";
import { frameworkIndex } from "../frameworks/lookup.ts";
import { columnsOf, requireColumns } from "../model/column.ts";
import { type RosterRow, type RowFault, readRow } from "../model/roster.ts";
import { readTable, type Table } from "../readers/table.ts";
import { readManifest, storeIn, writeFailures, writeManifest } from "../shell/batch.ts";
import { readCatalogue } from "../shell/catalogue.ts";
import { readMarked } from "../shell/files.ts";
import { readFrameworks } from "../shell/framework-file.ts";
import { requiredSettings, requireFiles } from "../shell/settings.ts";
import { openSigning } from "../shell/signing.ts";
import { foreseenWithStatus } from "../shell/status-issue.ts";
import { warnOf } from "./case-files.ts";
import { EXIT } from "./exit.ts";
import { type IssueFlags, issueFlags, OUT } from "./issue-flags.ts";
import type { Register } from "./register.ts";
import { type Voice, voiceOf, withManners } from "./terminal.ts";

/** Everything that a batch needs, gathered before anything is decided. */
async function gather(roster: string, flags: IssueFlags, voice: Voice) {
  const settings = await requiredSettings(flags.config);
  requireFiles(settings, flags);
  const signing = await openSigning(settings, flags, voice);
  const catalogue = await readCatalogue(settings);
  const frameworks = await readFrameworks([...new Set([...settings.frameworks, ...flags.framework])]);
  for (const { errors } of frameworks) warnOf(errors, voice);
  const { text, mark } = await readMarked(roster);
  const table = await readTable(text, roster, flags.delimiter);
  return { settings, signing, catalogue, frameworks, table, mark };
}

type Gathered = Awaited<ReturnType<typeof gather>>;

/** A flag that names nothing is one fault, not one of every row. */
function requireAchievement(reference: string | undefined, offerings: Offerings): void {
  const found = reference === undefined ? undefined : offerings.find(reference);
  if (found !== undefined && "fault" in found) {
    const { message, hint } = found.fault;
    throw fault("USAGE", `--achievement: ${message}`, { hint });
  }
}

async function plan(
  { settings, signing, catalogue, frameworks, table }: Gathered,
  { achievement, validUntil }: IssueFlags,
  voice: Voice,
) {
  const meanings = columnsOf(table.columns, settings.columns, table.file);
  if (table.delimiter !== undefined) requireColumns(table.columns, meanings, { file: table.file, achievement });
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
  requireAchievement(achievement, offerings);
  const readings = table.rows.map((row) => readRow(row, meanings, { achievement, validUntil }));
  return planOf(readings, { meanings, offerings, issuer: signing.issuer, policy: settings.recipient });
}

/** Letters of UTF-8 that somebody read as Windows-1252 and saved again, such as é as Ã©. */
const TWICE_ENCODED =
  /[\u00c2\u00c3][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]|\u00e2[\u0080\u20ac]/;

/** What is no fault of a row, and yet may not be what the registrar meant. */
function notesOf(entries: readonly Entry[], table: Table, now: Date): readonly string[] {
  const at = (instant: string | undefined) => instantOf(instant ?? "");
  const where = (rows: readonly RosterRow[]) => `${count(rows.length, "row")}, the first on line ${rows[0]?.line}`;
  const kinds: readonly (readonly [readonly RosterRow[], string])[] = [
    [
      entries.filter(({ award }) => (at(award.awarded) ?? 0) > now.getTime()).map(({ row }) => row),
      "awarded after today, and not valid before that day",
    ],
    [
      entries
        .filter(({ award }) => (at(award.validUntil) ?? Number.POSITIVE_INFINITY) < now.getTime())
        .map(({ row }) => row),
      "no longer valid today",
    ],
    [
      table.rows.filter(({ cells }) => cells.some(({ text }) => TWICE_ENCODED.test(text))),
      "with letters that look wrongly converted, such as Ã© for é",
    ],
  ];
  const noted = kinds.flatMap(([rows, what]) => (rows.length === 0 ? [] : [`${table.file}: ${where(rows)}: ${what}`]));
  return table.rows.length === 0 ? [`${table.file}: the roster has a header and no rows`, ...noted] : noted;
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
    voice.blame({ ...rest, file, message: column === undefined ? message : `column ${quoted(column)}: ${message}` });
  }
}

const isUnchanged = (outcome: Foreseen): outcome is Issued => "state" in outcome && outcome.state === "unchanged";

const failedOf = (outcomes: readonly Foreseen[]): readonly FailedRow[] =>
  outcomes.filter(isRefused).map(({ entry, fault }) => ({ row: entry.row, faults: [fault] }));

/** Says what would be issued, or that nothing is because too many rows failed. */
function look(foreseen: readonly Foreseen[], bad: readonly FailedRow[], { out, flags, table, voice }: Batch): number {
  const failures = bad.flatMap(({ faults }) => faults);
  const outcome: Outcome = { issued: 0, unchanged: 0, failed: bad.length, failures, out };
  blame(failures, table.file, voice);
  if (flags.dryRun !== true) {
    report(outcome, {}, voice);
    const failed = `${count(bad.length, "row")} failed, more than --max-failures ${flags.maxFailures}`;
    voice.say(`laurel: ${failed}: nothing was issued`);
    return EXIT.no;
  }
  const unchanged = foreseen.filter(isUnchanged).length;
  const checked = foreseen.length - foreseen.filter(isRefused).length;
  const first = foreseen.find((one) => !isRefused(one) && !isUnchanged(one))?.entry.document ?? null;
  report({ ...outcome, unchanged }, { checked, first }, voice);
  if (!voice.json && first !== null) voice.print(JSON.stringify(first, null, 2));
  const would = `${count(checked - unchanged, "credential")} would be issued, ${unchanged} unchanged`;
  voice.say(`${would}, ${count(bad.length, "row")} failed; nothing was written`);
  return bad.length > 0 ? EXIT.no : EXIT.done;
}

interface Batch {
  readonly out: string;
  readonly flags: IssueFlags;
  readonly table: Table;
  readonly voice: Voice;
}

async function issue(roster: string, flags: IssueFlags, voice: Voice): Promise<number> {
  const gathered = await gather(roster, flags, voice);
  const { settings, signing, table, mark } = gathered;
  const planned = await plan(gathered, flags, voice);
  const { shard } = flags;
  const part = shard === undefined ? "" : `.${shard.number}-of-${shard.of}`;
  const mine = new Set(table.rows.filter((_, index) => shard === undefined || index % shard.of === shard.number - 1));
  const entries = planned.entries.filter(({ row }) => mine.has(row));
  const bad = planned.failures.filter(({ row }) => mine.has(row));
  const out = flags.out ?? settings.out ?? OUT;
  for (const note of notesOf(entries, table, voice.now)) voice.say(`laurel: note: ${note}`);
  const facts: IssueFacts = {
    store: storeIn(out),
    extension: signing.extension,
    secure: signing.secure,
    wanted: ({ row }) => mine.has(row),
    force: flags.force === true,
    status: settings.status !== undefined,
    jobs: flags.jobs,
    progress: (done, total) => voice.progress(done, total, "credentials"),
  };
  const manifest = await readManifest(join(out, `manifest${part}.csv`));
  const foreseen = await foresee(planned.entries, facts);
  const byLine = (a: FailedRow, b: FailedRow) => a.row.line - b.row.line;
  const stopping = [...bad, ...failedOf(foreseen)].sort(byLine);
  const looking = flags.dryRun === true || stopping.length > (flags.maxFailures ?? Number.POSITIVE_INFINITY);
  const { now, say } = voice;
  const entitled =
    settings.status === undefined
      ? foreseen
      : await foreseenWithStatus(foreseen, planned.entries, {
          settings: settings.status,
          ...{ signing, now, part, dryRun: looking, say },
        });
  if (looking) return look(entitled, stopping, { out, flags, table, voice });

  const outcomes = await issueForeseen(entitled, facts);
  const made = outcomes.filter((outcome): outcome is Issued => !isRefused(outcome));
  const failedRows = [...bad, ...failedOf(outcomes)].sort(byLine);
  if (made.length > 0) await writeManifest(manifest, made, stampOf(voice.now));
  const failuresFile = join(out, `failures${part}.csv`);
  await writeFailures(failuresFile, table, failedRows, mark);

  const failures = failedRows.flatMap(({ faults }) => faults);
  const issued = made.filter(({ state }) => state === "issued").length;
  const outcome: Outcome = { issued, unchanged: made.length - issued, failed: failedRows.length, failures, out };
  blame(failures, table.file, voice);
  report(outcome, {}, voice);
  if (!voice.json)
    voice.print(`${outcome.issued} issued, ${outcome.unchanged} unchanged, ${outcome.failed} failed: ${out}`);
  if (failedRows.length > 0)
    voice.say(`the rows that failed stand in ${failuresFile}; fix them there and issue that file`);
  return failedRows.length > 0 ? EXIT.no : EXIT.done;
}

export const issueCommand: Register = (program, terminal, finish) => {
  const command = withManners(program.command("issue"))
    .description("Signs one Open Badges 3.0 credential for every row of a roster (.csv, .tsv, .yaml, .yml, .json).")
    .argument("<roster>", "roster; - reads CSV from standard input");
  issueFlags(command)
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
