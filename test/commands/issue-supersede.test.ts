// issue --supersede: a changed row gives a new credential, and the one before is revoked, in one step.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Desk, desk, SETTINGS } from "../desk.ts";
import { filesUnder, NOW } from "../road.ts";

const laurelFile = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
const hook = new URL("../kill/at.js", import.meta.url).href;
const { LAUREL_CONFIG: _, ...inherited } = process.env;
const STATUS = `${SETTINGS}status: { url: "https://college.example.edu/status/{list}" }\n`;
const withStatus = (): Desk => desk({ "laurel.yaml": STATUS });
const roster = (grade: string) =>
  `id,achievement,awarded,result.Final grade\n1,soil-101,2026-05-29,${grade}\n2,soil-101,2026-05-29,A\n`;

interface Credential {
  readonly id: string;
  readonly relatedResource?: readonly { readonly id: string; readonly digestSRI: string; readonly mediaType: string }[];
}
const made = (one: Desk) => one.credentials() as unknown as ReadonlyMap<string, Credential>;
const pathsOf = (one: Desk) => [...made(one).keys()];
const supersede = (one: Desk, grade: string, ...more: readonly string[]) =>
  one.issue(roster(grade), "roster.csv", "--supersede", ...more);
const verdict = async (one: Desk, path: string) =>
  JSON.parse((await one.run("verify", one.at("credentials", path), "--evidence", one.at("status"), "--json")).out) as {
    verdict: string;
    checks: { id: string; code?: string }[];
  };
const changesIn = (one: Desk) =>
  one
    .read("status/register.ndjson")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event === "change");

describe("a row that says something else now", () => {
  it("gives a new credential that names the one before, which is revoked and kept", async () => {
    const one = withStatus();
    await one.issue(roster("B"));
    const [before] = [...made(one).values()];
    const text = one.read("credentials/soil-101/1.json");
    expect((await one.issue(roster("A"))).err).toMatch(/ROW_CONFLICT.*--supersede to revoke it/s);
    const done = await supersede(one, "A");
    expect(done).toMatchObject({ status: 0, out: "1 issued, 1 unchanged, 0 failed: credentials\n" });
    expect(done.err).toContain("1 of them takes the place of an earlier credential, which is revoked now");
    expect(one.read("credentials/soil-101/1.json")).toBe(text);
    const path = pathsOf(one).find((name) => /soil-101\/1\.[0-9a-f]{12}\.json/.test(name)) ?? "";
    const after = made(one).get(path);
    expect(after?.id).not.toBe(before?.id);
    expect(after?.relatedResource).toEqual([
      {
        id: before?.id,
        digestSRI: `sha256-${createHash("sha256").update(text).digest("base64")}`,
        mediaType: "application/vc",
      },
    ]);
    expect(await verdict(one, path)).toMatchObject({ verdict: "valid" });
    expect((await verdict(one, "soil-101/1.json")).checks).toContainEqual(
      expect.objectContaining({ id: "status", status: "failed" }),
    );
    expect(changesIn(one)).toEqual([
      expect.objectContaining({ credential: before?.id, purpose: "revocation", reason: `superseded by ${after?.id}` }),
    ]);
    const ledger = one.read("credentials/ledger.ndjson");
    expect(ledger).toContain(`"did":"superseded","id":"${after?.id}"`);
    expect(ledger).toContain(`"supersedes":"${before?.id}"`);
    expect((await one.run("ledger", "verify", one.at("credentials/ledger.ndjson"))).status).toBe(0);
  });

  it("is unchanged from then on, with --supersede and without", async () => {
    const one = withStatus();
    await one.issue(roster("B"));
    await supersede(one, "A");
    const before = filesUnder(one.folder);
    for (const flags of [[], ["--supersede"], ["--force"]])
      expect((await one.issue(roster("A"), "roster.csv", ...flags)).out).toContain("0 issued, 2 unchanged, 0 failed");
    expect(filesUnder(one.folder)).toEqual(before);
  });

  it("can change again, and back to what it said at first, each time with a credential of its own", async () => {
    const one = withStatus();
    await one.issue(roster("B"));
    for (const grade of ["A", "B", "A"]) expect((await supersede(one, grade)).out).toContain("1 issued, 1 unchanged");
    expect(pathsOf(one)).toHaveLength(5);
    expect(new Set([...made(one).values()].map(({ id }) => id)).size).toBe(5);
    const verdicts = await Promise.all(pathsOf(one).map(async (path) => (await verdict(one, path)).verdict));
    expect(verdicts.filter((said) => said === "valid")).toHaveLength(2);
    expect((await one.issue(roster("B"))).err).toContain("ROW_CONFLICT");
    const forced = await one.issue(roster("C"), "roster.csv", "--force");
    expect(forced.out).toContain("1 issued, 1 unchanged");
    expect(pathsOf(one)).toHaveLength(5);
    expect((await one.issue(roster("C"))).out).toContain("0 issued, 2 unchanged");
  });

  it("gives the same new credential on every machine", async () => {
    const [one, other] = [withStatus(), withStatus()];
    for (const at of [one, other]) {
      await at.issue(roster("B"));
      await supersede(at, "A");
    }
    expect(filesUnder(one.at("credentials"))).toEqual(filesUnder(other.at("credentials")));
  });

  it("is looked at first by --dry-run, which writes nothing", async () => {
    const one = withStatus();
    await one.issue(roster("B"));
    const before = new Map(filesUnder(one.folder));
    const look = await supersede(one, "A", "--dry-run");
    expect(look.err).toContain("1 credential would be issued, 1 unchanged, 0 rows failed");
    before.set("roster.csv", roster("A"));
    expect(filesUnder(one.folder)).toEqual(before);
  });
});

describe("--supersede", () => {
  it("wants status lists, a whole roster and a credential that can be revoked", async () => {
    const without = await supersede(desk(), "A");
    expect(without).toMatchObject({
      status: 3,
      err: expect.stringContaining("the settings have no status lists [CONFIG_INVALID]"),
    });
    const one = desk();
    await one.issue(roster("B"));
    one.write("laurel.yaml", STATUS);
    expect((await supersede(one, "A")).err).toContain(
      "without an entry in a status list, so that its credential cannot be revoked [ROW_CONFLICT]",
    );
    for (const flags of [["--shard", "1/2"], ["--force"]]) expect((await supersede(one, "A", ...flags)).status).toBe(2);
  });

  it("that is killed anywhere is finished by the next run: never a new credential beside one that still holds", async () => {
    const run = (one: Desk, at?: number) =>
      spawnSync(
        process.execPath,
        [
          ...(at === undefined ? [] : ["--import", hook]),
          laurelFile,
          "issue",
          "roster.csv",
          "--supersede",
          "--now",
          NOW,
        ],
        { cwd: one.folder, env: { ...inherited, LAUREL_KILL_AT: String(at) }, encoding: "utf8" },
      );
    const prepared = async () => {
      const one = withStatus();
      await one.issue(roster("B"));
      one.write("roster.csv", roster("A"));
      return one;
    };
    // What a list or a lock was about to be written under may be left; nobody takes it for one.
    const all = (one: Desk) => [...filesUnder(one.folder)].filter(([path]) => !/\.lock|\.part$/.test(path));
    const whole = await prepared();
    expect(run(whole).status).toBe(0);
    const expected = all(whole);
    let points = 0;
    const stride = process.env["LAUREL_KILLS"] === undefined ? 11 : 1;
    for (let at = 4; ; at += stride) {
      const one = await prepared();
      if (run(one, at).signal !== "SIGKILL") break;
      points += 1;
      const done = run(one);
      expect(done.status, `killed at ${at}: ${done.stderr}`).toBe(0);
      expect(all(one), `killed at ${at}`).toEqual(expected);
    }
    expect(points).toBeGreaterThan(2);
  }, 600_000);

  it("that was killed is finished by a run on another roster, too", async () => {
    const one = withStatus();
    await one.issue(roster("B"));
    one.write("roster.csv", roster("A"));
    const args = ["--import", hook, laurelFile, "issue", "roster.csv", "--supersede", "--now", NOW];
    for (let at = 40; ; at -= 1) {
      spawnSync(process.execPath, args, { cwd: one.folder, env: { ...inherited, LAUREL_KILL_AT: String(at) } });
      if (pathsOf(one).length === 3) break;
      expect(at).toBeGreaterThan(1);
    }
    const other = await one.issue("id,achievement,awarded\n9,welding,2026-05-29\n", "b.csv");
    expect(other.status).toBe(0);
    expect(await verdict(one, "soil-101/1.json")).toMatchObject({ verdict: "invalid" });
    expect((await one.run("ledger", "verify", one.at("credentials/ledger.ndjson"))).status).toBe(0);
  });
});
