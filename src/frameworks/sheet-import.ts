// The three sheets, or a table of items alone, as a package of CASE 1.1. What the registrar did not write (identifiers,
// addresses, times) is filled in so that the same sheet always gives the same package.
import { type FaultFacts, FaultList } from "../core/fault.ts";
import { compact, type JsonObject } from "../core/json.ts";
import { count, quoted } from "../core/text.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import { ASSOCIATION_TYPES } from "./association-type.ts";
import type { Notice } from "./framework.ts";
import { steadyUuid } from "./members.ts";
import { normalize } from "./normalize.ts";
import { associationsOf, type Edges } from "./sheet-edges.ts";
import { ASSOCIATION_SHEET, DOCUMENT_SHEET, foldHeader, ITEM_SHEET, type Sheet, type SheetForm } from "./sheet-form.ts";
import { membersIn, type Row, rowsOf, type SheetItem } from "./sheet-rows.ts";

export interface ImportFacts {
  readonly file: string;
  readonly now: Date;
  /** For a table of items alone, and for a sheet that leaves them out. */
  readonly title?: string | undefined;
  readonly creator?: string | undefined;
  /** Address of an item without one, with `{identifier}` in it. */
  readonly uriTemplate?: string | undefined;
}

export interface Imported {
  readonly package: JsonObject;
  readonly items: number;
  readonly associations: number;
  readonly notices: readonly Notice[];
}

/** Most faults that are told at once. */
const MOST = 20;

function itemsIn(rows: readonly Row[], home: string, faults: FaultFacts[]): readonly SheetItem[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row) => {
    const value = membersIn(row, ITEM_SHEET);
    const code = row.get("humanCodingScheme");
    if (row.get("fullStatement") === "") {
      faults.push(
        row.fault(
          "fullStatement",
          "want a statement, got an empty cell",
          "Write what the learner can do, or take the row out.",
        ),
      );
      return [];
    }
    const identifier = row.get("identifier") || uuid5(nameOf("item", home, code || row.get("fullStatement")));
    const first = seen.get(identifier);
    if (first !== undefined) {
      faults.push(
        row.fault(
          "identifier",
          `want one row for each item, got ${quoted(identifier)} as in row ${first}`,
          "Two rows without an identifier want a code or statement of their own.",
        ),
      );
      return [];
    }
    seen.set(identifier, row.line);
    return [{ row, value: { ...value, identifier }, identifier, code, level: row.get("smartLevel").replace(/^'/, "") }];
  });
}

/** The licence of the document as a link and a definition. */
function licenceOf(row: Row | undefined): { readonly link: JsonObject; readonly entry: JsonObject } | undefined {
  const [title, words, uri] = ["licenseTitle", "licenseText", "licenseURI"].map((name) => row?.get(name) ?? "");
  if (!title && !words && !uri) return undefined;
  const identifier = row?.get("licenseIdentifier") || uuid5(nameOf("licence", title ?? "", words ?? ""));
  const link = { title: title || uri || "Licence", identifier, uri: uri || `urn:uuid:${identifier}` };
  return { link, entry: { ...link, licenseText: words || link.title } };
}

const emptyFault = (file: string, rows: number): FaultFacts => ({
  code: "FRAMEWORK_INVALID",
  message:
    rows === 0
      ? 'want a sheet "CF Item" with a header and a row for each item, got none'
      : 'sheet "CF Item": want a column "fullStatement", got none',
  file,
  hint: "laurel case export FRAMEWORK --to xlsx --out form.xlsx shows the form.",
});

const stranger = (name: string): Notice => ({
  code: "COLUMN_UNKNOWN",
  message: `the column ${quoted(name)} is none of the form; left out`,
  count: 1,
});

interface About {
  readonly row: Row | undefined;
  readonly title: string | undefined;
  readonly creator: string | undefined;
  readonly identifier: string;
}

function aboutIn(row: Row | undefined, given: ImportFacts): About {
  const title = row?.get("title") || given.title;
  const creator = row?.get("creator") || given.creator;
  const identifier = row?.get("identifier") || uuid5(nameOf("framework", creator ?? "", title ?? ""));
  return { row, title, creator, identifier };
}

/** What the sheets lack as a whole, each told once. */
function lacks({ title }: About, rows: readonly Row[], file: string): FaultFacts[] {
  const untitled: FaultFacts = {
    code: "FRAMEWORK_INVALID",
    message: 'want a title in the sheet "CF Doc"',
    file,
    hint: "Or give --title.",
  };
  const headless = rows.length === 0 || rows[0]?.has("fullStatement") === false;
  return [...(title ? [] : [untitled]), ...(headless ? [emptyFault(file, rows.length)] : [])];
}

/** A licence that an item has by its title alone. */
function namedLicence(title: string): JsonObject | undefined {
  const identifier = uuid5(nameOf("licence", title, ""));
  return title === "" ? undefined : { title, identifier, uri: `urn:uuid:${identifier}` };
}

function packageOf(
  about: About,
  items: readonly SheetItem[],
  edges: Edges,
  uriTemplate: string | undefined,
): JsonObject {
  const licence = licenceOf(about.row);
  const addressOf = (identifier: string) => uriTemplate?.replaceAll("{identifier}", steadyUuid(identifier));
  return {
    CFDocument: compact({
      uri: addressOf(about.identifier),
      ...(about.row === undefined ? {} : membersIn(about.row, DOCUMENT_SHEET)),
      identifier: about.identifier,
      title: about.title,
      creator: about.creator,
      licenseURI: licence?.link,
    }) as JsonObject,
    CFItems: items.map(({ row, value, identifier }): JsonObject => {
      const name = row.get("license");
      const link = licence !== undefined && licence.link["title"] === name ? licence.link : namedLicence(name);
      return compact({ uri: addressOf(identifier), ...value, licenseURI: link }) as JsonObject;
    }),
    CFAssociations: edges.associations,
    CFDefinitions: compact({
      CFLicenses: licence === undefined ? [] : [licence.entry],
      CFAssociationGroupings: edges.groupings,
    }) as JsonObject,
  };
}

const told = (code: string, message: string, times: number): readonly Notice[] =>
  times > 0 ? [{ code, message, count: times }] : [];

/** Throws a FaultList with the place of each thing that cannot be read. */
export function importSheets(sheets: readonly Sheet[], facts: ImportFacts): Imported {
  const { file, now, uriTemplate } = facts;
  const read = (form: SheetForm, also: readonly string[] = []) =>
    rowsOf(
      sheets.find(({ name }) => foldHeader(name) === foldHeader(form.name)),
      form,
      file,
      also,
    );
  const [document, item, association] = [
    read(DOCUMENT_SHEET),
    read(ITEM_SHEET, [...ASSOCIATION_TYPES, "sequenceNumber"]),
    read(ASSOCIATION_SHEET),
  ];
  const about = aboutIn(document.rows[0], facts);
  const faults = lacks(about, item.rows, file);
  const items = faults.length > 0 ? [] : itemsIn(item.rows, about.identifier, faults);
  const edges = associationsOf(items, association.rows, about.identifier, faults);
  if (faults.length > 0) throw new FaultList(faults.slice(0, MOST));

  const more = document.rows.length - 1;
  return {
    package: normalize(packageOf(about, items, edges, uriTemplate), { file, now }).package,
    items: items.length,
    associations: edges.associations.length,
    notices: [
      ...[document, item, association].flatMap(({ strangers }) => strangers.map(stranger)),
      ...told("CREATOR_MISSING", "no creator is given; the package says unknown (--creator)", about.creator ? 0 : 1),
      ...told("ROW_IGNORED", `${count(more, "more row")} of "CF Doc"; left out`, more),
      ...edges.notices,
    ],
  };
}
