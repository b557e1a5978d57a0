// init: a registrar's folder that works at once.
import { join } from "node:path";
import { type FaultFacts, FaultList } from "../core/fault.ts";
import { generateKey, ownDids } from "../dids/signing-key.ts";
import { fileExists, writeWhole } from "../shell/files.ts";
import { writeKey } from "../shell/key-file.ts";
import { EXIT } from "./exit.ts";
import type { Register } from "./register.ts";
import { STARTER, STARTER_KEY } from "./starter.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";

/** Nothing is written when any of the files is there already. */
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
Next:${folder === "." ? "" : `\n  cd ${folder}`}
  laurel issue roster.csv
  laurel verify credentials`);
}

export const initCommand: Register = (program, terminal, finish) => {
  withManners(program.command("init"))
    .description(
      "Makes a folder that works at once: laurel.yaml, achievements.yaml, roster.csv, a small CASE framework and a key.",
    )
    .argument("[dir]", "the folder", ".")
    .addHelpText("after", "\nExamples:\n  $ laurel init my-college\n  $ cd my-college && laurel issue roster.csv")
    .action(async (folder: string, flags: Manners) => {
      await init(folder, voiceOf(flags, terminal));
      finish(EXIT.done);
    });
};
