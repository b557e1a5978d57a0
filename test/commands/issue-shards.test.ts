// One roster on many machines: which part is whose, and the parts put together again.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { shardFrom, shardOf } from "../../src/model/shard.ts";
import { type Desk, desk } from "../desk.ts";
import { filesUnder, NOW } from "../road.ts";

const laurelFile = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
const { LAUREL_CONFIG: _, ...inherited } = process.env;

const ROWS = 10;
const ROSTER = `id,achievement,awarded\n${Array.from({ length: ROWS }, (_row, n) => `${n},${n % 3 ? "soil-101" : "welding"},2026-05-29\n`).join("")}`;

const credentialsOf = (one: Desk, folder: string) =>
  [...filesUnder(one.at(folder))].filter(([path]) => path.includes("/") && path.endsWith(".json"));
/** A desk whose roster was issued in parts, each into a folder of its own. */
async function sharded(of: number, roster = ROSTER): Promise<Desk> {
  const one = desk();
  const file = one.write("roster.csv", roster);
  for (let n = 1; n <= of; n++) await one.run("issue", file, "--shard", `${n}/${of}`, "--out", one.at(`s${n}`));
  return one;
}
const folders = (one: Desk, of: number) => Array.from({ length: of }, (_part, n) => one.at(`s${n + 1}`));
const collect = (one: Desk, of: number, ...more: readonly string[]) =>
  one.run("issue", ...more, "--collect", ...folders(one, of), "--out", one.at("all"));

describe("the number of a shard", () => {
  const slurm = (id: number, min = 0, max = 3, step = 1) => ({
    SLURM_ARRAY_TASK_ID: String(id),
    SLURM_ARRAY_TASK_MIN: String(min),
    SLURM_ARRAY_TASK_MAX: String(max),
    SLURM_ARRAY_TASK_STEP: String(step),
    SLURM_ARRAY_TASK_COUNT: String(Math.floor((max - min) / step) + 1),
  });
  it.each<[string, string | undefined, Record<string, string>, string | undefined]>([
    ["a flag", "2/4", {}, "2/4"],
    ["a flag before what the machine says", "2/4", slurm(3), "2/4"],
    ["nobody", undefined, {}, undefined],
    ["Slurm, from 0", undefined, slurm(0), "1/4"],
    ["Slurm, from 1", undefined, slurm(4, 1, 4), "4/4"],
    ["Slurm, in steps", undefined, slurm(6, 2, 8, 2), "3/4"],
    ["AWS Batch", undefined, { AWS_BATCH_JOB_ARRAY_INDEX: "2", AWS_BATCH_JOB_ARRAY_SIZE: "3" }, "3/3"],
    ["AWS Batch, counted by the flag", "auto/5", { AWS_BATCH_JOB_ARRAY_INDEX: "2" }, "3/5"],
    ["Kubernetes", "auto/4", { JOB_COMPLETION_INDEX: "0" }, "1/4"],
    ["Kubernetes, counted by a variable", undefined, { JOB_COMPLETION_INDEX: "3", LAUREL_SHARDS: "4" }, "4/4"],
  ])("is said by %s", (_said, flag, env, expected) => {
    const found = shardFrom(flag === undefined ? undefined : shardOf(flag), env)?.shard;
    expect(found === undefined ? undefined : `${found.number}/${found.of}`).toBe(expected);
  });

  it.each<[string, string | undefined, Record<string, string>]>([
    ["a count is missing", undefined, { JOB_COMPLETION_INDEX: "0" }],
    ["the index is missing", "auto/4", {}],
    ["only the count is there", undefined, { LAUREL_SHARDS: "4" }],
    ["the index is beyond the count", "auto/4", { JOB_COMPLETION_INDEX: "4" }],
    ["an array has gaps", undefined, { ...slurm(1, 1, 7), SLURM_ARRAY_TASK_COUNT: "3" }],
    ["the index is no number", "auto/4", { JOB_COMPLETION_INDEX: "-1" }],
  ])("is not guessed when %s", (_said, flag, env) => {
    expect(() => shardFrom(flag === undefined ? undefined : shardOf(flag), env)).toThrow(/want|set|no part/);
  });
});

describe("shards", () => {
  it("as processes give what one run gives, byte for byte, collected too", async () => {
    const whole = desk();
    expect((await whole.issue(ROSTER)).status).toBe(0);
    const one = desk();
    one.write("roster.csv", ROSTER);
    const command = (n: string) => [
      laurelFile,
      "issue",
      "roster.csv",
      "--shard",
      `${n}/4`,
      "--out",
      `s${n}`,
      "--now",
      NOW,
    ];
    const options = { cwd: one.folder, env: inherited, encoding: "utf8" } as const;
    const numbers = ["1", "2", "3", "4"];
    const parallel = spawnSync("parallel", ["--version"], { encoding: "utf8" }).stdout?.startsWith("GNU") === true;
    if (parallel) {
      const done = spawnSync("parallel", [process.execPath, ...command("{}"), ":::", ...numbers], options);
      expect(done.status, done.stderr).toBe(0);
    } else {
      for (const n of numbers) expect(spawnSync(process.execPath, command(n), options).status).toBe(0);
    }
    const made = numbers.flatMap((n) => credentialsOf(one, `s${n}`)).sort();
    expect(made).toEqual(credentialsOf(whole, "credentials").sort());

    expect(await collect(one, 4)).toMatchObject({ status: 0, out: `${ROWS} credentials from 4 parts: all\n`, err: "" });
    const manifest = one.read("all/manifest.csv");
    expect(manifest.replaceAll(/\.\.\/s\d\//g, "")).toBe(whole.read("credentials/manifest.csv"));
    for (const file of manifest.matchAll(/\.\.\/s\d\/[^,]+/g)) expect(one.has(`all/${file[0]}`)).toBe(true);
    const linesOf = (text: string) =>
      text
        .trimEnd()
        .split("\n")
        .map((line) => ({ ...JSON.parse(line), previous: undefined, shards: undefined }));
    expect(linesOf(one.read("all/ledger.ndjson"))).toEqual(linesOf(whole.read("credentials/ledger.ndjson")));
    const audit = await one.run("ledger", "verify", one.at("all/ledger.ndjson"));
    expect(audit).toMatchObject({ status: 0, out: expect.stringContaining(`${ROWS} files as issued`) });
    // Collecting again adds nothing.
    const before = filesUnder(one.at("all"));
    expect((await collect(one, 4, one.at("roster.csv"))).status).toBe(0);
    expect(filesUnder(one.at("all"))).toEqual(before);
  });

  it("in one folder are collected there", async () => {
    const one = desk();
    for (const n of [1, 2, 3]) await one.issue(ROSTER, "roster.csv", "--shard", `${n}/3`);
    expect(await one.run("issue", "--collect", one.at("credentials"))).toMatchObject({ status: 0 });
    const whole = desk();
    await whole.issue(ROSTER);
    expect(one.read("credentials/manifest.csv")).toBe(whole.read("credentials/manifest.csv"));
    expect((await one.run("ledger", "verify", one.at("credentials/ledger.ndjson"))).status).toBe(0);
    expect((await one.run("ledger", "verify", one.at("credentials/ledger.2-of-3.ndjson"))).status).toBe(0);
  });

  it("say which part of the roster they took by themselves", () => {
    const one = desk();
    one.write("roster.csv", ROSTER);
    const env = { ...inherited, JOB_COMPLETION_INDEX: "1" };
    const done = spawnSync(process.execPath, [laurelFile, "issue", "roster.csv", "--shard", "auto/4"], {
      cwd: one.folder,
      env,
      encoding: "utf8",
    });
    expect(done.stderr).toContain("laurel: note: JOB_COMPLETION_INDEX makes this part 2 of 4 of the roster");
    expect(done.stdout).toBe("3 issued, 0 unchanged, 0 failed: credentials\n");
    expect(one.has("credentials/manifest.2-of-4.csv")).toBe(true);
  });
});

describe("issue --collect", () => {
  it("are collected again where somebody was killed while the ledger was written", async () => {
    const one = await sharded(2);
    await collect(one, 2);
    const whole = one.read("all/ledger.ndjson");
    for (const torn of [whole.replace(/[^\n]+\n$/, ""), whole.slice(0, -20), whole.slice(0, 700)]) {
      one.write("all/ledger.ndjson", torn);
      expect(await collect(one, 2)).toMatchObject({ status: 0, err: "" });
      expect(one.read("all/ledger.ndjson")).toBe(whole);
    }
  });

  it("names a part that is missing, and every row of it when the roster is named", async () => {
    const one = await sharded(4);
    rmSync(one.at("s3"), { recursive: true });
    const [a, b, , d] = folders(one, 4);
    const args = ["--collect", String(a), String(b), String(d), "--out", one.at("all")];
    const done = await one.run("issue", ...args);
    expect(done).toMatchObject({ status: 1, out: "" });
    expect(done.err).toContain("no records of part 3 of 4 are here [BATCH_INCOMPLETE]");
    expect(done.err).toContain("2 rows of 10 gave no credential");
    expect(one.has("all")).toBe(false);
    const exact = await one.run("issue", one.at("roster.csv"), ...args);
    expect(exact.err.match(/roster\.csv:\d+: no part has a credential/g)).toEqual([
      "roster.csv:4: no part has a credential",
      "roster.csv:8: no part has a credential",
    ]);
    expect(JSON.parse((await one.run("issue", ...args, "--json")).out)).toMatchObject({ whole: false, parts: 3 });
  });

  it("names a credential that two parts have", async () => {
    const one = await sharded(2);
    const stray = one.at("s2/manifest.2-of-2.csv");
    const row = one.read("s1/manifest.1-of-2.csv").split("\n")[1];
    one.write("s2/manifest.2-of-2.csv", `${readFileSync(stray, "utf8")}${row}\n`);
    const done = await collect(one, 2);
    expect(done.status).toBe(1);
    expect(done.err).toMatch(/s2\/manifest\.2-of-2\.csv: the credential urn:uuid:\S+ \(line 2\) is doubled: s1\//);
  });

  it("does not mix rosters, numbers of parts, or ledgers that somebody changed", async () => {
    const one = await sharded(2);
    const other = one.write("b.csv", ROSTER.replaceAll(",2026-05-29", ",2026-05-30"));
    await one.run("issue", other, "--shard", "2/2", "--out", one.at("s3"));
    const mixed = await one.run("issue", "--collect", one.at("s1"), one.at("s3"), "--out", one.at("all"));
    expect(mixed.err).toContain("the parts were issued from different rosters");
    await one.run("issue", one.at("roster.csv"), "--shard", "3/3", "--out", one.at("s4"));
    const counts = await one.run("issue", "--collect", one.at("s1"), one.at("s4"), "--out", one.at("all"));
    expect(counts.err).toContain("the parts are of batches in 2 and 3 parts");
    one.write("s2/ledger.2-of-2.ndjson", one.read("s2/ledger.2-of-2.ndjson").replace('"rows":10', '"rows":11'));
    expect(await collect(one, 2)).toMatchObject({ status: 3, err: expect.stringContaining("LEDGER_BROKEN") });
    expect(one.has("all")).toBe(false);
  });

  it("wants folders with records, and one for those of several", async () => {
    const one = await sharded(2);
    const none = await one.run("issue", "--collect", one.at("keys"));
    expect(none).toMatchObject({ status: 1, err: expect.stringContaining("no manifest.N-of-M.csv") });
    expect((await one.run("issue", "--collect", ...folders(one, 2))).status).toBe(2);
    expect((await one.run("issue")).status).toBe(2);
  });

  it("counts rows that failed as missing, unless the roster says that they cannot be issued", async () => {
    const one = await sharded(2, `${ROSTER}99,soil-101,never\n`);
    expect(await collect(one, 2)).toMatchObject({
      status: 1,
      err: expect.stringContaining("1 row of 11 gave no credential"),
    });
    const done = await collect(one, 2, one.at("roster.csv"));
    expect(done).toMatchObject({ status: 0, out: `${ROWS} credentials from 2 parts: all\n` });
    expect(done.err).toContain("1 row cannot be issued, and none is expected");
  });
});
