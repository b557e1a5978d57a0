// merge: signed credentials into one ClrCredential, or one for each learner.
import { join } from "node:path";
import { Option } from "commander";
import { exitOf, Fault, type FaultFacts, FaultList, fault } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import type { Storage } from "../core/storage.ts";
import { count } from "../core/text.ts";
import { byAge, type Group, openCensus, type Settled } from "../flows/census.ts";
import { type KnownLearner, recognizing } from "../flows/known-learner.ts";
import { PROOF_NAMES } from "../proofs/secure.ts";
import { bring } from "../shell/evidence.ts";
import { readLearners } from "../shell/learner-file.ts";
import { openRecording } from "../shell/recording.ts";
import { withStorage } from "../shell/storage.ts";
import { EXIT, worstExit } from "./exit.ts";
import { atLeastOne, collect, evidenceFlags, signingFlags } from "./flags.ts";
import { type MergeFlags, onProblem, PROBLEMS, requirePlan } from "./merge-flags.ts";
import { inputFiles, passInputs } from "./merge-inputs.ts";
import { type Made, type Merging, makeRecord } from "./merge-record.ts";
import { factsOf, lineOf, openReport } from "./merge-report.ts";
import type { Register } from "./register.ts";
import { type Voice, voiceOf, withManners } from "./terminal.ts";

type Report = ReturnType<typeof openReport>;

const filesOf = ({ entries }: Group): readonly string[] => [...new Set(entries.map(({ file }) => file))];

/** All of it as one learner's, by the registrar's own word. */
const together = (groups: readonly Group[], incomplete: boolean): Group => ({
  name: "",
  entries: groups.flatMap(({ entries }) => entries),
  sources: groups.flatMap(({ sources }) => sources).sort(byAge),
  known: 0,
  incomplete,
});

/** Records that are named where one was wanted. */
const MOST_NAMED = 10;

function onlyGroup(settled: Settled, incomplete: boolean, learners: readonly KnownLearner[]): Group {
  if (learners.length > 0) return together([...settled.groups()], incomplete);
  const groups: Group[] = [];
  for (const group of settled.groups()) if (groups.push(group) === MOST_NAMED) break;
  const [group, ...others] = groups;
  if (group !== undefined && others.length === 0) return { ...group, incomplete };
  const listed = groups.map((one) => `\n    ${filesOf(one).join(", ")}`);
  throw fault(
    "MERGE_IMPOSSIBLE",
    `the credentials do not say that they are about one learner; these belong together:${listed.join("")}`,
    {
      hint: "--per-learner makes a record for each. --learner FILE says who they are all about, and you answer for it.",
    },
  );
}

async function mergeOne(group: Group, merging: Merging, voice: Voice, report: Report): Promise<void> {
  const { flags } = merging;
  const out = flags.out === "-" ? undefined : flags.out;
  const made = await makeRecord(group, out, merging);
  report.take(made, out ?? "the record");
  if (voice.json) voice.print(JSON.stringify(factsOf(made, out)));
  else voice.print(out === undefined ? made.text : lineOf(made, out));
}

/** One record after the other, in the order of their names; none of them is held longer than it takes to make it. */
async function mergeEach(settled: Settled, merging: Merging, voice: Voice, report: Report): Promise<number> {
  const { flags } = merging;
  const { out = "" } = flags;
  const states: Record<Made["state"], number> = { written: 0, unchanged: 0 };
  let [done, credentials, withheld] = [0, 0, 0];
  for (const group of settled.groups()) {
    credentials += group.entries.length;
    const path = join(out, group.name);
    try {
      if (group.incomplete && onProblem(flags) === "refuse") withheld += 1;
      else {
        const made = await makeRecord(group, path, merging);
        states[made.state] += 1;
        report.take(made, path);
        if (voice.json) voice.print(JSON.stringify(factsOf(made, path)));
      }
    } catch (error) {
      for (const facts of faultsIn(error)) voice.blame(facts);
    }
    voice.progress(++done, settled.records, "records");
  }
  const made = states.written + states.unchanged;
  if (withheld > 0)
    voice.say(`laurel: note: ${count(withheld, "record")} not made, because a credential of the learner was refused`);
  const same = states.unchanged === 0 ? "" : `, ${states.unchanged} unchanged`;
  if (!voice.json) voice.print(`${count(made, "record")} from ${count(credentials, "credential")}${same}: ${out}`);
  return made < settled.records ? EXIT.no : EXIT.done;
}

/** The faults of one learner's credentials; anything else is not theirs. */
function faultsIn(error: unknown): readonly FaultFacts[] {
  if (error instanceof FaultList) return error.faults;
  if (error instanceof Fault && error.facts.code === "MERGE_IMPOSSIBLE") return [error.facts];
  throw error;
}

const refusedOf = ({ file, pointer, code, message }: FaultFacts): JsonObject => ({
  file: file ?? null,
  state: "refused",
  ...(pointer === undefined ? {} : { pointer }),
  code,
  message,
});

async function learnersFor({ learner, perLearner }: MergeFlags, issuerId: string) {
  if (learner === undefined) return [];
  const known = await readLearners(learner, issuerId);
  if (perLearner === true || known.length === 1) return known;
  throw fault("USAGE", `want one learner in ${learner} for one record, got ${known.length}`, {
    hint: "--per-learner makes a record for each.",
  });
}

async function merge(inputs: readonly string[], flags: MergeFlags, voice: Voice, storage: Storage): Promise<number> {
  requirePlan(flags);
  const recording = await openRecording(flags, voice);
  const learners = await learnersFor(flags, recording.issuerId);
  const brought = await bring(flags, voice.offline);
  const files = await inputFiles(inputs, storage);
  const census = openCensus(recognizing(learners), storage);
  const action = onProblem(flags);
  const faults: FaultFacts[] = [];
  const statuses = new Set<number>();
  const taken = await passInputs({
    files,
    census,
    policy: {
      acceptUnverified: flags.acceptUnverified === true,
      flag: action === "flag",
      form: recording.form,
    },
    brought,
    jobs: flags.jobs,
    voice,
    refuse: (facts) => {
      statuses.add(exitOf(facts.code));
      if (flags.perLearner !== true && action === "refuse") faults.push(facts);
      else {
        voice.blame(facts);
        if (voice.json) voice.print(JSON.stringify(refusedOf(facts)));
      }
    },
  });
  if (faults.length > 0) throw new FaultList(faults);
  const settled = census.settle(recording);
  if (settled.dropped > 0)
    voice.say(`laurel: note: ${count(settled.dropped, "credential")} stood there twice; the newest of each is carried`);
  if (taken === 0) return worstExit([...statuses]);
  const merging: Merging = { files, recording, learners, flags };
  const report = openReport(voice);
  if (flags.perLearner === true) statuses.add(await mergeEach(settled, merging, voice, report));
  else await mergeOne(onlyGroup(settled, statuses.size > 0, learners), merging, voice, report);
  report.close();
  return worstExit([EXIT.done, ...statuses]);
}

export const mergeCommand: Register = (program, terminal, finish) => {
  const command = withManners(program.command("merge"))
    .description(
      "Merges signed badges into one signed CLR 2.0 record, or one for each learner. Each badge is verified first and carried as it came. A record of yours among the inputs becomes its next version.",
    )
    .argument("<files...>", "credential files, also pictures with a credential baked in, or folders of them")
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
    .option("--with-ancestors", "also list what stands above the record's competencies in their frameworks")
    .option("--partial", "say in the record that more is known of the learner")
    .option("--no-partial", "do not say so because of what is required, or because a record that goes in says so")
    .option(
      "--learner <file>",
      "who learners are: id, email, did, name of one; a list or table of many with --per-learner",
    )
    .addOption(
      new Option(
        "--on-problem <way>",
        "what to do with a credential that does not hold: refuse the record, skip the credential, or flag it and carry it if its issuer signed it and it is expired, suspended or not decided (default: refuse; skip with --per-learner)",
      ).choices([...PROBLEMS]),
    )
    .option(
      "--jobs <n>",
      "files verified at a time (default: one for each core, when there are many files)",
      atLeastOne,
    )
    .option("--accept-unverified", "also take what cannot be decided now, such as an issuer that cannot be reached");
  evidenceFlags(signingFlags(command, PROOF_NAMES))
    .addHelpText(
      "after",
      `
Examples:
  $ laurel merge credentials --per-learner --out records      a record for every learner
  $ laurel merge weld-101.json osha-10.json --out record.json  one learner's badges
  $ laurel merge record.json osha-30.json --out record-2.json  the next version, with one badge more
  $ laurel merge credentials --per-learner --learner people.csv --out records
  $ laurel merge badge.jwt weld-101.json --proof vc-jwt --out record.jwt`,
    )
    .action(async (files: string[], flags: MergeFlags) => {
      const voice = voiceOf(flags, terminal);
      finish(await withStorage((storage) => merge(files, flags, voice, storage)));
    });
};
