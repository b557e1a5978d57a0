// init: a registrar's folder that works at once.
import { dirname, extname, join } from "node:path";
import { csvLine } from "../core/csv.ts";
import { type FaultFacts, FaultList, fault } from "../core/fault.ts";
import { quoted } from "../core/text.ts";
import { generateKey, ownDids } from "../dids/signing-key.ts";
import { templateColumns } from "../model/template.ts";
import { readCatalogue } from "../shell/catalogue.ts";
import { fileExists, writeWhole } from "../shell/files.ts";
import { writeKey } from "../shell/key-file.ts";
import { requiredSettings } from "../shell/settings.ts";
import { EXIT } from "./exit.ts";
import type { Register } from "./register.ts";
import { STARTER, STARTER_KEY, schemaFiles } from "./starter.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";

/** Nothing is written when any of the files is there already. */
/** A path as a shell takes it for one word. */
const inShell = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

async function init(folder: string, voice: Voice): Promise<void> {
  const files = [...Object.keys(STARTER), STARTER_KEY].map((name) => join(folder, name));
  const there = files.filter(fileExists);
  if (there.length > 0) {
    throw new FaultList(
      there.map(
        (file): FaultFacts => ({
          code: "FILE_EXISTS",
          message: "already exists, and is never overwritten",
          file,
          hint: "Choose another folder: laurel init DIR.",
        }),
      ),
    );
  }
  for (const [name, body] of Object.entries(STARTER)) await writeWhole(join(folder, name), body, { exclusive: true });
  const key = generateKey("ed25519");
  await writeKey(join(folder, STARTER_KEY), key);
  const { didKey } = ownDids(key);
  if (voice.json) return voice.print(JSON.stringify({ folder, files, issuer: didKey }));
  for (const file of files) voice.print(file);
  voice.say(`
${join(folder, STARTER_KEY)} is your private key: keep it secret, and a copy of it in a safe place.
Next:${folder === "." ? "" : `\n  cd ${inShell(folder)}`}
  laurel issue roster.csv
  laurel verify credentials`);
}

interface InitFlags extends Manners {
  readonly roster?: string | true;
  readonly schemas?: string | true;
}

/** What stands between the cells, by the ending of the file. */
const DELIMITERS: Readonly<Record<string, string>> = { ".csv": ",", ".tsv": "\t" };

/** An empty roster with the columns that the catalogue and the settings ask for. */
async function writeTemplate(named: string | true, flags: InitFlags, voice: Voice): Promise<void> {
  const settings = await requiredSettings(flags.config);
  const { specs } = await readCatalogue(settings);
  const file = named === true ? join(dirname(settings.placeOf("").file ?? ""), "roster.csv") : named;
  const delimiter = file === "-" ? "," : DELIMITERS[extname(file).toLowerCase()];
  if (delimiter === undefined) throw fault("USAGE", `want a roster that ends in .csv or .tsv, got ${quoted(file)}`);
  const header = csvLine(templateColumns(specs, settings), delimiter);
  if (file === "-") return voice.print(header.trimEnd());
  // Excel keeps a file in UTF-8 that begins with this mark.
  await writeWhole(file, `\ufeff${header}`, { exclusive: true });
  voice.print(voice.json ? JSON.stringify({ files: [file] }) : file);
  if (!voice.json) voice.say(`fill in a row for each award, then: laurel issue ${file} --dry-run`);
}

/** The schemas are laurel's own, and replace those of another version. */
async function writeSchemas(folder: string, voice: Voice): Promise<void> {
  const files = Object.entries(schemaFiles(folder));
  for (const [file, body] of files) await writeWhole(file, body);
  if (voice.json) return voice.print(JSON.stringify({ files: files.map(([file]) => file) }));
  for (const [file] of files) voice.print(file);
  voice.say(`first line of laurel.yaml for your editor: # yaml-language-server: $schema=${files[0]?.[0]}`);
}

export const initCommand: Register = (program, terminal, finish) => {
  withManners(program.command("init"))
    .description(
      "Makes a folder that works at once: laurel.yaml, achievements.yaml, roster.csv, a small CASE framework, a key, and schemas by which editors check and complete what you write.",
    )
    .argument("[dir]", "the folder", ".")
    .option("--roster [file]", "only write an empty roster that fits your achievements.yaml (default: roster.csv)")
    .option("--schemas [dir]", "only write the JSON Schemas for editors, anew (default: schemas)")
    .addHelpText(
      "after",
      `
Examples:
  $ laurel init my-college
  $ cd my-college && laurel issue roster.csv
  $ laurel init --roster autumn.csv    an empty roster with the columns of your achievements
  $ laurel init --schemas              JSON Schemas for your editor, after laurel was updated`,
    )
    .action(async (folder: string, flags: InitFlags) => {
      const voice = voiceOf(flags, terminal);
      const { roster, schemas } = flags;
      if (roster !== undefined) await writeTemplate(roster, flags, voice);
      if (schemas !== undefined) await writeSchemas(schemas === true ? "schemas" : schemas, voice);
      if (roster === undefined && schemas === undefined) await init(folder, voice);
      finish(EXIT.done);
    });
};
