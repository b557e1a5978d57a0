// How fast: every case is a process of its own, which is done with warming up before anything counts; then they take
// turns, so that what else the machine does slows all of them alike.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Milliseconds of one turn, turns of each case, and milliseconds before they count. */
const TURN = 200;
const TURNS = 9;
const WARMING = 2_000;

export const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** Milliseconds: what the processor spent on this process and its threads, or what a person waits. */
const CLOCKS = {
  processor: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  wall: () => performance.now(),
};

async function spent(work, clock) {
  const before = CLOCKS[clock]();
  await work();
  return Math.max(0.001, CLOCKS[clock]() - before);
}

/** In the process of a case: answers each line with how often the case can be done in a second. `run` does it a number of times. */
export async function takeTurns(run, clock) {
  // On a busy machine a while of waiting is no while of work.
  const end = CLOCKS.processor() + WARMING;
  let times = 1;
  for (let took = 0; CLOCKS.processor() < end || took < TURN / 4; ) {
    took = await spent(() => run(times), clock);
    times = Math.max(1, Math.min(Math.round((times * TURN) / took), times * 4));
  }
  process.stdout.write("ready\n");
  for await (const _ of createInterface(process.stdin)) {
    process.stdout.write(`${(times * 1000) / (await spent(() => run(times), clock))}\n`);
  }
}

/** A process of a case: `turn` gives its next rate. */
async function started([program, ...args], env) {
  const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${args.join(" ")} ended early`);
    return value;
  };
  await next();
  return {
    turn: async () => {
      child.stdin.write("\n");
      return Number(await next());
    },
    end: () => child.stdin.end(),
  };
}

/** `commands`: for each name the processes that do it at one time. Gives their rates together, the median of the turns. */
export async function perSecond(commands, env) {
  const processes = {};
  for (const [name, list] of Object.entries(commands)) {
    processes[name] = await Promise.all(list.map((command) => started(command, env)));
  }
  const rates = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < TURNS; round += 1) {
    for (const [name, list] of Object.entries(processes)) {
      const all = await Promise.all(list.map(({ turn }) => turn()));
      rates[name].push(all.reduce((sum, rate) => sum + rate, 0));
    }
  }
  for (const { end } of Object.values(processes).flat()) end();
  return Object.fromEntries(Object.entries(rates).map(([name, list]) => [name, median(list)]));
}

/** A case of one thing, which may have to be waited for; `nth` tells one time from another. */
export const each = (one) => {
  let nth = 0;
  return async (times) => {
    for (let done = 0; done < times; done += 1) await one(nth++);
  };
};

/** The same for what is done at once. */
export const eachAtOnce = (one) => {
  let nth = 0;
  return async (times) => {
    for (let done = 0; done < times; done += 1) one(nth++);
  };
};
