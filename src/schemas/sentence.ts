// One error of a JSON Schema in plain words: what was wanted, and what was found.
import type { ErrorObject } from "ajv";
import { isObject, type Json, type JsonObject, pointerTo } from "../core/json.ts";
import { oneOf, printable, quoted } from "../core/text.ts";

export interface Complaint {
  /** JSON Pointer. */
  readonly pointer: string;
  readonly message: string;
}

/** A complaint with the rule of the schema that was broken. */
export interface Breach extends Complaint {
  /** Keyword of JSON Schema, such as `required`. */
  readonly keyword: string;
  /** The member that it is about, with a star for the place in each list. */
  readonly place: string;
}

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

const exactly = (value: unknown): string =>
  typeof value === "object" ? `exactly ${printable(JSON.stringify(value), 300)}` : shown(value as Json);

export const inQuotes = (names: readonly string[]): string => {
  const all = names.map((name) => quoted(name));
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
};

export const typeNames = (type: unknown): readonly string[] =>
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
  const: ({ params }, got) => `want ${exactly(params["allowedValue"])}, got ${shown(got)}`,
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
  required: ({ params }) => `want a member ${quoted(String(params["missingProperty"]))}`,
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

export const wantedOf = (error: ErrorObject): string | undefined => {
  const wanted = (error.parentSchema as JsonObject | undefined)?.["wanted"];
  return typeof wanted === "string" ? wanted : undefined;
};

/** One error as a complaint. */
export function complaint(error: ErrorObject): Complaint {
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

/** One error by itself, under the name of the rule that it breaks. */
export function breachOf(error: ErrorObject): Breach {
  const { keyword, params } = error;
  const said = complaint(error);
  const missing = params["missingProperty"];
  const pointer = missing === undefined ? said.pointer : said.pointer + pointerTo(String(missing));
  return { ...said, keyword, place: pointer.replace(/\/\d+(?=\/|$)/g, "/*") };
}
