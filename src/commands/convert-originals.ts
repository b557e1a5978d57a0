// convert --to originals: the signed files that were put into an LER-RS, out of it again, byte for byte.
import { join } from "node:path";
import type { World } from "../checks/examination.ts";
import { exitOf, fault } from "../core/fault.ts";
import { count, printable } from "../core/text.ts";
import { examine } from "../flows/examine.ts";
import { type Original, originalName, originalsOf } from "../flows/originals.ts";
import { mustHold } from "../flows/reliance.ts";
import { fileExists, readBytes, writeWhole } from "../shell/files.ts";
import { blamed, readEach } from "./convert-input.ts";
import { isFolder } from "./convert-place.ts";
import { EXIT, worstExit } from "./exit.ts";
import type { Voice } from "./terminal.ts";

/** Stores an original under a name; the same file may be there already, another one is never overwritten. */
async function store(path: string, body: string): Promise<"written" | "unchanged"> {
  if (fileExists(path) && Buffer.from(await readBytes(path)).equals(Buffer.from(body))) return "unchanged";
  await writeWhole(path, body, { exclusive: true });
  return "written";
}

const formOf = ({ exact }: Original): string =>
  exact ? "" : "; written anew: the record holds what it says and not its file";

interface Desk {
  readonly folder: string | undefined;
  readonly world: () => World;
  readonly voice: Voice;
  /** Writes to standard output and adds nothing. */
  readonly put: (text: string) => void;
}

/** Verifies an original and gives it out; what does not hold is told, and not given. */
async function give(original: Original, file: string, desk: Desk): Promise<JsonLine> {
  const { voice, folder, world, put } = desk;
  const { pointer, exact, text } = original;
  try {
    mustHold(await examine(text, world()));
    if (folder === undefined) {
      if (!voice.json) put(text);
      return { status: EXIT.done, said: { pointer, exact, text } };
    }
    const path = join(folder, originalName(original));
    const became = await store(path, text);
    voice.say(
      `${printable(file, 400)}${pointer} -> ${path}${became === "unchanged" ? " (unchanged)" : ""}${formOf(original)}`,
    );
    return { status: EXIT.done, said: { pointer, exact, out: path } };
  } catch (error) {
    const facts = blamed(error, file);
    voice.blame({ ...facts, pointer });
    return {
      status: exitOf(facts.code),
      said: { pointer, exact, error: { code: facts.code, message: facts.message } },
    };
  }
}

interface JsonLine {
  readonly status: number;
  readonly said: Readonly<Record<string, unknown>>;
}

/** Takes the originals out of each LER-RS. */
export async function convertToOriginals(
  named: readonly string[],
  out: string | undefined,
  world: () => World,
  voice: Voice,
  put: (text: string) => void,
): Promise<number> {
  const folder = out === "-" ? undefined : out;
  if (folder !== undefined && !isFolder(folder))
    throw fault("USAGE", `want --out as a folder for the originals, got "${folder}"`, {
      hint: `As in --out ${folder}/`,
    });
  const { inputs, refused } = await readEach(
    named,
    async ({ text, file }) => ({ file, originals: originalsOf(text) }),
    voice,
  );
  const total = inputs.reduce((sum, { originals }) => sum + originals.length, 0);
  if (folder === undefined && !voice.json && total > 1) {
    throw fault("USAGE", `want --out DIR for ${count(total, "original")}, got none`, {
      hint: "Without it one original goes to standard output.",
    });
  }
  const statuses = refused.map(({ code }) => exitOf(code));
  for (const { file, originals } of inputs) {
    const given: JsonLine[] = [];
    for (const original of originals) given.push(await give(original, file, { folder, world, voice, put }));
    statuses.push(...given.map(({ status }) => status));
    if (voice.json) voice.print(JSON.stringify({ file, originals: given.map(({ said }) => said) }));
    const kept = given.filter(({ status }) => status === EXIT.done).length;
    voice.say(
      `${printable(file, 400)}: ${kept} of ${count(originals.length, "original")}${folder === undefined ? "" : `: ${folder}`}`,
    );
  }
  return worstExit(statuses);
}
