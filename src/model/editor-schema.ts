// JSON Schemas by which an editor checks and completes laurel.yaml, achievements.yaml and a roster in YAML or JSON:
// those that laurel itself checks by, in the words that editors know.
import { isObject, type Json, type JsonObject } from "../core/json.ts";
import { CATALOGUE_SCHEMA } from "./catalogue.ts";
import { COLUMNS, EVIDENCE_FIELDS } from "./column.ts";
import { SETTINGS_SCHEMA } from "./settings.ts";

/** What the YAML language server knows best. */
const DRAFT = "http://json-schema.org/draft-07/schema#";

/** laurel reads every scalar as it was typed; an editor takes an unquoted 101 for a number. */
const loose = (type: Json | undefined): Json | undefined => (type === "string" ? ["string", "number"] : type);

/** `wanted` is laurel's own word for its messages. */
function forEditor(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(forEditor);
  if (!isObject(schema)) return schema;
  const { wanted, ...rest } = schema;
  const plain = !["pattern", "format", "enum"].some((word) => word in rest);
  return Object.fromEntries([
    ...Object.entries(rest).map(([word, value]) => [
      word,
      word === "type" && plain ? (loose(value) ?? value) : isNamed(word) ? membersOf(value) : forEditor(value),
    ]),
    ...(typeof wanted === "string" ? [["description", wanted]] : []),
  ]) as JsonObject;
}

/** Words whose value has names of the document for its members, which may be called `wanted` or `type` themselves. */
const isNamed = (word: string): boolean => word === "properties" || word === "patternProperties";
const membersOf = (value: Json): Json =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, forEditor(member)]))
    : value;

const cell = (description: string): JsonObject => ({ type: ["string", "number"], description });
const fields = Object.fromEntries([...EVIDENCE_FIELDS, "url"].map((field) => [field, { type: ["string", "number"] }]));

const AWARD: JsonObject = {
  type: "object",
  properties: {
    ...Object.fromEntries(Object.entries(COLUMNS).map(([name, description]) => [name, cell(description)])),
    alignment: {
      type: ["string", "number", "array"],
      description: COLUMNS.alignment,
      items: { type: ["string", "number"] },
    },
    result: {
      type: ["object", "array"],
      description: "results, by their names in achievements.yaml",
      additionalProperties: { type: ["string", "number"] },
    },
    evidence: { type: ["array", "object"], items: { type: "object", properties: fields, additionalProperties: false } },
  },
  patternProperties: {
    "^results?\\.": cell("a result, by its name in achievements.yaml"),
    "^evidence\\.\\d{1,2}\\.": cell("a field of a piece of evidence"),
  },
};

const ROSTER: JsonObject = {
  description: "A roster: one entry for each award.",
  type: ["array", "object"],
  items: AWARD,
  // A document may hold the list under a name.
  additionalProperties: { type: "array", items: AWARD },
};

const titled = (title: string, schema: JsonObject): JsonObject => ({
  $schema: DRAFT,
  title,
  ...(forEditor(schema) as JsonObject),
});

/** Schemas by the names of their files. */
export const EDITOR_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  "laurel.schema.json": titled("laurel.yaml", SETTINGS_SCHEMA),
  "achievements.schema.json": titled("achievements.yaml", CATALOGUE_SCHEMA),
  "roster.schema.json": titled("a roster in YAML or JSON", ROSTER),
};
