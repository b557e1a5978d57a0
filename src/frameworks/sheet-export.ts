// A package of CASE 1.1 as the three sheets, and what they cannot hold.
import { isObject, type Json, type JsonObject, object, objectsOf, pointerTo, text } from "../core/json.ts";
import type { Framework, Item, Notice } from "./framework.ts";
import { identifierOf } from "./members.ts";
import { readFramework } from "./reader.ts";
import {
  ASSOCIATION_SHEET,
  type Column,
  DOCUMENT_SHEET,
  ITEM_SHEET,
  type Sheet,
  type SheetForm,
  toCell,
} from "./sheet-form.ts";
import { type Node, treeOf, walk } from "./tree.ts";

export interface Exported {
  readonly sheets: readonly Sheet[];
  /** What is in the package and not in the sheets. */
  readonly losses: readonly Notice[];
}

/** Most characters of a cell in a workbook. */
const CELL = 32_767;

const linkPart = (value: Json | undefined, part: string): string => text(object(value)?.[part]) ?? "";
const listIn = (value: JsonObject, list: string): readonly JsonObject[] =>
  objectsOf(object(value["CFDefinitions"])?.[list]);

/** 1, 1.1, 1.2, 2 …: the place of each item in the tree; of an item without a place, none. */
function levelsOf(framework: Framework): ReadonlyMap<Item, string> {
  const levels = new Map<Item, string>();
  const number = (nodes: readonly Node[], above: string): void => {
    for (const [index, { item, children }] of nodes.entries()) {
      const level = `${above}${index + 1}`;
      if (levels.has(item)) continue;
      levels.set(item, level);
      number(children, `${level}.`);
    }
  };
  number(treeOf(framework).roots, "");
  return levels;
}

type Worked = Readonly<Record<string, (value: JsonObject) => string>>;

function rowOf(columns: readonly Column[], value: JsonObject, worked: Worked): readonly string[] {
  return columns.map(({ header, member, form }) =>
    member === undefined ? (worked[header]?.(value) ?? "") : toCell(value[member], form),
  );
}

const sheetOf = ({ name, columns }: SheetForm, rows: readonly (readonly string[])[]): Sheet => ({
  name,
  rows: [columns.map(({ header }) => header), ...rows].map((cells, index) => ({ line: index + 1, cells })),
});

/** `value` is a package as `normalize` makes it. */
export function exportSheets(value: JsonObject): Exported {
  const framework = readFramework(value);
  const document = object(value["CFDocument"]) ?? {};
  const licences = new Map(listIn(value, "CFLicenses").map((entry) => [text(entry["identifier"]) ?? "", entry]));
  const licenceOf = (holder: JsonObject): JsonObject =>
    licences.get(linkPart(holder["licenseURI"], "identifier")) ?? {};
  const licence: Worked = {
    licenseTitle: (holder) => text(licenceOf(holder)["title"]) ?? linkPart(holder["licenseURI"], "title"),
    licenseText: (holder) => text(licenceOf(holder)["licenseText"]) ?? "",
    licenseIdentifier: (holder) => linkPart(holder["licenseURI"], "identifier"),
    licenseURI: (holder) => linkPart(holder["licenseURI"], "uri"),
    license: (holder) => linkPart(holder["licenseURI"], "title"),
  };

  const levels = levelsOf(framework);
  const { roots, orphans } = treeOf(framework);
  const raw = new Map(objectsOf(value["CFItems"]).map((entry, index) => [`/CFItems/${index}`, entry]));
  const inOrder = [...new Set([...walk([...roots, ...orphans])].map(({ item }) => item))];
  const items = inOrder.map((item) => {
    const entry = raw.get(item.pointer) ?? {};
    return rowOf(ITEM_SHEET.columns, entry, { ...licence, smartLevel: () => levels.get(item) ?? "" });
  });

  const codes = new Map(framework.items.map(({ identifier, code }) => [identifier, code ?? ""]));
  const ends = (name: string): Worked => ({
    [`${name}NodeURI`]: (one) => linkPart(one[`${name}NodeURI`], "uri"),
    [`${name}NodeIdentifier`]: (one) => linkPart(one[`${name}NodeURI`], "identifier"),
    [`${name}NodeHumanCodingScheme`]: (one) =>
      codes.get(identifierOf(linkPart(one[`${name}NodeURI`], "identifier"))) ?? "",
  });
  const associations = objectsOf(value["CFAssociations"]).map((entry) =>
    rowOf(ASSOCIATION_SHEET.columns, entry, {
      ...ends("origin"),
      ...ends("destination"),
      associationGroupIdentifier: (one) => linkPart(one["CFAssociationGroupingURI"], "identifier"),
      associationGroupName: (one) => linkPart(one["CFAssociationGroupingURI"], "title"),
    }),
  );
  const sheets = [
    sheetOf(DOCUMENT_SHEET, [rowOf(DOCUMENT_SHEET.columns, document, licence)]),
    sheetOf(ITEM_SHEET, items),
    sheetOf(ASSOCIATION_SHEET, associations),
  ];
  return { sheets, losses: lossesOf(value, sheets) };
}

/** Members that worked-out columns hold, beside those that are a column themselves. */
const HELD: Readonly<Record<string, readonly string[]>> = {
  CFDocument: ["licenseURI", "caseVersion"],
  CFItems: ["licenseURI"],
  CFAssociations: ["originNodeURI", "destinationNodeURI", "CFAssociationGroupingURI"],
};
const PARTS: readonly (readonly [name: string, form: SheetForm])[] = [
  ["CFDocument", DOCUMENT_SHEET],
  ["CFItems", ITEM_SHEET],
  ["CFAssociations", ASSOCIATION_SHEET],
];

function lossesOf(value: JsonObject, sheets: readonly Sheet[]): readonly Notice[] {
  const losses = new Map<string, { pointer: string; count: number }>();
  const lose = (what: string, pointer: string, times = 1): void => {
    const known = losses.get(what);
    losses.set(what, { pointer: known?.pointer ?? pointer, count: (known?.count ?? 0) + times });
  };
  for (const [name, { columns }] of PARTS) {
    const held = new Set([...columns.flatMap(({ member }) => member ?? []), ...(HELD[name] ?? [])]);
    for (const [index, entry] of objectsOf(value[name]).entries()) {
      const at = name === "CFDocument" ? pointerTo(name) : pointerTo(name, index);
      for (const member of Object.keys(entry).filter((one) => !held.has(one)))
        lose(`${name.replace(/s$/, "")}.${member}`, at + pointerTo(member));
    }
  }
  const documentLicence = linkPart(object(value["CFDocument"])?.["licenseURI"], "identifier");
  for (const [list, entries] of Object.entries(object(value["CFDefinitions"]) ?? {})) {
    if (list === "CFAssociationGroupings") continue;
    const lost = isObject(entries)
      ? [entries]
      : objectsOf(entries).filter((one) => text(one["identifier"]) !== documentLicence);
    if (lost.length > 0) lose(`CFDefinitions.${list}`, pointerTo("CFDefinitions", list), lost.length);
  }
  for (const name of ["CFRubrics", "extensions"]) {
    const entries = value[name];
    if (entries !== undefined) lose(name, pointerTo(name), Array.isArray(entries) ? entries.length : 1);
  }
  const long = sheets.flatMap(({ rows }) => rows).filter(({ cells }) => cells.some((cell) => cell.length > CELL));
  if (long.length > 0) lose(`a text longer than a cell holds (${CELL} characters)`, "", long.length);
  return [...losses].map(([what, { pointer, count }]) => ({ code: "NOT_IN_SHEETS", message: what, pointer, count }));
}
