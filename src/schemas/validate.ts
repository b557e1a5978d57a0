// JSON Schema at work. What the build compiled is loaded, anything else compiled when first used, and only once.
import type { ErrorObject } from "ajv";
import type { Json, JsonObject } from "../core/json.ts";
import { compile, compiledName, type Reading, type Validates } from "./compile.ts";
import { COMPILED } from "./compiled.ts";
import { type Complaint, complaintsOf } from "./complaint.ts";
import { type Breach, breachOf } from "./sentence.ts";

export type { Complaint } from "./complaint.ts";
export type { Breach } from "./sentence.ts";

const known: Readonly<Record<Reading, WeakMap<JsonObject, Promise<Validates>>>> = {
  "as-it-stands": new WeakMap(),
  coerced: new WeakMap(),
};

function validator(schema: JsonObject, reading: Reading): Promise<Validates> {
  const there = known[reading].get(schema);
  if (there !== undefined) return there;
  const built = COMPILED[compiledName(schema, reading)];
  const made = built === undefined ? compile(schema, reading) : built().then((module) => module.default);
  known[reading].set(schema, made);
  return made;
}

function run(validates: Validates, value: unknown): readonly Complaint[] {
  if (validates(value) === true) return [];
  return complaintsOf((validates.errors ?? []) as readonly ErrorObject[]);
}

/** What a schema finds wrong with a value; nothing when it fits. */
export async function validate(schema: JsonObject, value: Json): Promise<readonly Complaint[]> {
  return run(await validator(schema, "as-it-stands"), value);
}

/** A value read as a schema wants it: texts become numbers and booleans where those are wanted. The input is not changed. */
export async function readAs<T>(
  schema: JsonObject,
  value: Json,
): Promise<{ readonly value: T; readonly faults: readonly Complaint[] }> {
  const copy = structuredClone(value);
  const faults = run(await validator(schema, "coerced"), copy);
  return { value: copy as T, faults };
}

/** Every single thing that a schema finds wrong, none merged and none left out: for counting. */
export async function everyBreach(schema: JsonObject, value: Json): Promise<readonly Breach[]> {
  const validates = await validator(schema, "as-it-stands");
  if (validates(value) === true) return [];
  // The branches of a choice say no more than the choice.
  return ((validates.errors ?? []) as readonly ErrorObject[])
    .filter(({ schemaPath }) => !/\/anyOf\/\d/.test(schemaPath))
    .map(breachOf);
}
