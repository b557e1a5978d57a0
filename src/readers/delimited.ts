// Delimited text (RFC 4180) as records, each with the line it begins on. Strict about quotation marks, because one that
// is never closed swallows the rows after it; a fault points to the mark that opened the cell.
import { fault } from "../core/fault.ts";

export interface DelimitedRecord {
  /** Line of the record's first character, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const LINE_BREAK = /\r\n|\n|\r/g;
const lineBreaks = (text: string): number => text.match(LINE_BREAK)?.length ?? 0;

const DOUBLE = 'Put the whole cell in quotation marks, and write "" for one inside it.';

/** Throws CSV_INVALID with line and column for a quotation mark that opens, closes or stands where it cannot. */
export function recordsOf(source: string, delimiter: string, file: string): readonly DelimitedRecord[] {
  const records: DelimitedRecord[] = [];
  let [at, line, lineStart] = [0, 1, 0];
  let record = { line: 1, cells: [] as string[] };

  const refuse = (message: string, place: { readonly line: number; readonly column: number }, hint: string) =>
    fault("CSV_INVALID", message, { file, ...place, hint });
  const here = (offset = at) => ({ line, column: offset - lineStart + 1 });

  /** A cell in quotation marks; line breaks in it count. */
  const quotedCell = (): string => {
    const mark = here();
    const opened = at + 1;
    let text = "";
    for (let from = at + 1; ; from = at + 1) {
      const close = source.indexOf('"', from);
      if (close === -1) {
        const hint = 'Close it, or write "" for a quotation mark inside a quoted cell.';
        throw refuse("a quotation mark is opened here and never closed", mark, hint);
      }
      text += source.slice(from, close);
      at = close + 1;
      if (source[at] !== '"') break;
      text += '"';
    }
    const raw = source.slice(opened, at);
    const lastBreak = Math.max(raw.lastIndexOf("\n"), raw.lastIndexOf("\r"));
    if (lastBreak !== -1) {
      line += lineBreaks(text);
      lineStart = opened + lastBreak + 1;
    }
    if (at < source.length && source[at] !== delimiter && source[at] !== "\n" && source[at] !== "\r") {
      const where = line === mark.line ? "" : ` (on line ${line})`;
      throw refuse(
        `a quotation mark opens a cell here, and text stands after the one that closes it${where}`,
        mark,
        DOUBLE,
      );
    }
    return text;
  };
  const bareCell = (): string => {
    const from = at;
    for (let char = source[at]; at < source.length && char !== delimiter && char !== "\n" && char !== "\r"; ) {
      if (char === '"') throw refuse("a quotation mark stands inside a cell that has none around it", here(), DOUBLE);
      char = source[++at];
    }
    return source.slice(from, at);
  };
  const endRecord = () => {
    records.push(record);
    if (source[at] === "\r" && source[at + 1] === "\n") at += 1;
    at += 1;
    line += 1;
    lineStart = at;
    record = { line, cells: [] };
  };

  while (at < source.length) {
    record.cells.push(source[at] === '"' ? quotedCell() : bareCell());
    if (source[at] === delimiter) {
      at += 1;
      // A delimiter at the very end, or before a line break, has an empty cell after it.
      if (at < source.length && source[at] !== "\n" && source[at] !== "\r") continue;
      record.cells.push("");
    }
    endRecord();
  }
  return records;
}
