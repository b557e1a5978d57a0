import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { defaultDid, generateKey } from "../../src/dids/signing-key.ts";
import { BUILT_IN } from "../../src/outputs/mapping.ts";
import { securing } from "../../src/proofs/secure.ts";
import { badge as plainBadge } from "../outputs/ler-rs/sample.ts";
import { iTXt, png } from "../readers/images.ts";
import { laurel, type Road, road } from "../road.ts";

let way: Road;
beforeAll(async () => {
  way = road();
  const issued = await way.run("issue", way.at("roster.csv"), "--out", way.at("credentials"));
  const merged = await way.run("merge", way.at("credentials"), "--per-learner", "--out", way.at("records"));
  expect([issued.status, merged.status], issued.err + merged.err).toEqual([0, 0]);
});
afterAll(() => way.end());

const record = (name = "0007") => way.at("records", `${name}.json`);
const badge = (achievement: string, name = "0007") => way.at("credentials", achievement, `${name}.json`);
const convert = (...args: readonly string[]) => way.run("convert", "--to", "ler-rs", ...args);
const json = (path: string) => JSON.parse(readFileSync(path, "utf8")) as JsonObject;
const written = (name: string, text: string): string => {
  writeFileSync(way.at(name), text);
  return way.at(name);
};

describe("convert to standard output", () => {
  test("prints the document, and says on stderr what was lost", async () => {
    const { status, out, err } = await convert(record());
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      person: { name: { formattedName: "Amara Okafor" } },
      certifications: [{ status: "active" }],
    });
    expect(err).toContain("2 degrees and courses, 1 certification");
    expect(err).toContain("not carried over: ");
    expect(err).toContain("LER-RS has no field for this identifier of the learner");
  });

  test("puts badges of one learner into one document", async () => {
    const { status, out } = await convert(badge("weld-101"), badge("welding-certification"), "--quiet");
    expect(status).toBe(0);
    const body = JSON.parse(out) as Record<string, readonly JsonObject[]>;
    expect([body["educationAndLearnings"]?.length, body["certifications"]?.length]).toEqual([1, 1]);
  });

  test("refuses badges of two learners, unless the registrar says who it is", async () => {
    const two = [badge("weld-101"), badge("weld-101", "0012")];
    const refused = await convert(...two);
    expect([refused.status, refused.out]).toEqual([1, ""]);
    expect(refused.err).toContain("name nobody in common");
    const person = written("who.yaml", "name: Amara Okafor\n");
    expect((await convert(...two, "--person", person)).status).toBe(0);
  });

  test("gives with --json a line for each input, with the document", async () => {
    const { status, out } = await convert(badge("weld-101"), badge("welding-certification"), "--json");
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(status).toBe(0);
    expect(lines.map(({ file }) => file)).toEqual([badge("weld-101"), badge("welding-certification")]);
    expect(lines[0]).toMatchObject({ out: null, sections: { certifications: 1 }, document: { certifications: [{}] } });
    const losses = lines[0]?.["losses"] as readonly JsonObject[];
    expect(losses.map(({ pointer }) => pointer)).toContain("/proof/0/proofValue");
    expect(losses.every((loss) => typeof loss["reason"] === "string")).toBe(true);
  });
});

describe("convert to files", () => {
  test("makes a file for each input in a folder, and the same again", async () => {
    const first = await convert(way.at("records"), "--out", way.at("hiring"));
    expect(first.status).toBe(0);
    const names = readdirSync(way.at("hiring"));
    expect(names).toEqual(readdirSync(way.at("records")).map((name) => name.replace(".json", ".ler-rs.json")));
    const before = names.map((name) => readFileSync(way.at("hiring", name), "utf8"));
    await convert(way.at("records"), "--out", way.at("hiring"));
    expect(names.map((name) => readFileSync(way.at("hiring", name), "utf8"))).toEqual(before);
  });

  test("gives files of one name the folders that tell them apart", async () => {
    await convert(badge("weld-101"), badge("welding-certification"), "--out", way.at("both/"));
    expect(readdirSync(way.at("both"))).toEqual(["weld-101", "welding-certification"]);
    expect(readdirSync(way.at("both", "weld-101"))).toEqual(["0007.ler-rs.json"]);
  });

  test("goes on past an input that is refused, and says so by the exit status", async () => {
    const bad = written("bad.json", readFileSync(record(), "utf8").replace("Amara Okafor", "Somebody Else"));
    const { status, out, err } = await convert(bad, record(), "--out", way.at("some/"), "--json");
    expect(status).toBe(1);
    expect(readdirSync(way.at("some"))).toEqual(["0007.ler-rs.json"]);
    expect(err).toContain("[CREDENTIAL_INVALID]");
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as JsonObject);
    expect(lines).toMatchObject([
      { file: bad, error: { code: "CREDENTIAL_INVALID" } },
      { file: record(), out: way.at("some", "0007.ler-rs.json") },
    ]);
  });

  test("writes no file that lacks a credential", async () => {
    const bad = written(
      "bad2.json",
      readFileSync(badge("welding-certification"), "utf8").replace("Northmere", "Southmere"),
    );
    const { status } = await convert(badge("weld-101"), bad, "--out", way.at("one.json"));
    expect([status, existsSync(way.at("one.json"))]).toEqual([1, false]);
  });

  test("writes nothing with --fail-on-loss when something is lost", async () => {
    const { status, err } = await convert(record(), "--fail-on-loss", "--out", way.at("lossless.json"));
    expect([status, existsSync(way.at("lossless.json"))]).toEqual([1, false]);
    expect(err).toMatch(/values would be lost, .* \[CONVERT_LOSS\]/);
  });
});

test("convert --fail-on-loss lets a badge pass whose every word has a place, proof and contexts aside", async () => {
  const key = generateKey("ed25519");
  const issuer = defaultDid(key);
  const document = { ...plainBadge({ name: "Welding" }), issuer: { id: issuer, type: ["Profile"], name: "College" } };
  const { secure } = securing("eddsa-rdfc-2022", key);
  const { text } = await secure(document, { key, issuer, created: "2026-06-01T00:00:00Z" });
  const { status, err } = await convert(written("plain.json", text), "--fail-on-loss");
  expect([status, err.includes("not carried over")]).toEqual([0, false]);
});

describe("convert --sign", () => {
  test("makes a credential that laurel takes for the issuer's own", async () => {
    const out = way.at("signed.json");
    expect((await convert(record(), "--sign", "--out", out)).status).toBe(0);
    const document = json(out);
    expect(document).toMatchObject({
      type: ["VerifiableCredential", "LER-RS VC"],
      credentialSubject: { lerrsType: { person: {} } },
    });
    const verified = await way.run("verify", out, "--json");
    const { checks } = JSON.parse(verified.out) as { checks: readonly JsonObject[] };
    const about = checks.filter(({ id }) => id === "proof.signature" || id === "proof.key" || id === "credentials");
    expect(about.map(({ status }) => status)).toEqual(["passed", "passed", "passed"]);
  });

  test("makes a token with --proof vc-jwt", async () => {
    await convert(record(), "--sign", "--proof", "vc-jwt", "--out", way.at("tokens/"));
    expect(readdirSync(way.at("tokens"))).toEqual(["0007.ler-rs.jwt"]);
  });
});

describe("convert --person", () => {
  test("adds what the record does not say, and what it says of the person goes first", async () => {
    const person = written(
      "ada.yaml",
      "given name: Amara\nfamily name: Okafor\nphone: +1 518 555 0123\nemail: [amara@example.org]\naddress:\n  street: 1 Main St\n  city: Albany\n  state: NY\n  zip: 00501\n  country code: US\n",
    );
    const { status, out } = await convert(record(), "--person", person, "--quiet");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      person: { name: { formattedName: "Amara Okafor", given: "Amara", family: "Okafor" } },
      communication: {
        address: [
          {
            line: "1 Main St",
            countryCode: "US",
            countrySubDivisions: [{ type: "region", value: "NY" }],
            city: "Albany",
            postalCode: "00501",
          },
        ],
        phone: [{ formattedNumber: "+1 518 555 0123" }],
        email: [{ address: "amara@example.org" }, { address: "amara.okafor@student.northmere.example" }],
      },
    });
  });

  test("points at what is wrong in the file", async () => {
    const person = written("wrong.yaml", "name: Ada\nemail: ada at example\nheight: 170\n");
    const { status, err } = await convert(record(), "--person", person);
    expect(status).toBe(3);
    expect(err).toContain(`wrong.yaml:2:`);
    expect(err).toContain('got "ada at example"');
    expect(err).toContain("wrong.yaml:3:");
  });

  test("is not for files of several learners", async () => {
    const person = written("one.yaml", "name: Ada\n");
    const { status, err } = await convert(record(), record("0012"), "--person", person, "--out", way.at("people/"));
    expect([status, existsSync(way.at("people"))]).toEqual([2, false]);
    expect(err).toContain("--person is one person");
  });
});

describe("convert to the other forms", () => {
  test("makes a candidate with the original attached, and a résumé that says what it rests on", async () => {
    const candidate = await way.run("convert", record(), "--to", "candidate", "--quiet");
    expect(candidate.status).toBe(0);
    expect(JSON.parse(candidate.out)).toMatchObject({
      profiles: [{ certifications: [{}], attachments: [{ content: {} }, { url: expect.any(String) }] }],
    });
    const resume = await way.run("convert", record(), "--to", "json-resume", "--json");
    const line = JSON.parse(resume.out) as JsonObject;
    expect(line["sections"]).toEqual({ education: 1, certificates: 1, skills: 5 });
    expect(line["document"]).toMatchObject({
      basics: { name: "Amara Okafor" },
      meta: { verified: expect.arrayContaining([expect.objectContaining({ entry: "/certificates/0" })]) },
    });
    const losses = line["losses"] as JsonObject[];
    expect(losses.some(({ reason }) => String(reason).includes("JSON Resume has no field"))).toBe(true);
    expect(losses.some(({ reason }) => String(reason).includes("LER-RS"))).toBe(false);
  });

  test("names files in a folder by the form, and signs LER-RS alone", async () => {
    await way.run("convert", record(), "--to", "json-resume", "--out", way.at("forms/"));
    expect(readdirSync(way.at("forms"))).toEqual(["0007.json-resume.json"]);
    const signed = await way.run("convert", record(), "--to", "candidate", "--sign");
    expect([signed.status, signed.err.includes("--to ler-rs alone")]).toEqual([2, true]);
  });
});

describe("convert --job", () => {
  const opening = { positionProfiles: [{ positionTitle: "Welder", positionOpenQuantity: 2 }] };

  test("puts the job into the record as it is, and nothing else", async () => {
    const job = written("opening.json", JSON.stringify({ positionOpening: opening }));
    const { status, out } = await convert(record(), "--job", job, "--quiet");
    expect([status, (JSON.parse(out) as JsonObject)["job"]]).toEqual([0, { positionOpening: opening }]);
    const jdx = written("jdx.json", JSON.stringify({ title: "Welder" }));
    expect(JSON.parse((await convert(record(), "--job", jdx, "--quiet")).out)).toMatchObject({
      job: { JDXjobDescription: { title: "Welder" } },
    });
  });

  test("is refused for what is no job, and for another form", async () => {
    const { status, err } = await convert(record(), "--job", written("nojob.json", '{"colour":"red"}'));
    expect([status, err.includes("[JOB_INVALID]")]).toEqual([3, true]);
    const other = await way.run("convert", record(), "--to", "candidate", "--job", written("o.json", "{}"));
    expect(other.status).toBe(2);
  });
});

describe("convert of a picture", () => {
  test("takes the credential that is baked into it, which comes out again as the text that it was", async () => {
    const text = readFileSync(badge("weld-101"), "utf8");
    writeFileSync(way.at("baked.png"), png(iTXt(text)));
    const made = await convert(way.at("baked.png"), "--out", way.at("baked.ler-rs.json"));
    expect(made.status, made.err).toBe(0);
    expect(made.err).toContain("note: the credential that is baked into the picture is the original");
    const plain = await convert(badge("weld-101"), "--out", way.at("plain.ler-rs.json"));
    expect(plain.err).not.toContain("picture");
    const back = await way.run("convert", way.at("baked.ler-rs.json"), "--to", "originals", "--quiet");
    expect(back.out).toBe(text);
  });

  test("says of a picture without one that there is none, and of other files what they are", async () => {
    writeFileSync(way.at("plain.png"), png());
    const { status, err } = await convert(way.at("plain.png"));
    expect([status, err.includes("holds no credential")]).toEqual([3, true]);
    expect((await convert(written("a.pdf", "%PDF-1.7"))).err).toContain("a PDF document");
  });
});

describe("convert --mapping", () => {
  test("puts each type where the file says", async () => {
    const mapping = written("mapping.yaml", "types:\n  Course: certification\n");
    const { status, out } = await convert(badge("weld-101"), "--mapping", mapping, "--quiet");
    expect(status).toBe(0);
    const body = JSON.parse(out) as JsonObject;
    expect([body["educationAndLearnings"], (body["certifications"] as JsonObject[])[0]?.["name"]]).toEqual([
      undefined,
      "Introduction to Welding",
    ]);
  });

  test("points at what is wrong in the file, all of it", async () => {
    const mapping = written("bad-mapping.yaml", "types:\n  Course: diploma\nskils: [CTDL]\n");
    const { status, err } = await convert(badge("weld-101"), "--mapping", mapping);
    expect(status).toBe(3);
    expect(err).toMatch(/bad-mapping\.yaml:2:\d+ .*want .*degree.*got "diploma" \[MAPPING_INVALID\]/);
    expect(err).toMatch(/bad-mapping\.yaml:3:\d+ .*did you mean "skills"/);
  });

  test("is explained by a topic of the help, which shows every row that is built in", async () => {
    const { out } = await laurel("help", "mapping");
    for (const type of BUILT_IN.types.keys()) expect(out).toContain(type);
  });
});

describe("convert, asked in a wrong way", () => {
  test.each([[["--to", "pdf"]], [[]]])("names what is possible: %s", async (flags) => {
    const { status, err } = await way.run("convert", record(), ...flags);
    expect(status).toBe(2);
    expect(err).toContain("want --to ler-rs");
  });

  test("says which file is missing, and that a folder has none", async () => {
    expect((await convert(way.at("nothing.json"))).status).toBe(3);
    mkdirSync(way.at("empty"));
    expect((await convert(way.at("empty"))).status).toBe(3);
  });
});
