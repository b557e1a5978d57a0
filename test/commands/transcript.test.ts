// A transcript as registrars' systems export it, one row for each course taken and the degree at the end, as badges and
// then as one record for each learner.
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { type JsonObject, object, objectsOf } from "../../src/core/json.ts";
import { type Desk, desk, SETTINGS } from "../desk.ts";
import { conformance, sharedJson } from "../shared.ts";
import { merge } from "./badges.ts";

const HEADERS = `columns:
  Student ID: id
  Student: name
  Course: achievement
  Term: term
  Cr Hrs: credits
  Grade: result.Grade
  Cum GPA: result.GPA
  Class: result.Honours
  Posted: awarded
  Advisor: ignore
`;

const course = (slug: string, name: string, more = ""): string => `- slug: ${slug}
  type: Course
  name: ${name}
  code: ${slug.toUpperCase()}
  description: ${name}.
  criteria: Pass the course.
  credits: 3
  results: [{ name: Grade, type: LetterGrade, allowed: [W, F, D, C, C+, B, B+, A], required: D }]
${more}`;

const CATALOGUE =
  `${course("weld-101", "Welding I", "  part-of: [programme]\n  precedes: [weld-201]\n  align: [W.1.1]\n")}
${course("weld-201", "Welding II", "  part-of: [programme]\n")}
${course("weld-200", "Welding II before 2024", "")}
${course("math-110", "Shop Mathematics", "  part-of: [programme]\n")}
- slug: programme
  type: LearningProgram
  name: Welding Technology
  description: Two years.
  criteria: Take its courses.
  part-of: [aas]
- slug: aas
  type: AssociateDegree
  name: Associate of Applied Science
  description: The degree.
  criteria: Complete the programme.
  requires: [weld-101, weld-201]
  results:
    - { name: GPA, type: GradePointAverage, min: 0, max: 4 }
    - { name: Honours, type: PerformanceLevel, levels: [{ name: Cum laude }, { name: Summa cum laude }] }
`.replace(
    "  part-of: [programme]\n\n- slug: weld-200",
    "  part-of: [programme]\n  replaces: [weld-200]\n\n- slug: weld-200",
  );

const ROSTER = `Student ID,Student,Course,Term,Cr Hrs,Grade,Cum GPA,Class,Posted,Advisor
0012,Ada Alder,WELD-101,Fall 2024,3,B+,,,2024-12-20,X
0012,Ada Alder,WELD-201,Spring 2025,3,A,,,2025-05-20,X
0012,Ada Alder,MATH-110,Spring 2025,3,C,,,2025-05-20,X
0012,Ada Alder,aas,Spring 2025,60,,3.72,Cum laude,2025-05-25,X
0013,Ben Birch,WELD-101,Fall 2024,3,W,,,2024-12-20,Y
0013,Ben Birch,WELD-101,Spring 2025,3,A,,,2025-05-20,Y
0013,Ben Birch,WELD-200,Spring 2023,3,B,,,2023-05-20,Y
0013,Ben Birch,aas,Spring 2025,60,,2.9,,2025-05-25,Y
`;

async function transcripts(...flags: readonly string[]): Promise<{ readonly one: Desk; readonly said: string }> {
  const one = desk({ "laurel.yaml": SETTINGS + HEADERS, "achievements.yaml": CATALOGUE });
  const issued = await one.issue(ROSTER);
  expect(issued.status, issued.err).toBe(0);
  const done = await merge(one, ["credentials"], "--per-learner", "--out", one.at("records"), ...flags);
  expect(done.status, done.err).toBe(0);
  return { one, said: done.err };
}

const subjectIn = (one: Desk, name: string): JsonObject =>
  object(one.credentials("records").get(name)?.["credentialSubject"]) ?? {};

/** Names of the achievements of a record, by id. */
function namesIn(subject: JsonObject): ReadonlyMap<unknown, unknown> {
  const awarded = objectsOf(subject["verifiableCredential"]).flatMap((member) =>
    objectsOf(object(member["credentialSubject"])?.["achievement"]),
  );
  return new Map([...awarded, ...objectsOf(subject["achievement"])].map(({ id, name }) => [id, name]));
}

const relationsIn = (subject: JsonObject): readonly string[] =>
  objectsOf(subject["association"]).map(
    ({ associationType, sourceId, targetId }) =>
      `${namesIn(subject).get(sourceId)} ${associationType} ${namesIn(subject).get(targetId)}`,
  );

describe("a transcript", () => {
  it("has the courses in the order of the terms, each with its grade, and the degree with GPA and honours", async () => {
    const { one } = await transcripts();
    const lines = objectsOf(subjectIn(one, "0012.json")["verifiableCredential"]).map((member) => {
      const { term, creditsEarned, result, achievement } = object(member["credentialSubject"]) ?? {};
      const descriptions = objectsOf(object(achievement)?.["resultDescription"]);
      const results = objectsOf(result).map(({ resultDescription, value, achievedLevel }) => {
        const description = descriptions.find(({ id }) => id === resultDescription) ?? {};
        const level = objectsOf(description["rubricCriterionLevel"]).find(({ id }) => id === achievedLevel);
        return `${description["resultType"]} ${value ?? level?.["name"]}`;
      });
      return [object(achievement)?.["humanCode"] ?? object(achievement)?.["name"], term, creditsEarned, ...results];
    });
    expect(lines.slice(0, 1)).toEqual([["WELD-101", "Fall 2024", 3, "LetterGrade B+"]]);
    expect(lines.slice(1, 3).sort()).toEqual([
      ["MATH-110", "Spring 2025", 3, "LetterGrade C"],
      ["WELD-201", "Spring 2025", 3, "LetterGrade A"],
    ]);
    expect(lines.slice(3)).toEqual([
      ["Associate of Applied Science", "Spring 2025", 60, "GradePointAverage 3.72", "PerformanceLevel Cum laude"],
    ]);
  });

  it("relates courses, programme and degree as the catalogue does, and lists the programme that nobody is awarded", async () => {
    const { one } = await transcripts();
    expect([...relationsIn(subjectIn(one, "0012.json"))].sort()).toEqual([
      "Shop Mathematics isPartOf Welding Technology",
      "Welding I isPartOf Associate of Applied Science",
      "Welding I isPartOf Welding Technology",
      "Welding I precedes Welding II",
      "Welding II isPartOf Associate of Applied Science",
      "Welding II isPartOf Welding Technology",
      "Welding Technology isPartOf Associate of Applied Science",
    ]);
    expect(objectsOf(subjectIn(one, "0012.json")["achievement"]).map(({ name }) => name)).toEqual([
      "Welding Technology",
    ]);
  });

  it("carries both attempts at a course", async () => {
    const { one } = await transcripts();
    const attempts = objectsOf(subjectIn(one, "0013.json")["verifiableCredential"]).filter(
      ({ name }) => name === "Welding I",
    );
    expect(attempts.map((one) => objectsOf(object(one["credentialSubject"])?.["result"])[0]?.["value"])).toEqual([
      "W",
      "A",
    ]);
  });

  it("is partial where the degree requires what is not here, which is said, and taken back by the operator alone", async () => {
    const { one, said } = await transcripts();
    const partial = (desk: Desk) => [...desk.credentials("records").values()].map((record) => record["partial"]);
    expect(partial(one)).toEqual([undefined, true]);
    expect(said).toContain('in 1 record "aas" was awarded, and "weld-201", which it requires, is not here');
    expect(said).toContain('1 record says "partial": true, without what an awarded achievement requires; --no-partial');
    const whole = await transcripts("--no-partial");
    expect(partial(whole.one)).toEqual([undefined, undefined]);
    expect(whole.said).toContain('"weld-201", which it requires, is not here');
    expect(whole.said).not.toContain("--no-partial");
  });

  it("verifies", async () => {
    const { one } = await transcripts();
    const verified = await one.run("verify", one.at("records"));
    expect(verified.status, verified.out).toBe(0);
  });
});

describe("--with-ancestors", () => {
  it("lists what stands above the competencies of a record up to the top, and ties them together", async () => {
    const one = desk();
    await one.issue("id,achievement,awarded\n1,W.1.1,2026-05-29\n1,W.1.2,2026-05-29\n");
    await merge(one, ["credentials"], "--out", one.at("plain.json"));
    const done = await merge(one, ["credentials"], "--out", one.at("full.json"), "--with-ancestors");
    expect(done.status, done.err).toBe(0);
    const [plain, full] = ["plain.json", "full.json"].map(
      (name) => object((JSON.parse(one.read(name)) as JsonObject)["credentialSubject"]) ?? {},
    );
    expect([plain?.["achievement"], relationsIn(plain ?? {}).length]).toEqual([undefined, 1]);
    expect(objectsOf(full?.["achievement"]).map(({ humanCode }) => humanCode)).toEqual(["W.1"]);
    const above = relationsIn(full ?? {}).filter((line) => line.endsWith(" isChildOf Welding Processes"));
    expect([above.length, relationsIn(full ?? {}).length]).toEqual([2, 3]);
    expect((await one.run("verify", one.at("full.json"))).status).toBe(0);
  });
});

conformance("transcripts", () => {
  it("fit the published schemas of CLR 2.0 and of Open Badges 3.0", async () => {
    const judge = (file: string) => {
      const ajv = new Ajv2019({ strictTuples: false, allErrors: true });
      addFormats.default(ajv);
      const validates = ajv.compile(sharedJson(`official/schemas/${file}`) as object);
      return (document: unknown) => (validates(document) ? "fits" : JSON.stringify(validates.errors?.slice(0, 3)));
    };
    const record = judge("clr-2.0/clr_v2p0_clrcredential_schema.json");
    const badge = judge("open-badges-3.0/ob_v3p0_achievementcredential_schema.json");
    const { one } = await transcripts("--with-ancestors");
    expect(one.credentials("records").size).toBe(2);
    for (const [name, document] of one.credentials("records")) {
      expect(record(document), name).toBe("fits");
      for (const member of objectsOf(object(document["credentialSubject"])?.["verifiableCredential"]))
        expect(badge(member), name).toBe("fits");
    }
  });
});
