// node test/fuzz/run.js [--minutes N] [--seed N] [--only TARGET] [--dist DIR] [--finds DIR]
// Fuzzes the built readers for a while, prints what it found, and keeps each find as a file.
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { fuzz } from "./engine.js";
import { targetsOf } from "./targets.js";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string" },
    runs: { type: "string" },
    only: { type: "string" },
    dist: { type: "string", default: fileURLToPath(new URL("../../dist", import.meta.url)) },
    finds: { type: "string", default: join(tmpdir(), "laurel-fuzz") },
  },
});

/** Milliseconds that one input may take before it is a find: an honest credential takes a hundredth. */
const SLOW = 2_000;
const load = (name) => import(pathToFileURL(resolve(values.dist, `${name}.js`)).href);

const seed = Number(values.seed ?? Date.now() % 4294967296);
const all = await targetsOf(load);
const targets = values.only === undefined ? all : all.filter(({ name }) => name === values.only);
if (targets.length === 0) throw new Error(`want one of ${all.map(({ name }) => name).join(", ")}`);
const end = performance.now() + Number(values.minutes) * 60_000;
const runs = values.runs === undefined ? Number.POSITIVE_INFINITY : Number(values.runs);
process.stdout.write(`seed ${seed}, ${values.minutes} minutes, ${targets.map(({ name }) => name).join(", ")}\n`);

let kept = 0;
mkdirSync(values.finds, { recursive: true });
const { finds, counts } = await fuzz({
  targets,
  seed,
  slow: SLOW,
  until: (run) => run >= runs || performance.now() > end,
  told: ({ finds: found }) => {
    for (; kept < found.length; kept += 1) {
      const { target, seed: own, why, input } = found[kept];
      const file = join(values.finds, `${target.replaceAll(/\W+/g, "-")}-${own}`);
      writeFileSync(file, input);
      process.stdout.write(`find in ${target}, seed ${own}, kept as ${file}\n${why}\n`);
    }
  },
});
for (const [name, count] of Object.entries(counts)) process.stdout.write(`${name}: ${count} inputs\n`);
process.stdout.write(`${finds.length} finds\n`);
process.exitCode = finds.length === 0 ? 0 : 1;
