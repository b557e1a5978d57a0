// The part of LER-RS (HR Open 4.5) that laurel writes, as a JSON Schema of our own. The official one lets unknown
// members pass, so a misspelt document fits it; here every class is closed.

import { DATA_INTEGRITY_V2, VC_V1 } from "../contexts/bundle.ts";
import { LER_RS_BODY, LER_RS_TERMS, LER_RS_TYPE, LER_RS_WRAPPER } from "../contexts/ler-rs.ts";
import type { JsonObject } from "../core/json.ts";
import { SCORE_CODES } from "../model/ler-rs-form.ts";

/** A member's name carries its cardinality: `name!` must stand there, `name+` is a list of one or more. */
type Members = Readonly<Record<string, string>>;

const ISO_DATE = "^\\d{4}(-\\d{2}(-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2}))?)?)?$";

const VALUES: Readonly<Record<string, JsonObject>> = {
  text: { type: "string", minLength: 1 },
  uri: { type: "string", format: "uri" },
  instant: { type: "string", format: "date-time" },
  moment: { type: "string", pattern: ISO_DATE, wanted: "a year, month, day, or date and time with a zone" },
  number: { type: "number" },
  email: { type: "string", pattern: "^[^\\s@]+@[^\\s@]+$", wanted: "an e-mail address" },
  country: { type: "string", pattern: "^[A-Z]{2}$", wanted: "a country's two letters" },
  isced: { enum: ["0", "1", "2", "3", "4", "5", "6", "7", "8"] },
  granted: { enum: ["Granted", "InProgress", "Postponed", "NotGranted"] },
  scoreCode: { enum: [...SCORE_CODES] },
  workRelationship: { enum: ["Employment", "Contract", "Volunteering"] },
  resourceRelationship: { enum: ["Internship", "Externship", "Apprenticeship"] },
  verification: { type: "object", minProperties: 1 },
  bodyType: { const: LER_RS_BODY },
  base64: { const: "base64" },
};

const PERIOD: Members = {
  id: "Identifier",
  start: "moment",
  end: "moment",
  "attachmentReferences+": "Reference",
  "descriptions+": "text",
};
const HISTORY: Members = { ...PERIOD, "verifications+": "verification" };
const CERTIFICATE: Members = {
  id: "Identifier",
  name: "text",
  type: "Entity",
  "status!": "text",
  effectiveTimePeriod: "Period",
  issued: "moment",
  firstIssued: "moment",
  "issuingAuthority!": "Organization",
  "attachmentReferences+": "Reference",
  "descriptions+": "text",
  "verifications+": "verification",
};
const ORGANIZATION: Members = {
  id: "Identifier",
  name: "text",
  communication: "Communication",
  "legalIds+": "Identifier",
};

const CLASSES: Readonly<Record<string, Members>> = {
  Body: {
    "type!": "bodyType",
    documentId: "Identifier",
    "alternateIds+": "Identifier",
    person: "Person",
    communication: "Communication",
    "narratives+": "Narrative",
    "educationAndLearnings+": "Education",
    "employmentHistories+": "Employment",
    "certifications+": "Certification",
    "licenses+": "License",
    "skills+": "Skill",
    "attachments+": "Attachment",
  },
  Identifier: { "value!": "text", schemeId: "text" },
  Entity: { id: "Identifier", name: "text", code: "text" },
  Person: { name: "Name", legalId: "Identifier", birthDate: "moment" },
  Name: Object.fromEntries(
    `formattedName legal given preferred middle familyPrefix family formerFamily alias preferredSalutationCode
    generationAffixCode qualificationAffixCode titleAffixCode`
      .split(/\s+/)
      .map((part) => [part, "text"]),
  ),
  Communication: { "address+": "Address", "phone+": "Phone", "email+": "Email", "web+": "Web" },
  Phone: { "formattedNumber!": "text" },
  Email: { "address!": "email" },
  Web: { "url!": "uri" },
  Address: {
    line: "text",
    "extendedLines+": "Component",
    countryCode: "country",
    "countrySubDivisions+": "Component",
    city: "text",
    postalCode: "text",
    postOfficeBox: "text",
    geoLocation: "Geo",
  },
  Component: { "type!": "text", "value!": "text" },
  Geo: { "latitude!": "number", "longitude!": "number" },
  Narrative: { "name!": "text", "texts+!": "Text" },
  Text: { "lines+!": "text" },
  Organization: { ...ORGANIZATION, description: "Described", domainName: "uri", parentOrganization: "Parent" },
  Parent: ORGANIZATION,
  Described: { "value!": "text" },
  Education: {
    "institution!": "Organization",
    "programs+": "text",
    "educationLevelCodes+": "Entity",
    "educationDegrees+": "Degree",
    ...HISTORY,
  },
  Employment: { "organization!": "Organization", "positionHistories+": "Position", ...HISTORY },
  Position: {
    title: "text",
    workRelationshipTypeCode: "workRelationship",
    resourceRelationshipCode: "resourceRelationship",
    ...PERIOD,
  },
  Degree: {
    id: "Identifier",
    name: "text",
    "codes+": "text",
    date: "moment",
    "specializations+": "Specialization",
    score: "Score",
    "academicHonors+": "text",
    degreeGrantedStatus: "granted",
    iscedEducationLevelCode: "isced",
  },
  Specialization: { "name!": "text", "type!": "text" },
  Score: { "scoresNumeric+": "Numeric", "scoresText+": "Worded" },
  Numeric: { "value!": "number", scoreCode: "scoreCode", minimum: "number", maximum: "number" },
  Worded: { "value!": "text", scoreTextCode: "text", minimum: "text", maximum: "text" },
  Certification: CERTIFICATE,
  License: CERTIFICATE,
  Period: { validFrom: "instant", validTo: "instant" },
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
  Reference: { "uri!": "text", reference: "Identifier", "descriptions+": "text" },
  Attachment: { id: "Identifier", url: "uri", "descriptions+": "text", content: "Content" },
  Content: { "value!": "text", "encoding!": "base64", "mimeType!": "text" },
};

const schemaOf = (word: string): JsonObject => VALUES[word] ?? { $ref: `#/$defs/${word}` };

function closed(members: Members): JsonObject {
  const rows = Object.entries(members).map(([written, word]) => {
    const value = schemaOf(word);
    const schema = written.includes("+") ? { type: "array", minItems: 1, items: value } : value;
    return { name: written.replace(/[+!]/g, ""), schema, required: written.includes("!") };
  });
  return {
    type: "object",
    minProperties: 1,
    properties: Object.fromEntries(rows.map(({ name, schema }) => [name, schema])),
    required: rows.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

const $defs: JsonObject = Object.fromEntries(Object.entries(CLASSES).map(([name, members]) => [name, closed(members)]));
const DRAFT = "https://json-schema.org/draft/2019-09/schema";

/** LER-RSType, as far as laurel writes it. */
export const LER_RS_BODY_SCHEMA: JsonObject = { $schema: DRAFT, $ref: "#/$defs/Body", $defs };

/** VerifiableCredentialLER-RSType, as laurel signs it. */
export const LER_RS_WRAPPER_SCHEMA: JsonObject = {
  $schema: DRAFT,
  type: "object",
  properties: {
    "@context": { const: [VC_V1, LER_RS_WRAPPER, LER_RS_TERMS, DATA_INTEGRITY_V2] },
    id: schemaOf("uri"),
    type: { const: ["VerifiableCredential", LER_RS_TYPE] },
    issuer: schemaOf("uri"),
    issuanceDate: schemaOf("instant"),
    credentialSubject: {
      type: "object",
      properties: { id: schemaOf("uri"), lerrsType: schemaOf("Body") },
      required: ["lerrsType"],
      additionalProperties: false,
    },
    proof: { type: "array", minItems: 1, items: { type: "object" } },
  },
  required: ["@context", "id", "type", "issuer", "issuanceDate", "credentialSubject"],
  additionalProperties: false,
  $defs,
};
