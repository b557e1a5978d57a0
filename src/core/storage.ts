// Values too many for memory: piles, which keep their order, and sorters, which keep that of a key. What they are kept in
// is the affair of whoever gives the storage.

/** Values as JSON, in the order in which they were added; it may be read as often as wanted, and added to afterwards. */
export interface Pile<T> extends Iterable<T> {
  readonly add: (value: T) => void;
  readonly size: () => number;
}

/**
 * Values in the order of their keys by UTF-16 code unit, those of one key in the order in which they were added. No key
 * has a control character in it.
 */
export interface Sorter<T> extends Iterable<readonly [key: string, value: T]> {
  readonly add: (key: string, value: T) => void;
  readonly size: () => number;
}

export interface Storage {
  readonly pile: <T>() => Pile<T>;
  readonly sorter: <T>() => Sorter<T>;
}

/** A number as a key: in the order of the numbers. */
export const numberKey = (number: number): string => String(number).padStart(10, "0");

/** For few values. */
export const MEMORY: Storage = {
  pile: <T>(): Pile<T> => {
    const values: T[] = [];
    return {
      add: (value) => void values.push(value),
      size: () => values.length,
      [Symbol.iterator]: () => values.values(),
    };
  },
  sorter: <T>(): Sorter<T> => {
    const values: (readonly [string, T])[] = [];
    return {
      add: (key, value) => void values.push([key, value]),
      size: () => values.length,
      [Symbol.iterator]: () => values.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).values(),
    };
  },
};

/** The values of each key together. */
export function* grouped<T>(
  sorted: Iterable<readonly [string, T]>,
): Generator<readonly [key: string, values: readonly T[]]> {
  let group: [string, T[]] | undefined;
  for (const [key, value] of sorted) {
    if (group?.[0] === key) group[1].push(value);
    else {
      if (group !== undefined) yield group;
      group = [key, [value]];
    }
  }
  if (group !== undefined) yield group;
}

/** Finds in a list that is in order what belongs to one place after the other; the places are asked for in order too. */
export function follower<T extends { readonly at: number }>(ordered: Iterable<T>): (at: number) => T | undefined {
  const rest = ordered[Symbol.iterator]();
  let next = rest.next();
  return (at) => {
    while (next.done !== true && next.value.at < at) next = rest.next();
    return next.done !== true && next.value.at === at ? next.value : undefined;
  };
}

export function* valuesOf<T>(sorted: Iterable<readonly [string, T]>): Generator<T> {
  for (const [, value] of sorted) yield value;
}
