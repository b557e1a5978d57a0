// Whether a ledger is whole, and whether the files beside it are those that it speaks of.
import { basename, dirname, join, normalize } from "node:path";
import { fault } from "../core/fault.ts";
import { text } from "../core/json.ts";
import { ledgerReading, sha256 } from "../model/ledger.ts";
import { documentIn } from "../proofs/stored.ts";
import { credentialFiles } from "./credential-file.ts";
import { fileExists, fileSize, readBytes } from "./files.ts";
import { linesOf } from "./lines.ts";
import { manifestRows } from "./manifest.ts";
import { bodyIn } from "./stream.ts";

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

/** The chain, and by credential id the hash that it says last. */
async function readChain(file: string, kept: string | undefined) {
  const credentials = new Map<string, string>();
  const reading = ledgerReading(({ kind, id, sha256: hash }) => {
    if (kind === "credential") credentials.set(String(id), String(hash));
  });
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

interface Beside {
  readonly file: string;
  readonly bytes: string | Uint8Array;
}

/** Paths that a manifest beside the ledger names, and credential files in its folder, each once. */
async function* filesBeside(folder: string): AsyncGenerator<Beside> {
  const named: string[] = [];
  try {
    for await (const row of manifestRows(join(folder, "manifest.csv"))) named.push(join(folder, row["file"] ?? ""));
  } catch {
    // What is no manifest names nothing.
  }
  const found = await credentialFiles([folder]).catch(() => []);
  for (const file of new Set([...found, ...named].map((path) => normalize(path))))
    if (fileExists(file)) yield { file, bytes: await readBytes(file) };
}

/** The credentials of a stream; of two lines for one file the later one counts. */
async function* linesBeside(stream: string): AsyncGenerator<Beside> {
  const last = new Map<string, number>();
  for await (const { text: line, end } of linesOf(stream)) last.set(bodyIn(line)?.path ?? `${stream}:${end}`, end);
  for await (const { text: line, end } of linesOf(stream)) {
    const read = bodyIn(line);
    const file = `${stream} (${read?.path})`;
    if (read === undefined) yield { file: stream, bytes: line };
    else if (last.get(read.path) === end) yield { file, bytes: read.body };
  }
}

/** What stands beside a ledger: in its folder, or in the stream of its name; undefined when there is nothing. */
async function besides(file: string): Promise<AsyncGenerator<Beside> | undefined> {
  const [, stem, part = ""] = /^(.+)\.ledger((?:\.\d+-of-\d+)?)\.ndjson$/.exec(basename(file)) ?? [];
  const folder = dirname(file);
  const stream = stem === undefined ? undefined : join(folder, `${stem}${part}.ndjson`);
  if (stream !== undefined) return fileExists(stream) ? linesBeside(stream) : undefined;
  const there = fileExists(join(folder, "manifest.csv")) || (await hasFiles(folder));
  return there ? filesBeside(folder) : undefined;
}

/** Each file has the hash that the ledger says of its credential, and none is missing. */
async function compared(file: string, credentials: ReadonlyMap<string, string>, beside: AsyncGenerator<Beside>) {
  const problems: LedgerProblem[] = [];
  const missing = new Map(credentials);
  // Beside the ledger of one shard stand the files of others.
  const isAll = !/\.\d+-of-\d+\.ndjson$/.test(file);
  let files = 0;
  for await (const { file: path, bytes } of beside) {
    const id = text(documentIn(typeof bytes === "string" ? bytes : new TextDecoder().decode(bytes))?.["id"]) ?? "";
    const said = credentials.get(id);
    missing.delete(id);
    if (said !== undefined) files += 1;
    if (said === sha256(bytes) || (said === undefined && !isAll)) continue;
    const message = said === undefined ? "the ledger has no such credential" : "it is not the file that was issued";
    problems.push({ file: path, message });
  }
  for (const id of missing.keys())
    problems.push({ file: dirname(file), message: `no file holds the credential ${id}` });
  return { files, problems };
}

/** Throws FILE_MISSING and FILE_UNREADABLE; everything else is an answer. */
export async function checkLedger(file: string, head: string | undefined): Promise<LedgerReport> {
  const size = await fileSize(file);
  if (size === undefined) throw fault("FILE_MISSING", "no such file", { file });
  if (size === 0) throw fault("FILE_EMPTY", "want a ledger, got an empty file", { file });
  const { credentials, problems, ...chain } = await readChain(file, head);
  const beside = problems.length === 0 ? await besides(file) : undefined;
  const found = beside === undefined ? undefined : await compared(file, credentials, beside);
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
