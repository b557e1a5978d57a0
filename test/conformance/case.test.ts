// Frameworks as their publishers made them, and what laurel makes of them, against the official JSON Schemas.
import { readFileSync } from "node:fs";
import type { ValidateFunction } from "ajv/dist/2019.js";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import { isObject, type Json, type JsonObject, listOf, objectsOf, text } from "../../src/core/json.ts";
import { parseJson } from "../../src/core/strict-json.ts";
import { alignmentOf } from "../../src/frameworks/alignment.ts";
import { clrAssociations } from "../../src/frameworks/clr-association.ts";
import { competencyOf } from "../../src/frameworks/competency.ts";
import type { Framework } from "../../src/frameworks/framework.ts";
import { frameworkIndex } from "../../src/frameworks/lookup.ts";
import { readFramework } from "../../src/frameworks/reader.ts";
import { type Node, treeOf } from "../../src/frameworks/tree.ts";
import { REAL_FRAMEWORKS, withFormats } from "../official.ts";
import { conformance, sharedFile, sharedJson } from "../shared.ts";

const WELDING = new URL("../../fixtures/welding.case.json", import.meta.url);

const rawOf = (name: string): JsonObject => {
  const value = sharedJson(`real/case/${name}.json`);
  return isObject(value) ? value : {};
};
const readOf = (name: string): Framework => readFramework(rawOf(name), `${name}.json`);

function validatorOf(schemaFile: string, pointer: string): ValidateFunction {
  const ajv = withFormats();
  const schema = JSON.parse(readFileSync(sharedFile(schemaFile), "utf8")) as { $id: string };
  ajv.addSchema(schema);
  const validate = ajv.getSchema(schema.$id + pointer);
  if (validate === undefined) throw new Error(`no schema at ${schemaFile}${pointer}`);
  return validate;
}

conformance("real frameworks", () => {
  describe.each(REAL_FRAMEWORKS)("%s", (name) => {
    const raw = rawOf(name);
    const rawItems = objectsOf(raw["CFItems"]);
    const framework = readOf(name);

    it("is read with every item that has an identifier, once", () => {
      const distinct = new Set(
        rawItems
          .filter((item) => text(item["identifier"]) !== undefined)
          .map((item) =>
            JSON.stringify([item["identifier"], item["fullStatement"], item["humanCodingScheme"], item["CFItemType"]]),
          ),
      );
      expect(framework.items.length).toBe(distinct.size);
      expect(framework.items.every(({ plain }) => plain !== "")).toBe(true);
    });

    it("is read with every association, once", () => {
      const end = (link: Json | undefined): string | undefined =>
        isObject(link) ? text(link["identifier"]) : text(link);
      const distinct = new Set(
        objectsOf(raw["CFAssociations"]).map((edge) =>
          JSON.stringify([edge["associationType"], end(edge["originNodeURI"]), end(edge["destinationNodeURI"])]),
        ),
      );
      expect(framework.associations.length).toBe(distinct.size);
    });

    it("has a tree that shows every item", () => {
      const shown = new Set<string>();
      const walk = (nodes: readonly Node[]): void => {
        for (const { item, children } of nodes) {
          shown.add(item.pointer);
          walk(children);
        }
      };
      const { roots, orphans } = treeOf(framework);
      walk([...roots, ...orphans]);
      expect(shown.size).toBe(framework.items.length);
    });

    it("keeps each statement as it stands", () => {
      for (const item of framework.items) {
        const written = rawItems[Number(item.pointer.split("/").at(-1))]?.["fullStatement"];
        if (written !== "") expect(item.statement).toBe(written);
      }
    });

    it("is read the same when it is wrapped", () => {
      const wrapped = readFramework({ CFPackage: raw });
      expect(wrapped.items.map(({ pointer, ...item }) => item)).toEqual(
        framework.items.map(({ pointer, ...item }) => item),
      );
    });
  });

  it("contradict themselves only where they are known to", () => {
    expect(REAL_FRAMEWORKS.map((name) => readOf(name).errors.length)).toEqual([0, 0, 0, 0, 2, 0, 2, 0, 0, 0, 0, 0, 0]);
  });

  it("show the levels, days and notices of Texas as they are", () => {
    const { items, notices, caseVersion } = readOf("teks-math");
    expect(caseVersion).toBe("1.0");
    expect(items.every(({ educationLevel }) => educationLevel.every((level) => !level.includes(",")))).toBe(true);
    expect(notices.find(({ code }) => code === "END_IS_START")?.count).toBe(1250);
  });
});

conformance("look-ups over all of the mathematics of Texas", () => {
  const framework = readOf("teks-math");
  const index = frameworkIndex([framework]);
  const rawItems = objectsOf(rawOf("teks-math")["CFItems"]);
  const holders = new Map<string, number>();
  for (const item of rawItems)
    holders.set(String(item["humanCodingScheme"]), (holders.get(String(item["humanCodingScheme"])) ?? 0) + 1);

  it("find each item by UUID, in any case, and by URI", () => {
    for (const { identifier, uri } of rawItems) {
      for (const reference of [
        String(identifier),
        String(identifier).toUpperCase(),
        `urn:uuid:${String(identifier)}`,
        String(uri),
      ]) {
        expect(index.find(reference).match?.item.identifier).toBe(identifier);
      }
    }
  });

  it("find each item by a code that is its own, and name the holders of one that is not", () => {
    for (const { identifier, humanCodingScheme } of rawItems) {
      const { match, fault } = index.find(String(humanCodingScheme));
      if (holders.get(String(humanCodingScheme)) === 1)
        expect(match).toMatchObject({ folded: false, item: { identifier } });
      else {
        expect(fault?.code).toBe("ITEM_AMBIGUOUS");
        expect(fault?.message).toContain(String(identifier));
      }
    }
    expect([...holders].filter(([, times]) => times > 1).map(([code]) => code)).toEqual(["§111"]);
  });

  it("find items by codes as people write them, unless two items would answer", () => {
    for (const { identifier, humanCodingScheme } of rawItems) {
      const typed = ` ${String(humanCodingScheme).replace("§", "").toUpperCase()}. `;
      const { match, fault } = index.find(typed);
      if (match !== undefined) expect([match.item.identifier, match.folded]).toEqual([identifier, true]);
      else expect(fault.code).toBe("ITEM_AMBIGUOUS");
    }
  });
});

conformance("what a badge and a record carry of real frameworks", () => {
  const badge = "official/schemas/open-badges-3.0/ob_v3p0_achievementcredential_schema.json";
  const alignmentSchema = validatorOf(badge, "#/$defs/Alignment");
  const achievementSchema = validatorOf(badge, "#/$defs/Achievement");

  it.each(REAL_FRAMEWORKS)(
    "is an Alignment and an Achievement by the official schema, or is refused with a reason: %s",
    (name) => {
      const framework = readOf(name);
      let made = 0;
      for (const item of framework.items) {
        try {
          const alignment = alignmentOf(item, framework);
          expect(alignmentSchema(alignment), JSON.stringify(alignmentSchema.errors)).toBe(true);
          const { achievement } = competencyOf(item, framework, "did:web:college.example");
          expect(achievementSchema(achievement), JSON.stringify(achievementSchema.errors)).toBe(true);
          expect(String(alignment["targetUrl"]) + String(alignment["targetCode"])).toContain(item.identifier);
          made += 1;
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          expect(error.facts.code).toBe("ITEM_UNUSABLE");
        }
      }
      const fit = framework.items.filter(({ uri }) => uri?.startsWith("http")).length;
      expect(made).toBe(fit);
    },
  );

  it("are Associations by the official schema of the CLR", () => {
    const associationSchema = validatorOf(
      "official/schemas/clr-2.0/clr_v2p0_clrcredential_schema.json",
      "#/$defs/Association",
    );
    const frameworks = REAL_FRAMEWORKS.map(readOf);
    const all = new Map(
      frameworks.flatMap(({ items }) =>
        items.map(({ identifier }) => [identifier.toLowerCase(), [`urn:uuid:${identifier}`]] as const),
      ),
    );
    const { associations } = clrAssociations(frameworks, all);
    for (const association of associations)
      expect(associationSchema(association), JSON.stringify(associationSchema.errors)).toBe(true);
    const types = new Set(associations.map(({ associationType }) => associationType));
    expect([...types].sort()).toEqual(["isChildOf", "isRelatedTo", "precedes"]);
    expect(associations.length).toBeGreaterThan(1400);
  });
});

conformance("our own framework", () => {
  const value = parseJson(readFileSync(WELDING, "utf8"));
  it("passes the official CASE 1.1 schema of a package", () => {
    const validate = validatorOf("official/schemas/case-1.1/case_v1p1_cfpackage-jsonschema1.json", "");
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  });
  it("has nothing odd, and a place in the tree for every item", () => {
    const framework = readFramework(value);
    expect([framework.caseVersion, framework.notices, framework.errors]).toEqual(["1.1", [], []]);
    const { roots, orphans } = treeOf(framework);
    expect([roots.map(({ item }) => item.code), orphans]).toEqual([["W.1", "W.2", "W.3"], []]);
    expect(listOf(isObject(value) ? value["CFItems"] : undefined).length).toBe(framework.items.length);
  });
});
