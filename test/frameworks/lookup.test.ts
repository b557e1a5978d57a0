import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import { frameworkIndex, matchOf } from "../../src/frameworks/lookup.ts";
import { distance, nearest } from "../../src/frameworks/nearest.ts";
import { readFramework } from "../../src/frameworks/reader.ts";
import { searchItems } from "../../src/frameworks/search.ts";
import { frameworkOf, idOf, item, packageOf, uriOf } from "./fixture.ts";

const bakery = frameworkOf([
  item("B.1"),
  item("B.1.2"),
  item("§113.a:"),
  item("B.3"),
  item("B.3", { identifier: idOf("B.3 bis"), uri: uriOf("B.3 bis"), fullStatement: "Bakes rye bread." }),
]);
const index = frameworkIndex([bakery]);

describe("find", () => {
  const exact: readonly (readonly [string, string])[] = [
    ["code", "B.1.2"],
    ["code with white space around it", " B.1.2 "],
    ["UUID", idOf("B.1.2")],
    ["UUID in upper case", idOf("B.1.2").toUpperCase()],
    ["urn:uuid:", `urn:uuid:${idOf("B.1.2")}`],
    ["URI", uriOf("B.1.2")],
  ];
  for (const [what, reference] of exact) {
    it(`takes a ${what} as it is`, () => {
      const { item: found, folded, framework } = matchOf(index.find(reference));
      expect([found.code, folded, framework.document.title]).toEqual(["B.1.2", false, "Bakery skills"]);
    });
  }

  const loose: readonly (readonly [string, string, string])[] = [
    ["case", "b.1.2", "B.1.2"],
    ["a trailing full stop", "B.1.2.", "B.1.2"],
    ["spaces", "B .1. 2", "B.1.2"],
    ["the section sign", "113.A", "§113.a:"],
    ["the address of the item's other form", `https://case.example.org/ims/case/v1p1/CFItems/${idOf("B.1")}`, "B.1"],
    ["http for https", uriOf("B.1").replace("https", "http"), "B.1"],
  ];
  for (const [what, reference, code] of loose) {
    it(`overlooks ${what}, and says so`, () => {
      const { item: found, folded } = matchOf(index.find(reference));
      expect([found.code, folded]).toEqual([code, true]);
    });
  }

  it("prefers the code as written to one that is only alike", () => {
    const both = frameworkIndex([frameworkOf([item("a.1"), item("A.1")])]);
    expect([both.find("a.1").match?.item.identifier, both.find("A.1").match?.item.identifier]).toEqual([
      idOf("a.1"),
      idOf("A.1"),
    ]);
    expect(both.find("A.1.").fault?.code).toBe("ITEM_AMBIGUOUS");
  });

  it("names every candidate when a code is not one item's alone", () => {
    const facts = index.find("B.3").fault;
    expect(facts?.code).toBe("ITEM_AMBIGUOUS");
    expect(facts?.message).toContain(`B.3 "Statement of B.3." (${idOf("B.3")}) in "Bakery skills"`);
    expect(facts?.message).toContain(`B.3 "Bakes rye bread." (${idOf("B.3 bis")}) in "Bakery skills"`);
    expect(facts?.hint).toContain("UUID");
  });

  it("names the nearest codes when there is none", () => {
    const facts = index.find("B.1.3").fault;
    expect([facts?.code, facts?.message]).toEqual([
      "ITEM_UNKNOWN",
      'want the code, UUID or URI of an item in "Bakery skills", got "B.1.3"',
    ]);
    expect(facts?.hint).toMatch(/^Nearest by code: B\.1\.2 /);
  });

  it("points to the search when no code is near, and never guesses by statement", () => {
    for (const reference of ["Statement of B.1.", "", "   ", idOf("nobody")]) {
      expect(index.find(reference).fault).toMatchObject({
        code: "ITEM_UNKNOWN",
        hint: expect.stringContaining("case search"),
      });
    }
  });

  it("says so when there is no framework at all", () => {
    expect(frameworkIndex([]).find("B.1").fault?.message).toContain("no framework is given");
  });

  it("throws the same facts as a Fault on demand", () => {
    expect(() => matchOf(index.find("B.3"))).toThrow(Fault);
  });
});

describe("several files", () => {
  const older = readFramework(packageOf([item("B.1")]), "2024.json");
  const newer = readFramework(
    packageOf([item("B.1", { fullStatement: "Kneads.", lastChangeDateTime: "2026-01-01T00:00:00Z" })]),
    "2026.json",
  );
  const elsewhere = { identifier: idOf("other"), uri: uriOf("other"), title: "Pastry skills" };

  it("of one framework hold one item, as last changed", () => {
    for (const order of [
      [older, newer],
      [newer, older],
    ]) {
      const both = frameworkIndex(order);
      for (const reference of ["B.1", idOf("B.1"), uriOf("B.1")])
        expect(both.find(reference).match?.item.plain).toBe("Kneads.");
    }
  });

  it("of two frameworks may share an item that they copy from one another", () => {
    const copy = frameworkOf([item("B.1")], [], elsewhere);
    expect(frameworkIndex([older, copy]).find(idOf("B.1")).match?.framework).toBe(older);
  });

  it("of two frameworks with one code for two items are ambiguous by code and plain by UUID", () => {
    const other = frameworkOf(
      [item("B.1", { identifier: idOf("P.1"), uri: uriOf("P.1"), fullStatement: "Rolls puff pastry." })],
      [],
      elsewhere,
    );
    const both = frameworkIndex([older, other]);
    expect(both.find("B.1").fault?.message).toContain("Pastry skills");
    expect(both.find(idOf("P.1")).match?.item.plain).toBe("Rolls puff pastry.");
  });

  it("with one identifier for two items that differ never give either", () => {
    const twice = frameworkIndex([
      frameworkOf([item("B.1"), item("B.2", { identifier: idOf("B.1"), uri: uriOf("B.1") })]),
    ]);
    for (const reference of ["B.1", "B.2", idOf("B.1")]) {
      expect(twice.find(reference).fault).toMatchObject({
        code: "ITEM_AMBIGUOUS",
        hint: expect.stringContaining("put right"),
      });
    }
  });
});

describe("nearest", () => {
  it("counts one step for a letter put in, left out, changed, or swapped with its neighbour", () => {
    expect(["B.1.22", "B.12", "B.1.3", "B1..2"].map((typed) => distance(typed, "B.1.2", 2))).toEqual([1, 1, 1, 1]);
  });

  it("is what the whole table of steps gives, cut off above its limit", () => {
    const whole = (a: string, b: string): number => {
      const table = Array.from({ length: a.length + 1 }, (_, i) =>
        Array.from({ length: b.length + 1 }, (_, j) => i + j),
      );
      const cell = (i: number, j: number): number => table[i]?.[j] ?? 99;
      for (let i = 1; i <= a.length; i++) {
        for (let j = 1; j <= b.length; j++) {
          const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(i - 2, j - 2) + 1 : 99;
          const change = cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
          (table[i] ?? [])[j] = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, change, swap);
        }
      }
      return cell(a.length, b.length);
    };
    const code = fc.stringMatching(/^[AB.12]{0,8}$/);
    fc.assert(
      fc.property(code, code, fc.constantFrom(1, 2), (a, b, most) => {
        expect(distance(a, b, most)).toBe(Math.min(whole(a, b), most + 1));
      }),
      { numRuns: 3000 },
    );
  });

  it("gives five codes at most, the nearest first, else those that begin alike", () => {
    const codes = Array.from({ length: 30 }, (_, n) => `W.${n}`);
    expect(nearest("W.3x", codes)).toEqual(["W.3", "W.0", "W.1", "W.10", "W.11"]);
    expect(nearest("CRE1.basics", ["CRE1", "X"])).toEqual(["CRE1"]);
  });
});

describe("search", () => {
  const shop = frameworkOf([
    item("P.1", { fullStatement: "Prepares crème pâtissière.", CFItemType: "Skill", educationLevel: ["13"] }),
    item("P.2", {
      fullStatement: "Shapes dough.",
      notes: "Goes with P.1 and crème.",
      conceptKeywords: ["boulangerie"],
    }),
  ]);
  const codes = (query: string, filters = {}) => searchItems([shop], query, filters).map(({ item: { code } }) => code);

  it("wants all words, in any order, without regard to case and accents", () => {
    expect([codes("PATISSIERE creme"), codes("creme dough"), codes("nothing")]).toEqual([["P.1"], ["P.2"], []]);
  });

  it("looks in codes, keywords and notes too, and puts the item of that code first", () => {
    expect([codes("boulangerie"), codes("p.1"), codes("creme")]).toEqual([["P.2"], ["P.1", "P.2"], ["P.1", "P.2"]]);
  });

  it("can be narrowed by type and level", () => {
    expect([codes("", { type: "skill" }), codes("", { grade: "13" }), codes("dough", { type: "Skill" })]).toEqual([
      ["P.1"],
      ["P.1"],
      [],
    ]);
  });
});
