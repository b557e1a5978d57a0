// failures.csv, the rows that failed with the reasons, to be mended and fed back.
import { extname } from "node:path";
import { csvLine, inert } from "../core/csv.ts";
import type { FailedRow } from "../flows/plan.ts";
import { REASON } from "../model/column.ts";
import type { TableHead } from "../readers/table.ts";
import { fileExists, holdsPieces, moveFile, samePath, writePieces } from "./files.ts";
import { inPieces } from "./text-file.ts";

/** The cells of a failed row in the order of the columns, and those beyond them. */
function cellsUnder({ delimiter, columns }: TableHead, { row }: FailedRow): readonly string[] {
  if (delimiter !== undefined) return row.cells.flatMap(({ name, text: cell }) => (name === REASON ? [] : [cell]));
  const byName = new Map(row.cells.map((cell) => [cell.name, cell.text]));
  return columns.flatMap(({ name }) => (name === REASON ? [] : [byName.get(name) ?? ""]));
}

const reasonsOf = ({ faults }: FailedRow): string =>
  faults
    .map(({ column, message }) => (column === undefined ? message : `column "${column}": ${message}`))
    .join("; ")
    .replaceAll("\n", " ");

/** The rows that failed as they came, with the reasons against them, as a roster of the same kind, line by line. */
export function* failuresCsv(table: TableHead, failures: Iterable<FailedRow>): Generator<string> {
  // Nobody looks for tabs in a file that ends in .csv.
  const delimiter = extname(table.file).toLowerCase() === ".tsv" ? "," : (table.delimiter ?? ",");
  const names = table.columns.flatMap(({ name }) => (name === REASON ? [] : [name]));
  let width = names.length;
  for (const failed of failures) width = Math.max(width, cellsUnder(table, failed).length);
  const filled = (cells: readonly string[]) => [...cells, ...new Array<string>(width - cells.length).fill("")];
  yield csvLine([...filled(names), REASON], delimiter);
  for (const failed of failures)
    yield csvLine([...filled(cellsUnder(table, failed)).map(inert), reasonsOf(failed)], delimiter);
}

/**
 * Writes failures.csv when a row failed. One of before, in which a person may have mended rows already, is kept under
 * another name; the roster itself is never touched but by its own rows that fail again.
 */
export async function writeFailures(
  file: string,
  /** Excel knows UTF-8 by the byte order mark that it wrote itself. */
  table: TableHead & { readonly mark: string },
  failures: Iterable<FailedRow> & { readonly size: () => number },
  tag: string,
): Promise<void> {
  const isNone = failures.size() === 0;
  const lines = {
    *[Symbol.iterator]() {
      if (isNone) return;
      yield table.mark;
      yield* failuresCsv(table, failures);
    },
  };
  if (fileExists(file) && !samePath(file, table.file)) {
    if (await holdsPieces(file, lines)) return;
    await moveFile(file, file.replace(/\.csv$/, ".before.csv"));
  }
  if (!isNone) await writePieces(file, inPieces(lines), { tag });
}
