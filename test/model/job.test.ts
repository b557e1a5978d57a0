import { describe, expect, test } from "vitest";
import { type JsonObject, objectsOf } from "../../src/core/json.ts";
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
        {
          name: "Education of ISCED level 3 or above",
          references: [],
          weight: 1,
          required: true,
          credential: { types: [], isced: "3", words: [], alternatives: false },
          pointer: "/positionProfiles/0/positionQualifications/0/educationRequirement",
        },
      ],
      beside: [],
      faults: [],
    });
  });

  test("may stand in an LER-RS or another cover", async () => {
    const inside = await fromJson({ type: "x", job: { positionOpening: OPENING } });
    expect([inside.title, inside.requirements.length - 1, inside.requirements[0]?.pointer.slice(0, 21)]).toEqual([
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

  test.each<readonly [string, (qualification: JsonObject, profile: JsonObject) => JsonObject]>([
    ["a profile by itself", (_, profile) => profile],
    ["a qualification by itself", (qualification) => qualification],
    ["an opening with one profile and no list", (_, profile) => ({ positionProfiles: profile })],
    ["an opening with a profile for each language", (_, profile) => ({ positionProfiles: [profile, profile] })],
    [
      "a signed LER-RS",
      (_, profile) => ({
        credentialSubject: { lerrsType: { job: { positionOpening: { positionProfiles: [profile] } } } },
      }),
    ],
    ["a profile with one qualification and no list", (qualification) => ({ positionQualifications: qualification })],
  ])("is found in %s", async (_, shape) => {
    const [profile = {}] = objectsOf(OPENING["positionProfiles"]);
    const [qualification = {}] = objectsOf(profile["positionQualifications"]);
    const { requirements, faults } = await fromJson(shape(qualification, profile));
    expect(faults).toEqual([]);
    expect(requirements.map(({ name }) => name)).toEqual([
      "Welds in flat position",
      "Reads drawings",
      "Education of ISCED level 3 or above",
    ]);
  });

  test("is a job of HR Open with the competencies that it specifies, one of them alone, or their identifiers", async () => {
    const specified = { competencyIds: "W.1", name: "Welds", proficiencyLevel: { scoresNumeric: [{ value: 3 }] } };
    const { requirements } = await fromJson({
      title: "Welder",
      requiredCompetencies: specified,
      requiredCompetencyIds: [{ value: "W.2" }],
      positionCompetencies: [{ positionCompetency: { competencyIds: [{ value: "W.3" }], weight: 4 } }],
    });
    expect(requirements.map(({ references, level, weight }) => [references, level, weight])).toEqual([
      [["W.3"], undefined, 4],
      [["W.1"], "3", 1],
      [["W.2"], undefined, 1],
    ]);
  });

  test("in JDX may have members that laurel does not know, as JSON-LD has, and a set named by its address", async () => {
    const { requirements, faults } = await fromJson({
      "@context": "https://schema.org/",
      jobPosting: {
        title: "Welder",
        skills: [
          {
            "@type": "DefinedTerm",
            "@id": "https://f.example/1",
            name: "Welds",
            alternateName: "Soldering",
            inDefinedTermSet: "https://f.example/",
          },
        ],
        abilities: [{ termCode: "A.1", annotation: { required: true, scaleCategory: { name: "Importance" } } }],
      },
    });
    expect(faults).toEqual([]);
    expect(requirements.map(({ references, framework }) => [references, framework])).toEqual([
      [["https://f.example/1"], "https://f.example/"],
      [["A.1"], undefined],
    ]);
  });

  test("asks for credentials by identifier, kind or level; what it says in words stands beside", async () => {
    const { requirements, beside } = await fromJson({
      positionQualifications: [
        {
          educationRequirement: {
            iscedEducationLevelCode: "6",
            degreeTypeCode: "ceterms:BachelorDegree",
            programs: ["Nursing"],
            descriptions: ["A bachelor's degree in nursing"],
          },
          licences: ["Registered Nurse", "https://board.example/licences/rn"],
          experienceSummary: [{ levelCode: "Senior" }],
        },
        { educationRequirement: { educationLevelCode: "GRADUATE", iscedEducationLevelCode: "6B" } },
      ],
    });
    expect(requirements.map(({ name, references, credential }) => [name, references, credential])).toEqual([
      [
        "BachelorDegree of ISCED level 6 or above: Nursing",
        [],
        { types: ["BachelorDegree"], isced: "6", words: ["Nursing"], alternatives: false },
      ],
      ["License: Registered Nurse", [], { types: ["License"], words: ["Registered Nurse"], alternatives: false }],
      ["License", ["https://board.example/licences/rn"], undefined],
    ]);
    expect(beside).toEqual(["educationRequirement", "experienceSummary"]);
  });

  test("in JDX asks for kinds of credential, with what would do instead", async () => {
    const { requirements, beside } = await fromJson({
      title: "Nurse",
      requiredCredentials: [
        { credentialCategory: { name: "bachelor degree" } },
        { credentialCategory: { termCode: "ceterms:License" }, descriptions: ["Registered Nurse"] },
        { descriptions: ["A certificate of some sort"] },
      ],
      preferredCredentials: { credentialCategory: { name: "Degree" } },
      requiredEducation: [
        { educationLevels: [{ termCode: "5", inDefinedTermSet: { name: "ISCED 2011" } }] },
        { educationLevels: [{ termCode: "5" }] },
      ],
      alternativeCredentials: [{ descriptions: ["Ten years at sea"] }],
    });
    expect(requirements.map(({ name, required }) => [name, required])).toEqual([
      ["BachelorDegree", true],
      ["License: Registered Nurse", true],
      ["Degree", false],
      ["Education of ISCED level 5 or above", true],
    ]);
    expect(requirements[2]?.credential?.types).toContain("MasterDegree");
    expect(requirements.every(({ credential }) => credential?.alternatives)).toBe(true);
    expect(beside).toEqual(["requiredCredentials", "requiredEducation", "alternativeCredentials"]);
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
    ["a kind that there is none of", "- { type: Diplom }\n", "/0/type: want a type of achievement"],
    ["a misspelt member", "- { code: A, wieght: 2 }\n", "/0/wieght: want code"],
  ])("is refused for %s", async (_, source, message) => {
    const { faults } = await job(source);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
  });
});
