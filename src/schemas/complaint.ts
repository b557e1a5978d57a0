// What a JSON Schema finds wrong, in plain words: one message per place, saying what was wanted and what was found.
import type { ErrorObject } from "ajv";
import { isObject, type Json, type JsonObject, pointerTo } from "../core/json.ts";
import { oneOf, printable, quoted } from "../core/text.ts";

export interface Complaint {
  /** JSON Pointer. */
  readonly pointer: string;
  readonly message: string;
}

/** Most complaints that are given of one document. */
export const MOST = 20;
/** Longest list of words that a message spells out. */
const MANY = 12;

const NAMES: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
};
const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "a date and time with a zone",
  date: "a date such as 2026-05-31",
  uri: "an absolute URI",
};

/** A value as a message shows it: short, and safe for a terminal. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return isObject(value) ? "an object" : printable(JSON.stringify(value), 40);
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (left === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The words that are spelled most like another, nearest first. */
export function nearest(word: string, words: readonly string[]): readonly string[] {
  const short = word.slice(0, 60);
  const measured = words.map((candidate) => ({
    candidate,
    far: distance(short.toLowerCase(), candidate.toLowerCase()),
  }));
  return measured.sort((a, b) => a.far - b.far).map(({ candidate }) => candidate);
}

function near(word: string, words: readonly string[]): string | undefined {
  const [first] = nearest(word, words);
  return first !== undefined &&
    distance(word.slice(0, 60).toLowerCase(), first.toLowerCase()) <= Math.max(2, word.length / 3)
    ? first
    : undefined;
}

const listed = (values: readonly unknown[]): readonly string[] =>
  values.map((value) => (typeof value === "string" ? value : JSON.stringify(value)));

function choice(words: readonly string[], got: Json | undefined): string {
  if (words.length <= MANY) return `want ${words.length > 1 ? "one of " : ""}${oneOf(words)}, got ${shown(got)}`;
  const some = typeof got === "string" ? nearest(got, words).slice(0, 3) : words.slice(0, 3);
  return `want a word of its list, such as ${oneOf(some)}, got ${shown(got)}`;
}

const inQuotes = (names: readonly string[]): string => {
  const all = names.map((name) => quoted(name));
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
};

const typeNames = (type: unknown): readonly string[] =>
  [type].flat().map((name) => NAMES[String(name)] ?? String(name));

type Say = (error: ErrorObject, got: Json | undefined) => string;

const LIMITS: Readonly<Record<string, string>> = {
  ">=": "at least",
  "<=": "at most",
  ">": "more than",
  "<": "less than",
};
const limit: Say = ({ params }, got) =>
  `want a number of ${LIMITS[String(params["comparison"])] ?? "about"} ${params["limit"]}, got ${shown(got)}`;
const sized =
  (least: boolean, one: string, measure: (got: Json | undefined) => number): Say =>
  ({ params }, got) =>
    `want at ${least ? "least" : "most"} ${params["limit"]} ${one}${params["limit"] === 1 ? "" : "s"}, got ${measure(got)}`;
const length = (got: Json | undefined) => (Array.isArray(got) || typeof got === "string" ? got.length : 0);
const members = (got: Json | undefined) => (isObject(got) ? Object.keys(got).length : 0);

const SENTENCES: Readonly<Record<string, Say>> = {
  type: ({ params }, got) => `want ${oneOf(typeNames(params["type"]))}, got ${shown(got)}`,
  enum: ({ params }, got) => choice(listed(params["allowedValues"] as unknown[]), got),
  const: ({ params }, got) => `want ${shown(params["allowedValue"] as Json)}, got ${shown(got)}`,
  format: ({ params }, got) => `want ${FORMATS[String(params["format"])] ?? params["format"]}, got ${shown(got)}`,
  pattern: ({ params }, got) => `want text of the form ${params["pattern"]}, got ${shown(got)}`,
  minimum: limit,
  maximum: limit,
  exclusiveMinimum: limit,
  exclusiveMaximum: limit,
  multipleOf: ({ params }, got) => `want a multiple of ${params["multipleOf"]}, got ${shown(got)}`,
  minItems: sized(true, "item", length),
  maxItems: sized(false, "item", length),
  minLength: (error, got) => (got === "" ? "want some text, got none" : sized(true, "character", length)(error, got)),
  maxLength: sized(false, "character", length),
  minProperties: sized(true, "member", members),
  maxProperties: sized(false, "member", members),
  uniqueItems: () => "want no item twice",
  dependentRequired: ({ params }) =>
    `want a member ${quoted(String(params["missingProperty"]))} beside ${quoted(String(params["property"]))}`,
};

const unknownMember = (name: string, schema: JsonObject): string => {
  const known = Object.keys(isObject(schema["properties"] as Json) ? (schema["properties"] as JsonObject) : {});
  const guess = near(name, known);
  const hint =
    guess === undefined ? (known.length <= MANY ? `; it takes ${oneOf(known)}` : "") : `; did you mean "${guess}"?`;
  return `no member ${quoted(name)} may stand here${hint}`;
};

const wantedOf = (error: ErrorObject): string | undefined => {
  const wanted = (error.parentSchema as JsonObject | undefined)?.["wanted"];
  return typeof wanted === "string" ? wanted : undefined;
};

/** Keywords whose own complaint only says that another one stands below. */
const ECHOES = new Set(["if", "then", "else", "not", "propertyNames", "$ref", "allOf"]);
const COMPOSITES = new Set(["anyOf", "oneOf"]);

function complaint(error: ErrorObject): Complaint {
  const got = error.data as Json | undefined;
  const wanted = wantedOf(error);
  if (error.keyword === "additionalProperties" || error.keyword === "unevaluatedProperties") {
    const name = String(error.params["additionalProperty"] ?? error.params["unevaluatedProperty"]);
    return {
      pointer: error.instancePath + pointerTo(name),
      message: unknownMember(name, (error.parentSchema ?? {}) as JsonObject),
    };
  }
  if (wanted !== undefined && error.keyword !== "type")
    return { pointer: error.instancePath, message: `want ${wanted}, got ${shown(got)}` };
  const say = SENTENCES[error.keyword];
  return { pointer: error.instancePath, message: say?.(error, got) ?? `want another value, got ${shown(got)}` };
}

/** Errors of branches whose choice has a sentence of its own say no more than that sentence. */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const summed = errors.filter((error) => COMPOSITES.has(error.keyword) && wantedOf(error) !== undefined);
  return errors.filter(
    (error) => !summed.some((sum) => error !== sum && error.schemaPath.startsWith(`${sum.schemaPath}/`)),
  );
}

/** All that a choice of types would have taken, as one complaint. */
function mergedTypes(errors: readonly ErrorObject[]): readonly string[] {
  return [
    ...new Set(errors.filter(({ keyword }) => keyword === "type").flatMap(({ params }) => typeNames(params["type"]))),
  ];
}

function ofPlace(errors: readonly ErrorObject[]): readonly Complaint[] {
  const [first] = errors;
  if (first === undefined) return [];
  const missing = errors
    .filter(({ keyword }) => keyword === "required")
    .map(({ params }) => String(params["missingProperty"]));
  const others = errors.filter(({ keyword }) => keyword !== "required");
  const own = others.filter(({ keyword }) => !COMPOSITES.has(keyword));
  const names = [...new Set(missing)];
  const required =
    names.length === 0
      ? []
      : [
          {
            pointer: first.instancePath,
            message: `want ${names.length > 1 ? "the members" : "a member"} ${inQuotes(names)}`,
          },
        ];
  const types = mergedTypes(others);
  if (types.length > 1) {
    return [
      ...required,
      { pointer: first.instancePath, message: `want ${oneOf(types)}, got ${shown(first.data as Json)}` },
    ];
  }
  const unknown = own.filter(
    ({ keyword }) => /Properties$/.test(keyword) && keyword !== "minProperties" && keyword !== "maxProperties",
  );
  if (unknown.length > 0) return [...required, ...unknown.map(complaint)];
  const [said] = own.length > 0 ? own : others;
  return said === undefined ? required : [...required, complaint(said)];
}

/** What to say of a validation's errors. */
export function complaintsOf(errors: readonly ErrorObject[]): readonly Complaint[] {
  const telling = withoutBranches(errors.filter(({ keyword }) => !ECHOES.has(keyword)));
  // Of a choice, the deepest error says which of its branches the value was meant to be.
  const deep = telling.filter(
    (error) =>
      !COMPOSITES.has(error.keyword) ||
      wantedOf(error) !== undefined ||
      !telling.some((other) => other.instancePath.startsWith(`${error.instancePath}/`)),
  );
  return [...grouped(deep).values()].flatMap(ofPlace).slice(0, MOST);
}

function grouped(errors: readonly ErrorObject[]): Map<string, ErrorObject[]> {
  const places = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    const place = places.get(error.instancePath);
    if (place === undefined) places.set(error.instancePath, [error]);
    else place.push(error);
  }
  return places;
}
