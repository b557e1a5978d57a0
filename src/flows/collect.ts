// The parts of a batch that many machines issued, put together: nothing may be missing, and nothing doubled.
import { type JsonObject, text } from "../core/json.ts";
import { count } from "../core/text.ts";
import type { Issuance, LedgerEntry, RunEnd, RunFacts } from "../model/ledger.ts";

/** The records of one part, as they stand in one folder. */
export interface Part {
  /** Of its manifest, as a person would look for it. */
  readonly file: string;
  /** `2-of-4`; empty for the records of a run on the whole roster. */
  readonly name: string;
  readonly rows: readonly PartRow[];
  readonly head: string;
  /** Every line of its ledger. */
  readonly entries: readonly LedgerEntry[];
}

export interface PartRow {
  readonly id: string;
  readonly line: number;
  readonly learner: string;
  /** From the folder that everything is collected into. */
  readonly path: string;
  readonly sha256: string;
  readonly at: string;
}

export interface Collected {
  readonly run: RunFacts;
  readonly issuances: readonly Issuance[];
  readonly end: RunEnd;
}

export interface Gap {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

/** What a roster asks for: a credential id to a line, and the lines that give none. */
export interface Wanted {
  readonly file: string;
  readonly entries: ReadonlyMap<string, number>;
  readonly failed: number;
}

const of = (kind: string, parts: readonly Part[]): readonly JsonObject[] =>
  parts.flatMap(({ entries }) => entries.filter((entry) => entry["kind"] === kind));

/** Shards that left no record, though they had rows to issue. */
function missingParts(parts: readonly Part[], rows: number): readonly Gap[] {
  const counts = new Set(parts.flatMap(({ name }) => (name === "" ? [] : [Number(name.split("-of-")[1])])));
  if (counts.size > 1)
    return [{ message: `the parts are of batches in ${[...counts].sort().join(" and ")} parts: want those of one` }];
  const [total = 0] = counts;
  const there = new Set(parts.map(({ name }) => name));
  return Array.from({ length: Math.min(total, rows) }, (_, at) => `${at + 1}-of-${total}`)
    .filter((name) => !there.has(name))
    .map((name) => ({ message: `no records of part ${name.replace("-of-", " of ")} are here` }));
}

function doubles(parts: readonly Part[]): readonly Gap[] {
  const seen = new Map<string, { readonly row: PartRow; readonly file: string }>();
  return parts.flatMap(({ rows, file }) =>
    rows.flatMap((row): Gap[] => {
      const before = seen.get(row.id);
      seen.set(row.id, before ?? { row, file });
      if (before === undefined || (before.row.path === row.path && before.row.sha256 === row.sha256)) return [];
      return [{ file, message: `the credential ${row.id} (line ${row.line}) is doubled: ${before.file} has it too` }];
    }),
  );
}

/** Rows without a credential: exactly, where the roster is at hand, else as many as the ledgers count. */
function missingRows(parts: readonly Part[], wanted: Wanted | undefined, rows: number): readonly Gap[] {
  const ids = new Set(parts.flatMap((part) => part.rows.map(({ id }) => id)));
  if (wanted !== undefined) {
    return [...wanted.entries].flatMap(([id, line]) =>
      ids.has(id) ? [] : [{ file: wanted.file, line, message: "no part has a credential for this row" }],
    );
  }
  const lacking = rows - ids.size;
  return lacking > 0
    ? [{ message: `${count(lacking, "row")} of ${rows} gave no credential; name the roster too to see which` }]
    : [];
}

/** What keeps the parts from being one batch. */
export function gapsOf(parts: readonly Part[], wanted: Wanted | undefined): readonly Gap[] {
  const runs = of("run", parts).filter((run) => run["shards"] === undefined);
  const rosters = new Set(runs.map((run) => run["roster"]));
  const rows = Math.max(0, ...runs.map((run) => Number(run["rows"] ?? 0)));
  if (parts.length === 0) return [{ message: "no manifest.N-of-M.csv stands in these folders" }];
  const mixed = rosters.size > 1 && wanted === undefined;
  return [
    ...(mixed ? [{ message: "the parts were issued from different rosters; name the roster that counts" }] : []),
    ...missingParts(parts, rows),
    ...doubles(parts),
    ...(mixed ? [] : missingRows(parts, wanted, rows)),
  ];
}

/** One run for the ledger, and its credentials in the order of the roster. */
export function collected(parts: readonly Part[], wanted: Wanted | undefined): Collected {
  const runs = of("run", parts) as unknown as readonly RunFacts[];
  const ends = parts.flatMap(({ entries }) => entries.filter((entry) => entry["kind"] === "end").slice(-1));
  const last = new Map(of("credential", parts).map((entry) => [text(entry["id"]) ?? "", entry]));
  const rows = new Map(parts.flatMap((part) => part.rows.map((row) => [row.id, row] as const)));
  const issuances = [...rows.values()]
    .sort((a, b) => a.line - b.line)
    .map(({ id, line, learner, path, sha256, at }): Issuance => {
      const { previous: _, kind: __, ...said } = last.get(id) ?? {};
      return { did: "found", at, ...said, id, sha256, line, learner, file: path } as Issuance;
    });
  const { previous, kind, shard, ...facts } = (runs[0] ?? {}) as RunFacts & Readonly<Record<string, unknown>>;
  return {
    run: {
      ...facts,
      at:
        runs
          .map(({ at }) => at)
          .sort()
          .at(-1) ?? "",
      shards: parts.map(({ head }) => head),
    } as RunFacts,
    issuances,
    end: {
      unchanged: 0,
      failed: wanted?.failed ?? ends.reduce((sum, end) => sum + Number(end["failed"] ?? 0), 0),
    },
  };
}
