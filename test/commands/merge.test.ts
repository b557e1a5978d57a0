import { describe, expect, it } from "vitest";
import { type JsonObject, object } from "../../src/core/json.ts";
import type { SigningKey } from "../../src/dids/signing-key.ts";
import { attackerKey, ISSUER, issuerKey, record } from "../checks/forge.ts";
import { CATALOGUE, type Desk, desk, SETTINGS } from "../desk.ts";
import { about, byOther, membersOf, merge, perLearner, signed } from "./badges.ts";

/** Ids of the members of each record, by the record's file. */
const grouping = (one: Desk) =>
  Object.fromEntries(
    [...one.credentials("records")].map(([path, document]) => [
      path,
      membersOf(document)
        .map(({ id }) => id)
        .sort(),
    ]),
  );
/** Groups of badges, by their position in the input, whatever the records are called. */
async function groupsOf(badges: readonly JsonObject[], keys: readonly SigningKey[] = []): Promise<readonly string[]> {
  const one = desk();
  for (const [n, document] of badges.entries()) one.write(`in/${n}.json`, await signed(document, keys[n] ?? issuerKey));
  const done = await perLearner(one);
  expect([done.status, done.err]).toEqual([0, expect.not.stringContaining("note:")]);
  const position = new Map(badges.map(({ id }, n) => [id, n]));
  return Object.values(grouping(one))
    .map((ids) =>
      ids
        .map((id) => position.get(id))
        .sort()
        .join(""),
    )
    .sort();
}

describe("merge", () => {
  it("carries each credential exactly as its file has it, in one record that verifies", async () => {
    const one = desk();
    const texts = [await signed(about({ id: "1" })), await signed(about({ id: "1" }))];
    for (const [n, text] of texts.entries()) one.write(`in/${n}.json`, text);
    const done = await merge(one, ["in/0.json", "in/1.json"], "--out", one.at("r.json"), "--name", "Ada's record");
    expect(done).toMatchObject({
      status: 0,
      out: "r.json: 2 credentials, 0 associations\n",
      err: "laurel: in/0.json, in/1.json: eddsa-rdfc-2022; the key is the issuer's, by the did:key itself; no status list; within its dates; same identifier\n",
    });
    const made = JSON.parse(one.read("r.json")) as JsonObject;
    expect(membersOf(made)).toEqual(texts.map((text) => JSON.parse(text)));
    expect(made).toMatchObject({ name: "Ada's record", validFrom: "2026-06-01T12:00:00Z" });
    expect(made["partial"]).toBeUndefined();
    expect((await one.run("verify", one.at("r.json"))).status).toBe(0);
  });

  it("prints the record where no file is named, and in one object with --json", async () => {
    const one = desk();
    one.write("a.json", await signed(about({ id: "1" })));
    const plain = await merge(one, ["a.json"]);
    expect(JSON.parse(plain.out).type).toContain("ClrCredential");
    expect((await merge(one, ["a.json"], "--out", "-")).out).toBe(plain.out);
    const json = JSON.parse((await merge(one, ["a.json"], "--json", "--partial")).out);
    expect(json).toMatchObject({ out: null, state: "written", credentials: 1, associations: 0, partial: ["asked"] });
    expect(JSON.parse(json.record).partial).toBe(true);
  });

  it("drops doubles of one issuer and id: the newest stands, and of one date the last that was signed", async () => {
    const one = desk();
    const base = about({ id: "1" });
    one.write("in/a.json", await signed({ ...base, validFrom: "2026-05-02T00:00:00Z", name: "middle" }));
    one.write("in/b.json", await signed({ ...base, validFrom: "2026-05-03T00:00:00Z", name: "first" }));
    one.write(
      "in/c.json",
      await signed(
        { ...base, validFrom: "2026-05-03T00:00:00Z", name: "again" },
        issuerKey,
        undefined,
        "2026-05-20T00:00:00Z",
      ),
    );
    one.write("in/d.json", await signed({ ...base, validFrom: "2026-05-01T00:00:00Z", name: "old" }));
    one.write("in/e.json", await signed(about({ id: "1" })));
    one.write("in/f.json", one.read("in/e.json"));
    const done = await merge(one, ["in"], "--out", one.at("r.json"));
    expect([done.status, done.err]).toEqual([
      0,
      expect.stringContaining("laurel: note: 4 credentials stood there twice; the newest of each is carried\n"),
    ]);
    expect(membersOf(JSON.parse(one.read("r.json"))).map(({ name }) => name)).toEqual(["Welding", "again"]);
  });

  it("refuses what does not hold, writes nothing, and says which file", async () => {
    const one = desk();
    one.write("good.json", await signed(about({ id: "1" })));
    one.write("bad.json", (await signed(about({ id: "1" }))).replace("Joins steel.", "Joins gold."));
    one.write("text.json", "hello");
    one.write("utf16.json", Buffer.from("\ufeff{}", "utf16le"));
    for (const bad of ["bad.json", "text.json", "utf16.json"]) {
      const done = await merge(one, ["good.json", bad], "--out", one.at("r.json"));
      expect(done.err).toMatch(new RegExp(`^laurel: ${bad}`));
      expect([done.out, one.has("r.json")]).toEqual(["", false]);
      expect(done.status).toBe(bad === "utf16.json" ? 3 : 1);
    }
  });

  it("leaves the record of the others whole when one credential is refused, and calls the learner's own partial", async () => {
    const one = desk();
    one.write("in/a.json", await signed(about({ id: "1", email: "a@x.edu" })));
    one.write("in/b.json", (await signed(about({ id: "1" }))).replace("Joins steel.", "Joins gold."));
    one.write("in/c.json", await signed(about({ id: "2" })));
    const done = await perLearner(one);
    expect(done).toMatchObject({ status: 1, out: "2 records from 2 credentials: records\n" });
    expect(done.err).toMatch(/^laurel: in\/b\.json: want a credential that holds.*\[CREDENTIAL_INVALID\]/);
    expect(done.err).toContain('1 record says "partial": true, without a credential that was refused');
    expect([...one.credentials("records")].map(([path, { partial }]) => [path, partial])).toEqual([
      ["1.json", true],
      ["2.json", undefined],
    ]);
  });

  it("does not take what nobody can check, unless told to", async () => {
    const one = desk();
    one.write(
      "a.json",
      await signed(about({ id: "1" }, { issuer: { id: "did:web:x.example", type: ["Profile"], name: "X" } })),
    );
    const done = await merge(one, ["a.json"], "--out", one.at("r.json"));
    expect(done).toMatchObject({
      status: 4,
      err: expect.stringMatching(/\[CREDENTIAL_UNSURE\]\n {2}hint: .*--accept-unverified/),
    });
    expect(one.has("r.json")).toBe(false);
    expect((await merge(one, ["a.json"], "--out", one.at("r.json"), "--accept-unverified")).status).toBe(0);
  });

  it("never takes what is not signed", async () => {
    const one = desk();
    one.write("a.json", JSON.stringify(about({ id: "1" })));
    const done = await merge(one, ["a.json"], "--out", one.at("r.json"), "--accept-unverified");
    expect([done.status, one.has("r.json")]).toEqual([1, false]);
  });

  it("names inputs that cannot share a record, with the way out", async () => {
    const one = desk();
    const older = (document: JsonObject): JsonObject => ({
      ...document,
      "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
      ],
    });
    one.write("new.json", await signed(about({ id: "1" })));
    one.write("old.json", await signed(older(about({ id: "1" }))));
    one.write("token.jwt", await signed(about({ id: "1" }), issuerKey, "vc-jwt"));
    const mixed = await merge(one, ["new.json", "old.json"], "--out", one.at("r.json"));
    expect(mixed.status).toBe(1);
    expect(mixed.err).toMatch(
      /context-3\.0\.3\.json: new\.json\n.*context-3\.0\.2\.json: old\.json \[MERGE_IMPOSSIBLE\]\n {2}hint: Merge each of these groups/,
    );
    const token = await merge(one, ["new.json", "token.jwt"], "--out", one.at("r.json"));
    expect(token).toMatchObject({
      status: 1,
      err: expect.stringMatching(
        /^laurel: token\.jwt: a CLR with an embedded proof cannot hold .*JWT \[MERGE_IMPOSSIBLE\]\n {2}hint: --proof vc-jwt .*laurel convert/,
      ),
    });
    expect(one.has("r.json")).toBe(false);
    expect((await merge(one, ["old.json"], "--out", one.at("r.json"))).status).toBe(0);
    expect((await one.run("verify", one.at("r.json"))).status).toBe(0);
  });

  it("refuses credentials of two issuers with one id, which JSON-LD would take for one", async () => {
    const one = desk();
    const mine = about({ email: "a@x.edu" });
    one.write("a.json", await signed(mine));
    one.write("b.json", await signed({ ...mine, ...byOther }, attackerKey));
    const done = await merge(one, ["a.json", "b.json"], "--out", one.at("r.json"));
    expect(done).toMatchObject({
      status: 1,
      err: expect.stringMatching(/two issuers gave one id .*a\.json, b\.json \[MERGE_IMPOSSIBLE\]/),
    });
  });

  it.each([
    ["--per-learner"],
    ["--per-learner", "--out", "-"],
    ["--on-problem", "hope"],
    ["--name", " "],
    ["--proof", "none"],
  ])("is not begun by flags that contradict each other: %s %s %s %s", async (...flags) => {
    const one = desk();
    one.write("a.json", await signed(about({ id: "1" })));
    expect(await merge(one, ["a.json"], ...flags.filter(Boolean))).toMatchObject({
      status: 2,
      out: "",
      err: expect.stringContaining("[USAGE]"),
    });
  });

  it("makes records as JWTs too", async () => {
    const one = desk();
    one.write("a.json", await signed(about({ id: "1" })));
    expect((await merge(one, ["a.json"], "--proof", "vc-jwt", "--out", one.at("r.jwt"))).status).toBe(0);
    expect((await one.run("verify", one.at("r.jwt"))).status).toBe(0);
  });
});

describe("a CLR as input", () => {
  it("is taken apart, and its credentials stand in the record as they came", async () => {
    const one = desk();
    const [a, b, c] = [
      await signed(about({ id: "1" })),
      await signed(about({ id: "1" })),
      await signed(about({ id: "1" })),
    ];
    const parse = (text: string) => JSON.parse(text) as JsonObject;
    one.write("a.json", a);
    one.write("r.json", await signed(record([parse(a), parse(b)], byOther), attackerKey));
    one.write("r.jwt", await signed(record([parse(c)], { ...byOther, id: "urn:x:2" }), attackerKey, "vc-jwt"));
    const done = await merge(one, ["a.json", "r.json", "r.jwt"], "--out", one.at("out.json"));
    expect(done.status, done.err).toBe(0);
    expect(done.err).toContain(
      "2 CLRs were taken apart: the credentials are carried, the signature around them is not",
    );
    expect(membersOf(parse(one.read("out.json")))).toEqual([a, b, c].map(parse));
    expect((await one.run("verify", one.at("out.json"))).status).toBe(0);
  });

  it("is refused when nothing but its own signature stands for one of its credentials", async () => {
    const one = desk();
    const good = JSON.parse(await signed(about({ id: "1" }))) as JsonObject;
    const forged = { ...good, name: "Forged" };
    for (const inner of [about({ id: "1" }), forged]) {
      one.write("r.json", await signed(record([good, inner], byOther), attackerKey));
      const done = await merge(one, ["r.json"], "--out", one.at("out.json"), "--accept-unverified");
      expect([done.status, one.has("out.json")]).toEqual([1, false]);
    }
  });
});

describe("records by learner", () => {
  it("hold what shares a DID, a number at one institution, or an address", async () => {
    const did = "did:example:ada";
    expect(
      await groupsOf([
        about({ did }),
        about({ did, id: "1" }),
        about({ id: "1", email: "A@x.edu" }),
        about({ email: "a@X.edu" }),
        about({ id: "2" }),
      ]),
    ).toEqual(["0123", "4"]);
  });

  it("take a number for a person's only at its own institution", async () => {
    expect(await groupsOf([about({ id: "1" }), about({ id: "1" }, byOther)], [issuerKey, attackerKey])).toEqual([
      "0",
      "1",
    ]);
  });

  it("keep apart whom an institution numbers as two, also when a third shares their address", async () => {
    const family = [
      about({ id: "1", email: "f@x.edu" }),
      about({ id: "2", email: "f@x.edu" }),
      about({ email: "f@x.edu" }),
    ];
    expect(await groupsOf(family)).toEqual(["0", "1", "2"]);
    expect(await groupsOf([...family].reverse())).toEqual(["0", "1", "2"]);
  });

  it("follow one link to the next", async () => {
    const chain = [
      about({ id: "1", email: "old@x.edu" }),
      about({ email: "old@x.edu", did: "did:example:a" }, byOther),
      about({ did: "did:example:a", email: "new@x.edu" }),
      about({ email: "new@x.edu", id: "77" }, byOther),
    ];
    expect(await groupsOf(chain, [issuerKey, attackerKey, issuerKey, attackerKey])).toEqual(["0123"]);
  });

  it("are named by the number, and by the same names for any order of the input", async () => {
    const badges = [
      about({ id: "7" }),
      about({ id: "7" }, byOther),
      about({ id: "a/b" }),
      about({ did: "did:example:x" }),
      about({ email: "e@x.edu" }),
    ];
    const texts = await Promise.all(badges.map((document, n) => signed(document, n === 1 ? attackerKey : issuerKey)));
    const named = async (order: readonly number[]) => {
      const one = desk({ "laurel.yaml": SETTINGS });
      for (const [n, from] of order.entries()) one.write(`in/${n}.json`, texts[from] ?? "");
      expect((await perLearner(one)).status).toBe(0);
      return grouping(one);
    };
    const names = await named([0, 1, 2, 3, 4]);
    expect(Object.keys(names)).toEqual([
      expect.stringMatching(/^7-[0-9a-f]{12}\.json$/),
      "7.json",
      expect.stringMatching(/^a-b-[0-9a-f]{12}\.json$/),
      expect.stringMatching(/^learner-[0-9a-f]{12}\.json$/),
      expect.stringMatching(/^learner-[0-9a-f]{12}\.json$/),
    ]);
    expect(await named([4, 1, 3, 0, 2])).toEqual(names);
  });

  it("keep the others when one cannot be made", async () => {
    const one = desk();
    const old = {
      "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
      ],
    };
    one.write("in/a.json", await signed(about({ id: "1" })));
    one.write("in/b.json", await signed(about({ id: "1" }, old)));
    one.write("in/c.json", await signed(about({ id: "2" })));
    const done = await perLearner(one);
    expect([done.status, done.out, Object.keys(grouping(one))]).toEqual([
      1,
      "1 record from 3 credentials: records\n",
      ["2.json"],
    ]);
    const json = await merge(one, ["in"], "--per-learner", "--out", one.at("records"), "--json");
    expect(JSON.parse(json.out)).toMatchObject({ credentials: 1, associations: 0 });
  });

  it("say when only hashes name the learners", async () => {
    const one = desk({ "laurel.yaml": `${SETTINGS}recipient: { hashed: true }\n` });
    await one.issue("id,email,achievement,awarded\n1,a@x.edu,soil-101,2026-05-29\n1,a@x.edu,welding,2026-05-29\n");
    const done = await merge(one, ["credentials"], "--per-learner", "--out", one.at("records"));
    expect(done).toMatchObject({ status: 0, out: "2 records from 2 credentials: records\n" });
    expect(done.err).toContain("2 credentials name their learner by hashes alone");
  });
});

describe("one record of several names", () => {
  it("is refused without --learner, and is about whom that names", async () => {
    const one = desk();
    one.write("a.json", await signed(about({ id: "1" })));
    one.write("b.json", await signed(about({ email: "b@x.edu" }), issuerKey));
    const refused = await merge(one, ["a.json", "b.json"], "--out", one.at("r.json"));
    expect(refused).toMatchObject({
      status: 1,
      err: expect.stringMatching(/a\.json\n.*b\.json \[MERGE_IMPOSSIBLE\]\n {2}hint: --per-learner/),
    });
    expect(refused.err).not.toContain("b@x.edu");
    const learner = one.write("ada.yaml", "did: did:web:ada.example\nid: 0012\nemail: ada@x.edu\nname: Ada\n");
    expect((await merge(one, ["a.json", "b.json"], "--out", one.at("r.json"), "--learner", learner)).status).toBe(0);
    expect(JSON.parse(one.read("r.json")).credentialSubject).toMatchObject({
      id: "did:web:ada.example",
      identifier: [
        { identityHash: "ada@x.edu" },
        { identityHash: "0012", identityType: "systemId" },
        { identityHash: "Ada" },
      ],
    });
  });

  it.each([
    ["nothing in it", "{}", /PERSON_INVALID/],
    ["an unknown word", "nam: Ada\n", /^laurel: ada\.yaml:1:1 \/nam: .*did you mean "name"/],
    ["a DID that is none", "did: ada\n", /^laurel: ada\.yaml:1:1 \/did: want/],
  ])("is not made for a --learner file with %s", async (_, body, said) => {
    const one = desk();
    one.write("a.json", await signed(about({ id: "1" })));
    const done = await merge(one, ["a.json"], "--learner", one.write("ada.yaml", body));
    expect(done).toMatchObject({ status: 3, out: "", err: expect.stringMatching(said) });
  });

  it("has every name of the learner once, and the id that all credentials share", async () => {
    const one = desk();
    const did = "did:example:ada";
    one.write("a.json", await signed(about({ did, id: "1", email: "a@x.edu" })));
    one.write("b.json", await signed(about({ id: "1", email: "b@x.edu" })));
    await merge(one, ["a.json", "b.json"], "--out", one.at("r.json"));
    const subject = JSON.parse(one.read("r.json")).credentialSubject;
    expect(subject.id).toBe(did);
    expect(subject.identifier.map(({ identityHash }: { identityHash: string }) => identityHash)).toEqual([
      "a@x.edu",
      "1",
      "b@x.edu",
    ]);
    one.write("c.json", await signed(about({ did: "did:example:ada2", id: "1" })));
    await merge(one, ["a.json", "b.json", "c.json"], "--out", one.at("r.json"));
    expect(JSON.parse(one.read("r.json")).credentialSubject.id).toBeUndefined();
  });
});

describe("associations of a record", () => {
  const WHOLES = `${CATALOGUE}  part-of: [programme]
- slug: programme
  type: LearningProgram
  name: Programme
  description: All.
  criteria: All.
  align: [W.1.1]
  part-of: [degree]
- slug: degree
  type: AssociateDegree
  name: Degree
  description: All of all.
  criteria: All of all.
- slug: other
  type: Course
  name: Other
  description: Other.
  criteria: Other.
  part-of: [degree]
`;

  it("come from part-of, with the wholes that nobody was awarded, word for word as their badges would say it", async () => {
    const one = desk({ "achievements.yaml": WHOLES });
    await one.issue(
      "id,achievement,awarded\n1,welding,2026-05-29\n2,welding,2026-05-29\n2,degree,2026-05-29\n3,soil-101,2026-05-29\n4,programme,2026-05-29\n",
    );
    expect((await merge(one, ["credentials"], "--per-learner", "--out", one.at("records"))).status).toBe(0);
    const subject = (name: string) => object(one.credentials("records").get(name)?.["credentialSubject"]) ?? {};
    const achievementIn = (path: string) =>
      object(object(one.credentials().get(path)?.["credentialSubject"])?.["achievement"]) ?? {};
    const idOf = (slug: string, learner: string) => achievementIn(`${slug}/${learner}.json`)["id"];
    const programme = achievementIn("programme/4.json");
    const isPartOf = (sourceId: unknown, targetId: unknown) => ({
      type: "Association",
      associationType: "isPartOf",
      sourceId,
      targetId,
    });
    const [welding, degree, whole] = [idOf("welding", "1"), idOf("degree", "2"), idOf("programme", "4")];
    expect(subject("1.json")["association"]).toEqual([isPartOf(welding, whole), isPartOf(whole, degree)]);
    expect((subject("1.json")["achievement"] as JsonObject[]).map(({ name }) => name)).toEqual(["Programme", "Degree"]);
    expect((subject("1.json")["achievement"] as JsonObject[])[0]).toEqual(programme);
    expect((subject("2.json")["achievement"] as JsonObject[]).map(({ name }) => name)).toEqual(["Programme"]);
    expect([subject("3.json")["achievement"], subject("3.json")["association"]]).toEqual([undefined, undefined]);
    const verified = await one.run("verify", one.at("records"));
    expect(verified.status, verified.out).toBe(0);
  });

  it("come from the frameworks' relations between competencies", async () => {
    const one = desk();
    await one.issue("id,achievement,awarded\n1,W.1,2026-05-29\n1,W.1.1,2026-05-29\n1,W.2.1,2026-05-29\n");
    await merge(one, ["credentials"], "--out", one.at("r.json"));
    const { association, verifiableCredential } = JSON.parse(one.read("r.json")).credentialSubject;
    const codes = new Map(
      verifiableCredential.map(
        ({ credentialSubject: { achievement } }: { credentialSubject: { achievement: JsonObject } }) => [
          achievement["id"],
          achievement["humanCode"],
        ],
      ),
    );
    expect(
      association.map(({ associationType, sourceId, targetId }: Record<string, string>) => [
        codes.get(sourceId),
        associationType,
        codes.get(targetId),
      ]),
    ).toContainEqual(["W.1.1", "isChildOf", "W.1"]);
  });

  it("say a catalogue's fault at its line", async () => {
    const one = desk({ "achievements.yaml": WHOLES });
    await one.issue("id,achievement,awarded\n1,welding,2026-05-29\n");
    one.write("achievements.yaml", WHOLES.replace("[W.1.1]", "[W.9.9]"));
    const done = await merge(one, ["credentials"], "--out", one.at("r.json"));
    expect(done).toMatchObject({
      status: 3,
      err: expect.stringMatching(/^laurel: achievements\.yaml:20:11 .*"W\.9\.9".*\[CATALOGUE_INVALID\]/),
    });
  });

  it("names the issuer of the record as the settings do", async () => {
    const one = desk();
    one.write("a.json", await signed(about({ id: "1" })));
    await merge(one, ["a.json"], "--out", one.at("r.json"));
    const made = JSON.parse(one.read("r.json"));
    expect(made.issuer).toMatchObject({ type: ["Profile"], name: "Example College" });
    expect(made.issuer.id).not.toBe(ISSUER);
  });
});
