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
  /** What it issued, by credential id; whether the file was still written, only the folder can tell. */
  readonly pending: ReadonlyMap<string, Issuance>;
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

export async function openJournal(file: string): Promise<Journal> {
  const pending = new Map<string, Issuance>();
  let begun: Journal["begun"];
  let size = 0;
  for await (const { text, end } of linesOf(file)) {
    const entry = entryOf(text);
    // A disk that lost its power may hold anything behind what was made durable.
    if (!isObject(entry)) break;
    if (begun !== undefined) pending.set(String(entry["id"]), entry as unknown as Issuance);
    else if (isObject(object(entry["run"]))) begun = entry as unknown as NonNullable<Journal["begun"]>;
    else break;
    size = end;
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
    pending,
    begin: (run, head) => write([{ run, head }]),
    append: write,
    close,
    drop: async () => {
      await close();
      if (fileExists(file)) await unlink(file);
    },
  };
}
