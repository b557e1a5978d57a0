// What the records of a batch are called: each learner's has a name of its own, whatever the order of the inputs.
import { grouped, numberKey, type Storage } from "../core/storage.ts";
import { byCode } from "../core/text.ts";
import { nameOf } from "../core/uuid.ts";
import { learnerStem, short } from "../model/file-name.ts";
import type { Subject } from "../model/learner.ts";

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

/** A learner who wants a name. */
interface Want {
  readonly learner: number;
  readonly stem: string;
  readonly own: boolean;
  readonly key: string;
  /** How many names were another's. */
  readonly round: number;
}

const nameFor = ({ stem, key, round }: Want): string =>
  round === 0 ? stem : `${stem}-${short(nameOf(key, String(round - 1)))}`;

/** Of two who want one name, the issuer's own learner has it. */
const byRight = (a: Want, b: Want): number =>
  Number(b.own) - Number(a.own) || byCode(a.key, b.key) || a.learner - b.learner;

/** File names in their order, each with its learner; names that differ by capitals alone are one name on many disks. */
export function recordNames(
  subjects: Iterable<{ readonly learner: number; readonly subject: Subject }>,
  { issuerId, extension }: { readonly issuerId: string; readonly extension: string },
  storage: Storage,
): Iterable<readonly [name: string, learner: number]> {
  const byNumber = storage.sorter<Subject>();
  for (const { learner, subject } of subjects) byNumber.add(numberKey(learner), subject);
  const shelf = storage.sorter<Want>();
  const want = (one: Want) => shelf.add(nameFor(one).toLowerCase(), one);
  for (const [number, own] of grouped(byNumber))
    want({ learner: Number(number), ...stemOf(own, issuerId), key: keyFor(own), round: 0 });
  const names = storage.sorter<number>();
  for (let round = 0, left = 1; left > 0; round += 1) {
    const losers = storage.pile<Want>();
    for (const [, wants] of grouped(shelf)) {
      const isTaken = wants.some((one) => one.round < round);
      const [heir, ...others] = wants.filter((one) => one.round === round).sort(byRight);
      if (heir !== undefined && !isTaken) names.add(`${nameFor(heir)}${extension}`, heir.learner);
      for (const one of [...(heir !== undefined && isTaken ? [heir] : []), ...others]) losers.add(one);
    }
    left = losers.size();
    for (const one of losers) want({ ...one, round: round + 1 });
  }
  return names;
}
