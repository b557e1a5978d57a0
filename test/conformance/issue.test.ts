// Every feature of rosters and catalogues at once, judged by the official schemas of Open Badges 3.0 and CLR 2.0.
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { ENUMERATIONS } from "../../src/model/vocabulary.ts";
import { type Desk, desk } from "../desk.ts";
import { conformance, sharedJson } from "../shared.ts";

function judge(file: string): (document: unknown) => string {
  const ajv = new Ajv2019({ strictTuples: false, allErrors: true });
  addFormats.default(ajv);
  const validates = ajv.compile(sharedJson(`official/schemas/${file}`) as object);
  return (document) => (validates(document) ? "fits" : JSON.stringify(validates.errors?.slice(0, 5), null, 1));
}

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** One result description for every ResultType, and what a roster may write under it. */
const VALUES: Readonly<
  Record<(typeof ENUMERATIONS.ResultType.words)[number], readonly [description: string, value: string]>
> = {
  GradePointAverage: ["min: 0, max: 4, required: 2.0", "3.50"],
  LetterGrade: ["allowed: [F, D, C, B, A], required: C", "b"],
  Percent: ["min: 0, max: 100", "87.5 %"],
  PerformanceLevel: [
    "levels: [{name: Novice}, {name: Expert, description: Leads others., points: 3}], required: Expert",
    "expert",
  ],
  PredictedScore: ["max: 800", "640"],
  RawScore: ["", "-3"],
  Result: ["", "passed with distinction, 100 %"],
  RubricCriterion: ["levels: [{name: Weak, points: 0}, {name: Strong, points: 1}]", "Strong"],
  RubricCriterionLevel: ["levels: [{name: Fail}, {name: Pass}], required: Pass", "Pass"],
  RubricScore: ["min: -5, max: 5", "4"],
  ScaledScore: ["min: 200, max: 800", "555.25"],
  Status: ["required: Completed", "completed"],
};
const sample = (type: string, at: 0 | 1): string => VALUES[type]?.[at] ?? "";

const CATALOGUE = `
- slug: everything
  id: https://college.example/achievements/everything
  type: ext:StudyAbroad
  name: Everything
  code: ALL-1
  description: |
    All of it.
    In **Markdown**.
  criteria: { id: https://college.example/criteria/1, narrative: Do it all. }
  credits: 4.5
  image: images/dot.png
  field-of-study: Welding
  specialization: Pipes
  language: pt-BR
  version: "2.0"
  tags: [one, two]
  align: [W.1.1, W.1.2]
  part-of: [whole]
  results:
${ENUMERATIONS.ResultType.words.map((type) => `    - { name: ${type}, type: ${type}${sample(type, 0) === "" ? "" : `, ${sample(type, 0)}`} }`).join("\n")}
    - { name: Own, type: "ext:Own", allowed: [x, y] }
- slug: whole
  type: LearningProgram
  name: The whole
  description: The whole.
  criteria: https://college.example/criteria/whole
- slug: own-words
  competency: W.3.1
  criteria: Show it.
`;

const SETTINGS = `
issuer:
  name: Example College
  url: https://www.college.example
  email: registrar@college.example
  phone: +1 555 0100
  description: A college.
  image: https://www.college.example/logo.png
key: keys/issuer.jwk.json
achievements: achievements.yaml
frameworks: [welding.case.json]
status: { url: "https://college.example/status/{list}" }
`;

const ROSTER = JSON.stringify([
  {
    id: "0012",
    name: "Zoë Quux",
    email: "zoe@college.example",
    did: "did:web:zoe.example",
    achievement: "everything",
    awarded: "2026-05-29T10:00:00.250+02:00",
    "valid until": "2030-05-29",
    narrative: "Did **it**.",
    role: "Team lead",
    term: "Spring 2026",
    "license number": "L-7",
    credits: 4.25,
    started: "2026-01-10",
    ended: "2026-05-20",
    result: { ...Object.fromEntries(ENUMERATIONS.ResultType.words.map((type) => [type, sample(type, 1)])), Own: "Y" },
    evidence: [
      {
        url: "https://portfolio.example/7",
        name: "Portfolio",
        description: "D",
        narrative: "N",
        genre: "Photo",
        audience: "All",
      },
      { narrative: "A talk." },
    ],
    alignment: ["W.2.1", "W.1.1"],
  },
  { id: "0012", achievement: "W.3.4", awarded: "2026-05-29" },
  { id: "0012", achievement: "own-words", awarded: "2026-05-29" },
  ...ENUMERATIONS.ResultStatusType.words.map((status, n) => ({
    email: `${n}@college.example`,
    achievement: "ALL-1",
    awarded: "2026-05-29",
    result: { Status: status },
  })),
]);

async function full(settings: string): Promise<Desk> {
  const one = desk({ "laurel.yaml": settings, "achievements.yaml": CATALOGUE });
  one.write("images/dot.png", Buffer.from(PNG, "base64"));
  expect(await one.issue(ROSTER, "roster.json")).toMatchObject({ status: 0 });
  return one;
}

const subjectOf = (document: JsonObject | undefined) => document?.["credentialSubject"] as JsonObject;

conformance("badges and records with every feature", () => {
  it.each(["", "recipient: { hashed: true, identify-by: [email, id, name] }\n", "recipient: { identify-by: did }\n"])(
    "fit the official schemas, with the settings %j",
    async (recipient) => {
      const badge = judge("open-badges-3.0/ob_v3p0_achievementcredential_schema.json");
      const record = judge("clr-2.0/clr_v2p0_clrcredential_schema.json");
      const one = desk({ "laurel.yaml": SETTINGS + recipient, "achievements.yaml": CATALOGUE });
      one.write("images/dot.png", Buffer.from(PNG, "base64"));
      const rows = JSON.parse(ROSTER) as JsonObject[];
      const known = recipient.includes("did") ? rows.slice(0, 1) : rows;
      expect(await one.issue(JSON.stringify(known), "roster.json")).toMatchObject({ status: 0 });
      const badges = [...one.credentials()];
      expect(badges.length).toBe(known.length);
      for (const [path, document] of badges) expect(`${path}: ${badge(document)}`).toBe(`${path}: fits`);
      const lists = ["--evidence", one.at("status")];
      const merged = await one.run(
        "merge",
        one.at("credentials"),
        "--per-learner",
        "--out",
        one.at("records"),
        ...lists,
      );
      expect(merged.status, merged.err).toBe(0);
      for (const [path, document] of one.credentials("records"))
        expect(`${path}: ${record(document)}`).toBe(`${path}: fits`);
    },
  );

  it("put every column where Open Badges 3.0 has it", async () => {
    const one = await full(SETTINGS);
    const badge = one.credentials().get("everything/0012.json");
    expect(badge).toMatchObject({
      type: ["VerifiableCredential", "OpenBadgeCredential"],
      name: "Everything",
      issuer: {
        type: ["Profile"],
        name: "Example College",
        image: { id: "https://www.college.example/logo.png", type: "Image" },
      },
      validFrom: "2026-05-29T10:00:00.250+02:00",
      awardedDate: "2026-05-29T10:00:00.250+02:00",
      validUntil: "2030-05-29T23:59:59Z",
      evidence: [
        {
          id: "https://portfolio.example/7",
          type: ["Evidence"],
          name: "Portfolio",
          description: "D",
          narrative: "N",
          genre: "Photo",
          audience: "All",
        },
        { type: ["Evidence"], narrative: "A talk." },
      ],
      credentialSubject: {
        id: "did:web:zoe.example",
        identifier: [
          { identityType: "emailAddress", identityHash: "zoe@college.example", hashed: false },
          { identityType: "systemId", identityHash: "0012", hashed: false },
          { identityType: "name", identityHash: "Zoë Quux", hashed: false },
        ],
        activityStartDate: "2026-01-10T00:00:00Z",
        activityEndDate: "2026-05-20T00:00:00Z",
        creditsEarned: 4.25,
        licenseNumber: "L-7",
        role: "Team lead",
        term: "Spring 2026",
        narrative: "Did **it**.",
        achievement: {
          id: "https://college.example/achievements/everything",
          achievementType: "ext:StudyAbroad",
          humanCode: "ALL-1",
          creditsAvailable: 4.5,
          criteria: { id: "https://college.example/criteria/1", narrative: "Do it all." },
          fieldOfStudy: "Welding",
          specialization: "Pipes",
          inLanguage: "pt-BR",
          version: "2.0",
          tag: ["one", "two"],
          image: { type: "Image", id: `data:image/png;base64,${PNG}` },
          alignment: [{ targetCode: "W.1.1" }, { targetCode: "W.1.2" }, { targetCode: "W.2.1" }],
        },
      },
    });
  });

  it("tie every result to its description, its level and its bounds", async () => {
    const one = await full(SETTINGS);
    const { result, achievement } = subjectOf(one.credentials().get("everything/0012.json"));
    const descriptions = (achievement as JsonObject)["resultDescription"] as JsonObject[];
    const said = (result as JsonObject[]).map((one) => {
      const description = descriptions.find(({ id }) => id === one["resultDescription"]) ?? {};
      const levels = (description["rubricCriterionLevel"] ?? []) as JsonObject[];
      const level = levels.find(({ id }) => id === one["achievedLevel"])?.["name"];
      const required = levels.find(({ id }) => id === description["requiredLevel"])?.["name"];
      return [
        description["resultType"],
        one["value"] ?? one["status"] ?? level,
        required ?? description["requiredValue"],
      ];
    });
    expect(said).toEqual([
      ["GradePointAverage", "3.50", "2.0"],
      ["LetterGrade", "B", "C"],
      ["Percent", "87.5", undefined],
      ["PerformanceLevel", "Expert", "Expert"],
      ["PredictedScore", "640", undefined],
      ["RawScore", "-3", undefined],
      ["Result", "passed with distinction, 100 %", undefined],
      ["RubricCriterion", "Strong", undefined],
      ["RubricCriterionLevel", "Pass", "Pass"],
      ["RubricScore", "4", undefined],
      ["ScaledScore", "555.25", undefined],
      ["Status", "Completed", "Completed"],
      ["ext:Own", "y", undefined],
    ]);
    expect(descriptions.find(({ name }) => name === "GradePointAverage")).toMatchObject({
      valueMin: "0",
      valueMax: "4",
    });
    expect(descriptions.find(({ name }) => name === "LetterGrade")).toMatchObject({
      allowedValue: ["F", "D", "C", "B", "A"],
    });
  });
});
