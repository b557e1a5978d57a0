// A roster read and planned: everything that a batch needs, gathered before anything is decided, and the plan of it.
import { fault } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import { type FailedRow, type Plan, planOf } from "../flows/plan.ts";
import { columnsOf, requireColumns } from "../model/column.ts";
import { type RunFacts, sha256 } from "../model/ledger.ts";
import { readRow } from "../model/roster.ts";
import { isOfShard, isOnlyShard, type Shard } from "../model/shard.ts";
import { readTable, type Table, type TableRow } from "../readers/table.ts";
import { VERSION } from "../version.ts";
import { isPipe, readBytes, readMarked } from "./files.ts";
import { type Issuer, type IssuerFlags, openIssuer } from "./issuer.ts";

export interface DraftFlags extends IssuerFlags {
  readonly achievement?: string;
  readonly delimiter?: string;
  readonly validUntil?: string;
  readonly showValues?: boolean;
}

export interface Drafted {
  readonly issuer: Issuer;
  readonly table: Table;
  /** The byte order mark before the roster. */
  readonly mark: string;
  readonly plan: Plan;
  readonly run: RunFacts;
  /** Whether a row is of the part that is issued. */
  readonly isMine: (row: TableRow) => boolean;
  /** Rows of that part that gave no entry. */
  readonly bad: readonly FailedRow[];
}

type Voice = { readonly now: Date; readonly say: (line: string) => void };

const hashOf = async (file: string): Promise<string> => sha256(await readBytes(file));

async function hashesOf({ settings, frameworks }: Issuer) {
  const { achievements } = settings;
  return {
    config: await hashOf(settings.placeOf("").file ?? ""),
    ...(achievements === undefined ? {} : { catalogue: await hashOf(achievements) }),
    // Neither the file's name nor the title: the identifier says which framework it was.
    frameworks: [...frameworks.values()].map(({ file: _, title: __, ...facts }) => facts),
  };
}

/** A flag that names nothing is one fault, not one of every row. */
function requireAchievement(reference: string | undefined, { offerings }: Issuer): void {
  const found = reference === undefined ? undefined : offerings.find(reference);
  if (found !== undefined && "fault" in found) {
    const { message, hint } = found.fault;
    throw fault("USAGE", `--achievement: ${message}`, { hint });
  }
}

export async function draft(
  roster: string,
  flags: DraftFlags,
  shard: Shard | undefined,
  voice: Voice,
): Promise<Drafted> {
  const said = new Set<string>();
  const issuer = await openIssuer(flags, voice, (line) => {
    if (!said.has(line)) voice.say(`laurel: note: ${line}`);
    said.add(line);
  });
  const { settings, signing, offerings } = issuer;
  const { text, mark } = await readMarked(roster);
  const table = await readTable(text, roster, flags.delimiter, await isPipe(roster));
  const meanings = columnsOf(table.columns, settings.columns, table.file);
  const { achievement, validUntil, showValues } = flags;
  if (table.delimiter !== undefined) requireColumns(table.columns, meanings, { file: table.file, achievement });
  requireAchievement(achievement, issuer);
  const readings = table.rows.map((row) =>
    readRow(row, meanings, { achievement, validUntil, showValues, dates: settings.dates }),
  );
  const plan = await planOf(readings, { meanings, offerings, issuer: signing.issuer, policy: settings.recipient });
  const mine = new Set(table.rows.filter((_, index) => isOfShard(index, shard)));
  const isMine = (row: TableRow) => mine.has(row);
  return {
    issuer,
    table,
    mark,
    plan,
    run: {
      laurel: VERSION,
      at: stampOf(voice.now),
      key: signing.keyId,
      proof: signing.proof,
      roster: sha256(mark + text),
      ...(await hashesOf(issuer)),
      rows: table.rows.length,
      ...(shard === undefined || isOnlyShard(shard) ? {} : { shard: `${shard.number}/${shard.of}` }),
    },
    isMine,
    bad: plan.failures.filter(({ row }) => isMine(row)),
  };
}
