// Fuzzing without a framework: seeds of every form that laurel reads, changed at random and read again. A find is an
// error that is no fault, a report that does not hang together, or work that does not end. The same seed gives the same
// inputs, on any machine.
import { Buffer } from "node:buffer";

/** @typedef {{ int(most: number): number, pick<T>(list: readonly T[]): T }} Random */

/** Numbers from a seed (mulberry32). @returns {Random} */
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (most) => Math.floor(next() * most);
  return { int, pick: (list) => list[int(list.length)] };
}

/** What readers give a meaning to, whatever they read. */
const WORDS = [
  ..."{}[]\":,;|\\/<>&='-_.#*!?\n\r\t\0".split(""),
  ..."null true false 1e999 -0 0012 1E5 \ufeff \ud7ff \u0000 __proto__ constructor @context @id @type @graph".split(
    " ",
  ),
  "https://www.w3.org/ns/credentials/v2",
  "VerifiableCredential",
  "<![CDATA[",
  "]]>",
  "<!--",
  "-->",
  "<!DOCTYPE svg [",
  "&amp;",
  "&#x41;",
  "\\ud800",
  "data:application/vc+jwt,",
  "9".repeat(400),
  "[".repeat(70),
  " ".repeat(2000),
  "\u202e",
];

const spliced = (bytes, from, until, middle) =>
  Buffer.concat([bytes.subarray(0, from), Buffer.from(middle), bytes.subarray(until)]);

/** Ways to change bytes. */
const BYTES = [
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.int(copy.length)] ^= 1 << random.int(8);
    return copy;
  },
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.int(copy.length)] = random.pick([0, 1, 0x22, 0x7f, 0x80, 0xff, random.int(256)]);
    return copy;
  },
  (bytes, random) => bytes.subarray(0, random.int(bytes.length + 1)),
  (bytes, random) => {
    const at = random.int(bytes.length + 1);
    return spliced(bytes, at, at + random.int(40), "");
  },
  (bytes, random) => {
    const at = random.int(bytes.length + 1);
    return spliced(bytes, at, at, random.pick(WORDS));
  },
  (bytes, random) => {
    const at = random.int(bytes.length + 1);
    return spliced(bytes, at, at + 1 + random.int(8), random.pick(WORDS));
  },
  (bytes, random) => {
    const from = random.int(bytes.length + 1);
    const piece = bytes.subarray(from, from + 1 + random.int(200));
    const at = random.int(bytes.length + 1);
    return spliced(bytes, at, at, Buffer.concat(Array.from({ length: 1 + random.int(4) }, () => piece)));
  },
  (bytes, random, other) => {
    const from = random.int(other.length + 1);
    const at = random.int(bytes.length + 1);
    return spliced(bytes, at, at, other.subarray(from, from + random.int(400)));
  },
];

const isTree = (value) => typeof value === "object" && value !== null;
const VALUES = [
  null,
  true,
  false,
  0,
  -1,
  1e21,
  "",
  "x",
  [],
  {},
  [[]],
  [null],
  "2026-05-01T00:00:00Z",
  "did:key:z6Mk",
  "https://x.example/",
];

/** Changes one place of a JSON value. */
function changedTree(value, random, other) {
  if (!isTree(value) || random.int(6) === 0) {
    return random.pick([...VALUES, other, [value, value], { "@value": value }, { id: value }]);
  }
  const names = Object.keys(value);
  if (names.length === 0) return random.pick(VALUES);
  const name = random.pick(names);
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const set = (to, member) => {
    copy[to] = member;
  };
  const deeper = () => set(name, changedTree(copy[name], random, other));
  const ways = [
    deeper,
    deeper,
    deeper,
    () => (Array.isArray(copy) ? copy.splice(Number(name), 1) : delete copy[name]),
    () => (Array.isArray(copy) ? copy.push(copy[name]) : set(random.pick([...names, ...WORDS]), copy[name])),
    () => set(name, value),
    () => set(name, [copy[name]]),
    () => set(random.pick(names), copy[name]),
  ];
  random.pick(ways)();
  return copy;
}

const json = (bytes) => {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
};

/** A changed input: its JSON in another shape, the parts of a token, or any bytes at all. */
export function changed(bytes, random, others) {
  const other = random.pick(others);
  const tree = random.int(2) === 0 ? json(bytes) : undefined;
  if (isTree(tree)) {
    let next = tree;
    for (let count = 1 + random.int(3); count > 0; count -= 1) next = changedTree(next, random, json(other) ?? "x");
    return Buffer.from(JSON.stringify(next) ?? "");
  }
  const parts = bytes.length < 50_000 ? bytes.toString("latin1").split(".") : [];
  if (parts.length === 3 && random.int(3) > 0) {
    const at = random.int(2);
    const part = changed(Buffer.from(parts[at], "base64url"), random, others);
    return Buffer.from(parts.map((one, index) => (index === at ? part.toString("base64url") : one)).join("."));
  }
  let next = bytes;
  for (let count = 1 + random.int(5); count > 0; count -= 1) next = random.pick(BYTES)(next, random, other);
  return next.subarray(0, 400_000);
}

/** Runs every target in turn until the time, or the number of runs, is over; gives what was found. */
export async function fuzz({ targets, seed, until, slow, told = () => {} }) {
  const finds = [];
  const counts = Object.fromEntries(targets.map(({ name }) => [name, 0]));
  for (let run = 0; !until(run); run += 1) {
    // A seed of its own for each run, so that any one of them can be had again by itself.
    const own = (seed + run) >>> 0;
    const random = randomOf(own);
    const target = targets[run % targets.length];
    const input = changed(random.pick(target.seeds), random, target.seeds);
    const started = performance.now();
    const wrong = await target.read(input).then(
      (said) => said,
      (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    const took = performance.now() - started;
    counts[target.name] += 1;
    const why = wrong ?? (took > slow ? `took ${Math.round(took)} ms` : undefined);
    if (why !== undefined) finds.push({ target: target.name, seed: own, why, input });
    told({ run, finds, counts });
  }
  return { finds, counts };
}
