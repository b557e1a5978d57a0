import { describe, expect, test } from "vitest";
import type { Association, Framework, Item } from "../../src/frameworks/framework.ts";
import { crosswalkOf, isAsStrong } from "../../src/model/crosswalk.ts";

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const item = (n: number): Item => ({
  identifier: uuid(n),
  uri: `https://case.example.org/uri/${uuid(n)}`,
  statement: `Item ${n}`,
  plain: `Item ${n}`,
  educationLevel: [],
  subject: [],
  keywords: [],
  pointer: "",
});
const link = (n: number) => ({ identifier: uuid(n) });
const says = (from: number, type: string, to: number): Association => ({
  type,
  origin: link(from),
  destination: link(to),
  pointer: "",
});
const framework = (items: readonly Item[], associations: readonly Association[]): Framework => ({
  document: { identifier: uuid(99), title: "F", subject: [] },
  items,
  associations,
  rubrics: [],
  notices: [],
  errors: [],
});
const reachOf = (wanted: number, ...associations: readonly Association[]) => {
  const found = crosswalkOf([framework([1, 2, 3, 4, 5].map(item), associations)]).reach([uuid(wanted)]);
  return Object.fromEntries(
    [...found].map(([key, { strength, path }]) => [Number(key.slice(-2)), [strength, path.length]]),
  );
};

describe("What shows an item", () => {
  test("is the item itself, under its UUID, its address in any writing, and nothing else", () => {
    const crosswalk = crosswalkOf([framework([item(1)], [])]);
    const address = `http://CASE.example.org/uri/${uuid(1).toUpperCase()}/`;
    expect([crosswalk.keyFor(address), crosswalk.keyFor(`urn:uuid:${uuid(1)}`)]).toEqual([uuid(1), uuid(1)]);
    expect([...crosswalk.reach([uuid(1)]).keys()]).toEqual([uuid(1)]);
  });

  test("is what a framework says is the same, either way round, and on through what is the same as that", () => {
    expect(reachOf(1, says(1, "exactMatchOf", 2), says(3, "exactMatchOf", 2))).toEqual({
      1: ["identifier", 0],
      2: ["exactMatchOf", 1],
      3: ["exactMatchOf", 2],
    });
  });

  test("is a part of it, at any depth, by isChildOf and isPartOf", () => {
    expect(reachOf(1, says(2, "isChildOf", 1), says(3, "isPartOf", 2), says(4, "exactMatchOf", 3))).toEqual({
      1: ["identifier", 0],
      2: ["part", 1],
      3: ["part", 2],
      4: ["part", 3],
    });
  });

  test("is never what it is a part of", () => {
    expect(Object.keys(reachOf(2, says(2, "isChildOf", 1)))).toEqual(["2"]);
  });

  test("is, more weakly, what is related to it: one step, and no relation of a relation", () => {
    expect(reachOf(1, says(1, "isRelatedTo", 2), says(2, "isRelatedTo", 3), says(2, "exactMatchOf", 4))).toEqual({
      1: ["identifier", 0],
      2: ["isRelatedTo", 1],
      4: ["isRelatedTo", 2],
    });
  });

  test("is by the strongest way when there are several", () => {
    expect(reachOf(1, says(2, "isRelatedTo", 1), says(2, "isChildOf", 1), says(2, "exactMatchOf", 1))[2]).toEqual([
      "exactMatchOf",
      1,
    ]);
  });

  test("is nothing by other associations", () => {
    const others = [
      "precedes",
      "isPeerOf",
      "replacedBy",
      "exemplar",
      "hasSkillLevel",
      "isTranslationOf",
      "ext:x",
      "constructor",
    ];
    expect(Object.keys(reachOf(1, ...others.map((type) => says(2, type, 1))))).toEqual(["1"]);
  });

  test("ends in circles too", () => {
    expect(Object.keys(reachOf(1, says(1, "isChildOf", 2), says(2, "isChildOf", 1), says(1, "isChildOf", 1)))).toEqual([
      "1",
      "2",
    ]);
  });

  test("says the associations in their own direction, from what was shown to what is wanted", () => {
    const { reach } = crosswalkOf([framework([], [says(2, "exactMatchOf", 1), says(3, "isChildOf", 2)])]);
    expect(reach([uuid(1)]).get(uuid(3))?.path).toEqual([
      { from: uuid(3), type: "isChildOf", to: uuid(2) },
      { from: uuid(2), type: "exactMatchOf", to: uuid(1) },
    ]);
  });

  test("goes across frameworks, and to items that no framework at hand has", () => {
    const one = framework([item(1)], [says(1, "exactMatchOf", 7)]);
    const other = framework([item(8)], [says(8, "isChildOf", 7)]);
    expect([
      ...crosswalkOf([one, other])
        .reach([uuid(1)])
        .keys(),
    ]).toEqual([uuid(1), uuid(7), uuid(8)]);
  });
});

test("The strengths go from identifier to relation", () => {
  expect([isAsStrong("exactMatchOf", "part"), isAsStrong("part", "part"), isAsStrong("isRelatedTo", "part")]).toEqual([
    true,
    true,
    false,
  ]);
});
