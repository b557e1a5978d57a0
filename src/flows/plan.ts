// The plan of a batch: every row of the roster becomes a credential to sign, or the faults that stand against it.
// Nothing is signed before every row was looked at.

import { OB, VC_V2 } from "../contexts/bundle.ts";
import type { FaultFacts } from "../core/fault.ts";
import { type JsonObject, objectsOf, text } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";
import type { Award } from "../model/award.ts";
import { badgeOf, isIdentified } from "../model/badge.ts";
import { folded, type Meaning } from "../model/column.ts";
import { resultOf } from "../model/result.ts";
import type { Draft, RosterRow, RowFault, RowReading } from "../model/roster.ts";
import type { RecipientPolicy } from "../model/settings.ts";
import { schemaFor } from "../schemas/schema.ts";
import { validate } from "../schemas/validate.ts";
import type { Offering, Offerings } from "./offering.ts";

export interface Entry {
  readonly line: number;
  readonly award: Award;
  /** Folder of the achievement. */
  readonly slug: string;
  readonly document: JsonObject;
}

export interface FailedRow {
  readonly row: RosterRow;
  readonly faults: readonly RowFault[];
}

export interface Plan {
  readonly entries: readonly Entry[];
  readonly failures: readonly FailedRow[];
}

export interface PlanFacts {
  readonly meanings: ReadonlyMap<string, Meaning>;
  readonly offerings: Offerings;
  readonly issuer: JsonObject;
  readonly policy: RecipientPolicy;
}

type Faulty<T> = { readonly value: T; readonly faults: readonly RowFault[] };

function headerFor(meanings: PlanFacts["meanings"], name: string): string {
  return [...meanings].find(([, meaning]) => meaning.kind === "column" && meaning.name === name)?.[0] ?? name;
}

const rowFault = ({ code, message, hint }: FaultFacts, line: number, column: string): RowFault => ({
  code,
  line,
  column,
  message,
  ...(hint === undefined ? {} : { hint }),
});

function resultsOf({ results, line }: Draft, offering: Offering): Faulty<readonly JsonObject[]> {
  const faults: RowFault[] = [];
  const value = results.flatMap(({ name, value: cell, column }) => {
    const spec = offering.results.find((candidate) => folded(candidate.name) === folded(name));
    const names = offering.results.map((candidate) => quoted(candidate.name));
    const of = quoted(offering.slug);
    const none =
      names.length === 0 ? `${of} has no results` : `${of} has the results ${oneOf(names)}, and no ${quoted(name)}`;
    const read = spec === undefined ? { message: none } : resultOf(cell, spec, text(offering.achievement["id"]) ?? "");
    if ("result" in read) return [read.result];
    faults.push({ code: "ROW_INVALID", line, column, message: read.message });
    return [];
  });
  return { value, faults };
}

function alignmentsOf({ alignment, line }: Draft, { offerings, meanings }: PlanFacts): Faulty<readonly JsonObject[]> {
  const faults: RowFault[] = [];
  const value = alignment.flatMap((reference) => {
    const found = offerings.align(reference);
    if ("alignment" in found) return [found.alignment];
    faults.push(rowFault(found.fault, line, headerFor(meanings, "alignment")));
    return [];
  });
  return { value, faults };
}

/** The achievement with a row's own alignments beside those of the catalogue, each once. */
function alignedTo(achievement: JsonObject, more: readonly JsonObject[]): JsonObject {
  if (more.length === 0) return achievement;
  const all = [...objectsOf(achievement["alignment"]), ...more];
  const byUrl = new Map([...all].reverse().map((alignment) => [alignment["targetUrl"], alignment]));
  return { ...achievement, alignment: [...byUrl.values()].reverse() };
}

const NONE: Faulty<readonly JsonObject[]> = { value: [], faults: [] };

function unidentified({ draft, faults }: RowReading, { meanings, policy }: PlanFacts): readonly RowFault[] {
  if (faults.length > 0 || isIdentified(draft.learner, policy)) return [];
  const column = headerFor(meanings, policy.identifyBy[0] ?? "id");
  const message = `want ${oneOf(policy.identifyBy)} to say who the learner is, got nothing`;
  const hint = "`recipient: identify-by` of laurel.yaml says what identifies a learner.";
  return [{ code: "ROW_INVALID", line: draft.line, column, message, hint }];
}

/** All that speaks against a row, or the credential that it gives. */
async function entryOf(reading: RowReading, facts: PlanFacts): Promise<Entry | readonly RowFault[]> {
  const { draft } = reading;
  const { line, awarded, achievement: reference } = draft;
  const found = reference === undefined ? undefined : facts.offerings.find(reference);
  const offering = found !== undefined && "offering" in found ? found.offering : undefined;
  const unknown =
    found !== undefined && "fault" in found
      ? [rowFault(found.fault, line, headerFor(facts.meanings, "achievement"))]
      : [];
  const results = offering === undefined ? NONE : resultsOf(draft, offering);
  const alignments = alignmentsOf(draft, facts);
  const faults = [
    ...reading.faults,
    ...unidentified(reading, facts),
    ...unknown,
    ...results.faults,
    ...alignments.faults,
  ];
  if (faults.length > 0 || offering === undefined || reference === undefined || awarded === undefined) return faults;

  const award: Award = { ...draft, awarded, achievement: reference };
  const { issuer, policy } = facts;
  const achievement = alignedTo(offering.achievement, alignments.value);
  const document = badgeOf(award, { issuer, achievement, results: results.value, policy, contexts: [VC_V2, OB] });
  const complaints = await validate(schemaFor("open-badge", "2.0"), document);
  if (complaints.length === 0) return { line, award, slug: offering.slug, document };
  return complaints.map(
    ({ pointer, message }): RowFault => ({
      code: "ROW_INVALID",
      line,
      message: `the credential would break Open Badges 3.0: ${pointer}: ${message}`,
    }),
  );
}

/** Two rows that would give one credential: the first stands, the others are told. */
function doubleOf(entry: Entry, first: Entry | undefined): readonly RowFault[] {
  if (first === undefined) return [];
  return [
    {
      code: "ROW_DOUBLE",
      line: entry.line,
      message: `the same learner has the same achievement of the same day on line ${first.line}`,
      hint: "Take one of the two rows out.",
    },
  ];
}

export async function planOf(readings: readonly RowReading[], facts: PlanFacts): Promise<Plan> {
  const entries = new Map<string, Entry>();
  const failures: FailedRow[] = [];
  for (const reading of readings) {
    const { row } = reading;
    const planned = await entryOf(reading, facts);
    if (!("document" in planned)) {
      failures.push({ row, faults: planned });
      continue;
    }
    const id = text(planned.document["id"]) ?? "";
    const double = doubleOf(planned, entries.get(id));
    if (double.length > 0) failures.push({ row, faults: double });
    else entries.set(id, planned);
  }
  return { entries: [...entries.values()], failures };
}
