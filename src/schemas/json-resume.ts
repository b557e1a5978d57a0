// JSON Resume 1.0.0 (jsonresume.org), as far as laurel writes it. Its own schema leaves `meta` and the members of every
// entry open; here only those that it names may stand there, and in `meta` what laurel says of the originals.
import type { JsonObject } from "../core/json.ts";
import { type Classes, documentSchema, type Values } from "./members.ts";

export const JSON_RESUME_ADDRESS = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

const VALUES: Values = {
  text: { type: "string", minLength: 1 },
  uri: { type: "string", format: "uri" },
  email: { type: "string", pattern: "^[^\\s@]+@[^\\s@]+$", wanted: "an e-mail address" },
  day: { type: "string", pattern: "^[1-2]\\d{3}(-[01]\\d(-[0-3]\\d)?)?$", wanted: "a year, a month or a day" },
  address: { const: JSON_RESUME_ADDRESS },
  version: { const: "v1.0.0" },
  pointer: { type: "string", pattern: "^(/[a-z]+/\\d+(/courses/\\d+)?)$" },
  moment: { type: "string", format: "date-time" },
};

const CLASSES: Classes = {
  Resume: {
    "$schema!": "address",
    basics: "Basics",
    "work+": "Work",
    "volunteer+": "Volunteer",
    "education+": "Education",
    "awards+": "Award",
    "certificates+": "Certificate",
    "skills+": "Skill",
    "meta!": "Meta",
  },
  Basics: { name: "text", email: "email", phone: "text", url: "uri", location: "Location" },
  Location: { address: "text", postalCode: "text", city: "text", countryCode: "text", region: "text" },
  Work: {
    name: "text",
    position: "text",
    url: "uri",
    description: "text",
    startDate: "day",
    endDate: "day",
    summary: "text",
    "highlights+": "text",
  },
  Volunteer: {
    organization: "text",
    position: "text",
    url: "uri",
    startDate: "day",
    endDate: "day",
    summary: "text",
    "highlights+": "text",
  },
  Education: {
    institution: "text",
    url: "uri",
    area: "text",
    studyType: "text",
    startDate: "day",
    endDate: "day",
    score: "text",
    "courses+": "text",
  },
  Award: { title: "text", date: "day", awarder: "text", summary: "text" },
  Certificate: { name: "text", date: "day", url: "uri", issuer: "text" },
  Skill: { name: "text", level: "text", "keywords+": "text" },
  Meta: { "version!": "version", "verified+": "Verified" },
  Verified: { "entry!": "pointer", "verifiedAt!": "moment", credential: "text", issuer: "text", issuerName: "text" },
};

export const JSON_RESUME_SCHEMA: JsonObject = documentSchema("Resume", CLASSES, VALUES);
