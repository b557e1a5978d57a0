// A document with the places of its values, so that a fault found later can still point into the file.
import type { FaultFacts } from "../core/fault.ts";
import type { Json } from "../core/json.ts";

export interface Spot {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

export interface Located {
  readonly file: string;
  /** Scalars are strings, exactly as written: what `0012` or `1e5` means, the document's own types say later. */
  readonly value: Json;
  /** Where the value at a JSON Pointer stands; for one that is missing, where its parent stands. */
  readonly placeOf: (pointer: string) => Spot | undefined;
}

/** The place of a pointer or of its nearest ancestor in a table of places. */
export function nearestSpot(spots: ReadonlyMap<string, Spot>, pointer: string): Spot | undefined {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
    const spot = spots.get(at);
    if (spot !== undefined || at === "") return spot;
  }
}

/** A fault that knows only its JSON Pointer, with the file, line and column that the pointer leads to. */
export function locatedFault(facts: FaultFacts, { file, placeOf }: Located): FaultFacts {
  return { file, ...facts, ...placeOf(facts.pointer ?? "") };
}
