// The header of a roster: what each of its words stands for, and what is said of one that stands for nothing.
import { type FaultFacts, FaultList, fault } from "../core/fault.ts";
import { byCode, oneOf, quoted } from "../core/text.ts";
import {
  BY_FOLDED,
  type ColumnName,
  folded,
  IDENTIFYING,
  type Meaning,
  meaningOf,
  REASON,
  targetOf,
} from "./column.ts";

/** How `columns:` of the config maps headers; spelled exactly, or else without regard to case, spaces and punctuation. */
function mapped(mapping: Readonly<Record<string, string>>): (name: string) => string | undefined {
  const exact = new Map(Object.entries(mapping));
  const loose = new Map(Object.entries(mapping).map(([from, to]) => [folded(from), to]));
  // Headers such as # and % have no letter to tell them by.
  loose.delete("");
  return (name) => exact.get(name) ?? exact.get(name.trim()) ?? (name === REASON ? "ignore" : loose.get(folded(name)));
}

/** Meanings that are one column although they are written in two ways. `C` and `C++` are two results. */
const identityOf = (meaning: Meaning): string =>
  JSON.stringify(meaning.kind === "result" ? { ...meaning, name: meaning.name.toLowerCase() } : meaning);

interface Header {
  readonly name: string;
  readonly line: number;
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
const visible = (name: string): string =>
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
function unspaced({ name, line }: Header, file: string): FaultFacts | undefined {
  const [word = ""] = /^[^:]+(?=:\S)/.exec(name) ?? [];
  if (meaningOf(word) === undefined) return undefined;
  return { code: "COLUMN_UNKNOWN", message: `want a space behind the colon of ${visible(word)}`, file, line };
}

function unknownColumn({ name, line }: Header, isAlone: boolean, file: string): FaultFacts {
  const near = nearest(name);
  const guess = near === "ignore" ? "" : `Do you mean "${near}"? `;
  const mapped = `${guess}Map it in laurel.yaml, as in columns: { ${quoted(name)}: ${near} }, or leave it aside by "ignore". \`laurel help roster\` lists the columns.`;
  return {
    code: "COLUMN_UNKNOWN",
    message: `want columns that laurel knows, got ${visible(name)}`,
    file,
    line,
    hint: isAlone ? ALONE.find(([pattern]) => pattern.test(name))?.[1] : mapped,
  };
}

const isMarkup = (name: string): boolean => /^\s*<[!?a-z]/i.test(name);

/** Some systems save a web page, or XML, under the name of a spreadsheet. */
const markup = ({ line }: Header, file: string) =>
  fault("ROSTER_INVALID", "want a table, got a page of HTML or XML", {
    file,
    line,
    hint: "Open it in a spreadsheet program, and save it as CSV (UTF-8).",
  });

/** A number, a date, an address or a DID, which is nobody's name for a column. */
const isValue = (name: string): boolean => /@|^\s*(did:|[\d+]+[\d\s./:-]*\s*$)/i.test(name) && name.trim() !== "";

/** Where the first line is a learner's row already, naming its "headers" would tell of the learner. */
const headless = ({ line }: Header, file: string) =>
  fault("COLUMN_UNKNOWN", "want a header that names the columns, got what looks like a row", {
    file,
    line,
    hint: "Write the names of the columns in the first line. `laurel help roster` lists them.",
  });

/**
 * What each header of a roster stands for. `mapping` is `columns:` of the config. Throws COLUMN_UNKNOWN for a header
 * that nothing explains and COLUMN_DOUBLE for two that mean the same, all of them together.
 */
export function columnsOf(
  headers: readonly Header[],
  mapping: Readonly<Record<string, string>>,
  file: string,
): ReadonlyMap<string, Meaning> {
  const given = mapped(mapping);
  const meanings = new Map<string, Meaning>();
  const owners = new Map<string, string>();
  const faults: FaultFacts[] = [];
  // A header without a name is no column; a value below it is a fault of its row.
  const named = headers.filter(({ name }) => name.trim() !== "");
  const [first] = named;
  if (first !== undefined && isMarkup(first.name)) throw markup(first, file);
  for (const header of named) {
    const { name, line } = header;
    const target = given(name);
    const meaning = target === undefined ? meaningOf(name) : targetOf(target);
    const owner = meaning === undefined ? undefined : owners.get(identityOf(meaning));
    if (meaning === undefined) faults.push(unspaced(header, file) ?? unknownColumn(header, named.length === 1, file));
    else if (owner !== undefined && meaning.kind !== "ignore") {
      faults.push({
        code: "COLUMN_DOUBLE",
        message: `columns ${visible(owner)} and ${visible(name)} mean the same`,
        file,
        line,
        hint:
          owner === name
            ? "Take one of the two out."
            : `Take one out, or leave it aside in laurel.yaml: columns: { ${quoted(name)}: ignore }.`,
      });
    } else {
      owners.set(identityOf(meaning), name);
      meanings.set(name, meaning);
    }
  }
  const row = headers.find(({ name }) => !meanings.has(name) && isValue(name));
  if (row !== undefined && faults.some(({ code }) => code === "COLUMN_UNKNOWN")) throw headless(row, file);
  if (faults.length > 0) throw new FaultList(faults);
  return meanings;
}

/** What a header lacks for any of its rows to be an award. Throws COLUMN_MISSING, once instead of for every row. */
export function requireColumns(
  headers: readonly Header[],
  meanings: ReadonlyMap<string, Meaning>,
  { file, achievement }: { readonly file: string; readonly achievement: string | undefined },
): void {
  const there = new Set([...meanings.values()].map((meaning) => (meaning.kind === "column" ? meaning.name : "")));
  const wanted: (readonly ColumnName[])[] = [["awarded"], IDENTIFYING];
  if (achievement === undefined) wanted.push(["achievement"]);
  const faults = wanted
    .filter((names) => !names.some((name) => there.has(name)))
    .map((names): FaultFacts => {
      const found = headers.filter(({ name }) => name.trim() !== "").map(({ name }) => visible(name));
      const shown = found.length > 30 ? [...found.slice(0, 30), "…"] : found;
      return {
        code: "COLUMN_MISSING",
        message: `want a column ${oneOf(names.map((name) => `"${name}"`))}, got ${shown.join(", ")}`,
        file,
        line: headers[0]?.line,
        hint: `Where your roster has another name for it, map that in laurel.yaml: columns: { "Your header": ${names[0]} }. Where it has none, add one.`,
      };
    });
  if (faults.length > 0) throw new FaultList(faults);
}
