// A record that was made before, and what merge makes of it: the next version, or nothing at all.
import { describe, expect, it } from "vitest";
import { type JsonObject, text } from "../../src/core/json.ts";
import { attackerKey, issuerKey, record } from "../checks/forge.ts";
import { CATALOGUE, type Desk, desk } from "../desk.ts";
import { laurel } from "../road.ts";
import { about, byOther, membersOf, merge, perLearner, signed } from "./badges.ts";

/** Merges at another time than that of the desk. */
const at = (one: Desk, now: string, ...args: readonly string[]) =>
  laurel("merge", ...args, "--config", one.at("laurel.yaml"), "--now", now, "--offline");
const parse = (body: string) => JSON.parse(body) as JsonObject;

describe("the next version of a record", () => {
  it("has the credentials of the record before and the new ones, and says what has changed", async () => {
    const one = desk();
    const [a, b] = [about({ id: "1" }), about({ id: "1" })];
    one.write("a.json", await signed(a));
    one.write("b.json", await signed(b));
    await merge(one, ["a.json", "b.json"], "--out", one.at("r1.json"));
    one.write("c.json", await signed(about({ id: "1" })));
    one.write(
      "b2.json",
      await signed({ ...b, name: "Welding, corrected" }, issuerKey, undefined, "2026-05-20T00:00:00Z"),
    );
    const done = await merge(one, ["r1.json", "c.json", "b2.json"], "--out", one.at("r2.json"));
    expect(done.status, done.err).toBe(0);
    const [first, second] = [parse(one.read("r1.json")), parse(one.read("r2.json"))];
    expect(done.out).toBe(
      `r2.json: 3 credentials, 0 associations; since ${first["id"]}: 1 added, 1 replaced, 1 unchanged\n`,
    );
    expect(second["id"]).not.toBe(first["id"]);
    expect(membersOf(second).map(({ name }) => name)).toEqual(["Welding", "Welding, corrected", "Welding"]);
    expect((await one.run("verify", one.at("r2.json"))).status).toBe(0);
    const json = parse((await merge(one, ["r1.json", "c.json", "b2.json"], "--json")).out);
    expect(json["changes"]).toEqual({
      since: first["id"],
      added: [parse(one.read("c.json"))["id"]],
      replaced: [b["id"]],
      removed: [],
      unchanged: 1,
      associations: { before: 0, now: 0 },
    });
  });

  it("is not made of a record that somebody changed", async () => {
    const one = desk();
    one.write("a.json", await signed(about({ id: "1" })));
    await merge(one, ["a.json"], "--out", one.at("r1.json"));
    one.write("r1.json", one.read("r1.json").replace("Comprehensive", "Incomprehensive"));
    one.write("b.json", await signed(about({ id: "1" })));
    const done = await merge(one, ["r1.json", "b.json"], "--out", one.at("r2.json"));
    expect([done.status, one.has("r2.json")]).toEqual([1, false]);
  });

  it("leaves out of a sound record what holds no more, when it is told to, and says so", async () => {
    const one = desk();
    const old = about({ id: "1" }, { validUntil: "2026-05-10T00:00:00Z" });
    one.write("a.json", await signed(about({ id: "1" })));
    one.write("old.json", await signed(old));
    const then = await at(
      one,
      "2026-05-05T00:00:00Z",
      one.at("a.json"),
      one.at("old.json"),
      "--out",
      one.at("r1.json"),
    );
    expect(then.status, then.err).toBe(0);
    const refused = await merge(one, ["r1.json"], "--out", one.at("r2.json"));
    expect(refused).toMatchObject({
      status: 1,
      err: expect.stringMatching(/r1\.json \/credentialSubject\/verifiableCredential\/\d: .*it was valid until/),
    });
    const done = await merge(one, ["r1.json"], "--out", one.at("r2.json"), "--on-problem", "skip");
    expect(done).toMatchObject({
      status: 1,
      out: expect.stringContaining("0 added, 0 replaced, 1 left out, 1 unchanged"),
    });
    expect(parse(one.read("r2.json"))).toMatchObject({ partial: true });
  });

  it("stays partial, and says why, until the operator says that it is whole", async () => {
    const one = desk();
    one.write("a.json", await signed(about({ id: "1" })));
    await merge(one, ["a.json"], "--out", one.at("r1.json"), "--partial");
    const done = await merge(one, ["r1.json"], "--out", one.at("r2.json"));
    expect(done.err).toContain('1 record says "partial": true, because a record that went into it says so');
    expect(parse(one.read("r2.json"))["partial"]).toBe(true);
    await merge(one, ["r1.json"], "--out", one.at("r3.json"), "--no-partial");
    expect(parse(one.read("r3.json"))["partial"]).toBeUndefined();
  });

  it("follows the record of this issuer, not one that somebody else made", async () => {
    const one = desk();
    const member = parse(await signed(about({ id: "1" })));
    one.write("other.json", await signed(record([member], byOther), attackerKey));
    const json = parse((await merge(one, ["other.json"], "--json")).out);
    expect(json["changes"]).toBeNull();
  });

  it("says when relations are fewer, because the catalogue has them no more", async () => {
    const catalogue = `${CATALOGUE}  part-of: [soil-101]\n`;
    const one = desk({ "achievements.yaml": catalogue });
    await one.issue("id,achievement,awarded\n1,welding,2026-05-29\n1,soil-101,2026-05-29\n");
    await merge(one, ["credentials"], "--out", one.at("r1.json"));
    one.write("achievements.yaml", CATALOGUE);
    const done = await merge(one, ["r1.json"], "--out", one.at("r2.json"));
    expect(done.out).toMatch(/0 associations; since .*: 0 added, 0 replaced, 2 unchanged, 1 association fewer/);
  });
});

describe("a record that stands there already", () => {
  it("is left as it is, at any later time and for any order of the files", async () => {
    const one = desk();
    const names = ["z", "a", "m"];
    for (const name of names) one.write(`in/${name}.json`, await signed(about({ id: "1" })));
    one.write("in/b.json", await signed(about({ id: "2" })));
    await perLearner(one);
    const before = [one.read("records/1.json"), one.read("records/2.json")];
    const files = ["in/z.json", "in/b.json", "in/a.json", "in/m.json"];
    const paths = files.map((file) => one.at(file));
    const again = await at(one, "2026-06-02T00:00:00Z", ...paths, "--per-learner", "--out", one.at("records"));
    expect(again.out).toMatch(/^2 records from 4 credentials, 2 unchanged: /);
    expect([one.read("records/1.json"), one.read("records/2.json")]).toEqual(before);
    await merge(one, files.reverse(), "--per-learner", "--out", one.at("anew"));
    expect([one.read("anew/1.json"), one.read("anew/2.json")]).toEqual(before);
  });

  it.each([
    ["a credential more", [], true],
    ["another name", ["--name", "Transcript"], false],
    ["another word of its being whole", ["--partial"], false],
    ["another kind of proof", ["--proof", "vc-jwt"], false],
  ])("is made anew with %s", async (_, flags, more) => {
    const one = desk();
    one.write("in/a.json", await signed(about({ id: "1" })));
    await perLearner(one);
    if (more) one.write("in/b.json", await signed(about({ id: "1" })));
    const done = await merge(one, ["in"], "--per-learner", "--out", one.at("records"), "--json", ...flags);
    expect(parse(done.out)["state"]).toBe("written");
  });

  it("goes on where a run was broken off", async () => {
    const one = desk();
    for (const id of ["1", "2", "3"]) one.write(`in/${id}.json`, await signed(about({ id })));
    await perLearner(one);
    const kept = one.read("records/1.json");
    one.write("records/2.json", "{");
    const states = (await merge(one, ["in"], "--per-learner", "--out", one.at("records"), "--json")).out
      .trim()
      .split("\n")
      .map((line) => text(parse(line)["state"]));
    expect(states).toEqual(["unchanged", "written", "unchanged"]);
    expect(one.read("records/1.json")).toBe(kept);
  });

  it("has an id that its content gives, so that two records of one moment are never one", async () => {
    const one = desk();
    one.write("a.json", await signed(about({ id: "1" })));
    const idOf = async (...flags: readonly string[]) =>
      parse((await merge(one, ["a.json"], "--json", ...flags)).out)["id"];
    expect(await idOf()).toBe(await idOf());
    expect(await idOf("--name", "Transcript")).not.toBe(await idOf());
    expect(await idOf("--partial")).not.toBe(await idOf());
  });
});
