// What merge keeps of a file that it verified: where its credentials lie, whom they are about, and what was found out
// about them. It is plain data, which a worker can send.
import type { World } from "../checks/examination.ts";
import { Fault, type FaultFacts } from "../core/fault.ts";
import { digestOf } from "../core/packed.ts";
import type { Subject } from "../model/learner.ts";
import { type Age, ageOf, equalityOf } from "./double.ts";
import type { Member } from "./member.ts";
import type { Proving } from "./proving.ts";
import { type Refusal, type Source, type TakePolicy, take } from "./take.ts";

/** One credential of a file. */
export interface Tallied {
  /** Its place among the credentials of the file. */
  readonly nth: number;
  /** The same for all copies of one credential. */
  readonly key: string;
  readonly age: Age;
  readonly subject: Subject;
  readonly proving?: Proving;
  readonly flag?: string;
}

/** A part of a file that is read by itself, from one byte to another. */
export interface FileSpan {
  readonly path: string;
  readonly from: number;
  readonly end: number;
}

export interface Tally {
  readonly file: string;
  /** Where its bytes lie; undefined for a whole file. */
  readonly span?: FileSpan;
  /** Of its bytes, which must be the same when they are read again. */
  readonly digest: string;
  readonly members: readonly Tallied[];
  readonly refusals: readonly Refusal[];
  readonly source?: Source;
}

function tallied({ file, nth, document, subject, proving, flag, issuerId }: Member): Tallied {
  return {
    nth,
    key: digestOf(equalityOf({ document, issuerId }) ?? JSON.stringify([file, nth])),
    age: ageOf(document),
    subject,
    ...(proving === undefined ? {} : { proving }),
    ...(flag === undefined ? {} : { flag }),
  };
}

/** A file that cannot be read is refused like one that does not hold. */
export const unreadable = (file: string, fault: FaultFacts): Tally => ({
  file,
  digest: "",
  members: [],
  refusals: [{ fault: { file, ...fault }, about: [] }],
});

export async function tally(bytes: Uint8Array, file: string, world: World, policy: TakePolicy): Promise<Tally> {
  try {
    const { members, ...rest } = await take(bytes, file, world, policy);
    return { file, digest: digestOf(bytes), members: members.map(tallied), ...rest };
  } catch (error) {
    if (error instanceof Fault) return unreadable(file, error.facts);
    throw error;
  }
}
