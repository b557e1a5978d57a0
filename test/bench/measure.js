// How fast, by the clock: cases take turns, so that what else the machine does slows all of them alike.

/** Milliseconds of one turn, and turns of each case. */
const TURN = 120;
const TURNS = 15;

export const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** How often a case is to be done for one turn. */
async function timesFor(run, turn) {
  for (let times = 1; ; times *= 2) {
    const took = await timed(() => run(times));
    if (took > turn / 4) return Math.max(1, Math.round((times * turn) / took));
  }
}

/** `cases`: a name and what does it a number of times. Gives for each how often it can be done in a second, the median of its turns. */
export async function perSecond(cases, { turn = TURN, turns = TURNS } = {}) {
  const names = Object.keys(cases);
  const times = {};
  const rates = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) times[name] = await timesFor(cases[name], turn);
  for (let round = 0; round < turns; round += 1) {
    for (let nth = 0; nth < names.length; nth += 1) {
      const name = names[(nth + round) % names.length];
      const took = await timed(() => cases[name](times[name]));
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
