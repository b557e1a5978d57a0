// ledger.ndjson, an auditor's account of what was issued: run by run, each line with the hash of the line before it.
// Nothing in it says who a learner is.
import { createHash } from "node:crypto";
import { isObject, type Json, type JsonObject, objectsOf, text } from "../core/json.ts";
import type { FrameworkRecord } from "../frameworks/facts.ts";

/** What became of a credential: `found` stood in the folder already, and no record said how it came there. */
export const DEEDS = ["issued", "replaced", "superseded", "found"] as const;
export type Deed = (typeof DEEDS)[number];

/** One credential that was put into the folder. */
export interface Issuance {
  readonly did: Deed;
  readonly id: string;
  readonly sha256: string;
  /** When it was made. */
  readonly at: string;
  /** Its places in the issuer's status lists. */
  readonly status?: readonly { readonly list: string; readonly index: string }[];
  /** The credential in whose place it stands. */
  readonly supersedes?: string;
  /** For the registrar alone; no line of the ledger has these. */
  readonly line: number;
  readonly learner: string;
  readonly file: string;
}

/** What a run was made from. */
export interface RunFacts {
  readonly laurel: string;
  readonly at: string;
  readonly key: string;
  readonly proof: string;
  /** SHA-256 of the files that were read. */
  readonly roster: string;
  readonly config: string;
  readonly catalogue?: string;
  /** Each framework that was at hand: which, and its SHA-256. */
  readonly frameworks: readonly FrameworkRecord[];
  /** Rows of the roster, and which part of them this run was given. */
  readonly rows: number;
  readonly shard?: string;
  /** The ledgers of shards that this one was put together from: the hash of the last line of each. */
  readonly shards?: readonly string[];
}

export interface RunEnd {
  readonly unchanged: number;
  readonly failed: number;
  /** Why the run ended before all rows were done. */
  readonly stopped?: string;
}

export type Tally = Readonly<Record<Deed, number>>;

/** What stands before the first line. */
export const GENESIS = "0".repeat(64);

export const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** Two runs from the same files, whenever they were. */
export const isSameRun = ({ at: _, ...one }: RunFacts, { at: __, ...other }: RunFacts): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The places that a `credentialStatus` names. */
export const placesIn = (status: Json | undefined): NonNullable<Issuance["status"]> =>
  objectsOf(status).map((entry) => ({
    list: text(entry["statusListCredential"]) ?? "",
    index: text(entry["statusListIndex"]) ?? "",
  }));

/** The lines of a run, chained to the hash of what stood last. */
export function* runLines(
  head: string,
  facts: RunFacts,
  issuances: Iterable<Issuance>,
  end: RunEnd,
): Generator<string> {
  let previous = head;
  const chained = (kind: string, members: object): string => {
    const line = JSON.stringify({ previous, kind, ...members });
    previous = sha256(line);
    return `${line}\n`;
  };
  const tally = Object.fromEntries(DEEDS.map((deed) => [deed, 0])) as Record<Deed, number>;
  yield chained("run", facts);
  for (const { line: _, learner: __, file: ___, ...said } of issuances) {
    tally[said.did] += 1;
    yield chained("credential", said);
  }
  yield chained("end", { ...tally, ...end });
}

/** Where a ledger's last finished run ends. */
export interface Tip {
  readonly head: string;
  /** Bytes up to there. */
  readonly size: number;
}

/** A line of a run as it stands in the ledger. */
export type LedgerEntry = JsonObject;

export interface LedgerReading {
  /** Takes the next line; gives what is wrong with it. */
  readonly take: (line: string) => string | undefined;
  /** What is wrong at the end. */
  readonly finish: () => string | undefined;
  readonly head: () => string;
  readonly runs: () => number;
  readonly inRun: () => boolean;
}

function parsed(line: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads a ledger line by line. After the first fault
 * it means nothing any more: what follows hangs on a broken chain. `note` takes each line that is well.
 */
export function ledgerReading(note: (entry: LedgerEntry) => void = () => {}): LedgerReading {
  let head = GENESIS;
  let runs = 0;
  let tally: Record<string, number> | undefined;
  const kinds: Readonly<Record<string, (entry: JsonObject) => string | undefined>> = {
    run: () => {
      if (tally !== undefined) return "a run begins before the one above has ended";
      tally = {};
      return undefined;
    },
    credential: (entry) => {
      const [id, did, hash] = [text(entry["id"]), text(entry["did"]), text(entry["sha256"])];
      if (tally === undefined) return "a credential stands outside of any run";
      if (id === undefined || did === undefined || hash === undefined) return "want id, did and sha256 of a credential";
      tally[did] = (tally[did] ?? 0) + 1;
      return undefined;
    },
    end: (entry) => {
      const counted = tally;
      tally = undefined;
      runs += 1;
      if (counted === undefined) return "a run ends that never began";
      const wrong = DEEDS.find((deed) => entry[deed] !== (counted[deed] ?? 0));
      return wrong === undefined ? undefined : `want the number of lines in the run as "${wrong}"`;
    },
  };
  return {
    take: (line) => {
      const entry = parsed(line);
      const kind = kinds[text(entry?.["kind"]) ?? ""];
      if (entry === undefined || kind === undefined) return "want a line of laurel's ledger, got something else";
      if (entry["previous"] !== head)
        return "the line before it was changed, taken out or put in: the hash that this line holds does not fit";
      head = sha256(line);
      const wrong = kind(entry);
      if (wrong === undefined) note(entry);
      return wrong;
    },
    finish: () => (tally === undefined ? undefined : "the last run has no end"),
    head: () => head,
    runs: () => runs,
    inRun: () => tally !== undefined,
  };
}
