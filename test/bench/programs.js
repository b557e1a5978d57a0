// What is measured from outside: whole programs, from roster to files on the disk, and from a file to its verdict.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { college } from "./college.js";
import { median } from "./measure.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const LAUREL = here("../../bin/laurel.js");

// Certificates of one's own cost every start of node a while.
const { NODE_EXTRA_CA_CERTS: _, LAUREL_CONFIG: __, NODE_OPTIONS: ___, ...own } = process.env;
export const env = own;

/** A command line that stays on one core, where the system has a way to say so. */
const HAS_TASKSET = spawnSync("taskset", ["--version"]).status === 0;
export const pinned = (core, [program, ...args]) =>
  core === undefined || !HAS_TASKSET ? [program, ...args] : ["taskset", "-c", String(core), program, ...args];

/** Runs a program to its end and gives what it printed. */
export function run([program, ...args], cwd) {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let [out, talk] = ["", ""];
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      talk += chunk;
    });
    child.on("close", (status) => (status === 0 ? done(out) : failed(new Error(`${args.join(" ")}: ${talk}`))));
  });
}

async function seconds(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const laurel = (...args) => [process.execPath, LAUREL, ...args, "--offline", "--now", "2026-06-01T12:00:00Z"];

/** Rows of each program: enough that its start counts little. */
const ROWS = { peer: 200, laurel: 4_000 };
const TURNS = 3;

/** Programs that take turns; each gives the seconds that it took. */
async function turns(programs, times) {
  const took = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let turn = 0; turn < times; turn += 1) {
    for (const [name, program] of Object.entries(programs)) took[name].push(await program());
  }
  return Object.fromEntries(Object.entries(took).map(([name, list]) => [name, median(list)]));
}

/** Rows in a second, from roster to files, by one core or by all. */
export async function rowsPerSecond(dist, multibaseOf, allCores) {
  const core = allCores ? undefined : 0;
  const processes = allCores ? availableParallelism() : 1;
  const desk = college((cwd, ...args) => spawnSync(process.execPath, [LAUREL, ...args], { cwd, env }));
  const model = desk.out();
  await run(laurel("issue", desk.roster(1), "--out", model), desk.folder);
  const keys = desk.at("keys.json");
  writeFileSync(keys, JSON.stringify(multibaseOf(desk.key())));
  const issue = (out) => run(pinned(core, laurel("issue", desk.roster(ROWS.laurel), "--out", out)), desk.folder);
  const peer = (...more) =>
    Promise.all(
      Array.from({ length: processes }, (_, nth) => {
        const roster = desk.roster(ROWS.peer, 1 + nth * ROWS.peer);
        const args = [here("peer-rows.js"), roster, desk.first(model), desk.out(), keys, dist, ...more];
        return run(pinned(allCores ? nth : core, [process.execPath, ...args]), desk.folder);
      }),
    );
  const took = await turns(
    {
      peer: () => seconds(() => peer()),
      "peer, read back": () => seconds(() => peer("verify")),
      laurel: () => seconds(() => issue(desk.out())),
    },
    TURNS,
  );
  // It reads every file back and verifies it before it is done: there is no way to issue without.
  took["laurel, read back"] = took.laurel;
  const rows = (name) => (name.startsWith("peer") ? ROWS.peer * processes : ROWS.laurel);
  return {
    bytes: statSync(desk.first(model)).size,
    rates: Object.fromEntries(Object.entries(took).map(([name, time]) => [name, rows(name) / time])),
  };
}

/** Seconds that whole processes take: node alone, the help, and one file with all checks. */
export async function starts() {
  const desk = college((cwd, ...args) => spawnSync(process.execPath, [LAUREL, ...args], { cwd, env }));
  const out = desk.out();
  await run(laurel("issue", desk.roster(1), "--out", out), desk.folder);
  const empty = desk.at("empty.mjs");
  writeFileSync(empty, "");
  const timed = (command) => () => seconds(() => run(command, desk.folder));
  return turns(
    {
      node: timed([process.execPath, empty]),
      "laurel --help": timed([process.execPath, LAUREL, "--help"]),
      "laurel verify": timed(laurel("verify", desk.first(out))),
    },
    21,
  );
}

/** Seconds and largest memory of issuing rosters of these lengths. */
export async function growth(lengths) {
  const desk = college((cwd, ...args) => spawnSync(process.execPath, [LAUREL, ...args], { cwd, env }));
  const found = [];
  for (const rows of lengths) {
    const told = join(desk.folder, `peak-${rows}`);
    const tell = `data:text/javascript,import{writeFileSync}from"node:fs";process.on("exit",()=>writeFileSync(${JSON.stringify(told)},String(process.resourceUsage().maxRSS)))`;
    const [program, ...args] = laurel("issue", desk.roster(rows), "--out", desk.out());
    const time = await seconds(() => run([program, "--import", tell, ...args], desk.folder));
    found.push({ rows, seconds: time, megabytes: Number(readFileSync(told, "utf8")) / 1024 });
  }
  return found;
}
