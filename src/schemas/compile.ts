// JSON Schemas to functions: the only door to ajv. The build makes them of laurel's own schemas, so that a run need not;
// any other schema is compiled when it is first used.
import { createHash } from "node:crypto";
import type { Ajv2019, ErrorObject } from "ajv/dist/2019.js";
import type { JsonObject } from "../core/json.ts";
import { FORMATS } from "./formats.ts";

/** Changes the value when texts are to become numbers and booleans; leaves what it found wrong in `errors`. */
export interface Validates {
  (value: unknown): unknown;
  errors?: readonly ErrorObject[] | null;
}

/** How a value is read: as it stands, or with texts as the numbers and booleans that are wanted. */
export type Reading = "as-it-stands" | "coerced";

async function newAjv(reading: Reading, code: object = {}): Promise<Ajv2019> {
  const { Ajv2019 } = await import("ajv/dist/2019.js");
  const ajv = new Ajv2019({
    allErrors: true,
    verbose: true,
    strictTuples: false,
    strictRequired: false,
    strictTypes: false,
    coerceTypes: reading === "coerced",
    // Each class once, and not wherever it is named: what is validated first is code that nothing has compiled yet.
    inlineRefs: false,
    code,
  });
  ajv.addVocabulary(["wanted"]);
  for (const [name, fits] of Object.entries(FORMATS)) ajv.addFormat(name, fits);
  return ajv;
}

export async function compile(schema: JsonObject, reading: Reading): Promise<Validates> {
  return (await newAjv(reading)).compile(schema) as Validates;
}

/** The name of what is made of a schema: another schema has another one, so that nothing old is ever taken for new. */
export const compiledName = (schema: JsonObject, reading: Reading): string =>
  createHash("sha256")
    .update(JSON.stringify([reading, schema]))
    .digest("hex")
    .slice(0, 32);

/** A schema as the source of a module for the folder `compiled`, whose default export validates. */
export async function moduleOf(schema: JsonObject, reading: Reading): Promise<string> {
  const { default: standalone } = await import("ajv/dist/standalone/index.js");
  const { _ } = await import("ajv/dist/compile/codegen/index.js");
  const ajv = await newAjv(reading, { source: true, esm: true, formats: _`FORMATS` });
  // What ajv writes is a module but for the helpers, which it asks `require` for.
  return [
    'import { createRequire } from "node:module";',
    'import { FORMATS } from "../formats.js";',
    "const require = createRequire(import.meta.url);",
    standalone.default(ajv, ajv.compile(schema)),
  ].join("\n");
}
