// A folder by several workers: the same words in the same order as by one, and every document fetched once.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { bring } from "../../src/shell/evidence.ts";
import type { Outcome } from "../../src/shell/examining.ts";
import { badge, claims, entry, LIST, record, signed, statusList, token } from "../checks/forge.ts";
import { desk } from "../desk.ts";

const laurel = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
const DIST = new URL("../../dist/shell/examining.js", import.meta.url).href;
const NOW = "2026-06-01T12:00:00Z";
const FILES = 48;

let folder: string;
const at = (...parts: readonly string[]): string => join(folder, ...parts);
const name = (nth: number): string => at("many", `${String(nth).padStart(3, "0")}.json`);

/** Files of every kind in turn: sound, revoked, forged, broken, a token, a record with members, one with a text of words without a meaning. */
async function fileOf(nth: number): Promise<string> {
  const id = `urn:uuid:00000000-0000-4000-8000-${String(nth).padStart(12, "0")}`;
  const listed = badge({ id, credentialStatus: entry({ statusListIndex: String(nth) }) });
  const kinds: readonly (() => Promise<string | JsonObject>)[] = [
    () => signed(listed),
    () => signed(badge({ id })),
    async () => ({ ...(await signed(listed)), name: "Surgery" }),
    async () => "{ broken",
    () => token(claims(listed)),
    async () => signed(record([await signed(listed), await signed(badge({ id: `${id}0` }))], { id: `${id}1` })),
    async () => ({ ...(await signed(listed)), nonsense: "x" }),
    async () => "",
  ];
  const made = await (kinds[nth % kinds.length] ?? (async () => ""))();
  return typeof made === "string" ? made : JSON.stringify(made);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "laurel-jobs-"));
  mkdirSync(at("many"));
  for (let nth = 0; nth < FILES; nth++) writeFileSync(name(nth), await fileOf(nth));
  writeFileSync(at("evidence.json"), JSON.stringify({ [LIST]: await signed(statusList([8, 16])) }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { LAUREL_CONFIG: _, NODE_OPTIONS: __, ...env } = process.env;

function verify(...args: readonly string[]) {
  const all = ["verify", at("many"), "--offline", "--now", NOW, "--evidence", at("evidence.json"), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, [laurel, ...all], { env, encoding: "utf8" });
  return { status, stdout, stderr };
}

test.each([[[]], [["--json"]], [["--format", "junit"]], [["--json", "--explain"]]])(
  "a folder is reported in the same words by any number of jobs, with %j",
  (flags) => {
    const alone = verify(...flags, "--jobs", "1");
    expect(alone.status).toBe(1);
    expect(alone.stderr).toContain(`${FILES} files`);
    expect(alone.stdout.length).toBeGreaterThan(1000);
    for (const jobs of ["2", "5"]) expect(verify(...flags, "--jobs", jobs)).toEqual(alone);
  },
  60_000,
);

test("a folder with a file that cannot be read is reported in order, too", () => {
  const args = [at("missing.json"), at("evidence.json")];
  const alone = verify(...args, "--json", "--jobs", "1");
  expect(alone.stderr).toContain("missing.json");
  expect(verify(...args, "--json", "--jobs", "3")).toEqual(alone);
});

test("workers fetch every document once, and find what one process finds", async () => {
  const { outcomesOf } = (await import(/* @vite-ignore */ DIST)) as typeof import("../../src/shell/examining.ts");
  const list = JSON.stringify(await signed(statusList([8, 16])));
  const inputs = Array.from({ length: FILES }, (_, nth) => ({ file: name(nth) }));
  const found = async (jobs: number) => {
    const asked: string[] = [];
    const ask = async (address: string) => {
      asked.push(address);
      return { ok: true as const, body: list, headers: {} };
    };
    const brought = await bring({ evidence: [], keys: [], cache: false }, false, { ask });
    const outcomes: Outcome[] = [];
    for await (const outcome of outcomesOf("report", inputs, { now: new Date(NOW) }, brought, jobs))
      outcomes.push(outcome);
    return { asked, outcomes };
  };
  const alone = await found(1);
  expect(alone.asked).toEqual([LIST]);
  expect(alone.outcomes.filter((one) => "verdict" in one && one.verdict === "valid").length).toBeGreaterThan(FILES / 4);
  expect(await found(4)).toEqual(alone);
}, 60_000);

test("merge makes the same records, and says the same of every input, by any number of jobs", () => {
  const one = desk();
  one.write("learners.json", "{ no credential");
  const merged = (jobs: string) => {
    const flags = ["--per-learner", "--on-problem", "flag", "--accept-unverified", "--json", "--jobs", jobs];
    const inputs = [at("many"), "learners.json", "missing.json"];
    const all = ["merge", ...inputs, "--out", "records", "--offline", "--now", NOW, "--evidence", at("evidence.json")];
    const done = spawnSync(process.execPath, [laurel, ...all, ...flags], { cwd: one.folder, env, encoding: "utf8" });
    const records = [...one.credentials("records").keys()].map((path) => [path, one.read(join("records", path))]);
    rmSync(one.at("records"), { recursive: true });
    return { said: [done.status, done.stdout, done.stderr], records };
  };
  const alone = merged("1");
  expect(alone.records.length).toBeGreaterThan(0);
  expect(alone.said.join("")).toContain("missing.json");
  expect(alone.said.join("")).toContain("changed after it was signed");
  for (const jobs of ["2", "3"]) expect(merged(jobs)).toEqual(alone);
}, 60_000);
