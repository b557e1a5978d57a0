// The part of HR Open's CandidateType (4.5) that laurel writes: its own names around types that LER-RS has too.
import type { JsonObject } from "../core/json.ts";
import { HR_OPEN_CLASSES, HR_OPEN_VALUES } from "./hr-open.ts";
import { type Classes, documentSchema } from "./members.ts";

/** An entry without originals of its own: these are attachments, which it refers to. */
const unproved = (name: string) => {
  const { "verifications+": _, ...members } = HR_OPEN_CLASSES[name] ?? {};
  return members;
};

const CLASSES: Classes = {
  ...HR_OPEN_CLASSES,
  Candidate: {
    documentId: "Identifier",
    "alternateIds+": "Identifier",
    person: "CandidatePerson",
    "profiles+!": "Profile",
  },
  CandidatePerson: { name: "Name", birthDate: "moment", "legalIds+": "Identifier", communication: "Communication" },
  Profile: {
    "education+": "Education",
    "employment+": "Employment",
    "licenses+": "License",
    "certifications+": "Certification",
    "qualifications+": "Competency",
    "attachments+": "Attachment",
  },
  ...Object.fromEntries(["Education", "Employment", "License", "Certification"].map((name) => [name, unproved(name)])),
  Competency: {
    "competencyIds+": "Identifier",
    "taxonomyIds+": "Identifier",
    competencyName: "text",
    proficiencyLevel: "Score",
    competencyEvidence: "CompetencyEvidence",
    "attachmentReferences+": "Reference",
  },
  CompetencyEvidence: {
    "ids+": "Identifier",
    evidenceName: "text",
    "descriptions+": "text",
    verificationDate: "moment",
    verificationSourceName: "text",
  },
  Identifier: { "value!": "text", schemeId: "text", schemeAgencyId: "text" },
};

export const CANDIDATE_SCHEMA: JsonObject = documentSchema("Candidate", CLASSES, HR_OPEN_VALUES);
