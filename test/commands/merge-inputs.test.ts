// The passes of merge over a large batch: what is kept of each credential, against plain ways of the same.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { inputFiles, membersAt, passInputs } from "../../src/commands/merge-inputs.ts";
import { voiceOf } from "../../src/commands/terminal.ts";
import { packed } from "../../src/core/packed.ts";
import { openCensus } from "../../src/flows/census.ts";
import { type Entry, openEntries } from "../../src/flows/entry.ts";
import { badge, NOW, signed, worldOf } from "../checks/forge.ts";

const bytesOf = (text: string): Uint8Array => createHash("sha256").update(text).digest().subarray(0, 16);

const entryOf = ([file, from, signed]: readonly [number, number, number]): Entry => ({
  file,
  nth: file % 3,
  subject: file % 7,
  digest: bytesOf(String(file)),
  from,
  signed,
  proving: undefined,
  flag: file % 2 === 0 ? undefined : `flag ${file % 5}`,
});

const rows = fc.array(
  fc.tuple(fc.nat(9), fc.tuple(fc.nat(50_000), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))),
  { maxLength: 3_000 },
);

it("keeps the newest of all copies, whatever the order in which they come", () => {
  fc.assert(
    fc.property(rows, (list) => {
      const kept = (order: typeof list) => {
        const store = openEntries();
        for (const [key, values] of order) store.add(bytesOf(`key ${key}`), entryOf(values));
        const newest = store.newest();
        return Array.from({ length: 10 }, (_, key) => {
          const row = store.rowOf(bytesOf(`key ${key}`), newest);
          return row === undefined
            ? undefined
            : { ...store.at(row), digest: Buffer.from(store.at(row).digest).toString("hex") };
        });
      };
      const plain = Array.from({ length: 10 }, (_, key) => {
        const [best] = list
          .filter(([other]) => other === key)
          .map(([, values]) => ({ ...entryOf(values), digest: Buffer.from(entryOf(values).digest).toString("hex") }))
          .sort((a, b) => b.from - a.from || b.signed - a.signed || (a.digest < b.digest ? 1 : -1));
        return best;
      });
      expect(kept(list)).toEqual(plain);
      expect(kept([...list].reverse())).toEqual(plain);
    }),
    { numRuns: 50 },
  );
});

it("gives every name of a packed list back", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: "grapheme" }).map((name) => name.replaceAll("\0", "")),
        { minLength: 1 },
      ),
      (names) => {
        const list = packed(names);
        expect(Array.from({ length: list.length }, (_, at) => list.at(at))).toEqual(names);
      },
    ),
  );
});

it("has nothing of a file that was changed after it was verified", async () => {
  const folder = mkdtempSync(join(tmpdir(), "laurel-census-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "a.json");
  const body = JSON.stringify(await signed(badge()));
  writeFileSync(file, body);
  const files = inputFiles(packed([file]));
  const census = openCensus(() => undefined);
  const silent = { out: () => {}, err: () => {}, env: {}, colour: false, watched: false, clock: () => NOW };
  const policy = { acceptUnverified: false, flag: false, form: "embedded" } as const;
  const refuse = () => expect.unreachable();
  const voice = voiceOf({}, silent);
  expect(await passInputs({ files, census, world: () => worldOf(), policy, voice, refuse })).toBe(1);
  const [group] = census.settle().groups;
  const entries = group?.entries() ?? [];
  expect((await membersAt(entries, files, "embedded")).map(({ document }) => document["id"])).toEqual([badge()["id"]]);
  writeFileSync(file, body.replace("Joins steel.", "Joins gold."));
  await expect(membersAt(entries, files, "embedded")).rejects.toThrow("changed after it was verified");
});
