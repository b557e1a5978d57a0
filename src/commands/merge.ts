// merge: signed credentials into one ClrCredential, or one for each learner.
import { join } from "node:path";
import { Option } from "commander";
import type { World } from "../checks/examination.ts";
import { exitOf, Fault, type FaultFacts, FaultList, fault } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { count } from "../core/text.ts";
import { type Group, groupsOf, learnersOf, recordNames, withoutDoubles } from "../flows/merge.ts";
import { type Member, type Taken, take } from "../flows/take.ts";
import type { Subject } from "../model/learner.ts";
import { type Person, personOf } from "../model/record.ts";
import { PROOF_NAMES } from "../proofs/secure.ts";
import { bring } from "../shell/evidence.ts";
import { credentialFiles, readText, writeWhole } from "../shell/files.ts";
import { readLearner } from "../shell/learner-file.ts";
import { openRecording, type Recording } from "../shell/recording.ts";
import { EXIT, worstExit } from "./exit.ts";
import { collect, evidenceFlags, signingFlags } from "./flags.ts";
import type { Register } from "./register.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";

interface MergeFlags extends Manners {
  readonly out?: string;
  readonly perLearner?: boolean;
  readonly name: string;
  readonly framework: readonly string[];
  readonly partial?: boolean;
  readonly proof?: string;
  readonly key?: string;
  readonly passphraseFile?: string;
  readonly learner?: string;
  readonly acceptUnverified?: boolean;
  readonly evidence: readonly string[];
  readonly keys: readonly string[];
}

/** A file that cannot be read is refused like one that does not hold. */
async function taken(file: string, world: World, flags: MergeFlags): Promise<Taken> {
  try {
    return await take(await readText(file), file, world, flags.acceptUnverified === true);
  } catch (error) {
    if (error instanceof Fault) return { fault: { file, ...error.facts }, about: [] };
    throw error;
  }
}

/** Verifies every input; gives the credentials that hold, and the faults of the others. */
async function takeAll(files: readonly string[], world: () => World, flags: MergeFlags, voice: Voice) {
  const members: Member[] = [];
  const faults: FaultFacts[] = [];
  const refused: Subject[] = [];
  for (const [index, file] of files.entries()) {
    const input = await taken(file, world(), flags);
    if ("fault" in input) {
      faults.push(input.fault);
      refused.push(...input.about);
    } else members.push(...input.members);
    if ("note" in input && input.note !== undefined) voice.say(`laurel: note: ${input.note}`);
    voice.progress(index + 1, files.length, "credentials verified");
  }
  return { members, faults, refused };
}

const associationsIn = (document: JsonObject): number => {
  const { association } = document["credentialSubject"] as JsonObject;
  return Array.isArray(association) ? association.length : 0;
};

interface Merging {
  readonly members: readonly Member[];
  /** Whom refused credentials claim to be about. */
  readonly refused: readonly Subject[];
  readonly recording: Recording;
  readonly learner: Person | undefined;
  readonly flags: MergeFlags;
  readonly voice: Voice;
  /** Notes that were said already. */
  readonly said: Set<string>;
}

/** One number for two people is a mistake that nobody sees in a signed record; the values are personal and stay out. */
function noteContradictions(members: readonly Member[], out: string, voice: Voice): void {
  const values = (type: string) =>
    new Set(
      members.flatMap(({ subject }) =>
        subject.identifiers
          .filter((identity) => identity["identityType"] === type && identity["hashed"] !== true)
          .map((identity) => String(identity["identityHash"]).toLowerCase()),
      ),
    ).size;
  const [names, addresses] = [values("name"), values("emailAddress")];
  if (names < 2 || addresses < 2) return;
  const said = `its credentials give the learner ${count(names, "name")} and ${count(addresses, "e-mail address", "e-mail addresses")}`;
  voice.say(`laurel: note: ${out}: ${said}; see that they are about one person`);
}

/** Signs one record and stores it, or prints it. */
async function write(
  { members, incomplete }: Group,
  out: string | undefined,
  { recording, learner, flags, voice, said }: Merging,
): Promise<void> {
  if (learner === undefined) noteContradictions(members, out ?? "the record", voice);
  const person = learner ?? personOf(members.map(({ subject }) => subject));
  const { document, notices, secured } = await recording.sign(members, person, flags.partial === true || incomplete);
  for (const { message } of notices) {
    if (!said.has(message)) voice.say(`laurel: note: ${message}`);
    said.add(message);
  }
  if (out === undefined && !voice.json) return voice.print(secured.text.trimEnd());
  if (out !== undefined) await writeWhole(out, secured.text);
  const facts = {
    out: out ?? null,
    id: document["id"],
    credentials: members.length,
    associations: associationsIn(document),
  };
  if (voice.json) voice.print(JSON.stringify(out === undefined ? { ...facts, record: secured.text.trimEnd() } : facts));
  else if (flags.perLearner !== true)
    voice.print(`${out}: ${count(members.length, "credential")}, ${count(facts.associations, "association")}`);
}

async function mergeOne(merging: Merging): Promise<number> {
  const { members, learner, flags } = merging;
  const groups = learnersOf(members);
  if (learner === undefined && groups.length > 1) {
    const listed = groups.map((group) => `\n    ${group.map(({ file }) => file).join(", ")}`).slice(0, 10);
    throw fault(
      "MERGE_IMPOSSIBLE",
      `the credentials do not say that they are about one learner; these belong together:${listed.join("")}`,
      {
        hint: "--per-learner makes a record for each. --learner FILE says who they are all about, and you answer for it.",
      },
    );
  }
  await write({ members, incomplete: false }, flags.out === "-" ? undefined : flags.out, merging);
  return EXIT.done;
}

async function mergeEach(merging: Merging): Promise<number> {
  const { members, refused, recording, flags, voice } = merging;
  const { out = "" } = flags;
  const statuses: number[] = [EXIT.done];
  const groups = groupsOf(members, refused);
  const names = recordNames(groups, recording.issuerId);
  for (const [index, group] of groups.entries()) {
    try {
      await write(group, join(out, `${names[index]}${recording.extension}`), merging);
    } catch (error) {
      if (!(error instanceof FaultList)) throw error;
      for (const facts of error.faults) voice.blame(facts);
      statuses.push(EXIT.no);
    }
    voice.progress(index + 1, groups.length, "records");
  }
  const made = groups.length - statuses.filter((status) => status !== EXIT.done).length;
  const short = groups.filter(({ incomplete }) => incomplete).length;
  if (short > 0)
    voice.say(
      `laurel: note: ${count(short, "record")} without a credential that was refused ${short === 1 ? "says" : "say"} "partial": true`,
    );
  if (!voice.json) voice.print(`${count(made, "record")} from ${count(members.length, "credential")}: ${out}`);
  return worstExit(statuses);
}

/** Flags that contradict each other, before any work. */
function requirePlan({ perLearner, out, learner, name }: MergeFlags): void {
  if (name.trim() === "") throw fault("USAGE", "want a name for the record, got nothing");
  if (perLearner !== true) return;
  if (out === undefined || out === "-")
    throw fault("USAGE", "want --out DIR with --per-learner: the records are many files");
  if (learner !== undefined)
    throw fault("USAGE", "want --per-learner or --learner, got both: one learner has one record");
}

/** Credentials that say by hashes alone whom they are about cannot be put together. */
function noteHashes(members: readonly Member[], voice: Voice): void {
  const hidden = members.filter(
    ({ subject }) => subject.id === undefined && subject.identifiers.every((identity) => identity["hashed"] === true),
  );
  if (hidden.length > 0)
    voice.say(
      `laurel: note: ${count(hidden.length, "credential")} ${hidden.length === 1 ? "names its" : "name their"} learner by hashes alone; what belongs together, only --learner FILE can say`,
    );
}

async function merge(inputs: readonly string[], flags: MergeFlags, voice: Voice): Promise<number> {
  requirePlan(flags);
  const recording = await openRecording(flags, voice);
  const learner = flags.learner === undefined ? undefined : await readLearner(flags.learner);
  const { forFile } = await bring(flags, voice.offline);
  const world = (): World => ({ now: voice.now, ...forFile() });
  const files = await credentialFiles(inputs);
  const { members, faults, refused } = await takeAll(files, world, flags, voice);
  // One record without a part of what was asked for would be a wrong record; of many, the others are right.
  if (faults.length > 0 && flags.perLearner !== true) throw new FaultList(faults);
  for (const facts of faults) voice.blame(facts);
  const { kept, dropped } = withoutDoubles(members);
  if (dropped.length > 0)
    voice.say(`laurel: note: ${count(dropped.length, "credential")} stood there twice; the newest of each is carried`);
  if (learner === undefined) noteHashes(kept, voice);
  const merging = { members: kept, refused, recording, learner, flags, voice, said: new Set<string>() };
  const status =
    kept.length === 0 ? EXIT.done : await (flags.perLearner === true ? mergeEach(merging) : mergeOne(merging));
  return worstExit([status, ...faults.map(({ code }) => exitOf(code))]);
}

export const mergeCommand: Register = (program, terminal, finish) => {
  const command = withManners(program.command("merge"))
    .description(
      "Merges signed badges into one signed CLR 2.0 record, or one for each learner. Each badge is verified first and carried as it came.",
    )
    .argument("<files...>", "credential files, or folders of them")
    .addOption(
      new Option("--out <path>", "file for the record, or folder with --per-learner (default: standard output)"),
    )
    .option("--per-learner", "one record for each learner")
    .option("--name <text>", "name of the record", "Comprehensive Learner Record")
    .option(
      "--framework <file>",
      "a CASE framework whose relations the record shows, beside those of laurel.yaml; repeatable",
      collect,
      [],
    )
    .option("--partial", "say in the record that more is known of the learner")
    .option("--learner <file>", "YAML or JSON that says who all of it is about: id, email, did, name")
    .option("--accept-unverified", "also take what cannot be decided now, such as an issuer that cannot be reached");
  evidenceFlags(signingFlags(command, PROOF_NAMES))
    .addHelpText(
      "after",
      `
Examples:
  $ laurel merge credentials --per-learner --out records      a record for every learner
  $ laurel merge weld-101.json osha-10.json --out record.json  one learner's badges`,
    )
    .action(async (files: string[], flags: MergeFlags) => finish(await merge(files, flags, voiceOf(flags, terminal))));
};
