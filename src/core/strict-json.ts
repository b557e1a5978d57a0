// JSON as RFC 8259 and I-JSON (RFC 7493) have it: one meaning per text. JSON.parse keeps the last of two members of
// one name and knows no depth; a verifier that read another one than its neighbour would be fooled.
import { fault, type Place } from "./fault.ts";
import type { Json } from "./json.ts";
import { pointerTo } from "./json.ts";
import { quoted } from "./text.ts";

export interface JsonLimits {
  /** Characters. */
  readonly size: number;
  readonly depth: number;
  /** Values in all (members, items and the containers themselves), and members of one object; any number without it. */
  readonly values?: number;
  readonly members?: number;
}

/** A record of ten thousand badges fits; what does not is given up within a second. */
export const JSON_LIMITS: JsonLimits = { size: 32 * 1024 * 1024, depth: 64, values: 1_000_000, members: 10_000 };

/** Names that a program may mistake for its own machinery (prototype pollution). */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const isSpace = (unit: number): boolean => unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
const ESCAPES: Record<string, string> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const WORDS: Readonly<Record<string, readonly [text: string, value: Json]>> = {
  t: ["true", true],
  f: ["false", false],
  n: ["null", null],
};

/** Told of every value: its JSON Pointer, where its text begins and ends, and the value itself. */
export type JsonWitness = (pointer: string, start: number, end: number, value: Json) => void;

/**
 * The value of a JSON text. Throws JSON_INVALID (with line and column) for anything that is not JSON, a member that
 * stands twice, a lone surrogate, a number beyond IEEE 754, or nesting deeper than the limit.
 */
export function parseJson(
  source: string,
  place: Place = {},
  limits: JsonLimits = JSON_LIMITS,
  witness?: JsonWitness,
): Json {
  const start = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (source.length > limits.size) {
    throw fault("FILE_TOO_LARGE", `want at most ${limits.size} characters of JSON, got ${source.length}`, place);
  }
  let at = start;
  const path: (string | number)[] = [];

  const fail = (message: string, offset = at) => {
    const before = source.slice(start, offset).split("\n");
    return fault("JSON_INVALID", message, {
      ...place,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      pointer: pointerTo(...path) || undefined,
    });
  };
  const space = (): void => {
    while (isSpace(source.charCodeAt(at))) at += 1;
  };
  const take = (pattern: RegExp): string => {
    const from = at;
    pattern.lastIndex = at;
    if (pattern.test(source)) at = pattern.lastIndex;
    return source.slice(from, at);
  };
  // One character and no more: what follows it may be somebody's name, or a private key.
  const found = (): string =>
    at >= source.length ? "the end of the file" : quoted(String.fromCodePoint(source.codePointAt(at) ?? 0));

  const escaped = (): string => {
    const letter = source[at + 1] ?? "";
    if (letter === "u") {
      const hex = source.slice(at + 2, at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw fail("want four hexadecimal digits after \\u");
      at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const char = ESCAPES[letter];
    if (char === undefined) throw fail(`want a JSON escape such as \\n, got ${quoted(source.slice(at, at + 2))}`);
    at += 2;
    return char;
  };
  /** Where the string that begins here ends: at a quotation mark without an odd number of backslashes before it. */
  const closing = (from: number): number => {
    for (let found = source.indexOf('"', from); found !== -1; found = source.indexOf('"', found + 1)) {
      let before = found;
      while (source.charCodeAt(before - 1) === 0x5c) before -= 1;
      if ((found - before) % 2 === 0) return found;
    }
    return -1;
  };
  /** A string with escapes, read by the engine; undefined for one that it refuses, whose fault is then looked for. */
  const native = (opened: number): string | undefined => {
    const end = closing(opened + 1);
    if (end === -1) return undefined;
    try {
      const value: unknown = JSON.parse(source.slice(opened, end + 1));
      at = end;
      return typeof value === "string" ? value : undefined;
    } catch {
      return undefined;
    }
  };
  const string = (): string => {
    const opened = at;
    at += 1;
    let value = take(PLAIN);
    if (source[at] === "\\") value = native(opened) ?? value;
    while (source[at] !== '"') {
      if (at >= source.length) throw fail("this string is never closed", opened);
      if (source[at] !== "\\") throw fail("a control character must be escaped inside a string");
      value += escaped() + take(PLAIN);
    }
    at += 1;
    if (!value.isWellFormed()) throw fail("this string holds half of a character (a lone surrogate)", opened);
    return value;
  };
  const members = (depth: number): Json => {
    const object: Record<string, Json> = {};
    const widest = limits.members ?? Number.POSITIVE_INFINITY;
    let count = 0;
    at += 1;
    space();
    if (source[at] === "}") at += 1;
    else {
      do {
        space();
        if (source[at] !== '"') throw fail(`want a member's name in quotation marks, got ${found()}`);
        const named = at;
        const name = string();
        if (FORBIDDEN_NAMES.has(name)) throw fail(`a member may not be named ${quoted(name)}`, named);
        if (Object.hasOwn(object, name)) throw fail(`the member ${quoted(name)} stands twice`, named);
        count += 1;
        if (count > widest) throw fail(`want at most ${widest} members in one object`, named);
        space();
        if (source[at] !== ":") throw fail(`want ":" after a member's name, got ${found()}`);
        at += 1;
        path.push(name);
        object[name] = value(depth + 1);
        path.pop();
        space();
      } while (source[at] === "," && ++at);
      if (source[at] !== "}") throw fail(`want "," or "}", got ${found()}`);
      at += 1;
    }
    return object;
  };
  const items = (depth: number): Json => {
    const list: Json[] = [];
    at += 1;
    space();
    if (source[at] === "]") at += 1;
    else {
      do {
        path.push(list.length);
        list.push(value(depth + 1));
        path.pop();
        space();
      } while (source[at] === "," && ++at);
      if (source[at] !== "]") throw fail(`want "," or "]", got ${found()}`);
      at += 1;
    }
    return list;
  };
  const most = limits.values ?? Number.POSITIVE_INFINITY;
  let values = 0;
  const value = (depth: number): Json => {
    values += 1;
    if (values > most) throw fail(`want at most ${most} values`);
    if (depth > limits.depth) throw fail(`want at most ${limits.depth} levels of nesting`);
    space();
    if (witness === undefined) return bare(depth);
    const [pointer, opened] = [pointerTo(...path), at];
    const read = bare(depth);
    witness(pointer, opened, at, read);
    return read;
  };
  const bare = (depth: number): Json => {
    const first = source[at];
    if (first === "{") return members(depth);
    if (first === "[") return items(depth);
    if (first === '"') return string();
    const word = WORDS[first ?? ""];
    if (word !== undefined && source.startsWith(word[0], at)) {
      at += word[0].length;
      return word[1];
    }
    const opened = at;
    const number = take(NUMBER);
    if (number === "") throw fail(`want a JSON value, got ${found()}`);
    if (!Number.isFinite(Number(number))) throw fail("this number is too large", opened);
    return Number(number);
  };

  const result = value(1);
  space();
  if (at < source.length) throw fail(`want nothing after the JSON value, got ${found()}`);
  return result;
}
