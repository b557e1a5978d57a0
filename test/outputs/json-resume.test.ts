import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JsonObject, objectsOf } from "../../src/core/json.ts";
import type { Options } from "../../src/outputs/conversion.ts";
import { jsonResumeOf } from "../../src/outputs/json-resume.ts";
import { JSON_RESUME_SCHEMA } from "../../src/schemas/json-resume.ts";
import { validate } from "../../src/schemas/validate.ts";
import { idleMappings, lostIn, pointersOf } from "./ler-rs/account.ts";
import { anyCredential } from "./ler-rs/arbitrary.ts";
import {
  badge,
  certification,
  clr,
  competency,
  course,
  degree,
  license,
  NOW,
  olderBadge,
  PROGRAM,
  SAMPLES,
  source,
} from "./ler-rs/sample.ts";

const made = (documents: readonly JsonObject[], options: Partial<Options> = {}) =>
  jsonResumeOf(
    documents.map((one) => source(one)),
    { now: NOW, ...options },
  );
const entries = (documents: readonly JsonObject[], name: string) => objectsOf(made(documents).body[name]);
const employment = (type: string, subject: JsonObject = {}) =>
  badge({
    name: "Welder",
    subject: { activityStartDate: "2022-01-10T00:00:00Z", activityEndDate: "2023-01-10T00:00:00Z", ...subject },
    achievement: { achievementType: type },
  });

describe("A résumé", () => {
  test("has the person's name and ways to reach them, the registrar's before the record's", () => {
    expect(made([degree]).body["basics"]).toEqual({ name: "Ada Lovelace", email: "ada@example.com" });
    const person = {
      name: { given: "Augusta", family: "King" },
      emails: [],
      phones: ["+44"],
      webs: [],
      addresses: [{ city: "London" }],
    };
    const { body, accounts } = made([degree], { person });
    expect(body["basics"]).toEqual({
      name: "Augusta King",
      email: "ada@example.com",
      phone: "+44",
      location: { city: "London" },
    });
    const lost = accounts[0]?.losses.filter(({ kind }) => kind === "content").map(({ pointer }) => pointer);
    expect(lost).toContain("/credentialSubject/identifier/1/identityHash");
  });

  test("says of a skill that the credential which shows it has expired", () => {
    const expired = { ...competency, validUntil: "2025-01-01T00:00:00Z" };
    expect(entries([expired], "skills").map(({ name }) => name)).toEqual(["Programming (expired 2025-01-01)"]);
    expect(entries([competency], "skills").map(({ name }) => name)).toEqual(["Programming"]);
  });

  test("has a degree with its school, field, dates and grade point average", () => {
    expect(entries([degree], "education")[0]).toEqual({
      institution: "Example University",
      url: "https://www.example.edu/",
      area: "Computer Science",
      studyType: "Bachelor of Science in Computer Science",
      startDate: "2020-09-01",
      endDate: "2024-05-31",
      score: "3.80/4.0",
    });
  });

  test("lists courses with the degree of the same school, else with the school alone", () => {
    const line = "WELD-101 - Introduction to Welding (Final grade: A (of F, D, C, B, A); 3 credits; Spring 2024)";
    expect(entries([course, degree], "education")).toMatchObject([
      { studyType: "Bachelor of Science in Computer Science", courses: [line] },
    ]);
    expect(entries([course], "education")).toEqual([
      { institution: "Example University", url: "https://www.example.edu/", courses: [line] },
    ]);
  });

  test("says of a degree that is not there that it is not, and gives it no end", () => {
    const under = badge({
      name: "Master of Arts",
      subject: { result: [{ type: ["Result"], status: "InProgress" }] },
      achievement: { achievementType: "MasterDegree" },
    });
    expect(entries([under], "education")).toEqual([
      expect.objectContaining({ studyType: "Master of Arts (not completed yet)" }),
    ]);
    expect(entries([under], "education")[0]).not.toHaveProperty("endDate");
  });

  test("has certificates and licenses, with the number, and says when one is over", () => {
    expect(entries([certification, license, olderBadge], "certificates")).toEqual([
      {
        name: "Data Analytics",
        date: "2024-05-31",
        url: "https://www.example.edu/achievements/data-analytics",
        issuer: "Example University",
      },
      {
        name: "Registered Nurse (number RN-123456)",
        date: "2024-05-31",
        url: "https://www.example.edu/achievements/registered-nurse",
        issuer: "Example University",
      },
      {
        name: "Safety Training (expired 2025-01-01)",
        date: "2024-05-31",
        url: "https://www.example.edu/achievements/safety-training",
        issuer: "Example University",
      },
    ]);
  });

  test("has work only where the credential says so, and voluntary work apart", () => {
    const source = { id: "https://v.example/", type: ["Profile"], name: "Volt" };
    expect(entries([employment("ext:Job", { role: "Lead" })], "work")).toEqual([
      {
        name: "Example University",
        position: "Lead",
        url: "https://www.example.edu/",
        startDate: "2022-01-10",
        endDate: "2023-01-10",
        summary: "Welder, as the catalogue describes it.",
        highlights: ["Welder"],
      },
    ]);
    expect(entries([employment("ext:Internship", { source })], "work")[0]).toMatchObject({
      name: "Volt",
      position: "Welder",
    });
    expect(entries([employment("ext:Volunteer", { source })], "volunteer")[0]).toMatchObject({ organization: "Volt" });
    expect(entries([employment("ext:Internship"), employment("ApprenticeshipCertificate")], "work")).toEqual([]);
  });

  test("has awards with who gave them", () => {
    const award = badge({ name: "Dean's Award", achievement: { achievementType: "Award" } });
    expect(entries([award], "awards")).toEqual([
      {
        title: "Dean's Award",
        date: "2024-05-31",
        awarder: "Example University",
        summary: "Dean's Award, as the catalogue describes it.",
      },
    ]);
  });

  test("has skills by what they are called, each once", () => {
    const skills = entries([competency, course, course], "skills");
    expect(skills.map(({ name }) => name)).toEqual(["Programming", "Welds in flat position"]);
    expect(skills[1]?.["keywords"]).toContain("W.1.2");
  });

  test("says of each entry which credential of which issuer it was read from", () => {
    const { body } = made([degree, course, license]);
    const verified = objectsOf((body["meta"] as JsonObject)["verified"]);
    expect(verified.map(({ entry, credential }) => [entry, credential])).toEqual([
      ["/education/0", degree["id"]],
      ["/education/0/courses/0", course["id"]],
      ["/certificates/0", license["id"]],
      ["/skills/0", course["id"]],
    ]);
    expect(verified[0]).toMatchObject({
      issuer: "https://www.example.edu/issuer",
      issuerName: "Example University",
      verifiedAt: "2026-06-01T12:00:00Z",
    });
  });

  test("says of a skill that two credentials show that both do", () => {
    const achievement = (course["credentialSubject"] as JsonObject)["achievement"] as JsonObject;
    const { body } = made([course, badge({ name: "Again", achievement })]);
    const verified = objectsOf((body["meta"] as JsonObject)["verified"]).filter(({ entry }) => entry === "/skills/0");
    expect(verified.map(({ credential }) => credential)).toEqual([
      course["id"],
      "https://www.example.edu/credentials/again",
    ]);
  });

  test("leaves out what a record names without an award of it, and lists it", () => {
    const { body, accounts } = made([clr([], { achievement: [PROGRAM] })]);
    expect(Object.keys(body)).toEqual(["$schema", "basics", "meta"]);
    expect(
      accounts[0]?.losses.find(({ pointer }) => pointer === "/credentialSubject/achievement/0/name")?.reason,
    ).toContain("nobody awarded");
  });

  test.each(Object.entries(SAMPLES))("fits our closed schema, and its account is true: %s", async (_, document) => {
    const conversion = made([document]);
    expect(await validate(JSON_RESUME_SCHEMA, conversion.body)).toEqual([]);
    expect(idleMappings(document, jsonResumeOf)).toEqual([]);
  });

  test("of any credential fits our schema, and every leaf is mapped or listed", async () => {
    await fc.assert(
      fc.asyncProperty(anyCredential, async (document) => {
        const conversion = made([document]);
        expect(await validate(JSON_RESUME_SCHEMA, conversion.body)).toEqual([]);
        const pointers = new Set(pointersOf(document));
        expect([...lostIn(conversion)].filter((pointer) => !pointers.has(pointer))).toEqual([]);
        expect(idleMappings(document, jsonResumeOf)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
