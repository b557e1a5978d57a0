// From the rows of a table to awards: each cell is read by the type of its column, and every fault keeps its place.
import type { FaultCode } from "../core/fault.ts";
import { asDateTime, instantOf, isDate } from "../core/instant.ts";
import { compact } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Award, EvidenceItem, Learner, NamedResult } from "./award.ts";
import type { ColumnName, EvidenceField, Meaning } from "./column.ts";

/** A row of the roster as it came. */
export interface RosterRow {
  readonly line: number;
  readonly cells: readonly { readonly name: string; readonly text: string; readonly line: number }[];
}

export interface RowFault {
  readonly code: FaultCode;
  readonly line: number;
  /** Header of the column, as the file has it. */
  readonly column?: string;
  readonly message: string;
  readonly hint?: string;
}

/** An award as far as it could be read. */
export type Draft = Omit<Award, "achievement" | "awarded"> & Partial<Pick<Award, "achievement" | "awarded">>;

export interface RowReading {
  readonly row: RosterRow;
  readonly draft: Draft;
  readonly faults: readonly RowFault[];
}

/** A value read from a cell, or what was wanted instead. */
type Cell<T> = { readonly value: T } | { readonly wanted: string; readonly secret?: boolean };

const written = (value: string): Cell<string> => ({ value });

const date = (text: string): Cell<string> => {
  const value = asDateTime(text);
  return value === undefined ? { wanted: "a date such as 2026-05-31" } : { value };
};

/** A day as a bound holds to its last second. */
const lastMoment = (text: string): Cell<string> => (isDate(text) ? { value: `${text}T23:59:59Z` } : date(text));

const email = (text: string): Cell<string> => {
  const [local = "", domain = "", ...more] = text.split("@");
  const fits =
    text.length <= 254 && more.length === 0 && local !== "" && domain.includes(".") && !/[\s<>"(),:;]/.test(text);
  const ends = !/^[.-]|[.-]$|\.\./.test(domain);
  return fits && ends ? { value: text } : { wanted: "an e-mail address such as ada@example.edu", secret: true };
};

const did = (text: string): Cell<string> =>
  text.length <= 4096 && /^did:[a-z0-9]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._%-]$/.test(text)
    ? { value: text }
    : { wanted: "a DID such as did:key:z6Mk…", secret: true };

const amount = (text: string): Cell<string> =>
  /^\d{1,6}(\.\d{1,6})?$/.test(text) ? { value: text } : { wanted: "a number such as 3 or 1.5" };

const TYPES: Readonly<Record<ColumnName, (text: string) => Cell<string>>> = {
  id: written,
  name: written,
  "given name": written,
  "family name": written,
  email,
  did,
  achievement: written,
  awarded: date,
  "valid until": lastMoment,
  narrative: written,
  role: written,
  term: written,
  "license number": written,
  credits: amount,
  started: date,
  ended: date,
  alignment: written,
};

const address = (text: string): Cell<string> =>
  /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text)
    ? { value: text }
    : { wanted: "an address such as https://example.edu/portfolio/7" };

const EVIDENCE_TYPES: Readonly<Record<EvidenceField, (text: string) => Cell<string>>> = {
  id: address,
  name: written,
  description: written,
  narrative: written,
  genre: written,
  audience: written,
};

interface Defaults {
  /** For rows that name no achievement. */
  readonly achievement?: string | undefined;
  /** RFC 3339 with a zone. */
  readonly validUntil?: string | undefined;
}

const IDENTIFYING: readonly ColumnName[] = ["id", "email", "did"];

interface Gathered {
  /** Columns with something in them, right or wrong. */
  readonly tried: Set<ColumnName>;
  readonly columns: Map<ColumnName, { readonly value: string; readonly header: string; readonly line: number }>;
  readonly results: NamedResult[];
  readonly evidence: Map<number, Partial<Record<EvidenceField, string>>>;
  readonly faults: RowFault[];
}

/** Spreadsheets leave spaces, also such as do not break, around what was typed. */
const trimmed = (text: string): string => text.replace(/^[\s\u00a0\u200b\ufeff]+|[\s\u00a0\u200b\ufeff]+$/g, "");

function gather(row: RosterRow, meanings: ReadonlyMap<string, Meaning>): Gathered {
  const gathered: Gathered = { tried: new Set(), columns: new Map(), results: [], evidence: new Map(), faults: [] };
  const { tried, columns, results, evidence, faults } = gathered;
  for (const { name: header, text, line } of row.cells) {
    const value = trimmed(text);
    const meaning = meanings.get(header);
    if (value === "" || meaning?.kind === "ignore") continue;
    const read = (cell: Cell<string>): string | undefined => {
      if ("value" in cell) return cell.value;
      const got = cell.secret === true ? "another text, not shown here" : quoted(value);
      faults.push({ code: "ROW_INVALID", line, column: header, message: `want ${cell.wanted}, got ${got}` });
      return undefined;
    };
    if (meaning === undefined) {
      const message = "a value stands under no column: the row has more cells than the header";
      faults.push({
        code: "ROW_INVALID",
        line,
        message,
        hint: "A cell that holds the delimiter must stand in quotation marks.",
      });
    } else if (meaning.kind === "result") results.push({ name: meaning.name, value, column: header });
    else if (meaning.kind === "evidence") {
      const field = read(EVIDENCE_TYPES[meaning.field](value));
      if (field !== undefined) evidence.set(meaning.group, { ...evidence.get(meaning.group), [meaning.field]: field });
    } else {
      tried.add(meaning.name);
      const cell = read(TYPES[meaning.name](value));
      if (cell !== undefined) columns.set(meaning.name, { value: cell, header, line });
    }
  }
  return gathered;
}

/** Pairs of dates of which the second may not come before the first. */
const ORDERED: readonly (readonly [ColumnName, ColumnName])[] = [
  ["awarded", "valid until"],
  ["started", "ended"],
];

function dateFaults({ columns }: Gathered): RowFault[] {
  return ORDERED.flatMap(([first, second]) => {
    const [a, b] = [columns.get(first), columns.get(second)];
    if (a === undefined || b === undefined || (instantOf(a.value) ?? 0) <= (instantOf(b.value) ?? 0)) return [];
    const message = `want a date that is not before "${a.header}"`;
    return [{ code: "ROW_INVALID", line: b.line, column: b.header, message }];
  });
}

/** A blank is never today's date or anybody: what a row must have and has not. */
function missingFaults(
  { tried }: Gathered,
  row: RosterRow,
  meanings: ReadonlyMap<string, Meaning>,
  defaults: Defaults,
): RowFault[] {
  const missing = (name: ColumnName, wanted: string): RowFault => {
    const header = [...meanings].find(([, meaning]) => meaning.kind === "column" && meaning.name === name)?.[0];
    return { code: "ROW_INVALID", line: row.line, column: header ?? name, message: `want ${wanted}, got nothing` };
  };
  return [
    ...(tried.has("awarded") ? [] : [missing("awarded", "a date such as 2026-05-31")]),
    ...(tried.has("achievement") || defaults.achievement !== undefined
      ? []
      : [missing("achievement", "the achievement that is awarded")]),
    ...(IDENTIFYING.some((name) => tried.has(name))
      ? []
      : [missing("id", "an id, an email or a did that says who the learner is")]),
  ];
}

const evidenceOf = (groups: Gathered["evidence"]): readonly EvidenceItem[] =>
  [...groups].sort(([a], [b]) => a - b).map(([, fields]) => fields);

/** What one row says, and every fault that stands against it by itself. */
export function readRow(row: RosterRow, meanings: ReadonlyMap<string, Meaning>, defaults: Defaults): RowReading {
  const gathered = gather(row, meanings);
  const faults = [...gathered.faults, ...missingFaults(gathered, row, meanings, defaults), ...dateFaults(gathered)];
  const value = (name: ColumnName) => gathered.columns.get(name)?.value;
  const learner: Learner = compact({
    id: value("id"),
    name: value("name") ?? ([value("given name"), value("family name")].filter(Boolean).join(" ") || undefined),
    givenName: value("given name"),
    familyName: value("family name"),
    email: value("email"),
    did: value("did"),
  });
  const credits = value("credits");
  const draft: Draft = {
    line: row.line,
    learner,
    results: gathered.results,
    evidence: evidenceOf(gathered.evidence),
    alignment: (value("alignment") ?? "").split(";").map(trimmed).filter(Boolean),
    ...compact({
      achievement: value("achievement") ?? defaults.achievement,
      awarded: value("awarded"),
      validUntil: value("valid until") ?? defaults.validUntil,
      narrative: value("narrative"),
      role: value("role"),
      term: value("term"),
      licenseNumber: value("license number"),
      credits: credits === undefined ? undefined : Number(credits),
      started: value("started"),
      ended: value("ended"),
    }),
  };
  return { row, draft, faults };
}
