// The spreadsheet form of a framework that registrars already use: three sheets, a header each, one row for each item.
// The first columns stand in the order in which other programs read them; those after them hold what CASE has besides.

export interface Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  /** From 1, as the spreadsheet counts. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** How a value becomes a cell: itself, a list with bars or commas between, a day, a time, a whole number. */
export type Form = "text" | "bars" | "commas" | "day" | "time" | "whole";

export interface Column {
  readonly header: string;
  /** Member of the object that the cell is; none for a cell that is worked out. */
  readonly member?: string;
  readonly form: Form;
}

export interface SheetForm {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** `header`, `header:form`, or `header=member:form`; a column in brackets is worked out. */
function columnsOf(written: string): readonly Column[] {
  return written
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [, bracket, header = "", member = header, form = "text"] =
        /^(\[?)([A-Za-z]+)\]?(?:=([A-Za-z]+))?(?::([a-z]+))?$/.exec(word) ?? [];
      return { header, form: form as Form, ...(bracket === "" && { member }) };
    });
}

export const DOCUMENT_SHEET: SheetForm = {
  name: "CF Doc",
  columns: columnsOf(`
    identifier creator title lastChangeDate=lastChangeDateTime:time officialSourceURL publisher description subject:bars
    language version adoptionStatus statusStartDate:day statusEndDate:day [licenseTitle] [licenseText] notes
    uri frameworkType [licenseIdentifier] [licenseURI]`),
};

export const ITEM_SHEET: SheetForm = {
  name: "CF Item",
  columns: columnsOf(`
    identifier fullStatement humanCodingScheme [smartLevel] listEnumeration abbreviatedStatement conceptKeywords:commas
    notes language educationLevel:commas CFItemType [license]
    alternativeLabel subject:bars statusStartDate:day statusEndDate:day uri lastChangeDateTime:time`),
};

export const ASSOCIATION_SHEET: SheetForm = {
  name: "CF Association",
  columns: columnsOf(`
    identifier [originNodeURI] [originNodeIdentifier] [originNodeHumanCodingScheme] associationType [destinationNodeURI]
    [destinationNodeIdentifier] [destinationNodeHumanCodingScheme] [associationGroupIdentifier] [associationGroupName]
    sequenceNumber:whole notes uri lastChangeDateTime:time`),
};

/** Case, spaces and punctuation away, as people and programs write headers and names of sheets. */
export const foldHeader = (header: string): string => header.toLowerCase().replace(/[^a-z0-9]/g, "");

const [BAR, COMMA] = ["|", ","];

/** With the other mark between when an entry holds the usual one; a lone one gets a mark behind it. */
function joined(list: readonly string[], mark: string): string {
  const clash = list.some((entry) => entry.includes(mark));
  if (!clash || mark === BAR) return list.join(mark);
  return list.length === 1 ? `${list[0]}${BAR}` : list.join(BAR);
}

const split = (cell: string, mark: string): readonly string[] =>
  cell
    .split(cell.includes(BAR) ? BAR : mark)
    .map((part) => part.trim())
    .filter((part) => part !== "");

export const toCell = (value: unknown, form: Form): string => {
  if (Array.isArray(value)) return joined(value.map(String), form === "commas" ? COMMA : BAR);
  return value === undefined || value === null ? "" : String(value);
};

const DAY_MS = 86_400_000;
/** Day 0 of a spreadsheet, with the leap day that 1900 did not have taken off. */
const EPOCH = Date.UTC(1899, 11, 30);

/** A date that a spreadsheet made a number of days; any other text as it stands. */
function dated(cell: string, whole: boolean): string {
  if (!/^\d{5}(?:\.\d+)?$/.test(cell)) return cell;
  const instant = new Date(EPOCH + Math.round(Number(cell) * DAY_MS)).toISOString();
  return whole ? instant.slice(0, 10) : `${instant.slice(0, 19)}Z`;
}

export const FROM_CELL: Readonly<Record<Form, (cell: string) => string | readonly string[] | number>> = {
  text: (cell) => cell,
  bars: (cell) => split(cell, BAR),
  commas: (cell) => split(cell, COMMA),
  day: (cell) => dated(cell.trim(), true),
  time: (cell) => dated(cell.trim(), false),
  whole: (cell) => (/^\s*-?\d{1,15}\s*$/.test(cell) ? Number(cell) : cell),
};
