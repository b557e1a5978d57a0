// A short way to write a class of a data model, and what it is as JSON Schema (draft 2019-09). A member's name carries
// its cardinality: `name!` once, `name` at most once, `name+` once or more, `name*` any number. JSON-LD lets a list of
// one be written as the value alone, so a repeatable member takes both.
import type { JsonObject } from "../core/json.ts";
import { ENUMERATIONS, type Enumeration, LANGUAGE_CODE } from "../model/vocabulary.ts";

/** Members with the word for their type: a primitive, an enumeration, or another class. */
export type Members = Readonly<Record<string, string>>;

export interface ClassTable {
  /** `some`: a list that holds the class's name, or the name alone. `exactly`: the plain string, never a list. */
  readonly typed?: "some" | "exactly";
  /** No other member may stand there. */
  readonly closed?: true;
  /** At least one of these must stand there. */
  readonly anyOf?: readonly string[];
  readonly members: Members;
}

/** `wanted` is laurel's own annotation: what a message says of a value that does not fit. */
const PRIMITIVES: Readonly<Record<string, JsonObject>> = {
  string: { type: "string" },
  uri: { type: "string", format: "uri" },
  instant: { type: "string", format: "date-time" },
  date: { type: "string", format: "date" },
  number: { type: "number" },
  boolean: { type: "boolean" },
  object: { type: "object" },
  language: {
    type: "string",
    pattern: LANGUAGE_CODE,
    wanted: "a language code such as en or en-US",
  },
  jws: {
    type: "string",
    pattern: "^[a-zA-Z0-9_-]+\\.[a-zA-Z0-9_-]*\\.[a-zA-Z0-9_-]+$",
    wanted: "a compact JWS of three parts",
  },
  index: {
    type: ["string", "number"],
    pattern: "^(0|[1-9][0-9]*)$",
    minimum: 0,
    multipleOf: 1,
    wanted: "a whole number such as 94567",
  },
};

/** A choice by what the value is, so that only the branch that it means to be complains. */
export const when = (condition: JsonObject, fits: JsonObject, otherwise: JsonObject): JsonObject => ({
  if: condition,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: fits,
  else: otherwise,
});

const enumeration = ({ words, open }: Enumeration): JsonObject =>
  open
    ? {
        type: "string",
        ...when(
          { pattern: "^ext:" },
          { pattern: "^ext:[a-zA-Z0-9._|-]+$", wanted: 'letters, digits, ".", "_" or "-" after "ext:"' },
          { enum: words },
        ),
      }
    : { enum: words };

const WORDS: Readonly<Record<string, JsonObject>> = {
  ...PRIMITIVES,
  ...Object.fromEntries(Object.entries(ENUMERATIONS).map(([name, words]) => [name, enumeration(words)])),
};

const typeSchema = (word: string): JsonObject => WORDS[word] ?? { $ref: `#/$defs/${word}` };

/** One schema for a list, another for a value alone. */
export const either = (list: JsonObject, single: JsonObject): JsonObject => when({ type: "array" }, list, single);

const repeated = (item: JsonObject, atLeast: number): JsonObject =>
  either(atLeast === 0 ? { items: item } : { items: item, minItems: atLeast }, item);

/** A list of strings that holds every one of these words (or one of several, where a word is a list). */
export const listHolding = (...wanted: readonly (string | readonly string[])[]): JsonObject => ({
  type: "array",
  // ajv 8.20 passes `contains` for an empty list that follows a good one in `items`; a lower bound catches it.
  minItems: 1,
  items: { type: "string" },
  allOf: wanted.map((word) => ({
    contains: { enum: typeof word === "string" ? [word] : word },
    wanted: `a list that holds ${typeof word === "string" ? `"${word}"` : word.map((one) => `"${one}"`).join(" or ")}`,
  })),
});

const classType = (name: string, typed: ClassTable["typed"]): JsonObject =>
  typed === "exactly" ? { const: name } : either(listHolding(name), { const: name });

const CARDINALITY = /^(.+?)([!+*]?)$/;

/** The properties and required names of a table of members. */
export function properties(members: Members): { properties: JsonObject; required: readonly string[] } {
  const rows = Object.entries(members).map(([written, word]) => {
    const [, name = written, mark = ""] = CARDINALITY.exec(written) ?? [];
    const schema = typeSchema(word);
    const many = mark === "*" ? repeated(schema, 0) : mark === "+" ? repeated(schema, 1) : schema;
    return { name, schema: many, required: mark === "!" || mark === "+" };
  });
  return {
    properties: Object.fromEntries(rows.map(({ name, schema }) => [name, schema])),
    required: rows.filter(({ required }) => required).map(({ name }) => name),
  };
}

export function classSchema(name: string, table: ClassTable): JsonObject {
  const built = properties(table.members);
  const typed: JsonObject = table.typed === undefined ? {} : { type: classType(name, table.typed) };
  return {
    type: "object",
    properties: { ...built.properties, ...typed },
    required: [...(table.typed === undefined ? [] : ["type"]), ...built.required],
    ...(table.closed ? { additionalProperties: false } : {}),
    ...(table.anyOf === undefined
      ? {}
      : {
          anyOf: table.anyOf.map((member) => ({ required: [member] })),
          wanted: `a member ${table.anyOf.map((member) => `"${member}"`).join(" or ")}`,
        }),
  };
}
