// A folder of what the network answered, each document for as long as it may be used again and no longer.
import { createHash } from "node:crypto";
import { readdir, stat, unlink } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { instantOf } from "../core/instant.ts";
import { isObject, type Json, text } from "../core/json.ts";
import { LONGEST_LIFE } from "./cache-life.ts";
import { makeFolder, readText, writeWhole } from "./files.ts";

export interface CachedBody {
  readonly body: string;
  /** When the network gave it. */
  readonly time: string;
}

export interface Cache {
  /** The document of an address while it is fresh. */
  readonly read: (address: string) => Promise<CachedBody | undefined>;
  /** Keeps a document for some milliseconds. A cache that cannot be written is no fault of the credential. */
  readonly write: (address: string, cached: CachedBody, life: number) => Promise<void>;
}

/** The folder that flags and environment ask for (XDG Base Directory Specification); undefined for none. */
export function cacheFolder(
  flag: string | false | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (flag === false) return undefined;
  if (flag !== undefined) return resolve(flag);
  const bases = [env["XDG_CACHE_HOME"], env["LOCALAPPDATA"], env["HOME"] && join(env["HOME"], ".cache")];
  const base = bases.find((folder) => folder !== undefined && isAbsolute(folder));
  return base === undefined ? undefined : join(base, "laurel");
}

const sha256 = (content: string): string => createHash("sha256").update(content).digest("hex");

interface Entry extends CachedBody {
  readonly address: string;
  readonly expires: string;
  readonly sha256: string;
}

/** An entry that is whole, of this address, and fresh. Anything else is as if it were not there. */
function freshEntry(value: Json, address: string, now: number): CachedBody | undefined {
  if (!isObject(value) || value["address"] !== address) return undefined;
  const body = text(value["body"]);
  const time = text(value["time"]);
  const taken = instantOf(time ?? "");
  const ends = instantOf(text(value["expires"]) ?? "");
  if (body === undefined || time === undefined || taken === undefined || ends === undefined) return undefined;
  if (value["sha256"] !== sha256(body)) return undefined;
  // A clock that was set back must not make old documents new.
  const fresh = taken <= now && now < ends && ends - taken <= LONGEST_LIFE;
  return fresh ? { body, time } : undefined;
}

/** Takes away what is over; every entry is within a day of its writing. */
async function sweep(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^[0-9a-f]{64}\.json$/.test(name)) continue;
    const path = join(folder, name);
    if (now - (await stat(path)).mtimeMs > LONGEST_LIFE) await unlink(path);
  }
}

export function openCache(folder: string, clock: () => Date): Cache {
  const fileOf = (address: string): string => join(folder, `${sha256(address)}.json`);
  let swept = false;
  return {
    read: async (address) => {
      try {
        const entry: unknown = JSON.parse(await readText(fileOf(address)));
        return freshEntry(entry as Json, address, clock().getTime());
      } catch {
        return undefined;
      }
    },
    write: async (address, { body, time }, life) => {
      const taken = instantOf(time);
      if (taken === undefined || life <= 0) return;
      const expires = new Date(taken + Math.min(life, LONGEST_LIFE)).toISOString();
      const entry: Entry = { address, time, expires, sha256: sha256(body), body };
      try {
        await makeFolder(folder, 0o700);
        await writeWhole(fileOf(address), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
        if (swept) return;
        swept = true;
        await sweep(folder, clock().getTime());
      } catch {
        // The next run will ask again.
      }
    },
  };
}
