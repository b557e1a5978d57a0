// Places in the document of a job, and the texts that stand there: numbers count as they are written.
import { isObject, type Json, type JsonObject, listOf, object, pointerTo, text } from "../core/json.ts";

export interface Placed {
  readonly value: JsonObject;
  readonly pointer: string;
}

/** Takes down what is wrong at a place. */
export type Say = (pointer: string, message: string, hint?: string) => void;

export const said = (value: Json | undefined): string | undefined => {
  const written = typeof value === "number" || typeof value === "boolean" ? String(value) : text(value)?.trim();
  return written === "" ? undefined : written;
};

/** The texts of some members, each of which may be a list. */
export const allOf = (value: JsonObject, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => listOf(value[name]).flatMap((one) => said(one) ?? []));

export const firstOf = (value: JsonObject, names: readonly string[]): string | undefined => allOf(value, names)[0];

/** IdentifierType of HR Open; some write its value alone. */
export const valuesIn = (value: Json | undefined): readonly string[] =>
  listOf(value).flatMap((id) => said(object(id)?.["value"]) ?? said(id) ?? []);

/** Places of objects in a list below some objects; one that stands alone counts as a list of it. */
export const below = (places: readonly Placed[], name: string): readonly Placed[] =>
  places.flatMap(({ value, pointer }) =>
    listOf(value[name]).flatMap((inner, index): Placed[] =>
      isObject(inner)
        ? [{ value: inner, pointer: pointer + pointerTo(name, ...(Array.isArray(value[name]) ? [index] : [])) }]
        : [],
    ),
  );
