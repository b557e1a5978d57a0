// Plain text of a CASE statement: Markdown, HTML and LaTeX delimiters taken off, white space collapsed, NFC.
// CASE 1.1 lets a fullStatement hold Markdown and LaTeX; producers put HTML there too, often all three at once.

const BLOCK =
  "address|article|aside|blockquote|br|caption|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul";
const INLINE =
  "a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|math|mfrac|mi|mn|mo|mrow|msqrt|msub|msup|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr";
/** `a <b and b> c` is a comparison: a tag has an attribute with a value, or nothing but its name. */
const ATTRIBUTES = "(?:\\s+[a-z-]{1,40}\\s*=[^<>]{0,2000}|\\s*)";

const NAMED = `
amp &  lt <  gt >  quot "  apos '  ndash –  mdash —  lsquo ‘  rsquo ’  ldquo “  rdquo ”  hellip …
times ×  divide ÷  deg °  le ≤  ge ≥  ne ≠  plusmn ±  minus −  sect §  para ¶  copy ©  reg ®  trade ™
bull •  middot ·  frac12 ½  frac14 ¼  frac34 ¾  pi π  theta θ  radic √  infin ∞  asymp ≈  rarr →  larr ←
euro €  pound £  cent ¢  yen ¥  agrave à  aacute á  acirc â  auml ä  aring å  ccedil ç  egrave è
eacute é  ecirc ê  euml ë  iacute í  icirc î  iuml ï  ntilde ñ  oacute ó  ocirc ô  ouml ö  uacute ú
ucirc û  uuml ü  szlig ß`;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["nbsp", " "],
  ...NAMED.trim()
    .split(/\s{2,}|\n/)
    .map((pair) => pair.split(" ") as [string, string]),
]);

function entity(whole: string, name: string): string {
  if (!name.startsWith("#")) return ENTITIES.get(name) ?? whole;
  const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  const valid = point > 0x1f && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return valid ? String.fromCodePoint(point) : whole;
}

/** Every repetition is bounded, so that the work grows with the length and no faster. */
const CODE_SPAN = /(`{1,3})([^`]{1,1000})\1/g;
/** An opening `$` stands after a space or bracket and before a non-space (CASE 1.1 implementation guide). */
const MATH =
  /\$\$([^$]{1,2000})\$\$|(?<![\p{L}\p{N}\\$])\$(?=\S)([^$\n]{0,1000}?[^\s$\\])\$(?![\p{L}\p{N}$])|\\\(([^\n]{1,1000}?)\\\)|\\\[([^\n]{1,1000}?)\\\]/gu;

const HTML: readonly (readonly [RegExp, string])[] = [
  [/<!--[\s\S]{0,5000}?-->/g, " "],
  [/<(script|style)\b[^<>]{0,500}>[\s\S]{0,5000}?<\/\1\s*>/gi, " "],
  // 10<sup>2</sup> must not become 102.
  [/<sup(?:\s[^<>]{0,200})?>(?=[-+−]?[\p{L}\p{N}])(?!(?:st|nd|rd|th)\b)/giu, "^"],
  [new RegExp(`<\\/?(?:${BLOCK})${ATTRIBUTES}\\/?>`, "gi"), "\n"],
  [new RegExp(`<\\/?(?:${INLINE})${ATTRIBUTES}\\/?>`, "gi"), ""],
  [/<(https?:\/\/[^\s<>]{1,2000})>/gi, "$1"],
];

const LINES: readonly (readonly [RegExp, string])[] = [
  [/^[ \t]{0,3}#{1,6}[ \t]+/gm, ""],
  [/^[ \t]{0,3}(?:>[ \t]?){1,5}/gm, ""],
  [/^[ \t]{0,12}[-*+•][ \t]+/gm, ""],
  [/^[ \t]{0,3}(?:[-*_=][ \t]?){3,200}$/gm, ""],
];

/** The row under the head of a Markdown table; without it a `|` is a bar, as in P(A | B). */
const TABLE_RULE = /^[ \t]*\|?(?:[ \t]*:?-{2,40}:?[ \t]*\|){1,50}[ \t]*(?::?-{2,40}:?)?[ \t]*$/gm;
const TABLE_ROW = /^[ \t]*\|(.{0,4000})\|[ \t]*$/gm;

const SPANS: readonly (readonly [RegExp, string])[] = [
  [/!?\[([^\][]{0,500})\]\([^()\s]{0,2000}(?:\s+"[^"]{0,200}")?\)/g, "$1"],
  [/(?<![\p{L}\p{N}*\\])(\*{1,3})(?=[^\s*])([^*]{1,4000}?)(?<=\S)\1(?![\p{L}\p{N}*])/gu, "$2"],
  [/(?<![\p{L}\p{N}_\\])(_{1,3})(?=[^\s_])([^_]{1,4000}?)(?<=\S)\1(?![\p{L}\p{N}_])/gu, "$2"],
  [/~~(?=\S)([^~]{1,4000}?)~~/g, "$1"],
];

const swept = (text: string, sweeps: readonly (readonly [RegExp, string])[]): string =>
  sweeps.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);

function untabled(text: string): string {
  if (text.search(TABLE_RULE) === -1) return text;
  return text.replace(TABLE_RULE, "").replace(TABLE_ROW, (_, cells: string) =>
    cells
      .split("|")
      .map((cell) => cell.trim())
      .join("; "),
  );
}

/** One line of text: no controls, no invisible formatting, single spaces, NFC. */
export const tidy = (text: string): string =>
  text
    .replace(/[\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "")
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ")
    .trim()
    .normalize("NFC");

/** The words of a statement without their markup; LaTeX keeps its commands and loses its `$`. */
export function plainText(statement: string): string {
  const clean = statement.replaceAll(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f]/g, " ");
  if (!/[<&*_`~$\\|#>[\]]|^[ \t]*[-+•=]/m.test(clean)) return tidy(clean);
  const kept: string[] = [];
  const keep = (text: string): string => `\u0001${kept.push(text) - 1}\u0001`;
  let text = clean.replace(CODE_SPAN, (_, __, code: string) => keep(code));
  text = text.replace(MATH, (_, ...groups: (string | undefined)[]) =>
    keep(groups.slice(0, 4).find((group) => group !== undefined) ?? ""),
  );
  text = untabled(swept(swept(text, HTML), LINES));
  // Thrice, for emphasis within emphasis.
  for (let pass = 0; pass < 3; pass++) text = swept(text, SPANS);
  text = text.replace(/\\([!-/:-@[-`{-~])/g, "$1").replace(/&(#x?[0-9a-f]{1,8}|[a-z0-9]{2,10});/gi, entity);
  // A formula may stand within a code span's neighbour, never within itself: two rounds restore all.
  for (let round = 0; round < 2; round++)
    text = text.replace(/\u0001(\d+)\u0001/g, (_, index: string) => kept[Number(index)] ?? "");
  return tidy(text) || tidy(clean);
}
