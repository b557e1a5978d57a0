// Lists of a case command as CSV, for a spreadsheet.
import { type Command, Option } from "commander";
import { csvLine, inert } from "../core/csv.ts";
import type { Manners } from "./terminal.ts";

export interface ListingFlags extends Manners {
  readonly csv?: boolean;
}

export const withCsv = (command: Command): Command =>
  command.addOption(new Option("--csv", "print a table for a spreadsheet, in CSV").conflicts("json"));

/** One line, without its line break; what a spreadsheet would take for a formula is made text. */
export const csvRow = (cells: readonly (string | number | undefined)[]): string =>
  csvLine(cells.map((cell) => (typeof cell === "number" ? String(cell) : inert(cell ?? "")))).trimEnd();
