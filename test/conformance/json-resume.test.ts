// The résumé is held to the schema that jsonresume.org publishes, beside laurel's own closed one.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { jsonResumeOf } from "../../src/outputs/json-resume.ts";
import { anyCredential } from "../outputs/ler-rs/arbitrary.ts";
import { NOW, SAMPLES, source } from "../outputs/ler-rs/sample.ts";

const file = createRequire(import.meta.url).resolve("@jsonresume/schema/schema.json");
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
const check = ajv.compile(JSON.parse(readFileSync(file, "utf8")) as JsonObject);
const complaints = (documents: readonly JsonObject[]) => {
  const { body } = jsonResumeOf(
    documents.map((one) => source(one)),
    { now: NOW },
  );
  check(body);
  return check.errors ?? [];
};

describe("The schema of jsonresume.org", () => {
  test("is at work: it refuses a date in words", () => {
    expect(check({ work: [{ startDate: "last spring" }] })).toBe(false);
  });

  test.each(Object.entries(SAMPLES))("takes what laurel makes of a %s", (_, document) => {
    expect(complaints([document])).toEqual([]);
  });

  test("takes what laurel makes of any credentials", () => {
    fc.assert(
      fc.property(fc.array(anyCredential, { minLength: 1, maxLength: 3 }), (documents) => {
        expect(complaints(documents)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
