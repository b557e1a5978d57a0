// Which credential belongs to whom, without the credentials themselves: a batch of a hundred thousand stays on the disk,
// and each learner's are read again when their record is made.
import { createHash } from "node:crypto";
import { byCode } from "../core/text.ts";
import type { Subject } from "../model/learner.ts";
import { ageOf, equalityOf } from "./double.ts";
import { type Entry, openEntries, WIDTH } from "./entry.ts";
import { fellowshipsOf } from "./fellowship.ts";
import type { Recognition } from "./known-learner.ts";
import type { Member } from "./member.ts";
import type { Source, Taken } from "./take.ts";

/** What makes one record. */
export interface Group {
  /** Read out of the store when they are wanted. */
  readonly entries: () => readonly Entry[];
  readonly size: number;
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

export const digestOf = (bytes: Uint8Array | string): Uint8Array =>
  createHash("sha256").update(bytes).digest().subarray(0, WIDTH);

export function openCensus(recognized: (subject: Subject) => Recognition): Census {
  const entries = openEntries();
  const subjects: Subject[] = [];
  const recognitions: Recognition[] = [];
  const places = new Map<string, number>();
  const sources: { readonly source: PlacedSource; readonly key: Uint8Array }[] = [];
  const claimed = { keys: new Set<string>(), known: new Set<Recognition>() };

  const placeOf = (subject: Subject): number => {
    const key = Buffer.from(digestOf(JSON.stringify([subject.issuer, subject.keys]))).toString("latin1");
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, subjects.length);
    recognitions.push(recognized(subject));
    // Who it is, its keys and numbers say from here on.
    return subjects.push({ ...subject, identifiers: [] }) - 1;
  };
  const keyOf = (member: Member, file: number): Uint8Array =>
    digestOf(equalityOf(member) ?? JSON.stringify([file, member.nth]));

  return {
    add: (file, bytes, { members, refusals, source }) => {
      const digest = digestOf(bytes);
      for (const member of members) {
        const { nth, flag, proving } = member;
        const subject = placeOf(member.subject);
        entries.add(keyOf(member, file), { file, nth, subject, digest, proving, flag, ...ageOf(member.document) });
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
      const homes = new Uint32Array(subjects.length);
      for (const [at, { subjects: own }] of fellowships.entries()) for (const subject of own) homes[subject] = at;
      const newest = entries.newest();
      const home = new Uint32Array(entries.size());
      const sizes = new Uint32Array(fellowships.length);
      for (const row of newest) {
        home[row] = homes[entries.subjectAt(row)] ?? 0;
        sizes[home[row] ?? 0] = (sizes[home[row] ?? 0] ?? 0) + 1;
      }
      const byHome = newest.slice().sort((a, b) => (home[a] ?? 0) - (home[b] ?? 0) || a - b);
      const ownSources = fellowships.map((): PlacedSource[] => []);
      for (const { source, key } of sources) {
        const row = entries.rowOf(key, newest);
        if (row !== undefined) ownSources[home[row] ?? 0]?.push(source);
      }
      let end = 0;
      const groups = fellowships.map(({ subjects: own, known }, at): Group => {
        const them = own.flatMap((subject) => subjects[subject] ?? []);
        const start = end;
        end += sizes[at] ?? 0;
        const rows = byHome.subarray(start, end);
        return {
          entries: () => Array.from(rows, entries.at),
          size: rows.length,
          sources: (ownSources[at] ?? []).sort((a, b) => byCode(b.validFrom, a.validFrom) || byCode(a.id, b.id)),
          subjects: them,
          ...(known === undefined ? {} : { known }),
          incomplete:
            (known !== undefined && claimed.known.has(known)) ||
            them.some(({ keys }) => keys.some((key) => claimed.keys.has(key))),
        };
      });
      // All of somebody's credentials may be older copies of what is another's.
      return { groups: groups.filter(({ size }) => size > 0), dropped: entries.size() - newest.length };
    },
  };
}
