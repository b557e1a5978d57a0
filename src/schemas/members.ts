// A short way to write closed JSON Schemas of what laurel makes: classes of members, each with its cardinality. The
// published schemas let unknown members pass, so a misspelt document fits them; these do not.
import type { JsonObject } from "../core/json.ts";

/** A member's name carries its cardinality: `name!` must stand there, `name+` is a list of one or more. */
export type Members = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, JsonObject>>;
export type Classes = Readonly<Record<string, Members>>;

/** The schema of a word: a value's own, else that of the class of this name. */
export const schemaOf = (word: string, values: Values): JsonObject => values[word] ?? { $ref: `#/$defs/${word}` };

function closed(members: Members, values: Values): JsonObject {
  const rows = Object.entries(members).map(([written, word]) => {
    const value = schemaOf(word, values);
    const schema = written.includes("+") ? { type: "array", minItems: 1, items: value } : value;
    return { name: written.replace(/[+!]/g, ""), schema, required: written.includes("!") };
  });
  return {
    type: "object",
    minProperties: 1,
    properties: Object.fromEntries(rows.map(({ name, schema }) => [name, schema])),
    required: rows.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** The definitions of classes. */
export const defsOf = (classes: Classes, values: Values): JsonObject =>
  Object.fromEntries(Object.entries(classes).map(([name, members]) => [name, closed(members, values)]));

export const DRAFT = "https://json-schema.org/draft/2019-09/schema";

/** A document that is one of these classes. */
export const documentSchema = (root: string, classes: Classes, values: Values): JsonObject => ({
  $schema: DRAFT,
  $ref: `#/$defs/${root}`,
  $defs: defsOf(classes, values),
});
