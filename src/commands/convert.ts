// convert: verified CLRs and badges into the forms that hiring systems take, and the originals out of them again.
import { Option } from "commander";
import type { World } from "../checks/examination.ts";
import { exitOf, fault } from "../core/fault.ts";
import { count, oneOf } from "../core/text.ts";
import { type Converted, type ConvertOptions, toForm } from "../flows/convert.ts";
import { learnersOf } from "../flows/source.ts";
import type { Account } from "../outputs/conversion.ts";
import type { Loss } from "../outputs/losses.ts";
import { OUTPUTS, type Output } from "../outputs/table.ts";
import { PROOF_NAMES } from "../proofs/secure.ts";
import { bring } from "../shell/evidence.ts";
import { writeWhole } from "../shell/files.ts";
import { type Input, readInputs } from "./convert-input.ts";
import { type ConvertFlags, optionsFor } from "./convert-options.ts";
import { convertToOriginals } from "./convert-originals.ts";
import { isFolder, type Task, tasksFor } from "./convert-place.ts";
import { reportTask } from "./convert-report.ts";
import { EXIT, worstExit } from "./exit.ts";
import { collect, evidenceFlags, signingFlags } from "./flags.ts";
import type { Register } from "./register.ts";
import { type Terminal, type Voice, voiceOf, withManners } from "./terminal.ts";

const BACK = "originals";
const NOTHING: Account = { losses: [], notices: [] };
const TARGETS = [...Object.keys(OUTPUTS), BACK];

/** Several credentials in one record are of one learner, which they must say, or the registrar by --person. */
function checkLearners(tasks: readonly Task[], inputs: readonly Input[], flags: ConvertFlags): void {
  const apart = (some: readonly Input[]) => {
    const sources = some.flatMap(({ file, sources }) => sources.map((source) => ({ file, source })));
    return learnersOf(sources).map(([first]) => first?.file ?? "");
  };
  const [first, second] = apart(inputs);
  if (flags.person !== undefined) {
    if (tasks.length < 2 || second === undefined) return;
    throw fault("USAGE", `--person is one person, and ${first} and ${second} are not known to be of the same`, {
      hint: "Convert each learner's files by themselves.",
    });
  }
  for (const task of tasks) {
    const [one, other] = apart(task.inputs);
    if (other === undefined) continue;
    const got =
      one === other ? `some in ${one} that name nobody in common` : `${one} and ${other}, which name nobody in common`;
    throw fault("CREDENTIAL_INVALID", `want credentials of one learner, got ${got}`, {
      hint: "--out DIR makes one file of each; --person FILE says that they are of one person all the same.",
    });
  }
}

const contentOf = (losses: readonly Loss[]): readonly Loss[] => losses.filter(({ kind }) => kind === "content");

/** What is to be told of each input: what an LER-RS says beside its originals, and what the form has no place for. */
function accountsOf(inputs: readonly Input[], made: Converted): readonly Account[] {
  const accounts = made.accounts.values();
  return inputs.map(({ sources, losses, notices }) => {
    const own = sources.map(({ pointer }) => ({ pointer, account: accounts.next().value ?? NOTHING }));
    return {
      losses: [
        ...losses,
        ...own.flatMap(({ pointer, account }) =>
          pointer === undefined ? account.losses : account.losses.map((loss) => ({ ...loss, original: pointer })),
        ),
      ],
      notices: [...notices, ...own.flatMap(({ account }) => account.notices)],
    };
  });
}

/** Makes one document and stores or prints it; with --fail-on-loss a document with losses is not given. */
async function make(task: Task, output: Output, options: ConvertOptions, flags: ConvertFlags, voice: Voice) {
  const { inputs, out } = task;
  const made = await toForm(
    output,
    inputs.flatMap(({ sources }) => sources),
    options,
  );
  const accounts = accountsOf(inputs, made);
  const failing = inputs.flatMap(({ file }, index) => {
    const lost = contentOf(accounts[index]?.losses ?? []);
    return flags.failOnLoss === true && lost.length > 0 ? [{ file, lost }] : [];
  });
  const given = failing.length === 0;
  if (given && out !== undefined) await writeWhole(out, made.text);
  if (given && out === undefined && !voice.json) voice.print(made.text.trimEnd());
  reportTask(given ? task : { ...task, out: undefined }, output, made, accounts, voice);
  for (const { file, lost } of failing) {
    const message = `${count(lost.length, "value")} would be lost, and --fail-on-loss was asked for; nothing was written`;
    voice.blame({ code: "CONVERT_LOSS", file, message, pointer: lost[0]?.pointer });
  }
  return given ? EXIT.done : EXIT.no;
}

async function convert(named: readonly string[], flags: ConvertFlags, voice: Voice, terminal: Terminal) {
  const { to, sign, job } = flags;
  if (to === undefined || !TARGETS.includes(to)) {
    throw fault("USAGE", `want --to ${oneOf(TARGETS)}, got ${to === undefined ? "nothing" : `"${to}"`}`);
  }
  const own = sign === true ? "--sign" : job === undefined ? undefined : "--job";
  if (own !== undefined && to !== "ler-rs") throw fault("USAGE", `want ${own} with --to ler-rs alone, got --to ${to}`);
  const { forFile } = await bring(flags, voice.offline);
  const world = (): World => ({ now: voice.now, ...forFile() });
  const output = OUTPUTS[to];
  if (output === undefined) return convertToOriginals(named, flags.out, world, voice, terminal.out);
  const { options, extension } = await optionsFor(flags, voice);
  const { inputs, refused } = await readInputs(named, world, voice);
  const out = flags.out === "-" ? undefined : flags.out;
  const refusals = refused.map(({ code }) => exitOf(code));
  // A record that lacks a credential without saying so would be taken for the whole.
  const lacking = refused.length > 0 && (out === undefined || !isFolder(out));
  if (inputs.length === 0 || lacking) return worstExit(refusals);
  const tasks = tasksFor(inputs, out, `.${to}${extension}`);
  checkLearners(tasks, inputs, flags);
  const statuses: number[] = [];
  for (const task of tasks) statuses.push(await make(task, output, options, flags, voice));
  return worstExit([...refusals, ...statuses]);
}

const EXAMPLES = `
Each input is verified first; an invalid or revoked one is refused. An LER-RS gives the signed originals in it, each
verified by itself; what only its writer says is left out. The signed originals go along unchanged, byte for byte:
--to originals takes them out again. Of a picture with a credential baked in, the original is the credential, and the
picture stays behind. What a form has no place for is listed, in --json with its JSON Pointer and the
reason. Several files become one record of one learner, or with --out DIR one file each.

Examples:
  $ laurel convert ada.clr.json --to ler-rs --out ada.ler-rs.json
  $ laurel convert records --to ler-rs --out hiring/             one file for each record
  $ laurel convert ada.clr.json --to ler-rs --person ada.yaml    name and address from a file
  $ laurel convert ada.clr.json --to ler-rs --sign               as a signed credential
  $ laurel convert ada.clr.json --to candidate --out ada.json    as HR Open's candidate
  $ laurel convert ada.clr.json --to json-resume                 as a résumé for jsonresume.org
  $ laurel convert ada.ler-rs.json --to originals --out ada/     the signed files, as they were
  $ laurel convert ada.clr.json --to ler-rs --json | jq '.losses[] | select(.kind == "content")'`;

export const convertCommand: Register = (program, terminal, finish) => {
  const command = withManners(program.command("convert"))
    .description("Turns verified CLRs and badges into the forms that hiring systems take, and back.")
    .argument("<file...>", "credential files, folders of them, or - for standard input")
    .option("--to <form>", `the form wanted: ${oneOf(TARGETS)}`)
    .option("--person <file>", "the learner's name and ways to reach them: YAML or JSON")
    .option("--job <file>", "the job that the record is for: HR Open position opening or JDX job description, in JSON")
    .option("--framework <file>", "a CASE framework that skills point into; repeatable", collect, [])
    .option(
      "--mapping <file>",
      "where each kind of achievement goes, if not where laurel puts it; see `laurel help mapping`",
    )
    .option("--sign", "sign the result as a credential of its own")
    .option("--fail-on-loss", "give nothing, and exit 1, when anything that was said has no place in the form")
    .addOption(new Option("--out <file|dir>", "where it goes (default: standard output)"));
  signingFlags(evidenceFlags(command), PROOF_NAMES)
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], flags: ConvertFlags) => {
      finish(await convert(files, flags, voiceOf(flags, terminal), terminal));
    });
};
