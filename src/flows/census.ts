// Which credential belongs to whom, without the credentials themselves: a batch of a million stays on the disk, and each
// learner's are read again when their record is made. What is kept of each is put aside too.
import { digestOf, NONE, numbers } from "../core/packed.ts";
import { grouped, numberKey, type Storage } from "../core/storage.ts";
import { byCode } from "../core/text.ts";
import type { Subject } from "../model/learner.ts";
import { type Age, compareAges } from "./double.ts";
import { fellowshipsOf, openClaims } from "./fellowship.ts";
import type { Recognition } from "./known-learner.ts";
import type { Proving } from "./proving.ts";
import { recordNames } from "./record-name.ts";
import type { Source } from "./take.ts";
import type { FileSpan, Tally } from "./tally.ts";

/** A credential by its place. */
export interface Entry {
  readonly file: string;
  readonly span?: FileSpan;
  readonly nth: number;
  /** Of the file's bytes. */
  readonly digest: string;
  readonly proving?: Proving | undefined;
  readonly flag?: string;
  /** Which of the declared learners its subject is. */
  readonly who?: Recognition;
}

/** What makes one record. */
export interface Group {
  /** Name of its file. */
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly known?: number;
  /** Whether a credential that was refused claims to be about the same learner. */
  readonly incomplete: boolean;
  /** The records that were taken apart for it, the newest first. */
  readonly sources: readonly PlacedSource[];
}

export interface PlacedSource extends Source {
  readonly file: string;
  readonly span?: FileSpan;
}

export interface Settled {
  readonly records: number;
  /** Copies that a newer one stands for. */
  readonly dropped: number;
  /** In the order of their names. */
  readonly groups: () => Iterable<Group>;
}

export interface Census {
  readonly add: (tally: Tally) => void;
  /** Who makes the records, and how their files end. */
  readonly settle: (records: { readonly issuerId: string; readonly extension: string }) => Settled;
}

/** Answers that are kept once, by number: most credentials of a batch have the same. */
const MOST_ANSWERS = 1_000;

function answers() {
  const kept: Proving[] = [];
  const places = new Map<string, number>();
  return {
    put: (proving: Proving): Proving | number => {
      const name = JSON.stringify(proving);
      const known = places.get(name);
      if (known !== undefined || kept.length === MOST_ANSWERS) return known ?? proving;
      places.set(name, kept.length);
      return kept.push(proving) - 1;
    },
    get: (put: Proving | number | undefined): Proving | undefined => (typeof put === "number" ? kept[put] : put),
  };
}

/** An entry as it is put aside. */
interface Put extends Omit<Entry, "proving"> {
  readonly proving?: Proving | number;
}
/** Its subject by the digest. */
type Copy = { readonly put: Put; readonly age: Age; readonly subject: string };
type Copies = Copy | { readonly source: PlacedSource };

const newer = (a: Copy, b: Copy): boolean => (compareAges(a.age, b.age) || byCode(a.put.digest, b.put.digest)) > 0;

/** Of all copies of one credential the newest, and the records that it is the first credential of. */
function* newestOf(copies: Iterable<readonly [string, Copies]>) {
  for (const [, all] of grouped(copies)) {
    const [first, ...others] = all.flatMap((one) => ("put" in one ? [one] : []));
    if (first === undefined) continue;
    const newest = others.reduce((best, one) => (newer(one, best) ? one : best), first);
    yield { ...newest, sources: all.flatMap((one) => ("source" in one ? [one.source] : [])), dropped: others.length };
  }
}

const subjectDigest = ({ issuer, keys }: Subject): string => digestOf(JSON.stringify([issuer, keys]));

/** The newest first. */
export const byAge = (a: PlacedSource, b: PlacedSource): number =>
  byCode(b.validFrom, a.validFrom) || byCode(a.id, b.id);

export function openCensus(recognized: (subject: Subject) => Recognition, storage: Storage): Census {
  const copies = storage.sorter<Copies>();
  const subjects = storage.sorter<Subject>();
  const claims = openClaims(recognized, storage);
  const { put: answer, get: answered } = answers();

  return {
    add: ({ file, span, digest, members, refusals, source }) => {
      const place = { file, ...(span && { span }) };
      for (const { nth, key, subject, proving, flag, age } of members) {
        const name = subjectDigest(subject);
        subjects.add(name, subject);
        const said = { ...(proving && { proving: answer(proving) }), ...(flag !== undefined && { flag }) };
        copies.add(key, { put: { ...place, nth, digest, ...said }, age, subject: name });
      }
      const [first] = members;
      if (source !== undefined && first !== undefined) copies.add(first.key, { source: { ...source, ...place } });
      for (const subject of refusals.flatMap(({ about }) => about)) claims.add(subject);
    },
    settle: (records) => {
      // The members without the refused decide who belongs together: a forgery must not join two learners.
      const learners = fellowshipsOf(subjects, recognized, claims, storage);
      /** Places of the records among all, by learner. */
      const ranks = numbers(learners.size);
      let dropped = 0;
      for (const one of newestOf(copies)) {
        dropped += one.dropped;
        ranks.set(learners.learnerOf(one.subject), 0);
      }
      // All of somebody's credentials may be older copies of what is another's.
      const present = function* () {
        for (const one of learners.subjects()) if (ranks.at(one.learner) !== NONE) yield one;
      };
      const names = recordNames(present(), records, storage);
      let count = 0;
      for (const [, learner] of names) ranks.set(learner, count++);
      const owned = storage.sorter<{ readonly put: Put } | { readonly source: PlacedSource }>();
      for (const { put, subject, sources } of newestOf(copies)) {
        const key = numberKey(ranks.at(learners.learnerOf(subject)));
        const who = learners.recognition(subject);
        owned.add(key, { put: who === undefined ? put : { ...put, who } });
        for (const source of sources) owned.add(key, { source });
      }
      return {
        records: count,
        dropped,
        groups: function* () {
          const groups = grouped(owned);
          for (const [name, learner] of names) {
            const next = groups.next();
            const its = next.done === true ? [] : next.value[1];
            const known = learners.known(learner);
            yield {
              name,
              entries: its.flatMap((one) => ("put" in one ? [{ ...one.put, proving: answered(one.put.proving) }] : [])),
              sources: its.flatMap((one) => ("source" in one ? [one.source] : [])).sort(byAge),
              ...(known === undefined ? {} : { known }),
              incomplete: learners.isClaimed(learner),
            };
          }
        },
      };
    },
  };
}
