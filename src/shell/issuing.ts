// A run of issue on its folder: alone there, from where an interrupted one stopped to records that an auditor can read.
// What a run knows of its rows it puts aside; it holds as many of them as it works on.
import { posix } from "node:path";
import type { Json, JsonObject } from "../core/json.ts";
import { grouped, numberKey, type Pile, type Storage, valuesOf } from "../core/storage.ts";
import { issueForeseen } from "../flows/confirm.ts";
import type { Failures } from "../flows/failure.ts";
import { type Forecast, foresee, isToSign, type Planned, recalled } from "../flows/foresee.ts";
import { type IssueFacts, isRefused, issuanceOf, type Store } from "../flows/issue.ts";
import { NO_RECORDS, type Recorded } from "../flows/place.ts";
import { type Issuance, isSameRun, type RunEnd, type RunFacts, sha256, type Tip } from "../model/ledger.ts";
import type { Places } from "./batch.ts";
import { writeFailures } from "./failures.ts";
import { type Journal, openJournal } from "./journal.ts";
import { appendRun, ledgerTip, wholeTip } from "./ledger-file.ts";
import { withLock } from "./lock.ts";
import { manifestRows, updateManifest } from "./manifest.ts";
import type { Roster } from "./roster-file.ts";
import { streamLine } from "./stream.ts";

/** The `credentialStatus` of the row at a place. */
export type StatusAt = (at: number) => Json | undefined;

export interface Batch {
  readonly places: Places;
  readonly run: RunFacts;
  readonly planned: Planned;
  /** Rows that failed; those that turn out to fail later are added. */
  readonly failures: Failures;
  readonly facts: Omit<IssueFacts, "store" | "note">;
  /** Why nothing is to be issued when these rows fail. */
  readonly limit: (failures: Failures) => string | undefined;
  /** Gives what is to be signed its entries in the status lists, and writes them down first unless it is only looked at. */
  readonly entitle: (forecasts: Pile<Forecast>, onlyLook: boolean) => Promise<StatusAt>;
  /** Revokes the credentials that others were issued in the place of; a second time changes nothing. */
  readonly revoke: (issuances: readonly Issuance[]) => Promise<void>;
  readonly roster: Roster;
  readonly storage: Storage;
  /** Why the run is to stop, as soon as it is. */
  readonly stoppedBy: () => string | undefined;
}

export interface Tally {
  readonly issued: number;
  readonly unchanged: number;
  /** Of those that were issued: in the place of others. */
  readonly superseding: number;
  /** Rows that were not come to. */
  readonly left: number;
}

export const NOTHING: Tally = { issued: 0, unchanged: 0, superseding: 0, left: 0 };

export interface BatchOutcome extends Tally {
  /** Why nothing was issued. */
  readonly refused?: string;
}

/** Looks at the folder; what cannot be issued is put with the rows that failed. */
async function lookedAt({ planned, failures, storage }: Batch, facts: IssueFacts, recorded: Recorded) {
  const { forecasts, refused } = await foresee(planned, facts, recorded, storage);
  for (const failure of refused) failures.add(failure);
  return forecasts;
}

/** Issues what was foreseen; `take` gets what the records say of each, and whether they have it yet. */
async function issued(
  { planned, failures }: Batch,
  forecasts: Pile<Forecast>,
  statusAt: StatusAt,
  facts: IssueFacts,
  take: (issuance: Issuance, isFresh: boolean) => void,
): Promise<Tally> {
  const tally = { ...NOTHING, left: forecasts.size() };
  for await (const window of issueForeseen(planned, forecasts, statusAt, facts)) {
    for (const { at, outcome, issuance } of window) {
      tally.left -= 1;
      if (isRefused(outcome)) {
        failures.add({ at, row: outcome.entry.row, faults: [outcome.fault] });
        continue;
      }
      tally[outcome.state === "unchanged" ? "unchanged" : "issued"] += 1;
      if (outcome.state === "superseded") tally.superseding += 1;
      take(issuance ?? issuanceOf(outcome), issuance !== undefined);
    }
  }
  return tally;
}

export interface Ahead {
  /** Rows that would be issued, and that stand there already. */
  readonly toSign: number;
  readonly unchanged: number;
  readonly first?: JsonObject;
}

/** What a look at the folder says; nothing is written. */
export async function lookAhead(batch: Batch): Promise<Ahead> {
  const facts = { ...batch.facts, store: batch.places.store, note: async () => {} };
  const forecasts = await lookedAt(batch, facts, NO_RECORDS);
  const statusAt = await batch.entitle(forecasts, true);
  let toSign = 0;
  let first: JsonObject | undefined;
  for (const forecast of forecasts) {
    if (!isToSign(forecast)) continue;
    if (toSign === 0)
      for (const { foreseen } of recalled(batch.planned, [forecast], statusAt)) first = foreseen.entry.document;
    toSign += 1;
  }
  return { toSign, unchanged: forecasts.size() - toSign, ...(first === undefined ? {} : { first }) };
}

const stands = async ({ store }: Places, { file, sha256: hash }: Issuance): Promise<boolean> =>
  sha256(await store.read(file).catch(() => "")) === hash;

/** What a run leaves in its records. */
interface Records {
  /** For the manifest: what stands in the folder. For the ledger: what of it is new. */
  readonly listed: Pile<Issuance>;
  readonly fresh: Pile<Issuance>;
}

/** Manifest and ledger say what was issued; only then the journal may go. */
async function record(
  { places, revoke, storage }: Batch,
  { listed, fresh }: Records,
  run: RunFacts,
  end: RunEnd,
  tip: Tip,
): Promise<void> {
  const folders = new Set<string>();
  const successors: Issuance[] = [];
  for (const issuance of fresh) {
    folders.add(posix.dirname(issuance.file));
    if (issuance.supersedes !== undefined) successors.push(issuance);
  }
  await places.keepNames(folders);
  if (successors.length > 0) await revoke(successors);
  if (listed.size() > 0) await updateManifest(places.manifest, run, listed, places.tag, storage);
  if (fresh.size() > 0) await appendRun(places.ledger, tip, run, fresh, end);
}

/** What a journal notes last of each credential that still stands so, in its order, beside what is known already. */
async function* noted(
  journal: Journal,
  known: Iterable<Issuance>,
  { places, storage }: Batch,
): AsyncGenerator<Issuance> {
  const byId = storage.sorter<{ readonly number: number; readonly issuance?: Issuance }>();
  for (const { id } of known) byId.add(id, { number: byId.size() });
  for await (const issuance of journal.noted()) byId.add(issuance.id, { number: byId.size(), issuance });
  const inOrder = storage.sorter<Issuance>();
  for (const [, [first, ...more]] of grouped(byId)) {
    const last = more.at(-1) ?? first;
    if (first?.issuance !== undefined && last?.issuance !== undefined)
      inOrder.add(numberKey(first.number), last.issuance);
  }
  for (const issuance of valuesOf(inOrder)) if (await stands(places, issuance)) yield issuance;
}

/** The journal to go on with. What a run of other files left in it is recorded first, as that run's. */
async function resumed(batch: Batch): Promise<Journal> {
  const { places, run, storage } = batch;
  const journal = await openJournal(places.journal);
  const { begun } = journal;
  const tip = await (begun === undefined ? wholeTip : ledgerTip)(places.ledger);
  if (begun === undefined || (begun.head === tip.head && isSameRun(begun.run, run))) return journal;
  // With another head the ledger has that run already: only the journal's own end was missed.
  if (begun.head === tip.head) {
    const made = storage.pile<Issuance>();
    for await (const issuance of noted(journal, [], batch)) made.add(issuance);
    const end: RunEnd = { unchanged: 0, failed: 0, stopped: "interrupted" };
    await record(batch, { listed: made, fresh: made }, begun.run, end, tip);
  }
  await journal.drop();
  return openJournal(places.journal);
}

async function* listedIn(manifest: string): AsyncGenerator<{ readonly id: string; readonly file: string }> {
  for await (const row of manifestRows(manifest)) yield { id: row["credential id"] ?? "", file: row["file"] ?? "" };
}

async function issueAlone(batch: Batch): Promise<BatchOutcome> {
  const { places, run, failures, roster, storage } = batch;
  await places.sweep();
  const journal = await resumed(batch);
  const tip = await ledgerTip(places.ledger);
  let begun = journal.begun !== undefined;
  const note = async (issuances: readonly Issuance[]) => {
    if (!begun) await journal.begin(run, tip.head);
    begun = true;
    await journal.append(issuances);
  };
  const facts: IssueFacts = { ...batch.facts, store: places.store, note };
  try {
    // A batch whose manifest is unreadable should not be half done: it is read before anything is signed.
    const forecasts = await lookedAt(batch, facts, { noted: journal.noted(), listed: listedIn(places.manifest) });
    const refused = batch.limit(failures);
    if (refused !== undefined) return { ...NOTHING, refused };

    const statusAt = await batch.entitle(forecasts, false);
    const records: Records = { listed: storage.pile(), fresh: storage.pile() };
    const take = (issuance: Issuance, isFresh: boolean) => {
      records.listed.add(issuance);
      if (isFresh) records.fresh.add(issuance);
    };
    const tally = await issued(batch, forecasts, statusAt, facts, take);
    // With the journal goes what an interrupted run noted of rows that this one was stopped before.
    if (tally.left > 0) for await (const issuance of noted(journal, records.fresh, batch)) take(issuance, true);
    const stopped = batch.stoppedBy();
    const unchanged = records.listed.size() - records.fresh.size();
    const end = { unchanged, failed: failures.size(), ...(stopped === undefined ? {} : { stopped }) };
    await record(batch, records, run, end, tip);
    await writeFailures(places.failures, roster, failures, places.tag);
    await journal.drop();
    return tally;
  } finally {
    await journal.close();
    await places.close();
  }
}

/** Signs into a stream that nobody can read back: each credential is verified before it goes, and no record is kept. */
export async function issueTo(print: (line: string) => void, batch: Batch): Promise<BatchOutcome> {
  const store: Store = {
    names: async function* () {},
    read: async () => "",
    where: (path) => path,
    ordered: true,
    write: async (path, body) => print(streamLine(path, body).trimEnd()),
  };
  const facts: IssueFacts = { ...batch.facts, store, note: async () => {} };
  const forecasts = await lookedAt(batch, facts, NO_RECORDS);
  return issued(batch, forecasts, await batch.entitle(forecasts, false), facts, () => {});
}

/** Issues a batch, with its folder to itself. Throws LOCKED while another run is at work there. */
export const issueBatch = (batch: Batch): Promise<BatchOutcome> =>
  withLock(batch.places.lock, "issue", () => issueAlone(batch));
