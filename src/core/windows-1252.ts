// Windows-1252, in which spreadsheets save where nobody asked for UTF-8. Node's own decoder takes it for Latin-1.

/** From 0x80 to 0x9f; five bytes are not in use and stay what they are. */
export const UPPER = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const FIRST = 0x80;

/** The byte of a character that Windows-1252 has. */
export function byteOf(char: string): number {
  const at = UPPER.indexOf(char);
  return at === -1 ? (char.codePointAt(0) ?? 0) : FIRST + at;
}

/** The character of a byte. */
export const charOf = (byte: number): string => UPPER[byte - FIRST] ?? String.fromCharCode(byte);
