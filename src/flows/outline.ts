// The outline of a batch: what the rows of a whole roster say against each other, and what is needed of each of them to
// settle that, so that no more than a row at a time is held. Nothing is signed before every row was looked at.
import { type FaultFacts, FaultList, sentence } from "../core/fault.ts";
import { text } from "../core/json.ts";
import { follower, MEMORY, numberKey, type Sorter, type Storage, valuesOf } from "../core/storage.ts";
import type { Learner } from "../model/award.ts";
import { folderName, learnerStem } from "../model/file-name.ts";
import type { RowFault, RowReading } from "../model/roster.ts";
import { TWINS } from "../model/twin.ts";
import { checkedEntry, type Entry, entryOf, type FailedRow, headerFor, type PlanFacts } from "./plan.ts";

/** What the other rows, the folder and the status lists have to know of a row that gives a credential. */
export interface Brief {
  /** Place of the row in the roster, from 0. */
  readonly at: number;
  readonly line: number;
  readonly id: string;
  /** Folder of the achievement, and name of the learner in it. */
  readonly folder: string;
  readonly stem: string;
  readonly awarded: string;
  readonly validUntil?: string;
  readonly number?: string;
}

/** A row that gives a credential, or what the rows before say against it; one that fails by itself alone has none. */
export type Mark =
  | Brief
  | { readonly at: number; readonly twin: RowFault }
  | { readonly at: number; readonly double: RowFault };

export const isBrief = (mark: Mark | undefined): mark is Brief => mark !== undefined && "id" in mark;

const idOf = ({ document }: Entry): string => text(document["id"]) ?? "";

export function briefOf(at: number, entry: Entry): Brief {
  const { row, award, slug } = entry;
  const { awarded, validUntil, learner } = award;
  return {
    at,
    line: row.line,
    id: idOf(entry),
    folder: folderName(slug),
    stem: learnerStem(learner),
    awarded,
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(learner.id === undefined ? {} : { number: learner.id }),
  };
}

interface Seen {
  readonly at: number;
  readonly line: number;
  readonly learner: Learner;
}

/** Learners whom the rows before tell otherwise, in the order of the rows. */
function* twinsIn(sightings: readonly Sorter<Seen>[], { meanings }: PlanFacts, storage: Storage): Generator<Mark> {
  const found = storage.sorter<Mark>();
  for (const [kind, { twinOf }] of TWINS.entries()) {
    let first: readonly [key: string, seen: Seen] | undefined;
    for (const [key, seen] of sightings[kind] ?? []) {
      if (first?.[0] !== key) {
        first = [key, seen];
        continue;
      }
      const twin = twinOf(first[1], seen);
      if (twin === undefined) continue;
      const { column, message, hint } = twin;
      const { at, line } = seen;
      const fault: RowFault = { code: "ROW_INVALID", line, column: headerFor(meanings, column), message, hint };
      found.add(numberKey(at), { at, twin: fault });
    }
  }
  let last = -1;
  for (const mark of valuesOf(found)) {
    if (mark.at !== last) yield mark;
    last = mark.at;
  }
}

const doubleOf = ({ line }: Brief, first: Brief): RowFault => ({
  code: "ROW_DOUBLE",
  line,
  message: `the same learner has the same achievement of the same day on line ${first.line}`,
  hint: "Take one of the two rows out.",
});

export interface Outline {
  readonly rows: number;
  /** In the order of the rows. */
  readonly marks: Iterable<Mark>;
  /** Rows that give a credential. */
  readonly credentials: number;
}

/** Looks at every row. Throws what is wrong with the catalogue's entries that rows name, all of it together. */
export async function outlined(readings: Iterable<RowReading>, facts: PlanFacts, storage: Storage): Promise<Outline> {
  const sightings = TWINS.map(() => storage.sorter<Seen>());
  const briefs = storage.pile<Brief>();
  const broken = new Map<string, FaultFacts>();
  let rows = 0;
  for (const reading of readings) {
    const at = rows++;
    const { line, learner } = reading.draft;
    for (const [kind, { keyOf }] of TWINS.entries()) {
      const key = keyOf(learner);
      if (key !== undefined) sightings[kind]?.add(JSON.stringify(key), { at, line, learner });
    }
    const made = await checkedEntry(reading, facts).catch((error: unknown) => {
      if (!(error instanceof FaultList)) throw error;
      for (const one of error.faults) broken.set(sentence(one), one);
      return [];
    });
    if ("document" in made) briefs.add(briefOf(at, made));
  }
  if (broken.size > 0) throw new FaultList([...broken.values()]);

  const marks = storage.sorter<Mark>();
  const twins = storage.pile<Mark>();
  for (const twin of twinsIn(sightings, facts, storage)) {
    twins.add(twin);
    marks.add(numberKey(twin.at), twin);
  }
  const twinAt = follower(twins);
  const byId = storage.sorter<Brief>();
  for (const brief of briefs) if (twinAt(brief.at) === undefined) byId.add(brief.id, brief);
  // Two rows that would give one credential: the first stands, the others are told.
  let first: Brief | undefined;
  let credentials = 0;
  for (const [, brief] of byId) {
    const { at } = brief;
    if (first?.id === brief.id) marks.add(numberKey(at), { at, double: doubleOf(brief, first) });
    else {
      first = brief;
      credentials += 1;
      marks.add(numberKey(at), brief);
    }
  }
  return { rows, credentials, marks: { [Symbol.iterator]: () => valuesOf(marks) } };
}

/** What becomes of a row, as its mark says. */
export async function plannedRow(
  reading: RowReading,
  mark: Mark | undefined,
  facts: PlanFacts,
): Promise<Entry | FailedRow> {
  const { row } = reading;
  if (mark !== undefined && "double" in mark) return { row, faults: [mark.double] };
  const twin = mark !== undefined && "twin" in mark ? [mark.twin] : [];
  const made = isBrief(mark) ? entryOf(reading, facts) : await checkedEntry(reading, facts, twin);
  return "document" in made ? made : { row, faults: made };
}

export interface Plan {
  readonly entries: readonly Entry[];
  readonly failures: readonly FailedRow[];
}

/** The plan of a roster that is short enough to be held. */
export async function planOf(readings: readonly RowReading[], facts: PlanFacts): Promise<Plan> {
  const { marks } = await outlined(readings, facts, MEMORY);
  const markAt = follower(marks);
  const entries: Entry[] = [];
  const failures: FailedRow[] = [];
  for (const [at, reading] of readings.entries()) {
    const made = await plannedRow(reading, markAt(at), facts);
    if ("document" in made) entries.push(made);
    else failures.push(made);
  }
  return { entries, failures };
}
