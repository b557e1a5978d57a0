// The same roster, key and time give the same bytes. `LAUREL_GOLDEN=write npm test` writes what is then to be read.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesUnder, type Road, road } from "./road.ts";

const golden = fileURLToPath(new URL("golden/", import.meta.url));
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** One file of each kind is kept whole, for a person to read; of the others the hash. */
const WHOLE = [
  "credentials/welding-certification/0007.json",
  "credentials/weld-101/0007.json",
  "credentials/manifest.csv",
  "records/0007.json",
  "ler-rs/0007.ler-rs.json",
];

describe("the whole road", () => {
  let way: Road;
  beforeAll(async () => {
    way = road();
    for (const step of [
      ["issue", way.at("roster.csv"), "--out", way.at("credentials")],
      ["merge", way.at("credentials"), "--per-learner", "--out", way.at("records")],
      ["convert", way.at("records"), "--to", "ler-rs", "--out", way.at("ler-rs")],
    ] as const) {
      const [command, ...args] = step;
      const { status, err } = await way.run(command, ...args);
      expect(status, err).toBe(0);
    }
  });
  afterAll(() => way.end());

  it("gives the bytes that it gave before, in every file", () => {
    // The ledger names laurel's version, and is another one with each.
    const made = ["credentials", "records", "ler-rs"]
      .flatMap((folder) =>
        [...filesUnder(way.at(folder))].map(([path, text]): [string, string] => [`${folder}/${path}`, text]),
      )
      .filter(([path]) => !path.endsWith("ledger.ndjson"));
    const hashes = made.map(([path, text]) => `${sha256(text)}  ${path}\n`).join("");
    const kept = made.filter(([path]) => WHOLE.includes(path));
    if (process.env["LAUREL_GOLDEN"] === "write") {
      writeFileSync(join(golden, "road.sha256"), hashes);
      for (const [path, text] of kept) {
        mkdirSync(dirname(join(golden, path)), { recursive: true });
        writeFileSync(join(golden, path), text);
      }
    }
    expect(kept.map(([path]) => path).sort()).toEqual([...WHOLE].sort());
    for (const [path, text] of kept) expect(text, path).toBe(readFileSync(join(golden, path), "utf8"));
    expect(hashes).toBe(readFileSync(join(golden, "road.sha256"), "utf8"));
  });
});
