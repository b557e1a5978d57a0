// CBOR, the little of it that proofs use: RFC 8949's own examples, and everything else refused.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cbor, fromCbor, toCbor } from "../../src/core/cbor.ts";

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

/** RFC 8949, appendix A. */
const EXAMPLES: readonly (readonly [Cbor, string])[] = [
  [0, "00"],
  [23, "17"],
  [24, "1818"],
  [255, "18ff"],
  [256, "190100"],
  [1000, "1903e8"],
  [65_536, "1a00010000"],
  [1_000_000, "1a000f4240"],
  [4_294_967_295, "1affffffff"],
  [new Uint8Array(), "40"],
  [bytes("01020304"), "4401020304"],
  ["", "60"],
  ["IETF", "6449455446"],
  ["\u6c34", "63e6b0b4"],
  ["\u{10151}", "64f0908591"],
  [[], "80"],
  [[1, [2, 3], [4, 5]], "8301820203820405"],
  [
    new Map([
      [1, 2],
      [3, 4],
    ]),
    "a201020304",
  ],
];

describe("CBOR", () => {
  test.each(EXAMPLES)("%j is written %s, and read", (value, hex) => {
    expect(toCbor(value).toString("hex")).toBe(hex);
    expect(fromCbor(bytes(hex))).toEqual(value);
  });

  test("an array as long as JavaScript counts is read", () => {
    const list = Array.from({ length: 70_000 }, (_, index) => index % 24);
    expect(fromCbor(new Uint8Array(toCbor(list)))).toEqual(list);
  });

  test.each([
    ["nothing", ""],
    ["a number in two bytes that fits in one", "1817"],
    ["a length in three bytes that fits in two", "5900ff"],
    ["a number of 64 bits", "1b000000e8d4a51000"],
    ["a negative number", "20"],
    ["a float", "f93c00"],
    ["true", "f5"],
    ["null", "f6"],
    ["a tag", "c001"],
    ["bytes without a length", "5f42010243030405ff"],
    ["an array without a length", "9f01ff"],
    ["a reserved head", "1c"],
    ["something left over", "0000"],
    ["bytes that end too early", "4401"],
    ["an array that promises more than there is", "9affffffff"],
    ["a map that promises more than there is", "baffffffff"],
    ["a map with the same key twice", "a201020103"],
    ["a map from text", "a1616101"],
    ["text that is not UTF-8", "61ff"],
    ["arrays too deep in each other", "818181818100"],
  ])("%s is refused", (_, hex) => {
    expect(fromCbor(bytes(hex))).toBeUndefined();
  });

  test("whatever the bytes, the answer is a value that is written as those bytes, or none", () => {
    const likely = fc.array(
      fc.oneof(fc.constantFrom(0x00, 0x01, 0x18, 0x41, 0x61, 0x81, 0x82, 0xa1, 0xa2), fc.nat(255)),
    );
    let read = 0;
    fc.assert(
      fc.property(likely, (list) => {
        const value = fromCbor(Uint8Array.from(list));
        if (value === undefined) return;
        read += 1;
        // Keys of a map may stand in any order, and are written in one.
        expect(toCbor(value)).toHaveLength(list.length);
        expect(fromCbor(new Uint8Array(toCbor(value)))).toEqual(value);
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(20);
  });
});
