// The rows that failed, as they are told of and given back: in the order of the roster, whenever they did.
import { numberKey, type Storage, valuesOf } from "../core/storage.ts";
import type { FailedRow } from "./plan.ts";

export interface Failure extends FailedRow {
  /** Place of the row in the roster. */
  readonly at: number;
}

export interface Failures extends Iterable<Failure> {
  readonly add: (failure: Failure) => void;
  readonly size: () => number;
}

export function failuresIn(storage: Storage): Failures {
  const sorter = storage.sorter<Failure>();
  return {
    add: (failure) => sorter.add(numberKey(failure.at), failure),
    size: sorter.size,
    [Symbol.iterator]: () => valuesOf(sorter),
  };
}
