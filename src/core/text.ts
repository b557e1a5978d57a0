// Text made safe to show and to compare.

/**
 * A stranger's text for a terminal: control characters, escape sequences, line breaks, bidirectional marks and
 * invisible characters become visible escapes, so that a credential cannot write the report.
 */
export function printable(text: string, limit = 200): string {
  // Every character becomes one or more, so that no more of them can be shown.
  const safe = text
    .slice(0, limit + 1)
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  return safe.length > limit ? `${safe.slice(0, limit - 1)}…` : safe;
}

/** A value in quotation marks for a message, made printable and kept short. */
export const quoted = (text: string): string => JSON.stringify(printable(text, 80)).replaceAll("\\\\u", "\\u");

/** A part of a file name: lower case letters and digits of the text, joined by hyphens; may be empty. */
export function slugOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
}

/** `1 row`, `2 rows`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** Ascending by UTF-16 code unit: the same order on every machine, unlike a locale's. */
export const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** As many as a sentence may list. */
export const FEW = 5;

/** The first of some words, and how many more there are. */
export const fewOf = (words: readonly string[]): string =>
  words.length > FEW ? `${words.slice(0, FEW).join(", ")} and ${words.length - FEW} more` : words.join(", ");

/** `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
