import { describe, expect, it } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { isUuid } from "../../src/core/uuid.ts";
import { alignmentNotices, alignmentOf } from "../../src/frameworks/alignment.ts";
import { clrAssociations } from "../../src/frameworks/clr-association.ts";
import { competencyOf } from "../../src/frameworks/competency.ts";
import { association, childOf, firstOf, frameworkOf, idOf, item, uriOf } from "./fixture.ts";

const one = (more: JsonObject = {}, document: JsonObject = {}) => {
  const framework = frameworkOf([item("B.1", more)], [], document);
  return { item: firstOf(framework), framework };
};
const aligned = (more: JsonObject = {}) => {
  const { item: read, framework } = one(more);
  return alignmentOf(read, framework);
};
const achieved = (more: JsonObject = {}, document: JsonObject = {}) => {
  const { item: read, framework } = one(more, document);
  return competencyOf(read, framework, "did:web:example.org").achievement;
};

describe("alignmentOf", () => {
  it("says what the item is, in plain text, with its address as it stands", () => {
    expect(aligned({ fullStatement: "Kneads **dough**.", notes: "By <i>hand</i>." })).toEqual({
      type: ["Alignment"],
      targetType: "CFItem",
      targetUrl: uriOf("B.1"),
      targetName: "Kneads dough.",
      targetDescription: "By hand.",
      targetCode: "B.1",
      targetFramework: "Bakery skills",
    });
  });

  it("puts the UUID into targetCode when there is no code, or the address does not hold the UUID", () => {
    expect(aligned({ humanCodingScheme: null })["targetCode"]).toBe(idOf("B.1"));
    expect(aligned({ uri: "https://case.example.org/bread" })["targetCode"]).toBe(idOf("B.1"));
  });

  it("puts the UUID into targetCode when another item has the same code", () => {
    const framework = frameworkOf([item("B.1"), item("B.1", { identifier: idOf("x"), uri: uriOf("x") })]);
    expect(framework.items.map((read) => alignmentOf(read, framework)["targetCode"])).toEqual([idOf("B.1"), idOf("x")]);
  });

  const unfit = [
    null,
    "",
    idOf("B.1"),
    `urn:uuid:${idOf("B.1")}`,
    `local:${idOf("B.1")}`,
    "/uri/1",
    "https://",
    "http:///x",
    "javascript:alert(1)",
    "https://a b/c",
    "ftp://a.example/x",
  ];
  for (const uri of unfit) {
    it(`refuses an item whose uri is ${JSON.stringify(uri)}`, () => {
      expect(() => aligned({ uri })).toThrow(
        expect.objectContaining({
          facts: expect.objectContaining({ code: "ITEM_UNUSABLE", pointer: "/CFItems/0", hint: expect.any(String) }),
        }),
      );
    });
  }

  it("refuses an item without a statement", () => {
    expect(() => aligned({ fullStatement: "" })).toThrow(Fault);
  });
});

describe("alignmentNotices", () => {
  const doubts = (more: JsonObject, document: JsonObject = {}, edges: readonly JsonObject[] = []) => {
    const framework = frameworkOf([item("B.1", more)], edges, document);
    return alignmentNotices(firstOf(framework), framework, new Date("2026-06-01T00:00:00Z")).map(({ code }) => code);
  };
  it("have nothing to say of a good item", () => expect(doubts({}, { adoptionStatus: "Implemented" })).toEqual([]));
  for (const host of [
    "localhost:3000",
    "127.0.0.1",
    "10.1.2.3",
    "192.168.0.7",
    "172.20.1.1",
    "[::1]",
    "[fd00::1]",
    "case.local",
  ]) {
    it(`tell of the private address ${host}`, () =>
      expect(doubts({ uri: `http://${host}/uri/${idOf("B.1")}` })).toEqual(["URI_PRIVATE"]));
  }
  it("tell of an address with a version in it", () => {
    expect(doubts({ uri: `https://case.example.org/ims/case/v1p0/CFItems/${idOf("B.1")}` })).toEqual(["URI_VERSIONED"]);
  });
  it("tell of drafts and of what is retired", () => {
    expect([doubts({}, { adoptionStatus: "draft" }), doubts({}, { adoptionStatus: "Deprecated" })]).toEqual([
      ["FRAMEWORK_DRAFT"],
      ["FRAMEWORK_RETIRED"],
    ]);
  });
  it("tell of the replaced item, not of the one that replaces it", () => {
    expect([
      doubts({}, {}, [association("replacedBy", "B.1", "B.9")]),
      doubts({}, {}, [association("replacedBy", "B.9", "B.1")]),
    ]).toEqual([["ITEM_REPLACED"], []]);
  });
  it("tell of an end that is past, unless it is the start as well", () => {
    expect([
      doubts({ statusStartDate: "2020-01-01", statusEndDate: "2024-06-30" }),
      doubts({ statusStartDate: "2018-09-25", statusEndDate: "2018-09-25" }),
      doubts({ statusEndDate: "2030-01-01" }),
    ]).toEqual([["ITEM_ENDED"], [], []]);
  });
});

describe("competencyOf", () => {
  it("is the issuer's own achievement, aligned to the item", () => {
    const { item: read, framework } = one({
      abbreviatedStatement: "Kneading",
      language: "en_US",
      conceptKeywords: ["dough"],
      educationLevel: ["13"],
      subject: ["Baking", "Food"],
    });
    const { achievement, notices } = competencyOf(read, framework, "did:web:example.org");
    expect(achievement).toEqual({
      id: expect.stringMatching(/^urn:uuid:/),
      type: ["Achievement"],
      achievementType: "Competency",
      name: "Kneading",
      description: "Statement of B.1.",
      criteria: { narrative: "Statement of B.1." },
      humanCode: "B.1",
      fieldOfStudy: "Baking, Food",
      inLanguage: "en-US",
      tag: ["dough", "13"],
      otherIdentifier: [{ type: "IdentifierEntry", identifier: idOf("B.1"), identifierType: "ext:caseIdentifier" }],
      alignment: [alignmentOf(read, framework)],
    });
    expect(notices.map(({ code }) => code)).toEqual(["CRITERIA_FROM_STATEMENT"]);
  });

  it("has the same id for the same issuer and item, and another for another", () => {
    const { item: read, framework } = one();
    const id = (issuer: string) => String(competencyOf(read, framework, issuer).achievement["id"]);
    expect(id("did:web:a.example")).toBe(id("did:web:a.example"));
    expect(id("did:web:a.example")).not.toBe(id("did:web:b.example"));
    expect(isUuid(id("did:web:a.example").slice("urn:uuid:".length))).toBe(true);
  });

  it("is named by the beginning of a long statement, cut between words", () => {
    const long =
      "Kneads, shapes, proofs and bakes breads of wheat, rye and spelt to the standard of the house, day after day.";
    expect(achieved({ fullStatement: long })["name"]).toBe(
      "Kneads, shapes, proofs and bakes breads of wheat, rye and spelt to the standard of the house, day…",
    );
    expect(achieved({ fullStatement: long, abbreviatedStatement: long })["name"]).toMatch(/…$/);
  });

  it("never cuts a character in two", () => {
    expect(String(achieved({ fullStatement: `a${"𝑑".repeat(80)}` })["name"]).isWellFormed()).toBe(true);
  });

  it("takes language and subject from the document when the item has none, and no language that is none", () => {
    expect(achieved({}, { language: "ja", subject: ["Food"] })).toMatchObject({
      inLanguage: "ja",
      fieldOfStudy: "Food",
    });
    expect(achieved({ language: "American English" })).not.toHaveProperty("inLanguage");
  });

  it("is a Course when the item is a course", () => {
    expect([
      achieved({ CFItemType: "Course" })["achievementType"],
      achieved({ CFItemType: "Course Code" })["achievementType"],
      achieved({ CFItemType: "Grade/Course" })["achievementType"],
    ]).toEqual(["Course", "Course", "Competency"]);
  });
});

describe("clrAssociations", () => {
  const items = ["B", "B.1", "B.2", "B.3"].map((name) => item(name));
  const ids = (...names: readonly string[]) => new Map(names.map((name) => [idOf(name), [`urn:a:${name}`]]));
  const triples = (edges: readonly JsonObject[], ...names: readonly string[]) => {
    const { associations, notices } = clrAssociations([frameworkOf(items, edges)], ids(...names));
    return {
      triples: associations.map(
        ({ sourceId, associationType, targetId }) => `${sourceId} ${associationType} ${targetId}`,
      ),
      notices: notices.map(({ code }) => code),
    };
  };

  it("keep the seven types that a CLR has, in the same direction", () => {
    for (const type of ["isChildOf", "isPartOf", "isPeerOf", "isRelatedTo", "exactMatchOf", "precedes", "replacedBy"]) {
      expect(triples([association(type, "B.1", "B.2")], "B.1", "B.2")).toEqual({
        triples: [`urn:a:B.1 ${type} urn:a:B.2`],
        notices: [],
      });
    }
  });

  it("turn the others into isRelatedTo and say so", () => {
    for (const [type, notice] of [
      ["isTranslationOf", "TRANSLATION_AS_RELATED"],
      ["hasSkillLevel", "SKILL_LEVEL_AS_RELATED"],
      ["ext:covers", "EXTENSION_AS_RELATED"],
      ["covers", "EXTENSION_AS_RELATED"],
    ] as const) {
      expect(triples([association(type, "B.1", "B.2")], "B.1", "B.2")).toEqual({
        triples: ["urn:a:B.1 isRelatedTo urn:a:B.2"],
        notices: [notice],
      });
    }
  });

  it("leave out an exemplar and say so, and an edge to the document", () => {
    expect(triples([association("exemplar", "B.1", "task"), childOf("B.1", "document")], "B.1")).toEqual({
      triples: [],
      notices: ["EXEMPLAR_DROPPED"],
    });
  });

  it("need both ends in the record", () => {
    expect(
      triples([childOf("B.1", "B"), childOf("B.2", "B"), association("ext:x", "B.1", "B.3")], "B.1", "B.2"),
    ).toEqual({ triples: [], notices: [] });
  });

  it("stand once each, without inverses and without loops", () => {
    const edges = [
      childOf("B.1", "B"),
      childOf("B.1", "B", 4),
      association("isRelatedTo", "B.1", "B"),
      association("ext:x", "B.1", "B"),
      association("isPeerOf", "B", "B"),
    ];
    expect(triples(edges, "B", "B.1").triples).toEqual([
      "urn:a:B.1 isChildOf urn:a:B",
      "urn:a:B.1 isRelatedTo urn:a:B",
    ]);
  });

  it("join every achievement of the one item with every one of the other, over two files of one framework", () => {
    const framework = frameworkOf(items, [childOf("B.1", "B")]);
    const many = new Map([
      [idOf("B.1"), ["urn:a:1", "urn:a:2"]],
      [idOf("B"), ["urn:a:3", "urn:a:1"]],
    ]);
    expect(clrAssociations([framework, frameworkOf(items, [childOf("B.1", "B")])], many).associations).toEqual([
      { type: "Association", associationType: "isChildOf", sourceId: "urn:a:1", targetId: "urn:a:3" },
      { type: "Association", associationType: "isChildOf", sourceId: "urn:a:2", targetId: "urn:a:3" },
      { type: "Association", associationType: "isChildOf", sourceId: "urn:a:2", targetId: "urn:a:1" },
    ]);
  });
});
