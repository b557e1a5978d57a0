// Rows of a sheet read by their headers, each fault with its sheet, row and column.
import type { FaultFacts } from "../core/fault.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { FROM_CELL, foldHeader, type Sheet, type SheetForm } from "./sheet-form.ts";

export interface Row {
  readonly line: number;
  /** The cell under a header, without outer white space; empty when there is none. */
  readonly get: (header: string) => string;
  /** The same with its white space. */
  readonly raw: (header: string) => string;
  /** Whether the sheet has the column at all. */
  readonly has: (header: string) => boolean;
  readonly fault: (header: string, message: string, hint?: string) => FaultFacts;
}

export interface Rows {
  readonly rows: readonly Row[];
  /** Headers that are none of the form's, with something under them. */
  readonly strangers: readonly string[];
}

export function rowsOf(sheet: Sheet | undefined, form: SheetForm, file: string, also: readonly string[] = []): Rows {
  const [header, ...rest] = sheet?.rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")) ?? [];
  if (sheet === undefined || header === undefined) return { rows: [], strangers: [] };
  const places = new Map<string, number>();
  for (const [at, name] of header.cells.entries()) {
    const key = foldHeader(name);
    if (key !== "" && !places.has(key)) places.set(key, at);
  }
  const known = new Set([...form.columns.map(({ header: name }) => name), ...also].map(foldHeader));
  const strangers = header.cells.filter((name, at) => {
    const key = foldHeader(name);
    return key !== "" && !known.has(key) && rest.some(({ cells }) => (cells[at] ?? "").trim() !== "");
  });
  const cellOf = (cells: readonly string[], name: string): string => cells[places.get(foldHeader(name)) ?? -1] ?? "";
  const rows = rest.map(
    ({ line, cells }): Row => ({
      line,
      get: (name) => cellOf(cells, name).trim(),
      raw: (name) => cellOf(cells, name),
      has: (name) => places.has(foldHeader(name)),
      fault: (name, message, hint) => ({
        code: "FRAMEWORK_INVALID",
        message: `sheet ${quoted(sheet.name)}, column ${quoted(name)}: ${message}`,
        file,
        line,
        hint,
      }),
    }),
  );
  return { rows, strangers };
}

/** The members of a row whose columns are members. */
export function membersIn(row: Row, { columns }: SheetForm): JsonObject {
  const members = columns.flatMap(({ header, member, form }): [string, Json][] => {
    const cell = member === undefined ? "" : row.raw(header);
    return member === undefined || cell.trim() === "" ? [] : [[member, FROM_CELL[form](cell) as Json]];
  });
  return Object.fromEntries(members);
}

export interface SheetItem {
  readonly row: Row;
  readonly value: JsonObject;
  readonly identifier: string;
  readonly code: string;
  readonly level: string;
}
