import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { lerRsOf } from "../../../src/outputs/ler-rs/body.ts";
import { LER_RS_BODY_SCHEMA } from "../../../src/schemas/ler-rs.ts";
import { validate } from "../../../src/schemas/validate.ts";
import {
  alignment,
  badge,
  CASE_DOCUMENT,
  CASE_ITEM,
  certification,
  clr,
  competency,
  converted,
  course,
  degree,
  ISSUER,
  LEARNER,
  license,
  NOW,
  olderBadge,
  PROGRAM,
  record,
  SAMPLES,
  section,
  source,
} from "./sample.ts";

const only = (document: JsonObject, name: string): JsonObject => {
  const entries = section(document, name);
  expect(entries).toHaveLength(1);
  return entries[0] as JsonObject;
};

describe("A degree", () => {
  const entry = only(degree, "educationAndLearnings");

  test("has its level, date, codes, honours and status", () => {
    expect((entry["educationDegrees"] as JsonObject[])[0]).toMatchObject({
      id: { value: "https://www.example.edu/achievements/bachelor-of-science-in-computer-science" },
      name: "Bachelor of Science in Computer Science",
      codes: ["BS-CS"],
      date: "2024-05-31T00:00:00Z",
      specializations: [{ name: "Computer Science", type: "major" }],
      academicHonors: ["cum laude"],
      degreeGrantedStatus: "Granted",
      iscedEducationLevelCode: "6",
    });
  });

  test("has its grade point average as a number with its bounds", () => {
    const [found] = entry["educationDegrees"] as JsonObject[];
    expect(found?.["score"]).toEqual({ scoresNumeric: [{ value: 3.8, scoreCode: "GPA", minimum: 0, maximum: 4 }] });
  });

  test("has the period of study, and its credits in words", () => {
    expect(entry).toMatchObject({ start: "2020-09-01T00:00:00Z", end: "2024-05-31T00:00:00Z" });
    expect(entry["descriptions"]).toContain("Credits earned: 120");
  });

  test("carries the signed original unchanged", () => {
    expect(JSON.stringify(entry["verifications"])).toBe(JSON.stringify([degree]));
  });

  test.each([
    ["Failed", "NotGranted"],
    ["Withdrew", "NotGranted"],
    ["OnHold", "Postponed"],
    ["Enrolled", "InProgress"],
    ["Completed", "Granted"],
  ])("whose status is %s is %s", (status, granted) => {
    const document = badge({
      name: "B",
      achievement: { achievementType: "MasterDegree" },
      subject: { result: [{ type: ["Result"], status }] },
    });
    const [found] = only(document, "educationAndLearnings")["educationDegrees"] as JsonObject[];
    expect(found).toMatchObject({ degreeGrantedStatus: granted, iscedEducationLevelCode: "7" });
  });
});

describe("A course", () => {
  const entry = only(course, "educationAndLearnings");

  test("is a program without a degree, since LER-RS has no courses", () => {
    expect(entry["programs"]).toEqual(["Introduction to Welding"]);
    expect(entry["educationDegrees"]).toBeUndefined();
    expect(entry["educationLevelCodes"]).toEqual([{ name: "Course", code: "Course" }]);
  });

  test("says credits, term and grade in words, with the scale", () => {
    expect(entry["descriptions"]).toEqual(
      expect.arrayContaining([
        "Credits earned: 3",
        "Term: Spring 2024",
        "Code: WELD-101",
        "Final grade: A (of F, D, C, B, A)",
      ]),
    );
  });

  test("has its institution with address, web site, and numbers", () => {
    expect(entry["institution"]).toEqual({
      id: { value: "https://www.example.edu/issuer", schemeId: "URL" },
      name: "Example University",
      communication: {
        address: [
          {
            line: "1 Main St",
            countryCode: "US",
            countrySubDivisions: [{ type: "region", value: "NY" }],
            city: "Albany",
            postalCode: "12207",
          },
        ],
        phone: [{ formattedNumber: "+1 518 555 0100" }],
        email: [{ address: "registrar@example.edu" }],
        web: [{ url: "https://www.example.edu/" }],
      },
      legalIds: [{ value: "196060", schemeId: "ext:ipeds" }],
      description: { value: "A university for examples." },
      domainName: "dns:www.example.edu",
    });
  });

  test("shows the competencies that it is aligned to, verified by the same credential", () => {
    expect(only(course, "skills")).toEqual({
      name: "Welds in flat position",
      description: "Makes fillet welds in flat position.",
      definitionReference: { reference: CASE_ITEM },
      keywords: [
        { name: "targetCode", value: "W.1.2" },
        { name: "targetType", value: "CFItem" },
        { name: "targetFramework", value: "Welding framework" },
      ],
      verifications: [course],
    });
  });

  test("that was failed shows no skill", () => {
    const subject = { result: [{ type: ["Result"], status: "Failed" }] };
    const failed = badge({
      name: "Welding",
      subject,
      achievement: { achievementType: "Course", alignment: [alignment("Welds", CASE_ITEM)] },
    });
    expect(section(failed, "skills")).toEqual([]);
    expect(only(failed, "educationAndLearnings")["descriptions"]).toContain(`Aligned to: Welds (${CASE_ITEM}; CFItem)`);
  });
});

describe("A certification", () => {
  test("has its dates, and a status by the clock", () => {
    const entry = only(certification, "certifications");
    expect(entry).toMatchObject({
      id: { value: "https://www.example.edu/achievements/data-analytics" },
      type: { name: "Certification", code: "Certification" },
      status: "active",
      effectiveTimePeriod: { validFrom: "2024-05-31T00:00:00Z", validTo: "2027-05-31T00:00:00Z" },
      issued: "2024-05-31T00:00:00Z",
      firstIssued: "2024-05-31T00:00:00Z",
      issuingAuthority: { name: "Example University" },
    });
    expect(section(certification, "certifications", { now: new Date("2027-06-01T00:00:00Z") })[0]?.["status"]).toBe(
      "expired",
    );
  });

  test("has a bare day as the first second of it, for LER-RS wants a time with its zone", () => {
    const bare = badge({ name: "X", credential: { validFrom: "2024-05-31", validUntil: "soon" } });
    expect(only(bare, "certifications")["effectiveTimePeriod"]).toEqual({ validFrom: "2024-05-31T00:00:00Z" });
    expect(converted([bare]).accounts[0]?.losses.find(({ pointer }) => pointer === "/validUntil")?.kind).toBe(
      "content",
    );
  });

  test("points to its evidence among the attachments", () => {
    const { body } = converted([certification]);
    expect((body["attachments"] as JsonObject[])[0]).toEqual({
      url: "https://www.example.edu/portfolio",
      descriptions: ["Portfolio", "Genre: Project"],
    });
    const [entry] = body["certifications"] as JsonObject[];
    expect(entry?.["attachmentReferences"]).toMatchObject([
      { uri: "#/attachments/0", reference: { value: "https://www.example.edu/portfolio" } },
    ]);
  });

  test("of data model 1.1 is read by that model's names of dates", () => {
    expect(only(olderBadge, "certifications")).toMatchObject({
      status: "expired",
      effectiveTimePeriod: { validFrom: "2024-05-31T00:00:00Z", validTo: "2025-01-01T00:00:00Z" },
      verifications: [olderBadge],
    });
    expect(converted([olderBadge]).accounts[0]?.notices.map(({ message }) => message)).toEqual([
      "the credential has expired",
    ]);
  });

  test("takes what no table holds, and says so", () => {
    const strange = badge({ name: "Rosette", achievement: { achievementType: "ext:Rosette" } });
    expect(only(strange, "certifications")["type"]).toEqual({ name: "Rosette", code: "ext:Rosette" });
    expect(converted([strange]).accounts[0]?.notices[0]?.message).toContain("ext:Rosette");
  });
});

test("A license is known by its own number", () => {
  expect(only(license, "licenses")).toMatchObject({
    id: { value: "RN-123456", schemeId: "license number" },
    type: { id: { value: "https://www.example.edu/achievements/registered-nurse" }, code: "License" },
    status: "active",
  });
});

describe("A competency", () => {
  test("is one skill with the URI of the framework's item, not two", () => {
    expect(only(competency, "skills")).toMatchObject({
      name: "Programming",
      definitionReference: { reference: `${CASE_ITEM}2` },
      endorsers: [{ organization: { name: "Example University" } }],
      keywords: [{ name: "software" }, { name: "targetCode", value: "P.1" }, { name: "targetType", value: "CFItem" }],
      verifications: [competency],
    });
  });

  test("names the framework's document when the framework is given", () => {
    const framework = { uri: CASE_DOCUMENT, has: (uri: string) => uri.startsWith(CASE_ITEM) };
    const [skill] = section(competency, "skills", { frameworks: [framework] });
    expect(skill?.["definitionReference"]).toEqual({ reference: `${CASE_ITEM}2`, scheme: CASE_DOCUMENT });
    expect(skill?.["schemeReference"]).toEqual({ reference: CASE_DOCUMENT });
  });

  test("that two credentials show stands once, with both as proof", () => {
    const other = badge({
      name: "Software project",
      achievement: { achievementType: "Course", alignment: [alignment("Programs", `${CASE_ITEM}2`)] },
    });
    const skills = converted([competency, other]).body["skills"] as JsonObject[];
    expect(skills).toHaveLength(1);
    expect(skills[0]?.["verifications"]).toEqual([competency, other]);
    expect(skills[0]?.["comments"]).toContain("Programs");
  });

  test("that is still in progress is no skill yet, and a notice says so", () => {
    const document = badge({
      name: "C",
      achievement: { achievementType: "Competency" },
      subject: { result: [{ type: ["Result"], status: "InProgress" }] },
    });
    const { body, accounts } = converted([document]);
    expect(body["skills"]).toBeUndefined();
    expect(accounts[0]?.notices[0]?.message).toContain("not completed");
  });

  test("whose address is none keeps it as a keyword", () => {
    const document = badge({
      name: "Course",
      achievement: { achievementType: "Course", alignment: [alignment("Welds", "W 1")] },
    });
    const skill = only(document, "skills");
    expect(skill["definitionReference"]).toBeUndefined();
    expect(skill["keywords"]).toContainEqual({ name: "targetUrl", value: "W 1" });
  });

  test("is not shown by a result that was failed, though the achievement was completed", () => {
    const result = (status: string, name: string) => ({
      type: ["Result"],
      status,
      resultDescription: "urn:x:grade",
      alignment: [alignment(name, `${CASE_ITEM}${name}`)],
    });
    const document = badge({
      name: "Course",
      subject: { result: [result("Completed", "Welds"), result("Failed", "Brazes")] },
      achievement: {
        achievementType: "Course",
        resultDescription: [
          { id: "urn:x:grade", type: ["ResultDescription"], name: "Grade", resultType: "LetterGrade" },
        ],
      },
    });
    expect(section(document, "skills").map(({ name }) => name)).toEqual(["Welds"]);
  });

  test("carries who endorses it, and nobody who endorses something else", () => {
    const endorsement = (id: string, name: string) => ({
      type: ["VerifiableCredential", "EndorsementCredential"],
      issuer: { id: "https://board.example.org", type: ["Profile"], name },
      credentialSubject: { id, type: ["EndorsementSubject"], endorsementComment: "Sound." },
    });
    const endorsements = [
      endorsement("https://www.example.edu/achievements/c", "Welding Board"),
      endorsement("https://www.example.edu/achievements/other", "Diving Board"),
    ];
    const document = badge({ name: "C", achievement: { achievementType: "Competency", endorsement: endorsements } });
    expect(only(document, "skills")["endorsers"]).toMatchObject([
      { organization: { name: "Example University" } },
      { organization: { name: "Welding Board" }, comments: ["Sound."] },
    ]);
  });
});

describe("A record", () => {
  const { body, accounts } = converted([record]);

  test("gives its id, and each of its credentials an entry in its section", () => {
    expect(body["documentId"]).toEqual({ value: "https://www.example.edu/records/ada", schemeId: "CLR credential id" });
    const names = ["educationAndLearnings", "certifications", "licenses", "skills"];
    expect(names.map((name) => (body[name] as JsonObject[]).length)).toEqual([3, 1, 1, 2]);
  });

  test("is attached as it was received", () => {
    const [attachment] = body["attachments"] as JsonObject[];
    expect(attachment?.["content"]).toEqual({
      value: Buffer.from(JSON.stringify(record)).toString("base64"),
      encoding: "base64",
      mimeType: "application/vc+ld+json",
    });
  });

  test("says what it is in a narrative", () => {
    const [narrative] = body["narratives"] as JsonObject[];
    expect(narrative).toMatchObject({ name: "Learner record" });
    expect(JSON.stringify(narrative)).toContain("The record is a part of what its issuer knows");
  });

  test("enters an achievement that nobody awarded as a program, with what belongs to it, and no proof", () => {
    const program = (body["educationAndLearnings"] as JsonObject[]).at(-1);
    expect(program).toMatchObject({
      programs: ["Welding Program"],
      attachmentReferences: [{ uri: "#/attachments/0" }],
    });
    expect(program?.["descriptions"]).toContain("Includes: Introduction to Welding");
    expect(program?.["verifications"]).toBeUndefined();
    expect(accounts[0]?.notices.map(({ pointer }) => pointer)).toEqual(["/credentialSubject/achievement/0"]);
  });

  test("never makes a degree, certificate or skill of an achievement that nobody awarded", () => {
    const own = ["BachelorDegree", "Certification", "Competency"].map((achievementType, index) => ({
      ...PROGRAM,
      id: `urn:a:${index}`,
      achievementType,
    }));
    const { body: unearned } = converted([clr([], { achievement: own })]);
    expect((unearned["educationAndLearnings"] as JsonObject[])[0]?.["educationDegrees"]).toBeUndefined();
    expect((unearned["certifications"] as JsonObject[])[0]).toMatchObject({ status: "pending" });
    expect(unearned["skills"]).toBeUndefined();
  });

  test("carries a member that is enveloped as it stood", () => {
    const envelope = {
      "@context": "https://www.w3.org/ns/credentials/v2",
      type: "EnvelopedVerifiableCredential",
      id: "data:application/vc+jwt,e.y.z",
    };
    const originals = new Map([["/credentialSubject/verifiableCredential/0", envelope]]);
    const { body: enveloped } = lerRsOf([source(clr([license]), originals)], { now: NOW });
    expect((enveloped["licenses"] as JsonObject[])[0]?.["verifications"]).toEqual([
      { otherW3CVerifiableCredential: envelope },
    ]);
  });

  test("takes a credential of another type by its name, issuer and dates", () => {
    const other = {
      "@context": ["https://www.w3.org/ns/credentials/v2"],
      type: ["VerifiableCredential", "LibraryCard"],
      issuer: { id: "https://library.example.org", name: "Library" },
      validFrom: "2025-01-01T00:00:00Z",
      credentialSubject: { id: "did:example:ada" },
    };
    expect(only(clr([other]), "certifications")).toMatchObject({
      name: "LibraryCard",
      status: "active",
      issuingAuthority: { name: "Library" },
    });
  });
});

test("A badge that is a JWT is carried as the token that it is", () => {
  const { body } = lerRsOf([source(license, new Map([["", "aaa.bbb.ccc"]]))], { now: NOW });
  expect((body["licenses"] as JsonObject[])[0]?.["verifications"]).toEqual([
    {
      otherW3CVerifiableCredential: {
        "@context": "https://www.w3.org/ns/credentials/v2",
        type: "EnvelopedVerifiableCredential",
        id: "data:application/vc+jwt,aaa.bbb.ccc",
      },
    },
  ]);
});

describe("The learner", () => {
  test("is named by what the record says in plain", () => {
    expect(converted([degree]).body).toMatchObject({
      person: { name: { formattedName: "Ada Lovelace" } },
      communication: { email: [{ address: "ada@example.com" }] },
    });
  });

  test("is never made up from a DID", () => {
    const { body } = converted([badge({ name: "X", subject: { id: "did:example:ada", identifier: [] } })]);
    expect(body["person"]).toBeUndefined();
    expect(body["communication"]).toBeUndefined();
  });

  test("is who the registrar says, and another name in the record is listed as lost", () => {
    const person = {
      name: { given: "Augusta", family: "King" },
      emails: ["king@example.org"],
      phones: ["+44 20 7946 0000"],
      webs: [],
      addresses: [{ line: "St James's Square", city: "London", countryCode: "GB" }],
    };
    const { body, accounts } = converted([degree], { person });
    expect(body).toMatchObject({
      person: { name: { given: "Augusta", family: "King", formattedName: "Augusta King" } },
      communication: {
        address: [{ line: "St James's Square", city: "London", countryCode: "GB" }],
        email: [{ address: "king@example.org" }, { address: "ada@example.com" }],
      },
    });
    expect(
      accounts[0]?.losses.find(({ pointer }) => pointer === "/credentialSubject/identifier/1/identityHash")?.kind,
    ).toBe("content");
  });

  test("has one entry for an address that every credential repeats", () => {
    expect((converted([degree, course]).body["communication"] as JsonObject)["email"]).toEqual([
      { address: "ada@example.com" },
    ]);
  });
});

describe("The document", () => {
  test.each(Object.entries(SAMPLES))("fits our closed schema: %s", async (_, document) => {
    expect(await validate(LER_RS_BODY_SCHEMA, converted([document]).body)).toEqual([]);
  });

  test("of several credentials has an id of its own and theirs beside it", () => {
    const { body } = converted([degree, course]);
    expect(body["documentId"]).toMatchObject({ value: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/) });
    expect(body["alternateIds"]).toMatchObject([{ value: degree["id"] }, { value: course["id"] }]);
  });

  test("is refused by our schema when a member is misspelt", async () => {
    const body = { ...converted([degree]).body, educationAndLearning: [] };
    expect(await validate(LER_RS_BODY_SCHEMA, body)).toHaveLength(1);
  });

  test("says the issuer by its address when that is all there is", () => {
    const bare = badge({ name: "X", credential: { issuer: "https://issuer.example.org/1" } });
    expect(only(bare, "certifications")["issuingAuthority"]).toEqual({
      id: { value: "https://issuer.example.org/1", schemeId: "URL" },
    });
  });

  test("leaves out of an organization what is no e-mail or web address", () => {
    const issuer = { ...ISSUER, email: "the registrar", url: "www.example.edu", address: { addressCountryCode: "UK" } };
    const { body, accounts } = converted([badge({ name: "X", credential: { issuer } })]);
    const [entry] = body["certifications"] as JsonObject[];
    expect(entry?.["issuingAuthority"]).toMatchObject({
      communication: { phone: [{ formattedNumber: ISSUER["phone"] }] },
    });
    expect(JSON.stringify(entry?.["issuingAuthority"])).not.toMatch(/the registrar|dns:|"url"|UK/);
    const lost = accounts[0]?.losses.filter(({ kind }) => kind === "content").map(({ pointer }) => pointer);
    expect(lost).toEqual(["/issuer/url", "/issuer/email", "/issuer/address/addressCountryCode"]);
  });

  test("does not name its subject twice", () => {
    expect(converted([badge({ name: "X", subject: LEARNER })]).subject).toBe("did:example:ada");
  });
});
