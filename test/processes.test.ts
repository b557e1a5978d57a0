// What only a process of its own can show: standard input, the environment, and a run that is cut short.
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { desk } from "./desk.ts";

const laurel = fileURLToPath(new URL("../bin/laurel.js", import.meta.url));
const { LAUREL_CONFIG: _, ...inherited } = process.env;

const made = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

describe("laurel as a process", () => {
  it("takes a roster on standard input, and its settings from the folder and the environment", () => {
    const one = desk();
    const run = (env: Record<string, string>, ...args: readonly string[]) =>
      spawnSync(process.execPath, [laurel, "issue", "-", ...args], {
        cwd: one.folder,
        env: { ...inherited, ...env },
        input: "\ufeffid;achievement;awarded\r\n0012;soil-101;2026-05-29\r\n",
        encoding: "utf8",
      });
    expect(run({}).stdout).toBe("1 issued, 0 unchanged, 0 failed: credentials\n");
    expect(run({ LAUREL_OUT: "elsewhere" }).stdout).toBe("1 issued, 0 unchanged, 0 failed: elsewhere\n");
    expect(run({ LAUREL_OUT: "elsewhere" }, "--out", "here").stdout).toBe("1 issued, 0 unchanged, 0 failed: here\n");
    expect(run({ LAUREL_PROOF: "rot13" }).status).toBe(2);
    expect(one.has("credentials/soil-101/0012.json")).toBe(true);
  });

  it("that is killed leaves only whole files, and the next run makes the rest", async () => {
    const one = desk();
    const rows = Array.from({ length: 150 }, (_row, n) => `${n},soil-101,2026-05-29\n`).join("");
    one.write("roster.csv", `id,achievement,awarded\n${rows}`);
    const child = spawn(process.execPath, [laurel, "issue", "roster.csv"], {
      cwd: one.folder,
      env: inherited,
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    while (child.exitCode === null && (!one.has("credentials/soil-101") || made(one.at("credentials")).length < 20))
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    await ended;
    const before = made(one.at("credentials"));
    for (const file of before) expect(JSON.parse(readFileSync(file, "utf8"))).toHaveProperty("proof");
    const done = await one.run("issue", one.at("roster.csv"), "--out", one.at("credentials"));
    expect(done.out).toBe(`${150 - before.length} issued, ${before.length} unchanged, 0 failed: credentials\n`);
    expect(one.read("credentials/manifest.csv").trimEnd().split("\n")).toHaveLength(151);
  });
});
