// How fast: cases take turns, so that what else the machine does slows all of them alike, and each is done for a while
// before it counts.

/** Milliseconds of one turn, turns of each case, and milliseconds before they count. */
const TURN = 150;
const TURNS = 11;
const WARMING = 1_500;

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

/** How often a case is to be done for one turn, found while it is warming up. */
async function timesFor(run, { turn, warming, clock }) {
  const end = performance.now() + warming;
  for (let times = 1; ; ) {
    const took = await spent(() => run(times), clock);
    const wanted = Math.max(1, Math.round((times * turn) / took));
    if (performance.now() > end && took > turn / 4) return wanted;
    times = Math.min(wanted, times * 4);
  }
}

/** `cases`: a name and what does it a number of times. Gives for each how often it can be done in a second, the median of its turns. */
export async function perSecond(cases, { clock, turn = TURN, turns = TURNS, warming = WARMING }) {
  const names = Object.keys(cases);
  const times = {};
  const rates = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) times[name] = await timesFor(cases[name], { turn, warming, clock });
  for (let round = 0; round < turns; round += 1) {
    for (let nth = 0; nth < names.length; nth += 1) {
      const name = names[(nth + round) % names.length];
      const took = await spent(() => cases[name](times[name]), clock);
      rates[name].push((times[name] * 1000) / took);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(rates[name])]));
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
