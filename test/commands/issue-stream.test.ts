// Rosters that come through a pipe, and credentials that go into one file or on to another program.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Desk, desk } from "../desk.ts";
import { NOW } from "../road.ts";

const laurelFile = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
const { LAUREL_CONFIG: _, ...inherited } = process.env;
const ROSTER = "id,achievement,awarded\n1,soil-101,2026-05-29\n2,welding,2026-05-29\n3,soil-101,2026-05-29\n";

interface Line {
  readonly file: string;
  readonly id: string;
  readonly sha256: string;
  readonly credential: { readonly id: string } | string;
}
const linesIn = (text: string): Line[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const bodyOf = ({ credential }: Line) =>
  typeof credential === "string" ? `${credential}\n` : `${JSON.stringify(credential, null, 2)}\n`;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** What one run into a folder makes, by path. */
async function inFolder(proof: string) {
  const one = desk();
  await one.issue(ROSTER, "roster.csv", "--proof", proof);
  const text = one.read("credentials/manifest.csv");
  const paths = text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((row) => row.split(",")[3] ?? "");
  return { paths, read: (path: string) => one.read(`credentials/${path}`), manifest: text };
}
const issue = (one: Desk, out: string, ...more: readonly string[]) =>
  one.run("issue", one.write("roster.csv", ROSTER), "--out", out, ...more);

describe.each(["eddsa-rdfc-2022", "vc-jwt"])("a stream of credentials with %s", (proof) => {
  it("on standard output has a line for each file that a folder would have", async () => {
    const folder = await inFolder(proof);
    const one = desk();
    const done = await issue(one, "-", "--proof", proof);
    expect(done).toMatchObject({ status: 0, err: "3 issued, 0 unchanged, 0 failed\n" });
    const lines = linesIn(done.out);
    expect(lines.map(({ file }) => file)).toEqual(folder.paths);
    for (const line of lines) {
      if (proof === "eddsa-rdfc-2022") expect(bodyOf(line)).toBe(folder.read(line.file));
      expect([line.sha256, line.id]).toEqual([sha256(bodyOf(line)), expect.stringMatching(/^urn:uuid:/)]);
    }
    expect(one.has("credentials")).toBe(false);
  });

  it("in a file has manifest and ledger beside it, and is not written twice", async () => {
    const folder = await inFolder(proof);
    const one = desk();
    const done = await issue(one, one.at("out/batch.ndjson"), "--proof", proof);
    expect(done).toMatchObject({ status: 0, out: "3 issued, 0 unchanged, 0 failed: out/batch.ndjson\n", err: "" });
    const text = one.read("out/batch.ndjson");
    expect(linesIn(text).map(({ file }) => file)).toEqual(folder.paths);
    if (proof === "eddsa-rdfc-2022") expect(one.read("out/batch.manifest.csv")).toBe(folder.manifest);
    const audit = () => one.run("ledger", "verify", one.at("out/batch.ledger.ndjson"));
    expect(await audit()).toMatchObject({ status: 0, out: expect.stringContaining("3 files as issued") });
    expect((await issue(one, one.at("out/batch.ndjson"), "--proof", proof)).out).toContain("0 issued, 3 unchanged");
    expect(one.read("out/batch.ndjson")).toBe(text);
    one.write(
      "out/batch.ndjson",
      text.replace(/"credential":(?:\{"@context":\["|")./, (part) => `${part.slice(0, -1)}_`),
    );
    expect((await audit()).status).toBe(1);
  });
});

describe("a stream", () => {
  it("that was torn at its end goes on where it was whole", async () => {
    const one = desk();
    const file = one.at("batch.ndjson");
    await issue(one, file);
    const text = one.read("batch.ndjson");
    one.write("batch.ndjson", text.slice(0, -100));
    expect((await issue(one, file)).out).toContain("1 issued, 2 unchanged");
    expect(one.read("batch.ndjson")).toBe(text);
  });

  it("gets another line for a credential that is issued anew, and the later one counts", async () => {
    const one = desk();
    const file = one.at("batch.ndjson");
    await issue(one, file);
    const before = one.read("batch.ndjson");
    const wider = ROSTER.replaceAll("29\n", "29,\n").replace("awarded\n", "awarded,narrative\n");
    const changed = one.write("b.csv", wider.replace("29,\n", "29,Dug.\n"));
    expect((await one.run("issue", changed, "--out", file)).err).toContain("ROW_CONFLICT");
    expect((await one.run("issue", changed, "--out", file, "--force")).out).toContain("1 issued, 2 unchanged");
    expect(one.read("batch.ndjson").startsWith(before)).toBe(true);
    expect(linesIn(one.read("batch.ndjson"))).toHaveLength(4);
    expect((await one.run("issue", changed, "--out", file)).out).toContain("0 issued, 3 unchanged");
    expect((await one.run("ledger", "verify", one.at("batch.ledger.ndjson"))).status).toBe(0);
  });

  it("is not begun where another file stands, or where a report wants standard output too", async () => {
    const one = desk();
    one.write("batch.ndjson", '{"a":1}\n');
    expect(await issue(one, one.at("batch.ndjson"))).toMatchObject({
      status: 3,
      err: expect.stringContaining("batch.ndjson:1: want a line that laurel wrote"),
    });
    expect((await issue(one, "-", "--json")).status).toBe(2);
  });

  it("of a shard is a file of its own", async () => {
    const one = desk();
    for (const n of [1, 2]) await issue(one, one.at("batch.ndjson"), "--shard", `${n}/2`);
    const [first, second] = [1, 2].map((n) => linesIn(one.read(`batch.${n}-of-2.ndjson`)).map(({ file }) => file));
    expect([first, second]).toEqual([["soil-101/1.json", "soil-101/3.json"], ["welding/2.json"]]);
    for (const n of [1, 2])
      expect((await one.run("ledger", "verify", one.at(`batch.ledger.${n}-of-2.ndjson`))).status).toBe(0);
  });

  it("to standard output tells rows that fail, and signs the others", async () => {
    const one = desk();
    const done = await one.run("issue", one.write("r.csv", `${ROSTER}4,soil-101,never\n`), "--out", "-");
    expect([done.status, linesIn(done.out).length]).toEqual([1, 3]);
    expect(done.err).toContain('r.csv:5: column "awarded"');
  });
});

describe("a roster through a pipe", () => {
  const run = (command: string) => {
    const one = desk();
    one.write("roster.csv", ROSTER);
    return spawnSync("bash", ["-c", command], {
      cwd: one.folder,
      env: { ...inherited, LAUREL_NOW: NOW, laurel: laurelFile, node: process.execPath },
      encoding: "utf8",
    });
  };
  it.each([
    ["-", 'cat roster.csv | "$node" "$laurel" issue -'],
    ["/dev/stdin", 'cat roster.csv | "$node" "$laurel" issue /dev/stdin'],
    ["a process substitution", '"$node" "$laurel" issue <(cat roster.csv)'],
    ["a named pipe", 'mkfifo p; cat roster.csv > p & "$node" "$laurel" issue p'],
  ])("is read as CSV: %s", (_, command) => {
    const done = run(command);
    expect(done.stdout, done.stderr).toBe("3 issued, 0 unchanged, 0 failed: credentials\n");
  });

  it("is no success when the credentials could not be written to the end of it", () => {
    const many = Array.from({ length: 200 }, (_row, n) => `${n},soil-101,2026-05-29\\n`).join("");
    const begin = `printf 'id,achievement,awarded\n${many}' | "$node" "$laurel" issue - --out - --quiet`;
    const gone = run(`${begin} | head -c 10 > /dev/null; echo "\${PIPESTATUS[1]}"`);
    expect([gone.stdout, gone.stderr]).toEqual([
      "3\n",
      expect.stringMatching(/whoever reads it stopped.*FILE_UNWRITABLE/),
    ]);
    const seen = run(
      `"$node" "$laurel" issue roster.csv && "$node" "$laurel" verify credentials | head -c 1; echo "\${PIPESTATUS[0]}"`,
    );
    expect([seen.stdout, seen.stderr]).toEqual([
      expect.stringMatching(/v0\n$/),
      expect.not.stringContaining("WRITABLE"),
    ]);
  });

  it("goes through laurel into another program", () => {
    const done = run('cat roster.csv | "$node" "$laurel" issue - --out - --quiet | cut -c 1-29');
    expect(done.stdout).toBe(
      '{"file":"soil-101/1.json","id\n{"file":"welding/2.json","id"\n{"file":"soil-101/3.json","id\n',
    );
  });
});
