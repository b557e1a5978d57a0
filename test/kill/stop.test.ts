// A run that is asked to stop, meets another run, or has no room to write.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Desk, desk } from "../desk.ts";
import { filesUnder, NOW } from "../road.ts";

const laurel = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
const { LAUREL_CONFIG: _, ...inherited } = process.env;
const hook = new URL("at.js", import.meta.url).href;
/** More than the windows that a run has in hand at one time. */
const ROWS = 200;
/** While the first of the windows that a run works through is stored, some credentials have their names. */
const STORING = { LAUREL_KILL_AT: "9", LAUREL_KILL_ON: "renameSync" };

const table = (): Desk => {
  const one = desk();
  const lines = Array.from({ length: ROWS }, (_row, n) => `${n},soil-101,2026-05-29\n`);
  one.write("roster.csv", `id,achievement,awarded\n${lines.join("")}`);
  return one;
};

const ARGS = ["issue", "roster.csv", "--now", NOW];

/** Starts a program in the folder of a desk; what it says is kept. */
function start({ folder }: Desk, program: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(program, args, { cwd: folder, env: { ...inherited, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    said.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said.err += chunk;
  });
  const ended = once(child, "close").then(([status]) => ({ status: status as number | null, ...said }));
  return { child, ended };
}
const run = (one: Desk, ...more: readonly string[]) => start(one, process.execPath, [laurel, ...ARGS, ...more]);
/** A run that sends itself a signal while it stores credentials. */
const struck = (one: Desk, signal: string, at: Record<string, string> = STORING) =>
  start(one, process.execPath, ["--import", hook, laurel, ...ARGS], { ...at, LAUREL_KILL_BY: signal });

const rowsIn = (one: Desk) => one.read("credentials/manifest.csv").trimEnd().split("\n").length - 1;
const filesOf = (one: Desk) => [...filesUnder(one.at("credentials"))].filter(([path]) => !path.startsWith(".laurel/"));
const issued = (one: Desk) => filesOf(one).filter(([path]) => !path.endsWith(".ndjson"));
const whole = async () => {
  const one = table();
  expect((await run(one).ended).status).toBe(0);
  return one;
};

describe("a run of issue", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "that gets %s finishes what is at hand, records it, says what is left, and is gone on with",
    async (signal, status) => {
      const one = table();
      const done = await struck(one, signal).ended;
      expect(done.status, done.err).toBe(status);
      const left = Number(/stopped by \w+: (\d+) rows still to do/.exec(done.err)?.[1]);
      expect(left).toBeGreaterThan(0);
      expect(done.out).toBe(`${ROWS - left} issued, 0 unchanged, 0 failed: credentials\n`);
      expect([rowsIn(one), one.credentials().size]).toEqual([ROWS - left, ROWS - left]);
      const ledger = await one.run("ledger", "verify", one.at("credentials/ledger.ndjson"));
      expect(ledger.status).toBe(0);
      expect(one.read("credentials/ledger.ndjson")).toContain(`"stopped":"${signal}"`);
      const again = await one.run("issue", one.at("roster.csv"), "--out", one.at("credentials"));
      expect(again).toMatchObject({
        status: 0,
        out: `${left} issued, ${ROWS - left} unchanged, 0 failed: credentials\n`,
      });
      expect(issued(one)).toEqual(issued(await whole()));
    },
  );

  it("that is stopped before it comes to what a killed one made records that all the same", async () => {
    const one = table();
    expect((await struck(one, "SIGKILL").ended).status).toBe(null);
    const made = one.credentials().size;
    expect(made).toBeGreaterThan(0);
    // The first change to the disk is the lock.
    const stopped = await struck(one, "SIGTERM", { LAUREL_KILL_AT: "1" }).ended;
    expect(stopped).toMatchObject({ status: 143, out: "0 issued, 0 unchanged, 0 failed: credentials\n" });
    const deeds = () => [...one.read("credentials/ledger.ndjson").matchAll(/"did":"(\w+)"/g)].map(([, did]) => did);
    expect([rowsIn(one), deeds()]).toEqual([made, new Array(made).fill("issued")]);
    expect((await run(one).ended).status).toBe(0);
    expect(deeds()).toEqual(new Array(ROWS).fill("issued"));
    expect((await one.run("ledger", "verify", one.at("credentials/ledger.ndjson"))).status).toBe(0);
    expect(issued(one)).toEqual(issued(await whole()));
  });

  it("is refused while another one is at work on the folder, and is told which", async () => {
    const one = table();
    const first = struck(one, "SIGSTOP");
    while (!existsSync(one.at("credentials/.laurel/journal.ndjson")))
      await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await run(one).ended;
    expect(second).toMatchObject({ status: 3, out: "" });
    expect(second.err).toContain(`issue: another laurel is at work here, process ${first.child.pid},`);
    expect(second.err).toContain("[LOCKED]");
    first.child.kill("SIGCONT");
    expect(await first.ended).toMatchObject({ status: 0, out: `${ROWS} issued, 0 unchanged, 0 failed: credentials\n` });
    expect(filesOf(one)).toEqual(filesOf(await whole()));
  });

  it("that may not write more says so, and the next one with room ends as one that always had it", async () => {
    const one = table();
    // Each credential has fewer than 8 KiB, journal and manifest have more.
    const cramped = await start(one, "bash", ["-c", `ulimit -f 8; exec "$@"`, "-", process.execPath, laurel, ...ARGS])
      .ended;
    expect(cramped.status).toBe(3);
    expect(cramped.err).toMatch(/cannot be written: .* \[FILE_UNWRITABLE\]\n$/);
    expect(cramped.out).toBe("");
    expect((await run(one).ended).status).toBe(0);
    expect(filesOf(one)).toEqual(filesOf(await whole()));
  });

  it.skipIf(!existsSync("/proc/self"))("says where a folder cannot be made", async () => {
    const one = table();
    const done = await one.run("issue", one.at("roster.csv"), "--out", "/proc/nowhere");
    expect(done).toMatchObject({ status: 3, out: "" });
    expect(done.err).toMatch(/^laurel: \/proc\/nowhere.*: cannot be written: .* \[FILE_UNWRITABLE\]\n$/);
  });
});
