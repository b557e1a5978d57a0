// What a run loads before it works: most of a short run is spent on it, and it grows unseen. Counted and not timed.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Desk, desk } from "./desk.ts";
import { NOW } from "./road.ts";

const program = fileURLToPath(new URL("../bin/laurel.js", import.meta.url));
const { LAUREL_CONFIG: _, NODE_OPTIONS: __, ...env } = process.env;

/** Has every module that is loaded from then on written down, each on a line of its own. */
const HOOKS = `import { appendFileSync } from "node:fs";
export async function load(url, context, next) {
  appendFileSync(process.env.LOADED, url + "\\n");
  return next(url, context);
}`;
const WATCHING = 'import { register } from "node:module";\nregister("./hooks.mjs", import.meta.url);\n';

/** What a command line loads when it does what it is asked for, as addresses. */
function loadedBy(one: Desk, line: readonly string[]): readonly string[] {
  one.write("hooks.mjs", HOOKS);
  const args = ["--import", one.write("watching.mjs", WATCHING), program, ...line];
  const run = spawnSync(process.execPath, args, {
    cwd: one.folder,
    env: { ...env, LOADED: one.at("loaded") },
    encoding: "utf8",
  });
  expect(run, run.stderr).toMatchObject({ status: 0 });
  return one.read("loaded").trim().split("\n");
}

const ROSTER = "id,achievement,awarded\n0012,soil-101,2026-05-29\n";
const badge = "credentials/soil-101/0012.json";
const offline = ["--offline", "--now", NOW];

/** Command lines, and how many files each may load. One that loads more needs a reason, and a look at bin/bundle.js. */
const LINES: readonly (readonly [most: number, line: readonly string[]])[] = [
  [4, ["--help"]],
  [8, ["case", "info", "welding.case.json"]],
  [10, ["case", "lint", "welding.case.json"]],
  [10, ["key", "show", "keys/issuer.jwk.json"]],
  [12, ["verify", badge, ...offline]],
  [18, ["show", badge, ...offline]],
  [22, ["issue", "roster.csv", "--out", "again", ...offline]],
  [24, ["merge", badge, "--out", "record.json", ...offline]],
  [26, ["convert", badge, "--to", "ler-rs", "--out", "records", ...offline]],
  [26, ["convert", badge, "--to", "json-resume", "--out", "resumes", ...offline]],
];

/** What costs a run more than it does: packages, and what Node has for the network and for workers. */
const DEAR = /\/node_modules\/|^node:(dns|https?|net|tls|worker_threads)$/;

describe("a run loads few files, no package, and nothing of the network", () => {
  it.each(LINES)("at most %i for %j", async (most, line) => {
    const one = desk();
    await one.issue(ROSTER);
    const loaded = loadedBy(one, line);
    expect(loaded.filter((url) => DEAR.test(url))).toEqual([]);
    expect(loaded.filter((url) => url.startsWith("file:")).length).toBeLessThanOrEqual(most);
    expect(loaded.some((url) => url.endsWith("/program/cli.js"))).toBe(true);
  });
});
