import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault, type FaultFacts, FaultList } from "../../src/core/fault.ts";
import { isObject, type Json, type JsonObject, object, objectsOf } from "../../src/core/json.ts";
import { normalize } from "../../src/frameworks/normalize.ts";
import { readFramework } from "../../src/frameworks/reader.ts";
import { exportSheets } from "../../src/frameworks/sheet-export.ts";
import { ASSOCIATION_SHEET, DOCUMENT_SHEET, ITEM_SHEET, type Sheet } from "../../src/frameworks/sheet-form.ts";
import { importSheets } from "../../src/frameworks/sheet-import.ts";
import { treeOf, walk } from "../../src/frameworks/tree.ts";
import { writeWorkbook } from "../../src/outputs/workbook.ts";
import { readSheets } from "../../src/readers/sheets.ts";
import { CASE_SCHEMAS } from "../../src/schemas/case.ts";
import { everyBreach } from "../../src/schemas/validate.ts";
import { decoded } from "../../src/shell/encoding.ts";
import { conformance, sharedFile, sharedJson } from "../shared.ts";
import { association, childOf, idOf, item, linkTo, packageOf } from "./fixture.ts";

const textOf = (bytes: Uint8Array, file: string): string => decoded(bytes, file).text;
const NOW = new Date("2026-06-01T12:00:00Z");
const FACTS = { file: "form.xlsx", now: NOW };
const clean = (value: Json): JsonObject => normalize(value, { now: NOW }).package;
const throughWorkbook = async (sheets: readonly Sheet[]): Promise<readonly Sheet[]> =>
  readSheets(await writeWorkbook(sheets), "form.xlsx", textOf);
const sheet = (name: string, ...rows: readonly (readonly string[])[]): Sheet => ({
  name,
  rows: rows.map((cells, index) => ({ line: index + 1, cells })),
});
const ITEMS = ["identifier", "fullStatement", "humanCodingScheme", "smartLevel"];
const DOC = sheet("CF Doc", ["creator", "title"], ["Example College", "Bakery"]);
const form = (...rows: readonly (readonly string[])[]): readonly Sheet[] => [DOC, sheet("CF Item", ITEMS, ...rows)];

const faultsOf = (sheets: readonly Sheet[], more = {}): readonly FaultFacts[] => {
  try {
    importSheets(sheets, { ...FACTS, ...more });
  } catch (error) {
    if (error instanceof FaultList) return error.faults;
    if (error instanceof Fault) return [error.facts];
    throw error;
  }
  return [];
};
const outline = (value: JsonObject): readonly string[] =>
  [...walk(treeOf(readFramework(value)).roots)].map(
    (one) => `${"-".repeat(one.depth)}${one.item.code ?? one.item.plain}`,
  );

/** A package without what the form has no place for, and without titles of links, which say nothing. */
function held(value: JsonObject): JsonObject {
  const members = (form: typeof ITEM_SHEET, ...more: readonly string[]) =>
    new Set([...form.columns.flatMap(({ member }) => member ?? []), ...more]);
  const untitled = (link: Json | undefined): Json => {
    const { identifier = null, uri = null } = object(link) ?? {};
    return { identifier, uri };
  };
  const kept = (entry: JsonObject, names: ReadonlySet<string>): JsonObject =>
    Object.fromEntries(
      Object.entries(entry)
        .filter(([name, one]) => names.has(name) && !(Array.isArray(one) && one.length === 0))
        .map(([name, one]) => [name, /NodeURI$|URI$/.test(name) && isObject(one) ? untitled(one) : one]),
    );
  const document = kept(object(value["CFDocument"]) ?? {}, members(DOCUMENT_SHEET, "licenseURI", "caseVersion"));
  const edges = objectsOf(value["CFAssociations"]).map((one) =>
    kept(one, members(ASSOCIATION_SHEET, "originNodeURI", "destinationNodeURI", "CFAssociationGroupingURI")),
  );
  return {
    CFDocument: document,
    CFItems: objectsOf(value["CFItems"]).map((one) => kept(one, members(ITEM_SHEET))),
    CFAssociations: edges,
  };
}
const sorted = (value: Json | undefined): readonly string[] =>
  objectsOf(value)
    .map((one) => JSON.stringify(one))
    .sort();

describe("the three sheets", () => {
  it("put items where smartLevel says, and number them so", () => {
    const { package: made } = importSheets(
      form(
        ["", "Breads", "B", "1"],
        ["", "Doughs", "B.2", "1.2"],
        ["", "Kneads", "B.1", "1.1"],
        ["", "Cakes", "C", "2"],
      ),
      FACTS,
    );
    expect(outline(made)).toEqual(["B", "-B.1", "-B.2", "C"]);
  });

  it("give the same package for the same rows, and keep an item's identifier when its words change", () => {
    const [first, again, reworded] = ["Kneads", "Kneads", "Kneads well"].map(
      (words) => importSheets(form(["", words, "B.1", "1"]), FACTS).package,
    );
    const id = (value: JsonObject | undefined) => objectsOf(value?.["CFItems"])[0]?.["identifier"];
    expect(again).toEqual(first);
    expect(id(reworded)).toBe(id(first));
  });

  it("take headers and sheets however they are written, and say which columns they do not know", () => {
    const sheets = [
      sheet("cf_doc", ["TITLE", "Creator"], ["Bakery", "Me"]),
      sheet("CFItem", ["Full Statement", "human coding scheme", "Bloom"], ["Kneads", "B.1", "3"]),
    ];
    const { package: made, notices } = importSheets(sheets, FACTS);
    expect(objectsOf(made["CFItems"])[0]).toMatchObject({ fullStatement: "Kneads", humanCodingScheme: "B.1" });
    expect(notices.map(({ code, message }) => [code, message])).toEqual([
      ["COLUMN_UNKNOWN", 'the column "Bloom" is none of the form; left out'],
    ]);
  });

  it("take days that a spreadsheet made numbers, and lists with commas", () => {
    const sheets = [
      DOC,
      sheet(
        "CF Item",
        ["fullStatement", "statusStartDate", "lastChangeDateTime", "educationLevel", "conceptKeywords"],
        ["Kneads", "43501", "43501.873", "04,05", "bread, dough"],
      ),
    ];
    expect(objectsOf(importSheets(sheets, FACTS).package["CFItems"])[0]).toMatchObject({
      statusStartDate: "2019-02-05",
      lastChangeDateTime: "2019-02-05T20:57:07Z",
      educationLevel: ["04", "05"],
      conceptKeywords: ["bread", "dough"],
    });
  });

  it("say the sheet, row and column of what is wrong, all at once", () => {
    const faults = faultsOf(
      form(
        ["", "", "B.1", "1"],
        ["", "Doughs", "B.2", "1.1"],
        ["", "Cakes", "B.3", "1.1"],
        [idOf("x"), "a", "", ""],
        [idOf("x"), "b", "", ""],
      ),
    );
    expect(faults.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '2: sheet "CF Item", column "fullStatement": want a statement, got an empty cell',
      `6: sheet "CF Item", column "identifier": want one row for each item, got "${idOf("x")}" as in row 5`,
      '4: sheet "CF Item", column "smartLevel": want a level of its own, got "1.1" as in row 3',
    ]);
    expect(faults[2]?.hint).toContain("1.10");
    expect(faultsOf([sheet("Sheet1", ["a"], ["b"])]).map(({ message }) => message)).toEqual([
      'want a title in the sheet "CF Doc"',
      'want a sheet "CF Item" with a header and a row for each item, got none',
    ]);
    const loose = sheet(
      "CF Association",
      ["originNodeIdentifier", "associationType", "destinationNodeIdentifier"],
      [idOf("a"), "precedes", ""],
    );
    expect(faultsOf([...form(["", "Cakes", "B.3", "1"]), loose])[0]?.message).toContain(
      'column "destinationNodeIdentifier"',
    );
  });

  it("want a column of statements, told once and not for every row", () => {
    const roster = [DOC, sheet("CF Item", ["id", "name"], ["1", "Ada"], ["2", "Ben"])];
    expect(faultsOf(roster).map(({ message }) => message)).toEqual([
      'sheet "CF Item": want a column "fullStatement", got none',
    ]);
  });

  it("are read from a CSV as a spreadsheet of any country writes it", async () => {
    const text = "\ufeffsep=;\r\nfullStatement;humanCodingScheme\r\nKneads, and rests;B.1\r\n";
    const sheets = await readSheets(Buffer.from(text), "items.csv", textOf);
    expect(objectsOf(importSheets(sheets, { ...FACTS, title: "T" }).package["CFItems"])[0]).toMatchObject({
      fullStatement: "Kneads, and rests",
      humanCodingScheme: "B.1",
    });
  });

  it("let smartLevel move an item, and give up the older isChildOf", () => {
    const value = clean(
      packageOf(
        [item("B.1"), item("B.2"), item("B.3")],
        [childOf("B.1", "document", 1), childOf("B.2", "B.1", 1), childOf("B.3", "document", 2)],
      ),
    );
    const moved = exportSheets(value).sheets.map(
      (one): Sheet => ({
        ...one,
        rows: one.rows.map((row) =>
          row.cells[2] === "B.2" ? { ...row, cells: row.cells.map((cell) => (cell === "1.1" ? "2.1" : cell)) } : row,
        ),
      }),
    );
    const { package: made, notices } = importSheets(moved, FACTS);
    expect(outline(made)).toEqual(["B.1", "B.3", "-B.2"]);
    expect(notices.map(({ code }) => code)).toEqual(["PLACE_FROM_LEVEL"]);
  });

  it("let smartLevel put siblings into another order", () => {
    const value = clean(
      packageOf([item("B.1"), item("B.2")], [childOf("B.1", "document", 100), childOf("B.2", "document", 200)]),
    );
    const swapped = exportSheets(value).sheets.map(
      (one): Sheet => ({
        ...one,
        rows: one.rows.map((row) =>
          one.name === "CF Item"
            ? { ...row, cells: row.cells.map((cell, at) => (at === 3 ? ({ 1: "2", 2: "1" }[cell] ?? cell) : cell)) }
            : row,
        ),
      }),
    );
    expect([
      outline(importSheets(exportSheets(value).sheets, FACTS).package),
      outline(importSheets(swapped, FACTS).package),
    ]).toEqual([
      ["B.1", "B.2"],
      ["B.2", "B.1"],
    ]);
  });

  it("keep the spaces around a text", () => {
    const value = clean(packageOf([item("B.1", { fullStatement: "  Kneads \n" })]));
    const { package: made } = importSheets(exportSheets(value).sheets, FACTS);
    expect(objectsOf(made["CFItems"])[0]?.["fullStatement"]).toBe("  Kneads \n");
  });

  it("name everything that they cannot hold", () => {
    const value = clean({
      ...packageOf(
        [item("B.1", { extensions: { a: 1 }, CFItemTypeURI: linkTo("t") }), item("B.2", { extensions: { a: 1 } })],
        [association("isRelatedTo", "B.1", "B.2", { extensions: {} })],
      ),
      CFRubrics: [{ ...linkTo("r") }],
      CFDefinitions: { CFItemTypes: [linkTo("t")] },
    });
    expect(exportSheets(value).losses.map(({ message, count }) => [message, count])).toEqual([
      ["CFItem.extensions", 2],
      ["CFItem.CFItemTypeURI", 1],
      ["CFAssociation.extensions", 1],
      ["CFDefinitions.CFItemTypes", 1],
      ["CFRubrics", 1],
    ]);
    expect(exportSheets(clean(packageOf([item("B.1")], [childOf("B.1", "document", 1)]))).losses).toEqual([]);
  });

  it("give items an address from a template, but no other than their own", () => {
    const sheets = [
      DOC,
      sheet(
        "CF Item",
        ["identifier", "fullStatement", "uri"],
        [idOf("a"), "A", ""],
        [idOf("b"), "B", "https://x.example/b"],
      ),
    ];
    const { package: made } = importSheets(sheets, {
      ...FACTS,
      uriTemplate: "https://case.example.edu/uri/{identifier}",
    });
    expect(objectsOf(made["CFItems"]).map(({ uri }) => uri)).toEqual([
      `https://case.example.edu/uri/${idOf("a")}`,
      "https://x.example/b",
    ]);
  });
});

describe("a workbook", () => {
  it("carries every text as it is", async () => {
    const odd = [
      "=1+1",
      "+4",
      "0012",
      "1.10",
      "a\nb\tc\r",
      "<b>&\"'",
      "_x0041_",
      "\u0007 bell",
      "emoji 🎓",
      "  spaces  ",
      "ﷺ",
      "]]>",
    ];
    const [back] = await throughWorkbook([sheet("S & <T>", ["h"], ...odd.map((one) => [one]))]);
    expect(back?.name).toBe("S & <T>");
    expect(back?.rows.slice(1).map(({ cells }) => cells[0])).toEqual(odd);
  });

  it("is the same for the same sheets, byte for byte, and has no formula in it", async () => {
    const sheets = [sheet("S", ["=cmd|' /C calc'!A0"])];
    const [one, two] = [await writeWorkbook(sheets), await writeWorkbook(sheets)];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    const [back] = await throughWorkbook(sheets);
    expect(back?.rows[0]?.cells).toEqual(["=cmd|' /C calc'!A0"]);
  });

  it("that is none is refused in plain words", async () => {
    const refused = async (bytes: Uint8Array) =>
      readSheets(bytes, "form.xlsx", textOf).then(
        () => "read",
        (error: unknown) => (error instanceof Fault ? error.facts.code : "thrown"),
      );
    const whole = await writeWorkbook([sheet("S", ["a"])]);
    expect(await refused(Buffer.from("PK\u0003\u0004 and nothing"))).toBe("WORKBOOK_INVALID");
    expect(await refused(whole.slice(0, whole.length - 30))).toBe("WORKBOOK_INVALID");
  });

  it("that is broken anywhere is refused or read, and nothing else happens", async () => {
    const whole = await writeWorkbook([DOC, sheet("CF Item", ITEMS, ["", "Breads", "B", "1"])]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (hits) => {
          const broken = Uint8Array.from(whole);
          for (const [at, byte] of hits) broken[at] = byte;
          try {
            importSheets(await readSheets(broken, "form.xlsx", textOf), FACTS);
          } catch (error) {
            if (!(error instanceof Fault) && !(error instanceof FaultList)) throw error;
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("that would unpack into a flood is refused before it does", async () => {
    const flood = await writeWorkbook([sheet("S", ...Array.from({ length: 4500 }, () => ["x".repeat(32_000)]))]);
    expect(flood.length).toBeLessThan(2_000_000);
    await expect(readSheets(flood, "form.xlsx", textOf)).rejects.toMatchObject({ facts: { code: "FILE_TOO_LARGE" } });
  });
});

conformance("real frameworks and spreadsheets", () => {
  it.each(readdirSync(sharedFile("real/case")).filter((name) => !/known-defects|mockELA/.test(name)))(
    "come back from a workbook with all that it can hold: %s",
    async (name) => {
      const value = clean(sharedJson(`real/case/${name}`));
      const { sheets } = exportSheets(value);
      const { package: made } = importSheets(await throughWorkbook(sheets), FACTS);
      expect(await everyBreach(CASE_SCHEMAS["1.1"], made)).toEqual([]);
      const [before, after] = [held(value), held(made)];
      expect(after["CFDocument"]).toEqual(before["CFDocument"]);
      expect(sorted(after["CFItems"])).toEqual(sorted(before["CFItems"]));
      // An item at the top without an isChildOf gets one to the document: the sheet says that it stands there.
      const given = new Set(sorted(before["CFAssociations"]));
      const edges = sorted(after["CFAssociations"]);
      expect(edges.filter((edge) => given.has(edge)).length).toBe(given.size);
      const home = object(value["CFDocument"])?.["identifier"];
      for (const edge of edges.filter((one) => !given.has(one)))
        expect(JSON.parse(edge)).toMatchObject({
          associationType: "isChildOf",
          destinationNodeURI: { identifier: home },
        });
      expect(outline(made)).toEqual(outline(value));
    },
  );

  it.each([
    ["opensalt_spreadsheet_import_sample.xlsx", 4, 10],
    ["opensalt_CASE_OLO_ELA.csv", 2501, 2501],
    ["opensalt_ccsso_ela_item.csv", 1189, 1189],
    ["opensalt_sample_case.csv", 10, 11],
  ])("are read from the form that registrars use: %s", async (name, items, associations) => {
    const bytes = readFileSync(sharedFile(`real/tabular/${name}`));
    const imported = importSheets(await readSheets(bytes, name, textOf), { ...FACTS, title: "Given" });
    expect([imported.items, imported.associations]).toEqual([items, associations]);
    expect(await everyBreach(CASE_SCHEMAS["1.1"], imported.package)).toEqual([]);
    expect(readFramework(imported.package).errors).toEqual([]);
  });
});
