// Seven records as registrars, boards and schools keep them, all of invented places, signed by laurel itself.
import type { Json, JsonObject } from "../../src/core/json.ts";
import { defaultDid, generateKey } from "../../src/dids/signing-key.ts";
import { securing } from "../../src/proofs/secure.ts";
import { alignment, badge, clr, type Parts } from "./ler-rs/sample.ts";

const key = generateKey("ed25519");
const issuerId = defaultDid(key);
const created = "2026-06-01T00:00:00Z";

type Names = Readonly<{ name: string; more?: JsonObject }>;

const byHere = (document: JsonObject, { name, more = {} }: Names): JsonObject => ({
  ...document,
  issuer: { id: issuerId, type: ["Profile"], name, ...more },
});

async function signed(document: JsonObject, proof = "eddsa-rdfc-2022"): Promise<string> {
  return (await securing(proof, key).secure(document, { key, issuer: issuerId, created })).text;
}

const awards = (place: Names, all: readonly Parts[]): Promise<readonly Json[]> =>
  Promise.all(all.map(async (parts) => JSON.parse(await signed(byHere(badge(parts), place))) as Json));

async function recordOf(
  place: Names,
  name: string,
  parts: readonly Parts[],
  subject: JsonObject = {},
): Promise<string> {
  return signed(byHere({ ...clr(await awards(place, parts), subject), name }, place));
}

/** A result with its description, as parts of subject and achievement. */
function graded(...results: readonly { name: string; type: string; result: JsonObject; scale?: JsonObject }[]) {
  const id = (index: number) => `urn:result:${index}`;
  return {
    result: results.map(({ result }, index) => ({ type: ["Result"], resultDescription: id(index), ...result })),
    resultDescription: results.map(({ name, type, scale = {} }, index) => ({
      id: id(index),
      type: ["ResultDescription"],
      name,
      resultType: type,
      ...scale,
    })),
  };
}

const item = (number: number): string =>
  `https://case.example.org/uri/5f0b1c9e-0000-4000-8000-${String(number).padStart(12, "0")}`;

const LETTERS = ["F", "D", "C", "B", "A"];

function course(number: number, subjectCode: string, grade: string): Parts {
  const { result, resultDescription } = graded(
    { name: "Final grade", type: "LetterGrade", result: { value: grade }, scale: { allowedValue: LETTERS } },
    { name: "Status", type: "Status", result: { status: "Completed" } },
  );
  return {
    name: `${subjectCode} ${number}`,
    credential: { awardedDate: "2024-12-20T00:00:00Z" },
    subject: { creditsEarned: 3, term: number % 2 === 0 ? "Fall 2024" : "Spring 2024", result },
    achievement: {
      achievementType: "Course",
      humanCode: `${subjectCode}-${number}`,
      creditsAvailable: 3,
      resultDescription,
      alignment: [alignment(`Outcome ${number}`, item(number), { targetCode: `O.${number}` })],
    },
  };
}

const UNIVERSITY: Names = {
  name: "Northmere University",
  more: {
    url: "https://www.northmere.example/",
    email: "registrar@northmere.example",
    address: { type: ["Address"], streetAddress: "1 Quay", addressLocality: "Northmere", addressCountryCode: "US" },
    otherIdentifier: [{ type: "IdentifierEntry", identifier: "999001", identifierType: "ext:ipeds" }],
  },
};

async function degreeTranscript(): Promise<readonly string[]> {
  const courses = Array.from({ length: 40 }, (_, index) => course(100 + index, "BIO", LETTERS[2 + (index % 3)] ?? "A"));
  const { result, resultDescription } = graded(
    {
      name: "Cumulative GPA",
      type: "GradePointAverage",
      result: { value: "3.61" },
      scale: { valueMin: "0", valueMax: "4" },
    },
    { name: "Latin honors", type: "Result", result: { value: "magna cum laude" } },
    { name: "Status", type: "Status", result: { status: "Completed" } },
  );
  const degree: Parts = {
    name: "Bachelor of Science in Biology",
    credential: { awardedDate: "2026-05-20T00:00:00Z" },
    subject: {
      activityStartDate: "2022-09-01T00:00:00Z",
      activityEndDate: "2026-05-20T00:00:00Z",
      creditsEarned: 120,
      result,
    },
    achievement: { achievementType: "BachelorDegree", humanCode: "BS-BIO", fieldOfStudy: "Biology", resultDescription },
  };
  const target = "https://www.example.edu/achievements/bachelor-of-science-in-biology";
  const association = courses.map(({ name }) => ({
    type: "Association",
    associationType: "isPartOf",
    sourceId: `https://www.example.edu/achievements/${name.toLowerCase().replace(" ", "-")}`,
    targetId: target,
  }));
  return [await recordOf(UNIVERSITY, "Official transcript", [...courses, degree], { association })];
}

const SCHOOL: Names = {
  name: "Lakeside High School",
  more: {
    parentOrg: { id: "https://www.lakeside-district.example", type: ["Profile"], name: "Lakeside School District" },
    otherIdentifier: [{ type: "IdentifierEntry", identifier: "360000000001", identifierType: "ncesPSSId" }],
  },
};

async function schoolRecord(): Promise<readonly string[]> {
  const level = {
    id: "urn:level:3",
    type: ["RubricCriterionLevel"],
    name: "Meets the standard",
    level: "3",
    points: "3",
  };
  const mastery = graded({
    name: "Mastery",
    type: "RubricCriterionLevel",
    result: { achievedLevel: "urn:level:3" },
    scale: { rubricCriterionLevel: [level] },
  });
  const percent = graded({ name: "Year mark", type: "Percent", result: { value: "91 %" } });
  const under = graded({ name: "Status", type: "Status", result: { status: "InProgress" } });
  return [
    await recordOf(SCHOOL, "Student record", [
      {
        name: "Algebra I",
        subject: { term: "2025-26", creditsEarned: 1, result: percent.result },
        achievement: { achievementType: "Course", humanCode: "ALG1", resultDescription: percent.resultDescription },
      },
      {
        name: "Reasons with equations",
        subject: { result: mastery.result },
        achievement: {
          achievementType: "Competency",
          resultDescription: mastery.resultDescription,
          alignment: [
            alignment("Reasons with equations", item(9), {
              targetCode: "A-REI.1",
              targetFramework: "State mathematics",
            }),
          ],
        },
      },
      {
        name: "High School Diploma",
        subject: { result: under.result },
        achievement: { achievementType: "SecondarySchoolDiploma", resultDescription: under.resultDescription },
      },
    ]),
  ];
}

const BOARD: Names = {
  name: "State Board of Nursing",
  more: {
    official: "A. Clerk",
    phone: "+1 518 555 0142",
    otherIdentifier: [{ type: "IdentifierEntry", identifier: "NURSYS-00", identifierType: "ext:board" }],
  },
};

const nursingLicense = async (): Promise<readonly string[]> => [
  await signed(
    byHere(
      badge({
        name: "Registered Nurse",
        credential: { awardedDate: "2024-07-01T00:00:00Z", validUntil: "2027-06-30T23:59:59Z" },
        subject: { licenseNumber: "RN-204451" },
        achievement: {
          achievementType: "License",
          humanCode: "RN",
          alignment: [
            {
              type: ["Alignment"],
              targetName: "Registered Nurses",
              targetUrl: "https://www.onetcenter.example/29-1141.00",
              targetType: "CTDL",
              targetCode: "29-1141.00",
            },
          ],
        },
      }),
      BOARD,
    ),
    "vc-jwt",
  ),
];

const COLLEGE: Names = { name: "Harbor Technical College" };

async function apprenticeship(): Promise<readonly string[]> {
  const hours = graded({
    name: "Hours of work",
    type: "RawScore",
    result: { value: "8000" },
    scale: { valueMin: "0", valueMax: "8000" },
  });
  const evidence = [
    { type: ["Evidence"], id: "https://www.harbor.example/logbook/17", name: "Logbook", genre: "Portfolio" },
  ];
  const parts: readonly Parts[] = [
    {
      name: "Electrician Apprentice",
      credential: { evidence },
      subject: {
        role: "Apprentice electrician",
        activityStartDate: "2022-06-01T00:00:00Z",
        activityEndDate: "2026-05-29T00:00:00Z",
        source: {
          id: "https://www.volt.example/",
          type: ["Profile"],
          name: "Volt & Sons Electric",
          url: "https://www.volt.example/",
        },
        result: hours.result,
      },
      achievement: { achievementType: "ext:Apprenticeship", resultDescription: hours.resultDescription },
    },
    {
      name: "Electrician",
      achievement: { achievementType: "JourneymanCertificate", alignment: [alignment("Wires a panel", item(7))] },
    },
    { name: "Inside wiring", achievement: { achievementType: "ApprenticeshipCertificate" } },
  ];
  return Promise.all(parts.map((one) => signed(byHere(badge(one), COLLEGE))));
}

async function bootcamp(): Promise<readonly string[]> {
  const mark = graded({ name: "Final project", type: "Percent", result: { value: "88" } });
  const parts: Parts = {
    name: "Full-stack Web Bootcamp",
    vcdm: "1.1",
    credential: {
      expirationDate: "2028-01-01T00:00:00Z",
      evidence: [
        { type: ["Evidence"], id: "https://code.example.org/ada/shop", name: "Final project", narrative: "A shop." },
      ],
    },
    subject: {
      result: mark.result,
      activityStartDate: "2025-09-01T00:00:00Z",
      activityEndDate: "2025-12-19T00:00:00Z",
    },
    achievement: {
      achievementType: "CertificateOfCompletion",
      tag: ["javascript", "sql"],
      resultDescription: mark.resultDescription,
      alignment: [alignment("Builds web services", item(3), { targetType: "ceasn:Competency" })],
    },
  };
  const proofs = [
    "https://www.w3.org/2018/credentials/v1",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    "https://w3id.org/security/data-integrity/v2",
  ];
  return [await signed({ ...byHere(badge(parts), { name: "Codeyard" }), "@context": proofs })];
}

async function coCurricular(): Promise<readonly string[]> {
  const source = { id: "https://shelter.example.org/", type: ["Profile"], name: "Night Shelter" };
  return [
    await recordOf(UNIVERSITY, "Co-curricular record", [
      {
        name: "Robotics Club",
        subject: { role: "President", term: "2024-25" },
        achievement: { achievementType: "CoCurricular" },
      },
      {
        name: "Food drive",
        achievement: { achievementType: "CommunityService" },
        subject: { narrative: "Forty hours." },
      },
      { name: "Honor Society", achievement: { achievementType: "Membership" } },
      {
        name: "Dean's Award",
        credential: { awardedDate: "2025-05-01T00:00:00Z" },
        achievement: { achievementType: "Award" },
      },
      {
        name: "Shelter volunteer",
        subject: { source, activityStartDate: "2024-01-01T00:00:00Z" },
        achievement: { achievementType: "ext:Volunteer" },
      },
    ]),
  ];
}

const fiveHundred = async (): Promise<readonly string[]> => [
  await recordOf(
    UNIVERSITY,
    "Everything",
    Array.from({ length: 500 }, (_, index) => course(1000 + index, ["ART", "LAW", "ZOO"][index % 3] ?? "ART", "B")),
  ),
];

/** Signed files of one learner each, by what they are. */
export const SCENARIOS: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  "a degree transcript": degreeTranscript,
  "a K-12 record": schoolRecord,
  "a nursing licence": nursingLicense,
  "an apprenticeship": apprenticeship,
  "a bootcamp certificate": bootcamp,
  "a co-curricular record": coCurricular,
  "a record of 500 credentials": fiveHundred,
};

const files = new Map<string, Promise<readonly string[]>>();

/** The files of a scenario, signed once. */
export function scenario(name: string): Promise<readonly string[]> {
  const known = files.get(name) ?? SCENARIOS[name]?.() ?? Promise.resolve([]);
  files.set(name, known);
  return known;
}

/** A signer of this key, for what is made of the files. */
export const signer = {
  issuerId,
  secure: async (document: JsonObject) =>
    securing("eddsa-rdfc-2022", key).secure(document, { key, issuer: issuerId, created }),
};
