// How a source's values come into a form: texts for why they do not, identifiers, and objects that are never empty.
import type { Json, JsonObject } from "../core/json.ts";
import { scalar } from "../model/ler-rs-form.ts";
import { type Spot, take } from "./ledger.ts";

export { country, email, instant, moment, number, scalar, uri, words } from "../model/ler-rs-form.ts";

/** Stands for the name of the output in a reason. */
export const FORM = "{form}";

/** Why a value stands in a text only. */
export const IN_WORDS = `${FORM} has no field for it here; it stands in words`;
export const NO_DATE = `it is no date that ${FORM} knows`;

/** The members that say something, or undefined where none does: LER-RS knows no empty objects and arrays. */
export function filled(members: Readonly<Record<string, Json | undefined>>): JsonObject | undefined {
  const kept = Object.entries(members).filter(
    (member): member is [string, Json] =>
      member[1] !== undefined && member[1] !== null && !(Array.isArray(member[1]) && member[1].length === 0),
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** A list without the entries that say nothing. */
export const only = <T>(list: readonly (T | undefined)[]): readonly T[] => list.filter((item) => item !== undefined);

const SCHEMES: readonly (readonly [prefix: RegExp, scheme: string])[] = [
  [/^did:/, "DID"],
  [/^https?:/, "URL"],
  [/^urn:/, "URN"],
];

/** IdentifierType of a place's text; the scheme is told from the text when none is given. */
export function identifier(spot: Spot, scheme?: string): JsonObject | undefined {
  const value = take(spot, scalar);
  if (value === undefined) return undefined;
  const told = scheme ?? SCHEMES.find(([prefix]) => prefix.test(value))?.[1];
  return told === undefined ? { value } : { value, schemeId: told };
}
