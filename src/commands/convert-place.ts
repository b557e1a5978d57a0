// Where convert puts what it makes: one document of all inputs, or one file for each in a folder.
import { statSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import type { Input } from "./convert-input.ts";

/** One document to be made of one or more inputs; `out` is undefined for standard output. */
export interface Task {
  readonly inputs: readonly Input[];
  readonly out: string | undefined;
}

/** A folder that is there, a name that ends in a slash, or one without an ending; else a file. */
export function isFolder(out: string): boolean {
  return /[/\\]$/.test(out) || (statSync(out, { throwIfNoEntry: false })?.isDirectory() ?? extname(out) === "");
}

/** A line of a file is named after both. */
function stemOf(file: string): string {
  const [, stem, line] = /^(.+)\.ndjson:(\d+)$/.exec(basename(file)) ?? [];
  if (stem !== undefined) return `${stem}-${line}`;
  return file === "-" ? "stdin" : basename(file, extname(file));
}

/** The folder that all of some files stand under. */
function rootOf(files: readonly string[]): string {
  const [first = [], ...others] = files.map((file) => dirname(resolve(file)).split(sep));
  const shared = first.findIndex((part, at) => others.some((parts) => parts[at] !== part));
  return (shared === -1 ? first : first.slice(0, shared)).join(sep) || sep;
}

/** One file for each input, under the input's own name and the folders that tell the inputs apart. */
function filesIn(folder: string, inputs: readonly Input[], ending: string): readonly Task[] {
  const root = rootOf(inputs.flatMap(({ file }) => (file === "-" ? [] : [file])));
  const taken = new Set<string>();
  return inputs.map((input) => {
    const stem = join(input.file === "-" ? "" : relative(root, dirname(resolve(input.file))), stemOf(input.file));
    let name = stem;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}`;
    taken.add(name.toLowerCase());
    return { inputs: [input], out: join(folder, `${name}${ending}`) };
  });
}

/** The documents to be made; `ending` goes to the names of files in a folder. */
export const tasksFor = (inputs: readonly Input[], out: string | undefined, ending: string): readonly Task[] =>
  out !== undefined && isFolder(out) ? filesIn(out, inputs, ending) : [{ inputs, out }];
