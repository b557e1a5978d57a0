// Who belongs to whom, of many credentials: subjects put together by learner, with what a registrar declares of them.
// The subjects themselves stay in the storage; of each, some dozens of bytes are held.
import { digests, NONE, numbers } from "../core/packed.ts";
import { grouped, type Sorter, type Storage } from "../core/storage.ts";
import { nameOf } from "../core/uuid.ts";
import { kinship } from "../model/kinship.ts";
import { joiningKey, type Subject } from "../model/learner.ts";
import type { Recognition } from "./known-learner.ts";

/** What refused credentials claim about their learners, nothing of which joins anybody. */
export interface Claims {
  readonly add: (subject: Subject) => void;
  readonly keys: Sorter<number>;
  readonly known: ReadonlySet<Recognition>;
}

/** Stands for a claim among the places of subjects. */
const CLAIM = -1;

export function openClaims(recognized: (subject: Subject) => Recognition, storage: Storage): Claims {
  const keys = storage.sorter<number>();
  const known = new Set<Recognition>();
  return {
    add: (subject) => {
      for (const key of subject.keys) keys.add(joiningKey(key), CLAIM);
      const learner = recognized(subject);
      if (typeof learner === "number") known.add(learner);
    },
    ...{ keys, known },
  };
}

/** Learners are called by numbers here, which have gaps. */
export interface Fellowships {
  /** More than any of their numbers. */
  readonly size: number;
  /** Of a subject, by its digest. */
  readonly learnerOf: (subject: string) => number;
  readonly recognition: (subject: string) => Recognition;
  /** The declared learner that a learner is. */
  readonly known: (learner: number) => number | undefined;
  /** Whether a refused credential claims to be about the same learner. */
  readonly isClaimed: (learner: number) => boolean;
  readonly subjects: () => Iterable<{ readonly learner: number; readonly subject: Subject }>;
}

const SEVERAL = NONE - 1;
const numbered = (known: Recognition): number => (known === "several" ? SEVERAL : (known ?? NONE));
const recognitionOf = (number: number): Recognition =>
  number === SEVERAL ? "several" : number === NONE ? undefined : number;

const slot = ({ issuer, number }: Subject["numbers"][number]): string => nameOf(issuer, number);

/**
 * Learners that are declared count as one person by every number that one of their subjects has, also where an
 * institution numbers them as two. `sorted` has the subjects by their digests.
 */
export function fellowshipsOf(
  sorted: Iterable<readonly [digest: string, subject: Subject]>,
  recognized: (subject: Subject) => Recognition,
  claims: Claims,
  storage: Storage,
): Fellowships {
  const distinct = storage.pile<Subject>();
  const [names, who] = [digests(), numbers()];
  const owners = new Map<string, number>();
  let before: string | undefined;
  for (const [digest, subject] of sorted) {
    if (digest === before) continue;
    before = digest;
    names.push(digest);
    const known = recognized(subject);
    who.push(numbered(known));
    if (typeof known === "number") for (const one of subject.numbers) owners.set(slot(one), known);
    // Who it is, its keys and numbers say from here on.
    distinct.add({ ...subject, identifiers: [] });
  }

  const kin = kinship();
  let place = 0;
  for (const { keys, numbers: own } of distinct) {
    const known = recognitionOf(who.at(place));
    kin.add(
      own.map((one) => {
        const owner = owners.get(slot(one));
        return owner === undefined ? one : { ...one, number: nameOf("learner", String(owner)) };
      }),
    );
    for (const key of typeof known === "number" ? [nameOf("learner", String(known)), ...keys] : keys)
      claims.keys.add(joiningKey(key), place);
    place += 1;
  }
  const claimed = numbers(place, 0);
  for (const [, all] of grouped(claims.keys)) {
    const places = all.filter((one) => one !== CLAIM);
    kin.join(places);
    if (places.length < all.length) for (const one of places) claimed.set(one, 1);
  }

  const known = numbers(place);
  for (let at = 0; at < place; at += 1) {
    const [root, own] = [kin.rootOf(at), who.at(at)];
    if (claimed.at(at) === 1) claimed.set(root, 1);
    if (own === NONE || own === SEVERAL || own === known.at(root)) continue;
    known.set(root, known.at(root) === NONE ? own : SEVERAL);
  }
  const knownOf = (learner: number): number | undefined => {
    const one = recognitionOf(known.at(learner));
    return typeof one === "number" ? one : undefined;
  };
  const placeOf = (subject: string): number => names.find(subject) ?? 0;
  return {
    size: place,
    learnerOf: (subject) => kin.rootOf(placeOf(subject)),
    recognition: (subject) => recognitionOf(who.at(placeOf(subject))),
    known: knownOf,
    isClaimed: (learner) => claimed.at(learner) === 1 || claims.known.has(knownOf(learner)),
    subjects: function* () {
      let at = 0;
      for (const subject of distinct) yield { learner: kin.rootOf(at++), subject };
    },
  };
}
