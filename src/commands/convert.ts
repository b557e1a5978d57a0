// convert: verified CLRs and badges into LER-RS, the form that hiring systems take, with the signed originals inside.
import { statSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { Option } from "commander";
import type { World } from "../checks/examination.ts";
import { exitOf, Fault, type FaultFacts, fault, required } from "../core/fault.ts";
import { count, oneOf } from "../core/text.ts";
import {
  type Converted,
  type ConvertOptions,
  learnersOf,
  sectionsOf,
  toLerRs,
  verifiedSource,
} from "../flows/convert.ts";
import { personOf } from "../model/person.ts";
import type { Source } from "../outputs/ler-rs/body.ts";
import type { Loss } from "../outputs/ler-rs/losses.ts";
import { PROOF_NAMES } from "../proofs/secure.ts";
import { readDocument } from "../readers/document.ts";
import { bring } from "../shell/evidence.ts";
import { credentialFiles, readText, writeWhole } from "../shell/files.ts";
import { readFrameworks } from "../shell/framework-file.ts";
import { readSettings, requiredSettings } from "../shell/settings.ts";
import { openSigning } from "../shell/signing.ts";
import { lossLines, noticeLine, sectionsLine } from "./convert-report.ts";
import { EXIT, worstExit } from "./exit.ts";
import { collect, evidenceFlags, signingFlags } from "./flags.ts";
import type { Register } from "./register.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";

interface Flags extends Manners {
  readonly to?: string;
  readonly person?: string;
  readonly framework: readonly string[];
  readonly sign?: boolean;
  readonly failOnLoss?: boolean;
  readonly out?: string;
  readonly evidence: readonly string[];
  readonly keys: readonly string[];
  readonly key?: string;
  readonly proof?: string;
  readonly passphraseFile?: string;
}

const TARGETS = ["ler-rs"] as const;

interface Input {
  readonly file: string;
  readonly source: Source;
}

/** One document to be made of one or more inputs; `out` is undefined for standard output. */
interface Task {
  readonly inputs: readonly Input[];
  readonly out: string | undefined;
}

/** A folder that is there, a name that ends in a slash, or one without an ending; else a file. */
function isFolder(out: string): boolean {
  return /[/\\]$/.test(out) || (statSync(out, { throwIfNoEntry: false })?.isDirectory() ?? extname(out) === "");
}

const stemOf = (file: string): string => (file === "-" ? "stdin" : basename(file, extname(file)));

/** The folder that all of some files stand under. */
function rootOf(files: readonly string[]): string {
  const [first = [], ...others] = files.map((file) => dirname(resolve(file)).split(sep));
  const shared = first.findIndex((part, at) => others.some((parts) => parts[at] !== part));
  return (shared === -1 ? first : first.slice(0, shared)).join(sep) || sep;
}

/** One file for each input, under the input's own name and the folders that tell the inputs apart. */
function filesIn(folder: string, inputs: readonly Input[], extension: string): readonly Task[] {
  const root = rootOf(inputs.flatMap(({ file }) => (file === "-" ? [] : [file])));
  const taken = new Set<string>();
  return inputs.map((input) => {
    const stem = join(input.file === "-" ? "" : relative(root, dirname(resolve(input.file))), stemOf(input.file));
    let name = stem;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}`;
    taken.add(name.toLowerCase());
    return { inputs: [input], out: join(folder, `${name}.ler-rs${extension}`) };
  });
}

/** What cannot be used of one input; anything else is a defect and goes on up. */
function blamed(error: unknown, file: string): FaultFacts {
  if (error instanceof Fault && exitOf(error.facts.code) !== EXIT.defect) return { ...error.facts, file };
  throw error;
}

interface Reading {
  readonly inputs: readonly Input[];
  readonly refused: readonly FaultFacts[];
}

async function readInputs(named: readonly string[], world: () => World, voice: Voice): Promise<Reading> {
  const inputs: Input[] = [];
  const refused: FaultFacts[] = [];
  const files = await credentialFiles(named);
  for (const [index, file] of files.entries()) {
    try {
      inputs.push({ file, source: await verifiedSource(await readText(file), world()) });
    } catch (error) {
      const facts = blamed(error, file);
      refused.push(facts);
      voice.blame(facts);
      if (voice.json) voice.print(JSON.stringify({ file, error: { code: facts.code, message: facts.message } }));
    }
    voice.progress(index + 1, files.length, "credentials verified");
  }
  return { inputs, refused };
}

async function readPerson(file: string | undefined) {
  if (file === undefined) return undefined;
  return required(personOf(await readDocument(await readText(file), file)));
}

async function optionsFor(flags: Flags, voice: Voice) {
  const settings = flags.sign === true ? await requiredSettings(flags.config) : await readSettings(flags.config);
  const files = [...new Set([...(settings?.frameworks ?? []), ...flags.framework])];
  const frameworks = (await readFrameworks(files)).flatMap(({ document, items }) => {
    const uris = new Set(items.map(({ uri }) => uri));
    return document.uri === undefined ? [] : [{ uri: document.uri, has: (uri: string) => uris.has(uri) }];
  });
  const signing = flags.sign === true && settings !== undefined ? await openSigning(settings, flags, voice) : undefined;
  const options: ConvertOptions = {
    now: voice.now,
    person: await readPerson(flags.person),
    frameworks,
    signer: signing,
  };
  return { options, extension: signing?.extension ?? ".json" };
}

/** Several files into one record are of one learner, which the files must say, or the registrar by --person. */
function checkLearners(inputs: readonly Input[], flags: Flags, together: boolean): void {
  const learners = learnersOf(inputs);
  if (learners.length < 2 || (together && flags.person !== undefined)) return;
  const [first, second] = learners.map(([input]) => input?.file);
  if (together) {
    throw fault(
      "CREDENTIAL_INVALID",
      `want credentials of one learner, got ${first} and ${second}, which name nobody in common`,
      {
        hint: "--out DIR makes one file of each; --person FILE says that they are of one person all the same.",
      },
    );
  }
  if (flags.person !== undefined) {
    throw fault("USAGE", `--person is one person, and ${first} and ${second} are not known to be of the same`, {
      hint: "Convert each learner's files by themselves.",
    });
  }
}

const contentOf = (losses: readonly Loss[]): readonly Loss[] => losses.filter(({ kind }) => kind === "content");

function report({ inputs, out }: Task, made: Converted, voice: Voice): void {
  const sections = sectionsOf(made.body);
  for (const [index, { file }] of inputs.entries()) {
    const { losses = [], notices = [] } = made.accounts[index] ?? {};
    if (voice.json) {
      const document =
        out === undefined && index === 0
          ? { document: made.extension === ".json" ? JSON.parse(made.text) : made.text.trim() }
          : {};
      voice.print(JSON.stringify({ file, out: out ?? null, sections, losses, notices, ...document }));
    }
    const target = out === undefined ? "" : ` -> ${out}`;
    // What several files make together is told with the last of them.
    const whole = index === inputs.length - 1 ? `: ${sectionsLine(sections)}` : "";
    voice.say(`${file}${target}${whole}`);
    for (const line of [...notices.map(noticeLine), ...lossLines(losses)]) voice.say(line);
  }
}

/** Makes one document and stores or prints it; with --fail-on-loss a document with losses is not given. */
async function make(task: Task, options: ConvertOptions, flags: Flags, voice: Voice): Promise<number> {
  const made = await toLerRs(
    task.inputs.map(({ source }) => source),
    options,
  );
  const lost = task.inputs.map(({ file }, index) => ({ file, losses: contentOf(made.accounts[index]?.losses ?? []) }));
  const failing = flags.failOnLoss === true ? lost.filter(({ losses }) => losses.length > 0) : [];
  if (failing.length === 0 && task.out !== undefined) await writeWhole(task.out, made.text);
  if (failing.length === 0 && task.out === undefined && !voice.json) voice.print(made.text.trimEnd());
  report(failing.length === 0 ? task : { ...task, out: undefined }, made, voice);
  for (const { file, losses } of failing) {
    const message = `${count(losses.length, "value")} would be lost, and --fail-on-loss was asked for; nothing was written`;
    voice.blame({ code: "CONVERT_LOSS", file, message, pointer: losses[0]?.pointer });
  }
  return failing.length === 0 ? EXIT.done : EXIT.no;
}

async function convert(named: readonly string[], flags: Flags, voice: Voice): Promise<number> {
  if (flags.to === undefined || !TARGETS.some((target) => target === flags.to)) {
    const got = flags.to === undefined ? "nothing" : `"${flags.to}"`;
    throw fault("USAGE", `want --to ${oneOf(TARGETS)}, got ${got}`);
  }
  const { options, extension } = await optionsFor(flags, voice);
  const { forFile } = await bring(flags, voice.offline);
  const world = (): World => ({ now: voice.now, ...forFile() });
  const { inputs, refused } = await readInputs(named, world, voice);
  const out = flags.out === "-" ? undefined : flags.out;
  const folder = out !== undefined && isFolder(out) ? out : undefined;
  const refusals = refused.map(({ code }) => exitOf(code));
  // A record that lacks a credential without saying so would be taken for the whole.
  const lacking = folder === undefined && refused.length > 0;
  if (inputs.length === 0 || lacking) return worstExit(refusals);
  checkLearners(inputs, flags, folder === undefined);
  const tasks = folder === undefined ? [{ inputs, out }] : filesIn(folder, inputs, extension);
  const statuses: number[] = [];
  for (const task of tasks) statuses.push(await make(task, options, flags, voice));
  return worstExit([...refusals, ...statuses]);
}

const EXAMPLES = `
Each input is verified first; an invalid or revoked one is refused. The signed originals go along unchanged. What
LER-RS has no place for is listed, in --json with its JSON Pointer and the reason. Several files become one record
of one learner, or with --out DIR one file each.

Examples:
  $ laurel convert ada.clr.json --to ler-rs --out ada.ler-rs.json
  $ laurel convert records --to ler-rs --out hiring/             one file for each record
  $ laurel convert ada.clr.json --to ler-rs --person ada.yaml    name and address from a file
  $ laurel convert ada.clr.json --to ler-rs --sign               as a signed credential
  $ laurel convert ada.clr.json --to ler-rs --json | jq '.losses[] | select(.kind == "content")'`;

export const convertCommand: Register = (program, terminal, finish) => {
  const command = withManners(program.command("convert"))
    .description("Turns verified CLRs and badges into LER-RS, with the signed originals inside.")
    .argument("<file...>", "credential files, folders of them, or - for standard input")
    .option("--to <form>", `the form wanted: ${oneOf(TARGETS)}`)
    .option("--person <file>", "the learner's name and ways to reach them: YAML or JSON")
    .option("--framework <file>", "a CASE framework that skills point into; repeatable", collect, [])
    .option("--sign", "sign the result as a credential of its own")
    .option("--fail-on-loss", "give nothing, and exit 1, when anything that was said has no place in the form")
    .addOption(new Option("--out <file|dir>", "where it goes (default: standard output)"));
  signingFlags(evidenceFlags(command), PROOF_NAMES)
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], flags: Flags) => {
      finish(await convert(files, flags, voiceOf(flags, terminal)));
    });
};
