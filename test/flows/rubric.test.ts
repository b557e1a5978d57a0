// Rubrics of a framework as results of an achievement, and cells of a roster read by them.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type JsonObject, objectsOf, text } from "../../src/core/json.ts";
import { offeringsOf } from "../../src/flows/offering.ts";
import { frameworkFacts } from "../../src/frameworks/facts.ts";
import type { Framework } from "../../src/frameworks/framework.ts";
import { frameworkIndex } from "../../src/frameworks/lookup.ts";
import { readFramework } from "../../src/frameworks/reader.ts";
import { catalogueOf } from "../../src/model/catalogue.ts";
import { resultOf } from "../../src/model/result.ts";
import { idOf, item, linkTo, packageOf, uriOf } from "../frameworks/fixture.ts";
import { withFormats } from "../official.ts";
import { type Road, road } from "../road.ts";
import { conformance, sharedFile } from "../shared.ts";

const part = (name: string, more: JsonObject): JsonObject => ({ identifier: idOf(name), uri: uriOf(name), ...more });
const level = (name: string, more: JsonObject): JsonObject => part(`level ${name}`, { quality: name, ...more });

const CRUST = part("crust", {
  category: "Crust",
  CFItemURI: linkTo("B.1"),
  position: 2,
  CFRubricCriterionLevels: [
    level("Golden", { score: 4, position: 1, description: "Even, **golden** all round." }),
    level("Pale", { score: 1, position: 3 }),
    level("Patchy", { score: 2.5, position: 2 }),
  ],
});
const CRUMB = part("crumb", {
  category: "Crumb",
  position: 1,
  CFRubricCriterionLevels: [level("Open", { position: 2 }), level("Dense", { position: 1 })],
});
const PACKAGE: JsonObject = {
  ...packageOf([item("B.1"), item("B.2")], [], { version: "2026", adoptionStatus: "Draft" }),
  CFRubrics: [part("bread rubric", { title: "Bread rubric", CFRubricCriteria: [CRUST, CRUMB] })],
};
const FRAMEWORK: Framework = readFramework(PACKAGE, "bakery.json");

const entry = (more: JsonObject): JsonObject => ({
  slug: "bread",
  type: "Course",
  name: "Bread",
  description: "Bakes bread.",
  criteria: "Bake one.",
  ...more,
});
function offered(more: JsonObject, reference = "bread", framework = FRAMEWORK) {
  const notes: string[] = [];
  const used = new Set<Framework>();
  const offerings = offeringsOf({
    catalogue: catalogueOf([entry(more)]).value,
    index: frameworkIndex([framework]),
    issuerId: "did:web:college.example",
    images: new Map(),
    now: new Date("2026-06-01T12:00:00Z"),
    note: (sentence) => notes.push(sentence),
    use: (one) => used.add(one),
    locate: (facts) => facts,
  });
  const found = offerings.find(reference);
  if ("fault" in found) throw new Error(found.fault.message);
  return { ...found.offering, notes, used };
}
const names = (results: readonly { readonly name: string }[]): readonly string[] => results.map(({ name }) => name);

describe("a rubric", () => {
  it.each([
    ["its UUID", { rubric: idOf("bread rubric") }],
    ["its URI", { rubric: uriOf("bread rubric") }],
    ["its title", { rubric: "bread rubric" }],
    ["an alignment to it", { align: [idOf("bread rubric")] }],
    ["the entry's own name", { name: "Bread rubric" }],
  ])("becomes results of what is awarded, by %s", (_, more) => {
    const { results, achievement, used } = offered(more);
    expect(names(results)).toEqual(["Crumb", "Crust"]);
    expect(objectsOf(achievement["resultDescription"]).map((one) => [one["name"], one["resultType"]])).toEqual([
      ["Crumb", "RubricCriterionLevel"],
      ["Crust", "RubricCriterionLevel"],
    ]);
    expect([...used]).toEqual([FRAMEWORK]);
  });

  it("aligns its criteria and levels to where they stand, from the lowest level to the highest", () => {
    const [, crust] = objectsOf(offered({ rubric: "Bread rubric" }).achievement["resultDescription"]);
    expect(objectsOf(crust?.["alignment"])).toEqual([
      {
        type: ["Alignment"],
        targetType: "CFRubricCriterion",
        targetUrl: uriOf("crust"),
        targetName: "Crust",
        targetCode: idOf("crust"),
        targetFramework: "Bakery skills",
      },
    ]);
    expect(objectsOf(crust?.["rubricCriterionLevel"])).toMatchObject([
      { name: "Pale", points: "1", level: "3" },
      { name: "Patchy", points: "2.5", level: "2" },
      {
        name: "Golden",
        points: "4",
        level: "1",
        description: "Even, golden all round.",
        alignment: [{ targetType: "CFRubricCriterionLevel", targetUrl: uriOf("level Golden") }],
      },
    ]);
  });

  it("that an entry is aligned to is an alignment of its achievement, too", () => {
    const { achievement } = offered({ align: [uriOf("bread rubric"), "B.2"] });
    expect(objectsOf(achievement["alignment"]).map(({ targetType, targetUrl }) => [targetType, targetUrl])).toEqual([
      ["CFRubric", uriOf("bread rubric")],
      ["CFItem", uriOf("B.2")],
    ]);
  });

  it("gives an item that it judges the criterion for it, straight or as a competency", () => {
    expect(names(offered({}, "B.1").results)).toEqual(["Crust"]);
    expect(names(offered({ competency: "B.1" }).results)).toEqual(["Crust"]);
    expect(names(offered({}, "B.2").results)).toEqual([]);
    expect(objectsOf(offered({}, "B.1").achievement["resultDescription"]).length).toBe(1);
  });

  it("gives way to a result of the same name that the entry has itself", () => {
    const own = { name: "crust", type: "LetterGrade", allowed: ["A", "B"] };
    const { results } = offered({ rubric: "Bread rubric", results: [own] });
    expect(results.map(({ name, type }) => [name, type])).toEqual([
      ["crust", "LetterGrade"],
      ["Crumb", "RubricCriterionLevel"],
    ]);
  });

  it("that no framework has is refused at the entry, with those that there are", () => {
    expect(() => offered({ rubric: "Cakes" })).toThrow('want the UUID, URI or title of a rubric, got "Cakes"');
  });

  it("without a web address carries its levels and no alignment, and says so", () => {
    const bare = readFramework(
      JSON.parse(JSON.stringify(PACKAGE).replaceAll("https://case.example.org/uri/", "urn:uuid:")),
      "x.json",
    );
    const { achievement, notes, results } = offered({ align: [idOf("bread rubric")] }, "bread", bare);
    expect([achievement["alignment"], names(results)]).toEqual([undefined, ["Crumb", "Crust"]]);
    expect(notes.join()).toContain("no web address");
    expect(JSON.stringify(achievement)).not.toContain("targetUrl");
  });
});

describe("a cell under a rubric's criterion", () => {
  const [crumb, crust] = offered({ rubric: "Bread rubric" }).results;
  const levelOf = (cell: string, spec = crust) => {
    if (spec === undefined) throw new Error("no result");
    const read = resultOf(cell, spec, "urn:x");
    const description = offered({ rubric: "Bread rubric", id: "urn:x" });
    const levels = objectsOf(description.achievement["resultDescription"]).flatMap((one) =>
      objectsOf(one["rubricCriterionLevel"]),
    );
    return "result" in read ? levels.find(({ id }) => id === read.result["achievedLevel"])?.["name"] : read.message;
  };

  it.each([
    ["Golden", "Golden"],
    ["golden", "Golden"],
    ["4", "Golden"],
    ["2.50", "Patchy"],
    ["3", "Pale"],
  ])("may be the name, the score or the place: %s", (cell, name) => {
    expect(levelOf(cell)).toBe(name);
  });

  it("is refused when it is the score of one level and the place of another", () => {
    expect(levelOf("1")).toBe(
      'want the name of the level, for this number is the points of one and the place of another: Pale or Golden, got "1"',
    );
    expect(levelOf("1", crumb)).toBe("Dense");
  });

  it("is refused when it is no level, with the levels that there are", () => {
    expect(levelOf("Burnt")).toBe('want Pale, Patchy or Golden, got "Burnt"');
  });
});

describe("what is recorded of a framework", () => {
  it("is file, identifier, title, version, date and hash", () => {
    expect(frameworkFacts(FRAMEWORK, Buffer.from("abc"))).toEqual({
      file: "bakery.json",
      identifier: idOf("document"),
      title: "Bakery skills",
      version: "2026",
      date: "2025-01-01T00:00:00Z",
      sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    });
  });
});

describe("a roster graded by a rubric", () => {
  let college: Road;
  beforeAll(() => {
    college = road();
    writeFileSync(college.at("bakery.json"), JSON.stringify(PACKAGE));
    writeFileSync(
      college.at("achievements.yaml"),
      "- slug: bread\n  type: Course\n  name: Bread\n  description: Bakes bread.\n  criteria: Bake one.\n  rubric: Bread rubric\n",
    );
    writeFileSync(
      college.at("grades.csv"),
      "id,email,achievement,awarded,result.Crust,result.Crumb\n7,ada@example.edu,bread,2026-05-29,golden,2\n8,ben@example.edu,bread,2026-05-29,Burnt,\n",
    );
  });
  afterAll(() => college.end());

  it("becomes badges with the level that was reached, which verify, and says which framework was used", async () => {
    const out = college.at("out");
    const done = await college.run(
      "issue",
      college.at("grades.csv"),
      "--framework",
      college.at("bakery.json"),
      "--out",
      out,
    );
    expect(done.status).toBe(1);
    expect(done.out).toContain("1 issued, 0 unchanged, 1 failed");
    expect(done.err).toContain('column "result.Crust": want Pale, Patchy or Golden, got "Burnt"');
    expect(done.err).toMatch(
      /note: framework "Bakery skills": version "2026", of 2025-01-01, by "Example College", file ".*bakery\.json", sha256 [0-9a-f]{16}…/,
    );
    const badge = JSON.parse(readFileSync(college.at("out", "bread", "7.json"), "utf8")) as JsonObject;
    const subject = badge["credentialSubject"] as JsonObject;
    const achievement = subject["achievement"] as JsonObject;
    const levels = objectsOf(achievement["resultDescription"]).flatMap((one) => objectsOf(one["rubricCriterionLevel"]));
    const reached = objectsOf(subject["result"]).map(
      (one) => levels.find(({ id }) => id === one["achievedLevel"])?.["name"],
    );
    expect(reached).toEqual(["Golden", "Open"]);
    const verified = await college.run("verify", college.at("out", "bread", "7.json"));
    expect([verified.status, text(badge["id"])?.startsWith("urn:uuid:")]).toEqual([0, true]);
  });

  conformance("of Open Badges 3.0", () => {
    it("takes the achievement with its rubric", () => {
      const ajv = withFormats();
      const schema = JSON.parse(
        readFileSync(sharedFile("official/schemas/open-badges-3.0/ob_v3p0_achievementcredential_schema.json"), "utf8"),
      ) as { $id: string };
      ajv.addSchema(schema);
      const validate = ajv.getSchema(`${schema.$id}#/$defs/Achievement`);
      for (const one of [
        offered({ align: ["Bread rubric"] }),
        offered({}, "B.1"),
        offered({ competency: "B.1", rubric: "Bread rubric" }),
      ])
        expect(validate?.(one.achievement), JSON.stringify(validate?.errors)).toBe(true);
    });
  });
});
