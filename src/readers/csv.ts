// Comma- and tab-separated tables, and the only door to csv-parse.
import { type Fault, fault } from "../core/fault.ts";
import type { Cell, Table, TableRow } from "./table.ts";

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** The delimiter that stands most often outside quotation marks in the first line. */
export function delimiterOf(source: string): string {
  const header =
    /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(source.replace(/^\s+/, ""))?.[0].replace(/"(?:[^"]|"")*"/g, "") ?? "";
  const times = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce<string>((best, delimiter) => (times(delimiter) > times(best) ? delimiter : best), ",");
}

const lineBreaks = (text: string): number => text.split("\n").length - 1;

interface CsvFacts {
  readonly code?: string;
  readonly lines?: number;
  readonly message?: string;
}

function csvFault(error: unknown, file: string): Fault {
  const { code, lines, message } = error as CsvFacts;
  const opened = /opening quote at line (\d+)/.exec(message ?? "")?.[1];
  if (code === "CSV_QUOTE_NOT_CLOSED") {
    return fault("CSV_INVALID", "a quotation mark is opened here and never closed", {
      file,
      line: opened === undefined ? lines : Number(opened),
      hint: 'Close it, or write "" for a quotation mark inside a quoted cell.',
    });
  }
  return fault("CSV_INVALID", "a quotation mark stands where a cell cannot have one", {
    file,
    line: lines,
    hint: 'Put the whole cell in quotation marks, and write "" for one inside it.',
  });
}

interface Parsed {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** Line of a record's first character: its own line breaks are counted back from its end. */
const lineOf = ({ raw, info }: Parsed): number =>
  info.lines - lineBreaks(raw.replace(/^\s*\n/, "").replace(/\r?\n$/, ""));

/** Rows as text; cells are never read as numbers or dates. Throws CSV_INVALID at the line of an open quotation mark. */
export async function readCsv(source: string, file: string, delimiter?: string): Promise<Table> {
  const { parse } = await import("csv-parse/sync");
  let parsed: readonly Parsed[];
  try {
    parsed = parse(source, {
      bom: true,
      delimiter: delimiter ?? delimiterOf(source),
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly Parsed[];
  } catch (error) {
    throw csvFault(error, file);
  }
  const [first, ...rest] = parsed;
  const header = first?.record ?? [];
  const rows = rest
    .filter(({ record }) => record.some((text) => text.trim() !== ""))
    .map((one): TableRow => {
      const line = lineOf(one);
      const cells = one.record.map((text, index): Cell => ({ name: header[index] ?? "", text, line }));
      return { line, cells };
    });
  return { file, columns: header.map((name) => ({ name, line: first === undefined ? 1 : lineOf(first) })), rows };
}
