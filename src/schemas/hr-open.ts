// Types that the documents of HR Open 4.5 share, as far as laurel writes them.
import { SCORE_CODES } from "../model/ler-rs-form.ts";
import type { Classes, Members, Values } from "./members.ts";

const ISO_DATE = "^\\d{4}(-\\d{2}(-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2}))?)?)?$";

export const HR_OPEN_VALUES: Values = {
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

export const HR_OPEN_CLASSES: Classes = {
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
  Reference: { "uri!": "text", reference: "Identifier", "descriptions+": "text" },
  Attachment: { id: "Identifier", url: "uri", "descriptions+": "text", content: "Content" },
  Content: { "value!": "text", "encoding!": "base64", "mimeType!": "text" },
};
