// Delimited text (RFC 4180) as records, each with the line it begins on, and the only door to csv-parse. Strict about
// quotation marks, because one that is never closed swallows the rows after it.
import { type Fault, fault } from "../core/fault.ts";

export interface DelimitedRecord {
  /** Line of the record's first character, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const LINE_BREAK = /\r\n|\n|\r/g;
const lineBreaks = (text: string): number => text.match(LINE_BREAK)?.length ?? 0;

const DOUBLE = 'Put the whole cell in quotation marks, and write "" for one inside it.';

/** What csv-parse refuses, told at the mark that opened the cell: the package itself only knows where it gave up. */
function quotationFault(source: string, delimiter: string, file: string, from: number) {
  const cell = new RegExp(`"[^"]*(?:""[^"]*)*"|[^"${delimiter === "\t" ? "\\t" : `\\${delimiter}`}\\r\\n]*`, "y");
  const placeOf = (offset: number) => {
    const before = source.slice(0, offset);
    return {
      line: 1 + lineBreaks(before),
      column: offset - Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")),
    };
  };
  /** Where the record of the cell at hand begins. */
  let record = from;
  const refuse = (message: string, offset: number, hint = DOUBLE) => ({
    fault: fault("CSV_INVALID", message, { file, ...placeOf(offset), hint }),
    offset,
    record,
  });
  for (let at = from; at < source.length; at++) {
    if (source[at - 1] === "\n" || source[at - 1] === "\r") record = at;
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
  return refuse("a quotation mark stands where it cannot", from);
}

interface Parsed {
  readonly record: readonly string[];
  readonly raw: string;
}

/** Most faults of one file: with more of them, the delimiter or the file is another one. */
const MOST = 100;

const lineEnd = (source: string, from: number): number => {
  LINE_BREAK.lastIndex = from;
  const found = LINE_BREAK.exec(source);
  return found === null ? source.length : found.index + found[0].length;
};

/**
 * The records of delimited text. A quotation mark that opens, closes or stands where it cannot is a fault with line and
 * column: it is given to `refuse`, which may throw it. Otherwise reading goes on in the line after the mark, so that a
 * mark left open does not swallow what stands below it.
 */
export async function recordsOf(
  source: string,
  delimiter: string,
  file: string,
  refuse: (fault: Fault) => void = (one) => {
    throw one;
  },
): Promise<readonly DelimitedRecord[]> {
  const { parse } = await import("csv-parse/sync");
  const records: DelimitedRecord[] = [];
  const read = (text: string, line: number): void => {
    const parsed = parse(text, {
      delimiter,
      raw: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
    }) as unknown as readonly Parsed[];
    let next = line;
    for (const { record, raw } of parsed) {
      records.push({ line: next, cells: record });
      next += lineBreaks(raw);
    }
  };
  let from = 0;
  for (let faults = 0; from < source.length; faults++) {
    const line = 1 + lineBreaks(source.slice(0, from));
    try {
      read(source.slice(from), line);
      return records;
    } catch {
      const { offset, record, fault: found } = quotationFault(source, delimiter, file, from);
      refuse(found);
      if (faults === MOST) return records;
      read(source.slice(from, record), line);
      from = lineEnd(source, offset);
    }
  }
  return records;
}
