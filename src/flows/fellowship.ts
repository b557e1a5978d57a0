// Who belongs to whom, of many credentials: subjects put together by learner, with what a registrar declares of them.

import { byCode } from "../core/text.ts";
import { nameOf } from "../core/uuid.ts";
import { learnerStem, short } from "../model/file-name.ts";
import { byLearner, type Subject } from "../model/learner.ts";
import type { Recognition } from "./known-learner.ts";

/** The subjects of one learner, by their places in the list. */
export interface Fellowship {
  readonly subjects: readonly number[];
  /** The declared learner that they are. */
  readonly known?: number;
}

const slot = ({ issuer, number }: Subject["numbers"][number]): string => nameOf(issuer, number);

/**
 * Learners that are declared count as one person by every number that one of their subjects has, also where an
 * institution numbers them as two.
 */
export function fellowshipsOf(
  subjects: readonly Subject[],
  /** Which of the declared learners each of them is. */
  who: readonly Recognition[],
): readonly Fellowship[] {
  const owners = new Map<string, number>();
  for (const [at, { numbers }] of subjects.entries()) {
    const known = who[at];
    if (typeof known === "number") for (const one of numbers) owners.set(slot(one), known);
  }
  const joined = subjects.map((subject, at): Subject => {
    const known = who[at];
    return {
      ...subject,
      keys: typeof known === "number" ? [nameOf("learner", String(known)), ...subject.keys] : subject.keys,
      numbers: subject.numbers.map((one) => {
        const owner = owners.get(slot(one));
        return owner === undefined ? one : { ...one, number: nameOf("learner", String(owner)) };
      }),
    };
  });
  return byLearner([...subjects.keys()], (at) => joined[at] as Subject).map((group) => {
    const known = [...new Set(group.flatMap((at) => (typeof who[at] === "number" ? [who[at]] : [])))];
    return { subjects: group, ...(known.length === 1 && known[0] !== undefined ? { known: known[0] } : {}) };
  });
}

const keyFor = (subjects: readonly Subject[]): string => subjects.flatMap(({ keys }) => keys).sort(byCode)[0] ?? "";

/** The institution's number names a learner's file; without one, a hash does. */
function stemOf(subjects: readonly Subject[], issuerId: string): { readonly stem: string; readonly own: boolean } {
  const numbers = (own: boolean) =>
    subjects
      .filter(({ issuer }) => !own || issuer === issuerId)
      .flatMap((subject) => subject.numbers.map(({ number }) => number))
      .sort(byCode);
  const [number] = [...numbers(true), ...numbers(false)];
  return {
    stem: learnerStem(number === undefined ? { did: keyFor(subjects) } : { id: number }),
    own: numbers(true).length > 0,
  };
}

/** A file name for each learner, whatever their order; of two with one name, the issuer's own learner has it. */
export function recordNames(groups: readonly (readonly Subject[])[], issuerId: string): readonly string[] {
  const named = groups.map((subjects, at) => ({ at, ...stemOf(subjects, issuerId), key: keyFor(subjects) }));
  const names: string[] = [];
  const taken = new Set<string>();
  for (const { at, stem, key } of named.sort((a, b) => Number(b.own) - Number(a.own) || byCode(a.key, b.key))) {
    let name = stem;
    for (let n = 0; taken.has(name.toLowerCase()); n++) name = `${stem}-${short(nameOf(key, String(n)))}`;
    taken.add(name.toLowerCase());
    names[at] = name;
  }
  return names;
}
