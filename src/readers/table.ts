// A roster before its columns are understood: rows of named cells, all text, each with its line.
import { type Fault, type FaultFacts, FaultList, fault } from "../core/fault.ts";
import { isObject, type Json, pointerTo } from "../core/json.ts";
import { oneOf } from "../core/text.ts";
import { openCsv } from "./csv.ts";
import { readJsonDocument } from "./json.ts";
import type { Located } from "./located.ts";
import { readYamlDocument } from "./yaml.ts";

export interface Cell {
  /** The column's name as the file has it; empty for a cell beyond the header. */
  readonly name: string;
  readonly text: string;
  readonly line: number;
  /** Where it stands in its line, in a document. */
  readonly column?: number | undefined;
}

export interface TableRow {
  readonly line: number;
  /** In the order of the columns where the file has a header. */
  readonly cells: readonly Cell[];
  /** Cells of a row that has fewer than the header. */
  readonly short?: { readonly want: number; readonly got: number };
}

/** A table without its rows. */
export interface TableHead {
  readonly file: string;
  /** What stands between the cells under a header; a document has neither. */
  readonly delimiter?: string;
  readonly columns: readonly Pick<Cell, "name" | "line" | "column">[];
}

export interface Table extends TableHead {
  readonly rows: readonly TableRow[];
}

/** A table whose rows are read one after the other, and once. */
export interface OpenTable<Record = unknown> extends TableHead {
  /** Rows in a short form, which JSON can hold. */
  readonly records: AsyncIterable<Record>;
  readonly rowOf: (record: Record) => TableRow;
}

/** Columns that are written as a list or map in a document; with nothing in them they are no column at all. */
const GROUPS = /^\s*(evidence|results?)\s*$/i;

/** `result: [{name: Final grade, value: A}]` says the same as `result: {Final grade: A}`. */
function pairsIn(value: Json): readonly (readonly [name: string, item: Json, at: number])[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const pairs = value.flatMap((item, at) => {
    const name = isObject(item) && Object.keys(item).length === 2 ? item["name"] : undefined;
    const said = isObject(item) ? item["value"] : undefined;
    return typeof name === "string" && name !== "" && said !== undefined ? [[name, said, at] as const] : [];
  });
  return pairs.length === value.length ? pairs : undefined;
}

/** `result: {Final grade: A}` is `result.Final grade`, `evidence: [{name: …}]` is `evidence.1.name`, a list of words is joined by `;`. */
function cellsOf(value: Json, name: string, pointer: string, placeOf: Located["placeOf"]): Cell[] {
  const { line, column } = placeOf(pointer) ?? { line: 1 };
  const cell = (text: string): Cell[] => [{ name, text, line, column }];
  if (typeof value === "string") return value === "" && GROUPS.test(name) ? [] : cell(value);
  const pairs = GROUPS.test(name) ? pairsIn(value) : undefined;
  if (pairs !== undefined)
    return pairs.flatMap(([key, item, at]) =>
      cellsOf(item, `${name}.${key}`, pointer + pointerTo(at, "value"), placeOf),
    );
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string"))
    return cell(value.join(";"));
  // One piece of evidence needs no list around it.
  const single =
    /^\s*evidence\s*$/i.test(name) && isObject(value) && !Object.keys(value).some((key) => /^\d+$/.test(key));
  const members: (readonly [string | number, Json])[] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value as Readonly<Record<string, Json>>);
  return members.flatMap(([key, item]) => {
    const step = typeof key === "number" ? String(key + 1) : single ? `1.${key}` : key;
    return cellsOf(item, name === "" ? step : `${name}.${step}`, pointer + pointerTo(key), placeOf);
  });
}

/** The list of rows in a document: the document itself, or the one list that it holds under a name. */
function rowsOf(document: Located): { readonly list: readonly Json[]; readonly pointer: string } {
  const { value, file } = document;
  if (Array.isArray(value)) return { list: value, pointer: "" };
  const lists = isObject(value) ? Object.entries(value).filter(([, member]) => Array.isArray(member)) : [];
  const [only] = lists;
  if (only !== undefined && lists.length === 1)
    return { list: only[1] as readonly Json[], pointer: pointerTo(only[0]) };
  throw fault("ROSTER_INVALID", "want a list with one entry for each award", { file, ...document.placeOf("") });
}

function tableOf(document: Located): Table {
  const { list, pointer } = rowsOf(document);
  const strangers: FaultFacts[] = [];
  const rows = list.map((entry, index): TableRow => {
    const here = pointer + pointerTo(index);
    const line = document.placeOf(here)?.line ?? 1;
    if (!isObject(entry)) {
      strangers.push({
        code: "ROSTER_INVALID",
        message: "want columns and values, such as `name: Ada Lovelace`",
        file: document.file,
        line,
      });
      return { line, cells: [] };
    }
    return { line, cells: cellsOf(entry, "", here, document.placeOf) };
  });
  if (strangers.length > 0) throw new FaultList(strangers.slice(0, 10));
  const columns = new Map<string, Cell>();
  for (const cell of rows.flatMap(({ cells }) => cells)) if (!columns.has(cell.name)) columns.set(cell.name, cell);
  return {
    file: document.file,
    columns: [...columns.values()].map(({ name, line, column }) => ({ name, line, column })),
    rows,
  };
}

/** All that is wrong with a table of text is told together: a mark left open is not the last word. */
async function openDelimited({ pieces, file, delimiter, refuse }: Source): Promise<OpenTable> {
  const faults: FaultFacts[] = [];
  const told = ({ facts }: Fault) => faults.push(facts);
  const { records, rowOf, ...head } = await openCsv(pieces, file, delimiter, told).catch((error: unknown) => {
    throw faults.length === 0 ? error : new FaultList(faults);
  });
  const [first] = head.columns;
  const all = (async function* () {
    yield* records;
    // Without the header itself nothing can be said of the rows.
    if (faults.some(({ line = 0 }) => line <= (first?.line ?? 0))) throw new FaultList(faults);
    for (const one of faults) refuse(one);
  })();
  return { ...head, records: all, rowOf: rowOf as (record: unknown) => TableRow };
}

/** Most characters of a document. */
const LONGEST = 64 * 1024 * 1024;

/** The rows of a document, which is read whole. */
async function openDocument(read: (text: string) => Promise<Located>, { pieces, file }: Source): Promise<OpenTable> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length <= LONGEST) continue;
    const hint = "A CSV may be of any length.";
    throw fault("FILE_TOO_LARGE", `want at most ${LONGEST / 1024 / 1024} MiB of YAML or JSON`, { file, hint });
  }
  const { rows, ...head } = tableOf(await read(text));
  const records = (async function* () {
    yield* rows;
  })();
  return { ...head, records, rowOf: (record) => record as TableRow };
}

export interface Source {
  /** The text, in pieces of any length. */
  readonly pieces: AsyncIterable<string>;
  readonly file: string;
  readonly delimiter?: string | undefined;
  /** Takes what keeps a row from being read at all; the others are read all the same. */
  readonly refuse: (facts: FaultFacts) => void;
}

type Opener = (source: Source) => Promise<OpenTable>;

const openYaml: Opener = (source) => openDocument((text) => readYamlDocument(text, source.file), source);

const OPENERS: Readonly<Record<string, Opener>> = {
  ".csv": openDelimited,
  ".tsv": (source) => openDelimited({ ...source, delimiter: source.delimiter ?? "\t" }),
  ".yaml": openYaml,
  ".yml": openYaml,
  ".json": (source) => openDocument(async (text) => readJsonDocument(text, source.file), source),
};

const extensionOf = (file: string): string => /\.[^./\\]*$/.exec(file)?.[0].toLowerCase() ?? "";

/** Throws FILE_EMPTY where nothing comes but blanks. */
async function* filled(pieces: AsyncIterable<string>, file: string): AsyncGenerator<string> {
  let isBlank = true;
  for await (const piece of pieces) {
    isBlank &&= piece.trim() === "";
    yield piece;
  }
  if (isBlank) throw fault("FILE_EMPTY", "want a roster, got an empty file", { file });
}

/** The rows of a roster, by the ending of its name; a pipe without one is read as CSV. */
export async function openTable(source: Source, pipe = source.file === "-"): Promise<OpenTable> {
  const { file } = source;
  const open = OPENERS[extensionOf(file)] ?? (pipe ? openDelimited : undefined);
  if (open === undefined) {
    // What cannot be read at all is told first.
    await source.pieces[Symbol.asyncIterator]().next();
    throw fault("ROSTER_INVALID", `want a roster that ends in ${oneOf(Object.keys(OPENERS))}`, {
      file,
      hint: "Save a spreadsheet as CSV (UTF-8).",
    });
  }
  return open({ ...source, pieces: filled(source.pieces, file) });
}

/** A whole text as a table. Throws what keeps a row from being read. */
export async function readTable(source: string, file: string, delimiter?: string): Promise<Table> {
  const faults: FaultFacts[] = [];
  const pieces = (async function* () {
    yield source;
  })();
  const { records, rowOf, ...head } = await openTable({ pieces, file, delimiter, refuse: (one) => faults.push(one) });
  const rows: TableRow[] = [];
  for await (const record of records) rows.push(rowOf(record));
  if (faults.length > 0) throw new FaultList(faults);
  return { ...head, rows };
}
