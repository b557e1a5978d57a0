// laurel status: revoke, suspend, restore, message, list, renew and rebuild, and what a verifier says of it.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isObject, type Json, type JsonObject, objectsOf } from "../../src/core/json.ts";
import { registerFile } from "../../src/shell/status-register.ts";
import { type Desk, desk, SETTINGS } from "../desk.ts";
import { filesUnder, laurel, NOW } from "../road.ts";

const bin = fileURLToPath(new URL("../../bin/laurel.js", import.meta.url));
const settings = (more = "") => `${SETTINGS}status: { url: "https://college.example.edu/status/{list}"${more} }\n`;
const ALL = ", purposes: [revocation, suspension], messages: [in order, under review, lost]";
const rosterOf = (learners: number): string =>
  `id,achievement,awarded\n${Array.from({ length: learners }, (_, at) => `${at + 1},soil-101,2026-05-29\n`).join("")}`;
const fileOf = (learner: number) => `credentials/soil-101/${learner}.json`;

async function issued(learners = 3, more = ALL): Promise<Desk> {
  const one = desk({ "laurel.yaml": settings(more) });
  expect((await one.issue(rosterOf(learners))).status).toBe(0);
  return one;
}

const documentOf = (one: Desk, path: string): JsonObject => {
  const value = JSON.parse(one.read(path)) as Json;
  return isObject(value) ? value : {};
};
const idOf = (one: Desk, learner: number): string => String(documentOf(one, fileOf(learner))["id"]);
const registered = (one: Desk) => one.read("status/register.ndjson");

/** The verdict on each learner's credential, with the codes that speak against it, by somebody who has the lists. */
async function verdicts(one: Desk, ...learners: readonly number[]): Promise<readonly string[]> {
  const files = learners.map((learner) => one.at(fileOf(learner)));
  const { out } = await one.run("verify", ...files, "--evidence", one.at("status"), "--json");
  return out
    .trim()
    .split("\n")
    .map((line) => {
      const report = JSON.parse(line) as JsonObject;
      const against = objectsOf(report["checks"]).filter(({ id, status }) => id === "status" && status !== "passed");
      return [report["verdict"], ...against.map(({ code }) => code)].join(" ");
    });
}

describe("status revoke", () => {
  it("revokes what is named by id, file or bare number, once each, and a verifier is told so", async () => {
    const one = await issued();
    const file = one.at(fileOf(2));
    const done = await one.run("status", "revoke", idOf(one, 1), file, file, "--reason", "Ada withdrew");
    expect(done).toMatchObject({ status: 0, out: "2 revoked, 0 revoked before, 0 refused\n" });
    expect(done.err).toContain("1 list signed: status/revocation-1.json");
    expect(await verdicts(one, 1, 2, 3)).toEqual(["invalid REVOKED", "invalid REVOKED", "valid"]);
    const bare = idOf(one, 3).replace("urn:uuid:", "").toUpperCase();
    expect((await one.run("status", "revoke", bare)).out).toContain("1 revoked");
    expect(await verdicts(one, 3)).toEqual(["invalid REVOKED"]);
    expect(registered(one)).toContain("Ada withdrew");
    for (const [path, body] of filesUnder(one.at("status")))
      if (path.endsWith(".json")) expect(body).not.toContain("Ada withdrew");
  });

  it("changes nothing with --dry-run, and nothing at a second time", async () => {
    const one = await issued();
    const before = filesUnder(one.at("status"));
    const look = await one.run("status", "revoke", one.at("credentials/manifest.csv"), "--dry-run");
    expect(look.status).toBe(0);
    expect(look.out).toContain(`${idOf(one, 1)}: would be revoked\n`);
    expect(look.out).toContain("3 would be revoked, 0 revoked before, 0 refused; nothing was written\n");
    expect(filesUnder(one.at("status"))).toEqual(before);
    await one.run("status", "revoke", one.at("credentials/manifest.csv"));
    const after = filesUnder(one.at("status"));
    expect((await one.run("status", "revoke", one.at("credentials"))).out).toBe(
      "0 revoked, 3 revoked before, 0 refused\n",
    );
    expect(filesUnder(one.at("status"))).toEqual(after);
  });

  it("takes the reasons of a table, and --reason before them", async () => {
    const one = await issued();
    const table = one.write(
      "w.csv",
      `reason,credential id\nmoved,${idOf(one, 1)}\n,${idOf(one, 2)}\nleft,${idOf(one, 3)}\n`,
    );
    await one.run("status", "revoke", table);
    const reasons = (file: string) =>
      [...file.matchAll(/"event":"change".*/g)].map(([line]) => /"reason":"(\w+)"/.exec(line)?.[1] ?? "none");
    expect(reasons(registered(one))).toEqual(["moved", "none", "left"]);
    const other = await issued();
    await other.run("status", "revoke", other.write("w.csv", one.read("w.csv")), "--reason", "all");
    expect(reasons(registered(other))).toEqual(["all", "all", "all"]);
  });

  it("names every credential that it does not know, at its line, does the rest and says no", async () => {
    const one = await issued();
    const table = one.write("w.csv", `Name;Credential ID\nx;${idOf(one, 1)}\ny;urn:uuid:0\nz;\n`);
    const done = await one.run("status", "revoke", table, "did:example:nobody");
    expect(done.status).toBe(1);
    expect(done.out).toBe("1 revoked, 0 revoked before, 3 refused\n");
    expect(done.err).toContain('w.csv:3: want a credential of this status register, got "urn:uuid:0" [STATUS_UNKNOWN]');
    expect(done.err).toContain("w.csv:4: want a credential of this status register");
    expect(done.err).toContain('got "did:example:nobody"');
    expect(await verdicts(one, 1, 2)).toEqual(["invalid REVOKED", "valid"]);
  });

  it("tells a machine of each credential on a line of its own", async () => {
    const one = await issued();
    const { out } = await one.run("status", "revoke", one.at(fileOf(1)), "urn:uuid:0", "--json");
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as JsonObject);
    expect(lines).toEqual([
      {
        credential: idOf(one, 1),
        state: "revoked",
        changed: true,
        purpose: "revocation",
        list: 1,
        index: expect.any(Number),
      },
      expect.objectContaining({ credential: "urn:uuid:0", state: "refused", code: "STATUS_UNKNOWN" }),
    ]);
  });

  it.each([
    ["a missing file", ["nowhere.json"], "no such file [FILE_MISSING]"],
    ["a table without the column", ["t.csv"], 'want a column "credential id"'],
    ["a text that lists no ids", ["t.txt"], "t.txt:2: want the id of a credential on each line"],
    ["a file that holds no credential", ["t.json"], "want a credential with an id"],
  ])("does nothing at all when it is given %s", async (_, inputs, message) => {
    const one = await issued();
    one.write("t.csv", "id,name\n1,x\n");
    one.write("t.txt", `${idOf(one, 1)}\nAda\n`);
    one.write("t.json", "{}");
    const done = await one.run("status", "revoke", one.at(fileOf(1)), ...inputs.map((name) => one.at(name)));
    expect([done.status, done.err]).toEqual([3, expect.stringContaining(message)]);
    expect(await verdicts(one, 1)).toEqual(["valid"]);
  });

  it("takes ids, a table or a credential from a pipe", async () => {
    const one = await issued();
    const run = (input: string) =>
      execFileSync(process.execPath, [bin, "status", "revoke", "-", "--config", one.at("laurel.yaml"), "--now", NOW], {
        input,
        encoding: "utf8",
        stdio: ["pipe", "pipe", "ignore"],
      });
    expect(run(`${idOf(one, 1)}\n\n`)).toContain("1 revoked");
    expect(run(`learner,credential id\n2,${idOf(one, 2)}\n`)).toContain("1 revoked");
    expect(run(one.read(fileOf(3)))).toContain("1 revoked");
    expect(await verdicts(one, 1, 2, 3)).toEqual(new Array(3).fill("invalid REVOKED"));
  });

  it("wants a register, and settings that say where the lists will stand", async () => {
    const none = desk();
    expect((await none.run("status", "list")).err).toContain("want `status:` in the settings, got none");
    const fresh = desk({ "laurel.yaml": settings() });
    const done = await fresh.run("status", "revoke", "urn:uuid:0");
    expect([done.status, done.err]).toEqual([3, expect.stringContaining("want a status register, got none")]);
  });
});

describe("status suspend and restore", () => {
  it("suspend until they restore", async () => {
    const one = await issued();
    const file = one.at(fileOf(1));
    expect((await one.run("status", "suspend", file, "--reason", "appeal")).out).toContain("1 suspended");
    expect(await verdicts(one, 1)).toEqual(["invalid SUSPENDED"]);
    expect((await one.run("status", "restore", file)).out).toContain("1 restored");
    expect(await verdicts(one, 1)).toEqual(["valid"]);
    expect((await one.run("status", "restore", file)).out).toBe("0 restored, 1 not suspended before, 0 refused\n");
  });

  it("never undo a revocation", async () => {
    const one = await issued();
    const file = one.at(fileOf(1));
    await one.run("status", "suspend", file);
    await one.run("status", "revoke", file);
    for (const verb of ["restore", "suspend"]) {
      const done = await one.run("status", verb, file, one.at(fileOf(2)));
      expect([done.status, done.err]).toEqual([
        1,
        expect.stringContaining(`${idOf(one, 1)} is revoked, and a revocation is for good [STATUS_REFUSED]`),
      ]);
    }
    expect(await verdicts(one, 1)).toEqual(["invalid REVOKED SUSPENDED"]);
  });

  it("are refused where a credential was issued without an entry for that", async () => {
    const one = await issued(1, "");
    one.write("laurel.yaml", settings(ALL));
    const done = await one.run("status", "suspend", one.at(fileOf(1)));
    expect([done.status, done.err]).toEqual([1, expect.stringContaining("without a status entry for suspension")]);
  });
});

describe("status message", () => {
  it("says what the settings have, and takes it back by the first of them", async () => {
    const one = await issued();
    const file = one.at(fileOf(2));
    expect((await one.run("status", "message", file, "--say", "lost")).out).toContain('1 told "lost"');
    expect(await verdicts(one, 1, 2, 3)).toEqual(["valid", "inconclusive STATUS_MESSAGE", "valid"]);
    expect((await one.run("status", "list", file)).out).toBe(`${idOf(one, 2)}  lost ${NOW}\n`);
    await one.run("status", "message", file, "--say", "in order");
    expect(await verdicts(one, 2)).toEqual(["valid"]);
    expect(await one.run("status", "message", file, "--say", "stolen")).toMatchObject({ status: 2 });
  });
});

describe("status list", () => {
  it("shows the lists, what is set and why, and when each list lapses", async () => {
    const one = await issued();
    await one.run("status", "revoke", one.at(fileOf(1)), "--reason", "by\u001bmistake");
    const { status, out } = await one.run("status", "list");
    expect(status).toBe(0);
    expect(out).toBe(
      `revocation-1  3 credentials, 1 set; lapses 2026-07-01T12:00:00Z
suspension-1  3 credentials, 0 set; lapses 2026-07-01T12:00:00Z
message-1  3 credentials, 0 set; lapses 2026-07-01T12:00:00Z
${idOf(one, 1)}  revoked ${NOW}: by\\u001bmistake
`,
    );
    const { out: json } = await one.run("status", "list", "--json");
    expect(JSON.parse(json)).toMatchObject({
      lists: [{ name: "revocation-1", used: 3, set: 1, entries: 131_072, needs: null }, {}, {}],
      credentials: [
        { credential: idOf(one, 1), list: 1, states: [{ purpose: "revocation", state: "revoked", at: NOW }] },
      ],
    });
  });

  it("shows how it stands with some, and says no to one that it does not know", async () => {
    const one = await issued();
    await one.run("status", "suspend", one.at(fileOf(1)));
    const done = await one.run("status", "list", one.at("credentials"), "urn:uuid:0");
    expect(done.status).toBe(1);
    expect(done.out.split("\n").sort()).toEqual(
      ["", `${idOf(one, 1)}  suspended ${NOW}`, `${idOf(one, 2)}  in order`, `${idOf(one, 3)}  in order`].sort(),
    );
  });
});

describe("status renew", () => {
  const at = (one: Desk, now: string, ...args: readonly string[]) =>
    laurel("status", "renew", "--config", one.at("laurel.yaml"), "--now", now, ...args);

  it("signs what is about to lapse, and otherwise says that there is nothing to do", async () => {
    const one = await issued(1, "");
    const list = () => documentOf(one, "status/revocation-1.json");
    expect(await at(one, "2026-06-20T00:00:00Z")).toMatchObject({ status: 0, out: "", err: "nothing to renew\n" });
    expect(list()["validFrom"]).toBe(NOW);
    expect((await at(one, "2026-06-20T00:00:00Z", "--within", "12d", "--dry-run")).out).toContain("would be signed");
    expect(list()["validFrom"]).toBe(NOW);
    expect((await at(one, "2026-06-25T00:00:00Z")).out).toContain("signed, for it was about to lapse");
    expect(list()).toMatchObject({ validFrom: "2026-06-25T00:00:00Z", validUntil: "2026-07-25T00:00:00Z" });
    expect((await at(one, "2026-06-25T00:00:00Z", "--within", "soon")).status).toBe(2);
  });

  it("signs what was not signed, whether the list is gone or somebody wrote something else into it", async () => {
    const one = await issued(1, "");
    await one.run("status", "revoke", one.at(fileOf(1)));
    const list = one.read("status/revocation-1.json");
    rmSync(one.at("status/revocation-1.json"));
    expect((await at(one, NOW)).out).toContain("signed, for there was none");
    expect(one.read("status/revocation-1.json")).toBe(list);
    one.write("status/revocation-1.json", list.replace(/"encodedList": ".{20}/, '"encodedList": "uAAAAAAAAAAAAAAAAAA'));
    expect((await at(one, NOW)).out).toContain("the register says something else");
    expect(await verdicts(one, 1)).toEqual(["invalid REVOKED"]);
  });

  it("signs a list of an issuer of before only with that issuer's key", async () => {
    const one = await issued(1, "");
    await one.run("key", "new", "--out", one.at("keys/next.jwk.json"));
    one.write("laurel.yaml", settings().replace("issuer.jwk.json", "next.jwk.json"));
    await one.issue(rosterOf(1), "roster.csv", "--out", one.at("next"));
    const late = "2026-09-01T00:00:00Z";
    const done = await at(one, late);
    expect(done.status).toBe(3);
    expect(done.out).toContain("revocation-2.json: signed");
    expect(done.err).toMatch(
      /revocation-1: the issuer "did:key:\S+" is another key than the one in the key file \[KEY_MISMATCH\]/,
    );
    expect((await at(one, late, "--key", one.at("keys/issuer.jwk.json"))).out).toContain("revocation-1.json: signed");
  });
});

describe("status rebuild", () => {
  it("puts a lost register together from credentials and lists, and gives no entry twice afterwards", async () => {
    const one = await issued(12);
    await one.run("status", "revoke", one.at(fileOf(1)));
    await one.run("status", "message", one.at(fileOf(2)), "--say", "lost");
    const before = registered(one);
    const lists = [...filesUnder(one.at("status"))].filter(([path]) => path.endsWith(".json"));
    rmSync(registerFile(one.at("status")));
    const look = await one.run("status", "rebuild", one.at("credentials"), "--dry-run");
    expect(look.out).toBe("12 entries and 2 changes would be put back\n");
    expect(one.has("status/register.ndjson")).toBe(false);
    expect(await one.run("status", "rebuild", one.at("credentials"))).toMatchObject({
      status: 0,
      out: "12 entries and 2 changes put back\n",
    });
    const lines = (text: string) => text.trim().split("\n");
    expect(lines(registered(one))).toEqual(
      expect.arrayContaining(lines(before).filter((line) => !line.includes('"change"'))),
    );
    expect([...filesUnder(one.at("status"))].filter(([path]) => path.endsWith(".json"))).toEqual(lists);
    expect((await one.run("status", "rebuild", one.at("credentials"))).out).toBe("the register lacks nothing\n");
    expect((await one.issue(rosterOf(13))).out).toContain("1 issued, 12 unchanged");
    expect(JSON.stringify(documentOf(one, fileOf(13))["credentialStatus"])).toContain("/status/revocation-2");
    expect(await verdicts(one, 1, 2, 3, 13)).toEqual([
      "invalid REVOKED",
      "inconclusive STATUS_MESSAGE",
      "valid",
      "valid",
    ]);
  });

  it("knows from the manifest alone what has lost its file, and keeps set what belongs to nobody at hand", async () => {
    const one = await issued(4, "");
    await one.run("status", "revoke", one.at(fileOf(1)), one.at(fileOf(2)));
    const [first, second] = [one.read(fileOf(1)), one.read(fileOf(2))];
    const manifest = one
      .read("credentials/manifest.csv")
      .split("\n")
      .filter((line) => !line.includes(idOf(one, 2)));
    const gone = idOf(one, 1);
    for (const path of [registerFile(one.at("status")), one.at(fileOf(1)), one.at(fileOf(2))]) rmSync(path);
    one.write("credentials/manifest.csv", manifest.join("\n"));
    const done = await one.run("status", "rebuild", one.at("credentials"));
    expect(done).toMatchObject({ status: 0, out: "3 entries and 2 changes put back\n" });
    expect(done.err).toContain("1 entry set in the lists belong to no credential at hand; they stay set");
    expect((await one.run("status", "list", gone)).out).toContain("revoked");
    await one.run("status", "revoke", one.at(fileOf(3)));
    one.write(fileOf(1), first);
    one.write(fileOf(2), second);
    expect(await verdicts(one, 1, 2, 3, 4)).toEqual([...new Array(3).fill("invalid REVOKED"), "valid"]);
  });

  it("takes no credential of another issuer, and writes nothing when two contradict each other", async () => {
    const one = await issued(2, "");
    const [a, b] = [documentOf(one, fileOf(1)), documentOf(one, fileOf(2))];
    rmSync(registerFile(one.at("status")));
    one.write(fileOf(1), JSON.stringify({ ...a, issuer: { id: "did:example:other" } }));
    const other = await one.run("status", "rebuild", one.at("credentials"), "--dry-run");
    expect([other.status, other.err]).toEqual([1, expect.stringContaining("is of another issuer")]);
    one.write(fileOf(1), JSON.stringify({ ...a, credentialStatus: b["credentialStatus"] ?? "" }));
    const twice = await one.run("status", "rebuild", one.at("credentials"));
    expect([twice.status, twice.err]).toEqual([
      3,
      expect.stringMatching(/2\.json: entry \d+ of list 1, and it stands otherwise in .*1\.json/),
    ]);
    expect(one.has("status/register.ndjson")).toBe(false);
  });
});

describe("the register under commands that are killed, or run at once", () => {
  const start = (one: Desk, ...args: readonly string[]) =>
    spawn(process.execPath, [bin, "status", ...args, "--config", one.at("laurel.yaml"), "--now", NOW], {
      stdio: "ignore",
    });

  it("ends as if nobody was killed once the command is given again", async () => {
    const [one, calm] = [await issued(40, ""), await issued(40, "")];
    await calm.run("status", "revoke", calm.at("credentials"));
    for (let turn = 0; turn < 8; turn++) {
      const child = start(one, "revoke", one.at("credentials"));
      const timer = setTimeout(() => child.kill("SIGKILL"), 180 + turn * 25);
      await once(child, "exit");
      clearTimeout(timer);
    }
    const [code] = await once(start(one, "revoke", one.at("credentials")), "exit");
    expect(code).toBe(0);
    expect(registered(one)).toBe(registered(calm));
    expect(one.read("status/revocation-1.json")).toBe(calm.read("status/revocation-1.json"));
  }, 60_000);

  it("goes on after a line that was cut off, and brings the lists up to it", async () => {
    const [one, calm] = [await issued(3, ""), await issued(3, "")];
    await calm.run("status", "revoke", calm.at("credentials"));
    const [before, full] = [registered(one), registered(calm)];
    const list = one.read("status/revocation-1.json");
    for (const size of [before.length + 1, full.indexOf("\n", before.length) + 1, full.length - 1]) {
      writeFileSync(registerFile(one.at("status")), full.slice(0, size));
      one.write("status/revocation-1.json", list);
      expect((await one.run("status", "revoke", one.at("credentials"))).status).toBe(0);
      expect(registered(one)).toBe(full);
      expect(await verdicts(one, 1, 2, 3)).toEqual(new Array(3).fill("invalid REVOKED"));
    }
  });

  it("loses nothing of three commands at once", async () => {
    const one = await issued(30);
    const some = (from: number) => Array.from({ length: 10 }, (_, at) => one.at(fileOf(from + at)));
    const children = [
      start(one, "revoke", ...some(1)),
      start(one, "suspend", ...some(11)),
      start(one, "revoke", ...some(21)),
    ];
    const codes = await Promise.all(children.map(async (child) => (await once(child, "exit"))[0]));
    expect(codes).toEqual([0, 0, 0]);
    expect(await verdicts(one, 1, 10, 11, 20, 21, 30)).toEqual([
      ...["invalid REVOKED", "invalid REVOKED", "invalid SUSPENDED", "invalid SUSPENDED"],
      ...["invalid REVOKED", "invalid REVOKED"],
    ]);
    expect(one.has("status/.lock")).toBe(false);
  }, 60_000);
});
