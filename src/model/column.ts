// The columns of a roster: what a header may be called, and what it stands for.

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

/** By its name without case, spaces and punctuation. */
export const BY_FOLDED = new Map((Object.keys(COLUMNS) as ColumnName[]).map((name) => [folded(name), name]));
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

/** Columns of which a roster has at least one. */
export const IDENTIFYING: readonly ColumnName[] = ["id", "email", "did"];
