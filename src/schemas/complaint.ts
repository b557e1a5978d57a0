// What a JSON Schema finds wrong, in plain words and not in a wall of them: one message per place, and of a choice
// only what the branch says that the value was meant to be.
import type { ErrorObject } from "ajv";
import type { Json } from "../core/json.ts";
import { oneOf } from "../core/text.ts";
import { type Complaint, complaint, inQuotes, shown, typeNames, wantedOf } from "./sentence.ts";

export type { Complaint } from "./sentence.ts";

/** Most complaints that are given of one document. */
const MOST = 20;

/** Keywords whose own complaint only says that another one stands below. */
const ECHOES = new Set(["if", "then", "else", "not", "propertyNames", "$ref", "allOf"]);
const COMPOSITES = new Set(["anyOf", "oneOf"]);

/**
 * Errors below a choice or a search that has a sentence of its own say no more than that sentence. Paths of the schema
 * begin anew with each class, so that the place in the document has to fit as well.
 */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const summed = errors.filter((error) => COMPOSITES.has(error.keyword) && wantedOf(error) !== undefined);
  const below = (error: ErrorObject) =>
    error.schemaPath.includes("/contains/") ||
    summed.some(
      (sum) =>
        error !== sum &&
        error.instancePath.startsWith(sum.instancePath) &&
        error.schemaPath.startsWith(`${sum.schemaPath}/`),
    );
  return errors.filter((error) => !below(error));
}

/** Of a choice, the deepest errors say which of its branches the value was meant to be; the others only miss its type. */
function deepest(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter((error) => COMPOSITES.has(error.keyword) && wantedOf(error) === undefined);
  const decided = choices
    .map(({ instancePath }) => instancePath)
    .filter((place) =>
      errors.some(({ instancePath, keyword }) =>
        instancePath === place ? keyword !== "type" && !COMPOSITES.has(keyword) : instancePath.startsWith(`${place}/`),
      ),
    );
  const idle = ({ keyword, instancePath }: ErrorObject) =>
    decided.includes(instancePath) && (keyword === "type" || COMPOSITES.has(keyword));
  return errors.filter((error) => !idle(error));
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
  const telling = deepest(withoutBranches(errors.filter(({ keyword }) => !ECHOES.has(keyword))));
  return [...grouped(telling).values()].flatMap(ofPlace).slice(0, MOST);
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
