// A short fuzz of every reader, the same each time; `npm run fuzz` does it for as long as one likes.
import { describe, expect, test } from "vitest";
import { changed, fuzz, randomOf } from "./engine.js";
import { targetsOf } from "./targets.js";

const load = (path: string): Promise<unknown> => import(new URL(`../../src/${path}.ts`, import.meta.url).href);

const SEED = 7;

test("no reader breaks, hangs or contradicts itself on changed inputs", async () => {
  const { finds, counts } = await fuzz({
    targets: await targetsOf(load),
    seed: SEED,
    until: (run) => run === 1_000,
    slow: 20_000,
  });
  expect(finds.map(({ target, seed, why }) => `${target}, seed ${seed}: ${why}`)).toEqual([]);
  expect(Object.values(counts).every((count) => count >= 50)).toBe(true);
});

describe("the fuzzer", () => {
  test("finds what a reader throws, and what takes too long", async () => {
    const seeds = [Buffer.from('{"a":[1,2,3]}')];
    const picky = {
      name: "picky",
      seeds,
      read: async (bytes: Buffer) => (bytes.includes("null") ? "null" : undefined),
    };
    const brittle = {
      name: "brittle",
      seeds,
      read: async (bytes: Buffer) => {
        if (bytes.includes("[[")) throw new RangeError("too deep");
        return undefined;
      },
    };
    const { finds } = await fuzz({
      targets: [picky, brittle],
      seed: SEED,
      until: (run) => run === 1_000,
      slow: 20_000,
    });
    expect(new Set(finds.map(({ target }) => target))).toEqual(new Set(["picky", "brittle"]));
    const [first] = finds;
    // A find can be had again from its seed.
    expect(
      changed(seeds[0] ?? Buffer.alloc(0), afterPick(first?.seed ?? 0), seeds).equals(
        first?.input ?? seeds[0] ?? Buffer.alloc(0),
      ),
    ).toBe(true);
    const lazy = { name: "lazy", seeds, read: async () => undefined };
    expect((await fuzz({ targets: [lazy], seed: SEED, until: (run) => run === 1, slow: -1 })).finds).toHaveLength(1);
  });
});

/** The numbers of a run, once its seed input has been picked. */
function afterPick(seed: number) {
  const random = randomOf(seed);
  random.pick([0]);
  return random;
}
