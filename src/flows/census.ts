// Which credential belongs to whom, without the credentials themselves: a batch of a hundred thousand stays on the disk,
// and each learner's are read again when their record is made. What is kept of each is a few numbers and a name.
import { createHash } from "node:crypto";
import { byCode } from "../core/text.ts";
import type { Subject } from "../model/learner.ts";
import { type Age, ageOf, compareAges, equalityOf } from "./double.ts";
import { fellowshipsOf } from "./fellowship.ts";
import type { Recognition } from "./known-learner.ts";
import type { Member } from "./member.ts";
import type { Proving } from "./proving.ts";
import type { Source, Taken } from "./take.ts";

/** A credential by its place: the file in the list of inputs, and which of the file's credentials it is. */
export interface Entry extends Age {
  readonly file: number;
  readonly nth: number;
  readonly subject: number;
  /** Of the file's bytes, which must be the same when they are read again. */
  readonly digest: string;
  readonly proving: Proving | undefined;
  readonly flag: string | undefined;
}

/** What makes one record. */
export interface Group {
  readonly entries: readonly Entry[];
  readonly subjects: readonly Subject[];
  readonly known?: number;
  /** Whether a credential that was refused claims to be about the same learner. */
  readonly incomplete: boolean;
  /** The records that were taken apart for it, the newest first. */
  readonly sources: readonly PlacedSource[];
}

export interface PlacedSource extends Source {
  /** In the list of inputs. */
  readonly file: number;
}

export interface Settled {
  readonly groups: readonly Group[];
  /** Copies that a newer one stands for. */
  readonly dropped: number;
}

export interface Census {
  readonly add: (file: number, bytes: Uint8Array, taken: Taken) => void;
  readonly settle: () => Settled;
}

export const digestOf = (bytes: Uint8Array | string): string =>
  createHash("sha256").update(bytes).digest().toString("latin1", 0, 16);

/** The same value for all that say the same. */
function pool<T>(): (value: T) => T {
  const known = new Map<string, T>();
  return (value) => {
    const key = JSON.stringify(value);
    const there = known.get(key) ?? value;
    known.set(key, there);
    return there;
  };
}

export function openCensus(recognized: (subject: Subject) => Recognition): Census {
  const entries = new Map<string, Entry>();
  const subjects: Subject[] = [];
  const recognitions: Recognition[] = [];
  const places = new Map<string, number>();
  const sources: { readonly source: PlacedSource; readonly key: string }[] = [];
  const claimed = { keys: new Set<string>(), known: new Set<Recognition>() };
  const proven = pool<Proving | undefined>();
  let dropped = 0;

  const placeOf = (subject: Subject): number => {
    const key = digestOf(JSON.stringify([subject.issuer, subject.keys]));
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, subjects.length);
    recognitions.push(recognized(subject));
    // Who it is, its keys and numbers say from here on.
    return subjects.push({ ...subject, identifiers: [] }) - 1;
  };
  const keyOf = (member: Member, file: number): string =>
    digestOf(equalityOf(member) ?? JSON.stringify([file, member.nth]));

  return {
    add: (file, bytes, { members, refusals, source }) => {
      const digest = digestOf(bytes);
      for (const member of members) {
        const key = keyOf(member, file);
        const { nth, flag } = member;
        const age = ageOf(member.document);
        const proving = proven(member.proving);
        const entry: Entry = { file, nth, subject: placeOf(member.subject), digest, proving, flag, ...age };
        const other = entries.get(key);
        if (other !== undefined) dropped += 1;
        if (other === undefined || (compareAges(entry, other) || byCode(digest, other.digest)) > 0)
          entries.set(key, entry);
      }
      const [first] = members;
      if (source !== undefined && first !== undefined)
        sources.push({ source: { ...source, file }, key: keyOf(first, file) });
      for (const subject of refusals.flatMap(({ about }) => about)) {
        for (const key of subject.keys) claimed.keys.add(key);
        const known = recognized(subject);
        if (typeof known === "number") claimed.known.add(known);
      }
    },
    settle: () => {
      // The members without the refused decide who belongs together: a forgery must not join two learners.
      const fellowships = fellowshipsOf(subjects, recognitions);
      const groupOf = new Map(fellowships.flatMap((one, at) => one.subjects.map((subject) => [subject, at])));
      const filled = fellowships.map(() => ({ entries: [] as Entry[], sources: [] as PlacedSource[] }));
      const homeOf = (entry: Entry | undefined) => filled[groupOf.get(entry?.subject ?? -1) ?? -1];
      for (const entry of entries.values()) homeOf(entry)?.entries.push(entry);
      for (const { source, key } of sources) homeOf(entries.get(key))?.sources.push(source);
      const groups = fellowships.map(({ subjects: own, known }, at): Group => {
        const them = own.flatMap((subject) => subjects[subject] ?? []);
        return {
          entries: filled[at]?.entries ?? [],
          sources: (filled[at]?.sources ?? []).sort((a, b) => byCode(b.validFrom, a.validFrom) || byCode(a.id, b.id)),
          subjects: them,
          ...(known === undefined ? {} : { known }),
          incomplete:
            (known !== undefined && claimed.known.has(known)) ||
            them.some(({ keys }) => keys.some((key) => claimed.keys.has(key))),
        };
      });
      // All of somebody's credentials may be older copies of what is another's.
      return { groups: groups.filter((group) => group.entries.length > 0), dropped };
    },
  };
}
