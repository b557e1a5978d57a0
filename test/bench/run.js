// node test/bench/run.js [--json FILE] [--only TEXT] [--million]
// How fast laurel is beside what a user would otherwise pick, and beside bare cryptography: prints a table, and writes
// the figures as JSON. With --million also whether a roster of a million rows takes its share of time and no more memory.
import { writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { perSecond, takeTurns } from "./measure.js";
import { casesOf, groupNames } from "./memory.js";
import { env, growth, pinned, rowsPerSecond, run, starts } from "./programs.js";
import { growthTable, rateTable, startTable } from "./table.js";

const { values } = parseArgs({
  options: {
    json: { type: "string", default: join(tmpdir(), "laurel-bench.json") },
    only: { type: "string", default: "" },
    million: { type: "boolean", default: false },
    dist: { type: "string", default: fileURLToPath(new URL("../../dist", import.meta.url)) },
    // In a process of its own: the names of a group's cases, or one case.
    group: { type: "string" },
    case: { type: "string" },
    clock: { type: "string", default: "processor" },
  },
});
const load = (name) => import(pathToFileURL(resolve(values.dist, `${name}.js`)).href);

if (values.group !== undefined) {
  const cases = await casesOf(values.group, load);
  if (values.case === undefined) process.stdout.write(JSON.stringify(Object.keys(cases)));
  else await takeTurns(cases[values.case], values.clock);
  process.exit(0);
}

const wanted = (name) => name.includes(values.only);
const { base58, multibase58 } = await load("core/multibase");
const multibaseOf = ({ x, d }) => {
  const bytes = (prefix, part) => Buffer.concat([Buffer.from(prefix), Buffer.from(part, "base64url")]);
  return {
    publicKeyMultibase: `z${base58(bytes([0xed, 0x01], x))}`,
    secretKeyMultibase: multibase58(bytes([0x80, 0x26], d)),
  };
};

const SELF = [process.execPath, fileURLToPath(import.meta.url), "--dist", values.dist];

/** The rates of a group's cases by so many processes at once, each on a core of its own. */
async function ratesOf(group, processes) {
  // Of one core counts what it spent on this; of all, what a person waits.
  const clock = processes === 1 ? "processor" : "wall";
  const own = [...SELF, "--group", group];
  const names = JSON.parse(await run(own));
  const commandsOf = (name) =>
    Array.from({ length: processes }, (_, core) => pinned(core, [...own, "--case", name, "--clock", clock]));
  return perSecond(Object.fromEntries(names.map((name) => [name, commandsOf(name)])), env);
}

const say = (text) => process.stdout.write(`${text}\n`);
const cores = availableParallelism();
const machine = { cpu: cpus()[0]?.model ?? "unknown", cores, node: process.version, date: new Date().toISOString() };
say(`${machine.cpu}, ${cores} cores, Node ${machine.node}, ${machine.date.slice(0, 10)}\n`);

const results = { machine, perSecond: {} };
const keep = (name, one, all) => {
  results.perSecond[name] = { oneCore: one, allCores: all };
};
for (const group of groupNames.filter(wanted)) keep(group, await ratesOf(group, 1), await ratesOf(group, cores));
const ROWS = "issue, roster row to file";
if (wanted(ROWS)) {
  const [one, all] = [
    await rowsPerSecond(values.dist, multibaseOf, false),
    await rowsPerSecond(values.dist, multibaseOf, true),
  ];
  results.bytesOfFile = one.bytes;
  keep(ROWS, one.rates, all.rates);
}
say(rateTable(results.perSecond));
const START = "whole process";
if (wanted(START)) {
  results.seconds = await starts();
  say(startTable(results.seconds));
}
if (values.million) {
  results.growth = await growth([10_000, 1_000_000]);
  say(growthTable(results.growth));
}
writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
say(values.json);
