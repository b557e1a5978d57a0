// LER-RS as it is read: every shape that is in use, so only what a reader has to rely on. What laurel writes is held to
// a stricter schema (ler-rs.ts); the official one lets every member pass too (HR Open 4.5, LER-RSType).
import { type JsonObject, object, objectsOf } from "../core/json.ts";

/** Sections whose entries may have originals that prove them. */
export const PROVABLE_SECTIONS: readonly string[] = [
  "educationAndLearnings",
  "employmentHistories",
  "certifications",
  "licenses",
  "skills",
  "otherSections",
];
const SECTIONS = [...PROVABLE_SECTIONS, "narratives", "employmentPreferences", "positionPreferences", "attachments"];
const OBJECTS = ["documentId", "person", "communication", "job", "dataProtectionPolicy"];
const OTHERS = ["type", "alternateIds", "language", "id"];

const KNOWN = new Set([...SECTIONS, ...OBJECTS, ...OTHERS]);

export const LER_RS_READING_SCHEMA: JsonObject = {
  $schema: "https://json-schema.org/draft/2019-09/schema",
  type: "object",
  properties: {
    ...Object.fromEntries(SECTIONS.map((name) => [name, { type: "array", items: { type: "object" } }])),
    ...Object.fromEntries(OBJECTS.map((name) => [name, { type: "object" }])),
  },
};

export interface RecordBody {
  readonly body: JsonObject;
  readonly pointer: string;
}

/** Where the bodies of a record stand: the document itself, its subject, or the subject's `lerrsType`. */
export function bodiesOf(document: JsonObject, plain: boolean): readonly RecordBody[] {
  if (plain) return [{ body: document, pointer: "" }];
  const subjects = document["credentialSubject"];
  return objectsOf(subjects).map((subject, index) => {
    const base = Array.isArray(subjects) ? `/credentialSubject/${index}` : "/credentialSubject";
    const inner = object(subject["lerrsType"]);
    return inner === undefined ? { body: subject, pointer: base } : { body: inner, pointer: `${base}/lerrsType` };
  });
}

/** Members of a body that no version of the standard has: misspelt, or of another program's own making. */
export const unknownMembers = (body: JsonObject): readonly string[] =>
  Object.keys(body).filter((name) => !KNOWN.has(name) && name !== "@context");
