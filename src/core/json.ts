// JSON values, JSON Pointers, and the canonical form of RFC 8785.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as an array: nothing gives none, a single value gives one. JSON-LD reads both alike. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export const objectsOf = (value: Json | undefined): readonly JsonObject[] => listOf(value).filter(isObject);
export const stringsOf = (value: Json | undefined): readonly string[] =>
  listOf(value).filter((entry) => typeof entry === "string");

/** The value if it is a string, else nothing. */
export const text = (value: Json | undefined): string | undefined => (typeof value === "string" ? value : undefined);
export const object = (value: Json | undefined): JsonObject | undefined => (isObject(value) ? value : undefined);

/** RFC 6901: the tokens of a path as one pointer. */
export function pointerTo(...tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Where something stands, from the inside out: a pointer is only written for what is to be named. */
export interface Path {
  readonly name: string | number;
  readonly above: Path | undefined;
}

export function pointerOf(path: Path | undefined): string {
  const tokens: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.above) tokens.unshift(at.name);
  return pointerTo(...tokens);
}

/** The members that are defined and not empty; documents carry no nulls and no empty arrays (OB 3.0, serialization). */
export function compact<T extends Record<string, unknown>>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  ) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** RFC 8785 (JCS). Member names are sorted by UTF-16 code unit, as that standard says. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (isObject(value)) {
    const members = Object.keys(value)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] as Json)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

/** Whether two values say the same; the order of an object's members says nothing. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((value, at) => isSameJson(value, b[at]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  const isSame = (name: string) => Object.hasOwn(b, name) && isSameJson(a[name], b[name]);
  return names.length === Object.keys(b).length && names.every(isSame);
}

/** Every leaf of a document (string, number, boolean, null, or an empty container) with its pointer, in order. */
export function* leaves(value: Json, pointer = ""): Generator<{ readonly pointer: string; readonly value: Json }> {
  const members = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  if (members.length === 0) yield { pointer, value };
  for (const [name, member] of members) yield* leaves(member, pointer + pointerTo(name));
}
