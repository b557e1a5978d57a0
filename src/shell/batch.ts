// The folder of a batch: where its credentials, its records and its journal stand.
import type { Dirent } from "node:fs";
import { opendir, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Store } from "../flows/issue.ts";
import { keepFolder, readText, writeWhole } from "./files.ts";
import { OWN_FOLDER } from "./lock.ts";
import { streamStore } from "./stream.ts";

export interface Places {
  readonly store: Store;
  readonly manifest: string;
  readonly failures: string;
  readonly ledger: string;
  readonly journal: string;
  readonly lock: string;
  /** Names what is written beside, so that what a crash left of it can be told from what others write. */
  readonly tag: string;
  /** Takes away what a crash left; only for who has the lock. */
  readonly sweep: () => Promise<void>;
  /** Waits until the names of files stand on the disk. */
  readonly keepNames: (folders: Iterable<string>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A folder may hold a million names: they come one by one, and none where there is no folder. */
async function* entriesIn(folder: string): AsyncGenerator<Dirent> {
  const opened = await opendir(folder).catch(() => undefined);
  if (opened !== undefined) yield* opened;
}

async function* namesIn(folder: string): AsyncGenerator<string> {
  for await (const { name } of entriesIn(folder)) yield name;
}

async function sweepFolder(folder: string, ending: string, deeper: boolean): Promise<void> {
  for await (const entry of entriesIn(folder)) {
    const path = join(folder, entry.name);
    if (entry.isFile() && entry.name.startsWith(".") && entry.name.endsWith(ending)) await unlink(path);
    else if (entry.isDirectory() && deeper) await sweepFolder(path, ending, false);
  }
}

/** A folder with a file for each credential. `part` tells the records of one shard from those of others. */
function placesIn(folder: string, part: string): Places {
  const tag = `issue${part}`;
  const at = (path: string) => join(folder, path);
  return {
    store: {
      names: (path) => namesIn(at(path)),
      read: (path) => readText(at(path)),
      write: (path, body, after) => writeWhole(at(path), body, { tag, durable: "content", after }),
      keep: (path) => readText(at(path)),
      where: at,
      ordered: false,
    },
    manifest: at(`manifest${part}.csv`),
    failures: at(`failures${part}.csv`),
    ledger: at(`ledger${part}.ndjson`),
    journal: at(join(OWN_FOLDER, `journal${part}.ndjson`)),
    lock: at(join(OWN_FOLDER, `${tag}.lock`)),
    tag,
    sweep: () => sweepFolder(folder, `.${tag}.part`, true),
    keepNames: async (folders) => {
      for (const name of [".", ...folders]) await keepFolder(at(name));
    },
    close: async () => {},
  };
}

const STREAM = ".ndjson";

/** One file for all credentials of a part, with the records beside it under its own name. */
function placesBeside(out: string, part: string): Places {
  const folder = dirname(out);
  const stem = basename(out, STREAM);
  const tag = `issue.${stem}${part}`;
  const at = (path: string) => join(folder, path);
  const store = streamStore(at(`${stem}${part}${STREAM}`));
  return {
    store,
    manifest: at(`${stem}.manifest${part}.csv`),
    failures: at(`${stem}.failures${part}.csv`),
    ledger: at(`${stem}.ledger${part}${STREAM}`),
    journal: at(join(OWN_FOLDER, `${stem}.journal${part}${STREAM}`)),
    lock: at(join(OWN_FOLDER, `${tag}.lock`)),
    tag,
    sweep: () => sweepFolder(folder, `.${tag}.part`, false),
    keepNames: () => keepFolder(folder),
    close: store.close,
  };
}

/** Where the credentials of a part go: a folder, or one file that ends in .ndjson. */
export const placesAt = (out: string, part: string): Places =>
  out.endsWith(STREAM) ? placesBeside(out, part) : placesIn(out, part);
