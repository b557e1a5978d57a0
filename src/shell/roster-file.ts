// A roster on disk or from a pipe: read once, however long it is, and its rows put aside.
import type { FaultFacts } from "../core/fault.ts";
import type { Pile, Storage } from "../core/storage.ts";
import { openTable, type TableHead, type TableRow } from "../readers/table.ts";
import { isPipe } from "./files.ts";
import { openText } from "./text-file.ts";

export interface Roster extends TableHead {
  /** As often as they are wanted. */
  readonly rows: Iterable<TableRow>;
  readonly count: number;
  /** What keeps rows from being read at all; those that could be read are here all the same. */
  readonly faults: readonly FaultFacts[];
  /** The byte order mark before it. */
  readonly mark: string;
  readonly sha256: string;
}

function* mapped<T, R>(pile: Pile<T>, to: (value: T) => R): Generator<R> {
  for (const value of pile) yield to(value);
}

export async function readRoster(path: string, delimiter: string | undefined, storage: Storage): Promise<Roster> {
  const { pieces, mark, sha256 } = openText(path);
  const faults: FaultFacts[] = [];
  const source = { pieces, file: path, delimiter, refuse: (facts: FaultFacts) => faults.push(facts) };
  const { records, rowOf, ...head } = await openTable(source, await isPipe(path));
  const pile = storage.pile<unknown>();
  for await (const record of records) pile.add(record);
  const rows = { [Symbol.iterator]: () => mapped(pile, rowOf) };
  return { ...head, rows, count: pile.size(), faults, mark: mark(), sha256: sha256() };
}
