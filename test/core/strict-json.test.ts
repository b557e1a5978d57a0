import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import { parseJson } from "../../src/core/strict-json.ts";

function refusal(source: string): string {
  try {
    parseJson(source);
  } catch (error) {
    if (error instanceof Fault) {
      const { line, column, pointer, message } = error.facts;
      return `${line}:${column} ${pointer ?? ""} ${message}`;
    }
    throw error;
  }
  return "taken";
}

describe("strict JSON", () => {
  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), fc.constantFrom(undefined, 2, "\t"), (source, indent) => {
        const value = JSON.parse(source, (key, member) => (key === "__proto__" ? undefined : member));
        const text = JSON.stringify(value, null, indent);
        fc.pre(text?.isWellFormed() === true && !/"(__proto__|constructor|prototype)"/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', '1:8  the member "a" stands twice'],
    ['{"b":{"a":1,\n"a":2}}', '2:1 /b the member "a" stands twice'],
    ['{"__proto__":1}', '1:2  a member may not be named "__proto__"'],
    ['["\\ud800"]', "1:2 /0 this string holds half of a character (a lone surrogate)"],
    ["[1e999]", "1:2 /0 this number is too large"],
    ["[01]", '1:3  want "," or "]", got "1"'],
    ["[NaN]", '1:2 /0 want a JSON value, got "N"'],
    ["[1,]", '1:4 /1 want a JSON value, got "]"'],
    ["[1] x", '1:5  want nothing after the JSON value, got "x"'],
    ['["a\nb"]', "1:4 /0 a control character must be escaped inside a string"],
    ['["abc', "1:2 /0 this string is never closed"],
    ["", "1:1  want a JSON value, got the end of the file"],
  ])("refuses %j", (source, said) => {
    expect(refusal(source)).toBe(said);
  });

  it("refuses nesting that would exhaust the stack", () => {
    expect(refusal("[".repeat(100_000))).toContain("levels of nesting");
  });

  it("repeats no more of a file than one character, which may be of a name or a key", () => {
    expect(refusal('{"name":"Ada Lovelace" "d":"c2VjcmV0"}')).toBe('1:24  want "," or "}", got "\\""');
  });
});
