// Multibase as the credential standards use it: base58btc (`z`) and base64url without padding (`u`).

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const VALUES = new Map([...ALPHABET].map((char, index) => [char, index]));

/** Longest base58 text that is decoded; the work grows with the square of the length. */
const LONGEST = 1024;

export function base58(bytes: Uint8Array): string {
  const digits: number[] = [];
  for (const byte of bytes) {
    let carry = byte;
    for (let i = 0; i < digits.length; i++) {
      carry += (digits[i] ?? 0) * 256;
      digits[i] = carry % 58;
      carry = Math.floor(carry / 58);
    }
    for (; carry > 0; carry = Math.floor(carry / 58)) digits.push(carry % 58);
  }
  const zeros = bytes.findIndex((byte) => byte !== 0);
  const leading = zeros === -1 ? bytes.length : zeros;
  return (
    "1".repeat(leading) +
    digits
      .reverse()
      .map((digit) => ALPHABET[digit])
      .join("")
  );
}

/** The bytes of a base58btc text, or undefined when it holds another character or is too long. */
export function fromBase58(text: string): Uint8Array | undefined {
  if (text.length > LONGEST) return undefined;
  const bytes: number[] = [];
  for (const char of text) {
    let carry = VALUES.get(char);
    if (carry === undefined) return undefined;
    for (let i = 0; i < bytes.length; i++) {
      carry += (bytes[i] ?? 0) * 58;
      bytes[i] = carry & 0xff;
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 0xff);
  }
  const leading = /^1*/.exec(text)?.[0].length ?? 0;
  return Uint8Array.from([...new Array<number>(leading).fill(0), ...bytes.reverse()]);
}

/** Base64url without padding, canonical: no other characters, no slack bits (RFC 4648, section 3.5). */
export function fromBase64url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? new Uint8Array(bytes) : undefined;
}

export const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");

const DECODERS: Readonly<Record<string, (text: string) => Uint8Array | undefined>> = {
  z: fromBase58,
  u: fromBase64url,
};

/** The bytes of a multibase text of either base, or undefined. */
export const fromMultibase = (text: string): Uint8Array | undefined => DECODERS[text.charAt(0)]?.(text.slice(1));

export const multibase58 = (bytes: Uint8Array): string => `z${base58(bytes)}`;
