// Looking at the folder before anything is signed, and what is foreseen of each row. The rows are gone through in
// windows; between them only what was put aside is there, in the order of the rows.
import type { Json, JsonObject } from "../core/json.ts";
import { follower, type Pile, type Storage } from "../core/storage.ts";
import type { RosterRow } from "../model/roster.ts";
import { AT_ONCE, eachOf } from "./each.ts";
import type { Failure } from "./failure.ts";
import { type Foreseen, type Issued, type IssueFacts, isRefused, judged } from "./issue.ts";
import { type Brief, isBrief, type Mark } from "./outline.ts";
import { type Place, type Placed, placesOf, type Recorded } from "./place.ts";
import type { Entry } from "./plan.ts";
import { LINK } from "./succession.ts";

/** Rows that are worked on, and credentials that are noted, together. */
export function* windowsOf<T>(values: Iterable<T>, size = AT_ONCE): Generator<readonly T[]> {
  let window: T[] = [];
  for (const value of values) {
    window.push(value);
    if (window.length < size) continue;
    yield window;
    window = [];
  }
  if (window.length > 0) yield window;
}

/** A batch whose every row was looked at. */
export interface Planned {
  readonly rows: Iterable<RosterRow>;
  readonly marks: Iterable<Mark>;
  /** Whether the row at a place is issued; of the others only the names are kept for them. */
  readonly isMine: (at: number) => boolean;
  /** The credential of a row that gives one. */
  readonly entryOf: (row: RosterRow, at: number) => Entry;
}

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** What is foreseen of a row, without the row. */
export interface Forecast {
  readonly at: number;
  readonly line: number;
  /** What the credential says that the row does not: its id, and whom it succeeds. */
  readonly own: JsonObject & { readonly id: string };
  readonly what: Without<Placed | Issued, "entry">;
}

export const isToSign = ({ what }: Forecast): boolean => !("state" in what);

export interface Foresight {
  readonly forecasts: Pile<Forecast>;
  readonly refused: Pile<Failure>;
}

function forecastOf(at: number, { entry, ...what }: Placed | Issued): Forecast {
  const { id, [LINK]: link } = entry.document;
  const own = { id: String(id), ...(link === undefined ? {} : { [LINK]: link }) };
  return { at, line: entry.row.line, own, what };
}

/** A name that is free: there is nothing to be looked at. */
function untouched({ id, line }: Brief, { at, ...what }: Place): Forecast | undefined {
  return what.stands || what.twin ? undefined : { at, line, own: { id }, what };
}

const numbered = (rows: Iterable<RosterRow>): Iterable<{ readonly at: number; readonly row: RosterRow }> =>
  (function* () {
    let at = 0;
    for (const row of rows) yield { at: at++, row };
  })();

/** Rows that give a credential. */
export function* briefsIn(marks: Iterable<Mark>, isMine: (at: number) => boolean = () => true): Generator<Brief> {
  for (const mark of marks) if (isBrief(mark) && isMine(mark.at)) yield mark;
}

export async function foresee(
  { rows, marks, isMine, entryOf }: Planned,
  facts: IssueFacts,
  recorded: Recorded,
  storage: Storage,
): Promise<Foresight> {
  const places = await placesOf(briefsIn(marks), facts.extension, facts.store, recorded, storage);
  const [placeAt, rowAt] = [follower(places), follower(numbered(rows))];
  const forecasts = storage.pile<Forecast>();
  const refused = storage.pile<Failure>();
  const mine = (function* () {
    for (const brief of briefsIn(marks, isMine)) {
      const { at } = brief;
      yield { at, brief, place: placeAt(at) ?? { at } };
    }
  })();
  for (const window of windowsOf(mine)) {
    const looked = await eachOf(
      window,
      AT_ONCE,
      async ({ at, place, brief }): Promise<Forecast | Failure | undefined> => {
        const free = place.path === undefined ? undefined : untouched(brief, place);
        const row = free === undefined ? rowAt(at)?.row : undefined;
        if (row === undefined) return free;
        const foreseen = await judged(entryOf(row, at), place, facts);
        return isRefused(foreseen) ? { at, row, faults: [foreseen.fault] } : forecastOf(at, foreseen);
      },
    );
    for (const one of looked) {
      if (one === undefined) continue;
      if ("faults" in one) refused.add(one);
      else forecasts.add(one);
    }
  }
  return { forecasts, refused };
}

/** What was foreseen, with its row again, and the entries in the status lists that it got since. */
export function* recalled(
  { rows, entryOf }: Pick<Planned, "rows" | "entryOf">,
  forecasts: Iterable<Forecast>,
  statusAt: (at: number) => Json | undefined,
): Generator<{ readonly at: number; readonly foreseen: Foreseen }> {
  const rowAt = follower(numbered(rows));
  for (const forecast of forecasts) {
    const { at, own, what } = forecast;
    const row = rowAt(at)?.row;
    if (row === undefined) continue;
    const entry = entryOf(row, at);
    const status = isToSign(forecast) ? statusAt(at) : undefined;
    const more = status === undefined ? own : { ...own, credentialStatus: status };
    yield { at, foreseen: { ...what, entry: { ...entry, document: { ...entry.document, ...more } } } as Foreseen };
  }
}
