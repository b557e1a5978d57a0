// What a record can be turned into: one row for each form.
import { type JsonObject, objectsOf } from "../core/json.ts";
import { CANDIDATE_SCHEMA } from "../schemas/candidate.ts";
import { JSON_RESUME_SCHEMA } from "../schemas/json-resume.ts";
import { LER_RS_BODY_SCHEMA } from "../schemas/ler-rs.ts";
import { candidateOf } from "./candidate.ts";
import type { Convert } from "./conversion.ts";
import { jsonResumeOf } from "./json-resume.ts";
import { lerRsOf, SECTION_NAMES } from "./ler-rs/body.ts";

export interface Output {
  /** Its name in sentences. */
  readonly name: string;
  readonly convert: Convert;
  /** Our own schema of it, which lets no misspelt member pass. */
  readonly schema: JsonObject;
  /** How many entries each section of a document has. */
  readonly sections: (body: JsonObject) => Readonly<Record<string, number>>;
  /** The signed originals go along in it. */
  readonly embeds: boolean;
}

const counted =
  (names: readonly string[], within: (body: JsonObject) => JsonObject) =>
  (body: JsonObject): Readonly<Record<string, number>> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const entries = within(body)[name];
        return Array.isArray(entries) ? [[name, entries.length]] : [];
      }),
    );

export const OUTPUTS: Readonly<Record<string, Output>> = {
  "ler-rs": {
    name: "LER-RS",
    convert: lerRsOf,
    schema: LER_RS_BODY_SCHEMA,
    sections: counted([...SECTION_NAMES, "attachments"], (body) => body),
    embeds: true,
  },
  candidate: {
    name: "HR Open's CandidateType",
    convert: candidateOf,
    schema: CANDIDATE_SCHEMA,
    sections: counted(
      ["education", "employment", "certifications", "licenses", "qualifications", "attachments"],
      (body) => objectsOf(body["profiles"])[0] ?? {},
    ),
    embeds: true,
  },
  "json-resume": {
    name: "JSON Resume",
    convert: jsonResumeOf,
    schema: JSON_RESUME_SCHEMA,
    sections: counted(["work", "volunteer", "education", "awards", "certificates", "skills"], (body) => body),
    embeds: false,
  },
};
