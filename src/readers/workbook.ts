// Workbooks (.xlsx, ECMA-376) as sheets of text: numbers as they are written, formulas as the value they were saved with.
// A date is a number of days here; the form says which column holds dates.
import { fault } from "../core/fault.ts";
import type { Sheet, SheetRow } from "../frameworks/sheet-form.ts";
import { XmlRefusal, xmlEvents, xmlText } from "./xml.ts";
import { unzip } from "./zip.ts";

/** Columns and rows beyond these are no framework. */
const WIDEST = 256;
const MOST_ROWS = 200_000;

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** `_x000D_` stands for a character that XML does not take. */
const unescaped = (text: string): string =>
  text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** 0 for A, 27 for AB; undefined for what is no reference to a cell. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d*$/.exec(reference ?? "")?.[1];
  return letters === undefined
    ? undefined
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Each shared text: its runs joined, without the readings that Japanese texts carry (rPh). */
function sharedTexts(source: string): readonly string[] {
  const texts: string[] = [];
  let [inText, inReading] = [false, false];
  for (const event of xmlEvents(source)) {
    if (event.kind === "open" && local(event.name) === "si") texts.push("");
    else if (event.kind === "open" && local(event.name) === "rPh") inReading = !event.empty;
    else if (event.kind === "close" && local(event.name) === "rPh") inReading = false;
    else if (event.kind === "open" && local(event.name) === "t") inText = !event.empty;
    else if (event.kind === "close") inText = false;
    else if (inText && !inReading && event.kind !== "open")
      texts.push((texts.pop() ?? "") + (event.kind === "cdata" ? event.text : xmlText(event.text)));
  }
  return texts.map(unescaped);
}

type Kind = (raw: string, shared: readonly string[]) => string;

/** By the cell's type; any other is a number. */
const KINDS: Readonly<Record<string, Kind>> = {
  s: (raw, shared) => shared[Number(raw)] ?? "",
  inlineStr: (raw) => unescaped(raw),
  str: (raw) => unescaped(raw),
  b: (raw) => (raw === "1" ? "TRUE" : "FALSE"),
  e: (raw) => raw,
  d: (raw) => raw,
};
/** 1.1 may be saved as 1.1000000000000001. */
const number: Kind = (raw) => (raw.trim() !== "" && Number.isFinite(Number(raw)) ? String(Number(raw)) : raw);

function rowsIn(source: string, shared: readonly string[]): readonly SheetRow[] {
  const rows: { readonly line: number; readonly cells: string[] }[] = [];
  let [kind, raw, column, reading] = ["", "", -1, false];
  const put = (): void => {
    const row = rows.at(-1);
    if (row === undefined || column >= WIDEST || raw === "") return;
    while (row.cells.length < column) row.cells.push("");
    row.cells[column] = (KINDS[kind] ?? number)(raw, shared);
  };
  const opened: Readonly<Record<string, (attributes: ReadonlyMap<string, string>, empty: boolean) => void>> = {
    row: (attributes) => {
      rows.push({ line: Number(attributes.get("r")) || (rows.at(-1)?.line ?? 0) + 1, cells: [] });
      column = -1;
    },
    c: (attributes) => {
      column = columnOf(attributes.get("r")) ?? column + 1;
      [kind, raw] = [attributes.get("t") ?? "n", ""];
    },
    v: (_, empty) => {
      reading = !empty;
    },
    t: (_, empty) => {
      reading = !empty;
    },
  };
  for (const event of xmlEvents(source)) {
    if (event.kind === "open") opened[local(event.name)]?.(event.attributes, event.empty);
    else if (event.kind === "close") {
      reading = false;
      if (local(event.name) === "c") put();
    } else if (reading) raw += event.kind === "cdata" ? event.text : xmlText(event.text);
    if (rows.length > MOST_ROWS) throw new XmlRefusal("the sheet has too many rows");
  }
  return rows;
}

interface Listed {
  readonly name: string;
  readonly part: string;
}

/** The sheets of a workbook by their names, each with the part of the archive that holds it. */
function listed(workbook: string, relations: string): readonly Listed[] {
  const targets = new Map<string, string>();
  for (const event of xmlEvents(relations)) {
    if (event.kind !== "open" || local(event.name) !== "Relationship") continue;
    const target = event.attributes.get("Target") ?? "";
    targets.set(event.attributes.get("Id") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  }
  const sheets: Listed[] = [];
  for (const event of xmlEvents(workbook)) {
    if (event.kind !== "open" || local(event.name) !== "sheet") continue;
    const id = [...event.attributes].find(([name]) => name.includes(":") && local(name) === "id")?.[1];
    sheets.push({ name: xmlText(event.attributes.get("name") ?? ""), part: targets.get(id ?? "") ?? "" });
  }
  return sheets;
}

const WANTED = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/i;

/** Throws WORKBOOK_INVALID or FILE_TOO_LARGE. */
export async function readWorkbook(bytes: Uint8Array, file: string): Promise<readonly Sheet[]> {
  const parts = await unzip(bytes, file, (name) => WANTED.test(name));
  const texts = new Map([...parts].map(([name, part]) => [name.toLowerCase(), new TextDecoder().decode(part)]));
  const textOf = (name: string): string => texts.get(name.toLowerCase()) ?? "";
  if (textOf("xl/workbook.xml") === "") {
    throw fault("WORKBOOK_INVALID", "want a workbook (.xlsx), got another kind of archive", { file });
  }
  try {
    const shared = sharedTexts(textOf("xl/sharedStrings.xml"));
    return listed(textOf("xl/workbook.xml"), textOf("xl/_rels/workbook.xml.rels")).map(({ name, part }) => ({
      name,
      rows: rowsIn(textOf(part), shared),
    }));
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error;
    throw fault("WORKBOOK_INVALID", "want a workbook (.xlsx), got one whose XML cannot be read", {
      file,
      hint: "Open it in a spreadsheet program and save it again as .xlsx.",
    });
  }
}
