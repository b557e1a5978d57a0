// The credential files that a command is given, with each folder replaced by those in it.
import type { Dir, Dirent } from "node:fs";
import { opendir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { Fault, fault } from "../core/fault.ts";
import { MEMORY, type Storage, valuesOf } from "../core/storage.ts";
import { BAKED_MARKS } from "../readers/baked.ts";
import { type CredentialInput, credentialLines, holdsCredentials } from "./credential-lines.ts";
import { readBytes, reasonOf } from "./files.ts";

const CREDENTIAL_FILES = new Set([".json", ".jwt", ".jws"]);
const LINES = ".ndjson";
const MARKS = BAKED_MARKS.flatMap(({ keyword, namespace }) => [keyword, namespace]);

/** Whether something is baked into an image: the other pictures of a folder are no credential files. */
async function isBaked(path: string): Promise<boolean> {
  const bytes = Buffer.from(await readBytes(path));
  return MARKS.some((mark) => bytes.includes(mark));
}

/** Files that credentials may be inside of, and whether any is in one. */
const HOLDERS: ReadonlyMap<string, (path: string) => Promise<boolean>> = new Map([
  [".png", isBaked],
  [".svg", isBaked],
  [LINES, holdsCredentials],
]);

/** A name as a key, in the same order: what may not stand in a key is written as two characters that sort as it does. */
const orderKey = (name: string): string =>
  name.replace(/[\u0000-\u0021]/g, (char) => `!${String.fromCharCode(char.charCodeAt(0) + 0x30)}`);

interface Found {
  readonly name: string;
  readonly kind: "folder" | "file" | "link";
}

/** What is neither, such as a pipe, is passed by. */
const kindOf = (entry: Dirent): Found["kind"] | undefined =>
  entry.isDirectory() ? "folder" : entry.isFile() ? "file" : entry.isSymbolicLink() ? "link" : undefined;

/** Links to folders are not followed: they may lead in a circle. */
const leadsToFile = async (path: string) => (await stat(path).catch(() => undefined))?.isFile() === true;

/** What stands in a folder and may matter, in order of name: a folder of a million files is longer than memory. */
async function entriesOf(folder: string, storage: Storage): Promise<Iterable<Found>> {
  const sorted = storage.sorter<Found>();
  try {
    const entries: Dir = await opendir(folder, { bufferSize: 256 });
    for await (const entry of entries) {
      const kind = kindOf(entry);
      if (!entry.name.startsWith(".") && kind !== undefined)
        sorted.add(orderKey(entry.name), { name: entry.name, kind });
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw fault("FILE_UNREADABLE", `cannot be listed: ${reasonOf(error)}`, { file: folder });
  }
  return valuesOf(sorted);
}

export interface Looking {
  /** Also what credentials are inside of: pictures that one is baked into, and files with one on each line. */
  readonly within?: boolean;
  readonly storage?: Storage;
}

async function* filesIn(folder: string, { within = false, storage = MEMORY }: Looking): AsyncGenerator<string> {
  for (const { name, kind } of await entriesOf(folder, storage)) {
    const path = join(folder, name);
    const extension = extname(name).toLowerCase();
    const holds = HOLDERS.get(extension);
    if (kind === "folder") yield* filesIn(path, { within, storage });
    else if (!CREDENTIAL_FILES.has(extension) && (holds === undefined || !within)) continue;
    else if ((kind === "file" || (await leadsToFile(path))) && (holds === undefined || (await holds(path)))) yield path;
  }
}

/** Inputs with each folder replaced by the credential files in it, at any depth, in order of name. */
export async function* eachCredentialFile(inputs: readonly string[], looking: Looking = {}): AsyncGenerator<string> {
  for (const input of inputs) {
    const folder = input !== "-" && (await stat(input).catch(() => undefined))?.isDirectory() === true;
    let found = 0;
    for await (const file of folder ? filesIn(input, looking) : [input]) {
      found += 1;
      yield file;
    }
    if (found > 0) continue;
    throw fault("FILE_MISSING", "the folder holds no credential files", {
      file: input,
      hint:
        looking.within === true
          ? "Credential files end in .json, .jwt or .jws; in .png or .svg, when a credential is baked into them; or in .ndjson, with a credential on each line."
          : "Credential files end in .json, .jwt or .jws.",
    });
  }
}

/** All of them at once. */
export async function credentialFiles(inputs: readonly string[], looking?: Looking): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of eachCredentialFile(inputs, looking)) files.push(file);
  return files;
}

/** Inputs to credentials: files, and the lines of those that have one on each. */
export async function* eachCredential(
  inputs: readonly string[],
  looking: Looking = { within: true },
): AsyncGenerator<CredentialInput> {
  for await (const file of eachCredentialFile(inputs, looking)) {
    if (extname(file).toLowerCase() === LINES) yield* credentialLines(file);
    else yield { file };
  }
}
