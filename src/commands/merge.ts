// merge: signed credentials into one ClrCredential, or one for each learner.
import { basename, join } from "node:path";
import { Option } from "commander";
import type { World } from "../checks/examination.ts";
import { exitOf, type FaultFacts, FaultList, fault } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import type { JsonObject } from "../core/json.ts";
import { count } from "../core/text.ts";
import { contextsFor, learnersOf, type Member, take, withoutDoubles } from "../flows/merge.ts";
import { offeringsOf } from "../flows/offering.ts";
import { learnerStem } from "../model/file-name.ts";
import { frameworkIndex } from "../model/framework-index.ts";
import { type Person, personOf, recordOf } from "../model/record.ts";
import { PROOF_NAMES } from "../proofs/secure.ts";
import { schemaFor } from "../schemas/schema.ts";
import { validate } from "../schemas/validate.ts";
import { NO_CATALOGUE, readCatalogue } from "../shell/catalogue.ts";
import { bring } from "../shell/evidence.ts";
import { credentialFiles, readText, writeWhole } from "../shell/files.ts";
import { readFrameworks } from "../shell/framework-file.ts";
import { readLearner } from "../shell/learner-file.ts";
import { requiredSettings } from "../shell/settings.ts";
import { openSigning } from "../shell/signing.ts";
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

/** Verifies every input; gives the credentials that hold, and the faults of the others. */
async function takeAll(files: readonly string[], world: World, flags: MergeFlags, voice: Voice) {
  const members: Member[] = [];
  const faults: FaultFacts[] = [];
  for (const [index, file] of files.entries()) {
    const taken = await take(await readText(file), file, world, flags.acceptUnverified === true);
    if ("fault" in taken) faults.push(taken.fault);
    else members.push(...taken.members);
    if ("note" in taken && taken.note !== undefined) voice.say(`laurel: note: ${taken.note}`);
    voice.progress(index + 1, files.length, "credentials verified");
  }
  return { members, faults };
}

/** The issuer's side of every record: who signs it, and what catalogue and frameworks say of its achievements. */
async function openRecording(flags: MergeFlags, voice: Voice) {
  const settings = await requiredSettings(flags.config);
  const signing = await openSigning(settings, flags, voice);
  const catalogue = settings.achievements === undefined ? NO_CATALOGUE : await readCatalogue(settings.achievements);
  const frameworks = await readFrameworks([...new Set([...settings.frameworks, ...flags.framework])]);
  const offerings = offeringsOf({
    catalogue: catalogue.specs,
    images: catalogue.images,
    locate: catalogue.locate,
    index: frameworkIndex(frameworks),
    issuerId: signing.issuerId,
    now: voice.now,
    note: () => {},
  });
  const record = (members: readonly Member[], learner: Person, contexts: readonly string[]) =>
    recordOf({
      contexts,
      issuer: signing.issuer,
      name: flags.name,
      partial: flags.partial === true,
      validFrom: stampOf(voice.now),
      learner,
      members: members.map(({ document }) => document),
      catalogue: catalogue.specs,
      achievementFor: ({ slug }) => {
        const found = offerings.find(slug);
        return "offering" in found ? found.offering.achievement : {};
      },
      frameworks,
    });
  return { signing, record };
}

type Recording = Awaited<ReturnType<typeof openRecording>>;

async function signedRecord(members: readonly Member[], learner: Person, { signing, record }: Recording) {
  const fitting = contextsFor(members);
  if ("fault" in fitting) throw new FaultList([fitting.fault]);
  const { document, notices } = record(members, learner, fitting.contexts);
  const complaints = await validate(schemaFor("clr", "2.0"), document);
  if (complaints.length > 0) {
    throw new FaultList(
      complaints.map(
        ({ pointer, message }): FaultFacts => ({
          code: "MERGE_IMPOSSIBLE",
          message: `the record would break CLR 2.0: ${message}`,
          pointer,
        }),
      ),
    );
  }
  return { document, notices, secured: await signing.secure(document) };
}

const associationsIn = (document: JsonObject): number => {
  const { association } = document["credentialSubject"] as JsonObject;
  return Array.isArray(association) ? association.length : 0;
};

interface Merging {
  readonly members: readonly Member[];
  readonly recording: Recording;
  readonly learner: Person | undefined;
  readonly flags: MergeFlags;
  readonly voice: Voice;
}

/** Signs one record and stores it, or prints it. */
async function write(
  members: readonly Member[],
  out: string | undefined,
  { recording, learner, flags, voice }: Merging,
): Promise<void> {
  const { document, notices, secured } = await signedRecord(
    members,
    learner ?? personOf(members.map(({ subject }) => subject)),
    recording,
  );
  for (const { message } of notices) voice.say(`laurel: note: ${message}`);
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
    const listed = groups.map((group) => `\n    ${group.map(({ file }) => basename(file)).join(", ")}`).slice(0, 10);
    throw fault(
      "MERGE_IMPOSSIBLE",
      `the credentials do not say that they are about one learner; these belong together:${listed.join("")}`,
      {
        hint: "--per-learner makes a record for each. --learner FILE says who they are all about, and you answer for it.",
      },
    );
  }
  await write(members, flags.out, merging);
  return EXIT.done;
}

/** The institution's number names a learner's file; without one, a hash does. */
function stemOf(group: readonly Member[], issuerId: string): string {
  const own =
    group.find(({ subject, issuerId: by }) => by === issuerId && subject.numbers.length > 0) ??
    group.find(({ subject }) => subject.numbers.length > 0);
  const number = own?.subject.numbers[0]?.number;
  const [member] = group;
  return learnerStem(number === undefined ? { did: member?.subject.keys[0] ?? "" } : { id: number });
}

async function mergeEach(merging: Merging): Promise<number> {
  const { members, recording, flags, voice } = merging;
  const { out } = flags;
  if (out === undefined) throw fault("USAGE", "want --out DIR with --per-learner: the records are many files");
  const taken = new Set<string>();
  const statuses: number[] = [EXIT.done];
  const groups = learnersOf(members);
  for (const [index, group] of groups.entries()) {
    const stem = stemOf(group, recording.signing.issuerId);
    let name = stem;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}`;
    taken.add(name.toLowerCase());
    try {
      await write(group, join(out, `${name}${recording.signing.extension}`), merging);
    } catch (error) {
      if (!(error instanceof FaultList)) throw error;
      for (const facts of error.faults) voice.blame(facts);
      statuses.push(EXIT.no);
    }
    voice.progress(index + 1, groups.length, "records");
  }
  const made = groups.length - statuses.filter((status) => status !== EXIT.done).length;
  if (!voice.json) voice.print(`${count(made, "record")} from ${count(members.length, "credential")}: ${out}`);
  return worstExit(statuses);
}

async function merge(inputs: readonly string[], flags: MergeFlags, voice: Voice): Promise<number> {
  const recording = await openRecording(flags, voice);
  const learner = flags.learner === undefined ? undefined : await readLearner(flags.learner);
  const { load, keys } = await bring(flags, voice.offline);
  const files = await credentialFiles(inputs);
  const { members, faults } = await takeAll(files, { now: voice.now, load, keys }, flags, voice);
  // One record without a part of what was asked for would be a wrong record; of many, the others are right.
  if (faults.length > 0 && flags.perLearner !== true) throw new FaultList(faults);
  for (const facts of faults) voice.blame(facts);
  const { kept, dropped } = withoutDoubles(members);
  if (dropped.length > 0)
    voice.say(`laurel: note: ${count(dropped.length, "credential")} stood there twice; the newest of each is carried`);
  const merging = { members: kept, recording, learner, flags, voice };
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
