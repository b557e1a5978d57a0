// The columns of a roster: what a header may be called, and what it stands for.
import { type FaultFacts, FaultList } from "../core/fault.ts";
import { byCode, quoted } from "../core/text.ts";

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
    .replace(/[^\p{L}\p{N}]+/gu, "");

const BY_FOLDED = new Map((Object.keys(COLUMNS) as ColumnName[]).map((name) => [folded(name), name]));
const FIELDS = new Map<string, EvidenceField>([
  ...EVIDENCE_FIELDS.map((field): [string, EvidenceField] => [field, field]),
  ["url", "id"],
]);

const RESULT = /^\s*results?\s*[.:/_ -]\s*(\S.*?)\s*$/i;
const EVIDENCE = /^\s*evidence\s*[.:/_ -]?\s*(\d{1,2})\s*[.:/_ -]\s*([a-z]+)\s*$/i;

/** The column that laurel itself adds to failures.csv; fed back, it says nothing. */
export const REASON = "reason";

/** What a name stands for by itself, without the config's word for it. */
export function meaningOf(name: string): Meaning | undefined {
  const [, group, field = ""] = EVIDENCE.exec(name) ?? [];
  const evidence = FIELDS.get(field.toLowerCase());
  if (group !== undefined && evidence !== undefined) return { kind: "evidence", group: Number(group), field: evidence };
  const column = BY_FOLDED.get(folded(name));
  if (column !== undefined) return { kind: "column", name: column };
  const result = RESULT.exec(name)?.[1];
  if (result !== undefined) return { kind: "result", name: result };
  return ["ignore", REASON].includes(folded(name)) ? { kind: "ignore" } : undefined;
}

/** Meanings that are one column although they are written in two ways. */
const identityOf = (meaning: Meaning): string =>
  JSON.stringify(meaning.kind === "result" ? { ...meaning, name: folded(meaning.name) } : meaning);

interface Header {
  readonly name: string;
  readonly line: number;
}

function nearest(name: string): string | undefined {
  const wanted = folded(name);
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
    message: `column ${visible(name)} is none that laurel knows`,
    file,
    line,
    hint: `${guess}Map it in laurel.yaml, as in columns: { ${quoted(name)}: ${near ?? "ignore"} }. \`laurel help roster\` lists the columns.`,
  };
}

/**
 * What each header of a roster stands for. `mapping` is `columns:` of the config. Throws COLUMN_UNKNOWN for a header
 * that nothing explains and COLUMN_DOUBLE for two that mean the same, all of them together.
 */
export function columnsOf(
  headers: readonly Header[],
  mapping: Readonly<Record<string, string>>,
  file: string,
): ReadonlyMap<string, Meaning> {
  const given = new Map(Object.entries(mapping).map(([from, to]) => [folded(from), to]));
  const meanings = new Map<string, Meaning>();
  const owners = new Map<string, string>();
  const faults: FaultFacts[] = [];
  // A header without a name is no column; a value below it is a fault of its row.
  for (const header of headers.filter(({ name }) => name.trim() !== "")) {
    const { name, line } = header;
    const meaning = meaningOf(given.get(folded(name)) ?? name);
    const owner = meaning === undefined ? undefined : owners.get(identityOf(meaning));
    if (meaning === undefined) faults.push(unknownColumn(header, file));
    else if (owner !== undefined && meaning.kind !== "ignore") {
      faults.push({
        code: "COLUMN_DOUBLE",
        message: `columns ${quoted(owner)} and ${quoted(name)} mean the same`,
        file,
        line,
      });
    } else {
      owners.set(identityOf(meaning), name);
      meanings.set(name, meaning);
    }
  }
  if (faults.length > 0) throw new FaultList(faults);
  return meanings;
}
