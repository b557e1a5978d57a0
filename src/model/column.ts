// The columns of a roster: what a header may be called, and what it stands for.
import { type FaultFacts, FaultList, fault } from "../core/fault.ts";
import { byCode, oneOf, quoted } from "../core/text.ts";

/** Columns with one value each; the names are those of the contract, as people write them. */
export const COLUMNS = {
  id: "the learner's number at the institution",
  name: "the learner's full name",
  "given name": "first name",
  "family name": "last name",
  email: "e-mail address",
  did: "decentralized identifier of the learner, such as did:key:z6Mk…",
  achievement: "slug or code of achievements.yaml, or code, UUID or URI of a CASE item",
  awarded: "date or date and time, such as 2026-05-31",
  "valid until": "date or date and time after which it no longer holds",
  narrative: "how this learner met the criteria",
  role: "the learner's role, such as Team lead",
  term: "academic term, such as Spring 2026",
  "license number": "number of a licence",
  credits: "credits earned",
  started: "first day of the activity",
  ended: "last day of the activity",
  alignment: "codes, UUIDs or URIs of CASE items, with ; between them",
} as const;

export type ColumnName = keyof typeof COLUMNS;

/** Fields of `evidence.<n>.<field>`; `url` is another word for `id`. */
export const EVIDENCE_FIELDS = ["id", "name", "description", "narrative", "genre", "audience"] as const;
export type EvidenceField = (typeof EVIDENCE_FIELDS)[number];

export type Meaning =
  | { readonly kind: "column"; readonly name: ColumnName }
  | { readonly kind: "result"; readonly name: string }
  | { readonly kind: "evidence"; readonly group: number; readonly field: EvidenceField }
  | { readonly kind: "ignore" };

/** Without case, spaces and punctuation: `Given Name`, `given_name` and `givenName` are one. */
export const folded = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "");

const BY_FOLDED = new Map((Object.keys(COLUMNS) as ColumnName[]).map((name) => [folded(name), name]));
const FIELDS = new Map<string, EvidenceField>([
  ...EVIDENCE_FIELDS.map((field): [string, EvidenceField] => [field, field]),
  ["url", "id"],
]);

const RESULT = /^\s*results?\s*[.:/_ -]\s*(\S.*?)\s*$/i;
const EVIDENCE = /^\s*evidence\s*[.:/_ -]?\s*(\d{1,2})\s*[.:/_ -]\s*([a-z]+)\s*$/i;

/** Characters of a header. */
const LONGEST = 300;

/** The column that laurel itself adds to failures.csv, spelled exactly so; fed back, it says nothing. */
export const REASON = "reason";

/** What a name stands for by itself, without the config's word for it. */
export function meaningOf(name: string): Meaning | undefined {
  if (name.length > LONGEST) return undefined;
  const [, group, field = ""] = EVIDENCE.exec(name) ?? [];
  const evidence = FIELDS.get(field.toLowerCase());
  if (group !== undefined && evidence !== undefined) return { kind: "evidence", group: Number(group), field: evidence };
  const column = BY_FOLDED.get(folded(name));
  if (column !== undefined) return { kind: "column", name: column };
  const result = RESULT.exec(name)?.[1];
  return result === undefined ? undefined : { kind: "result", name: result };
}

/** What a word of `columns:` stands for. */
export const targetOf = (word: string): Meaning | undefined =>
  folded(word) === "ignore" ? { kind: "ignore" } : meaningOf(word);

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
  [/^evidence|portfolio/, "evidence.1.url"],
  [/^results?$|grade|score|gpa|mark/, "result.<name>"],
  [/first|fore/, "given name"],
  [/last|surname/, "family name"],
  [/mail/, "email"],
  [/expir|until/, "valid until"],
  [/issue|date|completed|earned/, "awarded"],
  [/badge|course|credential|competenc/, "achievement"],
];

function nearest(name: string): string | undefined {
  const wanted = folded(name);
  const known = ELSEWHERE.find(([pattern]) => pattern.test(wanted));
  if (known !== undefined) return known[1];
  const alike = [...BY_FOLDED].filter(([fold]) => fold.includes(wanted) || wanted.includes(fold));
  return wanted === "" ? undefined : alike.sort(([a], [b]) => b.length - a.length || byCode(a, b))[0]?.[1];
}

/** Characters that look like nothing, such as a no-break space, shown by their numbers. */
const visible = (name: string): string =>
  quoted(
    name.replace(
      /[\u00a0\u2000-\u200a\u202f\u3000]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );

function unknownColumn({ name, line }: Header, file: string): FaultFacts {
  const near = nearest(name);
  const guess = near === undefined ? "" : `Do you mean "${near}"? `;
  return {
    code: "COLUMN_UNKNOWN",
    message: `want columns that laurel knows, got ${visible(name)}`,
    file,
    line,
    hint: `${guess}Map it in laurel.yaml, as in columns: { ${quoted(name)}: ${near ?? "ignore"} }, or leave it aside by "ignore". \`laurel help roster\` lists the columns.`,
  };
}

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
  for (const header of headers.filter(({ name }) => name.trim() !== "")) {
    const { name, line } = header;
    const target = given(name);
    const meaning = target === undefined ? meaningOf(name) : targetOf(target);
    const owner = meaning === undefined ? undefined : owners.get(identityOf(meaning));
    if (meaning === undefined) faults.push(unknownColumn(header, file));
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

/** Columns of which a roster has at least one. */
export const IDENTIFYING: readonly ColumnName[] = ["id", "email", "did"];

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
        hint: `Where your roster has another name for it, map that in laurel.yaml: columns: { "Your header": ${names[0]} }.`,
      };
    });
  if (faults.length > 0) throw new FaultList(faults);
}
