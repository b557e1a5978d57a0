import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { jobOf } from "../../src/model/job.ts";
import { readDocument } from "../../src/readers/document.ts";

const job = async (source: string, file = "job.yaml") => {
  const { value, faults } = jobOf((await readDocument(source, file)).value);
  return { ...value, faults: faults.map(({ pointer, message }) => `${pointer}: ${message}`) };
};
const fromJson = (document: JsonObject) => job(JSON.stringify(document), "job.json");

const OPENING: JsonObject = {
  documentId: { value: "J1" },
  positionProfiles: [
    {
      positionTitle: "Welder",
      positionQualifications: [
        {
          positionCompetencies: [
            {
              competencyIds: [{ value: "https://case.example.org/uri/1" }, { value: "W.1.2", schemeId: "code" }],
              taxonomyIds: [{ value: "Welding framework" }],
              competencyName: "Welds in flat position",
              weight: { value: 2 },
              requiredProficiencyLevel: { scoresText: [{ value: "Proficient" }] },
            },
            { competencyName: "Reads drawings", desiredProficiencyLevel: { scoresNumeric: [{ value: 3 }] } },
          ],
          educationRequirement: { iscedEducationLevelCode: "3" },
        },
      ],
    },
  ],
};

describe("A job", () => {
  test("is an HR Open position opening, whose desired levels are no conditions", async () => {
    expect(await fromJson(OPENING)).toEqual({
      title: "Welder",
      requirements: [
        {
          name: "Welds in flat position",
          references: ["https://case.example.org/uri/1", "W.1.2"],
          framework: "Welding framework",
          weight: 2,
          required: true,
          level: "Proficient",
          pointer: "/positionProfiles/0/positionQualifications/0/positionCompetencies/0",
        },
        {
          name: "Reads drawings",
          references: [],
          weight: 1,
          required: false,
          level: "3",
          pointer: "/positionProfiles/0/positionQualifications/0/positionCompetencies/1",
        },
      ],
      beside: ["educationRequirement"],
      faults: [],
    });
  });

  test("may stand in an LER-RS or another cover", async () => {
    const inside = await fromJson({ type: "x", job: { positionOpening: OPENING } });
    expect([inside.title, inside.requirements.length, inside.requirements[0]?.pointer.slice(0, 21)]).toEqual([
      "Welder",
      2,
      "/job/positionOpening/",
    ]);
  });

  test("is a JDX job description, with what is preferred told from what is required", async () => {
    const { title, requirements, beside } = await fromJson({
      title: "Welder",
      competencies: [{ name: "Welds", termCode: "W.1.2", inDefinedTermSet: { name: "F", url: "https://f.example/1" } }],
      skills: [{ name: "Drives", termCode: "D.1", annotation: { preferred: true } }],
      knowledge: [{ name: "Safety", termCode: "S.1", annotation: { required: false } }],
      requiredCredentials: [{ descriptions: ["A license"] }],
    });
    expect([title, beside]).toEqual(["Welder", ["requiredCredentials"]]);
    expect(requirements.map(({ references, framework, required }) => [references, framework, required])).toEqual([
      [["W.1.2"], "https://f.example/1", true],
      [["D.1"], undefined, false],
      [["S.1"], undefined, false],
    ]);
  });

  test("is a list with or without a title, of codes or of members", async () => {
    const { title, requirements } = await job(
      "title: Welder\ncompetencies:\n  - W.1.2\n  - { code: 0012, weight: 0.5, level: 3, required: no }\n  - { uri: https://x.example/1, name: X }\n",
    );
    expect(title).toBe("Welder");
    expect(
      requirements.map(({ references, weight, required, level }) => [references, weight, required, level]),
    ).toEqual([
      [["W.1.2"], 1, true, undefined],
      [["0012"], 0.5, false, "3"],
      [["https://x.example/1"], 1, true, undefined],
    ]);
    expect((await job("- W.1.2\n- W.1.3\n")).requirements).toHaveLength(2);
  });

  test.each([
    ["nothing", "title: Welder\n", ": want a job's competencies, got none"],
    ["an entry without a name", "- { weight: 2 }\n", "/0: want a competency's code, UUID, address or name, got none"],
    ["a weight in words", "- { code: A, weight: much }\n", '/0/weight: want a weight such as 2 or 0.5, got "much"'],
    ["a weight below nothing", "- { code: A, weight: -1 }\n", '/0/weight: want a weight such as 2 or 0.5, got "-1"'],
    ["a condition in words", "- { code: A, required: maybe }\n", '/0/required: want yes or no, got "maybe"'],
    ["a misspelt member", "- { code: A, wieght: 2 }\n", "/0/wieght: want code"],
  ])("is refused for %s", async (_, source, message) => {
    const { faults } = await job(source);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
  });
});
