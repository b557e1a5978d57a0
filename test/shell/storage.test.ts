// What is put aside on disk comes back as it would from memory, whatever it holds and however much it is.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { follower, grouped, MEMORY, numberKey, valuesOf } from "../../src/core/storage.ts";
import { withStorage } from "../../src/shell/storage.ts";

const text = fc.string({ unit: "binary" });
const key = fc.string({ unit: fc.constantFrom("a", "b", "-", "é", "\u{1f393}", "\uff21") });

describe("storage on disk", () => {
  it("gives back what memory would, in its order and in that of the keys, also after more was added", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(key, text)), fc.array(fc.tuple(key, text)), async (first, second) => {
        await withStorage(async (disk) => {
          const both = [disk, MEMORY].map((storage) => ({
            pile: storage.pile<string>(),
            sorter: storage.sorter<string>(),
          }));
          for (const values of [first, second]) {
            for (const { pile, sorter } of both)
              for (const [at, value] of values) {
                pile.add(value);
                sorter.add(at, value);
              }
            const [there, here] = both.map(({ pile, sorter }) => ({
              piled: [...pile],
              sorted: [...sorter],
              sizes: [pile.size(), sorter.size()],
            }));
            expect(there).toEqual(here);
          }
        });
      }),
    );
  });

  it("keeps and sorts more than it holds at a time, those of one key as they came", async () => {
    await withStorage(async (storage) => {
      const sorter = storage.sorter<{ n: number; fill: string }>();
      const fill = "x".repeat(100);
      const many = 60_000;
      const pile = storage.pile<number>();
      for (let n = 0; n < many; n++) pile.add(n);
      expect([...pile].filter((n, at) => n !== at)).toEqual([]);
      for (let n = 0; n < many; n++) sorter.add(numberKey((n * 7919) % 20_000), { n, fill });
      const seen = [...sorter];
      expect(seen.length).toBe(many);
      const previous = (at: number) => seen[at - 1] ?? (["", { n: -1, fill }] as const);
      const wrong = seen.filter(
        ([key, { n }], at) => key < previous(at)[0] || (key === previous(at)[0] && n < previous(at)[1].n),
      );
      expect(wrong).toEqual([]);
      expect(new Set(seen.map(([, { n }]) => n)).size).toBe(many);
    });
  });

  it("leaves no name behind while it is used, and says where there is no room for it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "laurel-storage-"));
    vi.stubEnv("TMPDIR", folder);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true, force: true });
    });
    await withStorage(async (storage) => {
      storage.pile<string>().add("x".repeat(100_000));
      expect(readdirSync(folder)).toEqual([]);
    });
    vi.stubEnv("TMPDIR", join(folder, "none"));
    const nowhere = withStorage(async (storage) => storage.pile<string>().add("x".repeat(100_000)));
    await expect(nowhere).rejects.toMatchObject({ facts: { code: "FILE_UNWRITABLE", file: join(folder, "none") } });
  });
});

describe("what is in order", () => {
  it("is gone through by key, and beside another list by place", () => {
    const sorter = MEMORY.sorter<{ at: number }>();
    for (const at of [4, 2, 9]) sorter.add(numberKey(at), { at });
    sorter.add(numberKey(4), { at: 4.5 });
    expect([...grouped(sorter)].map(([, values]) => values.length)).toEqual([1, 2, 1]);
    const find = follower(valuesOf(sorter));
    expect([1, 2, 3, 4, 9, 10].map((at) => find(at)?.at)).toEqual([undefined, 2, undefined, 4, 9, undefined]);
  });
});
