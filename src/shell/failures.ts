// failures.csv, the rows that failed with the reasons, to be mended and fed back.
import { extname } from "node:path";
import { csvLine, inert } from "../core/csv.ts";
import type { FailedRow } from "../flows/plan.ts";
import { REASON } from "../model/column.ts";
import type { Table } from "../readers/table.ts";
import { fileExists, moveFile, readBytes, samePath, writeWhole } from "./files.ts";

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
  tag: string,
): Promise<void> {
  const body = failures.length === 0 ? undefined : mark + failuresCsv(table, failures);
  if (fileExists(file) && !samePath(file, table.file)) {
    if (Buffer.from(await readBytes(file)).equals(Buffer.from(body ?? ""))) return;
    await moveFile(file, file.replace(/\.csv$/, ".before.csv"));
  }
  if (body !== undefined) await writeWhole(file, body, { tag });
}
