// The standard's own rules as laurel wrote them, against the schemas that 1EdTech published.
import { readFileSync } from "node:fs";
import type { ValidateFunction } from "ajv/dist/2019.js";
import { describe, expect, it } from "vitest";
import { type Json, type JsonObject, leaves } from "../../src/core/json.ts";
import { parseJson } from "../../src/core/strict-json.ts";
import type { CaseVersion } from "../../src/frameworks/classes.ts";
import { CASE_SCHEMAS } from "../../src/schemas/case.ts";
import { everyBreach } from "../../src/schemas/validate.ts";
import { association, item, linkTo, packageOf } from "../frameworks/fixture.ts";
import { REAL_FRAMEWORKS, withFormats } from "../official.ts";
import { conformance, sharedFile, sharedJson } from "../shared.ts";

function official(version: CaseVersion): ValidateFunction {
  const ajv = withFormats();
  if (version === "1.1") {
    const file = sharedFile("official/schemas/case-1.1/case_v1p1_cfpackage-jsonschema1.json");
    return ajv.compile(JSON.parse(readFileSync(file, "utf8")) as object);
  }
  const swagger = JSON.parse(readFileSync(sharedFile("official/schemas/case-1.0/case-v1p0-swagger.json"), "utf8"));
  ajv.addSchema({ $id: "case-1.0", ...(swagger as object) });
  const validate = ajv.getSchema("case-1.0#/definitions/CFPackage.Type");
  if (validate === undefined) throw new Error("the Swagger file has no CFPackage.Type");
  return validate;
}

/** A package that has every class and every member of CASE 1.1 in it. */
const STAMP = { lastChangeDateTime: "2025-01-01T00:00:00Z" };
const entity = (name: string, more: JsonObject): JsonObject => ({ ...linkTo(name), ...STAMP, ...more });
const { title: _, ...rubricLink } = linkTo("rubric");
const levelPart = { ...rubricLink, ...STAMP };
const COMPLETE: JsonObject = {
  ...packageOf(
    [
      item("B.1", {
        alternativeLabel: "B1",
        CFItemType: "Standard",
        CFItemTypeURI: linkTo("Standard"),
        listEnumeration: "1",
        abbreviatedStatement: "B",
        conceptKeywords: ["bread"],
        conceptKeywordsURI: linkTo("keywords"),
        notes: "n",
        subject: ["Baking"],
        subjectURI: [linkTo("Baking")],
        educationLevel: ["09"],
        language: "en",
        licenseURI: linkTo("licence"),
        statusStartDate: "2025-01-01",
        statusEndDate: "2026-01-01",
        extensions: { a: 1 },
      }),
    ],
    [
      association("isChildOf", "B.1", "document", {
        sequenceNumber: 1,
        CFAssociationGroupingURI: linkTo("group"),
        notes: "n",
        destinationNodeURI: { ...linkTo("document"), targetType: "ext:document" },
      }),
      association("ext:mine", "B.1", "document"),
    ],
    { caseVersion: "1.1", frameworkType: "CourseCodes", subject: ["Baking"], version: "1", extensions: {} },
  ),
  CFDefinitions: {
    CFConcepts: [entity("concept", { hierarchyCode: "1", keywords: "a|b" })],
    CFSubjects: [entity("Baking", { hierarchyCode: "1" })],
    CFLicenses: [entity("licence", { licenseText: "free" })],
    CFItemTypes: [entity("Standard", { description: "d", hierarchyCode: "1", typeCode: "s" })],
    CFAssociationGroupings: [entity("group", { description: "d" })],
  },
  CFRubrics: [
    {
      ...levelPart,
      title: "Crumb",
      description: "d",
      CFRubricCriteria: [
        {
          ...levelPart,
          category: "c",
          CFItemURI: linkTo("B.1"),
          weight: 0.5,
          position: 1,
          rubricId: linkTo("rubric")["identifier"] as string,
          CFRubricCriterionLevels: [
            { ...levelPart, quality: "good", score: 2.5, feedback: "f", position: 1, extensions: [{}] },
          ],
        },
      ],
    },
  ],
  extensions: {},
};

const replaced = (value: Json, path: readonly string[], change: (before: Json) => Json | undefined): Json => {
  const [name, ...rest] = path;
  if (name === undefined) return change(value) ?? null;
  if (Array.isArray(value)) {
    return value.map((entry: Json, index) => (String(index) === name ? replaced(entry, rest, change) : entry));
  }
  const { [name]: before = null, ...others } = value as JsonObject;
  if (rest.length > 0) return { ...others, [name]: replaced(before, rest, change) };
  const after = change(before);
  return after === undefined ? others : { ...others, [name]: after };
};

/** What is done to each leaf of the package, and to the objects that hold them. */
const CHANGES: Readonly<Record<string, (before: Json) => Json | undefined>> = {
  "left out": () => undefined,
  null: () => null,
  "a number": () => 7,
  "a text": () => "covers",
  "an empty text": () => "",
  "a day": () => "2025-02-29",
  "an instant without a zone": () => "2025-01-01T00:00:00",
  "a list of it": (before) => [before],
  "in capitals": (before) => (typeof before === "string" ? before.toUpperCase() : before),
  "an object": () => ({ title: "t" }),
};

const pathsOf = (value: Json): readonly (readonly string[])[] => {
  const paths = [...leaves(value)].map(({ pointer }) => pointer.split("/").slice(1));
  const all = paths.flatMap((path) => path.map((_, at) => path.slice(0, at + 1)));
  return [...new Map(all.map((path) => [path.join("/"), path])).values()];
};

conformance("the rules of CASE", () => {
  describe.each(["1.0", "1.1"] as const)("version %s", (version) => {
    const validate = official(version);
    const agrees = async (value: Json, note: string) => {
      const breaches = await everyBreach(CASE_SCHEMAS[version], value);
      expect(breaches.length === 0, `${note}\n${JSON.stringify([breaches, validate.errors])}`).toBe(validate(value));
    };

    // The largest of them is like the other of its publisher.
    it.each(REAL_FRAMEWORKS.filter((name) => name !== "teks-math"))(
      "judge %s as the published schema does",
      async (name) => {
        await agrees(sharedJson(`real/case/${name}.json`), name);
      },
    );

    it("judge a complete package as the published schema does, and each one with a change in it", async () => {
      await agrees(COMPLETE, "complete");
      for (const path of pathsOf(COMPLETE)) {
        for (const [name, change] of Object.entries(CHANGES))
          await agrees(replaced(COMPLETE, path, change), `${path.join("/")}: ${name}`);
      }
    });

    it("judge a package with a stray member as the published schema does", async () => {
      for (const path of pathsOf(COMPLETE)) {
        const add = (before: Json): Json =>
          typeof before === "object" && before !== null && !Array.isArray(before) ? { ...before, stray: 1 } : before;
        await agrees(replaced(COMPLETE, path, add), path.join("/"));
      }
    });
  });
});

describe("the rules of CASE 1.1", () => {
  it("are kept by our own framework", async () => {
    const welding = readFileSync(new URL("../../fixtures/welding.case.json", import.meta.url), "utf8");
    expect(await everyBreach(CASE_SCHEMAS["1.1"], parseJson(welding))).toEqual([]);
  });

  it("name the member of each breach, and count every one", async () => {
    const bad = { subject: "Baking", CFDocumentURI: linkTo("document") };
    const breaches = await everyBreach(CASE_SCHEMAS["1.1"], packageOf([item("B.1", bad), item("B.2", bad)]));
    expect(breaches.map(({ keyword, place, pointer }) => [keyword, place, pointer])).toEqual([
      ["additionalProperties", "/CFItems/*/CFDocumentURI", "/CFItems/0/CFDocumentURI"],
      ["type", "/CFItems/*/subject", "/CFItems/0/subject"],
      ["additionalProperties", "/CFItems/*/CFDocumentURI", "/CFItems/1/CFDocumentURI"],
      ["type", "/CFItems/*/subject", "/CFItems/1/subject"],
    ]);
  });
});
