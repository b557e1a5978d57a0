// Base58: the alphabet's arithmetic against the plain one, and the examples of others.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base58, base64url, fromBase58, fromBase64url } from "../../src/core/multibase.ts";

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** As the Base58 draft says it: one number, divided by 58 until nothing is left; a leading zero byte is a "1". */
function plainly(bytes: Uint8Array): string {
  let number = BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
  let text = "";
  for (; number > 0n; number /= 58n) text = ALPHABET.charAt(Number(number % 58n)) + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return "1".repeat(zeros === -1 ? bytes.length : zeros) + text;
}

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 100 }),
  fc.uint8Array({ maxLength: 40 }).map((list) => Uint8Array.from([0, 0, ...list])),
  fc.nat(90).map((length) => new Uint8Array(length).fill(255)),
);

describe("base58", () => {
  // draft-msporny-base58-03, section 5.
  test.each([
    ["Hello World!", "2NEpo7TZRRrLZSi2U"],
    ["The quick brown fox jumps over the lazy dog.", "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"],
    ["", ""],
  ])("writes %j as %s", (text, written) => {
    expect(base58(Buffer.from(text))).toBe(written);
    expect(Buffer.from(fromBase58(written) ?? []).toString()).toBe(text);
  });
  test("keeps zeros at the beginning", () => {
    expect(base58(Buffer.from("0000287fb4cd", "hex"))).toBe("11233QC4");
    expect(fromBase58("11233QC4")).toEqual(Uint8Array.from([0, 0, 0x28, 0x7f, 0xb4, 0xcd]));
    expect(fromBase58("111")).toEqual(new Uint8Array(3));
  });
  test("is what division gives, and is read back", () => {
    fc.assert(
      fc.property(bytes, (list) => {
        expect(base58(list)).toBe(plainly(list));
        expect(fromBase58(base58(list))).toEqual(Uint8Array.from(list));
      }),
    );
  });
  test.each(["0", "O", "I", "l", "+", " z", "z\n", "é", "\u{1f600}"])("does not read %j", (text) => {
    expect(fromBase58(text)).toBeUndefined();
  });
  test("is not read beyond a length, since the work grows with its square", () => {
    expect(fromBase58("z".repeat(1024))).toBeDefined();
    expect(fromBase58("z".repeat(1025))).toBeUndefined();
  });
});

describe("base64url", () => {
  test("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (list) => {
        expect(fromBase64url(base64url(list))).toEqual(Uint8Array.from(list));
      }),
    );
  });
  test("has one spelling for each list of bytes", () => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=";
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters), { maxLength: 6 }), (list) => {
        const text = list.join("");
        const bytes = Buffer.from(text, "base64url");
        expect(fromBase64url(text) !== undefined).toBe(bytes.toString("base64url") === text);
      }),
      { numRuns: 5_000 },
    );
  });
});
