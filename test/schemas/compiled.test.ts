// The validators that the build makes: there for every schema of laurel's own, and the same in what they say as ajv.
import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { compile, compiledName, type Reading, type Validates } from "../../src/schemas/compile.ts";
import { OWN_SCHEMAS } from "../../src/schemas/own.ts";
import { badge, record, statusList } from "../checks/forge.ts";
import { forgeries } from "../fuzz/mutation.ts";

const fileOf = (schema: JsonObject, reading: Reading): URL =>
  new URL(`../../dist/schemas/compiled/${compiledName(schema, reading)}.js`, import.meta.url);

const documents: readonly JsonObject[] = [
  badge(),
  record([badge()]),
  statusList([]),
  { issuer: { name: "College", email: "no address" }, frameworks: "one.json", status: { url: "x" } },
  { slug: 7, credits: "3", results: [{ name: "Grade", type: "Letter" }] },
];

/** Errors without the schemas that ajv lays beside them, which a module has as copies of its own. */
const said = (validates: Validates, value: Json): unknown => {
  const copy = structuredClone(value);
  const fits = validates(copy);
  const errors = (validates.errors ?? []).map(({ keyword, instancePath, schemaPath, params, message }) => ({
    ...{ keyword, instancePath, schemaPath, params, message },
  }));
  return { fits, copy, errors: fits === true ? [] : errors };
};

describe.each(Object.entries(OWN_SCHEMAS) as [Reading, readonly JsonObject[]][])("read %s", (reading, schemas) => {
  test("every schema has its validator in the build", () => {
    expect(schemas.length).toBeGreaterThan(1);
    for (const schema of schemas) expect(existsSync(fileOf(schema, reading))).toBe(true);
  });
  test("which says the same as ajv", async () => {
    for (const schema of schemas) {
      const { default: built } = (await import(fileOf(schema, reading).href)) as { default: Validates };
      const compiled = await compile(schema, reading);
      const samples = documents.flatMap((document) => [
        document,
        ...fc.sample(forgeries(document), { numRuns: 10, seed: 1 }).map(({ forged }) => forged),
      ]);
      for (const sample of samples) expect(said(built, sample)).toEqual(said(compiled, sample));
    }
  });
});
