// Each row of the mapping: where a kind of achievement goes, and where each member of a credential goes.
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import type { Options } from "../../src/outputs/conversion.ts";
import { lerRsOf } from "../../src/outputs/ler-rs/body.ts";
import { BUILT_IN } from "../../src/outputs/mapping.ts";
import { MAPPING_SCHEMA, mappingOf } from "../../src/outputs/mapping-file.ts";
import { readAs } from "../../src/schemas/validate.ts";
import { alignment, badge, CASE_ITEM, clr, converted, type Parts, source } from "./ler-rs/sample.ts";

/** Open Badges 3.0, AchievementType: every word of it, and the section of LER-RS with the ISCED level. */
const TYPES: readonly (readonly [type: string, section: string, isced?: string])[] = [
  ["Achievement", "certifications"],
  ["ApprenticeshipCertificate", "certifications"],
  ["Assessment", "certifications"],
  ["Assignment", "educationAndLearnings"],
  ["AssociateDegree", "educationAndLearnings", "5"],
  ["Award", "certifications"],
  ["BachelorDegree", "educationAndLearnings", "6"],
  ["Badge", "certifications"],
  ["Certificate", "certifications"],
  ["CertificateOfCompletion", "certifications"],
  ["Certification", "certifications"],
  ["CoCurricular", "educationAndLearnings"],
  ["CommunityService", "certifications"],
  ["Competency", "skills"],
  ["Course", "educationAndLearnings"],
  ["Degree", "educationAndLearnings"],
  ["Diploma", "educationAndLearnings"],
  ["DoctoralDegree", "educationAndLearnings", "8"],
  ["Fieldwork", "educationAndLearnings"],
  ["GeneralEducationDevelopment", "educationAndLearnings", "3"],
  ["JourneymanCertificate", "certifications"],
  ["LearningProgram", "educationAndLearnings"],
  ["License", "licenses"],
  ["MasterCertificate", "certifications"],
  ["MasterDegree", "educationAndLearnings", "7"],
  ["Membership", "certifications"],
  ["MicroCredential", "certifications"],
  ["ProfessionalDoctorate", "educationAndLearnings", "8"],
  ["QualityAssuranceCredential", "certifications"],
  ["ResearchDoctorate", "educationAndLearnings", "8"],
  ["SecondarySchoolDiploma", "educationAndLearnings", "3"],
  ["ext:Job", "employmentHistories"],
  ["ext:Employment", "employmentHistories"],
  ["ext:Apprenticeship", "employmentHistories"],
  ["ext:Externship", "employmentHistories"],
  ["ext:Internship", "employmentHistories"],
  ["ext:Volunteer", "employmentHistories"],
  ["ext:Volunteering", "employmentHistories"],
  ["ext:Unheard", "certifications"],
];

const EMPLOYER: JsonObject = { id: "https://works.example/", type: ["Profile"], name: "Works" };
const SECTIONS = ["educationAndLearnings", "employmentHistories", "certifications", "licenses", "skills"];

const bodyOf = (parts: Parts, options: Partial<Options> = {}): JsonObject => converted([badge(parts)], options).body;
const filledSections = (body: JsonObject): readonly string[] => SECTIONS.filter((name) => name in body);

describe("An achievement of type", () => {
  test.each(TYPES)("%s goes to %s", (achievementType = "", section = "", isced = undefined) => {
    const body = bodyOf({ name: "X", subject: { source: EMPLOYER }, achievement: { achievementType } });
    expect(filledSections(body)).toEqual([section]);
    const [entry] = body[section] as JsonObject[];
    const [degree] = (entry?.["educationDegrees"] as JsonObject[] | undefined) ?? [];
    expect(degree?.["iscedEducationLevelCode"]).toBe(isced);
  });

  test("is here for every row of the built-in table", () => {
    expect([...BUILT_IN.types.keys()].filter((type) => !TYPES.some(([known]) => known === type))).toEqual([]);
  });

  test("none goes to the certifications", () => {
    expect(filledSections(bodyOf({ name: "X" }))).toEqual(["certifications"]);
  });
});

/** The value at a path such as `certifications.0.issued`. */
const at = (value: Json | undefined, path: string): Json | undefined =>
  path
    .split(".")
    .reduce<Json | undefined>(
      (found, name) =>
        typeof found === "object" && found !== null ? (found as Readonly<Record<string, Json>>)[name] : undefined,
      value,
    );

const DEGREE = { achievementType: "BachelorDegree" };
const described = (resultType: string, more: JsonObject = {}): JsonObject => ({
  resultDescription: [{ id: "urn:r", type: ["ResultDescription"], name: "R", resultType, ...more }],
});
const reached = (members: JsonObject): JsonObject => ({
  result: [{ type: ["Result"], resultDescription: "urn:r", ...members }],
});
const aligned = (more: JsonObject = {}): JsonObject => ({
  achievementType: "Course",
  alignment: [alignment("Welds", CASE_ITEM, more)],
});
const issuedBy = (more: JsonObject): JsonObject => ({
  issuer: { id: "did:web:x.example", type: ["Profile"], name: "College", ...more },
});

type Field = readonly [what: string, parts: Omit<Parts, "name">, path: string, value: Json];

/** What goes where, member by member. */
const FIELDS: readonly Field[] = [
  [
    "the credential's id",
    {},
    "documentId",
    { value: "https://www.example.edu/credentials/x", schemeId: "Open Badges credential id" },
  ],
  ["a plain name", {}, "person.name.formattedName", "Ada Lovelace"],
  ["a plain e-mail address", {}, "communication.email.0.address", "ada@example.com"],
  ["the issuer's name", {}, "certifications.0.issuingAuthority.name", "Example University"],
  [
    "the issuer's DID",
    { credential: issuedBy({}) },
    "certifications.0.issuingAuthority.id",
    { value: "did:web:x.example", schemeId: "DID" },
  ],
  [
    "the issuer's address on the web",
    { credential: issuedBy({ url: "https://x.example/a" }) },
    "certifications.0.issuingAuthority.communication.web.0.url",
    "https://x.example/a",
  ],
  [
    "the issuer's domain",
    { credential: issuedBy({ url: "https://X.example/a" }) },
    "certifications.0.issuingAuthority.domainName",
    "dns:x.example",
  ],
  [
    "the issuer's e-mail",
    { credential: issuedBy({ email: "r@x.example" }) },
    "certifications.0.issuingAuthority.communication.email.0.address",
    "r@x.example",
  ],
  [
    "the issuer's telephone",
    { credential: issuedBy({ phone: "+1" }) },
    "certifications.0.issuingAuthority.communication.phone.0.formattedNumber",
    "+1",
  ],
  [
    "the issuer's region",
    { credential: issuedBy({ address: { addressRegion: "NY" } }) },
    "certifications.0.issuingAuthority.communication.address.0.countrySubDivisions.0",
    { type: "region", value: "NY" },
  ],
  [
    "the issuer's country",
    { credential: issuedBy({ address: { addressCountryCode: "US" } }) },
    "certifications.0.issuingAuthority.communication.address.0.countryCode",
    "US",
  ],
  [
    "the issuer's description",
    { credential: issuedBy({ description: "D" }) },
    "certifications.0.issuingAuthority.description",
    { value: "D" },
  ],
  [
    "the issuer's other identifier",
    { credential: issuedBy({ otherIdentifier: [{ identifier: "1", identifierType: "ext:opeid" }] }) },
    "certifications.0.issuingAuthority.legalIds.0",
    { value: "1", schemeId: "ext:opeid" },
  ],
  [
    "the issuer's parent",
    { credential: issuedBy({ parentOrg: { id: "https://p.example/", name: "District" } }) },
    "certifications.0.issuingAuthority.parentOrganization.name",
    "District",
  ],
  [
    "an issuer that is an address",
    { credential: { issuer: "https://x.example/i" } },
    "certifications.0.issuingAuthority.id.value",
    "https://x.example/i",
  ],
  ["a degree's name", { achievement: DEGREE }, "educationAndLearnings.0.educationDegrees.0.name", "X"],
  ["a course's name", { achievement: { achievementType: "Course" } }, "educationAndLearnings.0.programs.0", "X"],
  ["a certification's name", {}, "certifications.0.name", "X"],
  ["a competency's name", { achievement: { achievementType: "Competency" } }, "skills.0.name", "X"],
  ["a description", {}, "certifications.0.descriptions.0", "X, as the catalogue describes it."],
  [
    "a competency's description",
    { achievement: { achievementType: "Competency" } },
    "skills.0.description",
    "X, as the catalogue describes it.",
  ],
  ["criteria in words", {}, "certifications.0.descriptions.1", "Criteria: What X asks for."],
  [
    "the address of criteria",
    { achievement: { criteria: { id: "https://c.example/1" } } },
    "certifications.0.descriptions.1",
    "Criteria: https://c.example/1",
  ],
  [
    "a degree's achievement id",
    { achievement: DEGREE },
    "educationAndLearnings.0.educationDegrees.0.id.value",
    "https://www.example.edu/achievements/x",
  ],
  ["a certification's achievement id", {}, "certifications.0.id.value", "https://www.example.edu/achievements/x"],
  [
    "a degree's code",
    { achievement: { ...DEGREE, humanCode: "BS" } },
    "educationAndLearnings.0.educationDegrees.0.codes.0",
    "BS",
  ],
  [
    "a degree's other identifier",
    { achievement: { ...DEGREE, otherIdentifier: [{ identifier: "9", identifierType: "ext:cip" }] } },
    "educationAndLearnings.0.educationDegrees.0.codes.0",
    "9",
  ],
  [
    "a certification's type",
    { achievement: { achievementType: "MicroCredential" } },
    "certifications.0.type",
    { name: "Micro Credential", code: "MicroCredential" },
  ],
  [
    "a degree's field of study",
    { achievement: { ...DEGREE, fieldOfStudy: "Art" } },
    "educationAndLearnings.0.educationDegrees.0.specializations.0",
    { name: "Art", type: "major" },
  ],
  [
    "a degree's specialization",
    { achievement: { ...DEGREE, specialization: "Oils" } },
    "educationAndLearnings.0.educationDegrees.0.specializations.0",
    { name: "Oils", type: "major" },
  ],
  [
    "a certification's field of study",
    { achievement: { fieldOfStudy: "Art" } },
    "certifications.0.descriptions.2",
    "Field of study: Art",
  ],
  [
    "a competency's tag",
    { achievement: { achievementType: "Competency", tag: ["t"] } },
    "skills.0.keywords.0",
    { name: "t" },
  ],
  ["a certification's tag", { achievement: { tag: ["t"] } }, "certifications.0.descriptions.2", "Keyword: t"],
  [
    "credits earned",
    { subject: { creditsEarned: 3 }, achievement: DEGREE },
    "educationAndLearnings.0.descriptions.2",
    "Credits earned: 3",
  ],
  [
    "credits available",
    { achievement: { ...DEGREE, creditsAvailable: 4 } },
    "educationAndLearnings.0.descriptions.2",
    "Credits available: 4",
  ],
  [
    "the start of the activity",
    { subject: { activityStartDate: "2024-01-02T00:00:00Z" }, achievement: DEGREE },
    "educationAndLearnings.0.start",
    "2024-01-02T00:00:00Z",
  ],
  [
    "the end of the activity",
    { subject: { activityEndDate: "2024-01-02T00:00:00Z" }, achievement: DEGREE },
    "educationAndLearnings.0.end",
    "2024-01-02T00:00:00Z",
  ],
  [
    "the date of a degree",
    { credential: { awardedDate: "2024-01-02T00:00:00Z" }, achievement: DEGREE },
    "educationAndLearnings.0.educationDegrees.0.date",
    "2024-01-02T00:00:00Z",
  ],
  [
    "the date of a certification",
    { credential: { awardedDate: "2024-01-02T00:00:00Z" } },
    "certifications.0.issued",
    "2024-01-02T00:00:00Z",
  ],
  ["the first day that it holds", {}, "certifications.0.effectiveTimePeriod.validFrom", "2024-05-31T00:00:00Z"],
  [
    "the last day that it holds",
    { credential: { validUntil: "2030-01-01T00:00:00Z" } },
    "certifications.0.effectiveTimePeriod.validTo",
    "2030-01-01T00:00:00Z",
  ],
  ["that it is over", { credential: { validUntil: "2025-01-01T00:00:00Z" } }, "certifications.0.status", "expired"],
  [
    "the dates of data model 1.1",
    { vcdm: "1.1", credential: { expirationDate: "2030-01-01T00:00:00Z" } },
    "certifications.0.effectiveTimePeriod",
    { validFrom: "2024-05-31T00:00:00Z", validTo: "2030-01-01T00:00:00Z" },
  ],
  [
    "a grade point average",
    {
      subject: reached({ value: "3.8" }),
      achievement: { ...DEGREE, ...described("GradePointAverage", { valueMin: "0", valueMax: "4" }) },
    },
    "educationAndLearnings.0.educationDegrees.0.score.scoresNumeric.0",
    { value: 3.8, scoreCode: "GPA", minimum: 0, maximum: 4 },
  ],
  [
    "a letter grade",
    { subject: reached({ value: "A" }), achievement: { ...DEGREE, ...described("LetterGrade") } },
    "educationAndLearnings.0.educationDegrees.0.score.scoresText.0",
    { value: "A", scoreTextCode: "LetterGrade" },
  ],
  [
    "a percentage",
    { subject: reached({ value: "85 %" }), achievement: { ...DEGREE, ...described("Percent") } },
    "educationAndLearnings.0.educationDegrees.0.score.scoresNumeric.0",
    { value: 85, minimum: 0, maximum: 100 },
  ],
  [
    "a raw score",
    { subject: reached({ value: "40" }), achievement: { ...DEGREE, ...described("RawScore") } },
    "educationAndLearnings.0.educationDegrees.0.score.scoresNumeric.0",
    { value: 40, scoreCode: "RawScore" },
  ],
  [
    "a scaled score",
    { subject: reached({ value: "500" }), achievement: { ...DEGREE, ...described("ScaledScore") } },
    "educationAndLearnings.0.educationDegrees.0.score.scoresNumeric.0",
    { value: 500, scoreCode: "Scaled" },
  ],
  [
    "a level of a rubric, of a degree",
    {
      subject: reached({ achievedLevel: "urn:l" }),
      achievement: {
        ...DEGREE,
        ...described("RubricCriterionLevel", { rubricCriterionLevel: [{ id: "urn:l", name: "Mastered" }] }),
      },
    },
    "educationAndLearnings.0.educationDegrees.0.score.scoresText.0.value",
    "Mastered",
  ],
  [
    "a level of a rubric, of a competency",
    {
      subject: reached({ achievedLevel: "urn:l" }),
      achievement: {
        achievementType: "Competency",
        ...described("RubricCriterionLevel", { rubricCriterionLevel: [{ id: "urn:l", name: "Mastered" }] }),
      },
    },
    "skills.0.keywords.0",
    { name: "achievedLevel", value: "Mastered" },
  ],
  [
    "a result of a course",
    { subject: reached({ value: "A" }), achievement: { achievementType: "Course", ...described("LetterGrade") } },
    "educationAndLearnings.0.descriptions.3",
    "R: A",
  ],
  ["an alignment's name", { achievement: aligned() }, "skills.0.name", "Welds"],
  ["an alignment's description", { achievement: aligned({ targetDescription: "D" }) }, "skills.0.description", "D"],
  ["an alignment's address", { achievement: aligned() }, "skills.0.definitionReference.reference", CASE_ITEM],
  [
    "an alignment's code",
    { achievement: aligned({ targetCode: "W.1" }) },
    "skills.0.keywords.0",
    { name: "targetCode", value: "W.1" },
  ],
  [
    "an alignment's framework",
    { achievement: aligned({ targetFramework: "F" }) },
    "skills.0.keywords.1",
    { name: "targetFramework", value: "F" },
  ],
  [
    "evidence with an address",
    { credential: { evidence: [{ id: "https://e.example/1", name: "E" }] } },
    "certifications.0.attachmentReferences.0",
    { uri: "#/attachments/0", reference: { value: "https://e.example/1" }, descriptions: ["E"] },
  ],
  [
    "evidence without an address",
    { credential: { evidence: [{ name: "E" }] } },
    "certifications.0.descriptions.2",
    "Evidence: E",
  ],
  [
    "the number of a license",
    { subject: { licenseNumber: "RN-1" }, achievement: { achievementType: "License" } },
    "licenses.0.id",
    { value: "RN-1", schemeId: "license number" },
  ],
  ["a role", { subject: { role: "Chair" } }, "certifications.0.descriptions.2", "Role: Chair"],
  ["a term", { subject: { term: "Fall" } }, "certifications.0.descriptions.2", "Term: Fall"],
  [
    "an employer that is the issuer",
    { achievement: { achievementType: "ext:Job" } },
    "employmentHistories.0.organization.name",
    "Example University",
  ],
  [
    "an employer that is the source",
    { subject: { source: EMPLOYER }, achievement: { achievementType: "ext:Internship" } },
    "employmentHistories.0.organization.name",
    "Works",
  ],
  [
    "the position",
    { subject: { role: "Welder" }, achievement: { achievementType: "ext:Job" } },
    "employmentHistories.0.positionHistories.0.title",
    "Welder",
  ],
  [
    "the position without a role",
    { achievement: { achievementType: "ext:Job" } },
    "employmentHistories.0.positionHistories.0.title",
    "X",
  ],
  [
    "an employment",
    { achievement: { achievementType: "ext:Job" } },
    "employmentHistories.0.positionHistories.0.workRelationshipTypeCode",
    "Employment",
  ],
  [
    "volunteering",
    { subject: { source: EMPLOYER }, achievement: { achievementType: "ext:Volunteer" } },
    "employmentHistories.0.positionHistories.0.workRelationshipTypeCode",
    "Volunteering",
  ],
  [
    "an internship",
    { subject: { source: EMPLOYER }, achievement: { achievementType: "ext:Internship" } },
    "employmentHistories.0.positionHistories.0.resourceRelationshipCode",
    "Internship",
  ],
  [
    "the time of an employment",
    { subject: { activityStartDate: "2024-01-02T00:00:00Z" }, achievement: { achievementType: "ext:Job" } },
    "employmentHistories.0.positionHistories.0.start",
    "2024-01-02T00:00:00Z",
  ],
];

describe("In LER-RS", () => {
  test.each(FIELDS)("%s has its place", (_, parts, path, value) => {
    expect(at(bodyOf({ name: "X", ...parts }), path)).toEqual(value);
  });

  test.each(
    Object.entries({
      Completed: "Granted",
      Enrolled: "InProgress",
      InProgress: "InProgress",
      Provisional: "InProgress",
      OnHold: "Postponed",
      Failed: "NotGranted",
      Withdrew: "NotGranted",
    }),
  )("a degree whose status is %s is %s", (status, granted) => {
    const body = bodyOf({ name: "X", subject: { result: [{ type: ["Result"], status }] }, achievement: DEGREE });
    expect(at(body, "educationAndLearnings.0.educationDegrees.0.degreeGrantedStatus")).toBe(granted);
    expect(BUILT_IN.statuses.get(status)).toBe(granted);
  });

  test("a record's id, narrative, parts and original have their places", () => {
    const member = badge({ name: "Part", achievement: { achievementType: "Course" } });
    const whole = badge({ name: "Whole", achievement: { achievementType: "Certificate" } });
    const association = [
      {
        type: "Association",
        associationType: "isPartOf",
        sourceId: "https://www.example.edu/achievements/part",
        targetId: "https://www.example.edu/achievements/whole",
      },
    ];
    const { body } = converted([clr([member, whole], { association })]);
    expect(at(body, "documentId.schemeId")).toBe("CLR credential id");
    expect(at(body, "narratives.0.name")).toBe("Learner record");
    expect(at(body, "certifications.0.descriptions")).toContain("Includes: Part");
    expect(at(body, "attachments.0.content.mimeType")).toBe("application/vc+ld+json");
    expect(at(body, "educationAndLearnings.0.verifications")).toEqual([member]);
  });

  test("a token stands in an envelope", () => {
    const { body } = lerRsOf([source(badge({ name: "X" }), new Map([["", "a.b.c"]]))], { now: new Date() });
    expect(at(body, "certifications.0.verifications.0.otherW3CVerifiableCredential.id")).toBe(
      "data:application/vc+jwt,a.b.c",
    );
  });

  test("a framework that was given is the scheme of its items", () => {
    const frameworks = [{ uri: "https://f.example/1", has: (uri: string) => uri === CASE_ITEM }];
    const body = bodyOf({ name: "X", achievement: aligned() }, { frameworks });
    expect(at(body, "skills.0.definitionReference.scheme")).toBe("https://f.example/1");
    expect(at(body, "skills.0.schemeReference.reference")).toBe("https://f.example/1");
  });
});

describe("Employment", () => {
  test.each(["ApprenticeshipCertificate", "CommunityService", "Fieldwork", "ext:Internship", "ext:Apprenticeship"])(
    "is not made of %s when no employer is named",
    (achievementType) => {
      expect(filledSections(bodyOf({ name: "X", achievement: { achievementType } }))).not.toContain(
        "employmentHistories",
      );
    },
  );

  test("that names no employer is told, and goes to the certifications", () => {
    const { accounts } = converted([badge({ name: "X", achievement: { achievementType: "ext:Internship" } })]);
    expect(accounts[0]?.notices[0]?.message).toContain("does not name the employer");
  });

  test("is not made of an achievement that a record only names", () => {
    const job = {
      id: "urn:job",
      type: ["Achievement"],
      name: "Job",
      achievementType: "ext:Job",
      description: "D",
      criteria: {},
    };
    expect(filledSections(converted([clr([], { achievement: [job] })]).body)).not.toContain("employmentHistories");
  });

  test("names who says so when that is not the employer", () => {
    const body = bodyOf({
      name: "X",
      subject: { source: EMPLOYER },
      achievement: { achievementType: "ext:Internship" },
    });
    expect(at(body, "employmentHistories.0.positionHistories.0.descriptions")).toContain(
      "Issued by: Example University",
    );
  });
});

describe("A mapping file", () => {
  const read = async (document: JsonObject) => {
    const { value, faults } = await readAs<JsonObject>(MAPPING_SCHEMA, document);
    expect(faults).toEqual([]);
    return { mapping: mappingOf(value) };
  };
  const faultsOf = async (document: JsonObject) => (await readAs(MAPPING_SCHEMA, document)).faults;

  test("sends a type to another section, and leaves the others where they are", async () => {
    const options = await read({ types: { Badge: "skill", "ext:Honours": { to: "degree", level: "6" } } });
    expect(filledSections(bodyOf({ name: "X", achievement: { achievementType: "Badge" } }, options))).toEqual([
      "skills",
    ]);
    const degree = bodyOf({ name: "X", achievement: { achievementType: "ext:Honours" } }, options);
    expect(at(degree, "educationAndLearnings.0.educationDegrees.0.iscedEducationLevelCode")).toBe("6");
    expect(filledSections(bodyOf({ name: "X", achievement: { achievementType: "License" } }, options))).toEqual([
      "licenses",
    ]);
  });

  test("makes employment of what it says, with the employer from where it says", async () => {
    const options = await read({
      types: {
        CommunityService: { to: "employment", employer: "source", relationship: "Volunteer" },
        Fieldwork: "employment",
      },
    });
    const served = { name: "X", subject: { source: EMPLOYER }, achievement: { achievementType: "CommunityService" } };
    expect(at(bodyOf(served, options), "employmentHistories.0.organization.name")).toBe("Works");
    const fieldwork = bodyOf({ name: "X", achievement: { achievementType: "Fieldwork" } }, options);
    expect(at(fieldwork, "employmentHistories.0.organization.name")).toBe("Example University");
  });

  test("leaves a type out, and the account lists all of it", async () => {
    const options = await read({ types: { Membership: "nothing" } });
    const { body, accounts } = converted(
      [badge({ name: "X", achievement: { achievementType: "Membership" } })],
      options,
    );
    expect(filledSections(body)).toEqual([]);
    const name = accounts[0]?.losses.find(({ pointer }) => pointer === "/credentialSubject/achievement/name");
    expect(name).toMatchObject({ kind: "content", reason: expect.stringContaining("leaves this type") });
  });

  test("says where types go that no row names", async () => {
    const options = await read({ otherwise: "learning" });
    expect(filledSections(bodyOf({ name: "X", achievement: { achievementType: "ext:New" } }, options))).toEqual([
      "educationAndLearnings",
    ]);
  });

  test("says which alignments show a skill", async () => {
    const parts = { name: "X", achievement: aligned({ targetType: "CTDL" }) };
    expect(filledSections(bodyOf(parts))).toEqual(["educationAndLearnings"]);
    expect(filledSections(bodyOf(parts, await read({ skills: ["CTDL"] })))).toEqual([
      "educationAndLearnings",
      "skills",
    ]);
    expect(filledSections(bodyOf({ name: "X", achievement: aligned() }, await read({ skills: [] })))).toEqual([
      "educationAndLearnings",
    ]);
  });

  test("says which results are numbers, and which are none", async () => {
    const points = {
      name: "X",
      subject: reached({ value: "12" }),
      achievement: { ...DEGREE, ...described("ext:Points") },
    };
    const score = "educationAndLearnings.0.educationDegrees.0.score";
    const options = await read({
      scores: { "ext:Points": { code: "Scaled", minimum: "0", maximum: "15" }, RawScore: "text" },
    });
    expect(at(bodyOf(points, options), score)).toEqual({
      scoresNumeric: [{ value: 12, scoreCode: "Scaled", minimum: 0, maximum: 15 }],
    });
    const raw = { name: "X", subject: reached({ value: "12" }), achievement: { ...DEGREE, ...described("RawScore") } };
    expect(at(bodyOf(raw, options), score)).toEqual({ scoresText: [{ value: "12", scoreTextCode: "RawScore" }] });
  });

  test("says what a status means, also for whether a skill is shown", async () => {
    const provisional = {
      name: "X",
      subject: { result: [{ type: ["Result"], status: "Provisional" }] },
      achievement: { achievementType: "Competency" },
    };
    expect(filledSections(bodyOf(provisional))).toEqual([]);
    expect(filledSections(bodyOf(provisional, await read({ statuses: { Provisional: "Granted" } })))).toEqual([
      "skills",
    ]);
  });

  test.each<readonly [string, JsonObject, string]>([
    ["a section that there is none of", { types: { Badge: "diploma" } }, "/types/Badge"],
    ["a row without a section", { types: { Badge: { level: "6" } } }, "/types/Badge"],
    ["a level beyond the scale", { types: { Badge: { to: "degree", level: "9" } } }, "/types/Badge/level"],
    ["a misspelt key", { type: { Badge: "skill" } }, "/type"],
    ["a misspelt member", { types: { Badge: { to: "employment", employr: "issuer" } } }, "/types/Badge/employr"],
    ["a score code of nobody's", { scores: { Percent: "Percent" } }, "/scores/Percent"],
    ["a status that no degree has", { statuses: { Completed: "Done" } }, "/statuses/Completed"],
  ])("is refused for %s", async (_, document, pointer) => {
    expect((await faultsOf(document)).map((one) => one.pointer)).toEqual([pointer]);
  });
});
