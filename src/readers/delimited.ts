// Delimited text (RFC 4180) as records, each with the line it begins on, and the only door to csv-parse. Strict about
// quotation marks, because one that is never closed swallows the rows after it.
import { fault } from "../core/fault.ts";

export interface DelimitedRecord {
  /** Line of the record's first character, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const LINE_BREAK = /\r\n|\n|\r/g;
const lineBreaks = (text: string): number => text.match(LINE_BREAK)?.length ?? 0;

const DOUBLE = 'Put the whole cell in quotation marks, and write "" for one inside it.';

/** What csv-parse refuses, told at the mark that opened the cell: the package itself only knows where it gave up. */
function quotationFault(source: string, delimiter: string, file: string) {
  const cell = new RegExp(`"[^"]*(?:""[^"]*)*"|[^"${delimiter === "\t" ? "\\t" : `\\${delimiter}`}\\r\\n]*`, "y");
  const placeOf = (offset: number) => {
    const before = source.slice(0, offset);
    return {
      line: 1 + lineBreaks(before),
      column: offset - Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")),
    };
  };
  const refuse = (message: string, offset: number, hint = DOUBLE) =>
    fault("CSV_INVALID", message, { file, ...placeOf(offset), hint });
  for (let at = 0; at < source.length; at++) {
    const opened = at;
    cell.lastIndex = at;
    at += cell.exec(source)?.[0].length ?? 0;
    if (at >= source.length || source[at] === delimiter || source[at] === "\n" || source[at] === "\r") continue;
    if (source[opened] !== '"') return refuse("a quotation mark stands inside a cell that has none around it", at);
    if (at === opened) {
      const hint = 'Close it, or write "" for a quotation mark inside a quoted cell.';
      return refuse("a quotation mark is opened here and never closed", opened, hint);
    }
    const [from, to] = [placeOf(opened).line, placeOf(at).line];
    const where = from === to ? "" : ` (on line ${to})`;
    return refuse(`a quotation mark opens a cell here, and text stands after the one that closes it${where}`, opened);
  }
  return refuse("a quotation mark stands where it cannot", 0);
}

interface Parsed {
  readonly record: readonly string[];
  readonly raw: string;
}

/** Throws CSV_INVALID with line and column for a quotation mark that opens, closes or stands where it cannot. */
export async function recordsOf(source: string, delimiter: string, file: string): Promise<readonly DelimitedRecord[]> {
  const { parse } = await import("csv-parse/sync");
  let parsed: readonly Parsed[];
  try {
    parsed = parse(source, {
      delimiter,
      raw: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
    }) as unknown as readonly Parsed[];
  } catch {
    throw quotationFault(source, delimiter, file);
  }
  let next = 1;
  return parsed.map(({ record, raw }) => {
    const line = next;
    next += lineBreaks(raw);
    return { line, cells: record };
  });
}
