// Files of lines that grow at their end (NDJSON): read line by line whatever their size, and appended to durably.
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { fault } from "../core/fault.ts";
import { codeOf, fileExists, makeFolder, reasonOf } from "./files.ts";

const LINE_END = 10;

export interface FileLine {
  readonly text: string;
  /** Bytes of the file up to the end of this line. */
  readonly end: number;
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file) as AsyncIterable<Buffer>;
  } catch (error) {
    throw fault("FILE_UNREADABLE", `cannot be read: ${reasonOf(error)}`, { file });
  }
}

/** The whole lines of a file, none where there is no file; what a crash tore off after the last of them is left out. */
export async function* linesOf(file: string): AsyncGenerator<FileLine> {
  if (!fileExists(file)) return;
  let rest: Buffer = Buffer.alloc(0);
  let end = 0;
  for await (const chunk of chunksOf(file)) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = rest.indexOf(LINE_END, from); at !== -1; at = rest.indexOf(LINE_END, from)) {
      end += at + 1 - from;
      yield { text: rest.toString("utf8", from, at), end };
      from = at + 1;
    }
    rest = rest.subarray(from);
  }
}

/** Where a line lies. */
export interface LineSpot {
  /** The first is 1. */
  readonly number: number;
  /** Bytes of the file up to its beginning, and up to its end. */
  readonly from: number;
  readonly end: number;
}

const BLANKS = new Set(Buffer.from(" \t\r"));

/** Where the lines that are not blank lie, the last one also when nothing ends it; none of them is held in memory. */
export async function* lineSpots(file: string): AsyncGenerator<LineSpot> {
  let [number, from, read, blank] = [1, 0, 0, true];
  for await (const chunk of chunksOf(file)) {
    let at = 0;
    while (at <= chunk.length) {
      const found = chunk.indexOf(LINE_END, at);
      const stop = found === -1 ? chunk.length : found;
      blank &&= chunk.subarray(at, stop).every((byte) => BLANKS.has(byte));
      if (found === -1) break;
      if (!blank) yield { number, from, end: read + found };
      at = found + 1;
      [number, from, blank] = [number + 1, read + at, true];
    }
    read += chunk.length;
  }
  if (!blank) yield { number, from, end: read };
}

export interface Appender {
  /** Writes at the end; durable when `keep` has been called after it. */
  readonly append: (text: string) => Promise<void>;
  /** Waits until everything stands on the disk itself. */
  readonly keep: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a file to append to, behind its first `size` bytes: what stands after them was torn off or never finished. */
export async function appending(file: string, size: number): Promise<Appender> {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (codeOf(error) === "") throw error;
      throw fault("FILE_UNWRITABLE", `cannot be written: ${reasonOf(error)}`, { file });
    }
  };
  const handle: FileHandle = await guarded(async () => {
    await makeFolder(dirname(file));
    const opened = await open(file, "a");
    if ((await opened.stat()).size > size) await opened.truncate(size);
    return opened;
  });
  return {
    append: (text) => guarded(() => handle.appendFile(text)),
    keep: () => guarded(() => handle.sync()),
    close: () => handle.close(),
  };
}
