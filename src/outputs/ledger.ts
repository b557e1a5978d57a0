// A reading of a source that forgets nothing: whatever is taken is written down, so the rest can be named as lost.
import { isObject, type Json, leaves, listOf, pointerTo } from "../core/json.ts";

/**
 * What became of a leaf: `mapped` has a field of its own; `words` stands in a text of the output; `form` serves only
 * the original's own form or proof; `content` has no place at all. An earlier one outranks a later one.
 */
export const FATES = ["mapped", "words", "form", "content"] as const;
export type Fate = (typeof FATES)[number];

export interface Entry {
  readonly fate: Fate;
  readonly reason?: string | undefined;
}

/** A place in the source, whether something stands there or not. */
export interface Spot {
  readonly pointer: string;
  readonly value: Json | undefined;
  /** The place below by member names. */
  readonly at: (...names: readonly string[]) => Spot;
  /** The entries of a list; the place itself where a single value stands for a list of one. */
  readonly each: () => readonly Spot[];
  /** Writes down what became of every leaf from here on. */
  readonly mark: (fate: Fate, reason?: string) => void;
  /** The same for one leaf below, by the rest of its pointer. */
  readonly note: (rest: string, fate: Fate, reason?: string) => void;
  /** True while something stands here and no leaf of it was taken. */
  readonly free: () => boolean;
}

/** A place where nothing stands and nothing is written down. */
export const NOWHERE: Spot = {
  pointer: "",
  value: undefined,
  at: () => NOWHERE,
  each: () => [],
  mark: () => {},
  note: () => {},
  free: () => false,
};

/** A place of which only some members are to be seen. */
export const narrowed = (spot: Spot, ...names: readonly string[]): Spot => ({
  ...NOWHERE,
  pointer: spot.pointer,
  at: (...path) => (path[0] !== undefined && names.includes(path[0]) ? spot.at(...path) : NOWHERE),
});

export interface Ledger {
  readonly root: Spot;
  readonly entries: ReadonlyMap<string, Entry>;
}

const rank = (fate: Fate): number => FATES.indexOf(fate);

export function ledgerOf(document: Json): Ledger {
  const entries = new Map<string, Entry>();
  const write = (pointer: string, fate: Fate, reason: string | undefined) => {
    const known = entries.get(pointer);
    if (known === undefined || rank(fate) < rank(known.fate)) entries.set(pointer, { fate, reason });
  };
  const spot = (value: Json | undefined, pointer: string): Spot => {
    const member = (name: string): Spot =>
      spot(isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined, pointer + pointerTo(name));
    const below = function* () {
      if (value !== undefined) yield* leaves(value, pointer);
    };
    return {
      pointer,
      value,
      at: (first, ...rest) =>
        first === undefined ? spot(value, pointer) : rest.length === 0 ? member(first) : member(first).at(...rest),
      each: () => {
        const list = Array.isArray(value);
        return listOf(value).map((item, index) => spot(item, list ? pointer + pointerTo(index) : pointer));
      },
      mark: (fate, reason) => {
        for (const leaf of below()) write(leaf.pointer, fate, reason);
      },
      note: (rest, fate, reason) => write(pointer + rest, fate, reason),
      free: () => value !== undefined && [...below()].every((leaf) => !entries.has(leaf.pointer)),
    };
  };
  return { root: spot(document, ""), entries };
}

/** The value of a place in another form, taken down as mapped; with a reason, what does not fit is taken down as lost. */
export function take<T>(spot: Spot, read: (value: Json) => T | undefined, refusal?: string): T | undefined {
  if (spot.value === undefined) return undefined;
  const result = read(spot.value);
  if (result !== undefined) spot.mark("mapped");
  else if (refusal !== undefined) spot.mark("content", refusal);
  return result;
}

/** The value of a place, without taking it. */
export const peek = <T>(spot: Spot, read: (value: Json) => T | undefined): T | undefined =>
  spot.value === undefined ? undefined : read(spot.value);

/** Takes down what one place says again of another: the same leaves serve only the form, the others are lost. */
export function repeats(spot: Spot, other: Spot, lost: string): void {
  const said = new Map(
    other.value === undefined ? [] : [...leaves(other.value)].map((leaf) => [leaf.pointer, leaf.value]),
  );
  for (const leaf of spot.value === undefined ? [] : leaves(spot.value)) {
    if (said.get(leaf.pointer) === leaf.value)
      spot.note(leaf.pointer, "form", `it says again what ${other.pointer} says`);
    else if (!/\/type(\/\d+)?$/.test(leaf.pointer)) spot.note(leaf.pointer, "content", lost);
  }
}
