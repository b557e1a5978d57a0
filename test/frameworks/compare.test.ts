import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { compare, isSame } from "../../src/frameworks/compare.ts";
import { crosswalk } from "../../src/frameworks/crosswalk.ts";
import { normalize } from "../../src/frameworks/normalize.ts";
import { readFramework } from "../../src/frameworks/reader.ts";
import { conformance, sharedJson } from "../shared.ts";
import { association, childOf, frameworkOf, idOf, item, packageOf, uriOf } from "./fixture.ts";

const TREE = [childOf("B.1", "document", 1), childOf("B.2", "B.1", 1), childOf("B.3", "document", 2)];
const old = frameworkOf([item("B.1"), item("B.2"), item("B.3")], TREE);
const against = (items: readonly Json[], edges: readonly Json[] = TREE, document: JsonObject = {}) =>
  compare(old, frameworkOf(items, edges, document));
const codes = (items: readonly { readonly code?: string }[]): readonly (string | undefined)[] =>
  items.map(({ code }) => code);

describe("two versions of a framework", () => {
  it("are the same when only the order of the file and the times of change differ", () => {
    const comparison = against([item("B.3"), item("B.1", { lastChangeDateTime: "2026-01-01T00:00:00Z" }), item("B.2")]);
    expect([isSame(comparison), comparison.kept]).toEqual([true, 3]);
  });

  it("show what was added and what was removed", () => {
    const { added, removed, kept } = against([item("B.1"), item("B.2"), item("B.4")]);
    expect([codes(added), codes(removed.map((one) => one.item)), kept]).toEqual([["B.4"], ["B.3"], 2]);
  });

  it("show a new wording, and take one in other markup for the same", () => {
    const { reworded } = against([
      item("B.1", { fullStatement: "Statement of <b>B.1</b>." }),
      item("B.2", { fullStatement: "New." }),
      item("B.3"),
    ]);
    expect(reworded.map(({ before, after }) => [before.plain, after.plain])).toEqual([["Statement of B.2.", "New."]]);
  });

  it("show a new code, a code that is gone, and other changed members apart", () => {
    const { recoded, changed } = against([
      item("B.1", { humanCodingScheme: "B.10" }),
      item("B.2", { humanCodingScheme: null }),
      item("B.3", { educationLevel: ["09"], notes: "n" }),
    ]);
    expect(recoded.map(({ before, after }) => [before.code, after.code])).toEqual([
      ["B.1", "B.10"],
      ["B.2", undefined],
    ]);
    expect(changed.map(({ after, members }) => [after.code, members])).toEqual([
      [
        "B.3",
        [
          { member: "educationLevel", to: "09" },
          { member: "notes", to: "n" },
        ],
      ],
    ]);
  });

  it("show an item under another parent as moved, one in another order as the same", () => {
    const { moved } = against(
      [item("B.1"), item("B.2"), item("B.3")],
      [childOf("B.1", "document", 7), childOf("B.2", "B.3", 1), childOf("B.3", "document", 2)],
    );
    expect(moved.map(({ after, from, to }) => [after.code, codes(from), codes(to)])).toEqual([
      ["B.2", ["B.1"], ["B.3"]],
    ]);
  });

  it("show an item as retired when it got an end, but not when its end is its start", () => {
    const { retired } = against([
      item("B.1", { statusStartDate: "2020-01-01", statusEndDate: "2026-12-31" }),
      item("B.2", { statusStartDate: "2020-01-01", statusEndDate: "2020-01-01" }),
      item("B.3"),
    ]);
    expect(retired.map(({ after }) => [after.code, after.statusEnd])).toEqual([["B.1", "2026-12-31"]]);
  });

  it("show an item as replaced, not as removed, when the new version says by what", () => {
    const edges = [...TREE, association("replacedBy", "B.3", "B.4"), association("replacedBy", "B.2", "elsewhere")];
    const { replaced, removed } = against([item("B.1"), item("B.2"), item("B.4")], edges);
    expect(removed).toEqual([]);
    expect(
      replaced.map((one) => [one.item.code, one.by.map(({ identifier, item: next }) => [identifier, next?.code])]),
    ).toEqual([
      ["B.3", [[idOf("B.4"), "B.4"]]],
      ["B.2", [[idOf("elsewhere"), undefined]]],
    ]);
  });

  it("point from a removed item to an added one of the same code and words", () => {
    const { removed } = against([
      item("B.1"),
      item("B.2"),
      item("B.3", { identifier: idOf("anew"), uri: uriOf("anew") }),
    ]);
    expect(removed.map(({ alike }) => alike?.identifier)).toEqual([idOf("anew")]);
  });

  it("show what changed of the document, and associations that came and went", () => {
    const related = association("isRelatedTo", "B.1", "B.3");
    const edges = [...TREE, related];
    const after = frameworkOf([item("B.1"), item("B.2"), item("B.3")], edges, {
      version: "2",
      adoptionStatus: "Retired",
    });
    expect(compare(old, after).document).toEqual([
      { member: "version", to: "2" },
      { member: "adoptionStatus", to: "Retired" },
    ]);
    expect([compare(old, after).linked.length, compare(after, old).unlinked.length]).toEqual([1, 1]);
  });
});

describe("a crosswalk", () => {
  const a = frameworkOf(
    [item("A.1"), item("A.2"), item("A.3"), item("S")],
    [
      association("exactMatchOf", "A.1", "B.1"),
      association("isRelatedTo", "A.2", "far"),
      association("precedes", "A.1", "A.2"),
      association("isRelatedTo", "A.1", "A.3"),
    ],
  );
  const b = frameworkOf(
    [item("B.1"), item("B.2"), item("S")],
    [association("replacedBy", "B.2", "A.2"), association("exactMatchOf", "B.1", "A.1")],
  );
  const ends = (crossings: ReturnType<typeof crosswalk>["crossings"]) =>
    crossings.map(({ type, from, to }) => [type, from.in, from.item?.code, to.in, to.item?.code ?? to.identifier]);

  it("has what both files say, in both directions, a mutual relation once", () => {
    const { crossings, elsewhere, shared, without } = crosswalk(a, b);
    expect(ends(crossings)).toEqual([
      ["exactMatchOf", "a", "A.1", "b", "B.1"],
      ["replacedBy", "b", "B.2", "a", "A.2"],
    ]);
    expect(ends(elsewhere)).toEqual([["isRelatedTo", "a", "A.2", "elsewhere", idOf("far")]]);
    expect(shared.map((both) => both.a.code)).toEqual(["S"]);
    expect(without).toEqual({ a: 1, b: 0 });
  });

  it("takes associations from a third file, and says which", () => {
    const links = readFramework(packageOf([], [association("isRelatedTo", "A.3", "B.2")]), "links.json");
    expect(crosswalk(a, b, [links]).crossings.map(({ type, file }) => [type, file])).toEqual([
      ["exactMatchOf", "bakery.json"],
      ["replacedBy", "bakery.json"],
      ["isRelatedTo", "links.json"],
    ]);
  });

  it("of two frameworks that know nothing of each other is empty", () => {
    const { crossings, elsewhere, shared } = crosswalk(frameworkOf([item("X")]), frameworkOf([item("Y")]));
    expect([crossings, elsewhere, shared]).toEqual([[], [], []]);
  });
});

conformance("versions of real frameworks", () => {
  it.each(["teks-math", "mockIT", "SmartLevelFramework", "what-standards-could-be"])(
    "are the same before and after they were put right: %s",
    (name) => {
      const value = sharedJson(`real/case/${name}.json`);
      const clean = normalize(value, { now: new Date(0) }).package;
      const comparison = compare(readFramework(value), readFramework(clean));
      const { kept, ...lists } = comparison;
      expect(Object.entries(lists).filter(([, list]) => list.length > 0)).toEqual([]);
      expect(kept).toBeGreaterThan(3);
    },
  );

  it("have the relations that Smarter Balanced publishes, with the ends that lie elsewhere", () => {
    const [math, dok] = ["mockMATHPackage", "mockDOK"].map((name) =>
      readFramework(sharedJson(`real/case/${name}.json`)),
    );
    if (math === undefined || dok === undefined) throw new Error("not read");
    const { crossings, elsewhere } = crosswalk(math, dok);
    const written = math.associations.filter(({ type }) => ["exactMatchOf", "isRelatedTo"].includes(type));
    expect(crossings.length + elsewhere.length).toBeGreaterThan(0);
    expect(crossings.length + elsewhere.length).toBeLessThanOrEqual(written.length + dok.associations.length);
  });
});
