// Comma- and tab-separated tables.
import { spoken } from "../core/csv.ts";
import { type Fault, fault } from "../core/fault.ts";
import { REASON } from "../model/column.ts";
import { type DelimitedRecord, recordsOf } from "./delimited.ts";
import type { Cell, Table, TableRow } from "./table.ts";

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

/**
 * The rows of a text that are not blank, and what stands between their cells. CSV_INVALID, at the line of a quotation
 * mark that opens or closes where it cannot, is thrown, or given to `refuse`, and then the other rows are read.
 */
export async function delimitedRows(
  source: string,
  file: string,
  given?: string,
  refuse?: (fault: Fault) => void,
): Promise<{ readonly delimiter: string; readonly records: readonly DelimitedRecord[] }> {
  const delimiter = given ?? delimiterOf(source);
  // A line that names the delimiter keeps its number, so that the lines after it keep theirs.
  const told = TOLD.exec(source)?.[0] ?? "";
  const text = /[\r\n]$/.test(told)
    ? `\n${source.slice(told.length)}`
    : source.slice(told.length).replace(/^\ufeff/, "");
  const records = (await recordsOf(text, delimiter, file, refuse)).filter((record) => !isBlank(record));
  return { delimiter, records };
}

/** Rows as text; cells are never read as numbers or dates. Throws or gives to `refuse` as `delimitedRows` does. */
export async function readCsv(
  source: string,
  file: string,
  given?: string,
  refuse?: (fault: Fault) => void,
): Promise<Table> {
  const { delimiter, records } = await delimitedRows(source, file, given, refuse);
  const [header, ...rest] = records;
  if (header === undefined) throw fault("FILE_EMPTY", "want a roster, got nothing but blank lines", { file });
  const names = header.cells;
  // A spreadsheet saves empty columns beside the table as headers without names: no row needs a cell for them.
  const width = names.findLastIndex((name) => name.trim() !== "") + 1;
  // In a file that laurel wrote to be fed back, what would be a formula was made text.
  const said = names.includes(REASON) ? spoken : (cell: string) => cell;
  const rows = rest.map(({ line, cells }): TableRow => {
    const short = cells.length < width ? { short: { want: width, got: cells.length } } : {};
    return {
      line,
      cells: cells.map((cell, index): Cell => ({ name: names[index] ?? "", text: said(cell), line })),
      ...short,
    };
  });
  return { file, delimiter, columns: names.map((name) => ({ name, line: header.line })), rows };
}
