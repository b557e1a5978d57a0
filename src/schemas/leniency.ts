// A schema read for its sense: what it demands of form where a value can be read in one way only is left out. What the
// letter refuses and this takes is a departure, to be said of a credential that somebody has signed, not to be held
// against it. laurel's own credentials are held to the letter.
import { isObject, type Json, type JsonObject } from "../core/json.ts";
import { when } from "./dialect.ts";
import type { Vcdm } from "./kind.ts";

/** A list of words that may be extended is read with any word: an extension that lacks its prefix `ext:`. */
const isOpenList = (schema: JsonObject): boolean =>
  isObject(schema["if"]) && schema["if"]["pattern"] === "^ext:" && schema["type"] === "string";

/** Addresses: the published schemas take any text, and JSON-LD looks after those that a signature covers. */
const isAddress = (schema: JsonObject): boolean => schema["format"] === "uri";

const WORD: JsonObject = { type: "string", minLength: 1 };

function loosened(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(loosened);
  if (!isObject(schema)) return schema;
  if (isOpenList(schema)) return { type: "string" };
  const members = Object.entries(schema).map(([name, value]) => [name, loosened(value)]);
  const { format, ...rest } = Object.fromEntries(members) as JsonObject;
  if (isAddress(schema)) return { ...rest, ...WORD };
  return format === undefined ? rest : { ...rest, format };
}

/** Members that data model 1.1 leaves open and the profiles of Open Badges demand: the id of a thing, and some types. */
const OPEN_IN_V1: Readonly<Record<string, readonly string[]>> = {
  Achievement: ["id"],
  Profile: ["id", "type"],
};

const without = (required: Json | undefined, names: readonly string[]): Json =>
  (Array.isArray(required) ? required : []).filter((name) => !names.includes(String(name)));

function loosenedDefinitions(definitions: JsonObject, vcdm: Vcdm): JsonObject {
  const { Image, ...others } = definitions;
  const rows = Object.entries(others).map(([name, schema]): [string, Json] => {
    const open = vcdm === "1.1" ? (OPEN_IN_V1[name] ?? []) : [];
    return [name, isObject(schema) ? { ...schema, required: without(schema["required"], open) } : schema];
  });
  // To JSON-LD, a picture's address alone is the picture of that id.
  return {
    ...Object.fromEntries(rows),
    ...(Image === undefined ? {} : { Image: when({ type: "string" }, WORD, Image as JsonObject) }),
  };
}

/** A schema's sense. */
export function senseOf(schema: JsonObject, vcdm: Vcdm): JsonObject {
  const read = loosened(schema) as JsonObject;
  const definitions = isObject(read["$defs"]) ? loosenedDefinitions(read["$defs"], vcdm) : {};
  return { ...read, required: without(read["required"], vcdm === "1.1" ? ["id"] : []), $defs: definitions };
}
