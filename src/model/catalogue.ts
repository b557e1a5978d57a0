// achievements.yaml: what an institution awards. Its JSON Schema, and its entries read into their types.
import { isOpenable, OPENABLE } from "../core/address.ts";
import type { FaultFacts } from "../core/fault.ts";
import { compact, isObject, type Json, type JsonObject, listOf, objectsOf, pointerTo, text } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";
import type { AchievementSpec, ResultSpec } from "./achievement.ts";
import { RELATION_WORDS, relationFaults } from "./relation.ts";
import { ENUMERATIONS, LANGUAGE_CODE } from "./vocabulary.ts";

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
    type: openList(ENUMERATIONS.ResultType.words),
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
      slug: {
        type: "string",
        pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        wanted: "letters, digits, hyphens and underscores, at most 64",
      },
      id: { type: "string", format: "uri" },
      type: openList(ENUMERATIONS.AchievementType.words),
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
      language: {
        type: "string",
        pattern: LANGUAGE_CODE,
        wanted: "a language code such as en or pt-BR",
      },
      version: word,
      tags: words,
      align: words,
      ...Object.fromEntries(RELATION_WORDS.map((name) => [name, words])),
      results: { type: "array", items: RESULT_SCHEMA },
      rubric: words,
      competency: word,
    },
  },
};

const strings = (value: Json | undefined): readonly string[] => listOf(value).map(String).filter(Boolean);

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
    rubrics: strings(value["rubric"]),
    relations: compact(
      Object.fromEntries(RELATION_WORDS.map((name) => [name, strings(value[name])])),
    ) as AchievementSpec["relations"],
    results: objectsOf(value["results"]).map(resultOf),
  };
}

/** What an entry must say by itself when no CASE item says it. */
const NEEDED = ["type", "name", "description", "criteria"] as const;

/** Result types whose values are numbers. */
const NUMBERS = new Set(["GradePointAverage", "Percent", "PredictedScore", "RawScore", "RubricScore", "ScaledScore"]);
/** The result type whose values are fixed by the standard. */
const STATUS = "Status";
const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);
const isDouble = (word: string, index: number, all: readonly string[]): boolean => all.indexOf(word) < index;

type Say = (message: string, path: readonly (string | number)[], hint?: string) => FaultFacts;

/** What a result description says against itself; every learner would meet it. */
function resultFaults(
  { name, type, allowed, levels, min, max, required }: ResultSpec,
  nth: number,
  say: Say,
): FaultFacts[] {
  const faults: FaultFacts[] = [];
  const of = `of the result ${quoted(name)}`;
  const add = (wrong: boolean, member: string, message: string, hint?: string) => {
    if (wrong) faults.push(say(message, ["results", nth, member], hint));
  };
  const names = levels.map((level) => level.name);
  add(
    type === "RubricCriterionLevel" && names.length === 0,
    "type",
    `want levels ${of}`,
    "A RubricCriterionLevel is one of a list of levels.",
  );
  add(allowed.some(isDouble), "allowed", `two allowed values ${of} are the same`);
  add(names.some(isDouble), "levels", `two levels ${of} have one name`);
  for (const [member, bound] of Object.entries({ min, max })) {
    if (bound !== undefined)
      add(!isNumber(bound), member, `want a number as ${quoted(member)} ${of}, got ${quoted(bound)}`);
  }
  add(
    min !== undefined && max !== undefined && Number(min) > Number(max),
    "max",
    `want a max ${of} that is not under its min`,
  );
  if (required === undefined) return faults;
  const words = type === STATUS ? ENUMERATIONS.ResultStatusType.words : names.length > 0 ? names : allowed;
  const known: readonly string[] = words;
  if (known.length > 0) {
    add(!known.includes(required), "required", `want ${oneOf(known)} to be required ${of}, got ${quoted(required)}`);
  } else
    add(
      NUMBERS.has(type) && !isNumber(required),
      "required",
      `want a number to be required ${of}, got ${quoted(required)}`,
    );
  return faults;
}

/** Faults of one entry beside the others. */
function entryFaults(
  spec: AchievementSpec,
  index: number,
  all: readonly AchievementSpec[],
  related: ReturnType<typeof relationFaults>,
): FaultFacts[] {
  const say: Say = (message, path, hint) => ({
    code: "CATALOGUE_INVALID",
    message,
    pointer: pointerTo(index, ...path),
    hint,
  });
  const before = all.slice(0, index);
  const names = spec.results.map(({ name }) => name.toLowerCase());
  const needed = spec.competency === undefined ? NEEDED.filter((name) => spec[name] === undefined) : [];
  // Folders are named by slugs, and on many disks two that differ only in case are one.
  const twice = before.some(({ slug }) => slug.toLowerCase() === spec.slug.toLowerCase());
  const addresses: readonly (readonly [path: readonly string[], address: string | undefined])[] = [
    [["id"], spec.id],
    [["criteria", "id"], spec.criteria?.id],
  ];
  return [
    ...addresses.flatMap(([path, address]) =>
      address === undefined || isOpenable(address) ? [] : [say(`want ${OPENABLE}, got ${quoted(address)}`, path)],
    ),
    ...needed.map((name) => say(`want a ${quoted(name)} for ${quoted(spec.slug)}`, [name])),
    ...(twice ? [say(`the slug ${quoted(spec.slug)} stands twice`, ["slug"])] : []),
    ...(spec.id !== undefined && before.some(({ id }) => id === spec.id)
      ? [
          say(
            "two entries have one id",
            ["id"],
            "An id says which achievement it is; leave it out, and laurel makes one.",
          ),
        ]
      : []),
    ...[...related(spec)].map(({ message, path }) => say(message, path)),
    ...(new Set(names).size < names.length ? [say("two results have one name", ["results"])] : []),
    ...spec.results.flatMap((result, nth) => resultFaults(result, nth, say)),
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
  const related = relationFaults(specs);
  return { value: specs, faults: specs.flatMap((spec, index) => entryFaults(spec, index, specs, related)) };
}
