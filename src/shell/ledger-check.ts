// Whether a ledger is whole, and whether the files beside it are those that it speaks of.
import { basename, dirname, join } from "node:path";
import { fault } from "../core/fault.ts";
import { text } from "../core/json.ts";
import { ledgerReading, sha256 } from "../model/ledger.ts";
import { documentIn } from "../proofs/stored.ts";
import { credentialFiles, fileExists, fileSize, readBytes } from "./files.ts";
import { linesOf } from "./lines.ts";

export interface LedgerProblem {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

export interface LedgerReport {
  readonly runs: number;
  readonly credentials: number;
  /** Hash of the last line: who keeps it can tell later that nothing before it was changed. */
  readonly head: string;
  /** Credential files that were compared; undefined where none stand beside the ledger. */
  readonly files?: number;
  readonly problems: readonly LedgerProblem[];
}

/** Name of a ledger that speaks of every file in its folder. */
const WHOLE = "ledger.ndjson";

/** The chain, and by credential id the hash that it says last. */
async function readChain(file: string, kept: string | undefined) {
  const credentials = new Map<string, string>();
  const reading = ledgerReading((id, hash) => credentials.set(id, hash));
  const problems: LedgerProblem[] = [];
  let number = 0;
  let end = 0;
  let met = kept === undefined;
  for await (const line of linesOf(file)) {
    number += 1;
    end = line.end;
    const message = reading.take(line.text);
    met ||= reading.head() === kept;
    if (message === undefined) continue;
    problems.push({ file, line: number, message });
    break;
  }
  const torn = ((await fileSize(file)) ?? 0) > end && problems.length === 0;
  const unfinished = torn ? "the last line is torn off" : problems.length === 0 ? reading.finish() : undefined;
  if (unfinished !== undefined)
    problems.push({ file, line: number + 1, message: `${unfinished}: a run was interrupted` });
  if (!met && problems.length === 0) problems.push({ file, message: "no line has the hash that --head names" });
  return { credentials, runs: reading.runs(), head: reading.head(), problems };
}

/** Each credential file beside the ledger has the hash that the ledger says of its credential, and none is missing. */
async function compared(file: string, credentials: ReadonlyMap<string, string>) {
  const folder = dirname(file);
  const problems: LedgerProblem[] = [];
  const missing = new Map(credentials);
  const files = await credentialFiles([folder]).catch(() => []);
  for (const path of files) {
    const bytes = await readBytes(path);
    const id = text(documentIn(new TextDecoder().decode(bytes))?.["id"]) ?? "";
    const said = credentials.get(id);
    missing.delete(id);
    if (said === sha256(bytes)) continue;
    // Beside the ledger of one shard stand the files of others.
    if (said === undefined && basename(file) !== WHOLE) continue;
    const message = said === undefined ? "the ledger has no such credential" : "it is not the file that was issued";
    problems.push({ file: path, message });
  }
  for (const id of missing.keys()) problems.push({ file: folder, message: `no file holds the credential ${id}` });
  return { files: files.length, problems };
}

/** Throws FILE_MISSING and FILE_UNREADABLE; everything else is an answer. */
export async function checkLedger(file: string, head: string | undefined): Promise<LedgerReport> {
  const size = await fileSize(file);
  if (size === undefined) throw fault("FILE_MISSING", "no such file", { file });
  if (size === 0) throw fault("FILE_EMPTY", "want a ledger, got an empty file", { file });
  const { credentials, problems, ...chain } = await readChain(file, head);
  const folder = fileExists(join(dirname(file), "manifest.csv")) || (await hasFiles(dirname(file)));
  const found = folder && problems.length === 0 ? await compared(file, credentials) : undefined;
  return {
    ...chain,
    credentials: credentials.size,
    ...(found === undefined ? {} : { files: found.files }),
    problems: [...problems, ...(found?.problems ?? [])],
  };
}

const hasFiles = (folder: string): Promise<boolean> =>
  credentialFiles([folder]).then(
    () => true,
    () => false,
  );
