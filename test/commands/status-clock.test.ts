// Status lists that are signed by a wrong clock: the registrar is told, for no verifier would say it to them.
import { expect, test } from "vitest";
import { type Desk, desk, SETTINGS } from "../desk.ts";
import { laurel, NOW } from "../road.ts";

const STATUS = 'status: { url: "https://college.example.edu/status/{list}" }\n';
const open = () => desk({ "laurel.yaml": SETTINGS + STATUS });
const roster = (learner: number) => `id,achievement,awarded\n${learner},soil-101,2019-05-29\n`;

/** Runs a command at another time than the computer's, which is NOW. */
const at = async (one: Desk, now: string, ...args: readonly string[]): Promise<string> => {
  const done = await laurel(...args, "--config", one.at("laurel.yaml"), "--now", now, "--offline");
  expect(done.status).toBe(0);
  return done.err.replaceAll(`${one.folder}/`, "");
};
const issue = (one: Desk, now: string, learner = 1) =>
  at(one, now, "issue", one.write(`${learner}.csv`, roster(learner)), "--out", one.at("credentials"));

const LAPSED =
  /^laurel: note: status\/revocation-1\.json: it lapsed on 2020-01-31T00:00:00Z, so that no verifier takes it; sign it anew without --now$/m;

test("a list that has lapsed when it is signed is told, whichever command signs it", async () => {
  const one = open();
  expect(await issue(one, "2020-01-01T00:00:00Z")).toMatch(LAPSED);
  const revoke = ["status", "revoke", one.at("credentials/soil-101/1.json")];
  expect(await at(one, "2020-01-01T00:00:00Z", ...revoke, "--dry-run")).not.toContain("lapsed");
  expect(await at(one, "2020-01-01T00:00:00Z", ...revoke)).toMatch(LAPSED);
  expect(await at(one, NOW, "status", "renew")).not.toContain("note");
  expect(await at(one, "2026-05-31T00:00:00Z", "status", "renew", "--within", "90d")).toMatch(
    /as of 2026-05-31T00:00:00Z, and the one before it was as of 2026-06-01T12:00:00Z; see to the clock/,
  );
});

test("a list is signed without a word by a clock that is right, or a little behind at first", async () => {
  expect(await issue(open(), NOW)).not.toContain("note");
  expect(await issue(open(), "2026-05-20T00:00:00Z")).not.toContain("note");
});
