// A roster read and planned: everything that a batch needs, gathered before anything is decided, and the plan of it.
import { fault } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import { follower, type Storage } from "../core/storage.ts";
import { fewOf, quoted } from "../core/text.ts";
import { type Failures, failuresIn } from "../flows/failure.ts";
import type { Planned } from "../flows/foresee.ts";
import { isBrief, outlined, plannedRow } from "../flows/outline.ts";
import { type PlanFacts, requiredEntry } from "../flows/plan.ts";
import { columnsOf, requireColumns, unmet } from "../model/header.ts";
import { type RunFacts, sha256 } from "../model/ledger.ts";
import { type RosterRow, readRow } from "../model/roster.ts";
import { isOfShard, isOnlyShard, type Shard } from "../model/shard.ts";
import { VERSION } from "../version.ts";
import { readBytes } from "./files.ts";
import { type Issuer, type IssuerFlags, openIssuer } from "./issuer.ts";
import { type Roster, readRoster } from "./roster-file.ts";

export interface DraftFlags extends IssuerFlags {
  readonly achievement?: string;
  readonly delimiter?: string;
  readonly validUntil?: string;
  readonly showValues?: boolean;
}

export interface Drafted {
  readonly issuer: Issuer;
  readonly roster: Roster;
  readonly planned: Planned;
  /** Rows of the whole roster that give a credential. */
  readonly credentials: number;
  readonly run: RunFacts;
  /** Rows of the part that is issued that gave none. */
  readonly failures: Failures;
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
  file: string,
  flags: DraftFlags,
  shard: Shard | undefined,
  voice: Voice,
  storage: Storage,
): Promise<Drafted> {
  const said = new Set<string>();
  const issuer = await openIssuer(flags, voice, (line) => {
    if (!said.has(line)) voice.say(`laurel: note: ${line}`);
    said.add(line);
  });
  const { settings, signing, offerings } = issuer;
  const roster = await readRoster(file, flags.delimiter, storage);
  const { rows, columns, delimiter } = roster;
  const { achievement, validUntil, showValues } = flags;
  const meanings = columnsOf(columns, settings.columns, {
    file,
    hidden: delimiter === undefined && showValues !== true,
  });
  const missing = unmet(columns, settings.columns).map(quoted);
  if (missing.length > 0)
    voice.say(`laurel: note: ${file} has no column ${fewOf(missing)}, which \`columns:\` of laurel.yaml names`);
  if (delimiter !== undefined) requireColumns(columns, meanings, { file, achievement });
  requireAchievement(achievement, issuer);
  const { dates, decimals, recipient: policy } = settings;
  const defaults = { achievement, validUntil, showValues, dates, decimals };
  const facts: PlanFacts = { meanings, offerings, issuer: signing.issuer, policy, decimals };
  const readingOf = (row: RosterRow) => readRow(row, meanings, defaults);
  const readings = (function* () {
    for (const row of rows) yield readingOf(row);
  })();
  const { marks, credentials } = await outlined(readings, facts, storage);
  const isMine = (at: number) => isOfShard(at, shard);

  const failures = failuresIn(storage);
  const markAt = follower(marks);
  let at = 0;
  for (const row of credentials === roster.count ? [] : rows) {
    const mark = markAt(at);
    const made = isBrief(mark) || !isMine(at) ? undefined : await plannedRow(readingOf(row), mark, facts);
    if (made !== undefined && "faults" in made) failures.add({ at, ...made });
    at += 1;
  }
  return {
    issuer,
    roster,
    planned: { rows, marks, isMine, entryOf: (row) => requiredEntry(readingOf(row), facts) },
    credentials,
    run: {
      laurel: VERSION,
      at: stampOf(voice.now),
      key: signing.keyId,
      proof: signing.proof,
      roster: roster.sha256,
      ...(await hashesOf(issuer)),
      rows: roster.count,
      ...(shard === undefined || isOnlyShard(shard) ? {} : { shard: `${shard.number}/${shard.of}` }),
    },
    failures,
  };
}
