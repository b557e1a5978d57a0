// A row of the roster becomes a credential to sign, or the faults that stand against it.

import { OB, VC_V2 } from "../contexts/bundle.ts";
import type { FaultFacts } from "../core/fault.ts";
import { type JsonObject, objectsOf, text } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";
import type { ResultSpec } from "../model/achievement.ts";
import type { Award } from "../model/award.ts";
import { badgeOf, isIdentified } from "../model/badge.ts";
import { discreet } from "../model/cell.ts";
import { folded, type Meaning } from "../model/column.ts";
import type { DecimalMark } from "../model/decimal.ts";
import { resultOf } from "../model/result.ts";
import type { RosterRow, RowFault, RowReading } from "../model/roster.ts";
import type { RecipientPolicy } from "../model/settings.ts";
import { schemaFor } from "../schemas/schema.ts";
import { validate } from "../schemas/validate.ts";
import type { Offering, Offerings } from "./offering.ts";

export interface Entry {
  readonly row: RosterRow;
  readonly award: Award;
  /** Folder of the achievement. */
  readonly slug: string;
  readonly document: JsonObject;
}

export interface FailedRow {
  readonly row: RosterRow;
  readonly faults: readonly RowFault[];
}

export interface PlanFacts {
  readonly meanings: ReadonlyMap<string, Meaning>;
  readonly offerings: Offerings;
  readonly issuer: JsonObject;
  readonly policy: RecipientPolicy;
  readonly decimals?: DecimalMark | undefined;
}

type Faulty<T> = { readonly value: T; readonly faults: readonly RowFault[] };

/** The header of a column, as the file has it. */
export function headerFor(meanings: PlanFacts["meanings"], name: string): string {
  return [...meanings].find(([, meaning]) => meaning.kind === "column" && meaning.name === name)?.[0] ?? name;
}

/** A fault of a reference that a cell names, as a fault of its row. */
function referenceFault(
  { code, message, hint }: FaultFacts,
  reference: string,
  column: string,
  { draft, may }: RowReading,
): RowFault {
  const said = { code, line: draft.line, column, message: discreet(message, reference, may) };
  return hint === undefined ? said : { ...said, hint: discreet(hint, reference, may) };
}

/** The result description of a name: spelled so, or else the only one without regard to case, spaces and punctuation. */
function describedAs(name: string, specs: readonly ResultSpec[]): ResultSpec | undefined {
  const same = specs.find((spec) => spec.name.toLowerCase() === name.toLowerCase());
  const alike = specs.filter((spec) => folded(spec.name) === folded(name));
  return same ?? (alike.length === 1 ? alike[0] : undefined);
}

function resultsOf(
  { draft, may }: RowReading,
  offering: Offering,
  { decimals }: PlanFacts,
): Faulty<readonly JsonObject[]> {
  const { results, line } = draft;
  const faults: RowFault[] = [];
  const given = new Map<ResultSpec, string>();
  const value = results.flatMap(({ name, value: cell, column }) => {
    const spec = describedAs(name, offering.results);
    const names = offering.results.map((candidate) => quoted(candidate.name));
    const of = quoted(offering.slug);
    const none =
      names.length === 0 ? `${of} has no results` : `${of} has the results ${oneOf(names)}, and no ${quoted(name)}`;
    const twin = spec === undefined ? undefined : given.get(spec);
    const read =
      spec === undefined
        ? { message: none }
        : twin === undefined
          ? resultOf(cell, spec, text(offering.achievement["id"]) ?? "", decimals)
          : { message: `want one value for ${quoted(spec.name)}, got another one under ${quoted(twin)}` };
    if (spec !== undefined) given.set(spec, column);
    if ("result" in read) return [read.result];
    const hint = "hint" in read && may(cell) ? read.hint : undefined;
    const message = discreet(read.message, cell, may);
    faults.push({ code: "ROW_INVALID", line, column, message, ...(hint === undefined ? {} : { hint }) });
    return [];
  });
  return { value, faults };
}

function alignmentsOf(reading: RowReading, { offerings, meanings }: PlanFacts): Faulty<readonly JsonObject[]> {
  const faults: RowFault[] = [];
  const value = reading.draft.alignment.flatMap((reference) => {
    const found = offerings.align(reference);
    if ("alignment" in found) return [found.alignment];
    faults.push(referenceFault(found.fault, reference, headerFor(meanings, "alignment"), reading));
    return [];
  });
  return { value, faults };
}

/** The achievement with a row's own alignments beside those of the catalogue, each once. */
function alignedTo(achievement: JsonObject, more: readonly JsonObject[]): JsonObject {
  if (more.length === 0) return achievement;
  const byUrl = new Map<unknown, JsonObject>();
  for (const alignment of [...objectsOf(achievement["alignment"]), ...more]) {
    const url = alignment["targetUrl"];
    if (!byUrl.has(url)) byUrl.set(url, alignment);
  }
  return { ...achievement, alignment: [...byUrl.values()] };
}

const NONE: Faulty<readonly JsonObject[]> = { value: [], faults: [] };

function unidentified({ draft, faults }: RowReading, { meanings, policy }: PlanFacts): readonly RowFault[] {
  if (faults.length > 0 || isIdentified(draft.learner, policy)) return [];
  const column = headerFor(meanings, policy.identifyBy[0] ?? "id");
  const message = `want ${oneOf(policy.identifyBy)} to say who the learner is, got nothing`;
  const hint = "`recipient: identify-by` of laurel.yaml says what identifies a learner.";
  return [{ code: "ROW_INVALID", line: draft.line, column, message, hint }];
}

/**
 * The credential that a row gives, or all that speaks against the row; `twin` is what the other rows say against it.
 * Throws what is wrong with the catalogue's entries that it names.
 */
export function entryOf(
  reading: RowReading,
  facts: PlanFacts,
  twin: readonly RowFault[] = [],
): Entry | readonly RowFault[] {
  const { draft } = reading;
  const { awarded, achievement: reference } = draft;
  const found = reference === undefined ? undefined : facts.offerings.find(reference);
  const offering = found !== undefined && "offering" in found ? found.offering : undefined;
  const unknown =
    found !== undefined && "fault" in found
      ? [referenceFault(found.fault, reference ?? "", headerFor(facts.meanings, "achievement"), reading)]
      : [];
  const results = offering === undefined ? NONE : resultsOf(reading, offering, facts);
  const alignments = alignmentsOf(reading, facts);
  const faults = [
    ...reading.faults,
    ...twin,
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
  return { row: reading.row, award, slug: offering.slug, document };
}

/** What the standard's schema has against a credential. */
async function complaintsOf({ row: { line }, document }: Entry): Promise<readonly RowFault[]> {
  const complaints = await validate(schemaFor("open-badge", "2.0"), document);
  return complaints.map(
    ({ pointer, message }): RowFault => ({
      code: "ROW_INVALID",
      line,
      // What was got instead may be personal.
      message: `the credential would break Open Badges 3.0: ${pointer}: ${message.replace(/, got .*$/s, "")}`,
    }),
  );
}

/** The same, and the credential fits the standard's schema. */
export async function checkedEntry(
  reading: RowReading,
  facts: PlanFacts,
  twin: readonly RowFault[] = [],
): Promise<Entry | readonly RowFault[]> {
  const entry = entryOf(reading, facts, twin);
  if (!("document" in entry)) return entry;
  const complaints = await complaintsOf(entry);
  return complaints.length === 0 ? entry : complaints;
}

/** The credential of a row that was found to give one. */
export function requiredEntry(reading: RowReading, facts: PlanFacts): Entry {
  const entry = entryOf(reading, facts);
  if ("document" in entry) return entry;
  throw new Error(`line ${reading.row.line} gave a credential before, and none now`);
}
