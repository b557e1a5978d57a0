// What the case commands share: frameworks one file after another, and lines that fit the terminal.
import { exitOf, Fault, type FaultFacts } from "../core/fault.ts";
import { printable } from "../core/text.ts";
import type { Framework, Item } from "../frameworks/framework.ts";
import { readFramework } from "../frameworks/reader.ts";
import { type FrameworkSource, frameworkFiles, readFrameworkSource } from "../shell/framework-file.ts";
import { EXIT, worstExit } from "./exit.ts";
import type { Terminal, Voice } from "./terminal.ts";

/** Reads each file's JSON and hands it over; one that cannot be used is reported, and the others go on. */
export async function eachSource(
  files: readonly string[],
  voice: Voice,
  use: (source: FrameworkSource) => number | Promise<number>,
): Promise<number> {
  const statuses: number[] = [];
  for (const file of await frameworkFiles(files)) {
    try {
      statuses.push(await use(await readFrameworkSource(file)));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      voice.blame({ file, ...error.facts });
      if (voice.json) voice.print(JSON.stringify({ file, error: error.facts }));
      statuses.push(exitOf(error.facts.code));
    }
  }
  return worstExit(statuses.length === 0 ? [EXIT.done] : statuses);
}

/** The same with each file read as a framework. */
export const eachFramework = (
  files: readonly string[],
  voice: Voice,
  use: (framework: Framework) => number,
): Promise<number> => eachSource(files, voice, ({ value, file }) => use(readFramework(value, file)));

/** All frameworks that can be read; one that cannot is reported, and makes the exit status. */
export async function readableFrameworks(
  files: readonly string[],
  voice: Voice,
): Promise<{ readonly frameworks: readonly Framework[]; readonly status: number }> {
  const frameworks: Framework[] = [];
  const status = await eachFramework(files, voice, (framework) => {
    frameworks.push(framework);
    return EXIT.done;
  });
  return { frameworks, status };
}

/** What contradicts itself in a framework, for a person; the reading goes on. */
export function warnOf(errors: readonly FaultFacts[], voice: Voice): void {
  for (const facts of errors) voice.blame(facts);
}

export function widthOf(terminal: Terminal): number {
  const width = Number(terminal.env["COLUMNS"]) || process.stdout.columns || 100;
  return Math.max(width, 40);
}

/** East Asian and emoji characters take two columns, marks none (Unicode, annex 11, roughly). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const columnsOf = (char: string): number => (/\p{M}/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1);

/** A stranger's text on one line of at most so many columns. */
export function clipped(text: string, width: number): string {
  const chars = [...printable(text, Math.max(width, 1) * 2)];
  let used = 0;
  const end = chars.findIndex((char) => {
    used += columnsOf(char);
    return used > width;
  });
  if (end === -1) return chars.join("");
  let room = width - 1;
  const kept = chars.slice(0, end).filter((char) => {
    room -= columnsOf(char);
    return room >= 0;
  });
  return `${kept.join("").trimEnd()}…`;
}

/** The few facts of an item that a list shows. */
export const briefOf = ({ identifier, code, type, plain }: Item) => ({
  identifier,
  ...(code !== undefined && { code }),
  ...(type !== undefined && { type }),
  statement: plain,
});

/** From when to when; publishers write the day of the start as that of the end where there is none. */
export const inForce = ({ statusStart, statusEnd }: Pick<Item, "statusStart" | "statusEnd">): string =>
  [
    ...(statusStart === undefined ? [] : [`from ${statusStart}`]),
    ...(statusEnd === undefined || statusEnd === statusStart ? [] : [`to ${statusEnd}`]),
  ].join(" ");
