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

const SPACED = "Take out the space before it: cells stand close to what is between them.";

/** What csv-parse refuses, told at the mark that opened the cell: the package itself only knows where it gave up. */
function quotationFault(source: string, { delimiter, file, line }: Delimited & { readonly line: number }) {
  const cell = new RegExp(`"[^"]*(?:""[^"]*)*"|[^"${delimiter === "\t" ? "\\t" : `\\${delimiter}`}\\r\\n]*`, "y");
  const placeOf = (offset: number) => {
    const before = source.slice(0, offset);
    return {
      line: line + lineBreaks(before),
      column: offset - Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")),
    };
  };
  /** Where the record of the cell at hand begins. */
  let record = 0;
  const refuse = (message: string, offset: number, hint = DOUBLE) => ({
    fault: fault("CSV_INVALID", message, { file, ...placeOf(offset), hint }),
    offset,
    record,
  });
  for (let at = 0; at < source.length; at++) {
    if (source[at - 1] === "\n" || source[at - 1] === "\r") record = at;
    const opened = at;
    cell.lastIndex = at;
    at += cell.exec(source)?.[0].length ?? 0;
    if (at >= source.length || source[at] === delimiter || source[at] === "\n" || source[at] === "\r") continue;
    if (source[opened] !== '"') {
      const spaced = source.slice(opened, at).trim() === "";
      return refuse("a quotation mark stands inside a cell that has none around it", at, spaced ? SPACED : DOUBLE);
    }
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

/** How a text is delimited, and what it is called in messages. */
export interface Delimited {
  readonly delimiter: string;
  readonly file: string;
  /** Takes a fault, and may throw it. */
  readonly refuse?: (fault: Fault) => void;
}

interface Parsed {
  readonly record: readonly string[];
  readonly raw: string;
}

/** Most faults of one file: with more of them, the delimiter or the file is another one. */
const MOST = 100;

/** Most characters of one record; with more of them, a mark was left open. */
const LONGEST = 16 * 1024 * 1024;

const lineEnd = (source: string, from: number): number => {
  LINE_BREAK.lastIndex = from;
  const found = LINE_BREAK.exec(source);
  return found === null ? source.length : found.index + found[0].length;
};

/** Where the last whole record of a text ends: behind the last line break outside quotation marks; 0 without one. */
function wholeTo(text: string): number {
  let cut = 0;
  for (let from = 0; ; ) {
    const opening = text.indexOf('"', from);
    const bare = text.slice(from, opening === -1 ? text.length : opening);
    const end = from + Math.max(bare.lastIndexOf("\n"), bare.lastIndexOf("\r")) + 1;
    // A return at the very end may be half of a line break.
    if (end > from && (end < text.length || text[end - 1] === "\n")) cut = end;
    const closing = opening === -1 ? -1 : text.indexOf('"', opening + 1);
    if (closing === -1) return cut;
    from = closing + 1;
  }
}

/**
 * The records of delimited text that comes in pieces, however it is cut. A quotation mark that opens, closes or stands
 * where it cannot is a fault with line and column: it is given to `refuse`, which throws it unless it is told otherwise.
 * Then reading goes on in the line after the mark, so that a mark left open does not swallow what stands below it.
 */
export async function* recordsIn(
  pieces: AsyncIterable<string> | Iterable<string>,
  {
    delimiter,
    file,
    refuse = (one) => {
      throw one;
    },
  }: Delimited,
): AsyncGenerator<DelimitedRecord> {
  const { parse } = await import("csv-parse/sync");
  /** What was not read yet, and the line that it begins on. */
  let [rest, line, faults] = ["", 1, 0];
  const read = (text: string): DelimitedRecord[] => {
    const parsed = parse(text, {
      delimiter,
      raw: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
    }) as unknown as readonly Parsed[];
    let next = line;
    return parsed.map(({ record, raw }) => {
      const here = next;
      next += lineBreaks(raw);
      return { line: here, cells: record };
    });
  };
  const passed = (to: number): void => {
    line += lineBreaks(rest.slice(0, to));
    rest = rest.slice(to);
  };
  function* records(isLast: boolean): Generator<DelimitedRecord> {
    while (rest !== "" && faults <= MOST) {
      const cut = isLast || rest.length > LONGEST ? rest.length : wholeTo(rest);
      if (cut === 0) return;
      const text = rest.slice(0, cut);
      let found: DelimitedRecord[];
      let next = cut;
      try {
        found = read(text);
      } catch {
        const { offset, record, fault } = quotationFault(text, { delimiter, file, line });
        refuse(fault);
        faults += 1;
        found = faults > MOST ? [] : read(text.slice(0, record));
        next = lineEnd(text, offset);
      }
      yield* found;
      passed(next);
    }
  }
  for await (const piece of pieces) {
    rest += piece;
    yield* records(false);
  }
  yield* records(true);
}
