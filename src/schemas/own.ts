// Every schema of laurel's own, for the build to compile.
import type { JsonObject } from "../core/json.ts";
import { CATALOGUE_SCHEMA } from "../model/catalogue.ts";
import { SETTINGS_SCHEMA } from "../model/settings.ts";
import { CANDIDATE_SCHEMA } from "./candidate.ts";
import { CASE_SCHEMAS } from "./case.ts";
import type { Reading } from "./compile.ts";
import { JSON_RESUME_SCHEMA } from "./json-resume.ts";
import { LER_RS_BODY_SCHEMA, LER_RS_WRAPPER_SCHEMA } from "./ler-rs.ts";
import { LER_RS_READING_SCHEMA } from "./ler-rs-reading.ts";
import { PRESENTATION_SCHEMAS } from "./presentation.ts";
import { profileSchemas } from "./schema.ts";

export const OWN_SCHEMAS: Readonly<Record<Reading, readonly JsonObject[]>> = {
  "as-it-stands": [
    ...profileSchemas(),
    ...Object.values(PRESENTATION_SCHEMAS),
    LER_RS_READING_SCHEMA,
    LER_RS_BODY_SCHEMA,
    LER_RS_WRAPPER_SCHEMA,
    CANDIDATE_SCHEMA,
    JSON_RESUME_SCHEMA,
    ...Object.values(CASE_SCHEMAS),
  ],
  coerced: [SETTINGS_SCHEMA, CATALOGUE_SCHEMA],
};
