// A folder of thousands: every file in order, its report as soon as it is known, one summary, the worst exit status.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import { main } from "../../src/cli.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { badge, claims, signed, token } from "../checks/forge.ts";

const MANY = 2_000;
const FIRST_BAD = 1_500;

let folder: string;
const at = (...parts: readonly string[]): string => join(folder, ...parts);
const name = (index: number): string => `${String(index).padStart(5, "0")}.jwt`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "laurel-folder-"));
  mkdirSync(at("many", "deeper"), { recursive: true });
  mkdirSync(at("mixed"));
  const honest = await token(claims(badge()));
  const spoilt = `${honest.slice(0, -8)}AAAAAAAA`;
  for (let index = 0; index < MANY; index++) {
    const part = index % 10 === 0 ? ["many", "deeper"] : ["many"];
    writeFileSync(at(...part, name(index)), index < FIRST_BAD ? honest : spoilt);
  }
  const good = await signed(badge());
  const other: JsonObject = { ...(await signed(badge({ name: "Brazing" }))) };
  writeFileSync(at("mixed", "a.json"), JSON.stringify(good));
  writeFileSync(at("mixed", "b.json"), JSON.stringify({ ...good, name: "Surgery" }));
  writeFileSync(at("mixed", "c.json"), "{ broken");
  writeFileSync(at("mixed", "d.json"), JSON.stringify(other));
  writeFileSync(at("mixed", "e.jwt"), honest);
  writeFileSync(at("mixed", "f.json"), JSON.stringify(good));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What was printed, in the pieces in which it was. */
async function run(...args: readonly string[]) {
  const pieces: string[] = [];
  let err = "";
  const status = await main(["verify", ...args, "--offline", "--now", "2026-06-01T12:00:00Z"], {
    out: (text) => pieces.push(text),
    err: (text) => {
      err += text;
    },
    env: {},
    colour: false,
    watched: false,
    clock: () => new Date(),
  });
  return { status, err, pieces };
}

test("thousands of files are reported one by one, in order of name, with one summary", {
  timeout: 60_000,
}, async () => {
  const { status, err, pieces } = await run(at("many"), "--json");
  expect(pieces).toHaveLength(MANY);
  const files = pieces.map((piece) => (JSON.parse(piece) as { file: string }).file);
  const plain = Array.from({ length: MANY }, (_, index) => index);
  expect(files).toEqual([
    ...plain.filter((index) => index % 10 !== 0).map((index) => at("many", name(index))),
    ...plain.filter((index) => index % 10 === 0).map((index) => at("many", "deeper", name(index))),
  ]);
  expect(status).toBe(1);
  expect(err).toContain("2000 files: 1500 valid, 500 invalid\n");
});

test("what was verified before changes nothing of a verdict", async () => {
  const names = ["a.json", "b.json", "c.json", "d.json", "e.jwt", "f.json"];
  const alone = new Map<string, string>();
  for (const file of names) alone.set(at("mixed", file), (await run(at("mixed", file), "--json")).pieces.join(""));
  const orders = [names, [...names].reverse(), ["b.json", "a.json", "b.json", "d.json", "a.json", "c.json", "f.json"]];
  for (const order of orders) {
    const { pieces } = await run(...order.map((file) => at("mixed", file)), "--json");
    for (const [index, file] of order.entries()) expect(pieces[index], file).toBe(alone.get(at("mixed", file)));
  }
  expect((JSON.parse(alone.get(at("mixed", "a.json")) ?? "") as Report).verdict).toBe("valid");
});
