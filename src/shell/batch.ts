// The folder of a batch: its credentials, manifest.csv for the registrar, and failures.csv to be fixed and fed back.
import { unlink } from "node:fs/promises";
import { join } from "node:path";
import { csvLine, inert } from "../core/csv.ts";
import { text } from "../core/json.ts";
import type { Issued, Store } from "../flows/issue.ts";
import type { FailedRow } from "../flows/plan.ts";
import { REASON } from "../model/column.ts";
import { readCsv } from "../readers/csv.ts";
import type { Table } from "../readers/table.ts";
import { fileExists, readText, samePath, writeWhole } from "./files.ts";

export const storeIn = (folder: string): Store => ({
  read: async (path) => (fileExists(join(folder, path)) ? readText(join(folder, path)) : undefined),
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
const [ID, AT] = [MANIFEST_COLUMNS.indexOf("credential id"), MANIFEST_COLUMNS.indexOf("issued at")];

/** Rows of the manifest that stands there, by credential id, so that a later roster adds to it. */
async function manifestRows(file: string): Promise<Map<string, readonly string[]>> {
  if (!fileExists(file)) return new Map();
  const { rows } = await readCsv(await readText(file), file, ",");
  return new Map(rows.map(({ cells }) => [cells[ID]?.text ?? "", cells.map((cell) => cell.text)]));
}

/** Adds what was issued to manifest.csv; what stood there for the same credential is replaced. */
export async function writeManifest(file: string, issued: readonly Issued[], at: string): Promise<void> {
  const rows = await manifestRows(file);
  for (const { entry, path, sha256, state, at: made } of issued) {
    const id = text(entry.document["id"]) ?? "";
    const when = state === "issued" ? at : (rows.get(id)?.[AT] ?? made ?? "");
    rows.set(id, [String(entry.line), inert(entry.award.learner.id ?? ""), id, path, sha256, "", when]);
  }
  await writeWhole(file, [MANIFEST_COLUMNS, ...rows.values()].map(csvLine).join(""));
}

/** A row as it came, with the reasons against it. */
function failureLines({ columns }: Table, failures: readonly FailedRow[]): string {
  const names = columns.map(({ name }) => name).filter((name) => name !== REASON);
  const extra = (failed: FailedRow) => failed.row.cells.filter(({ name }) => name === "").length;
  const beyond = Math.max(0, ...failures.map(extra)) - names.filter((name) => name === "").length;
  const header = [...names, ...new Array<string>(Math.max(0, beyond)).fill("")];
  const lines = failures.map(({ row, faults }) => {
    const unnamed = row.cells.filter(({ name }) => name === "").map((cell) => cell.text);
    const cells = header.map(
      (name) => (name === "" ? unnamed.shift() : row.cells.find((cell) => cell.name === name)?.text) ?? "",
    );
    const reason = faults.map(({ column, message }) =>
      column === undefined ? message : `column "${column}": ${message}`,
    );
    return csvLine([...cells, reason.join("; ").replaceAll("\n", " ")]);
  });
  return csvLine([...header, REASON]) + lines.join("");
}

/** Writes failures.csv, or takes an old one away when nothing failed; the roster itself is never taken away. */
export async function writeFailures(file: string, table: Table, failures: readonly FailedRow[]): Promise<void> {
  if (failures.length > 0) return writeWhole(file, failureLines(table, failures));
  if (fileExists(file) && !samePath(file, table.file)) await unlink(file);
}
