// A mapping as a person writes it down (`--mapping FILE`): rows that replace those of the built-in one, or are added.
import { isObject, type Json, type JsonObject, stringsOf, text } from "../core/json.ts";
import { SCORE_CODES } from "../model/ler-rs-form.ts";
import { when } from "../schemas/dialect.ts";
import {
  BUILT_IN,
  EMPLOYERS,
  type Employer,
  GRANTED,
  type Mapping,
  RELATIONSHIPS,
  type Relationship,
  type Route,
  type Score,
  SECTIONS,
  type Section,
} from "./mapping.ts";

const word = { type: "string", minLength: 1 } as const;
const section = { enum: [...SECTIONS] } as const;
const closed = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: "object",
  properties,
  required: [...required],
  additionalProperties: false,
});

const LEVELS = ["0", "1", "2", "3", "4", "5", "6", "7", "8"];

const route = closed(
  {
    to: section,
    level: { enum: LEVELS },
    employer: { enum: [...EMPLOYERS] },
    relationship: { enum: [...RELATIONSHIPS] },
  },
  ["to"],
);
const score = closed({ code: { enum: [...SCORE_CODES] }, minimum: { type: "number" }, maximum: { type: "number" } });

/** A row is a word, or members where a word says too little. */
const rows = (short: JsonObject, long: JsonObject): JsonObject => ({
  type: "object",
  additionalProperties: when({ type: "object" }, long, short),
});

/** The JSON Schema of a mapping file. */
export const MAPPING_SCHEMA: JsonObject = closed({
  types: rows(section, route),
  otherwise: section,
  skills: { type: ["array", "string"], items: word },
  scores: rows({ enum: [...SCORE_CODES, "text"] }, score),
  statuses: { type: "object", additionalProperties: { enum: Object.keys(GRANTED) } },
});

/** What an employment is without a word about it: the issuer's own, as an employee. */
const EMPLOYED = { employer: "issuer", relationship: "Employee" } as const;

function routeFrom(row: Json): Route {
  const members = isObject(row) ? row : { to: row };
  const to = text(members["to"]) as Section;
  const [level, employer, relationship] = ["level", "employer", "relationship"].map((name) => text(members[name]));
  return {
    section: to,
    ...(level === undefined ? {} : { isced: level }),
    ...(to === "employment" ? EMPLOYED : {}),
    ...(employer === undefined ? {} : { employer: employer as Employer }),
    ...(relationship === undefined ? {} : { relationship: relationship as Relationship }),
  };
}

const entriesOf = (value: Json | undefined): readonly (readonly [string, Json])[] =>
  isObject(value) ? Object.entries(value) : [];

function scoresFrom(value: Json | undefined): ReadonlyMap<string, Score> {
  const scores = new Map(BUILT_IN.scores);
  for (const [type, row] of entriesOf(value)) {
    if (row === "text") scores.delete(type);
    else scores.set(type, isObject(row) ? (row as Score) : { code: String(row) });
  }
  return scores;
}

/** The built-in mapping with the rows of a document that fits MAPPING_SCHEMA. */
export function mappingOf(document: JsonObject): Mapping {
  const { types, otherwise, skills, scores, statuses } = document;
  return {
    types: new Map([...BUILT_IN.types, ...entriesOf(types).map(([type, row]) => [type, routeFrom(row)] as const)]),
    otherwise: otherwise === undefined ? BUILT_IN.otherwise : routeFrom(otherwise),
    skills: skills === undefined ? BUILT_IN.skills : new Set(stringsOf(skills)),
    scores: scoresFrom(scores),
    statuses: new Map([
      ...BUILT_IN.statuses,
      ...entriesOf(statuses).map(([status, to]) => [status, String(to)] as const),
    ]),
  };
}
