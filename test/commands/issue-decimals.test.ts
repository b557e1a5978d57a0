// Numbers of a roster with a comma or a point for decimals: read where the settings say how, else explained.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { CATALOGUE, desk, SETTINGS } from "../desk.ts";

const RESULTS = `    - { name: GPA, type: GradePointAverage, min: 0, max: 4 }
    - { name: Share, type: Percent }
    - { name: Mark, type: GradePointAverage, allowed: ["1.0", "1.3"] }
    - { name: Depth, type: RubricCriterionLevel, levels: [{ name: Deep, points: "2.5" }, { name: Flat, points: "1" }] }
    - { name: Words, type: "ext:Words" }
`;
const files = (mark?: string) => ({
  "laurel.yaml": `${SETTINGS}${mark === undefined ? "" : `decimals: ${mark}\n`}`,
  "achievements.yaml": CATALOGUE.replace("- slug: welding", `${RESULTS}- slug: welding`),
});
const roster = (column: string, value: string) => `id;achievement;awarded;${column}\n1;soil-101;2026-05-29;${value}\n`;
const issue = async (mark: string | undefined, column: string, value: string) => {
  const one = desk(files(mark));
  const done = await one.issue(roster(column, value));
  const [document] = [...one.credentials().values()];
  return { ...done, subject: (document?.["credentialSubject"] ?? {}) as JsonObject };
};
const said = ({ result, creditsEarned }: JsonObject) => {
  const [first] = (result ?? []) as JsonObject[];
  return creditsEarned ?? first?.["value"] ?? first?.["achievedLevel"];
};

describe("a number with decimals", () => {
  it.each([
    ["credits", "3,5", 3.5],
    ["credits", "3", 3],
    ["credits", "3.5", 3.5],
    ["credits", "1,234", 1.234],
    ["result.GPA", "3,85", "3.85"],
    ["result.GPA", "3.85", "3.85"],
    ["result.Share", "87,5 %", "87.5"],
    ["result.Mark", "1,3", "1.3"],
    ["result.Words", "3,5", "3,5"],
    ["result.Depth", "2,5", expect.stringMatching(/^urn:uuid:/)],
  ])("under `decimals: comma`, %s %s, is read", async (column, value, wanted) => {
    const done = await issue("comma", column, value);
    expect(done).toMatchObject({ status: 0, err: "" });
    expect(said(done.subject)).toEqual(wanted);
  });

  it.each([
    ["credits", "3,5", /want a number such as 3 or 1\.5, with a point.*hint: Write 3\.5, or set `decimals: comma` in/s],
    ["result.GPA", "3,85", /want a number from 0 up to 4, with a point.*hint: Write 3\.85, or set `decimals: comma`/s],
    ["result.Share", "87,5%", /hint: Write 87\.5, or set `decimals: comma`/],
    ["result.Mark", "1,3", /want.*1\.3.*hint: Write 1\.3, or set `decimals: comma`/s],
    ["result.Depth", "2,5", /want.*Deep.*hint: Write 2\.5, or set `decimals: comma`/s],
    ["credits", "1,234", /hint: It may be 1234 or 1\.234\. Write the one that is meant; or set `decimals: comma`/],
  ])("without the setting, %s %s, is refused with the setting's name", async (column, value, wanted) => {
    for (const mark of [undefined, "point"]) {
      const done = await issue(mark, column, value);
      expect([done.status, done.err]).toEqual([1, expect.stringMatching(wanted)]);
    }
  });

  it.each(["1.234,5", "1,234.5", "1 234,5", "1\u00a0234", "1.234.567", "1'234"])(
    "with a mark between thousands, as in %s, is refused by any setting",
    async (value) => {
      for (const mark of [undefined, "comma"]) {
        const done = await issue(mark, "credits", `"${value}"`);
        expect(done.status).toBe(1);
        expect(done.err).toContain("hint: Leave out the marks between thousands.");
      }
    },
  );

  it("under `decimals: comma` is not guessed where a point may stand between thousands", async () => {
    expect((await issue("comma", "credits", "1.234")).err).toMatch(
      /with a comma for decimals.*hint: It may be 1234 or 1,234\. Write the one that is meant; laurel\.yaml says/s,
    );
  });

  it("shows no more of a learner's own words in a hint than in the message", async () => {
    const one = desk(files());
    const done = await one.issue("id;achievement;awarded;result.GPA\n3,5;soil-101;2026-05-29;3,5\n");
    expect(done.status).toBe(1);
    expect(done.err).not.toMatch(/3[.,]5/);
  });
});

it("any other word for `decimals:` is refused", async () => {
  const done = await desk(files("dot")).issue(roster("credits", "3"));
  expect(done).toMatchObject({ status: 3, err: expect.stringMatching(/"point" or "comma"|point or comma/) });
});
