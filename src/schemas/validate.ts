// JSON Schema at work: the only door to ajv. Schemas are compiled when first used, and only once.
import type { ErrorObject, ValidateFunction } from "ajv";
import { instantOf, isDate } from "../core/instant.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { type Complaint, complaintsOf } from "./complaint.ts";

export type { Complaint } from "./complaint.ts";

/** RFC 3986: a scheme, a colon, and no space or control character. */
const isUri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:[^\s\u0000-\u001f<>"{}|\\^`]+$/i.test(text);

async function validator(coerceTypes: boolean) {
  const { Ajv2019 } = await import("ajv/dist/2019.js");
  const ajv = new Ajv2019({
    allErrors: true,
    verbose: true,
    strictTuples: false,
    strictRequired: false,
    strictTypes: false,
    coerceTypes,
  });
  ajv.addVocabulary(["wanted"]);
  ajv.addFormat("date-time", (text: string) => instantOf(text) !== undefined);
  ajv.addFormat("date", isDate);
  ajv.addFormat("uri", isUri);
  return ajv;
}

type Ajv = Awaited<ReturnType<typeof validator>>;

function compiler(coerceTypes: boolean): (schema: JsonObject) => Promise<ValidateFunction> {
  let ajv: Promise<Ajv> | undefined;
  const compiled = new WeakMap<JsonObject, ValidateFunction>();
  return async (schema) => {
    ajv ??= validator(coerceTypes);
    const known = compiled.get(schema);
    if (known !== undefined) return known;
    const made = (await ajv).compile(schema);
    compiled.set(schema, made);
    return made;
  };
}

const asItStands = compiler(false);
const coerced = compiler(true);

function run(validates: ValidateFunction, value: unknown): readonly Complaint[] {
  if (validates(value) === true) return [];
  return complaintsOf((validates.errors ?? []) as readonly ErrorObject[]);
}

/** What a schema finds wrong with a value; nothing when it fits. */
export async function validate(schema: JsonObject, value: Json): Promise<readonly Complaint[]> {
  return run(await asItStands(schema), value);
}

/** A value read as a schema wants it: texts become numbers and booleans where those are wanted. The input is not changed. */
export async function readAs<T>(
  schema: JsonObject,
  value: Json,
): Promise<{ readonly value: T; readonly faults: readonly Complaint[] }> {
  const copy = structuredClone(value);
  const faults = run(await coerced(schema), copy);
  return { value: copy as T, faults };
}
