// The register on disk: files of one event to a line, beside each other in one folder, that are only ever added to. What
// a killed process left half written at the end of a file is no event; the next one cuts it off.
import { constants } from "node:fs";
import { open, readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fault } from "../core/fault.ts";
import type { Json } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import { eventOf, type Recorded, type Register, registerOf, type StatusEvent } from "../model/status-register.ts";
import { codeOf, makeFolder, reasonOf } from "./files.ts";

/** `register.ndjson`, and `register.1-of-4.ndjson` of a part of a batch. */
const NAME = /^register.*\.ndjson$/;
export const registerFile = (folder: string, part = ""): string => join(folder, `register${part}.ndjson`);

const LINE_END = 10;

function readLine(bytes: Buffer, file: string, line: number): Recorded {
  let value: Json | undefined;
  try {
    value = JSON.parse(bytes.toString("utf8")) as Json;
  } catch {
    value = undefined;
  }
  const event = value === undefined ? undefined : eventOf(value);
  if (event !== undefined) return { event, place: { file, line } };
  throw fault("STATUS_INVALID", "want a line of the status register, got something else", {
    file,
    line,
    hint: "Take the file from a backup, or move it away and run `laurel status rebuild`.",
  });
}

function linesIn(bytes: Buffer, file: string): Recorded[] {
  const recorded: Recorded[] = [];
  let [start, line] = [0, 1];
  for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, start)) {
    if (end > start) recorded.push(readLine(bytes.subarray(start, end), file, line));
    start = end + 1;
    line += 1;
  }
  return recorded;
}

/** Changes of several files in the order in which they were made; within a file none comes before an earlier line. */
function inOrder(files: readonly (readonly Recorded[])[]): readonly Recorded[] {
  const timed = files.flatMap((recorded) => {
    let latest = "";
    return recorded.map((one) => {
      if (one.event.event === "change" && one.event.at > latest) latest = one.event.at;
      return { one, latest };
    });
  });
  return files.length < 2
    ? timed.map(({ one }) => one)
    : timed.sort((a, b) => byCode(a.latest, b.latest)).map(({ one }) => one);
}

export interface Kept {
  readonly register: Register;
  /** What it was computed from. */
  readonly recorded: readonly Recorded[];
}

/** Everything that stands in a folder's register files. Throws STATUS_INVALID, naming file and line. */
export async function readRegister(folder: string): Promise<Kept> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw fault("FILE_UNREADABLE", `cannot be listed: ${reasonOf(error)}`, { file: folder });
  });
  const files = names
    .filter((name) => NAME.test(name))
    .sort(byCode)
    .map((name) => join(folder, name));
  const read: Recorded[][] = [];
  for (const file of files) {
    const bytes = await readFile(file).catch((error: unknown) => {
      throw fault("FILE_UNREADABLE", `cannot be read: ${reasonOf(error)}`, { file });
    });
    read.push(linesIn(bytes, file));
  }
  const recorded = inOrder(read);
  return { register: registerOf(recorded), recorded };
}

/** Adds events to a file, all of them safely on the disk when this ends. Only for the holder of the folder's lock. */
export async function appendEvents(file: string, events: readonly StatusEvent[]): Promise<void> {
  if (events.length === 0) return;
  const body = events.map((event) => `${JSON.stringify(event)}\n`).join("");
  try {
    await makeFolder(dirname(file));
    const fresh = (await stat(file).catch(() => undefined)) === undefined;
    // The reasons in it may be personal.
    const handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const whole = await wholeSize(handle);
      await handle.truncate(whole);
      await written(handle, Buffer.from(body), whole);
    } finally {
      await handle.close();
    }
    if (fresh) await syncFolder(dirname(file));
  } catch (error) {
    throw fault("FILE_UNWRITABLE", `cannot be written: ${reasonOf(error)}`, { file });
  }
}

type Handle = Awaited<ReturnType<typeof open>>;

const CHUNK = 65_536;

/** Bytes up to the end of the last whole line. */
async function wholeSize(handle: Handle): Promise<number> {
  const { size } = await handle.stat();
  for (let end = size; end > 0; end -= CHUNK) {
    const start = Math.max(0, end - CHUNK);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    const last = buffer.subarray(0, bytesRead).lastIndexOf(LINE_END);
    if (last !== -1) return start + last + 1;
  }
  return 0;
}

/** A disk that is full leaves the file as it was. */
async function written(handle: Handle, body: Buffer, from: number): Promise<void> {
  try {
    for (let done = 0; done < body.length; ) {
      done += (await handle.write(body, done, body.length - done, from + done)).bytesWritten;
    }
    await handle.sync();
  } catch (error) {
    await handle.truncate(from).catch(() => {});
    throw error;
  }
}

/** Makes the name of a new file as lasting as its bytes; not every system can open a folder for that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
