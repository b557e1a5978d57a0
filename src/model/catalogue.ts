// achievements.yaml: what an institution awards. Its JSON Schema, and its entries read into their types.
import type { FaultFacts } from "../core/fault.ts";
import { compact, isObject, type Json, type JsonObject, listOf, objectsOf, pointerTo, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { AchievementSpec, ResultSpec } from "./achievement.ts";
import { ACHIEVEMENT_TYPES, RESULT_TYPES } from "./vocabulary.ts";

const word = { type: "string", minLength: 1 } as const;
const words = { type: ["array", "string"], items: word } as const;
const openList = (list: readonly string[]): JsonObject => ({
  anyOf: [{ enum: list }, { type: "string", pattern: "^ext:[A-Za-z0-9._-]+$" }],
});

const RESULT_SCHEMA: JsonObject = {
  type: "object",
  required: ["name", "type"],
  additionalProperties: false,
  properties: {
    name: word,
    type: openList(RESULT_TYPES),
    allowed: words,
    min: word,
    max: word,
    required: word,
    levels: {
      type: "array",
      items: {
        type: "object",
        required: ["name"],
        additionalProperties: false,
        properties: { name: word, description: word, points: word },
      },
    },
  },
};

/** The JSON Schema of achievements.yaml. */
export const CATALOGUE_SCHEMA: JsonObject = {
  type: "array",
  minItems: 1,
  items: {
    type: "object",
    required: ["slug"],
    additionalProperties: false,
    properties: {
      slug: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$" },
      id: { type: "string", format: "uri" },
      type: openList(ACHIEVEMENT_TYPES),
      name: word,
      code: word,
      description: word,
      criteria: {
        type: ["string", "object"],
        minLength: 1,
        minProperties: 1,
        additionalProperties: false,
        properties: { id: { type: "string", format: "uri" }, narrative: word },
      },
      credits: { type: "number", minimum: 0 },
      image: word,
      "field-of-study": word,
      specialization: word,
      language: { type: "string", pattern: "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$" },
      version: word,
      tags: words,
      align: words,
      "part-of": words,
      results: { type: "array", items: RESULT_SCHEMA },
      competency: word,
    },
  },
};

const strings = (value: Json | undefined): readonly string[] => listOf(value).map(String);

function resultOf(value: JsonObject): ResultSpec {
  return {
    name: String(value["name"]),
    type: String(value["type"]),
    allowed: strings(value["allowed"]),
    ...compact({ min: text(value["min"]), max: text(value["max"]), required: text(value["required"]) }),
    levels: objectsOf(value["levels"]) as unknown as ResultSpec["levels"],
  };
}

/** A text is a narrative, unless it is nothing but an address. */
function criteriaOf(value: Json | undefined): AchievementSpec["criteria"] {
  if (isObject(value)) return value as AchievementSpec["criteria"];
  const words = text(value);
  if (words === undefined) return undefined;
  return /^https?:\/\/\S+$/.test(words) ? { id: words } : { narrative: words };
}

function specOf(value: JsonObject): AchievementSpec {
  return {
    slug: String(value["slug"]),
    ...compact({
      id: text(value["id"]),
      type: text(value["type"]),
      name: text(value["name"]),
      code: text(value["code"]),
      description: text(value["description"]),
      criteria: criteriaOf(value["criteria"]),
      credits: typeof value["credits"] === "number" ? value["credits"] : undefined,
      image: text(value["image"]),
      fieldOfStudy: text(value["field-of-study"]),
      specialization: text(value["specialization"]),
      language: text(value["language"]),
      version: text(value["version"]),
      competency: text(value["competency"]),
    }),
    tags: strings(value["tags"]),
    align: strings(value["align"]),
    partOf: strings(value["part-of"]),
    results: objectsOf(value["results"]).map(resultOf),
  };
}

/** What an entry must say by itself when no CASE item says it. */
const NEEDED = ["type", "name", "description", "criteria"] as const;

function entryFaults(spec: AchievementSpec, index: number, all: readonly AchievementSpec[]): FaultFacts[] {
  const fault = (message: string, member: string, hint?: string): FaultFacts => ({
    code: "CATALOGUE_INVALID",
    message,
    pointer: pointerTo(index, member),
    hint,
  });
  const slugs = all.map(({ slug }) => slug);
  const names = spec.results.map(({ name }) => name.toLowerCase());
  const needed = spec.competency === undefined ? NEEDED.filter((name) => spec[name] === undefined) : [];
  return [
    ...needed.map((name) => fault(`want a ${quoted(name)} for ${quoted(spec.slug)}`, name)),
    ...(slugs.indexOf(spec.slug) < index ? [fault(`the slug ${quoted(spec.slug)} stands twice`, "slug")] : []),
    ...spec.partOf
      .filter((slug) => !slugs.includes(slug))
      .map((slug) => fault(`want part-of to name a slug of this file, got ${quoted(slug)}`, "part-of")),
    ...(new Set(names).size < names.length ? [fault("two results have one name", "results")] : []),
    ...spec.results
      .filter(({ type, levels }) => /^RubricCriterionLevel$/.test(type) && levels.length === 0)
      .map(({ name }) =>
        fault(
          `want levels for the result ${quoted(name)}`,
          "results",
          "A RubricCriterionLevel is one of a list of levels.",
        ),
      ),
  ];
}

export interface CatalogueReading {
  readonly value: readonly AchievementSpec[];
  /** With pointers into the document. */
  readonly faults: readonly FaultFacts[];
}

/** The entries of a document that fits CATALOGUE_SCHEMA. */
export function catalogueOf(value: Json): CatalogueReading {
  const specs = objectsOf(value).map(specOf);
  return { value: specs, faults: specs.flatMap(entryFaults) };
}
