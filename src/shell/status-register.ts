// The register on disk: files of one event to a line, beside each other in one folder, that are only ever added to. What
// a killed process left half written at the end of a file is no event; the next one cuts it off.
import { constants } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fault } from "../core/fault.ts";
import type { Json } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import {
  type Entered,
  eventOf,
  type Recorded,
  type Register,
  registerOf,
  type Slot,
  type StatusEvent,
} from "../model/status-register.ts";
import { type Taken, takenEntries } from "../model/status-slot.ts";
import { codeOf, makeFolder, reasonOf } from "./files.ts";
import { linesOf } from "./lines.ts";

/** `register.ndjson`, and `register.1-of-4.ndjson` of a part of a batch. */
const NAME = /^register.*\.ndjson$/;
export const registerFile = (folder: string, part = ""): string => join(folder, `register${part}.ndjson`);

const LINE_END = 10;

function readLine(text: string, file: string, line: number): Recorded {
  let value: Json | undefined;
  try {
    value = JSON.parse(text) as Json;
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

async function* eventsIn(file: string): AsyncGenerator<Recorded> {
  let line = 0;
  for await (const { text } of linesOf(file)) {
    line += 1;
    if (text !== "") yield readLine(text, file, line);
  }
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

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw fault("FILE_UNREADABLE", `cannot be listed: ${reasonOf(error)}`, { file: folder });
  });
  return names
    .filter((name) => NAME.test(name))
    .sort(byCode)
    .map((name) => join(folder, name));
}

/** Everything that stands in files, as far as it is wanted, in the order of the changes. */
async function recordedIn(
  files: readonly string[],
  isWanted: (one: Recorded) => boolean = () => true,
): Promise<readonly Recorded[]> {
  const read: Recorded[][] = [];
  for (const file of files) {
    const events: Recorded[] = [];
    for await (const one of eventsIn(file)) if (isWanted(one)) events.push(one);
    read.push(events);
  }
  return inOrder(read);
}

/** Everything that stands in a folder's register files. Throws STATUS_INVALID, naming file and line. */
export async function readRegister(folder: string): Promise<Kept> {
  const recorded = await recordedIn(await filesIn(folder));
  return { register: registerOf(recorded), recorded };
}

export interface Scanned {
  /** Of the entries, only those that something was changed of. */
  readonly register: Register;
  readonly taken: Taken;
}

/** The same for a register of millions: each entry is given to `take`, and of most of them nothing but a bit is kept. */
export async function scanRegister(folder: string, take: (entry: Entered) => void): Promise<Scanned> {
  const files = await filesIn(folder);
  const forms = await recordedIn(files, ({ event }) => event.event !== "entry");
  const { lists, states } = registerOf(forms);
  const taken = takenEntries();
  /** Entries that two lines speak of: one credential in two parts of a batch, or a contradiction. */
  const twice = new Set<string>();
  const keyOf = ({ list, index }: Slot) => `${list} ${index}`;
  const isWell = ({ list, index }: Slot) => index < (lists.get(list)?.entries ?? 0);
  for (const file of files) {
    for await (const { event, place } of eventsIn(file)) {
      if (event.event !== "entry") continue;
      if (taken.has(event.list, event.index)) twice.add(keyOf(event));
      if (isWell(event)) taken.add(event.list, event.index);
      take({ ...event, place });
    }
  }
  const kept = await recordedIn(
    files,
    ({ event }) => event.event !== "entry" || states.has(event.credential) || twice.has(keyOf(event)) || !isWell(event),
  );
  return { register: registerOf(kept), taken };
}

/** Adds events to a file, all of them safely on the disk when this ends. Only for the holder of the folder's lock. */
export async function appendEvents(file: string, events: Iterable<StatusEvent>): Promise<void> {
  if (events[Symbol.iterator]().next().done === true) return;
  try {
    await makeFolder(dirname(file));
    const fresh = (await stat(file).catch(() => undefined)) === undefined;
    // The reasons in it may be personal.
    const handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const whole = await wholeSize(handle);
      await handle.truncate(whole);
      await written(handle, chunksOf(events), whole);
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

function* chunksOf(events: Iterable<StatusEvent>): Generator<Buffer> {
  let lines = "";
  for (const event of events) {
    lines += `${JSON.stringify(event)}\n`;
    if (lines.length < CHUNK) continue;
    yield Buffer.from(lines);
    lines = "";
  }
  if (lines !== "") yield Buffer.from(lines);
}

/** A disk that is full leaves the file as it was. */
async function written(handle: Handle, body: Iterable<Buffer>, from: number): Promise<void> {
  let end = from;
  try {
    for (const chunk of body) {
      for (let done = 0; done < chunk.length; )
        done += (await handle.write(chunk, done, chunk.length - done, end + done)).bytesWritten;
      end += chunk.length;
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
