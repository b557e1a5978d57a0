// From the rows of a table to awards: each cell is read by the type of its column, and every fault keeps its place.
import type { FaultCode } from "../core/fault.ts";
import { compact } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { artefactIn } from "./artefact.ts";
import type { Award, EvidenceItem, Learner, NamedResult } from "./award.ts";
import {
  type CellReading,
  COLUMN_TYPES,
  type Discretion,
  discretion,
  EVIDENCE_TYPES,
  HIDDEN,
  LONGEST_CELL,
  LONGEST_ROW,
  mentioned,
  type Notation,
  trimmed,
} from "./cell.ts";
import { type ColumnName, type EvidenceField, type Meaning, REASON } from "./column.ts";
import { dateFaults, missingFaults } from "./row-fault.ts";

/** A row of the roster as it came. */
export interface RosterRow {
  readonly line: number;
  readonly cells: readonly { readonly name: string; readonly text: string; readonly line: number }[];
  /** Cells of a row that has fewer than its header. */
  readonly short?: { readonly want: number; readonly got: number };
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
  /** What of the row a message may repeat. */
  readonly may: Discretion;
}

export interface ReadingFacts extends Notation {
  /** For rows that name no achievement. */
  readonly achievement?: string | undefined;
  /** RFC 3339 with a zone. */
  readonly validUntil?: string | undefined;
  /** Messages may repeat whatever stands in a cell. */
  readonly showValues?: boolean | undefined;
}

const PERSONAL: ReadonlySet<ColumnName> = new Set([
  "id",
  "name",
  "given name",
  "family name",
  "email",
  "did",
  "narrative",
]);

export interface Gathered {
  /** Columns with something in them, right or wrong. */
  readonly tried: Set<ColumnName>;
  readonly columns: Map<ColumnName, { readonly value: string; readonly header: string; readonly line: number }>;
  readonly results: NamedResult[];
  readonly evidence: Map<number, Partial<Record<EvidenceField, string>>>;
  readonly faults: RowFault[];
  readonly may: Discretion;
}

const broken = (want: number, got: number): string => `want ${want} cells as in the header, got ${got}`;

/**
 * A row that breaks off has its words in the wrong columns, for all anybody knows. In failures.csv it was filled up
 * with blanks: it is the same row still when nothing was added and the reason stands.
 */
function shapeFault(row: RosterRow): RowFault | undefined {
  const fault = (message: string, hint: string): RowFault => ({ code: "ROW_INVALID", line: row.line, message, hint });
  const { short } = row;
  if (short !== undefined)
    return fault(broken(short.want, short.got), "A delimiter or a quotation mark is missing, or the row was cut off.");
  const reason = row.cells.find(({ name }) => name === REASON)?.text ?? "";
  const [, want, got] = /want (\d+) cells as in the header, got (\d+)/.exec(reason) ?? [];
  const added = row.cells.slice(Number(got)).some(({ name, text }) => name !== REASON && text.trim() !== "");
  if (want === undefined || added) return undefined;
  return fault(
    broken(Number(want), Number(got)),
    `Put each word into its column; if they stand right, empty the cell "${REASON}".`,
  );
}

function gather(
  row: RosterRow,
  meanings: ReadonlyMap<string, Meaning>,
  { showValues = false, ...notation }: ReadingFacts,
): Gathered {
  const personal = new Set<string>();
  const gathered: Gathered = {
    tried: new Set(),
    columns: new Map(),
    results: [],
    evidence: new Map(),
    faults: [],
    may: showValues ? () => true : discretion(personal),
  };
  const { tried, columns, results, evidence, faults, may } = gathered;
  const cells = row.cells.map(({ name, text, line }) => ({
    header: name,
    value: trimmed(text),
    line,
    meaning: meanings.get(name),
  }));
  for (const { meaning, value } of cells)
    if (meaning?.kind === "column" && PERSONAL.has(meaning.name)) personal.add(value.toLowerCase());
  let size = 0;
  for (const { header, value, line, meaning } of cells) {
    if (value === "" || meaning?.kind === "ignore") continue;
    const refuse = (message: string, hint?: string) => {
      const named = header.trim() === "" ? {} : { column: header };
      faults.push({ code: "ROW_INVALID", line, ...named, message, ...(hint === undefined ? {} : { hint }) });
    };
    const read = (cell: CellReading<string>): string | undefined => {
      if ("value" in cell) return cell.value;
      const shown = showValues || cell.shows(value) ? mentioned(value, may) : HIDDEN;
      refuse(`want ${cell.wanted}, got ${shown}`, shown === HIDDEN ? undefined : cell.hint);
      return undefined;
    };
    size += value.length;
    const artefact = artefactIn(value, meaning?.kind === "column" ? meaning.name : undefined);
    if (value.length > LONGEST_CELL) refuse(`want at most ${LONGEST_CELL} characters, got ${value.length}`);
    else if (meaning === undefined) {
      refuse(
        "a value stands under no column: the header has no name there",
        "A cell that holds the delimiter must stand in quotation marks.",
      );
    } else if (artefact !== undefined) {
      if (meaning.kind === "column") tried.add(meaning.name);
      refuse(showValues ? `${artefact.message}: ${quoted(value)}` : artefact.message, artefact.hint);
    } else if (meaning.kind === "result") results.push({ name: meaning.name, value, column: header });
    else if (meaning.kind === "evidence") {
      const field = read(EVIDENCE_TYPES[meaning.field](value));
      if (field !== undefined) evidence.set(meaning.group, { ...evidence.get(meaning.group), [meaning.field]: field });
    } else {
      tried.add(meaning.name);
      const cell = read(COLUMN_TYPES[meaning.name](value, notation));
      if (cell !== undefined) columns.set(meaning.name, { value: cell, header, line });
    }
  }
  if (size > LONGEST_ROW) {
    const message = `want at most ${LONGEST_ROW} characters in a row, got ${size}`;
    faults.push({ code: "ROW_INVALID", line: row.line, message });
  }
  return gathered;
}

const NOTHING: Gathered = {
  tried: new Set(),
  columns: new Map(),
  results: [],
  evidence: new Map(),
  faults: [],
  may: () => false,
};

const evidenceOf = (groups: Gathered["evidence"]): readonly EvidenceItem[] =>
  [...groups].sort(([a], [b]) => a - b).map(([, fields]) => fields);

/** What one row says, and every fault that stands against it by itself. */
export function readRow(row: RosterRow, meanings: ReadonlyMap<string, Meaning>, defaults: ReadingFacts): RowReading {
  const misshapen = shapeFault(row);
  const gathered = misshapen === undefined ? gather(row, meanings, defaults) : NOTHING;
  const faults =
    misshapen === undefined
      ? [...gathered.faults, ...missingFaults(gathered, row, meanings, defaults), ...dateFaults(gathered, defaults)]
      : [misshapen];
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
  return { row, draft, faults, may: gathered.may };
}
