// A fault is a code and facts; the sentence for people is made here and nowhere else.

/** Every code that laurel reports, with the exit status it leads to (see `laurel help exit-codes`). */
export const FAULTS = {
  USAGE: 2,
  CONFIG_INVALID: 3,
  FILE_MISSING: 3,
  FILE_UNREADABLE: 3,
  FILE_UNWRITABLE: 3,
  FILE_EXISTS: 3,
  FILE_TOO_LARGE: 3,
  FILE_EMPTY: 3,
  LOCKED: 3,
  STOPPED: 1,
  FILE_MISMATCH: 3,
  LEDGER_BROKEN: 3,
  ENCODING: 3,
  JSON_INVALID: 3,
  YAML_INVALID: 3,
  CSV_INVALID: 3,
  ROSTER_INVALID: 3,
  COLUMN_UNKNOWN: 3,
  COLUMN_MISSING: 3,
  COLUMN_DOUBLE: 3,
  CATALOGUE_INVALID: 3,
  FRAMEWORK_INVALID: 3,
  WORKBOOK_INVALID: 3,
  FETCH_FAILED: 4,
  ITEM_UNKNOWN: 1,
  ITEM_AMBIGUOUS: 1,
  ITEM_UNUSABLE: 1,
  ROW_INVALID: 1,
  ROW_DOUBLE: 1,
  ROW_CONFLICT: 1,
  BATCH_INCOMPLETE: 1,
  ACHIEVEMENT_UNKNOWN: 1,
  KEY_INVALID: 3,
  KEY_MISMATCH: 3,
  TRUST_INVALID: 3,
  PERSON_INVALID: 3,
  MAPPING_INVALID: 3,
  JOB_INVALID: 3,
  STATUS_INVALID: 3,
  STATUS_UNKNOWN: 1,
  STATUS_REFUSED: 1,
  CREDENTIAL_INVALID: 1,
  CREDENTIAL_REVOKED: 1,
  CREDENTIAL_UNSURE: 4,
  MERGE_IMPOSSIBLE: 1,
  CONVERT_LOSS: 1,
  SCHEMA_FAILED: 70,
  DEFECT: 70,
} as const;

export type FaultCode = keyof typeof FAULTS;

/** Where a fault lies: a file as the user named it, a line and column counted from 1, or a JSON Pointer. */
export interface Place {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly pointer?: string | undefined;
}

export interface FaultFacts extends Place {
  readonly code: FaultCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** What laurel throws when it cannot go on; `facts` says all that a message or a JSON report needs. */
export class Fault extends Error {
  readonly facts: FaultFacts;
  constructor(facts: FaultFacts) {
    super(facts.message);
    this.name = "Fault";
    this.facts = facts;
  }
}

/** A fault to throw. `message` says what was wanted and what was found, without the place. */
export function fault(code: FaultCode, message: string, more: Place & { hint?: string | undefined } = {}): Fault {
  return new Fault({ code, message, ...more });
}

/** Several faults at once: a person wants to see all that is wrong with a file, not the first of it. */
export class FaultList extends Error {
  readonly faults: readonly FaultFacts[];
  constructor(faults: readonly FaultFacts[]) {
    super(faults[0]?.message ?? "no fault");
    this.name = "FaultList";
    this.faults = faults;
  }
}

/** The value of a reading, or all its faults thrown together. */
export function required<T>(reading: { readonly value: T; readonly faults: readonly FaultFacts[] }): T {
  if (reading.faults.length > 0) throw new FaultList(reading.faults);
  return reading.value;
}

/** The same fault with the facts it lacked, such as the file that only the caller knows. */
export function placed(error: unknown, place: Place): unknown {
  return error instanceof Fault ? new Fault({ ...place, ...definedOnly(error.facts) }) : error;
}

function definedOnly(facts: FaultFacts): FaultFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as unknown as FaultFacts;
}

export const exitOf = (code: FaultCode): number => FAULTS[code];

/** `roster.csv:7:3: column "issued": want a date … [ROW_INVALID]`, with the hint on a line of its own. */
export function sentence(facts: FaultFacts): string {
  const { file, line, column, pointer, message, code, hint } = facts;
  const spot = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
  const where = [spot, pointer].filter((part) => part !== undefined && part !== "").join(" ");
  const said = `${where === "" ? "" : `${where}: `}${message} [${code}]`;
  return hint === undefined ? said : `${said}\n  hint: ${hint}`;
}
