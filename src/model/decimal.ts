// Numbers as people write them. A comma is the decimal mark only where the settings say so; the rest is explained.

/** What `decimals:` of laurel.yaml may say. */
export const DECIMAL_MARKS = ["point", "comma"] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

export const isNumber = (text: string): boolean => /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text);

const BY_COMMA = /^-?\d+,\d+$/;
/** In a country of commas this is one thousand or one and a bit. */
const THOUSANDS_BY_POINT = /^-?[1-9]\d{0,2}\.\d{3}$/;
const THOUSANDS_BY_COMMA = /^-?[1-9]\d{0,2},\d{3}$/;
const GROUPED = /^-?\d{1,3}(?:([.,'’\s])\d{3}(?:\1\d{3})+|(?:[.'’\s]\d{3})+,\d+|(?:[,'’\s]\d{3})+\.\d+|['’\s]\d{3})$/;

/** The number that a text says, with a point as the standards have it; undefined for none, and for one that may be two. */
export function decimalOf(text: string, mark: DecimalMark | undefined): string | undefined {
  const written = mark === "comma" && BY_COMMA.test(text) ? text.replace(",", ".") : text;
  const doubtful = mark === "comma" && THOUSANDS_BY_POINT.test(text);
  return isNumber(written) && !doubtful ? written : undefined;
}

/** What a message wants. */
export const wantedMark = (mark: DecimalMark | undefined): string => `with a ${mark ?? "point"} for decimals`;

const SETTING = "set `decimals: comma` in laurel.yaml";
/** Characters of a number. */
const LONGEST = 40;

/** What to do about a text that is no number as it stands; undefined when nothing is known of it. */
export function decimalHint(text: string, mark: DecimalMark | undefined): string | undefined {
  if (text.length > LONGEST) return undefined;
  if (GROUPED.test(text)) return "Leave out the marks between thousands.";
  const [whole, either] = [text.replace(/[.,]/, ""), text.replace(",", ".")];
  if (mark === "comma")
    return THOUSANDS_BY_POINT.test(text)
      ? `It may be ${whole} or ${text.replace(".", ",")}. Write the one that is meant; laurel.yaml says \`decimals: comma\`.`
      : undefined;
  if (THOUSANDS_BY_COMMA.test(text))
    return `It may be ${whole} or ${either}. Write the one that is meant; or ${SETTING}, if your commas are for decimals.`;
  return BY_COMMA.test(text) ? `Write ${either}, or ${SETTING}.` : undefined;
}
