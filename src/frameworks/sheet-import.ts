// The three sheets, or a table of items alone, as a package of CASE 1.1. What the registrar did not write (identifiers,
// addresses, times) is filled in so that the same sheet always gives the same package.
import { type FaultFacts, FaultList } from "../core/fault.ts";
import { compact, type JsonObject } from "../core/json.ts";
import { count, quoted } from "../core/text.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import { ASSOCIATION_TYPES } from "./association-type.ts";
import type { Notice } from "./framework.ts";
import { normalize } from "./normalize.ts";
import { associationsOf } from "./sheet-edges.ts";
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

/** Throws a FaultList with the place of each thing that cannot be read. */
export function importSheets(sheets: readonly Sheet[], facts: ImportFacts): Imported {
  const { file, now, uriTemplate } = facts;
  const named = ({ name }: SheetForm): Sheet | undefined =>
    sheets.find((sheet) => foldHeader(sheet.name) === foldHeader(name));
  const faults: FaultFacts[] = [];
  const read = {
    document: rowsOf(named(DOCUMENT_SHEET), DOCUMENT_SHEET, file),
    item: rowsOf(named(ITEM_SHEET), ITEM_SHEET, file, [...ASSOCIATION_TYPES, "sequenceNumber"]),
    association: rowsOf(named(ASSOCIATION_SHEET), ASSOCIATION_SHEET, file),
  };
  const [about] = read.document.rows;
  const title = about?.get("title") || facts.title;
  const creator = about?.get("creator") || facts.creator;
  if (!title)
    faults.push({
      code: "FRAMEWORK_INVALID",
      message: 'want a title in the sheet "CF Doc"',
      file,
      hint: "Or give --title.",
    });
  if (read.item.rows.length === 0 || read.item.rows[0]?.has("fullStatement") === false)
    faults.push(emptyFault(file, read.item.rows.length));
  const home = about?.get("identifier") || uuid5(nameOf("framework", creator ?? "", title ?? ""));
  const items = faults.length > 0 ? [] : itemsIn(read.item.rows, home, faults);
  const notices: Notice[] = Object.values(read).flatMap(({ strangers }) => strangers.map(stranger));
  const { associations, groupings, notices: noticed } = associationsOf(items, read.association.rows, home, faults);
  if (faults.length > 0) throw new FaultList(faults.slice(0, MOST));

  const licence = licenceOf(about);
  const licences = licence === undefined ? [] : [licence];
  const addressed = ({ row, value, identifier }: SheetItem): JsonObject => {
    const own = licences.find(({ link }) => link["title"] === row.get("license"));
    const other = row.get("license");
    return compact({
      uri: uriTemplate?.replaceAll("{identifier}", identifier),
      ...value,
      licenseURI:
        own?.link ??
        (other === ""
          ? undefined
          : {
              title: other,
              identifier: uuid5(nameOf("licence", other, "")),
              uri: `urn:uuid:${uuid5(nameOf("licence", other, ""))}`,
            }),
    }) as JsonObject;
  };
  const { package: made } = normalize(
    {
      CFDocument: compact({
        uri: uriTemplate?.replaceAll("{identifier}", home),
        ...(about === undefined ? {} : membersIn(about, DOCUMENT_SHEET)),
        identifier: home,
        title,
        creator,
        licenseURI: licence?.link,
      }) as JsonObject,
      CFItems: items.map(addressed),
      CFAssociations: associations,
      CFDefinitions: compact({
        CFLicenses: licences.map(({ entry }) => entry),
        CFAssociationGroupings: groupings,
      }) as JsonObject,
    },
    { file, now },
  );
  if (!creator)
    notices.push({
      code: "CREATOR_MISSING",
      message: "no creator is given; the package says unknown (--creator)",
      count: 1,
    });
  const more = read.document.rows.length - 1;
  if (more > 0)
    notices.push({ code: "ROW_IGNORED", message: `${count(more, "more row")} of "CF Doc"; left out`, count: more });
  return { package: made, items: items.length, associations: associations.length, notices: [...notices, ...noticed] };
}
