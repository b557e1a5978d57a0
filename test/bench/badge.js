// The badge that everything is measured with: about 3 KB, with what a real one has. Rows differ in the learner.
import { gzipSync } from "node:zlib";

const CONTEXTS = [
  "https://www.w3.org/ns/credentials/v2",
  "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
  "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
];

/** The status list that every badge has an entry in. */
export const LIST = "https://registrar.example.edu/status/1";

const uuid = (nth, kind) => `urn:uuid:${kind}0000000-0000-4000-8000-${String(nth).padStart(12, "0")}`;

const achievement = (subjectId) => ({
  id: uuid(1, 1),
  type: ["Achievement"],
  achievementType: "Course",
  creator: { id: subjectId, type: ["Profile"], name: "Example College of Technology" },
  name: "Introduction to Structural Welding",
  description:
    "Joins structural steel with covered electrodes in the flat and horizontal positions, reads drawings and symbols, and keeps tools and workplace safe.",
  criteria: {
    id: "https://registrar.example.edu/courses/weld-101",
    narrative:
      "Attend at least ninety of the hundred and eight hours, pass the written test on safety and on symbols, and make two guided-bend coupons without a fault, witnessed by an inspector who is not the teacher.",
  },
  humanCode: "WELD-101",
  fieldOfStudy: "Manufacturing",
  inLanguage: "en",
  version: "2026",
  tag: ["welding", "manufacturing", "shielded metal arc"],
  alignment: ["1.1", "2.4", "3.4"].map((code, nth) => ({
    type: ["Alignment"],
    targetType: "CFItem",
    targetUrl: `https://case.example.edu/uri/${uuid(nth, 2).slice(9)}`,
    targetName: `Prepares the workpiece as the procedure says in step ${code}, and judges the result by eye and by measure.`,
    targetCode: `W.${code}`,
    targetFramework: "Competencies of Welding Technicians",
  })),
  resultDescription: [
    {
      id: uuid(1, 3),
      type: ["ResultDescription"],
      name: "Final grade",
      resultType: "LetterGrade",
      allowedValue: ["F", "D", "C", "B", "A"],
    },
  ],
});

/** The list itself, unsigned, with nobody revoked. */
export const statusList = (issuer) => ({
  "@context": CONTEXTS.slice(0, 1),
  id: LIST,
  type: ["VerifiableCredential", "BitstringStatusListCredential"],
  issuer,
  validFrom: "2026-05-29T00:00:00Z",
  credentialSubject: {
    id: `${LIST}#list`,
    type: "BitstringStatusList",
    statusPurpose: "revocation",
    encodedList: `u${gzipSync(Buffer.alloc(16_384)).toString("base64url")}`,
  },
});

/** An unsigned badge for one learner, by an issuer's identifier. */
export const badge = (nth, issuer) => ({
  "@context": CONTEXTS,
  id: uuid(nth, 4),
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  name: "Introduction to Structural Welding",
  issuer: {
    id: issuer,
    type: ["Profile"],
    name: "Example College of Technology",
    url: "https://registrar.example.edu",
    email: "registrar@example.edu",
  },
  validFrom: "2026-05-29T00:00:00Z",
  awardedDate: "2026-05-29T00:00:00Z",
  credentialSubject: {
    type: ["AchievementSubject"],
    identifier: [
      {
        type: "IdentityObject",
        hashed: false,
        identityHash: `learner.${nth}@student.example.edu`,
        identityType: "emailAddress",
      },
    ],
    achievement: achievement(issuer),
    result: [{ type: ["Result"], resultDescription: uuid(1, 3), value: "ABCD"[nth % 4] }],
  },
  credentialStatus: {
    id: `${LIST}#${nth}`,
    type: "BitstringStatusListEntry",
    statusPurpose: "revocation",
    statusListIndex: String(nth),
    statusListCredential: LIST,
  },
  credentialSchema: [
    {
      id: "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
      type: "1EdTechJsonSchemaValidator2019",
    },
  ],
});
