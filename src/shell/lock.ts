// A lock: one process at a time works on a folder, and one that died holds nothing.
import { randomUUID } from "node:crypto";
import { constants, readFileSync, readlinkSync } from "node:fs";
import { link, open, readFile, rmdir, stat, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { fault } from "../core/fault.ts";
import { isObject, type Json } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { codeOf, makeFolder, reasonOf } from "./files.ts";

/** What stands in a lock file. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Linux: within which numbers of processes mean the same, for containers may share a host's name. */
  readonly space?: string;
  /** When the process began, as its machine counts; undefined where the machine does not tell. */
  readonly start?: string;
  readonly since: string;
  /** No two locks have the same. */
  readonly token: string;
}

/** How often a holder shows that it lives, and after how long without a sign one on another machine counts as dead. */
const BEAT_MS = 15_000;
const SILENCE_MS = 120_000;
const PAUSE_MS = 50;

/** Linux: the boot, and the clock ticks since it (proc(5), field 22). A number that another process got later differs. */
function startOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").replace(/^.*\)/s, "").trim().split(/\s+/);
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

function spaceOf(): string | undefined {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is alive as well.
    return codeOf(error) === "EPERM";
  }
}

/** Of another machine's process nothing is known but when it last showed that it lives, by the file system's clock. */
const isStale = ({ host, space, pid, start }: Holder, silence: number): boolean =>
  host === hostname() && space === spaceOf()
    ? !isAlive(pid) || (start !== undefined && start !== startOf(pid))
    : silence > SILENCE_MS;

function holderIn(text: string): Holder | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) && typeof value["pid"] === "number" && typeof value["token"] === "string"
      ? (value as unknown as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

async function holderOf(path: string): Promise<{ readonly holder: Holder; readonly seen: number } | undefined> {
  try {
    const holder = holderIn(await readFile(path, "utf8"));
    if (holder === undefined) throw fault("LOCKED", "want a lock of laurel, got another file", { file: path });
    return { holder, seen: (await stat(path)).mtimeMs };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Folder for what only laurel reads, such as a lock; names with a point before them are no credential files. */
export const OWN_FOLDER = ".laurel";

/** How often somebody may take the folder away again before a file is in it. */
const MOST_TRIES = 100;

/** Makes a file and the folder that it is in, which whoever gives a lock back takes away when it is empty. */
async function writeNew(path: string, text: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    await makeFolder(dirname(path));
    try {
      return await writeFile(path, text, { flag: "wx" });
    } catch (error) {
      if (codeOf(error) !== "ENOENT" || tries === MOST_TRIES) throw error;
    }
  }
}

/** Makes the lock file, whole at once; false when it is there already. Gives its time by the file system's clock. */
async function placedAt(path: string, holder: Holder): Promise<{ readonly placed: boolean; readonly time: number }> {
  const beside = join(dirname(path), `.${basename(path).slice(0, 100)}.${holder.token}`);
  try {
    // A link to a name that exists fails, on network file systems too, and nobody ever reads half of it.
    await writeNew(beside, `${JSON.stringify(holder)}\n`);
    const time = (await stat(beside)).mtimeMs;
    const placed = await link(beside, path).then(
      () => true,
      (error: unknown) => (codeOf(error) === "EEXIST" ? false : Promise.reject(error)),
    );
    return { placed, time };
  } finally {
    await unlink(beside).catch(() => {});
  }
}

/** Takes the lock, from a dead holder too; undefined when it is taken, else who has it. */
async function takenBy(path: string, holder: Holder): Promise<Holder | undefined> {
  for (;;) {
    const { placed, time } = await placedAt(path, holder);
    if (placed) return undefined;
    const there = await holderOf(path);
    if (there === undefined) continue;
    if (!isStale(there.holder, time - there.seen)) return there.holder;
    // Of all who saw the dead holder only one may remove its lock, or the second would remove a living one's.
    const guard = `${path}.${there.holder.token.slice(0, 8)}`;
    const other = await takenBy(guard, holder);
    if (other !== undefined) return other;
    try {
      if ((await holderOf(path))?.holder.token === there.holder.token) await unlink(path);
    } finally {
      await unlink(guard).catch(() => {});
    }
  }
}

/** Shows others that the holder lives, by the file system's clock: a letter more, never a lock that is no longer there. */
async function beat(path: string): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_APPEND).catch(() => undefined);
  await file?.write(" ").catch(() => {});
  await file?.close();
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function take(path: string, holder: Holder, what: string, wait: number): Promise<void> {
  const end = performance.now() + wait;
  for (;;) {
    const other = await takenBy(path, holder);
    if (other === undefined) return;
    if (performance.now() >= end) {
      const { pid, host, since } = other;
      const where = host === hostname() ? "" : ` on the machine ${quoted(host)}`;
      throw fault("LOCKED", `${what}: another laurel is at work here, process ${pid}${where}, since ${since}`, {
        file: path,
        hint: "Wait until it is done. A process that was killed holds nothing: its lock is taken over.",
      });
    }
    await pause(PAUSE_MS);
  }
}

/**
 * Does something while no other process that asks for the same lock file does. `what` says it in a message, such as
 * "issue"; `wait` is for how many milliseconds another's end is waited for. Throws LOCKED.
 */
export async function withLock<T>(path: string, what: string, action: () => Promise<T>, wait = 0): Promise<T> {
  const [start, space] = [startOf(process.pid), spaceOf()];
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    ...(space === undefined ? {} : { space }),
    ...(start === undefined ? {} : { start }),
    since: new Date().toISOString(),
    token: randomUUID(),
  };
  try {
    await take(path, holder, what, wait);
  } catch (error) {
    if (codeOf(error) === "") throw error;
    throw fault("FILE_UNWRITABLE", `cannot be written: ${reasonOf(error)}`, { file: path });
  }
  const beating = setInterval(() => void beat(path), BEAT_MS);
  beating.unref();
  try {
    return await action();
  } finally {
    clearInterval(beating);
    if ((await holderOf(path).catch(() => undefined))?.holder.token === holder.token)
      await unlink(path).catch(() => {});
    // It goes only while it is empty, and with a lock or anything else in it, it is not.
    if (basename(dirname(path)) === OWN_FOLDER) await rmdir(dirname(path)).catch(() => {});
  }
}
