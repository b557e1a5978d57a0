// The first pass of merge: every input is verified, and what is kept of it is where it lies and whom it is about.
import { type FaultFacts, fault } from "../core/fault.ts";
import { digestOf } from "../core/packed.ts";
import type { Storage } from "../core/storage.ts";
import { count } from "../core/text.ts";
import type { Census, Entry } from "../flows/census.ts";
import type { RecordForm } from "../flows/member.ts";
import { type Member, type TakePolicy, takenAgain } from "../flows/take.ts";
import { unreadable } from "../flows/tally.ts";
import { eachCredential } from "../shell/credential-file.ts";
import { type CredentialInput, readCredential } from "../shell/credential-lines.ts";
import type { Brought } from "../shell/evidence.ts";
import { type Inputs, outcomesOf } from "../shell/examining.ts";
import { readBytes } from "../shell/files.ts";
import type { Voice } from "./terminal.ts";

/** Files, each of which can be read again; standard input is kept, for it comes but once. */
export interface InputFiles {
  readonly inputs: Inputs;
  readonly read: (input: CredentialInput) => Promise<Uint8Array>;
}

const STANDARD = "-";

export async function inputFiles(named: readonly string[], storage: Storage): Promise<InputFiles> {
  const found = storage.pile<CredentialInput>();
  for await (const input of eachCredential(named, { within: true, storage })) found.add(input);
  const standard = named.includes(STANDARD) ? await readBytes(STANDARD) : undefined;
  const kept = ({ file }: CredentialInput) => (file === STANDARD ? standard : undefined);
  return {
    inputs: {
      length: found.size(),
      *[Symbol.iterator]() {
        for (const input of found) {
          const bytes = kept(input);
          yield { ...input, ...(bytes === undefined ? {} : { bytes }) };
        }
      },
    },
    read: async (input) => kept(input) ?? readCredential(input),
  };
}

export interface Passing {
  readonly files: InputFiles;
  readonly census: Census;
  readonly policy: TakePolicy;
  readonly brought: Brought;
  readonly jobs: number | undefined;
  readonly voice: Pick<Voice, "now" | "say" | "progress">;
  readonly refuse: (facts: FaultFacts) => void;
}

/** How many credentials were taken. */
export async function passInputs(passing: Passing): Promise<number> {
  const { files, census, policy, brought, jobs, voice, refuse } = passing;
  const { inputs } = files;
  let [done, members, records] = [0, 0, 0];
  const places = inputs[Symbol.iterator]();
  for await (const outcome of outcomesOf("tally", inputs, { now: voice.now, policy }, brought, jobs)) {
    const tally = "members" in outcome ? outcome : unreadable(outcome.file ?? "", outcome);
    const { span } = places.next().value ?? {};
    census.add({ ...tally, ...(span && { span }) });
    members += tally.members.length;
    if (tally.source !== undefined) records += 1;
    for (const refusal of tally.refusals) refuse(refusal.fault);
    voice.progress(++done, inputs.length, "files verified");
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
  { read }: InputFiles,
  form: RecordForm,
): Promise<readonly Member[]> {
  const byFile = new Map<string, Entry[]>();
  for (const entry of entries) {
    const known = byFile.get(entry.file);
    if (known === undefined) byFile.set(entry.file, [entry]);
    else known.push(entry);
  }
  const members: Member[] = [];
  for (const [file, wanted] of byFile) {
    const bytes = await read({ file, ...(wanted[0]?.span && { span: wanted[0].span }) });
    const found = digestOf(bytes);
    if (wanted.some(({ digest }) => digest !== found)) {
      throw fault("MERGE_IMPOSSIBLE", "the file was changed after it was verified", { file, hint: "Run it again." });
    }
    const parts = takenAgain(bytes, file, form);
    for (const { nth, proving, flag, who } of wanted) {
      const member = parts[nth];
      if (member !== undefined)
        members.push({
          ...member,
          ...(proving === undefined ? {} : { proving }),
          ...(flag === undefined ? {} : { flag }),
          ...(who === undefined ? {} : { who }),
        });
    }
  }
  return members;
}
