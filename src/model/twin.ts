// Learners whom a roster tells apart in one row and not in another: one number for two, or one e-mail address.
import type { Learner } from "./award.ts";

/** What a number or an address was first seen with. */
interface Sighting {
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

export interface Twins {
  /** What speaks against a row's learner beside those of the rows before; the first row of each stands. */
  readonly see: (line: number, learner: Learner) => Twin | undefined;
}

export function twins(): Twins {
  const byId = new Map<string, Sighting>();
  const byEmail = new Map<string, Sighting>();
  const first = (seen: Map<string, Sighting>, key: string | undefined, sighting: Sighting) => {
    const before = key === undefined ? undefined : seen.get(key);
    if (key !== undefined && before === undefined) seen.set(key, sighting);
    return before;
  };
  const see: Twins["see"] = (line, learner) => {
    const sighting = { line, learner };
    const sameId = first(byId, learner.id, sighting);
    const sameEmail = first(byEmail, learner.email?.toLowerCase(), sighting);
    const other = sameId === undefined ? undefined : differing(sameId.learner, learner);
    if (sameId !== undefined && other !== undefined) {
      return {
        column: "id",
        message: `line ${sameId.line} has the same number with ${other}: two learners cannot share one`,
        hint: "Put right whichever of the rows is wrong.",
      };
    }
    if (sameEmail === undefined) return undefined;
    const [a, b] = [sameEmail.learner, learner];
    const others = a.id !== undefined && b.id !== undefined ? a.id !== b.id : nameOf(a) !== nameOf(b);
    if (!others || (a.id === undefined && nameOf(a) === undefined) || (b.id === undefined && nameOf(b) === undefined))
      return undefined;
    return {
      column: "email",
      message: `line ${sameEmail.line} has the same e-mail address for another learner`,
      hint: "Put right whichever of the rows is wrong, or leave the address out of one.",
    };
  };
  return { see };
}

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
