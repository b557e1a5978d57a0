// The Kubernetes manifest and the Slurm script of the README, run as they stand: each part by its index, then all of it.
import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isObject, type Json } from "../src/core/json.ts";
import { readYamlDocument } from "../src/readers/yaml.ts";
import { type Desk, desk } from "./desk.ts";
import { filesUnder, laurel } from "./road.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const block = (language: string, holds: string): string =>
  [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].find(
    ([, name, body]) => name === language && body?.includes(holds),
  )?.[2] ?? "";

const PARTS = 4;
const ROSTER = `id,achievement,awarded\n${Array.from({ length: 9 }, (_row, n) => `${n},soil-101,2026-05-29\n`).join("")}`;
const { LAUREL_CONFIG: _, ...inherited } = process.env;

/** A registrar's folder with laurel in it, as the volume has it. */
function volume(): Desk {
  const one = desk();
  one.write("roster.csv", ROSTER);
  symlinkSync(fileURLToPath(new URL("..", import.meta.url)), one.at("laurel"), "dir");
  return one;
}
const run = ({ folder }: Desk, [program = "", ...args]: readonly string[], env: Record<string, string>) =>
  spawnSync(program, args, {
    cwd: folder,
    env: { ...inherited, LAUREL_NOW: "2026-06-01T12:00:00Z", ...env },
    encoding: "utf8",
  });

/** What the parts made together is what one run makes. */
async function expectWhole(one: Desk) {
  const done = await one.run("issue", one.at("roster.csv"), "--collect", one.at("credentials"));
  expect(done).toMatchObject({ status: 0, out: `9 credentials from ${PARTS} parts: credentials\n` });
  const whole = desk();
  await whole.issue(ROSTER);
  const made = (at: Desk) =>
    [...filesUnder(at.at("credentials"))].filter(([path]) => path === "manifest.csv" || path.includes("/"));
  expect(made(one)).toEqual(made(whole));
}

/** Every flag of a command line is one that the help knows. */
async function expectKnown(words: readonly string[]) {
  const { out } = await laurel("issue", "--help");
  const flags = words.filter((word) => word.startsWith("--"));
  expect(flags.length).toBeGreaterThan(0);
  for (const flag of flags) expect(out).toContain(`  ${flag} `);
}

const at = (value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (inner, step) =>
      Array.isArray(inner) ? (inner[Number(step)] as Json | undefined) : isObject(inner) ? inner[step] : undefined,
    value,
  );

describe("the README's jobs on many machines", () => {
  it("run under Kubernetes", async () => {
    const { value } = await readYamlDocument(block("yaml", "completionMode"), "job.yaml");
    expect([at(value, "kind"), at(value, "spec", "completionMode"), at(value, "spec", "completions")]).toEqual([
      "Job",
      "Indexed",
      String(PARTS),
    ]);
    const container = at(value, "spec", "template", "spec", "containers", 0);
    const command = at(container, "command") as readonly string[];
    expect(at(container, "workingDir")).toBe(at(container, "volumeMounts", 0, "mountPath"));
    await expectKnown(command);
    const one = volume();
    for (let index = 0; index < PARTS; index++) {
      const done = run(one, command, { JOB_COMPLETION_INDEX: String(index) });
      expect(done.status, done.stderr).toBe(0);
    }
    await expectWhole(one);
  });

  it("run under Slurm", async () => {
    const one = volume();
    const script = one.write("job.sh", block("bash", "#SBATCH"));
    expect(spawnSync("bash", ["-n", script]).status).toBe(0);
    const text = one.read("job.sh");
    const [, first = "", last = ""] = /^#SBATCH --array=(\d+)-(\d+)$/m.exec(text) ?? [];
    expect(Number(last) - Number(first) + 1).toBe(PARTS);
    await expectKnown(text.split("\n").flatMap((line) => (line.startsWith("#") ? [] : line.split(" "))));
    for (let id = Number(first); id <= Number(last); id++) {
      const done = run(one, ["bash", script], {
        SLURM_ARRAY_TASK_ID: String(id),
        SLURM_ARRAY_TASK_MIN: first,
        SLURM_ARRAY_TASK_MAX: last,
        SLURM_ARRAY_TASK_STEP: "1",
        SLURM_ARRAY_TASK_COUNT: String(PARTS),
      });
      expect(done.status, done.stderr).toBe(0);
      expect(done.stderr).toContain(`SLURM_ARRAY_TASK_ID makes this part ${id} of ${PARTS}`);
    }
    await expectWhole(one);
  });
});
