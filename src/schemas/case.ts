// The standard's own rules for a CASE package, 1.0 and 1.1, as JSON Schema built from the table of classes. As strict
// as the published schemas and no stricter: what those let pass (a UUID in upper case) is for the lint rules to tell.
import type { Json, JsonObject } from "../core/json.ts";
import { ASSOCIATION_TYPES } from "../frameworks/association-type.ts";
import { CASE_CLASSES, type CaseVersion, type Member } from "../frameworks/classes.ts";

type Kinds = Readonly<Record<string, JsonObject>>;

const EXTENSION = { type: "string", pattern: "ext:[a-zA-Z0-9.|_-]+" };
const extensible = (words: readonly string[], wanted: string): JsonObject => ({
  anyOf: [{ enum: words }, EXTENSION],
  wanted,
});

const COMMON: Kinds = {
  text: { type: "string" },
  day: { type: "string", format: "date" },
  instant: { type: "string", format: "date-time" },
  whole: { type: "integer" },
  number: { type: "number" },
  open: { type: "object" },
};

const KINDS: Readonly<Record<CaseVersion, Kinds>> = {
  "1.0": {
    ...COMMON,
    uuid: {
      type: "string",
      pattern: "[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
      wanted: "a UUID of version 1 to 5 in lower case",
    },
    uri: { type: "string", format: "uri" },
    associationType: { enum: ASSOCIATION_TYPES.filter((type) => type !== "isTranslationOf") },
  },
  "1.1": {
    ...COMMON,
    uuid: {
      type: "string",
      pattern: "^(urn:uuid:)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
      wanted: "a UUID",
    },
    uri: { type: "string" },
    caseVersion: { enum: ["1.1"] },
    associationType: extensible(ASSOCIATION_TYPES, "an association type of CASE 1.1, or one that begins with ext:"),
    targetType: extensible(["CASE"], "CASE, or a word that begins with ext:"),
  },
};

const kindSchema = (kinds: Kinds, { kind, many }: Member): JsonObject => {
  const one = kinds[kind] ?? { $ref: `#/$defs/${kind}` };
  return many ? { type: "array", items: one } : one;
};

function classSchema(kinds: Kinds, members: readonly Member[]): JsonObject {
  return {
    type: "object",
    properties: Object.fromEntries(members.map((member) => [member.name, kindSchema(kinds, member)])),
    required: members.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function build(version: CaseVersion): JsonObject {
  const known = ({ since }: Member): boolean => version === "1.1" || since === "1.0";
  const $defs: Record<string, Json> = {};
  for (const [name, members] of CASE_CLASSES)
    $defs[name] = classSchema(KINDS[version], [...members.values()].filter(known));
  return { $schema: "https://json-schema.org/draft/2019-09/schema", $ref: "#/$defs/CFPackage", $defs };
}

/** A whole package by each version of the standard. */
export const CASE_SCHEMAS: Readonly<Record<CaseVersion, JsonObject>> = { "1.0": build("1.0"), "1.1": build("1.1") };
