// Comma- and tab-separated tables.
import { spoken } from "../core/csv.ts";
import { type Fault, fault } from "../core/fault.ts";
import { REASON } from "../model/column.ts";
import { type DelimitedRecord, recordsIn } from "./delimited.ts";
import type { Cell, OpenTable, Table, TableRow } from "./table.ts";

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** The line that Excel writes before the header to say what stands between the cells. */
const TOLD = /^\ufeff?(?:"sep=([^"\r\n])"|sep=([^"\r\n]))[^\S\r\n]*(?:\r\n|\n|\r|$)/i;

/** The delimiter that the file names, or else the one that stands most often outside quotation marks in the header. */
export function delimiterOf(source: string): string {
  const told = TOLD.exec(source);
  if (told !== null) return told[1] ?? told[2] ?? ",";
  const first = source.replace(/^\ufeff?(?:[ \t]*(?:\r\n|\n|\r))*/, "");
  const header = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(first)?.[0].replace(/"(?:[^"]|"")*"/g, "") ?? "";
  const times = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce<string>((best, delimiter) => (times(delimiter) > times(best) ? delimiter : best), ",");
}

const isBlank = ({ cells }: DelimitedRecord): boolean => cells.every((text) => text.trim() === "");

type Pieces = AsyncIterable<string> | Iterable<string>;

/** The pieces with the first ones as one, in which at least two lines are whole that have something in them. */
async function begun(pieces: Pieces): Promise<{ readonly first: string; readonly rest: AsyncGenerator<string> }> {
  const all = (async function* () {
    yield* pieces;
  })();
  let first = "";
  for (let next = await all.next(); next.done !== true; next = await all.next()) {
    first += next.value;
    if (/^[^\r\n]+[\r\n]+[^\r\n]+[\r\n]/.test(first.trimStart())) break;
  }
  return { first, rest: all };
}

/**
 * The rows of a text that are not blank, and what stands between their cells. CSV_INVALID, at the line of a quotation
 * mark that opens or closes where it cannot, is thrown, or given to `refuse`, and then the other rows are read.
 */
async function openRecords(
  pieces: Pieces,
  file: string,
  given?: string,
  refuse?: (fault: Fault) => void,
): Promise<{ readonly delimiter: string; readonly records: AsyncGenerator<DelimitedRecord> }> {
  const { first, rest } = await begun(pieces);
  const delimiter = given ?? delimiterOf(first);
  // A line that names the delimiter keeps its number, so that the lines after it keep theirs.
  const told = TOLD.exec(first)?.[0] ?? "";
  const behind = first.slice(told.length);
  const text = /[\r\n]$/.test(told) ? `\n${behind}` : behind.replace(/^\ufeff/, "");
  const all = (async function* () {
    yield text;
    yield* rest;
  })();
  const records = (async function* () {
    const how = { delimiter, file, ...(refuse === undefined ? {} : { refuse }) };
    for await (const record of recordsIn(all, how)) if (!isBlank(record)) yield record;
  })();
  return { delimiter, records };
}

/** The same of a whole text, at once. */
export async function delimitedRows(
  source: string,
  file: string,
): Promise<{ readonly delimiter: string; readonly records: readonly DelimitedRecord[] }> {
  const { delimiter, records } = await openRecords([source], file);
  const all: DelimitedRecord[] = [];
  for await (const record of records) all.push(record);
  return { delimiter, records: all };
}

/** Rows as text; cells are never read as numbers or dates. Throws or gives to `refuse` as `openRecords` does. */
export async function openCsv(
  pieces: Pieces,
  file: string,
  given?: string,
  refuse?: (fault: Fault) => void,
): Promise<OpenTable<DelimitedRecord>> {
  const { delimiter, records } = await openRecords(pieces, file, given, refuse);
  const header = (await records.next()).value as DelimitedRecord | undefined;
  if (header === undefined) throw fault("FILE_EMPTY", "want a roster, got nothing but blank lines", { file });
  const names = header.cells;
  // A spreadsheet saves empty columns beside the table as headers without names: no row needs a cell for them.
  const width = names.findLastIndex((name) => name.trim() !== "") + 1;
  // In a file that laurel wrote to be fed back, what would be a formula was made text.
  const said = names.includes(REASON) ? spoken : (cell: string) => cell;
  const rowOf = ({ line, cells }: DelimitedRecord): TableRow => ({
    line,
    cells: cells.map((cell, index): Cell => ({ name: names[index] ?? "", text: said(cell), line })),
    ...(cells.length < width ? { short: { want: width, got: cells.length } } : {}),
  });
  return { file, delimiter, columns: names.map((name) => ({ name, line: header.line })), records, rowOf };
}

/** A whole text as a table. */
export async function readCsv(source: string, file: string): Promise<Table> {
  const { records, rowOf, ...head } = await openCsv([source], file);
  const rows: TableRow[] = [];
  for await (const record of records) rows.push(rowOf(record));
  return { ...head, rows };
}
