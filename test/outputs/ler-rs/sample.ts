// Sample credentials of one learner, written by hand: an award of every kind, and a record of them all.
import type { Json, JsonObject } from "../../../src/core/json.ts";
import type { Options } from "../../../src/outputs/conversion.ts";
import { lerRsOf } from "../../../src/outputs/ler-rs/body.ts";
import type { Source } from "../../../src/outputs/source.ts";

export const NOW = new Date("2026-06-01T12:00:00Z");
export const CASE_ITEM = "https://case.example.org/uri/5f0b1c9e-0000-4000-8000-000000000001";
export const CASE_DOCUMENT = "https://case.example.org/uri/5f0b1c9e-0000-4000-8000-00000000000f";

const CONTEXTS = {
  "2.0": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "1.1": ["https://www.w3.org/2018/credentials/v1", "https://purl.imsglobal.org/spec/ob/v3p0/context.json"],
} as const;

export const LEARNER: JsonObject = {
  id: "did:example:ada",
  identifier: [
    { type: "IdentityObject", hashed: false, identityHash: "ada@example.com", identityType: "emailAddress" },
    { type: "IdentityObject", hashed: false, identityHash: "Ada Lovelace", identityType: "name" },
  ],
};

export const ISSUER: JsonObject = {
  id: "https://www.example.edu/issuer",
  type: ["Profile"],
  name: "Example University",
  url: "https://www.example.edu/",
  email: "registrar@example.edu",
  phone: "+1 518 555 0100",
  description: "A university for examples.",
  address: {
    type: ["Address"],
    streetAddress: "1 Main St",
    addressLocality: "Albany",
    addressRegion: "NY",
    addressCountryCode: "US",
    postalCode: "12207",
  },
  otherIdentifier: [{ type: "IdentifierEntry", identifier: "196060", identifierType: "ext:ipeds" }],
};

export interface Parts {
  readonly name: string;
  readonly achievement?: JsonObject;
  readonly subject?: JsonObject;
  readonly credential?: JsonObject;
  readonly vcdm?: "2.0" | "1.1";
}

const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

export function badge({ name, achievement = {}, subject = {}, credential = {}, vcdm = "2.0" }: Parts): JsonObject {
  return {
    "@context": CONTEXTS[vcdm],
    id: `https://www.example.edu/credentials/${slug(name)}`,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name,
    issuer: ISSUER,
    [vcdm === "2.0" ? "validFrom" : "issuanceDate"]: "2024-05-31T00:00:00Z",
    ...credential,
    credentialSubject: {
      ...LEARNER,
      type: ["AchievementSubject"],
      ...subject,
      achievement: {
        id: `https://www.example.edu/achievements/${slug(name)}`,
        type: ["Achievement"],
        name,
        description: `${name}, as the catalogue describes it.`,
        criteria: { narrative: `What ${name} asks for.` },
        ...achievement,
      },
    },
  };
}

const description = (id: string, name: string, resultType: string, more: JsonObject = {}): JsonObject => ({
  id: `urn:result:${id}`,
  type: ["ResultDescription"],
  name,
  resultType,
  ...more,
});
const result = (id: string, more: JsonObject): JsonObject => ({
  type: ["Result"],
  resultDescription: `urn:result:${id}`,
  ...more,
});
export const alignment = (targetName: string, targetUrl: string, more: JsonObject = {}): JsonObject => ({
  type: ["Alignment"],
  targetName,
  targetUrl,
  targetType: "CFItem",
  ...more,
});

export const degree = badge({
  name: "Bachelor of Science in Computer Science",
  credential: { awardedDate: "2024-05-31T00:00:00Z" },
  subject: {
    activityStartDate: "2020-09-01T00:00:00Z",
    activityEndDate: "2024-05-31T00:00:00Z",
    creditsEarned: 120,
    result: [
      result("gpa", { value: "3.80" }),
      result("honors", { value: "cum laude" }),
      result("status", { status: "Completed" }),
    ],
  },
  achievement: {
    achievementType: "BachelorDegree",
    humanCode: "BS-CS",
    fieldOfStudy: "Computer Science",
    resultDescription: [
      description("gpa", "Cumulative GPA", "GradePointAverage", { valueMin: "0.0", valueMax: "4.0" }),
      description("honors", "Latin honors", "Result"),
      description("status", "Status", "Status"),
    ],
  },
});

export const course = badge({
  name: "Introduction to Welding",
  credential: { image: { id: "https://www.example.edu/weld.png", type: "Image" } },
  subject: {
    creditsEarned: 3,
    term: "Spring 2024",
    result: [result("grade", { value: "A" })],
  },
  achievement: {
    achievementType: "Course",
    humanCode: "WELD-101",
    creditsAvailable: 3,
    tag: ["welding"],
    alignment: [
      alignment("Welds in flat position", CASE_ITEM, {
        targetCode: "W.1.2",
        targetFramework: "Welding framework",
        targetDescription: "Makes fillet welds in flat position.",
      }),
    ],
    resultDescription: [
      description("grade", "Final grade", "LetterGrade", { allowedValue: ["F", "D", "C", "B", "A"] }),
    ],
  },
});

export const certification = badge({
  name: "Data Analytics",
  credential: {
    awardedDate: "2024-05-31T00:00:00Z",
    validUntil: "2027-05-31T00:00:00Z",
    evidence: [{ type: ["Evidence"], id: "https://www.example.edu/portfolio", name: "Portfolio", genre: "Project" }],
  },
  achievement: { achievementType: "Certification" },
});

export const license = badge({
  name: "Registered Nurse",
  subject: { licenseNumber: "RN-123456" },
  achievement: { achievementType: "License" },
});

export const competency = badge({
  name: "Programming",
  achievement: {
    achievementType: "Competency",
    tag: ["software"],
    alignment: [alignment("Programming", `${CASE_ITEM}2`, { targetCode: "P.1" })],
  },
});

export const olderBadge = badge({
  name: "Safety Training",
  vcdm: "1.1",
  credential: { expirationDate: "2025-01-01T00:00:00Z" },
  achievement: { achievementType: "Certificate" },
});

export function clr(members: readonly Json[], subject: JsonObject = {}): JsonObject {
  return {
    "@context": [
      "https://www.w3.org/ns/credentials/v2",
      "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
      "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    id: "https://www.example.edu/records/ada",
    type: ["VerifiableCredential", "ClrCredential"],
    name: "Learner record",
    partial: true,
    issuer: ISSUER,
    validFrom: "2026-05-31T00:00:00Z",
    credentialSubject: { ...LEARNER, type: ["ClrSubject"], ...subject, verifiableCredential: members },
  };
}

export const PROGRAM: JsonObject = {
  id: "https://www.example.edu/achievements/welding-certificate",
  type: ["Achievement"],
  name: "Welding Program",
  description: "Courses in welding.",
  criteria: { narrative: "All courses." },
  achievementType: "LearningProgram",
};

export const record = clr([degree, course, certification, license, competency], {
  achievement: [PROGRAM],
  association: [
    {
      type: "Association",
      associationType: "isPartOf",
      sourceId: "https://www.example.edu/achievements/introduction-to-welding",
      targetId: "https://www.example.edu/achievements/welding-certificate",
    },
  ],
});

export const SAMPLES: Readonly<Record<string, JsonObject>> = {
  degree,
  course,
  certification,
  license,
  competency,
  "badge of data model 1.1": olderBadge,
  record,
};

export const source = (document: JsonObject, originals: ReadonlyMap<string, Json> = new Map()): Source => ({
  document,
  originals,
  received: { text: JSON.stringify(document), mediaType: "application/vc+ld+json" },
});

/** The conversion of documents, without verifying them. */
export const converted = (documents: readonly JsonObject[], options: Partial<Options> = {}) =>
  lerRsOf(
    documents.map((document) => source(document)),
    { now: NOW, ...options },
  );

/** A section of a document's body. */
export const section = (document: JsonObject, name: string, options: Partial<Options> = {}): readonly JsonObject[] =>
  (converted([document], options).body[name] ?? []) as readonly JsonObject[];
