// Who the learner of a record is: by the registrar's own word, for one or for many, and what is said of every input.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type JsonObject, objectsOf } from "../../src/core/json.ts";
import { attackerKey, issuerKey } from "../checks/forge.ts";
import { type Desk, desk, SETTINGS } from "../desk.ts";
import { about, byOther, identity, membersOf, merge, perLearner, signed } from "./badges.ts";

const parse = (body: string) => JSON.parse(body) as JsonObject;
const linesOf = ({ out }: { readonly out: string }): readonly JsonObject[] => out.trim().split("\n").map(parse);

const recordsBy = (one: Desk) =>
  Object.fromEntries([...one.credentials("records")].map(([path, document]) => [path, membersOf(document).length]));

describe("a file of many learners", () => {
  const TABLE = "id,email,did,name\n0012,ada@x.edu;ada@old.edu,did:example:ada,Ada Alder\n0013,,,Ben\n";
  const LIST =
    "- id: '0012'\n  email: [ada@x.edu, ada@old.edu]\n  did: did:example:ada\n  name: Ada Alder\n- id: '0013'\n  name: Ben\n";

  it.each([
    ["people.csv", TABLE],
    ["people.yaml", LIST],
  ])("joins what nobody could have known, in %s", async (name, body) => {
    const one = desk();
    one.write("in/a.json", await signed(about({ email: "ADA@x.edu" })));
    one.write("in/b.json", await signed(about({ email: "ada@old.edu" })));
    one.write("in/c.json", await signed(about({ did: "did:example:ada" }, byOther), attackerKey));
    one.write("in/d.json", await signed(about({ email: "eve@x.edu" })));
    expect((await perLearner(one)).out).toContain("4 records");
    const file = one.write(name, body);
    const done = await merge(one, ["in"], "--per-learner", "--out", one.at("joined"), "--learner", file);
    expect(done.out).toBe("2 records from 4 credentials: joined\n");
    const ada = [...one.credentials("joined").values()].find((document) => membersOf(document).length === 3);
    expect(ada?.["credentialSubject"]).toMatchObject({
      id: "did:example:ada",
      identifier: [
        { identityHash: "ada@x.edu" },
        { identityHash: "ada@old.edu" },
        { identityHash: "0012", identityType: "systemId" },
        { identityHash: "Ada Alder", identityType: "name" },
      ],
    });
  });

  it("says by number whom hashes are about", async () => {
    const one = desk({ "laurel.yaml": `${SETTINGS}recipient: { hashed: true }\n` });
    await one.issue(
      "id,email,achievement,awarded\n0012,,soil-101,2026-05-29\n0012,,welding,2026-05-29\n0013,,welding,2026-05-29\n",
    );
    const file = one.write("people.csv", TABLE);
    const done = await merge(one, ["credentials"], "--per-learner", "--out", one.at("records"), "--learner", file);
    expect(done.out).toBe("2 records from 3 credentials: records\n");
    expect(done.err).not.toContain("hashes alone");
    expect(Object.values(recordsBy(one)).sort()).toEqual([1, 2]);
  });

  it("takes two numbers of one institution for one person only where it says so", async () => {
    const one = desk();
    // One roster may not have both: an address of two learners is a mistake more often than not.
    await one.issue("id,email,achievement,awarded\n1,a@x.edu,soil-101,2026-05-29\n");
    await one.issue("id,email,achievement,awarded\n2,a@x.edu,welding,2026-05-29\n");
    const [files, flags] = [["credentials"], ["--per-learner", "--out", one.at("records")]];
    await merge(one, files, ...flags);
    expect(recordsBy(one)).toEqual({ "1.json": 1, "2.json": 1 });
    const learner = one.write("people.yaml", "- id: ['1', '2']\n");
    const joined = await merge(one, files, "--per-learner", "--out", one.at("joined"), "--learner", learner);
    expect(joined.out).toBe("1 record from 2 credentials: joined\n");
  });

  it("takes a number for the learner's only at the institution that it names", async () => {
    const one = desk();
    const other = String((byOther["issuer"] as JsonObject)["id"]);
    one.write("in/a.json", await signed(about({ id: "77" }, byOther), attackerKey));
    one.write("in/b.json", await signed(about({ id: "77" })));
    one.write("in/c.json", await signed(about({ did: "did:example:ada" })));
    const learner = one.write("people.csv", `did,id@${other}\ndid:example:ada,77\n`);
    await merge(one, ["in"], "--per-learner", "--out", one.at("records"), "--learner", learner);
    expect(Object.values(recordsBy(one)).sort()).toEqual([1, 2]);
  });

  it.each([
    [
      "one address for two",
      "people.csv",
      "id,email\n1,a@x.edu\n2,A@x.edu\n",
      /people\.csv:3:1 \/1\/email: want a email.*another learner/,
    ],
    ["a column that it does not know", "people.csv", "id,mail\n1,a@x.edu\n", /people\.csv:2:1 \/0\/mail/],
    ["a DID that is none", "people.yaml", "- did: ada\n", /people\.yaml:1:3 \/0\/did: want/],
  ])("is refused with %s", async (_, name, body, said) => {
    const one = desk();
    one.write("in/a.json", await signed(about({ id: "1" })));
    const done = await merge(
      one,
      ["in"],
      "--per-learner",
      "--out",
      one.at("records"),
      "--learner",
      one.write(name, body),
    );
    expect(done).toMatchObject({ status: 3, out: "", err: expect.stringMatching(said) });
  });

  it("joins nobody by a credential that names two of them", async () => {
    const one = desk();
    one.write("in/a.json", await signed(about({ email: "ada@x.edu" })));
    one.write("in/b.json", await signed(about({ email: "ada@old.edu", did: "did:example:ben" })));
    const body = "- email: [ada@x.edu, ada@old.edu]\n- did: did:example:ben\n";
    await merge(one, ["in"], "--per-learner", "--out", one.at("records"), "--learner", one.write("people.yaml", body));
    expect(Object.values(recordsBy(one))).toEqual([1, 1]);
    // It is nobody's of the two, and keeps its own names.
    const subjects = [...one.credentials("records").values()].map((document) => document["credentialSubject"]);
    expect(subjects).toContainEqual(
      expect.objectContaining({
        id: "did:example:ben",
        identifier: [expect.objectContaining({ identityHash: "ada@old.edu" })],
      }),
    );
  });

  it("makes a record partial also when what was refused names the learner in another way", async () => {
    const one = desk();
    one.write("in/a.json", await signed(about({ email: "ada@x.edu" })));
    one.write("in/b.json", (await signed(about({ did: "did:example:ada" }))).replace("Joins steel.", "Joins gold."));
    const file = one.write("people.csv", TABLE);
    await merge(one, ["in"], "--per-learner", "--out", one.at("records"), "--learner", file);
    expect([...one.credentials("records").values()].map(({ partial }) => partial)).toEqual([true]);
  });

  it("is too much for one record", async () => {
    const one = desk();
    one.write("a.json", await signed(about({ id: "1" })));
    const done = await merge(one, ["a.json"], "--learner", one.write("people.csv", TABLE));
    expect(done).toMatchObject({ status: 2, err: expect.stringContaining("--per-learner") });
  });
});

describe("the report on the inputs", () => {
  it("says of each how it is proven, by whose key, until when, and how it is tied to the learner", async () => {
    const one = desk();
    const did = "did:example:ada";
    one.write("a.json", await signed(about({ did, id: "1" })));
    one.write("b.json", await signed(about({ did })));
    one.write("c.json", await signed(about({ id: "1" }, { validUntil: "2026-12-31T00:00:00Z" })));
    const { inputs } = parse((await merge(one, ["a.json", "b.json", "c.json"], "--json")).out);
    const said = objectsOf(inputs);
    expect(said.map(({ file, relation }) => [file, relation])).toEqual([
      ["a.json", "same"],
      ["b.json", "same"],
      ["c.json", "linked"],
    ]);
    expect(said[2]).toMatchObject({
      verdict: "valid",
      proof: { status: "passed", message: "eddsa-rdfc-2022" },
      key: { status: "passed" },
      status: { status: "skipped" },
      dates: { status: "passed", from: "2026-05-01T00:00:00Z", until: "2026-12-31T00:00:00Z" },
    });
  });

  it("tells apart who is named, who is joined by word alone, and who is nobody", async () => {
    const one = desk();
    one.write("a.json", await signed(about({ email: "ada@x.edu" })));
    one.write("b.json", await signed(about({ id: "7" })));
    one.write("c.json", await signed(about({})));
    const learner = one.write("ada.yaml", "email: ada@x.edu\n");
    const done = await merge(one, ["a.json", "b.json", "c.json"], "--json", "--learner", learner);
    expect(objectsOf(parse(done.out)["inputs"]).map(({ relation }) => relation)).toEqual([
      "same",
      "declared",
      "unknown",
    ]);
    expect(done.err).toContain("b.json: ");
    expect(done.err).toContain("named otherwise, joined by --learner");
    expect(done.err).toContain("names nobody that can be compared");
  });

  it("is one line for all inputs of which the same is to be said", async () => {
    const one = desk();
    for (let n = 0; n < 6; n++) one.write(`in/${n}.json`, await signed(about({ id: String(n % 2) })));
    const { err } = await perLearner(one);
    expect(err.trim().split("\n")).toEqual([
      expect.stringMatching(/^laurel: 6 credentials: eddsa-rdfc-2022; .*same identifier$/),
    ]);
  });
});

describe("--on-problem", () => {
  async function withProblem(): Promise<Desk> {
    const one = desk();
    one.write("in/a.json", await signed(about({ id: "1" })));
    one.write("in/b.json", await signed(about({ id: "1" }, { validUntil: "2026-05-10T00:00:00Z" })));
    one.write("in/c.json", await signed(about({ id: "2" })));
    return one;
  }
  const each = (one: Desk, ...flags: readonly string[]) =>
    merge(one, ["in"], "--per-learner", "--out", one.at("records"), ...flags);

  it.each([
    ["refuse", 1, { "2.json": 1 }],
    ["skip", 1, { "1.json": 1, "2.json": 1 }],
    ["flag", 0, { "1.json": 2, "2.json": 1 }],
  ])("%s decides about an expired credential", async (way, status, records) => {
    const one = await withProblem();
    const done = await each(one, "--on-problem", way);
    expect([done.status, recordsBy(one)], done.err).toEqual([status, records]);
    expect(done.err.includes("carried, although it was valid until")).toBe(way === "flag");
  });

  it("flag never carries what its issuer did not sign", async () => {
    const one = await withProblem();
    one.write("in/b.json", one.read("in/b.json").replace("Joins steel.", "Joins gold."));
    await each(one, "--on-problem", "flag");
    expect(recordsBy(one)).toEqual({ "1.json": 1, "2.json": 1 });
  });

  it("tells what was refused in an object of its own", async () => {
    const one = await withProblem();
    const said = linesOf(await each(one, "--json"));
    expect(said).toHaveLength(3);
    expect(said[0]).toMatchObject({
      file: expect.stringContaining("in/b.json"),
      state: "refused",
      code: "CREDENTIAL_INVALID",
    });
    expect(said[1]).toMatchObject({ state: "written", partial: ["refused"] });
  });
});

it("one identity may be hashed with a salt that nobody else has, and is told by its learner's address", async () => {
  const one = desk();
  const hash = createHash("sha256").update("ada@x.edusalty").digest("hex");
  const hashed: JsonObject = { ...identity("emailAddress", `sha256$${hash}`), hashed: true, salt: "salty" };
  const plain = about({ id: "1" });
  const subject = { ...(plain["credentialSubject"] as JsonObject), identifier: [hashed] };
  one.write("a.json", await signed({ ...plain, credentialSubject: subject }, issuerKey));
  const learner = one.write("ada.yaml", "email: ada@x.edu\n");
  const done = await merge(one, ["a.json"], "--json", "--learner", learner);
  expect(objectsOf(parse(done.out)["inputs"])[0]).toMatchObject({ relation: "same" });
});
