// A file for what a run puts aside. It has no name: nobody else opens it, and it is gone with the process, however that
// ends.
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fault } from "../core/fault.ts";
import { reasonOf } from "./files.ts";

export interface Span {
  readonly from: number;
  readonly end: number;
}

export interface TempFile {
  /** Adds whole lines, and says where they stand. */
  readonly append: (bytes: Uint8Array) => Span;
  /** The lines of a span, read as they are asked for, about so many bytes at a time. */
  readonly lines: (span: Span, chunk: number) => Generator<string>;
  readonly close: () => void;
}

const LINE_END = 10;

/** Lines that wait to be written, as bytes: so many strings that wait would each be a burden to the garbage collector. */
export interface Gathered {
  readonly add: (line: string) => void;
  /** Bytes that wait. */
  readonly size: () => number;
  readonly lines: () => string[];
  /** All that waited, which is good until the next line is added. */
  readonly take: () => Buffer;
}

function grown(bytes: Buffer, size: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(size);
  bytes.copy(larger);
  return larger;
}

export function gathering(): Gathered {
  let bytes: Buffer = Buffer.alloc(0);
  let used = 0;
  return {
    add: (line) => {
      // Of UTF-8, a unit of UTF-16 takes at most three bytes.
      const most = used + line.length * 3 + 1;
      if (most > bytes.length) bytes = grown(bytes, Math.max(most, bytes.length * 2));
      used += bytes.write(line, used);
      bytes[used++] = LINE_END;
    },
    size: () => used,
    lines: () => (used === 0 ? [] : bytes.toString("utf8", 0, used - 1).split("\n")),
    take: () => {
      const all = bytes.subarray(0, used);
      used = 0;
      return all;
    },
  };
}

/** What is put aside may be personal. */
const MODE = 0o600;

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fault("FILE_UNWRITABLE", `cannot be written: ${reasonOf(error)}`, {
      file: tmpdir(),
      hint: "Rows are put aside here while they are worked on. Make room, or name another folder by TMPDIR.",
    });
  }
}

/** The name goes at once where the system lets it go, else at the end. */
function unnamed(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

/** There is a file as soon as there is something to put into it. */
export function tempFile(): TempFile {
  const path = join(tmpdir(), `laurel-${randomBytes(12).toString("hex")}.tmp`);
  let opened: { readonly file: number; readonly gone: boolean } | undefined;
  let size = 0;
  const fileOf = (): number => {
    if (opened !== undefined) return opened.file;
    const file = guarded(() => openSync(path, "wx+", MODE));
    opened = { file, gone: unnamed(path) };
    return file;
  };

  function* lines({ from, end }: Span, chunk: number): Generator<string> {
    let buffer: Buffer = Buffer.allocUnsafeSlow(chunk);
    let held = 0;
    for (let at = from; at < end; ) {
      if (held === buffer.length) buffer = grown(buffer, held * 2);
      const read = readSync(fileOf(), buffer, held, Math.min(buffer.length - held, end - at), at);
      if (read === 0) throw fault("FILE_UNREADABLE", "what was put aside is gone", { file: tmpdir() });
      at += read;
      held += read;
      const whole = buffer.subarray(0, held).lastIndexOf(LINE_END);
      if (whole === -1) continue;
      const text = buffer.toString("utf8", 0, whole);
      buffer.copyWithin(0, whole + 1, held);
      held -= whole + 1;
      yield* text.split("\n");
    }
  }

  return {
    append: (bytes) => {
      const [file, from] = [fileOf(), size];
      for (let done = 0; done < bytes.length; )
        done += guarded(() => writeSync(file, bytes, done, bytes.length - done, from + done));
      size += bytes.length;
      return { from, end: size };
    },
    lines,
    close: () => {
      if (opened === undefined) return;
      closeSync(opened.file);
      if (!opened.gone) unnamed(path);
    },
  };
}
