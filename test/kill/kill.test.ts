// A run of issue that is killed, at any point and however often, ends as one that was left alone. The few rounds of the
// ordinary suite become hundreds with `npm run kill`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Desk, desk, SETTINGS } from "../desk.ts";
import { filesUnder, NOW } from "../road.ts";

const ROUNDS = Number(process.env["LAUREL_KILLS"] ?? 5);
const laurel = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
const hook = new URL("at.js", import.meta.url).href;
const { LAUREL_CONFIG: _, ...inherited } = process.env;

const roster = (rows: number) =>
  `id,achievement,awarded\n${Array.from({ length: rows }, (_row, n) => (n % 20 === 7 ? `${n},soil-101,never\n` : `${n},${n % 3 ? "soil-101" : "welding"},2026-05-29\n`)).join("")}`;

/** Starts a run in a folder of its own at a fixed time. */
function start({ folder }: Desk, killAt?: number) {
  return spawn(
    process.execPath,
    [...(killAt === undefined ? [] : ["--import", hook]), laurel, "issue", "roster.csv", "--now", NOW],
    {
      cwd: folder,
      env: { ...inherited, ...(killAt === undefined ? {} : { LAUREL_KILL_AT: String(killAt) }) },
      stdio: "ignore",
    },
  );
}

async function ended(child: ReturnType<typeof start>): Promise<number | null> {
  const [status] = await once(child, "exit");
  return status as number | null;
}

const table = (rows: number): Desk => {
  const one = desk({ "laurel.yaml": SETTINGS });
  one.write("roster.csv", roster(rows));
  return one;
};

/** Everything that the run made. Beside it only the name may be left under which a lock was about to be taken. */
function made(one: Desk) {
  const own = one.has("credentials/.laurel") ? readdirSync(one.at("credentials/.laurel")) : [];
  expect(own.filter((name) => !/^\.issue\.lock\.[\w.-]+$/.test(name))).toEqual([]);
  return new Map([...filesUnder(one.at("credentials"))].filter(([path]) => !path.startsWith(".laurel/")));
}

const SOME_FAILED = 1;

describe("a run that is killed", () => {
  it("at any change to the disk, in the middle of a write too, is finished by the next as if nothing had been", async () => {
    const rows = 9;
    const whole = table(rows);
    expect(await ended(start(whole))).toBe(SOME_FAILED);
    const expected = made(whole);
    let points = 0;
    // Every point, or in the ordinary suite one of many from the first to the last.
    const stride = process.env["LAUREL_KILLS"] === undefined ? 19 : 1;
    for (let at = 2; ; at += stride) {
      const one = table(rows);
      if ((await ended(start(one, at))) !== null) break;
      points += 1;
      expect(await ended(start(one)), `killed at ${at}`).toBe(SOME_FAILED);
      expect(made(one), `killed at ${at}`).toEqual(expected);
    }
    expect(points).toBeGreaterThan(3);
  }, 600_000);

  it("at random moments, again and again, ends with the same files", async () => {
    const rows = 45;
    const whole = table(rows);
    const before = performance.now();
    expect(await ended(start(whole))).toBe(SOME_FAILED);
    const length = performance.now() - before;
    const expected = made(whole);
    let kills = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const one = table(rows);
      for (let tries = 0; ; tries++) {
        const child = start(one);
        const done = ended(child);
        const timer = setTimeout(() => child.kill("SIGKILL"), tries < 2 ? Math.random() * length : 1e9);
        const status = await done;
        clearTimeout(timer);
        if (status !== null) {
          expect(status).toBe(SOME_FAILED);
          break;
        }
        kills += 1;
      }
      expect(made(one)).toEqual(expected);
    }
    expect(kills).toBeGreaterThan(0);
  }, 3_600_000);
});
