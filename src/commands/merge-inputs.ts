// The first pass of merge: every input is verified, and what is kept of it is where it lies and whom it is about.
import type { World } from "../checks/examination.ts";
import { Fault, type FaultFacts, fault } from "../core/fault.ts";
import type { Packed } from "../core/packed.ts";
import { count } from "../core/text.ts";
import { type Census, digestOf } from "../flows/census.ts";
import type { Entry } from "../flows/entry.ts";
import type { RecordForm } from "../flows/member.ts";
import { type Member, type Taken, type TakePolicy, take, takenAgain } from "../flows/take.ts";
import { readBytes } from "../shell/files.ts";
import type { Voice } from "./terminal.ts";

/** Files by their places, each of which can be read again; standard input is kept, for it comes but once. */
export interface InputFiles {
  readonly names: Packed;
  readonly read: (file: number) => Promise<Uint8Array>;
}

export function inputFiles(names: Packed): InputFiles {
  const kept = new Map<string, Uint8Array>();
  return {
    names,
    read: async (file) => {
      const name = names.at(file);
      const bytes = kept.get(name) ?? (await readBytes(name));
      if (name === "-") kept.set(name, bytes);
      return bytes;
    },
  };
}

/** A file that cannot be read is refused like one that does not hold. */
async function taken(bytes: () => Promise<Uint8Array>, file: string, world: World, policy: TakePolicy) {
  const none = new Uint8Array();
  try {
    const read = await bytes();
    return { bytes: read, input: await take(read, file, world, policy) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const input: Taken = { members: [], refusals: [{ fault: { file, ...error.facts }, about: [] }] };
    return { bytes: none, input };
  }
}

export interface Passing {
  readonly files: InputFiles;
  readonly census: Census;
  readonly world: () => World;
  readonly policy: TakePolicy;
  readonly voice: Voice;
  readonly refuse: (facts: FaultFacts) => void;
}

/** How many credentials were taken. */
export async function passInputs({ files, census, world, policy, voice, refuse }: Passing): Promise<number> {
  let members = 0;
  let records = 0;
  for (let at = 0; at < files.names.length; at += 1) {
    const file = files.names.at(at);
    const { bytes, input } = await taken(() => files.read(at), file, world(), policy);
    census.add(at, bytes, input);
    members += input.members.length;
    if (input.source !== undefined) records += 1;
    for (const refusal of input.refusals) refuse(refusal.fault);
    voice.progress(at + 1, files.names.length, "files verified");
  }
  if (records > 0) {
    voice.say(
      `laurel: note: ${count(records, "CLR")} ${records === 1 ? "was" : "were"} taken apart: the credentials are carried, the signature around them is not, and associations are made anew`,
    );
  }
  return members;
}

/** The credentials of one learner, read again: they must be the bytes that were verified. */
export async function membersAt(
  entries: readonly Entry[],
  { names, read }: InputFiles,
  form: RecordForm,
): Promise<readonly Member[]> {
  const byFile = new Map<number, Entry[]>();
  for (const entry of entries) byFile.set(entry.file, [...(byFile.get(entry.file) ?? []), entry]);
  const members: Member[] = [];
  for (const [at, wanted] of byFile) {
    const file = names.at(at);
    const bytes = await read(at);
    if (wanted.some(({ digest }) => Buffer.compare(digest, digestOf(bytes)) !== 0)) {
      throw fault("MERGE_IMPOSSIBLE", "the file was changed after it was verified", { file, hint: "Run it again." });
    }
    const parts = takenAgain(bytes, file, form);
    for (const { nth, proving, flag } of wanted) {
      const member = parts[nth];
      if (member !== undefined)
        members.push({
          ...member,
          ...(proving === undefined ? {} : { proving }),
          ...(flag === undefined ? {} : { flag }),
        });
    }
  }
  return members;
}
