// Headers of a roster that stand for nothing: what is said of each, or of many together.
import { type FaultFacts, fault } from "../core/fault.ts";
import { byCode, FEW, fewOf, quoted } from "../core/text.ts";
import { BY_FOLDED, folded, meaningOf } from "./column.ts";

export interface Header {
  readonly name: string;
  readonly line: number;
  /** In a document, where every row has names of its own. */
  readonly column?: number | undefined;
}

export interface HeaderFacts {
  readonly file: string;
  /** Names may be values: somebody's name before a colon in YAML is read as one. */
  readonly hidden?: boolean;
}

/** What other systems call their columns. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [/^unnamed\d*$/, "ignore"],
  [/^evidence|portfolio/, "evidence.1.url"],
  [/^results?$|grade|score|gpa|mark/, "result.<name>"],
  [/^(?:student|learner|candidate|pupil)(?:s?(?:id|no|nr|number|code))$|matri[ck]/, "id"],
  [/^(?:student|learner|candidate|pupil)(?:s?name)?$/, "name"],
  [/first|fore|vorname|pr[eé]nom|imi[eę]/, "given name"],
  [/last|surname|nachname|nomdefamille|nazwisko|apellido|soyad/, "family name"],
  [/mail/, "email"],
  [/expir|until/, "valid until"],
  [/issue|date|datum|fecha|tarih|completed|earned/, "awarded"],
  [/badge|course|credential|competenc/, "achievement"],
];

/** Letters by which one name may be found in another; fewer stand in too many words. */
const TELLING = 4;

const isAlike = (fold: string, wanted: string): boolean =>
  fold.length < TELLING
    ? wanted.endsWith(fold)
    : wanted.includes(fold) || (wanted.length >= TELLING && fold.includes(wanted));

/** The column that a name may mean, or "ignore" where nothing is known of it. */
function nearest(name: string): string {
  const wanted = folded(name);
  const known = ELSEWHERE.find(([pattern]) => pattern.test(wanted));
  if (known !== undefined) return known[1];
  const alike = [...BY_FOLDED].filter(([fold]) => isAlike(fold, wanted));
  return alike.sort(([a], [b]) => b.length - a.length || byCode(a, b))[0]?.[1] ?? "ignore";
}

/** Characters that look like nothing, such as a no-break space, shown by their numbers. */
export const visible = (name: string): string =>
  quoted(
    name.replace(
      /[\u00a0\u2000-\u200a\u202f\u3000]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );

/** What may be wrong with a file whose first line has one word only, and not one that laurel knows. */
const ALONE: readonly (readonly [RegExp, string])[] = [
  [/[,;|\t~^]/, "Another character stands between the cells than laurel took for it: name it, as in --delimiter ';'."],
  [/./, "Where a title or a comment stands above the table, take it out: the first line has to name the columns."],
];

/** `name:Ada` in YAML is one word: what stands behind the colon is somebody's, and is not shown. */
function unspaced({ name }: Header): string | undefined {
  const [word = ""] = /^[^:]+(?=:\S)/.exec(name) ?? [];
  return meaningOf(word) === undefined ? undefined : word;
}

/** A few are told one by one, more in one sentence. */
const together = (headers: readonly Header[]): readonly (readonly Header[])[] =>
  headers.length > FEW ? [headers] : headers.map((header) => [header]);

const spotOf = ({ line, column }: Header): string => [line, column].filter((part) => part !== undefined).join(":");

function messageOf(headers: readonly Header[], hidden: boolean): string {
  const wanted = "want columns that laurel knows, got";
  if (!hidden) return `${wanted} ${fewOf(headers.map(({ name }) => visible(name)))}`;
  if (headers.length === 1) return `${wanted} another name, not shown here`;
  return `${wanted} other names, not shown here, at ${fewOf(headers.map(spotOf))}`;
}

const HELP = "`laurel help roster` lists the columns.";

function hintOf(headers: readonly Header[], hidden: boolean): string {
  const [first] = headers;
  const near = headers.length > 1 || first === undefined ? "ignore" : nearest(first.name);
  const guess = near === "ignore" ? "" : `Do you mean "${near}"? `;
  if (hidden)
    return `${guess}A value that stands before a colon is read as a name. --show-values shows it, and \`columns:\` of laurel.yaml can map it. ${HELP}`;
  const mapping = headers.slice(0, FEW).map(({ name }) => `${quoted(name)}: ${nearest(name)}`);
  const [it, more] = headers.length > 1 ? ["them", ", …"] : ["it", ""];
  return `${guess}Map ${it} in laurel.yaml, as in columns: { ${mapping.join(", ")}${more} }, or leave ${it} aside by "ignore". ${HELP}`;
}

/** A number, a date, an address or a DID, which is nobody's name for a column. */
const isValue = ({ name }: Header): boolean => /@|^\s*(did:|[\d+]+[\d\s./:-]*\s*$)/i.test(name) && name.trim() !== "";

/** Where the first line is a learner's row already, naming its "headers" would tell of the learner. */
const headless = ({ line }: Header, file: string) =>
  fault("COLUMN_UNKNOWN", "want a header that names the columns, got what looks like a row", {
    file,
    line,
    hint: "Write the names of the columns in the first line. `laurel help roster` lists them.",
  });

/** All that is to be said of headers that stand for nothing. Throws what is wrong with the table as a whole. */
export function unknownColumns(
  headers: readonly Header[],
  { file, hidden = false, isAlone }: HeaderFacts & { readonly isAlone: boolean },
): readonly FaultFacts[] {
  const row = headers.find((header) => header.column === undefined && isValue(header));
  if (row !== undefined) throw headless(row, file);
  const told = (group: readonly Header[], message: string, hint?: string): FaultFacts => {
    const [{ line, column } = {}] = group;
    return { code: "COLUMN_UNKNOWN", message, file, line, column, hint };
  };
  const joined = headers.filter((header) => unspaced(header) !== undefined);
  const others = headers.filter((header) => unspaced(header) === undefined);
  return [
    ...together(joined).map((group) => {
      const words = group.map((header) => visible(unspaced(header) ?? ""));
      return told(group, `want a space behind the colon of ${fewOf(words)}`);
    }),
    ...together(others).map((group) => {
      const alone = isAlone && !hidden ? ALONE.find(([pattern]) => pattern.test(group[0]?.name ?? ""))?.[1] : undefined;
      return told(group, messageOf(group, hidden), alone ?? hintOf(group, hidden));
    }),
  ];
}
