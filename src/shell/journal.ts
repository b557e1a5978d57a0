// The journal of a run: written before the files that it speaks of, and taken away when the run is recorded. Where one
// stands, a run was interrupted, and the next one goes on from it.
import { unlink } from "node:fs/promises";
import { isObject, type Json, object } from "../core/json.ts";
import type { Issuance, RunFacts } from "../model/ledger.ts";
import { fileExists } from "./files.ts";
import { type Appender, appending, linesOf } from "./lines.ts";

export interface Journal {
  /** The run that was interrupted, and the ledger's head when it began. */
  readonly begun?: { readonly run: RunFacts; readonly head: string };
  /** What it issued, in its order; whether the file was still written, only the folder can tell. */
  readonly noted: () => AsyncIterable<Issuance>;
  readonly begin: (run: RunFacts, head: string) => Promise<void>;
  /** Durable when it returns. */
  readonly append: (issuances: readonly Issuance[]) => Promise<void>;
  readonly close: () => Promise<void>;
  /** The run is recorded. */
  readonly drop: () => Promise<void>;
}

function entryOf(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}

/** The lines of a journal: first the run, then what it issued. */
async function* entriesIn(file: string): AsyncGenerator<{ readonly entry: Json; readonly end: number }> {
  let isFirst = true;
  for await (const { text, end } of linesOf(file)) {
    const entry = entryOf(text);
    // A disk that lost its power may hold anything behind what was made durable.
    if (!isObject(entry) || (isFirst && !isObject(object(entry["run"])))) return;
    isFirst = false;
    yield { entry, end };
  }
}

export async function openJournal(file: string): Promise<Journal> {
  let begun: Journal["begun"];
  let size = 0;
  for await (const { entry, end } of entriesIn(file)) {
    begun ??= entry as unknown as NonNullable<Journal["begun"]>;
    size = end;
  }
  const [whole, isOld] = [size, begun !== undefined];
  async function* noted(): AsyncGenerator<Issuance> {
    if (!isOld) return;
    let isFirst = true;
    for await (const { entry, end } of entriesIn(file)) {
      if (!isFirst) yield entry as unknown as Issuance;
      isFirst = false;
      if (end === whole) return;
    }
  }
  let appender: Appender | undefined;
  const write = async (entries: readonly object[]) => {
    appender ??= await appending(file, size);
    await appender.append(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    await appender.keep();
  };
  const close = async () => {
    await appender?.close();
    appender = undefined;
  };
  return {
    ...(begun === undefined ? {} : { begun }),
    noted,
    begin: (run, head) => write([{ run, head }]),
    append: write,
    close,
    drop: async () => {
      await close();
      if (fileExists(file)) await unlink(file);
    },
  };
}
