// What issue leaves for an auditor, and what the auditor is told when somebody was at it.
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Desk, desk } from "../desk.ts";

const ROSTER =
  "id,name,email,achievement,awarded\n0012,Ada Alder,ada@example.edu,soil-101,2026-05-29\n0013,Ben Birch,ben@example.edu,welding,2026-05-29\n";
const LEDGER = "credentials/ledger.ndjson";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const linesOf = (one: Desk) => one.read(LEDGER).trimEnd().split("\n");
const entriesOf = (one: Desk) => linesOf(one).map((line) => JSON.parse(line));
const check = (one: Desk, ...flags: readonly string[]) => one.run("ledger", "verify", one.at(LEDGER), ...flags);

describe("ledger.ndjson", () => {
  it("holds the hashes of all that went in and came out, chained, and nobody's name", async () => {
    const one = desk();
    await one.issue(ROSTER);
    const lines = linesOf(one);
    const [run, first, second, end] = entriesOf(one);
    expect(lines).toHaveLength(4);
    expect(run).toMatchObject({
      previous: "0".repeat(64),
      kind: "run",
      at: "2026-06-01T12:00:00Z",
      proof: "eddsa-rdfc-2022",
      roster: sha256(ROSTER),
      config: sha256(one.read("laurel.yaml")),
      catalogue: sha256(one.read("achievements.yaml")),
      frameworks: [{ identifier: expect.any(String), sha256: sha256(one.read("welding.case.json")) }],
      rows: 2,
    });
    const [credential] = [...one.credentials().values()] as { issuer: { id: string } }[];
    expect(run.key).toMatch(new RegExp(`^${credential?.issuer.id}#`));
    expect([first, second].map(({ did, id, sha256: hash, at }) => [did, id, hash, at])).toEqual(
      ["soil-101/0012.json", "welding/0013.json"].map((path) => {
        const text = one.read(`credentials/${path}`);
        return ["issued", JSON.parse(text).id, sha256(text), "2026-06-01T12:00:00Z"];
      }),
    );
    expect(end).toMatchObject({ kind: "end", issued: 2, replaced: 0, unchanged: 0, failed: 0 });
    for (const [n, line] of lines.entries())
      if (n > 0) expect(JSON.parse(line).previous).toBe(sha256(lines[n - 1] ?? ""));
    expect(one.read(LEDGER)).not.toMatch(/Ada|Alder|example\.edu|0012/);
  });

  it("grows by each run that issued something, and not by one that changed nothing", async () => {
    const one = desk();
    await one.issue(ROSTER);
    const before = one.read(LEDGER);
    await one.issue(ROSTER);
    expect(one.read(LEDGER)).toBe(before);
    await one.issue(ROSTER.replace("Ada Alder", "Ada Aspen"), "b.csv", "--force");
    expect(one.read(LEDGER).startsWith(before)).toBe(true);
    expect(entriesOf(one).slice(4)).toMatchObject([
      { kind: "run" },
      { did: "replaced" },
      { issued: 0, replaced: 1, unchanged: 1 },
    ]);
    expect(await check(one)).toMatchObject({ status: 0, out: expect.stringContaining("2 runs, 2 credentials") });
  });

  it("says what stood in the folder without any record", async () => {
    const one = desk();
    await one.issue(ROSTER);
    for (const file of ["ledger.ndjson", "manifest.csv"]) rmSync(one.at("credentials", file));
    await one.issue(ROSTER);
    expect(entriesOf(one).map(({ did }) => did)).toEqual([undefined, "found", "found", undefined]);
    expect(one.read("credentials/manifest.csv")).toContain("2026-06-01T12:00:00Z");
    expect((await check(one)).status).toBe(0);
  });

  it("is whole when nobody was at it", async () => {
    const one = desk();
    await one.issue(ROSTER);
    const head = sha256(linesOf(one).at(-1) ?? "");
    expect((await check(one)).out).toBe(
      `whole        ${LEDGER}\n  1 run, 2 credentials, 2 files as issued\n  head  ${head}\n`,
    );
    const report = JSON.parse((await check(one, "--json", "--head", head)).out);
    expect(report).toMatchObject({ whole: true, runs: 1, credentials: 2, files: 2, head, problems: [] });
    const elsewhere = one.write("audit/ledger.ndjson", one.read(LEDGER));
    expect((await one.run("ledger", "verify", elsewhere)).out).toContain("no credential files beside it");
  });

  const replaced = (one: Desk, change: (lines: string[]) => void) => {
    const lines = linesOf(one);
    change(lines);
    one.write(LEDGER, `${lines.join("\n")}\n`);
  };
  it.each<[string, (one: Desk) => void, RegExp]>([
    [
      "a line was changed",
      (one) => one.write(LEDGER, one.read(LEDGER).replace('"rows":2', '"rows":3')),
      /ledger\.ndjson:2: the line before it was changed/,
    ],
    [
      "a line was taken out",
      (one) => replaced(one, (lines) => lines.splice(1, 1)),
      /ledger\.ndjson:2: the line before/,
    ],
    ["the end was cut off", (one) => replaced(one, (lines) => lines.pop()), /:4: the last run has no end/],
    ["a line is torn", (one) => one.write(LEDGER, one.read(LEDGER).slice(0, -20)), /:4: the last line is torn off/],
    ["it is another file", (one) => one.write(LEDGER, "hello\n"), /:1: want a line of laurel's ledger/],
    [
      "a credential was changed",
      (one) =>
        one.write("credentials/welding/0013.json", one.read("credentials/welding/0013.json").replace("Weld.", "Well.")),
      /credentials\/welding\/0013\.json: it is not the file that was issued/,
    ],
    [
      "a credential is gone",
      (one) => rmSync(one.at("credentials/welding/0013.json")),
      /credentials: no file holds the credential urn:uuid:/,
    ],
    [
      "a credential was slipped in",
      (one) =>
        one.write(
          "credentials/welding/0014.json",
          one.read("credentials/welding/0013.json").replace(/urn:uuid:\w/, "urn:uuid:0"),
        ),
      /credentials\/welding\/0014\.json: the ledger has no such credential/,
    ],
  ])("is not whole when %s", async (_, change, said) => {
    const one = desk();
    await one.issue(ROSTER);
    change(one);
    const done = await check(one);
    expect([done.status, done.out]).toEqual([1, `not whole    ${LEDGER}\n`]);
    expect(done.err).toMatch(said);
    expect(JSON.parse((await check(one, "--json")).out)).toMatchObject({ whole: false });
  });

  it("that was written anew as a whole is told by the head that was written down", async () => {
    const one = desk();
    await one.issue(ROSTER);
    const head = sha256(linesOf(one).at(-1) ?? "");
    const other = desk();
    await other.issue(ROSTER.replace("Ada", "Eve"));
    for (const path of ["ledger.ndjson", "soil-101/0012.json"])
      one.write(`credentials/${path}`, other.read(`credentials/${path}`));
    expect((await check(one)).status).toBe(0);
    expect(await check(one, "--head", head)).toMatchObject({
      status: 1,
      err: expect.stringContaining("no line has the hash that --head names"),
    });
  });

  it("is not there, or is empty", async () => {
    const one = desk();
    expect(await check(one)).toMatchObject({ status: 3, err: expect.stringContaining("FILE_MISSING") });
    one.write(LEDGER, "");
    expect(await check(one)).toMatchObject({ status: 3, err: expect.stringContaining("FILE_EMPTY") });
  });

  it("that somebody changed is not added to, and stops the run before anything is signed", async () => {
    const one = desk();
    await one.issue(ROSTER);
    one.write(LEDGER, one.read(LEDGER).replace('"rows":2', '"rows":3'));
    const done = await one.issue(ROSTER.replaceAll("0012", "0014"), "b.csv");
    expect(done).toMatchObject({ status: 3, err: expect.stringContaining("LEDGER_BROKEN") });
    expect(one.has("credentials/soil-101/0014.json")).toBe(false);
  });

  it.each([
    ["a part of its last line", (text: string) => text.slice(0, -20)],
    ["its last line", (text: string) => text.replace(/[^\n]+\n$/, "")],
  ])("that lost %s without a run having been interrupted stops the run, and loses no more", async (_what, torn) => {
    const one = desk();
    await one.issue(ROSTER);
    const left = torn(one.read(LEDGER));
    one.write(LEDGER, left);
    const done = await one.issue(ROSTER.replaceAll("0012", "0014"), "b.csv");
    expect(done).toMatchObject({
      status: 3,
      err: expect.stringMatching(/no journal tells of .*LEDGER_BROKEN.*backup/s),
    });
    expect(one.has("credentials/soil-101/0014.json")).toBe(false);
    expect(one.read(LEDGER)).toBe(left);
  });
});
