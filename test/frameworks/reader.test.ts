import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { isObject } from "../../src/core/json.ts";
import { frameworkIndex } from "../../src/frameworks/lookup.ts";
import { readFramework } from "../../src/frameworks/reader.ts";
import { searchItems } from "../../src/frameworks/search.ts";
import { summaryOf } from "../../src/frameworks/summary.ts";
import {
  association,
  childOf,
  firstOf,
  frameworkOf,
  idOf,
  item,
  linkTo,
  noticesOf,
  packageOf,
  uriOf,
} from "./fixture.ts";

const faultOf = (value: Json) => {
  try {
    readFramework(value, "x.json");
  } catch (error) {
    if (error instanceof Fault) return error.facts;
    throw error;
  }
  throw new Error("it was read");
};

describe("the shape of a file", () => {
  const plain = packageOf([item("B.1"), item("B.2")], [childOf("B.1", "document")]);
  const shapes: readonly (readonly [string, Json])[] = [
    ["flat", plain],
    ["wrapped in CFPackage", { CFPackage: plain }],
    ["in a list of one", [plain]],
    ["with CFDocuments of one", { CFDocuments: [plain["CFDocument"] ?? null], CFItems: plain["CFItems"] ?? null }],
    [
      "without CFDocument, but with CFDocumentURI in the items",
      {
        CFItems: [
          item("B.1", {
            CFDocumentURI: { title: "Bakery skills", identifier: idOf("document"), uri: uriOf("document") },
          }),
          item("B.2"),
        ],
      },
    ],
  ];
  for (const [name, value] of shapes) {
    it(`is read ${name}`, () => {
      const { document, items } = readFramework(value);
      expect([document.title, document.identifier, items.map(({ code }) => code)]).toEqual([
        "Bakery skills",
        idOf("document"),
        ["B.1", "B.2"],
      ]);
    });
  }

  it("may be one item as a server gives it, with its associations", () => {
    const one = {
      CFItem: item("B.1", { CFDocumentURI: uriOf("document") }),
      CFAssociations: [childOf("B.1", "document")],
    };
    const framework = readFramework(one);
    expect([framework.document.identifier, framework.items.length, framework.associations.length]).toEqual([
      idOf("document"),
      1,
      1,
    ]);
  });

  it("may be one document without items", () => {
    const { CFDocument: document = null } = packageOf([]);
    expect(noticesOf(readFramework(document))).toEqual({ ITEMS_NONE: 1 });
  });

  it("says where an item stands in its file", () => {
    expect(firstOf(readFramework({ CFPackage: plain })).pointer).toBe("/CFPackage/CFItems/0");
  });

  const strangers: readonly (readonly [string, Json, RegExp])[] = [
    ["a text", "CASE", /got a string/],
    ["null", null, /got null/],
    ["an empty object", {}, /got an empty object/],
    ["a list of two", [plain, plain], /got a list of 2/],
    [
      "a credential",
      { "@context": ["x"], type: ["VerifiableCredential"], title: "a", creator: "b", uri: "c" },
      /JSON-LD/,
    ],
    [
      "an error answer",
      { imsx_codeMajor: "failure", imsx_description: "unknown object" },
      /error answer of a CASE server \("unknown object"\)/,
    ],
    ["items without a document", { CFItems: [item("B.1")] }, /want one CFDocument/],
    [
      "a list of documents",
      { CFDocuments: [plain["CFDocument"] ?? null, plain["CFDocument"] ?? null] },
      /want one CFDocument/,
    ],
  ];
  for (const [name, value, message] of strangers) {
    it(`is refused when it is ${name}`, () => {
      const facts = faultOf(value);
      expect([facts.code, facts.file]).toEqual(["FRAMEWORK_INVALID", "x.json"]);
      expect(facts.message).toMatch(message);
      expect(facts.hint).toContain("CFPackages");
    });
  }
});

describe("what is odd in a file", () => {
  it("is nothing in a clean package", () => {
    expect(frameworkOf([item("B.1")], [childOf("B.1", "document", 1)]).notices).toEqual([]);
  });

  it("is told once for each kind, with its number and its first place", () => {
    const framework = frameworkOf([item("B.1", { notes: null }), item("B.2", { notes: null, subject: null })]);
    expect(framework.notices).toEqual([
      { code: "NULL_MEMBER", message: expect.stringContaining("null"), pointer: "/CFItems/0/notes", count: 3 },
    ]);
  });

  it("reads one text as a list, and splits levels but not subjects", () => {
    const { educationLevel, subject, keywords } = firstOf(
      frameworkOf([
        item("B.1", { educationLevel: "09, 10,11", subject: "Bread, Rolls and Cakes", conceptKeywords: "dough|yeast" }),
      ]),
    );
    expect([educationLevel, subject, keywords]).toEqual([
      ["09", "10", "11"],
      ["Bread, Rolls and Cakes"],
      ["dough", "yeast"],
    ]);
  });

  it("reads members under other names", () => {
    const raw = {
      sourcedId: idOf("B.1"),
      uri: uriOf("B.1"),
      HumanCodingScheme: "B.1",
      FullStatement: "Kneads.",
      educationalLevel: "13",
    };
    const read = firstOf(frameworkOf([raw]));
    expect([read.identifier, read.code, read.statement, read.educationLevel]).toEqual([
      idOf("B.1"),
      "B.1",
      "Kneads.",
      ["13"],
    ]);
  });

  it("takes the text of alternativeLabel when fullStatement is empty, and keeps an item with no text at all", () => {
    const framework = frameworkOf([
      item("B.1", { fullStatement: " ", alternativeLabel: "Kneads." }),
      item("B.2", { fullStatement: null }),
    ]);
    expect(framework.items.map(({ plain }) => plain)).toEqual(["Kneads.", ""]);
    expect(noticesOf(framework)).toEqual({ STATEMENT_ELSEWHERE: 1, STATEMENT_MISSING: 1, NULL_MEMBER: 1 });
  });

  it("is told where a whole list is null", () => {
    const framework = readFramework({ ...packageOf([item("B.1")]), CFAssociations: null, CFRubrics: null });
    expect(noticesOf(framework)).toEqual({ NULL_MEMBER: 2 });
  });

  it("keeps a statement as it stands beside its plain text", () => {
    const read = firstOf(frameworkOf([item("B.1", { fullStatement: " **Kneads**\n dough " })]));
    expect([read.statement, read.plain]).toEqual([" **Kneads**\n dough ", "Kneads dough"]);
  });

  const identifiers: readonly (readonly [string, string, string])[] = [
    ["in upper case", idOf("B.1").toUpperCase(), idOf("B.1")],
    ["after urn:uuid:", `urn:uuid:${idOf("B.1")}`, idOf("B.1")],
    ["at the end of a URL", `https://other.example/uri/${idOf("B.1")}`, idOf("B.1")],
    ["in a URL that holds none", "http://corestandards.org/Math/6/RP/A/1", "http://corestandards.org/Math/6/RP/A/1"],
    ["of the publisher's own", "ITEM-1", "ITEM-1"],
  ];
  for (const [what, written, meant] of identifiers) {
    it(`takes an identifier ${what}`, () => {
      const framework = frameworkOf([item("B.1", { identifier: written })]);
      expect(firstOf(framework).identifier).toBe(meant);
      expect(noticesOf(framework)).toEqual({ IDENTIFIER_ODD: 1 });
    });
  }

  it("takes the UUID of the URI when there is no identifier, and leaves out what has neither", () => {
    const { identifier: _, ...without } = item("B.1");
    const { uri: __, ...nameless } = without;
    const framework = frameworkOf([without, nameless, "no item"]);
    expect(framework.items.map(({ identifier }) => identifier)).toEqual([idOf("B.1")]);
    expect(noticesOf(framework)).toEqual({ IDENTIFIER_MISSING: 1, ENTRY_IGNORED: 1 });
  });

  it("reads days from times, leaves out what is no date, and does not believe an end that is the start", () => {
    const framework = frameworkOf([
      item("B.1", { statusStartDate: "2018-09-25T18:01:29+00:00", statusEndDate: "2018-09-25T18:01:29+00:00" }),
      item("B.2", { statusStartDate: "31/02/2026", lastChangeDateTime: "2017-05-25T18:05:33" }),
    ]);
    expect(framework.items.map(({ statusStart, statusEnd }) => [statusStart, statusEnd])).toEqual([
      ["2018-09-25", "2018-09-25"],
      [undefined, undefined],
    ]);
    expect(noticesOf(framework)).toEqual({ DATE_WITH_TIME: 2, END_IS_START: 1, DATE_ODD: 1, TIME_WITHOUT_ZONE: 1 });
  });

  it("reads association types under other names and keeps those it does not know", () => {
    const types = ["RelatedTo", "ischildof", "ext:covers", "covers"].map((type) => association(type, "B.1", "B.2"));
    const framework = frameworkOf([item("B.1"), item("B.2")], types);
    expect(framework.associations.map(({ type }) => type)).toEqual([
      "isRelatedTo",
      "isChildOf",
      "ext:covers",
      "covers",
    ]);
    expect(noticesOf(framework)).toEqual({ ASSOCIATION_TYPE_ODD: 2, ASSOCIATION_TYPE_UNKNOWN: 1 });
  });

  it("reads links as bare texts, and leaves out an association without an end", () => {
    const text = {
      associationType: "isRelatedTo",
      originNodeURI: uriOf("B.1"),
      destinationNodeURI: "https://www.example.org/task/1",
    };
    const framework = frameworkOf([item("B.1")], [text, { associationType: "precedes", originNodeURI: linkTo("B.1") }]);
    expect(
      framework.associations.map(({ origin, destination }) => [origin.identifier, destination.identifier]),
    ).toEqual([[idOf("B.1"), "https://www.example.org/task/1"]]);
    expect(noticesOf(framework)).toEqual({ LINK_AS_TEXT: 2, ASSOCIATION_INCOMPLETE: 1 });
  });

  it("reads items and associations once that stand twice word for word", () => {
    const framework = frameworkOf([item("B.1"), item("B.1")], [childOf("B.1", "document"), childOf("B.1", "document")]);
    expect([framework.items.length, framework.associations.length, framework.errors]).toEqual([1, 1, []]);
    expect(noticesOf(framework)).toEqual({ ITEM_REPEATED: 1, ASSOCIATION_REPEATED: 1 });
  });

  it("names the licence by the link, else by the definition of it", () => {
    const licence = { identifier: idOf("cc"), uri: uriOf("cc"), title: "CC BY 4.0", licenseText: "…" };
    const bare = {
      ...packageOf([], [], { licenseURI: { identifier: idOf("cc"), uri: uriOf("cc") } }),
      CFDefinitions: { CFLicenses: [licence] },
    };
    expect(readFramework(bare).document.licence).toEqual({ title: "CC BY 4.0", uri: uriOf("cc") });
  });

  it("knows the version of CASE by caseVersion, else by the URIs, else not", () => {
    const versions: readonly JsonObject[] = [
      { caseVersion: "1.1" },
      { uri: "https://a.example/ims/case/v1p0/CFDocuments/x" },
      {},
    ];
    expect(versions.map((document) => frameworkOf([], [], document).caseVersion)).toEqual(["1.1", "1.0", undefined]);
  });
});

describe("what contradicts itself", () => {
  it("is one identifier for two items that differ, told with both places", () => {
    const { errors, items } = frameworkOf([item("B.1"), item("B.2"), item("B.1", { fullStatement: "Another." })]);
    expect(items.length).toBe(3);
    expect(errors).toEqual([
      {
        code: "FRAMEWORK_INVALID",
        file: "bakery.json",
        pointer: "/CFItems/2",
        message: expect.stringContaining("/CFItems/0"),
      },
    ]);
  });

  it("is a circle of isChildOf, told with its members", () => {
    const edges = [childOf("B.1", "B.2"), childOf("B.2", "B.3"), childOf("B.3", "B.1"), childOf("B.4", "B.1")];
    const { errors } = frameworkOf([item("B.1"), item("B.2"), item("B.3"), item("B.4")], edges);
    expect(errors.map(({ message }) => message)).toEqual([
      "want a tree of isChildOf, got a circle: B.1 is child of B.2 is child of B.3 is child of B.1",
    ]);
  });

  it("is an item that is its own child", () => {
    expect(frameworkOf([item("B.1")], [childOf("B.1", "B.1")]).errors.length).toBe(1);
  });

  it("is not an item with two parents", () => {
    const edges = [childOf("B.3", "B.1"), childOf("B.3", "B.2")];
    expect(frameworkOf([item("B.1"), item("B.2"), item("B.3")], edges).errors).toEqual([]);
  });
});

describe("random damage", () => {
  const whole = packageOf(
    [
      item("B.1", { educationLevel: ["13"], conceptKeywords: ["dough"], statusStartDate: "2025-01-01" }),
      item("B.2"),
      item("B.3"),
    ],
    [
      childOf("B.1", "document", 1),
      childOf("B.2", "B.1", 1),
      childOf("B.3", "B.1", 2),
      association("precedes", "B.2", "B.3"),
    ],
    { licenseURI: linkTo("licence"), subject: ["Baking"] },
  );
  const names = [
    ...new Set(
      JSON.stringify(whole)
        .match(/"[A-Za-z]+":/g)
        ?.map((name) => name.slice(1, -2)),
    ),
  ];
  const junk: fc.Arbitrary<Json> = fc.oneof(
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.constantFrom<Json>(
      null,
      "",
      0,
      [],
      {},
      [[]],
      [null],
      "1-2",
      "__proto__",
      "constructor",
      idOf("B.1"),
      uriOf("B.2"),
      whole,
    ),
  );
  const damaged = (value: Json, path: readonly number[], instead: Json, rename: string): Json => {
    const [step, ...rest] = path;
    if (step === undefined) return instead;
    if (Array.isArray(value))
      return value.length === 0
        ? instead
        : value.map((entry, index) => (index === step % value.length ? damaged(entry, rest, instead, rename) : entry));
    if (!isObject(value)) return instead;
    const keys = Object.keys(value);
    const target = keys[step % Math.max(keys.length, 1)];
    return Object.fromEntries(
      keys.map((key) => [
        key === target && rest.length === 0 && step % 3 === 0 ? rename : key,
        key === target ? damaged(value[key] ?? null, rest, instead, rename) : (value[key] ?? null),
      ]),
    ) as JsonObject;
  };

  it("never makes the reader, the tree, the index or the search throw anything but a Fault", () => {
    const blow = fc.tuple(fc.array(fc.nat(50), { minLength: 1, maxLength: 5 }), junk, fc.constantFrom(...names));
    fc.assert(
      fc.property(fc.array(blow, { minLength: 1, maxLength: 4 }), (blows) => {
        const broken = blows.reduce<Json>(
          (value, [path, instead, rename]) => damaged(value, path, instead, rename),
          whole,
        );
        try {
          const framework = readFramework(broken, "broken.json");
          summaryOf(framework);
          searchItems([framework], "statement");
          for (const { identifier } of framework.items) frameworkIndex([framework]).find(identifier);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
