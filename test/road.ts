// The whole road on the files of fixtures/, in process: roster to badges, to records, to LER-RS.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "../src/cli.ts";
import type { Terminal } from "../src/commands/terminal.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const NOW = "2026-06-01T12:00:00Z";

export interface Run {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in process. */
export async function laurel(...args: readonly string[]): Promise<Run> {
  const said = { out: "", err: "" };
  const terminal: Terminal = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    env: {},
    colour: false,
    watched: false,
    clock: () => new Date(NOW),
  };
  return { status: await main(args, terminal), ...said };
}

export interface Road {
  readonly folder: string;
  readonly at: (...parts: readonly string[]) => string;
  /** Runs a command with this folder's settings, offline, at NOW. */
  readonly run: (command: string, ...args: readonly string[]) => Promise<Run>;
  readonly end: () => void;
}

/** A copy of fixtures/ with a key of the tests. */
export function road(): Road {
  const folder = mkdtempSync(join(tmpdir(), "laurel-road-"));
  cpSync(here("../fixtures"), folder, { recursive: true });
  mkdirSync(join(folder, "keys"));
  cpSync(here("golden/key.jwk.json"), join(folder, "keys", "issuer.jwk.json"));
  chmodSync(join(folder, "keys", "issuer.jwk.json"), 0o600);
  const at = (...parts: readonly string[]) => join(folder, ...parts);
  return {
    folder,
    at,
    run: (command, ...args) => laurel(command, ...args, "--config", at("laurel.yaml"), "--now", NOW, "--offline"),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Every file under a folder with its text, by path, in order. */
export function filesUnder(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
