// JSON that a registrar writes (a roster, settings, a person): strict, with the place of every value.
import type { Json } from "../core/json.ts";
import { isObject, pointerTo } from "../core/json.ts";
import { JSON_LIMITS, parseJson } from "../core/strict-json.ts";
import { type Located, nearestSpot, type Spot } from "./located.ts";

/** A roster of a hundred thousand awards fits. */
const LARGE = { size: 64 * 1024 * 1024, values: 10_000_000 };

const isScalar = (value: Json): boolean => !Array.isArray(value) && !isObject(value);

/** Turns offsets into lines and columns; they must be asked for in ascending order. */
function counter(source: string): (offset: number) => Spot {
  let [line, start] = [1, 0];
  return (offset) => {
    for (let next = source.indexOf("\n", start); next !== -1 && next < offset; next = source.indexOf("\n", start)) {
      line += 1;
      start = next + 1;
    }
    return { line, column: offset - start + 1 };
  };
}

/** Numbers, booleans and null become the text that stands in the file; null becomes nothing. */
function asWritten(value: Json, texts: ReadonlyMap<string, string>, pointer = ""): Json {
  const child = (name: string | number) => pointer + pointerTo(name);
  if (Array.isArray(value)) return value.map((item, index) => asWritten(item, texts, child(index)));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asWritten(item, texts, child(name))]));
  }
  return texts.get(pointer) ?? value;
}

export function readJsonDocument(source: string, file: string): Located {
  const offsets: [string, number][] = [];
  const texts = new Map<string, string>();
  const value = parseJson(source, { file }, { ...JSON_LIMITS, ...LARGE }, (pointer, start, end, read) => {
    offsets.push([pointer, start]);
    if (isScalar(read) && typeof read !== "string") texts.set(pointer, read === null ? "" : source.slice(start, end));
  });
  const spotAt = counter(source);
  const spots = new Map(offsets.sort((a, b) => a[1] - b[1]).map(([pointer, offset]) => [pointer, spotAt(offset)]));
  return { file, value: asWritten(value, texts), placeOf: (pointer) => nearestSpot(spots, pointer) };
}

/** Where the values at some JSON Pointers stand in a text that was parsed already. */
export function spotsIn(source: string, pointers: ReadonlySet<string>): ReadonlyMap<string, Spot> {
  const offsets: [string, number][] = [];
  if (pointers.size === 0) return new Map();
  parseJson(source, {}, { size: LARGE.size, depth: JSON_LIMITS.depth }, (pointer, start) => {
    if (pointers.has(pointer)) offsets.push([pointer, start]);
  });
  const spotAt = counter(source);
  return new Map(offsets.sort((a, b) => a[1] - b[1]).map(([pointer, offset]) => [pointer, spotAt(offset)]));
}
