// Learners whom a roster tells apart in one row and not in another: one number for two, or one e-mail address.
import type { Learner } from "./award.ts";

/** A learner as a row tells of them. */
export interface Sighting {
  readonly line: number;
  readonly learner: Learner;
}

export interface Twin {
  readonly column: "id" | "email";
  readonly message: string;
  readonly hint: string;
}

/** `Alder, Ada` and `ada alder` are one name. */
const nameOf = ({ name }: Learner): string | undefined =>
  name
    ?.normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu)
    ?.sort()
    .join(" ");

/** Facts that two rows of one learner agree on, where both say them. */
const FACTS: readonly (readonly [of: (learner: Learner) => string | undefined, what: string])[] = [
  [nameOf, "another name"],
  [({ email }) => email?.toLowerCase(), "another e-mail address"],
  [({ did }) => did, "another DID"],
];

const differing = (one: Learner, other: Learner): string | undefined =>
  FACTS.find(([of]) => {
    const [a, b] = [of(one), of(other)];
    return a !== undefined && b !== undefined && a !== b;
  })?.[1];

/** What speaks against a row that has the same number as an earlier one. */
function sameNumber({ line, learner: first }: Sighting, { learner }: Sighting): Twin | undefined {
  const other = differing(first, learner);
  if (other === undefined) return undefined;
  return {
    column: "id",
    message: `line ${line} has the same number with ${other}: two learners cannot share one`,
    hint: "Put right whichever of the rows is wrong.",
  };
}

/** The same for an e-mail address, which tells two learners only where each has a number or a name. */
function sameAddress({ line, learner: a }: Sighting, { learner: b }: Sighting): Twin | undefined {
  const isKnown = (learner: Learner) => learner.id !== undefined || nameOf(learner) !== undefined;
  const others = a.id !== undefined && b.id !== undefined ? a.id !== b.id : nameOf(a) !== nameOf(b);
  if (!others || !isKnown(a) || !isKnown(b)) return undefined;
  return {
    column: "email",
    message: `line ${line} has the same e-mail address for another learner`,
    hint: "Put right whichever of the rows is wrong, or leave the address out of one.",
  };
}

/**
 * By what rows of one learner are found, and what then speaks against a later one beside the first, which stands. What
 * an earlier line of this table finds goes before.
 */
export const TWINS: readonly {
  readonly keyOf: (learner: Learner) => string | undefined;
  readonly twinOf: (first: Sighting, other: Sighting) => Twin | undefined;
}[] = [
  { keyOf: ({ id }) => id, twinOf: sameNumber },
  { keyOf: ({ email }) => email?.toLowerCase(), twinOf: sameAddress },
];

/** How many student numbers look as if a spreadsheet had taken the zeros before them, and how long the others are. */
export function zerosLost(ids: Iterable<string>): { readonly count: number; readonly length: number } | undefined {
  const lengths = new Map<number, number>();
  const padded = new Set<number>();
  for (const id of ids) {
    if (!/^\d+$/.test(id)) return undefined;
    if (id.startsWith("0")) padded.add(id.length);
    else lengths.set(id.length, (lengths.get(id.length) ?? 0) + 1);
  }
  const [length] = padded;
  if (length === undefined || padded.size > 1) return undefined;
  const count = [...lengths].reduce((sum, [of, number]) => (of < length ? sum + number : sum), 0);
  return count === 0 ? undefined : { count, length };
}
