// The part of LER-RS (HR Open 4.5) that laurel writes, as a JSON Schema of our own.
import { DATA_INTEGRITY_V2, VC_V1 } from "../contexts/bundle.ts";
import { LER_RS_BODY, LER_RS_TERMS, LER_RS_TYPE, LER_RS_WRAPPER } from "../contexts/ler-rs.ts";
import type { JsonObject } from "../core/json.ts";
import { HR_OPEN_CLASSES, HR_OPEN_VALUES } from "./hr-open.ts";
import { type Classes, DRAFT, defsOf, documentSchema, schemaOf, type Values } from "./members.ts";

/** The job is its writer's own document, carried as it is; which of the two forms it has is all that is asked. */
const JOB: JsonObject = {
  type: "object",
  properties: { JDXjobDescription: { type: "object" }, positionOpening: { type: "object" } },
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
};

const VALUES: Values = { ...HR_OPEN_VALUES, bodyType: { const: LER_RS_BODY }, job: JOB };

const CLASSES: Classes = {
  ...HR_OPEN_CLASSES,
  Body: {
    "type!": "bodyType",
    documentId: "Identifier",
    "alternateIds+": "Identifier",
    person: "Person",
    communication: "Communication",
    job: "job",
    "narratives+": "Narrative",
    "educationAndLearnings+": "Education",
    "employmentHistories+": "Employment",
    "certifications+": "Certification",
    "licenses+": "License",
    "skills+": "Skill",
    "attachments+": "Attachment",
  },
  Narrative: { "name!": "text", "texts+!": "Text" },
  Text: { "lines+!": "text" },
  Skill: {
    "name!": "text",
    description: "text",
    definitionReference: "Scheme",
    schemeReference: "Scheme",
    "endorsers+": "Endorser",
    "keywords+": "Keyword",
    "comments+": "text",
    "verifications+": "verification",
  },
  Scheme: { "reference!": "uri", scheme: "uri" },
  Endorser: { "organization!": "Organization", "comments+": "text" },
  Keyword: { "name!": "text", value: "text" },
};

/** LER-RSType, as far as laurel writes it. */
export const LER_RS_BODY_SCHEMA: JsonObject = documentSchema("Body", CLASSES, VALUES);

/** VerifiableCredentialLER-RSType, as laurel signs it. */
export const LER_RS_WRAPPER_SCHEMA: JsonObject = {
  $schema: DRAFT,
  type: "object",
  properties: {
    "@context": { const: [VC_V1, LER_RS_WRAPPER, LER_RS_TERMS, DATA_INTEGRITY_V2] },
    id: schemaOf("uri", VALUES),
    type: { const: ["VerifiableCredential", LER_RS_TYPE] },
    issuer: schemaOf("uri", VALUES),
    issuanceDate: schemaOf("instant", VALUES),
    credentialSubject: {
      type: "object",
      properties: { id: schemaOf("uri", VALUES), lerrsType: schemaOf("Body", VALUES) },
      required: ["lerrsType"],
      additionalProperties: false,
    },
    proof: { type: "array", minItems: 1, items: { type: "object" } },
  },
  required: ["@context", "id", "type", "issuer", "issuanceDate", "credentialSubject"],
  additionalProperties: false,
  $defs: defsOf(CLASSES, VALUES),
};
