import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { LINT_CODES, lint } from "../../src/frameworks/lint.ts";
import { NOTICES } from "../../src/frameworks/notices.ts";
import { conformance, sharedJson } from "../shared.ts";
import { association, childOf, idOf, item, linkTo, packageOf, uriOf } from "./fixture.ts";

const NOW = new Date("2026-06-01T12:00:00Z");
const LICENCE = { licenseURI: linkTo("licence") };
const found = (value: Json) => lint(value, { file: "x.json", now: NOW, most: 10 }).findings;
const codesOf = (value: Json): readonly string[] => found(value).map(({ code }) => code);

const items = (...names: readonly string[]): readonly JsonObject[] => names.map((name) => item(name));
const whole = (more: JsonObject): JsonObject => ({
  ...packageOf(items("B.1"), [childOf("B.1", "document", 1)], LICENCE),
  ...more,
});
const one = (more: JsonObject, edges: readonly Json[] = []): JsonObject =>
  packageOf([item("B.1", more)], [childOf("B.1", "document", 1), ...edges], LICENCE);
const tree = (edges: readonly Json[], ...names: readonly string[]): JsonObject =>
  packageOf(items(...names), edges, LICENCE);
const document = (more: JsonObject): JsonObject => packageOf(items("B.1"), [], { ...LICENCE, ...more });
const rubric = (criteria: readonly Json[]): JsonObject =>
  whole({ CFRubrics: [{ ...linkTo("rubric"), CFRubricCriteria: criteria }] });
const levels = (...parts: readonly JsonObject[]): JsonObject => ({
  ...linkTo("criterion"),
  CFRubricCriterionLevels: parts.map((part, at) => ({ ...linkTo(`level ${at}`), ...part })),
});
const again = idOf("again");

/** A package for each rule, and the places that the rule finds in it. */
const CASES: Readonly<Record<string, readonly [value: JsonObject, ...pointers: string[]]>> = {
  IDENTIFIER_REPEATED: [
    packageOf([item("B.1"), item("B.1", { fullStatement: "Another." })], [], LICENCE),
    "/CFItems/1",
  ],
  IDENTIFIER_SHARED: [
    tree(
      [childOf("B.1", "document", 1), { ...childOf("B.2", "document", 2), identifier: idOf("isChildOf B.1 document") }],
      "B.1",
      "B.2",
    ),
    "/CFAssociations/1",
  ],
  URI_REPEATED: [packageOf([item("B.1"), item("B.2", { uri: uriOf("B.1") })], [], LICENCE), "/CFItems/0", "/CFItems/1"],
  URI_OTHER: [one({ uri: uriOf("B.2") }), "/CFItems/0"],
  URI_GLUED: [one({ uri: `https://case.example.org/ims/case/CFItems${idOf("B.1")}` }), "/CFItems/0"],
  CODE_MISSING: [one({ humanCodingScheme: "" }), "/CFItems/0"],
  CODE_REPEATED: [
    packageOf([item("B.1"), item("B.1", { identifier: again, uri: uriOf("again") })], [], LICENCE),
    "/CFItems/0",
    "/CFItems/1",
  ],
  CODE_ALIKE: [
    packageOf([item("B.1"), item("B.2", { humanCodingScheme: "§ b.1" })], [], LICENCE),
    "/CFItems/0",
    "/CFItems/1",
  ],
  CODE_ODD: [one({ humanCodingScheme: "CRE1:" }), "/CFItems/0"],
  CIRCLE: [tree([childOf("B.1", "B.2"), childOf("B.2", "B.1")], "B.1", "B.2"), "/CFItems/0"],
  CIRCLE_OF_ORDER: [
    tree([association("precedes", "B.1", "B.2"), association("precedes", "B.2", "B.1")], "B.1", "B.2"),
    "/CFItems/0",
  ],
  ITEM_ORPHAN: [tree([childOf("B.1", "document", 1)], "B.1", "B.2"), "/CFItems/1"],
  PARENTS_SEVERAL: [
    tree([childOf("B.1", "document", 1), childOf("B.2", "document", 2), childOf("B.2", "B.1", 1)], "B.1", "B.2"),
    "/CFItems/1",
  ],
  DOCUMENT_AS_CHILD: [tree([childOf("document", "B.1")], "B.1"), "/CFAssociations/0"],
  ASSOCIATION_WITH_ITSELF: [tree([association("isRelatedTo", "B.1", "B.1")], "B.1"), "/CFAssociations/0"],
  ASSOCIATION_ADRIFT: [tree([association("exactMatchOf", "X.1", "X.2")], "B.1"), "/CFAssociations/0"],
  SEQUENCE_REPEATED: [
    tree([childOf("B.1", "document", 1), childOf("B.2", "document", 1)], "B.1", "B.2"),
    "/CFAssociations/1",
  ],
  SEQUENCE_MISSING: [
    tree([childOf("B.1", "document", 1), childOf("B.2", "document")], "B.1", "B.2"),
    "/CFAssociations/1",
  ],
  URI_PRIVATE: [one({ uri: `https://localhost/uri/${idOf("B.1")}` }), "/CFItems/0"],
  URI_VERSIONED: [one({ uri: `https://case.example.org/ims/case/v1p0/CFItems/${idOf("B.1")}` }), "/CFItems/0"],
  FRAMEWORK_DRAFT: [document({ adoptionStatus: "Private Draft" }), "/CFDocument"],
  FRAMEWORK_RETIRED: [document({ adoptionStatus: "deprecated" }), "/CFDocument"],
  ITEM_REPLACED: [one({}, [association("replacedBy", "B.1", "elsewhere")]), "/CFItems/0"],
  ITEM_ENDED: [one({ statusStartDate: "2020-01-01", statusEndDate: "2026-05-31" }), "/CFItems/0"],
  FRAMEWORK_ENDED: [document({ statusEndDate: "2025-06-30" }), "/CFDocument"],
  STATUS_UNKNOWN: [document({ adoptionStatus: "Blessed" }), "/CFDocument"],
  END_BEFORE_START: [one({ statusStartDate: "2027-01-02", statusEndDate: "2027-01-01" }), "/CFItems/0"],
  CHANGE_MISSING: [one({ lastChangeDateTime: null }), "/CFItems/0"],
  CHANGE_IN_FUTURE: [one({ lastChangeDateTime: "2026-06-01T12:00:01Z" }), "/CFItems/0"],
  CHANGE_AFTER_DOCUMENT: [one({ lastChangeDateTime: "2025-01-01T00:00:01Z" }), "/CFItems/0"],
  TEXT_MARKUP: [one({ fullStatement: "Reads <i>The Wealth of Nations</i>." }), "/CFItems/0"],
  TEXT_CONTROL: [one({ fullStatement: "Caf\ufffd culture" }), "/CFItems/0"],
  TEXT_GARBLED: [one({ notes: "El mÃ©todo" }), "/CFItems/0"],
  TEXT_FILLER: [one({ fullStatement: "#REF!" }), "/CFItems/0"],
  STATEMENT_IS_CODE: [one({ fullStatement: "B 1.", humanCodingScheme: "b1" }), "/CFItems/0"],
  STATEMENT_REPEATED: [
    packageOf([item("B.1"), item("B.2", { fullStatement: "Statement of **B.1**." })], [], LICENCE),
    "/CFItems/0",
    "/CFItems/1",
  ],
  LINK_DANGLING: [
    { ...one({ CFItemTypeURI: linkTo("Standard") }), CFDefinitions: { CFItemTypes: [linkTo("Cluster")] } },
    "/CFItems/0/CFItemTypeURI",
  ],
  LINK_BACK: [one({ CFDocumentURI: linkTo("document") }), "/CFItems/0/CFDocumentURI"],
  LICENCE_MISSING: [packageOf(items("B.1")), "/CFDocument"],
  LANGUAGE_ODD: [one({ language: "English" }), "/CFItems/0"],
  RUBRIC_EMPTY: [rubric([levels()]), "/CFRubrics/0/CFRubricCriteria/0"],
  RUBRIC_ITEM_ELSEWHERE: [
    rubric([{ ...levels({ quality: "good" }), CFItemURI: linkTo("X.1") }]),
    "/CFRubrics/0/CFRubricCriteria/0",
  ],
  LEVELS_ALIKE: [
    rubric([levels({ quality: "Good", position: 1 }, { quality: "good", position: 2 })]),
    "/CFRubrics/0/CFRubricCriteria/0/CFRubricCriterionLevels/1",
  ],
};

describe("laurel's rules of a framework", () => {
  it("find nothing in a clean one", () => {
    const clean = tree([childOf("B.1", "document", 1), childOf("B.2", "B.1", 1)], "B.1", "B.2");
    expect(
      found({
        ...clean,
        CFRubrics: [{ ...linkTo("r"), CFRubricCriteria: [levels({ quality: "a" }, { quality: "b" })] }],
      }),
    ).toEqual([]);
  });

  it.each(Object.entries(CASES))("find %s where it is, and only there", (code, [value, ...pointers]) => {
    const finding = found(value).find((each) => each.code === code);
    expect(finding?.places.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(finding?.count).toBe(pointers.length);
    for (const [other, [clean]] of Object.entries(CASES))
      if (other !== code && clean !== value && !EXPECTED_TOO.has(`${other} ${code}`))
        expect(codesOf(clean), other).not.toContain(code);
  });

  it("are every one of them tried here, or by the reader's own tests", () => {
    const listed = LINT_CODES.map(({ code }) => code);
    expect(new Set(listed).size).toBe(listed.length);
    expect([...Object.keys(CASES), ...Object.keys(NOTICES)].sort()).toEqual([...listed].sort());
    for (const { says } of LINT_CODES) expect(says).toMatch(/^[^A-Z].*[^.]$|^HTML/);
  });

  it("call an item without identifier or statement an error, and what a reader can mend a warning", () => {
    const value = packageOf(
      [
        item("B.1", { identifier: null, uri: null }),
        item("B.2", { fullStatement: "" }),
        item("B.3", { subject: "Baking" }),
      ],
      [],
      LICENCE,
    );
    expect(found(value).map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      expect.arrayContaining(["error IDENTIFIER_MISSING", "error STATEMENT_MISSING", "warning LIST_AS_TEXT"]),
    );
  });

  it("keep the first places and count all", () => {
    const many = packageOf(
      Array.from({ length: 30 }, (_, at) => item(`B.${at}`, { subject: "Baking" })),
      [],
      LICENCE,
    );
    const [finding] = lint(many, { file: "x.json", now: NOW, most: 2 }).findings.filter(
      ({ code }) => code === "LIST_AS_TEXT",
    );
    expect(finding).toMatchObject({
      count: 30,
      places: [{ pointer: "/CFItems/0/subject" }, { pointer: "/CFItems/1/subject" }],
    });
  });

  it("name the other place of what stands twice, and the whole of a circle", () => {
    const detail = (code: string) =>
      found(CASES[code]?.[0] ?? null).find((each) => each.code === code)?.places[0]?.detail;
    expect(detail("IDENTIFIER_REPEATED")).toBe(`${idOf("B.1")}, as /CFItems/0`);
    expect(detail("CIRCLE")).toBe("B.1 is child of B.2 is child of B.1");
  });

  it("never throw anything but a Fault, whatever stands in a package", () => {
    const junk = fc.jsonValue({ maxDepth: 3 });
    const members = fc.dictionary(
      fc.constantFrom(
        "identifier",
        "uri",
        "fullStatement",
        "humanCodingScheme",
        "CFItemURI",
        "language",
        "statusEndDate",
        "CFRubricCriteria",
        "associationType",
        "originNodeURI",
        "destinationNodeURI",
      ),
      junk,
    );
    const lists = fc.array(fc.oneof(members, junk), { maxLength: 4 });
    const packages = fc.record({
      CFDocument: members,
      CFItems: lists,
      CFAssociations: lists,
      CFDefinitions: fc.dictionary(fc.constantFrom("CFItemTypes", "CFLicenses"), lists),
      CFRubrics: lists,
    });
    fc.assert(
      fc.property(packages, (value) => {
        try {
          expect(found(value as Json).every(({ count }) => count > 0)).toBe(true);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Rules whose example cannot help breaking another one as well: `the example, the other rule`. */
const EXPECTED_TOO = new Set([
  "IDENTIFIER_REPEATED CODE_REPEATED",
  "CODE_REPEATED STATEMENT_REPEATED",
  "IDENTIFIER_REPEATED URI_REPEATED",
  "URI_REPEATED URI_OTHER",
  "CHANGE_IN_FUTURE CHANGE_AFTER_DOCUMENT",
]);

conformance("laurel's rules of real frameworks", () => {
  it.each([
    ["teks-math", ["CODE_REPEATED", "END_IS_START", "STATEMENT_REPEATED", "NULL_MEMBER"]],
    ["mockIT", ["SEQUENCE_MISSING", "CODE_MISSING", "FRAMEWORK_DRAFT", "LINK_BACK"]],
    ["opencase_round_trip_baseline", ["URI_PRIVATE", "NULL_MEMBER"]],
    ["what-standards-could-be", ["NAME_ODD", "TIME_WITHOUT_ZONE"]],
  ] as const)("find in %s what is known to be there, and no errors", (name, codes) => {
    const findings = found(sharedJson(`real/case/${name}.json`));
    expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining([...codes]));
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("find the errors of the one that was made to have them, and no other error", () => {
    const errors = found(sharedJson("real/case/known-defects.json")).filter(({ severity }) => severity === "error");
    expect(errors.map(({ code, count }) => [code, count])).toEqual([
      ["IDENTIFIER_REPEATED", 1],
      ["CIRCLE", 1],
    ]);
  });
});
