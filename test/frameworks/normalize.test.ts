import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import { type Json, type JsonObject, objectsOf } from "../../src/core/json.ts";
import { normalize } from "../../src/frameworks/normalize.ts";
import { readFramework } from "../../src/frameworks/reader.ts";
import { CASE_SCHEMAS } from "../../src/schemas/case.ts";
import { everyBreach } from "../../src/schemas/validate.ts";
import { withFormats } from "../official.ts";
import { conformance, sharedFile, sharedJson } from "../shared.ts";
import { association, childOf, idOf, item, linkTo, packageOf, uriOf } from "./fixture.ts";

const NOW = new Date("2026-06-01T12:00:00Z");
const cleaned = (value: Json) => normalize(value, { now: NOW });
const only = (made: JsonObject, list: string): JsonObject => objectsOf(made[list])[0] ?? {};
const mended = (more: JsonObject): JsonObject => only(cleaned(packageOf([item("B.1", more)])).package, "CFItems");
const codesOf = (value: Json): readonly string[] =>
  cleaned(value)
    .changes.map(({ code }) => code)
    .filter((code) => code !== "CASE_VERSION_SET");

/** What a member of an item becomes, and the changes that are told. */
const MEMBERS: readonly (readonly [name: string, given: JsonObject, made: JsonObject, ...codes: string[]])[] = [
  ["null is left out", { notes: null }, {}, "NULL_DROPPED"],
  ["an empty text is left out", { notes: "" }, {}, "EMPTY_DROPPED"],
  ["a text becomes a list", { subject: "Baking" }, { subject: ["Baking"] }, "LIST_MADE"],
  [
    "a text of levels becomes a list of levels",
    { educationLevel: "09, 10" },
    { educationLevel: ["09", "10"] },
    "LIST_MADE",
    "LIST_SPLIT",
  ],
  ["a list of one becomes its text", { CFItemType: ["Standard"] }, { CFItemType: "Standard" }, "LIST_OPENED"],
  ["a number becomes a text", { listEnumeration: 3 }, { listEnumeration: "3" }, "TEXT_MADE"],
  [
    "a time becomes a day",
    { statusStartDate: "2018-09-25T18:01:29+00:00" },
    { statusStartDate: "2018-09-25" },
    "DAY_CUT",
  ],
  [
    "a time without a zone gets one",
    { lastChangeDateTime: "2017-05-25T18:05:33" },
    { lastChangeDateTime: "2017-05-25T18:05:33Z" },
    "ZONE_ADDED",
  ],
  [
    "a time as a database writes it gets its form",
    { lastChangeDateTime: "2017-08-23 23:48:01" },
    { lastChangeDateTime: "2017-08-23T23:48:01Z" },
    "ZONE_ADDED",
  ],
  [
    "a day becomes a time",
    { lastChangeDateTime: "2017-08-23" },
    { lastChangeDateTime: "2017-08-23T00:00:00Z" },
    "TIME_MADE",
  ],
  [
    "an identifier loses its prefix",
    { identifier: `urn:uuid:${idOf("x").toUpperCase()}` },
    { identifier: idOf("x") },
    "IDENTIFIER_WRITTEN",
  ],
  [
    "an identifier that is none becomes one",
    { identifier: "B.1" },
    { identifier: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown as Json },
    "IDENTIFIER_MINTED",
  ],
  ["another name becomes the standard's", { educationalLevel: ["09"] }, { educationLevel: ["09"] }, "RENAMED"],
  [
    "a missing statement comes from another text",
    { fullStatement: "", alternativeLabel: "Knead" },
    { fullStatement: "Knead", alternativeLabel: "Knead" },
    "STATEMENT_FILLED",
  ],
  [
    "a missing URI is made of the identifier",
    { uri: null },
    { uri: `urn:uuid:${idOf("B.1")}` },
    "NULL_DROPPED",
    "FILLED",
  ],
  [
    "a missing time is the document's",
    { lastChangeDateTime: null },
    { lastChangeDateTime: "2025-01-01T00:00:00Z" },
    "NULL_DROPPED",
    "FILLED",
  ],
  ["a link back is left out", { CFDocumentURI: linkTo("document") }, {}, "BACK_LINK_DROPPED"],
  [
    "a link to another document is kept aside",
    { CFDocumentURI: linkTo("other") },
    { extensions: { CFDocumentURI: linkTo("other") } },
    "SET_ASIDE",
  ],
  [
    "a member of the publisher's own is kept aside",
    { bloom: 3, extensions: { a: 1 } },
    { extensions: { bloom: 3, a: 1 } },
    "SET_ASIDE",
  ],
  [
    "a date that cannot be read is kept aside",
    { statusEndDate: "next year" },
    { extensions: { statusEndDate: "next year" } },
    "SET_ASIDE",
  ],
  [
    "a link as a text becomes a link",
    { licenseURI: uriOf("licence") },
    { licenseURI: { title: uriOf("licence"), identifier: idOf("licence"), uri: uriOf("licence") } },
    "LINK_MADE",
  ],
];

describe("a package put right", () => {
  for (const [name, given, made, ...codes] of MEMBERS) {
    it(name, () => {
      const bare = Object.fromEntries(Object.entries(item("B.1")).filter(([member]) => !Object.hasOwn(given, member)));
      expect(mended(given)).toEqual({ ...bare, ...made });
      expect(codesOf(packageOf([item("B.1", given)]))).toEqual(codes);
    });
  }

  it("leaves a clean one as it is, but for the version", () => {
    const value = packageOf([item("B.1")], [childOf("B.1", "document", 1)], { caseVersion: "1.1" });
    expect(cleaned(value)).toEqual({ package: value, changes: [] });
  });

  it("is taken out of its wrapper, and its loose definitions go where they belong", () => {
    const type = { ...linkTo("Standard"), lastChangeDateTime: "2025-01-01T00:00:00Z", hierarchyCode: 1 };
    const value = { CFPackage: { ...packageOf([item("B.1")]), CFItemTypes: [type], note: "n" } };
    const { package: made, changes } = cleaned(value);
    expect(made).toMatchObject({
      CFDefinitions: { CFItemTypes: [{ title: "Standard", description: "Standard", hierarchyCode: "1" }] },
      extensions: { note: "n" },
    });
    expect(changes.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "UNWRAPPED /CFPackage",
      "CASE_VERSION_SET /CFPackage/CFDocument/caseVersion",
      "MOVED /CFPackage/CFItemTypes",
      "TEXT_MADE /CFPackage/CFItemTypes/0/hierarchyCode",
      "FILLED /CFPackage/CFItemTypes/0/description",
      "SET_ASIDE /CFPackage/note",
    ]);
  });

  it("keeps links together whose ends got new identifiers", () => {
    const named = (name: string) => ({ title: name, identifier: name, uri: `https://case.example.org/${name}` });
    const value = packageOf(
      [item("B.1", { identifier: "item-1" }), item("B.2", { identifier: "item-2" })],
      [{ ...childOf("B.2", "B.1"), originNodeURI: named("item-2"), destinationNodeURI: "item-1" }],
    );
    const { items, associations } = readFramework(cleaned(value).package);
    expect(associations.map(({ origin, destination }) => [origin.identifier, destination.identifier])).toEqual([
      [items[1]?.identifier, items[0]?.identifier],
    ]);
  });

  it("writes association types as the standard has them, and marks others as the publisher's", () => {
    const types = ["RelatedTo", "covers the same", "ext:x-y z", "isChildOf"];
    const value = packageOf(
      [item("B.1"), item("B.2")],
      types.map((type) => association(type, "B.1", "B.2")),
    );
    expect(objectsOf(cleaned(value).package["CFAssociations"]).map(({ associationType }) => associationType)).toEqual([
      "isRelatedTo",
      "ext:covers_the_same",
      "ext:x_y_z",
      "isChildOf",
    ]);
  });

  it("drops what stands twice, and an association without an end, and says what it was", () => {
    const broken = { ...childOf("B.1", "document"), originNodeURI: null };
    const value = packageOf(
      [item("B.1"), item("B.1")],
      [childOf("B.1", "document"), childOf("B.1", "document"), broken],
    );
    const { package: made, changes } = cleaned(value);
    expect([objectsOf(made["CFItems"]).length, objectsOf(made["CFAssociations"]).length]).toEqual([1, 1]);
    expect(changes.filter(({ code }) => code === "REPEATED").map(({ pointer }) => pointer)).toEqual([
      "/CFItems/1",
      "/CFAssociations/1",
    ]);
    expect(changes.find(({ code }) => code === "LEFT_OUT")).toEqual({
      code: "LEFT_OUT",
      pointer: "/CFAssociations/2",
      from: broken,
    });
  });

  it("always keeps the standard's own rules, and needs putting right only once", async () => {
    const junk = fc.jsonValue({ maxDepth: 2 });
    const names = [
      "identifier",
      "uri",
      "title",
      "fullStatement",
      "lastChangeDateTime",
      "educationLevel",
      "statusEndDate",
      "associationType",
      "originNodeURI",
      "destinationNodeURI",
      "sequenceNumber",
      "extensions",
      "conceptKeywords",
      "CFRubricCriteria",
      "score",
      "licenseURI",
      "stray",
      "CFDocumentURI",
    ];
    const words = fc.constantFrom<Json>(
      idOf("B.1"),
      uriOf("B.1"),
      "isChildOf",
      "covers",
      "2018-09-25T18:01:29",
      "2018",
      "",
      null,
      7,
      "7",
    );
    const members = fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(words, words, junk, fc.constant(linkTo("B.1") as Json)),
    );
    const lists = fc.array(fc.oneof({ arbitrary: members, weight: 5 }, { arbitrary: junk, weight: 1 }), {
      maxLength: 4,
    });
    const packages = fc.record({
      CFDocument: members,
      CFItems: lists,
      CFAssociations: lists,
      CFRubrics: lists,
      CFDefinitions: fc.dictionary(fc.constantFrom("CFItemTypes", "CFLicenses", "extensions", "x"), lists),
    });
    await fc.assert(
      fc.asyncProperty(packages, async (value) => {
        const { package: made } = cleaned(value as Json);
        expect(await everyBreach(CASE_SCHEMAS["1.1"], made)).toEqual([]);
        expect(cleaned(made).changes).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("is refused when it is no framework", () => {
    expect(() => cleaned({ CFItems: [] })).toThrow(Fault);
  });
});

conformance("real frameworks put right", () => {
  const ajv = withFormats();
  const schema = sharedFile("official/schemas/case-1.1/case_v1p1_cfpackage-jsonschema1.json");
  const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")) as object);

  it.each(readdirSync(sharedFile("real/case")))(
    "pass the official schema of CASE 1.1, and say the same: %s",
    (name) => {
      const value = sharedJson(`real/case/${name}`);
      const { package: made, changes } = cleaned(value);
      expect(validate(made), JSON.stringify(validate.errors?.slice(0, 5))).toBe(true);
      expect(cleaned(made).changes).toEqual([]);
      expect(changes.length).toBeGreaterThan(0);
      const [before, after] = [readFramework(value), readFramework(made)];
      const facts = (framework: typeof before) =>
        framework.items.map(({ statement, code, uri, educationLevel, type, keywords, notes }) => ({
          statement,
          code,
          uri,
          educationLevel,
          type,
          keywords,
          notes,
        }));
      const named = new Set(before.items.map(({ identifier }) => identifier));
      expect(facts({ ...after, items: after.items.filter(({ identifier }) => named.has(identifier)) })).toEqual(
        facts(before),
      );
      const ends = (framework: typeof before) =>
        framework.associations.map(({ type, origin, destination }) => [
          type,
          origin.identifier,
          destination.identifier,
        ]);
      expect(ends(after)).toEqual(ends(before));
    },
  );
});
