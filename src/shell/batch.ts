// The folder of a batch: its credentials, manifest.csv for the registrar, and failures.csv to be fixed and fed back.
import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { csvLine, inert } from "../core/csv.ts";
import { fault } from "../core/fault.ts";
import { text } from "../core/json.ts";
import type { Issued, Store } from "../flows/issue.ts";
import type { FailedRow } from "../flows/plan.ts";
import { REASON } from "../model/column.ts";
import { statusIndexOf } from "../model/status-list.ts";
import { readCsv } from "../readers/csv.ts";
import type { Table } from "../readers/table.ts";
import { fileExists, moveFile, readBytes, readText, samePath, writeWhole } from "./files.ts";

export const storeIn = (folder: string): Store => ({
  names: (path) => readdir(join(folder, path)).catch(() => []),
  read: (path) => readText(join(folder, path)),
  write: (path, body) => writeWhole(join(folder, path), body),
});

const MANIFEST_COLUMNS = [
  "line",
  "learner id",
  "credential id",
  "file",
  "sha256",
  "status index",
  "issued at",
] as const;
type ManifestColumn = (typeof MANIFEST_COLUMNS)[number];

/** manifest.csv as it stands: what else somebody wrote into it is kept. */
export interface Manifest {
  readonly file: string;
  readonly columns: readonly string[];
  /** By credential id. */
  readonly rows: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Read before anything is signed, because a batch whose manifest is unreadable should not be half done. */
export async function readManifest(file: string): Promise<Manifest> {
  if (!fileExists(file)) return { file, columns: MANIFEST_COLUMNS, rows: new Map() };
  const { columns, rows } = await readCsv(await readText(file), file);
  const names = columns.map(({ name }) => name);
  const lacks = MANIFEST_COLUMNS.find((name) => !names.includes(name));
  if (lacks !== undefined) {
    throw fault("CSV_INVALID", `want the manifest that laurel wrote, got a table without the column "${lacks}"`, {
      file,
      line: 1,
      hint: "Move the file away, and laurel writes a new one.",
    });
  }
  const known = rows.map(({ cells }) => Object.fromEntries(cells.map((cell) => [cell.name, cell.text])));
  return {
    file,
    columns: [...MANIFEST_COLUMNS, ...names.filter((name) => !MANIFEST_COLUMNS.some((own) => own === name))],
    rows: new Map(known.map((row) => [row["credential id"] ?? "", row])),
  };
}

/** Adds what was issued; what stood there for the same credential is replaced. */
export async function writeManifest(before: Manifest, issued: readonly Issued[], now: string): Promise<void> {
  const rows = new Map(before.rows);
  for (const { entry, path, sha256, state, at: made, status } of issued) {
    const id = text(entry.document["id"]) ?? "";
    const known = rows.get(id);
    const own: Record<ManifestColumn, string> = {
      line: String(entry.row.line),
      "learner id": inert(entry.award.learner.id ?? ""),
      "credential id": id,
      file: path,
      sha256,
      "status index": statusIndexOf(status) ?? "",
      "issued at": state === "issued" ? now : (known?.["issued at"] ?? made ?? ""),
    };
    rows.set(id, { ...known, ...own });
  }
  const lines = [...rows.values()].map((row) => csvLine(before.columns.map((name) => row[name] ?? "")));
  await writeWhole(before.file, csvLine(before.columns) + lines.join(""));
}

/** The cells of a failed row in the order of the columns, and those beyond them. */
function cellsUnder({ delimiter, columns }: Table, { row }: FailedRow): readonly string[] {
  if (delimiter !== undefined) return row.cells.flatMap(({ name, text: cell }) => (name === REASON ? [] : [cell]));
  const byName = new Map(row.cells.map((cell) => [cell.name, cell.text]));
  return columns.flatMap(({ name }) => (name === REASON ? [] : [byName.get(name) ?? ""]));
}

const reasonsOf = ({ faults }: FailedRow): string =>
  faults
    .map(({ column, message }) => (column === undefined ? message : `column "${column}": ${message}`))
    .join("; ")
    .replaceAll("\n", " ");

/** The rows that failed as they came, with the reasons against them, as a roster of the same kind. */
export function failuresCsv(table: Table, failures: readonly FailedRow[]): string {
  // Nobody looks for tabs in a file that ends in .csv.
  const delimiter = extname(table.file).toLowerCase() === ".tsv" ? "," : (table.delimiter ?? ",");
  const names = table.columns.flatMap(({ name }) => (name === REASON ? [] : [name]));
  const rows = failures.map((failed) => cellsUnder(table, failed));
  const width = rows.reduce((widest, cells) => Math.max(widest, cells.length), names.length);
  const filled = (cells: readonly string[]) => [...cells, ...new Array<string>(width - cells.length).fill("")];
  const lines = failures.map((failed, index) => [...filled(rows[index] ?? []).map(inert), reasonsOf(failed)]);
  return [[...filled(names), REASON], ...lines].map((cells) => csvLine(cells, delimiter)).join("");
}

/**
 * Writes failures.csv when a row failed. One of before, in which a person may have mended rows already, is kept under
 * another name; the roster itself is never touched but by its own rows that fail again.
 */
export async function writeFailures(
  file: string,
  table: Table,
  failures: readonly FailedRow[],
  /** Excel knows UTF-8 by the byte order mark that it wrote itself. */
  mark: string,
): Promise<void> {
  const body = failures.length === 0 ? undefined : mark + failuresCsv(table, failures);
  if (fileExists(file) && !samePath(file, table.file)) {
    if (Buffer.from(await readBytes(file)).equals(Buffer.from(body ?? ""))) return;
    await moveFile(file, file.replace(/\.csv$/, ".before.csv"));
  }
  if (body !== undefined) await writeWhole(file, body);
}
