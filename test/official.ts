// What others published to be tested against, by name; and ajv with the formats of JSON Schema, as an independent judge by the official schemas.
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";

export function withFormats(): Ajv2019 {
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  // The package is CommonJS; its default export is the function itself or a module that holds it.
  const add = addFormats as unknown as { default?: (ajv: Ajv2019) => void } & ((ajv: Ajv2019) => void);
  (add.default ?? add)(ajv);
  return ajv;
}

/** Frameworks of others under `real/case`. */
export const REAL_FRAMEWORKS = [
  "MarkdownFramework",
  "SequenceNumberFramework",
  "SmartLevelFramework",
  "Utf8TestFramework",
  "known-defects",
  "mockDOK",
  "mockELA",
  "mockIT",
  "mockMATHPackage",
  "opencase_round_trip_baseline",
  "teks-economics",
  "teks-math",
  "what-standards-could-be",
] as const;
