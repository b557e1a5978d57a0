// Credentials made at random: the members of Open Badges 3.0 and CLR 2.0, any of them there or not, with odd texts.
import fc from "fast-check";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { badge, clr } from "./sample.ts";

const words = fc.oneof(
  fc.constantFrom("Welding", "3.80", "A", "85 %", "12", " ", "", "Ünïcode ✓", "a@b", "did:example:x"),
  fc.string({ maxLength: 12 }),
);
const url = fc.constantFrom(
  "https://case.example.org/uri/1",
  "https://case.example.org/uri/2",
  "urn:uuid:0f09ae53-33ae-4472-8daa-d7381b859e6c",
  "not a url",
  "https://exa mple.org/",
  "http://[::1]/x",
  "https://example.org/%zz",
  "evidence/1",
);
const date = fc.constantFrom(
  "2024-05-31T00:00:00Z",
  "2024-05-31",
  "2024-05-31T10:00:00",
  "2024",
  "soon",
  "2026-12-31T00:00:00+02:00",
);
const some = <T>(value: fc.Arbitrary<T>, most = 3) => fc.array(value, { maxLength: most });

/** An object with any of these members. */
const any = (members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonObject> =>
  fc.record(members, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;

const profile = any({
  name: words,
  url,
  email: fc.constantFrom("registrar@example.edu", "not an address", "ü@example.edu", "a..b@example.edu"),
  phone: words,
  description: words,
  official: words,
  address: any({
    streetAddress: words,
    addressLocality: words,
    addressRegion: words,
    addressCountry: words,
    addressCountryCode: fc.constantFrom("US", "BQ", "us", "USA"),
    postalCode: words,
    geo: any({ latitude: fc.double({ noNaN: true, noDefaultInfinity: true }), longitude: fc.integer() }),
  }),
  otherIdentifier: some(any({ identifier: words, identifierType: words })),
  parentOrg: any({ id: url, name: words, email: words }),
}).map((members): JsonObject => ({ id: "https://www.example.edu/issuer", type: ["Profile"], ...members }));

const alignment = any({
  targetName: words,
  targetUrl: url,
  targetType: fc.constantFrom("CFItem", "ceasn:Competency", "CFRubric", "CTDL"),
  targetCode: words,
  targetDescription: words,
  targetFramework: words,
});

const RESULTS = ["gpa", "grade", "status", "rubric", "none"];
const result = any({
  resultDescription: fc.constantFrom(...RESULTS.map((name) => `urn:result:${name}`)),
  value: words,
  status: fc.constantFrom("Completed", "Enrolled", "Failed", "OnHold", "Provisional", "Unheard"),
  achievedLevel: fc.constantFrom("urn:level:1", "urn:level:9"),
  alignment: some(alignment, 2),
});
const resultDescription = fc.uniqueArray(fc.constantFrom(...RESULTS), { maxLength: 4 }).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      any({
        name: fc.constantFrom("Cumulative GPA", "Latin honors", "Grade", ""),
        resultType: fc.constantFrom(
          "GradePointAverage",
          "LetterGrade",
          "Percent",
          "RawScore",
          "Status",
          "RubricCriterionLevel",
          "Result",
        ),
        valueMin: words,
        valueMax: words,
        allowedValue: some(words),
        rubricCriterionLevel: fc.constant([{ id: "urn:level:1", type: ["RubricCriterionLevel"], name: "Mastered" }]),
      }).map((members): JsonObject => ({ id: `urn:result:${name}`, type: ["ResultDescription"], ...members })),
    ),
  ),
);

const achievement = any({
  achievementType: fc.constantFrom(
    "BachelorDegree",
    "Diploma",
    "Course",
    "Certification",
    "License",
    "Competency",
    "ext:Internship",
    "ext:Job",
    "ext:Volunteer",
    "Award",
    "LearningProgram",
  ),
  description: words,
  criteria: any({ id: url, narrative: words }),
  humanCode: words,
  fieldOfStudy: words,
  specialization: words,
  creditsAvailable: fc.integer({ min: 0, max: 200 }),
  tag: some(words),
  inLanguage: fc.constant("en"),
  version: words,
  image: fc.constant({ id: "https://example.org/a.png", type: "Image" }),
  otherIdentifier: some(any({ identifier: words, identifierType: words })),
  alignment: some(alignment),
  resultDescription,
  creator: profile,
  related: some(any({ id: url, version: words })),
});

const subject = any({
  id: fc.constantFrom("did:example:ada", "urn:uuid:1"),
  identifier: some(
    any({
      hashed: fc.boolean(),
      identityHash: words,
      identityType: fc.constantFrom("name", "emailAddress", "systemId", "nationalIdentityNumber"),
      salt: words,
    }),
  ),
  activityStartDate: date,
  activityEndDate: date,
  creditsEarned: fc.float({ min: 0, max: 200, noNaN: true }),
  licenseNumber: words,
  narrative: words,
  role: words,
  term: words,
  source: profile,
  givenName: words,
  familyName: words,
  result: some(result),
});

const evidence = any({ id: url, name: words, description: words, narrative: words, genre: words, audience: words });

const anyBadge = fc
  .record({
    name: fc.constantFrom("Welding", "Nursing", "Databases"),
    vcdm: fc.constantFrom("2.0" as const, "1.1" as const),
    achievement,
    subject,
    credential: any({
      awardedDate: date,
      description: words,
      evidence: some(evidence, 2),
      issuer: profile,
      proof: fc.constant([{ type: "DataIntegrityProof" }]),
    }),
    from: date,
    until: fc.option(date, { nil: undefined }),
  })
  .map(({ from, until, ...parts }) => {
    const [start, end] = parts.vcdm === "2.0" ? ["validFrom", "validUntil"] : ["issuanceDate", "expirationDate"];
    return badge({
      ...parts,
      credential: { ...parts.credential, [start]: from, ...(until === undefined ? {} : { [end]: until }) },
    });
  });

const anyRecord = fc
  .record({
    members: some(anyBadge, 3),
    own: some(achievement, 2),
    subject: any({ id: fc.constant("did:example:ada") }),
  })
  .map(({ members, own, subject: more }) => {
    const achievements: Json = own.map((members, index) => ({
      id: `urn:own:${index}`,
      type: ["Achievement"],
      name: `Own ${index}`,
      ...members,
    }));
    return clr(members, { ...more, achievement: achievements });
  });

export const anyCredential: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 3, arbitrary: anyBadge },
  { weight: 1, arbitrary: anyRecord },
);
