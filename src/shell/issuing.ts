// A run of issue on its folder: alone there, from where an interrupted one stopped to records that an auditor can read.
import { fault } from "../core/fault.ts";
import { confirm } from "../flows/confirm.ts";
import {
  type Foreseen,
  foresee,
  type Issued,
  type IssueFacts,
  isRefused,
  issuanceOf,
  issueForeseen,
  type Store,
} from "../flows/issue.ts";
import type { Entry, FailedRow } from "../flows/plan.ts";
import { recordOf } from "../flows/record.ts";
import { type Issuance, isSameRun, type RunEnd, type RunFacts, sha256, type Tip } from "../model/ledger.ts";
import type { Table } from "../readers/table.ts";
import type { Places } from "./batch.ts";
import { writeFailures } from "./failures.ts";
import { type Journal, openJournal } from "./journal.ts";
import { appendRun, ledgerTip } from "./ledger-file.ts";
import { withLock } from "./lock.ts";
import { readManifest, withIssuances, writeManifest } from "./manifest.ts";
import { streamLine } from "./stream.ts";

export interface Batch {
  readonly places: Places;
  readonly run: RunFacts;
  readonly entries: readonly Entry[];
  /** Rows that gave no entry. */
  readonly bad: readonly FailedRow[];
  readonly facts: Omit<IssueFacts, "store" | "pending" | "note">;
  /** Why nothing is to be issued when these rows fail. */
  readonly limit: (failures: readonly FailedRow[]) => string | undefined;
  /** Gives what is to be signed its entries in the status lists, and writes them down first unless it is only looked at. */
  readonly entitle: (foreseen: readonly Foreseen[], onlyLook: boolean) => Promise<readonly Foreseen[]>;
  /** Revokes the credentials that others were issued in the place of; a second time changes nothing. */
  readonly revoke: (issuances: readonly Issuance[]) => Promise<void>;
  readonly table: Table;
  readonly mark: string;
  /** Why the run is to stop, as soon as it is. */
  readonly stoppedBy: () => string | undefined;
}

export interface BatchOutcome {
  readonly made: readonly Issued[];
  readonly failures: readonly FailedRow[];
  /** Rows that were not come to. */
  readonly left: number;
  /** Why nothing was issued. */
  readonly refused?: string;
}

/** All rows that failed, in order. */
export const failuresOf = (bad: readonly FailedRow[], outcomes: readonly Foreseen[]): readonly FailedRow[] =>
  [...bad, ...outcomes.filter(isRefused).map(({ entry, fault }) => ({ row: entry.row, faults: [fault] }))].sort(
    (a, b) => a.row.line - b.row.line,
  );

/** What a look at the folder says of every row; nothing is written. */
export const lookAhead = async ({ places, entries, facts, entitle }: Batch): Promise<readonly Foreseen[]> =>
  entitle(await foresee(entries, { ...facts, store: places.store, pending: new Map(), note: async () => {} }), true);

const stands = async ({ store }: Places, { file, sha256: hash }: Issuance): Promise<boolean> =>
  sha256(await store.read(file).catch(() => "")) === hash;

/** Manifest and ledger say what was issued; only then the journal may go. */
async function record(
  { places, revoke }: Batch,
  {
    run,
    listed,
    recorded,
    end,
    tip,
  }: {
    readonly run: RunFacts;
    readonly listed: readonly Issuance[];
    readonly recorded: readonly Issuance[];
    readonly end: RunEnd;
    readonly tip: Tip;
  },
): Promise<void> {
  await places.keepNames(recorded.map(({ file }) => file));
  const successors = recorded.filter(({ supersedes }) => supersedes !== undefined);
  if (successors.length > 0) await revoke(successors);
  if (listed.length > 0) await writeManifest(withIssuances(await readManifest(places.manifest), listed), places.tag);
  if (recorded.length > 0) await appendRun(places.ledger, tip, run, recorded, end);
}

/** The journal to go on with. What a run of other files left in it is recorded first, as that run's. */
async function resumed(batch: Batch): Promise<Journal> {
  const { places, run } = batch;
  const journal = await openJournal(places.journal);
  const { begun, pending } = journal;
  const tip = await ledgerTip(places.ledger);
  if (begun === undefined || (begun.head === tip.head && isSameRun(begun.run, run))) return journal;
  // With another head the ledger has that run already: only the journal's own end was missed.
  if (begun.head === tip.head) {
    const made: Issuance[] = [];
    for (const issuance of pending.values()) if (await stands(places, issuance)) made.push(issuance);
    const end: RunEnd = { unchanged: 0, failed: 0, stopped: "interrupted" };
    await record(batch, { run: begun.run, listed: made, recorded: made, end, tip });
  }
  await journal.drop();
  return openJournal(places.journal);
}

async function issueAlone(batch: Batch): Promise<BatchOutcome> {
  const { places, run, entries, bad, table, mark } = batch;
  await places.sweep();
  const manifest = await readManifest(places.manifest);
  const journal = await resumed(batch);
  const tip = await ledgerTip(places.ledger);
  let begun = journal.begun !== undefined;
  const note = async (issuances: readonly Issuance[]) => {
    if (!begun) await journal.begin(run, tip.head);
    begun = true;
    await journal.append(issuances);
  };
  const facts: IssueFacts = { ...batch.facts, store: places.store, pending: journal.pending, note };
  try {
    const foreseen = await foresee(entries, facts);
    const before = failuresOf(bad, foreseen);
    const refused = batch.limit(before);
    if (refused !== undefined) return { made: [], failures: before, left: 0, refused };

    const entitled = await batch.entitle(foreseen, false);
    const outcomes = await issueForeseen(entitled, facts);
    const made = outcomes.filter((outcome): outcome is Issued => !isRefused(outcome));
    const failures = failuresOf(bad, outcomes);
    const known = { pending: journal.pending, isListed: (id: string) => manifest.rows.has(id) };
    const noted = made.map((outcome) => ({ outcome, issuance: recordOf(outcome, known) }));
    const fresh = noted.filter(({ issuance }) => issuance !== undefined);
    await confirm(
      fresh.map(({ outcome }) => outcome),
      facts,
    );

    const stopped = batch.stoppedBy();
    await record(batch, {
      run,
      listed: noted.map(({ outcome, issuance }) => issuance ?? issuanceOf(outcome)),
      recorded: fresh.flatMap(({ issuance }) => issuance ?? []),
      end: {
        unchanged: made.length - fresh.length,
        failed: failures.length,
        ...(stopped === undefined ? {} : { stopped }),
      },
      tip,
    });
    await writeFailures(places.failures, table, failures, mark, places.tag);
    await journal.drop();
    return { made, failures, left: foreseen.length - outcomes.length };
  } finally {
    await journal.close();
    await places.close();
  }
}

/** Signs into a stream that nobody can read back: each credential is verified before it goes, and no record is kept. */
export async function issueTo(print: (line: string) => void, batch: Batch): Promise<BatchOutcome> {
  const store: Store = {
    names: async () => [],
    read: async () => "",
    keep: async () => "",
    where: (path) => path,
    ordered: true,
    write: async (path, body) => {
      if ((await batch.facts.holds(body)) !== true)
        throw fault("FILE_MISMATCH", "the proof that was just made does not hold", { file: path });
      print(streamLine(path, body).trimEnd());
    },
  };
  const facts: IssueFacts = { ...batch.facts, store, pending: new Map(), note: async () => {} };
  const foreseen = await batch.entitle(await foresee(batch.entries, facts), false);
  const outcomes = await issueForeseen(foreseen, facts);
  return {
    made: outcomes.filter((outcome): outcome is Issued => !isRefused(outcome)),
    failures: failuresOf(batch.bad, outcomes),
    left: foreseen.length - outcomes.length,
  };
}

/** Issues a batch, with its folder to itself. Throws LOCKED while another run is at work there. */
export const issueBatch = (batch: Batch): Promise<BatchOutcome> =>
  withLock(batch.places.lock, "issue", () => issueAlone(batch));
