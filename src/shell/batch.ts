// The folder of a batch: where its credentials, its records and its journal stand.
import { readdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Store } from "../flows/issue.ts";
import { keepFile, keepFolder, readText, writeWhole } from "./files.ts";

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
  readonly keepNames: (paths: readonly string[]) => Promise<void>;
}

async function sweepFolder(folder: string, ending: string, deeper: boolean): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isFile() && entry.name.startsWith(".") && entry.name.endsWith(ending)) await unlink(path);
    else if (entry.isDirectory() && deeper) await sweepFolder(path, ending, false);
  }
}

/** Folder for what only laurel reads; names with a point before them are no credential files. */
const OWN = ".laurel";

/** A folder with a file for each credential. `part` tells the records of one shard from those of others. */
export function placesIn(folder: string, part: string): Places {
  const tag = `issue${part}`;
  const at = (path: string) => join(folder, path);
  return {
    store: {
      names: (path) => readdir(at(path)).catch(() => []),
      read: (path) => readText(at(path)),
      write: (path, body) => writeWhole(at(path), body, { tag }),
      keep: async (path) => {
        await keepFile(at(path));
        return readText(at(path));
      },
      where: at,
      ordered: false,
    },
    manifest: at(`manifest${part}.csv`),
    failures: at(`failures${part}.csv`),
    ledger: at(`ledger${part}.ndjson`),
    journal: at(join(OWN, `journal${part}.ndjson`)),
    lock: at(join(OWN, `${tag}.lock`)),
    tag,
    sweep: () => sweepFolder(folder, `.${tag}.part`, true),
    keepNames: async (paths) => {
      for (const name of new Set([".", ...paths.map(dirname)])) await keepFolder(at(name));
    },
  };
}
