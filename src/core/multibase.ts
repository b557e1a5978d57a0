// Multibase as the credential standards use it: base58btc (`z`) and base64url without padding (`u`).

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const VALUES = new Map([...ALPHABET].map((char, index) => [char, index]));

/** Longest base58 text that is decoded; the work grows with the square of the length. */
const LONGEST = 1024;

/** Digits that are worked on together: as many as leave a product with 2^16 exact. */
const DIGITS = 5;
const LIMB = 58 ** DIGITS;

export function base58(bytes: Uint8Array): string {
  const limbs: number[] = [];
  for (let at = bytes.length % 2; at <= bytes.length; at += 2) {
    let carry = (bytes[at - 2] ?? 0) * 256 + (bytes[at - 1] ?? 0);
    for (let i = 0; i < limbs.length; i++) {
      carry += (limbs[i] ?? 0) * 65_536;
      limbs[i] = carry % LIMB;
      carry = Math.floor(carry / LIMB);
    }
    if (carry > 0) limbs.push(carry);
  }
  let text = "";
  for (const [index, limb] of limbs.entries()) {
    let rest = limb;
    for (let digit = 0; digit < DIGITS && (rest > 0 || index < limbs.length - 1); digit++) {
      text = ALPHABET.charAt(rest % 58) + text;
      rest = Math.floor(rest / 58);
    }
  }
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return "1".repeat(zeros === -1 ? bytes.length : zeros) + text;
}

/** Digits that are read together: as many as leave a product with 2^32 exact. */
const READ = 3;

/** The bytes of a base58btc text, or undefined when it holds another character or is too long. */
export function fromBase58(text: string): Uint8Array | undefined {
  if (text.length > LONGEST) return undefined;
  /** Four bytes each. */
  const words: number[] = [];
  for (let at = 0; at < text.length; ) {
    let [carry, scale] = [0, 1];
    for (const end = Math.min(at + READ, text.length); at < end; at++) {
      const value = VALUES.get(text.charAt(at));
      if (value === undefined) return undefined;
      carry = carry * 58 + value;
      scale *= 58;
    }
    for (let i = 0; i < words.length; i++) {
      carry += (words[i] ?? 0) * scale;
      words[i] = carry % 2 ** 32;
      carry = Math.floor(carry / 2 ** 32);
    }
    if (carry > 0) words.push(carry);
  }
  const whole = Buffer.alloc(words.length * 4);
  for (const [index, word] of words.reverse().entries()) whole.writeUInt32BE(word, index * 4);
  const first = whole.findIndex((byte) => byte !== 0);
  const leading = /^1*/.exec(text)?.[0].length ?? 0;
  return Uint8Array.from([...new Array<number>(leading).fill(0), ...(first === -1 ? [] : whole.subarray(first))]);
}

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Bits of the last character that stand for nothing, by the characters over a multiple of four. */
const SLACK: Readonly<Record<number, number>> = { 0: 0, 2: 0b1111, 3: 0b11 };

/** Base64url without padding, canonical: no other characters, no slack bits (RFC 4648, section 3.5). */
export function fromBase64url(text: string): Uint8Array | undefined {
  const slack = SLACK[text.length % 4];
  if (slack === undefined || !/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  if ((BASE64URL.indexOf(text.charAt(text.length - 1)) & slack) !== 0) return undefined;
  const bytes = Buffer.from(text, "base64url");
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

export const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");

const DECODERS: Readonly<Record<string, (text: string) => Uint8Array | undefined>> = {
  z: fromBase58,
  u: fromBase64url,
};

/** The bytes of a multibase text of either base, or undefined. */
export const fromMultibase = (text: string): Uint8Array | undefined => DECODERS[text.charAt(0)]?.(text.slice(1));

export const multibase58 = (bytes: Uint8Array): string => `z${base58(bytes)}`;
