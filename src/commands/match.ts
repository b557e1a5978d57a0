// match: which of a job's competencies a candidate's verified record shows.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Option } from "commander";
import type { World } from "../checks/examination.ts";
import { exitOf, Fault, type FaultFacts, FaultList, fault } from "../core/fault.ts";
import { byCode } from "../core/text.ts";
import { type Held, type Holding, heldIn, strangers } from "../flows/holding.ts";
import { type Matched, matchOf } from "../flows/match.ts";
import { type Desk, deskFor } from "../flows/match-desk.ts";
import { factsOf } from "../flows/showing.ts";
import { STRENGTHS, type Strength } from "../model/crosswalk.ts";
import { type Job, jobOf } from "../model/job.ts";
import { readDocument } from "../readers/document.ts";
import { locatedFault } from "../readers/located.ts";
import { eachCredential } from "../shell/credential-file.ts";
import { readCredential } from "../shell/credential-lines.ts";
import { bring } from "../shell/evidence.ts";
import { readText } from "../shell/files.ts";
import { readFrameworks } from "../shell/framework-file.ts";
import { readSettings } from "../shell/settings.ts";
import { EXIT, worstExit } from "./exit.ts";
import { collect, type EvidenceFlags, evidenceFlags } from "./flags.ts";
import { csvHead, csvRow, matchReport } from "./match-report.ts";
import type { Register } from "./register.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";
import { jsonLine } from "./verify-json.ts";

interface Flags extends Manners, EvidenceFlags {
  readonly job?: string;
  readonly framework: readonly string[];
  readonly candidates?: string;
  readonly csv?: boolean;
  readonly atLeast: Strength;
  readonly onePerson?: boolean;
}

/** One person's files, under the name that the reports have. */
interface Candidate {
  readonly name: string;
  readonly inputs: readonly string[];
}

const STATUS: Readonly<Record<Matched["answer"], number>> = { yes: EXIT.done, no: EXIT.no, "cannot tell": EXIT.unsure };

/** Each file or folder in a folder is one candidate. */
function candidatesIn(folder: string): readonly Candidate[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw fault("FILE_MISSING", "want a folder with a file or folder for each candidate", { file: folder });
  const names = readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .sort(byCode);
  if (names.length === 0) throw fault("FILE_MISSING", "the folder holds no candidates", { file: folder });
  return names.map((name) => ({ name, inputs: [join(folder, name)] }));
}

/** Whom is asked about, and the job: without --job it is the last of what was named. */
function asked(
  named: readonly string[],
  flags: Flags,
): { readonly candidates: readonly Candidate[]; readonly job: string } {
  const job = flags.job ?? named.at(-1);
  const inputs = flags.job === undefined ? named.slice(0, -1) : named;
  if (job === undefined) throw fault("USAGE", "want a job: its file last, or --job FILE");
  if (flags.candidates !== undefined) {
    if (inputs.length > 0) throw fault("USAGE", `want --candidates or files of one candidate, got both`);
    return { candidates: candidatesIn(flags.candidates), job };
  }
  if (inputs.length === 0) throw fault("USAGE", "want files of a candidate and a job, got one of both");
  return { candidates: [{ name: inputs.join(", "), inputs }], job };
}

async function readJob(file: string): Promise<Job> {
  const document = await readDocument(await readText(file), file);
  const { value, faults } = jobOf(document.value);
  if (faults.length > 0) throw new FaultList(faults.map((facts) => locatedFault(facts, document)));
  return value;
}

async function deskOf(job: string, flags: Flags): Promise<Desk> {
  const settings = await readSettings(flags.config);
  const files = [...new Set([...(settings?.frameworks ?? []), ...flags.framework])];
  return deskFor(await readJob(job), await readFrameworks(files), flags.atLeast);
}

interface Reading {
  readonly holdings: readonly Holding[];
  readonly unread: readonly FaultFacts[];
}

/** All that a candidate holds; a file that is no credential is told, and the others are looked at. */
async function holdingsOf({ inputs }: Candidate, flags: Flags, world: () => World, voice: Voice): Promise<Reading> {
  const files: { readonly file: string; readonly held: Held }[] = [];
  const unread: FaultFacts[] = [];
  for await (const input of eachCredential(inputs)) {
    const { file } = input;
    try {
      files.push({ file, held: await heldIn(await readCredential(input), file, world()) });
    } catch (error) {
      if (!(error instanceof Fault) || exitOf(error.facts.code) === EXIT.defect) throw error;
      unread.push({ ...error.facts, file });
      voice.blame({ ...error.facts, file });
    }
  }
  const mixed = flags.onePerson === true ? undefined : strangers(files);
  if (mixed !== undefined) throw new Fault(mixed);
  return { holdings: files.flatMap(({ held }) => [...held.holdings, ...held.claims]), unread };
}

const credentialOf = ({ file, pointer, document, standing, reason }: Holding) => ({
  file,
  pointer,
  ...factsOf(document),
  standing,
  ...(reason === undefined ? {} : { reason }),
});

type Told = { readonly holdings: readonly Holding[]; readonly matched: Matched };

function tell(name: string, { holdings, matched }: Told, desk: Desk, flags: Flags, voice: Voice, first: boolean): void {
  const { title = null, beside } = desk.job;
  const credentials = holdings.map(credentialOf);
  if (voice.json) voice.print(jsonLine({ candidate: name, job: { title, beside }, ...matched, credentials }));
  else if (flags.csv === true) {
    if (first) voice.print(csvHead(desk, matched));
    voice.print(csvRow(name, matched));
  } else voice.print(matchReport(name, matched, desk, voice.paint));
}

async function match(named: readonly string[], flags: Flags, voice: Voice): Promise<number> {
  if (voice.json && flags.csv === true) throw fault("USAGE", "want --json or --csv, got both");
  const { candidates, job } = asked(named, flags);
  const desk = await deskOf(job, flags);
  const { forFile } = await bring(flags, voice.offline);
  const world = (): World => ({ now: voice.now, ...forFile() });
  const statuses: number[] = [];
  let first = true;
  for (const [index, candidate] of candidates.entries()) {
    try {
      const { holdings, unread } = await holdingsOf(candidate, flags, world, voice);
      const matched = matchOf(desk, holdings);
      tell(candidate.name, { holdings, matched }, desk, flags, voice, first);
      first = false;
      statuses.push(STATUS[matched.answer], ...unread.map(({ code }) => exitOf(code)));
    } catch (error) {
      if (!(error instanceof Fault) || exitOf(error.facts.code) === EXIT.defect || candidates.length === 1) throw error;
      voice.blame(error.facts);
      if (voice.json)
        voice.print(
          jsonLine({
            candidate: candidate.name,
            error: { code: error.facts.code, message: error.facts.message },
          }),
        );
      statuses.push(exitOf(error.facts.code));
    }
    voice.progress(index + 1, candidates.length, "candidates matched");
  }
  return worstExit(statuses);
}

const EXAMPLES = `
Every credential is verified by itself; only one that is valid counts. Expired, suspended, revoked and self-asserted
ones, and those that do not verify, are listed apart. A competency is shown by a credential that names it by identifier
(CASE UUID or address, or the job's code), or one that the frameworks say is the same (exactMatchOf) or a part of it
(isChildOf, isPartOf upwards). isRelatedTo is weaker and counts only with --at-least isRelatedTo. Words are never
compared. The job is an HR Open position opening, a JDX job description, or a list in YAML:

  title: Welder
  competencies:
    - W.1.2                                         # a code, UUID or address; or a name, as a framework has it
    - { code: W.1.3, weight: 2, level: Proficient }
    - { uri: https://…/CFItems/…, required: no }
    - { type: AssociateDegree }                     # a credential of this achievementType
    - { uri: https://…/licences/rn }                # an achievement, by its own id

A degree or licence that the job asks for is shown by a credential of that type, or of that level of ISCED or a higher
one. Where the job says in words which one it wants, what is held is listed and the answer is that it cannot be told.
What cannot be held against a record, such as years of work, is named and not looked at.

Exit status: 0 all that is required is shown, 1 not all, 4 cannot tell.

Examples:
  $ laurel match ada.clr.json job.yaml
  $ laurel match ada.clr.json safety.jwt --job opening.json --framework welding.case.json
  $ laurel match ada.clr.json --job job.yaml --json | jq '.requirements[] | {name, answer, evidence}'
  $ laurel match --candidates applications --job job.yaml --csv > shortlist.csv`;

export const matchCommand: Register = (program, terminal, finish) => {
  const command = withManners(program.command("match"))
    .description("Says which of a job's competencies a candidate's verified record shows, and by which credentials.")
    .argument("[file...]", "the candidate's CLRs, badges and LER-RS files, or folders; without --job the job last")
    .option("--job <file>", "the job: HR Open position opening, JDX job description, or a list of competencies")
    .option("--framework <file>", "a CASE framework to look competencies up in; repeatable", collect, [])
    .option("--candidates <dir>", "a folder with one file or folder for each candidate")
    .option("--csv", "a line for each candidate, a column for each competency")
    .addOption(
      new Option("--at-least <strength>", "the weakest evidence that counts").choices([...STRENGTHS]).default("part"),
    )
    .option("--one-person", "all credentials are of one person, though they name nobody in common");
  evidenceFlags(command)
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], flags: Flags) => {
      finish(await match(files, flags, voiceOf(flags, terminal)));
    });
};
