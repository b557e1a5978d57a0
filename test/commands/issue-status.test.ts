// issue with `status:` in the settings: entries, register and lists, over runs, parts of a roster and sudden deaths.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { objectsOf, text } from "../../src/core/json.ts";
import { bitsIn } from "../../src/model/status-list.ts";
import { type Desk, desk, SETTINGS } from "../desk.ts";
import { filesUnder, NOW } from "../road.ts";

const bin = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
const URL_OF = "https://college.example.edu/status/{list}";
const status = (more = "") => `${SETTINGS}status: { url: "${URL_OF}"${more} }\n`;
const HEADER = "id,achievement,awarded\n";
const rosterOf = (learners: number): string =>
  HEADER + Array.from({ length: learners }, (_, number) => `${number + 1},soil-101,2026-05-29\n`).join("");

const open = (files: Record<string, string> = {}): Desk => desk({ "laurel.yaml": status(), ...files });
const everything = ({ folder }: Desk, ...names: readonly string[]) =>
  new Map([...filesUnder(folder)].filter(([path]) => names.some((name) => path.startsWith(name))));
const events = (one: Desk, file = "status/register.ndjson") =>
  one
    .read(file)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as JsonObject);
const entriesOf = (credential: JsonObject) => objectsOf(credential["credentialStatus"]);
const indexOf = (credential: JsonObject) => text(entriesOf(credential)[0]?.["statusListIndex"]);

/** What a verifier says who has the lists of the folder. */
async function verdicts(one: Desk, ...files: readonly string[]): Promise<readonly string[]> {
  const { out } = await one.run(
    "verify",
    ...files.map((path) => one.at(path)),
    "--evidence",
    one.at("status"),
    "--json",
  );
  return out
    .trim()
    .split("\n")
    .map((line) => String((JSON.parse(line) as JsonObject)["verdict"]));
}

describe("a credential issued with status lists", () => {
  it("has one entry as an object for one purpose, which is in the register, the manifest and a signed list of zeros", async () => {
    const one = open();
    expect((await one.issue(rosterOf(3))).status).toBe(0);
    const credentials = [...one.credentials().values()];
    const manifest = parse(one.read("credentials/manifest.csv"), { columns: true }) as Record<string, string>[];
    expect(credentials.length).toBe(3);
    for (const credential of credentials) {
      const index = indexOf(credential);
      expect(credential["credentialStatus"]).toEqual({
        id: `https://college.example.edu/status/revocation-1#${index}`,
        type: "BitstringStatusListEntry",
        statusPurpose: "revocation",
        statusListIndex: index,
        statusListCredential: "https://college.example.edu/status/revocation-1",
      });
      const id = credential["id"];
      expect(manifest.find((row) => row["credential id"] === id)?.["status index"]).toBe(index);
      expect(events(one)).toContainEqual({ event: "entry", credential: id, list: 1, index: Number(index) });
    }
    const list = JSON.parse(one.read("status/revocation-1.json")) as JsonObject;
    expect(list).toMatchObject({
      id: "https://college.example.edu/status/revocation-1",
      type: ["VerifiableCredential", "BitstringStatusListCredential"],
      validFrom: NOW,
      validUntil: "2026-07-01T12:00:00Z",
      credentialSubject: {
        id: "https://college.example.edu/status/revocation-1#list",
        type: "BitstringStatusList",
        statusPurpose: "revocation",
      },
    });
    expect(Buffer.from(bitsIn(list) ?? "").equals(Buffer.alloc(16_384))).toBe(true);
    expect(await verdicts(one, "credentials", "status/revocation-1.json")).toEqual(new Array(4).fill("valid"));
  });

  it("has one for each purpose when there are several, and a message of as many bits as its messages need", async () => {
    const one = open({ "laurel.yaml": status(", purposes: [suspension, revocation], messages: [ok, late, lost]") });
    await one.issue(rosterOf(1));
    const [credential = {}] = one.credentials().values();
    const entries = entriesOf(credential);
    expect(entries.map((entry) => entry["statusPurpose"])).toEqual(["revocation", "suspension", "message"]);
    expect(new Set(entries.map((entry) => entry["statusListIndex"])).size).toBe(1);
    expect(entries[2]).toMatchObject({
      statusSize: 2,
      statusMessage: ["ok", "late", "lost", "not used"].map((message, value) => ({ status: `0x${value}`, message })),
    });
    expect(await verdicts(one, "credentials")).toEqual(["valid"]);
  });

  it("is the same one at a second run, which writes nothing, and keeps its entry when its row changes", async () => {
    const one = open();
    await one.issue(rosterOf(20));
    const before = everything(one, "credentials", "status");
    expect((await one.issue(rosterOf(20))).out).toBe("0 issued, 20 unchanged, 0 failed: credentials\n");
    expect(everything(one, "credentials", "status")).toEqual(before);

    const changed = rosterOf(20).replace(HEADER, "id,achievement,awarded,role\n").replaceAll(/29$/gm, "29,head");
    const [, first = {}] = [...one.credentials()][0] ?? [];
    expect((await one.issue(changed, "roster.csv")).status).toBe(1);
    expect((await one.issue(changed, "roster.csv", "--force")).out).toContain("20 issued");
    expect(everything(one, "status")).toEqual(new Map([...before].filter(([path]) => path.startsWith("status"))));
    const again = [...one.credentials().values()].find(({ id }) => id === first["id"]);
    expect(again?.["credentialStatus"]).toEqual(first["credentialStatus"]);
  });

  it("is signed with the list in the form that everybody reads when the credentials are for selective disclosure", async () => {
    const one = open();
    await one.run("key", "new", "--type", "p256", "--out", one.at("keys/p256.jwk.json"));
    const key = ["--key", one.at("keys/p256.jwk.json")];
    expect((await one.issue(rosterOf(1), "roster.csv", "--proof", "ecdsa-sd-2023", ...key)).status).toBe(0);
    expect(one.read("status/revocation-1.json")).toContain('"cryptosuite": "ecdsa-rdfc-2019"');
    expect(await verdicts(one, "credentials")).toEqual(["valid"]);
  });

  it("as a token has a token for a list", async () => {
    const one = open();
    await one.issue(rosterOf(1), "roster.csv", "--proof", "vc-jwt");
    const file = one.at("credentials/soil-101/1.jwt");
    const { status: exit, err } = await one.run("verify", file, "--evidence", one.at("status/revocation-1.jwt"));
    expect(exit, err).toBe(0);
  });
});

describe("status lists that come into the settings later", () => {
  it("leave what stands as it is, say so, and --force gives it an entry", async () => {
    const one = desk();
    await one.issue(rosterOf(2));
    const before = everything(one, "credentials/soil-101");
    one.write("laurel.yaml", status());
    const second = await one.issue(rosterOf(3));
    expect(second.out).toBe("1 issued, 2 unchanged, 0 failed: credentials\n");
    expect(second.err).toContain("2 credentials stand here without a status entry and cannot be revoked; --force");
    for (const [path, body] of before) expect(one.read(path)).toBe(body);
    expect((await one.issue(rosterOf(3), "roster.csv", "--force")).out).toContain("2 issued, 1 unchanged");
    expect([...one.credentials().values()].every((credential) => indexOf(credential) !== undefined)).toBe(true);
    expect((await one.issue(rosterOf(3), "roster.csv", "--force")).out).toContain("0 issued, 3 unchanged");
  });

  it("get another number when their form changes, so that old credentials are still looked up where they say", async () => {
    const one = open();
    await one.issue(rosterOf(1));
    one.write("laurel.yaml", status(", purposes: [revocation, suspension]"));
    await one.issue(rosterOf(2));
    const lists = [...one.credentials().values()].map((credential) =>
      entriesOf(credential).map((entry) => String(entry["statusListCredential"]).replace(/^.*\//, "")),
    );
    expect(lists).toEqual([["revocation-1"], ["revocation-2", "suspension-2"]]);
    expect(await verdicts(one, "credentials")).toEqual(["valid", "valid"]);
  });
});

describe("a register that is not whole", () => {
  it("stops a run before anything is signed when it is gone, or lacks a credential that stands there", async () => {
    const one = open();
    await one.issue(rosterOf(2));
    const register = one.read("status/register.ndjson");
    const before = everything(one, "credentials");
    rmSync(one.at("status/register.ndjson"));
    const gone = await one.issue(rosterOf(3));
    expect([gone.status, gone.err]).toEqual([
      3,
      expect.stringContaining("want the status register beside the signed lists, got none [STATUS_INVALID]"),
    ]);
    one.write("status/register.ndjson", register.split("\n").slice(0, 2).join("\n").concat("\n"));
    const short = await one.issue(rosterOf(3));
    expect([short.status, short.err]).toEqual([
      3,
      expect.stringMatching(/the status register lacks 1 credential .*`laurel status rebuild`/s),
    ]);
    expect(everything(one, "credentials")).toEqual(before);
  });

  it("stops a run when it is an old copy, which knows not all lists or not all revocations", async () => {
    const one = open();
    await one.issue(rosterOf(2));
    const old = one.read("status/register.ndjson");
    await one.run("status", "revoke", one.at("credentials"));
    const latest = one.read("status/register.ndjson");
    one.write("status/register.ndjson", old);
    for (const args of [
      ["issue", one.at("roster.csv"), "--out", one.at("credentials")],
      ["status", "renew"],
      ["publish", one.at("public")],
    ]) {
      const done = await one.run(...args);
      const message = "revocation-1 revokes 2 credentials of which the status register knows nothing [STATUS_INVALID]";
      expect([done.status, done.err]).toEqual([3, expect.stringContaining(message)]);
    }
    one.write("status/register.ndjson", latest);
    one.write("laurel.yaml", status(", purposes: [suspension]"));
    await one.issue(rosterOf(3));
    one.write("status/register.ndjson", latest);
    const done = await one.issue(rosterOf(4));
    expect([done.status, done.err]).toEqual([
      3,
      expect.stringContaining("got one that does not know suspension-2.json"),
    ]);
    expect((await one.run("status", "rebuild", one.at("credentials"))).status).toBe(0);
    expect((await one.issue(rosterOf(4))).out).toContain("1 issued, 3 unchanged");
  });

  it("stops a dry run too, and a dry run writes nothing", async () => {
    const one = open();
    const look = await one.issue(rosterOf(2), "roster.csv", "--dry-run");
    expect(look.out).toContain('"BitstringStatusListEntry"');
    expect([one.has("status"), one.has("credentials")]).toEqual([false, false]);
    one.write("status/register.ndjson", "nonsense\n");
    expect((await one.issue(rosterOf(2), "roster.csv", "--dry-run")).status).toBe(3);
  });
});

describe("settings for status lists", () => {
  it.each([
    ['{ url: "https://college.example.edu/status" }', "with {list} in it"],
    ['{ url: "http://college.example.edu/{list}" }', "want an https address"],
    ['{ url: "https://c.example.edu/{list}", purposes: [refresh] }', "status/purposes"],
    ['{ url: "https://c.example.edu/{list}", purposes: [message] }', "want `messages:`"],
    ['{ url: "https://c.example.edu/{list}", entries: 1000 }', "131072"],
    ["{ purposes: [revocation] }", "url"],
  ])("%s is refused", async (settings, message) => {
    const one = desk({ "laurel.yaml": `${SETTINGS}status: ${settings}\n` });
    const done = await one.issue(rosterOf(1));
    expect([done.status, done.err]).toEqual([3, expect.stringContaining(message)]);
  });
});

describe("a roster in parts", () => {
  it("gives the same credentials as a whole one, on four machines that never meet, and one register in the end", async () => {
    const whole = open();
    await whole.issue(rosterOf(60));
    const together = open();
    for (const part of [1, 2, 3, 4]) {
      const one = open();
      expect((await one.issue(rosterOf(60), "roster.csv", "--shard", `${part}/4`)).status).toBe(0);
      for (const folder of ["credentials", "status"]) {
        mkdirSync(together.at(folder), { recursive: true });
        cpSync(one.at(folder), together.at(folder), { recursive: true });
      }
    }
    expect(everything(together, "credentials/soil-101")).toEqual(everything(whole, "credentials/soil-101"));
    expect(readdirSync(together.at("status")).sort()).toEqual([
      ...[1, 2, 3, 4].map((part) => `register.${part}-of-4.ndjson`),
      "revocation-1.json",
    ]);
    const all = [1, 2, 3, 4].flatMap((part) => events(together, `status/register.${part}-of-4.ndjson`));
    for (const event of events(whole)) expect(all).toContainEqual(event);
    expect(together.read("status/revocation-1.json")).toBe(whole.read("status/revocation-1.json"));
    expect((await together.issue(rosterOf(60))).out).toBe("0 issued, 60 unchanged, 0 failed: credentials\n");
  });

  it("is refused when two parts contradict each other, naming both", async () => {
    const one = open();
    await one.issue(rosterOf(1));
    const [list, entry] = events(one);
    one.write("status/register.1-of-2.ndjson", `${JSON.stringify(list)}\n${JSON.stringify({ ...entry, index: 7 })}\n`);
    const done = await one.issue(rosterOf(2));
    expect(done.status).toBe(3);
    expect(done.err).toMatch(/register\.ndjson:2: .*stands otherwise in .*register\.1-of-2\.ndjson:2/);
  });
});

describe("a disk that takes no more", () => {
  it("stops the run before anything is signed, and leaves the register as it was", async () => {
    const one = open();
    await one.issue(rosterOf(2));
    const before = everything(one, "status", "credentials");
    const many = one.write("many.csv", rosterOf(400));
    // Blocks of 1,024 bytes: the register would need more of them.
    const line = 'ulimit -f 24; exec "$@"';
    const flags = ["--out", one.at("credentials"), "--config", one.at("laurel.yaml"), "--now", NOW];
    const child = spawn("bash", ["-c", line, "sh", process.execPath, bin, "issue", many, ...flags], {
      stdio: "ignore",
    });
    expect((await once(child, "exit"))[0]).toBe(3);
    expect(everything(one, "status", "credentials")).toEqual(before);
    expect((await one.run("issue", many, "--out", one.at("credentials"))).out).toContain("398 issued, 2 unchanged");
  }, 60_000);
});

describe("a run that is killed without a warning", () => {
  it("again and again ends in the same files as one that was not", async () => {
    const LEARNERS = 150;
    const calm = open();
    await calm.issue(rosterOf(LEARNERS));
    const one = open();
    const roster = one.write("roster.csv", rosterOf(LEARNERS));
    const run = () =>
      spawn(
        process.execPath,
        [
          bin,
          "issue",
          roster,
          "--out",
          one.at("credentials"),
          "--config",
          one.at("laurel.yaml"),
          "--now",
          NOW,
          "--offline",
        ],
        { stdio: "ignore" },
      );
    const folder = one.at("credentials/soil-101");
    const standing = () => (existsSync(folder) ? readdirSync(folder).length : 0);
    let kills = 0;
    for (let turn = 1; turn <= 12; turn++) {
      const child = run();
      // As soon as so many credentials stand there: how fast the machine is does not matter.
      const timer = setInterval(() => {
        if (standing() >= turn * 10) child.kill("SIGKILL");
      }, 1);
      const [, signal] = (await once(child, "exit")) as [number | null, string | null];
      clearInterval(timer);
      if (signal === "SIGKILL") kills += 1;
    }
    expect(kills).toBeGreaterThan(3);
    const [code] = await once(run(), "exit");
    expect(code).toBe(0);
    const left = [...everything(one, "credentials/soil-101", "status")].filter(([path]) => !/\.part$/.test(path));
    expect(left).toEqual([...everything(calm, "credentials/soil-101", "status")]);
  }, 60_000);

  it("never gives one entry to two credentials, with three runs at once on one register", async () => {
    const one = open();
    const rosters = [0, 1, 2].map((at) => one.write(`${at}.csv`, rosterOf(40).replaceAll(/^(\d+),/gm, `${at}-$1,`)));
    for (let round = 0; round < 3; round++) {
      const children = rosters.map((roster, at) =>
        spawn(
          process.execPath,
          [bin, "issue", roster, "--out", one.at(`out-${at}`), "--config", one.at("laurel.yaml"), "--now", NOW],
          { stdio: "ignore" },
        ),
      );
      if (round === 0) for (const child of children) setTimeout(() => child.kill("SIGKILL"), 250 + Math.random() * 400);
      await Promise.all(children.map((child) => once(child, "exit")));
    }
    const all = [0, 1, 2].flatMap((at) => [...one.credentials(`out-${at}`).values()]);
    expect(all.length).toBe(120);
    expect(new Set(all.map(indexOf)).size).toBe(120);
    expect(await verdicts(one, "out-0", "out-1", "out-2")).toEqual(new Array(120).fill("valid"));
    expect(one.has("status/.lock")).toBe(false);
  }, 60_000);
});
