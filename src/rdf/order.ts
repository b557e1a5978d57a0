// The order of canonical lines. RDFC-1.0 sorts by code point; much software sorts by UTF-16 code unit instead, which
// differs where a character beyond the basic plane (an emoji) meets one of U+E000 to U+FFFF (a full-width letter).

export type LineOrder = (lines: readonly string[]) => string[];

/** Lifts a code unit so that surrogates, which stand for code points above all others, come last. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/** Ascending by code point. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return rank(one) - rank(other);
  }
  return a.length - b.length;
}

const SURROGATE = /[\ud800-\udfff]/;
const ABOVE = /[\ue000-\uffff]/;

export const hasSurrogate = (text: string): boolean => SURROGATE.test(text);
export const hasAbove = (text: string): boolean => ABOVE.test(text);

/** Whether the two orders could ever differ on these texts. */
export const orderMatters = (texts: readonly string[]): boolean => texts.some(hasSurrogate) && texts.some(hasAbove);

/** The order of the standard. */
export const byCodePoint: LineOrder = (lines) =>
  orderMatters(lines) ? [...lines].sort(compareCodePoints) : [...lines].sort();

/** The order of software that compares strings as JavaScript and Java do. */
export const byCodeUnit: LineOrder = (lines) => [...lines].sort();
