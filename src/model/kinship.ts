// Who is one person: things put together that share a name, unless an institution numbers them as two people.
import { digestOf, digests, NONE, numbers } from "../core/packed.ts";
import type { Subject } from "./learner.ts";

export interface Kinship {
  /** Takes the numbers of a thing, which has the next place. */
  readonly add: (numbers: Subject["numbers"]) => void;
  /** Joins all, or none when an institution numbers two of them as two people. */
  readonly join: (places: readonly number[]) => void;
  /** The first place of those that are one person with this one. */
  readonly rootOf: (place: number) => number;
}

export function kinship(): Kinship {
  const parents = numbers();
  /** The last of a root's numbers, each of which has the one before it. */
  const last = numbers();
  const before = numbers();
  const [issuers, given] = [digests(), digests()];

  const rootOf = (place: number): number => {
    let at = place;
    while (parents.at(at) !== at) at = parents.at(at);
    parents.set(place, at);
    return at;
  };
  function* numbersOf(root: number): Generator<number> {
    for (let number = last.at(root); number !== NONE; number = before.at(number)) yield number;
  }

  return {
    add: (own) => {
      const place = parents.push(parents.size());
      last.push(NONE);
      for (const [issuer, number] of new Map(own.map((one) => [one.issuer, one.number]))) {
        issuers.push(digestOf(issuer));
        given.push(digestOf(number));
        last.set(place, before.push(last.at(place)));
      }
    },
    join: (places) => {
      const [first, ...others] = [...new Set(places.map(rootOf))].sort((a, b) => a - b);
      if (first === undefined || others.length === 0) return;
      const known = new Map([...numbersOf(first)].map((number) => [issuers.at(number), given.at(number)]));
      const more: number[] = [];
      for (const number of others.flatMap((root) => [...numbersOf(root)])) {
        const there = known.get(issuers.at(number));
        if (there !== undefined && there !== given.at(number)) return;
        if (there === undefined) more.push(number);
        known.set(issuers.at(number), given.at(number));
      }
      for (const root of others) parents.set(root, first);
      for (const number of more) {
        before.set(number, last.at(first));
        last.set(first, number);
      }
    },
    rootOf,
  };
}
