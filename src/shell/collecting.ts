// Collecting on disk: the manifests and ledgers of the shards become one of each.
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { spoken } from "../core/csv.ts";
import { fault } from "../core/fault.ts";
import { type Collected, collected, type Gap, gapsOf, type Part, type PartRow, type Wanted } from "../flows/collect.ts";
import { type LedgerEntry, ledgerReading } from "../model/ledger.ts";
import { reasonOf } from "./files.ts";
import { appendRun, ledgerTip } from "./ledger-file.ts";
import { linesOf } from "./lines.ts";
import { OWN_FOLDER, withLock } from "./lock.ts";
import { manifestRows, updateManifest } from "./manifest.ts";
import { withStorage } from "./storage.ts";

const MANIFEST = /^manifest\.(\d+-of-\d+)\.csv$/;

interface Account {
  readonly entries: readonly LedgerEntry[];
  readonly head: string;
  /** What its end lacks. */
  readonly unfinished: string | undefined;
}

async function accountIn(file: string): Promise<Account> {
  const entries: LedgerEntry[] = [];
  const reading = ledgerReading((entry) => entries.push(entry));
  let line = 0;
  for await (const { text } of linesOf(file)) {
    line += 1;
    const wrong = reading.take(text);
    if (wrong !== undefined) throw fault("LEDGER_BROKEN", wrong, { file, line });
  }
  return { entries, head: reading.head(), unfinished: reading.finish() };
}

async function finishedAccount(file: string): Promise<Pick<Part, "entries" | "head">> {
  const { unfinished, ...account } = await accountIn(file);
  if (unfinished === undefined) return account;
  throw fault("LEDGER_BROKEN", `${unfinished}: a run was interrupted`, { file, hint: "Issue that part again first." });
}

async function partsIn(folder: string, out: string): Promise<readonly Part[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw fault("FILE_UNREADABLE", `cannot be listed: ${reasonOf(error)}`, { file: folder });
  });
  const parts: Part[] = [];
  for (const file of names.sort()) {
    const name = MANIFEST.exec(file)?.[1];
    if (name === undefined) continue;
    const rows: PartRow[] = [];
    for await (const row of manifestRows(join(folder, file))) {
      rows.push({
        id: row["credential id"] ?? "",
        line: Number(row["line"]),
        learner: spoken(row["learner id"] ?? ""),
        path: relative(out, join(folder, row["file"] ?? "")).replaceAll("\\", "/"),
        sha256: row["sha256"] ?? "",
        at: row["issued at"] ?? "",
      });
    }
    parts.push({
      file: join(folder, file),
      name,
      rows,
      ...(await finishedAccount(join(folder, `ledger.${name}.ndjson`))),
    });
  }
  return parts;
}

export interface Collection {
  readonly parts: number;
  readonly credentials: number;
  readonly gaps: readonly Gap[];
}

/** Whether the ledger's last run was put together from the same ledgers, and nobody was killed over it. */
async function isThere(ledger: string, { run }: Collected): Promise<boolean> {
  const { entries, unfinished } = await accountIn(ledger);
  const last = entries.filter(({ kind }) => kind === "run").at(-1);
  return unfinished === undefined && JSON.stringify(last?.["shards"]) === JSON.stringify(run.shards);
}

async function write(out: string, batch: Collected): Promise<void> {
  const [manifest, ledger] = [join(out, "manifest.csv"), join(out, "ledger.ndjson")];
  await withStorage((storage) => updateManifest(manifest, batch.run, batch.issuances, "issue", storage));
  if (await isThere(ledger, batch)) return;
  await appendRun(ledger, await ledgerTip(ledger), batch.run, batch.issuances, batch.end);
}

/** Puts the parts in the folders together, unless something is missing or doubled; then nothing is written. */
export async function collect(
  folders: readonly string[],
  out: string,
  wanted: Wanted | undefined,
): Promise<Collection> {
  const parts: Part[] = [];
  for (const folder of folders) parts.push(...(await partsIn(folder, out)));
  const numberOf = ({ name }: Part) => Number.parseInt(name, 10);
  parts.sort((a, b) => numberOf(a) - numberOf(b));
  const gaps = gapsOf(parts, wanted);
  const batch = collected(parts, wanted);
  if (gaps.length === 0) await withLock(join(out, OWN_FOLDER, "issue.lock"), "collect", () => write(out, batch));
  return { parts: parts.length, credentials: batch.issuances.length, gaps };
}
