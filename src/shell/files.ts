// Files: read whole with a cap, written beside the target and renamed, so that a failure leaves nothing half-written.
import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsync,
  linkSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { mkdir, open, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { Fault, fault } from "../core/fault.ts";
import type { Json } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import { decoded } from "./encoding.ts";

/** Largest file that is read, in bytes; a framework of a whole state is a tenth of it. */
const LARGEST = 64 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EISDIR: "it is a folder",
  EEXIST: "a file stands where a folder is wanted",
  ENOTDIR: "a part of its path is not a folder",
  ENOENT: "there is no such folder, and none can be made",
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is full",
  EFBIG: "it would be larger than this system allows",
  EIO: "the disk does not answer as it should",
  EROFS: "the disk is read-only",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "too many symbolic links",
};

/** The code of an error of the system, such as ENOENT; empty for any other. */
export const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");
/** What such a code means to a person. */
export const reasonOf = (error: unknown): string => REASONS[codeOf(error)] ?? codeOf(error);

/** To read a small file at once takes a tenth of the time of a stream. */
const SMALL = 1 << 20;

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  const found = path === "-" || path === "/dev/stdin" ? undefined : statSync(path);
  if (found === undefined) yield* process.stdin as AsyncIterable<Buffer>;
  else if (found.isFile() && found.size <= SMALL) yield readFileSync(path);
  else yield* (await open(path, "r")).createReadStream() as AsyncIterable<Buffer>;
}

/** The bytes of a file, or of standard input for `-`, as they are read. */
export async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* chunksOf(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw fault("FILE_MISSING", "no such file", { file: path });
    if (codeOf(error) !== "") throw fault("FILE_UNREADABLE", `cannot be read: ${reasonOf(error)}`, { file: path });
    throw error;
  }
}

const tooLarge = (file: string): Fault =>
  fault("FILE_TOO_LARGE", `want at most ${LARGEST / 1024 / 1024} MiB`, { file });

/** All of them. */
export async function readBytes(path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytesOf(path)) {
    size += chunk.length;
    if (size > LARGEST) throw tooLarge(path);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
}

/** Some bytes of a file; fewer where it ends before them. */
export function readSpan(path: string, from: number, end: number): Uint8Array {
  if (end - from > LARGEST) throw tooLarge(path);
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const bytes = Buffer.alloc(end - from);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
  } catch (error) {
    throw fault("FILE_UNREADABLE", `cannot be read: ${reasonOf(error)}`, { file: path });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The text of a UTF-8 file, and the byte order mark that stood before it. */
export const readMarked = async (path: string): Promise<{ readonly text: string; readonly mark: string }> =>
  decoded(await readBytes(path), path);

/** The text of a UTF-8 file, without a byte order mark. */
export const readText = async (path: string): Promise<string> => (await readMarked(path)).text;

/** The value of a JSON file; JSON_INVALID names file, line and column. */
export const readJson = async (file: string): Promise<Json> => parseJson(await readText(file), { file });

/** A folder and those above it, one by one: Node's own way of making them all never ends on some file systems. */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  if (path === dirname(path) || existsSync(path)) return;
  await makeFolder(dirname(path), mode);
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

interface Writing {
  readonly mode?: number;
  readonly exclusive?: boolean;
  /** A word for the name beside, by which whoever holds the lock of a folder knows what a crash left. */
  readonly tag?: string;
  /** Waits until it stands on the disk itself: what is in it, or its name in the folder as well. */
  readonly durable?: "content" | "name";
  /** It gets its name after this. */
  readonly after?: Promise<unknown>;
}

const sync = promisify(fsync);

/** Waits until the names in a folder stand on the disk itself, where the system can say so. */
export async function keepFolder(path: string): Promise<void> {
  try {
    const folder = openSync(path, "r");
    await sync(folder).finally(() => closeSync(folder));
  } catch {
    // Some systems know no such thing.
  }
}

/** Opens a file that is not there yet, in a folder that may not be there either. */
async function openNew(path: string, mode: number): Promise<number> {
  try {
    return openSync(path, "wx", mode);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "ENOTDIR") throw error;
  }
  await makeFolder(dirname(path));
  return openSync(path, "wx", mode);
}

/** A hard link fails where a rename would replace; that is the whole difference. */
function linkNew(from: string, path: string): void {
  try {
    linkSync(from, path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    throw fault("FILE_EXISTS", "already exists, and is never overwritten", { file: path });
  }
}

/**
 * Writes a whole file in one step, from one piece or many. With `exclusive` an existing file is never replaced
 * (FILE_EXISTS). Only the disk is waited for: all else is done before another thread could have been asked to do it.
 */
export async function writePieces(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  { mode = 0o644, exclusive = false, tag = randomBytes(6).toString("hex"), durable, after }: Writing = {},
): Promise<void> {
  const beside = join(dirname(path), `.${basename(path).slice(0, 100)}.${tag}.part`);
  let isBeside = true;
  try {
    const file = await openNew(beside, mode);
    try {
      for (const piece of pieces) writeFileSync(file, piece);
      if (durable !== undefined) await sync(file);
    } finally {
      closeSync(file);
    }
    await after;
    if (exclusive) linkNew(beside, path);
    else {
      renameSync(beside, path);
      isBeside = false;
    }
    if (durable === "name") await keepFolder(dirname(path));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw fault("FILE_UNWRITABLE", `cannot be written: ${reasonOf(error)}`, { file: path });
  } finally {
    if (isBeside && existsSync(beside)) unlinkSync(beside);
  }
}

export const writeWhole = (path: string, body: string | Uint8Array, how?: Writing): Promise<void> =>
  writePieces(path, [body], how);

/** Whether just these pieces stand in a file. */
export async function holdsPieces(path: string, pieces: Iterable<string>): Promise<boolean> {
  const [wanted, there] = [createHash("sha256"), createHash("sha256")];
  for (const piece of pieces) wanted.update(piece);
  for await (const bytes of bytesOf(path)) there.update(bytes);
  return wanted.digest("hex") === there.digest("hex");
}

/** Bytes to standard output, until all of them are out. */
export function writeStandard(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

/** Whether what stands under a name comes from another program, and has no name of its own that tells its form. */
export async function isPipe(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  return path === "-" || path === "/dev/stdin" || there?.isFIFO() === true || there?.isSocket() === true;
}

export { existsSync as fileExists };

/** Gives a file another name; what stood under that name is gone. */
export async function moveFile(path: string, to: string): Promise<void> {
  try {
    await rename(path, to);
  } catch (error) {
    throw fault("FILE_UNWRITABLE", `cannot be renamed: ${reasonOf(error)}`, { file: path });
  }
}

/** Takes a file away; one that is not there is as good. */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT")
      throw fault("FILE_UNWRITABLE", `cannot be removed: ${reasonOf(error)}`, { file: path });
  }
}

/** Bytes of a file; undefined when there is none. */
export const fileSize = async (path: string): Promise<number | undefined> =>
  (await stat(path).catch(() => undefined))?.size;

export const samePath = (a: string, b: string): boolean => resolve(a) === resolve(b);
