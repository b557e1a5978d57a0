// A spreadsheet file as sheets of text: a workbook, or a table of items alone.
import { spoken } from "../core/csv.ts";
import { ITEM_SHEET, type Sheet } from "../frameworks/sheet-form.ts";
import { delimitedRows } from "./csv.ts";
import { readWorkbook } from "./workbook.ts";

export const isWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** `text` makes a text of bytes that are no workbook. Throws WORKBOOK_INVALID, CSV_INVALID or what `text` throws. */
export async function readSheets(
  bytes: Uint8Array,
  file: string,
  text: (bytes: Uint8Array, file: string) => string,
): Promise<readonly Sheet[]> {
  if (isWorkbook(bytes)) return readWorkbook(bytes, file);
  const { records } = await delimitedRows(text(bytes, file), file);
  return [{ name: ITEM_SHEET.name, rows: records.map(({ line, cells }) => ({ line, cells: cells.map(spoken) })) }];
}
