import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { type Road, road } from "../road.ts";

let way: Road;
beforeAll(async () => {
  way = road();
  const roster = way.at("roster.csv");
  const issued = await way.run("issue", roster, "--out", way.at("credentials"));
  const tokens = await way.run("issue", roster, "--out", way.at("tokens"), "--proof", "vc-jwt");
  const merged = await way.run("merge", way.at("credentials"), "--per-learner", "--out", way.at("records"));
  expect([issued.status, tokens.status, merged.status], issued.err + tokens.err + merged.err).toEqual([0, 0, 0]);
});
afterAll(() => way.end());

const badge = (achievement = "weld-101") => way.at("credentials", achievement, "0007.json");
const text = (path: string) => readFileSync(path, "utf8");
const written = (name: string, body: string): string => {
  writeFileSync(way.at(name), body);
  return way.at(name);
};
const lines = (out: string) =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as JsonObject);

/** Converts files into one LER-RS and takes them out again; gives what came out, in order of name. */
async function thereAndBack(name: string, files: readonly string[], ...flags: readonly string[]) {
  const record = way.at(`${name}.ler-rs.json`);
  const there = await way.run("convert", ...files, "--to", "ler-rs", "--out", record, ...flags);
  expect(there.status, there.err).toBe(0);
  const verified = await way.run("verify", record, "--json");
  const back = await way.run("convert", record, "--to", "originals", "--out", way.at(`${name}/`));
  expect(back.status, back.err).toBe(0);
  const came = readdirSync(way.at(name))
    .sort()
    .map((file) => readFileSync(way.at(name, file)));
  return { record, came, verified: JSON.parse(verified.out) as JsonObject, back };
}

const sorted = (bodies: readonly Buffer[]) => [...bodies].sort(Buffer.compare);

/** A signed file as another program might store it: it says the same, and no byte of its form is laurel's. */
const ODD: Readonly<Record<string, (body: string) => string>> = {
  "on one line": (body) => JSON.stringify(JSON.parse(body)),
  "with tabs, line breaks of Windows and spaces at its end": (body) =>
    `\r\n${JSON.stringify(JSON.parse(body), null, "\t").replaceAll("\n", "\r\n")}  \r\n\r\n`,
  "with its members the other way round": (body) =>
    JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body) as JsonObject).reverse()), null, 1),
  "with letters and slashes as escapes": (body) =>
    body.replaceAll("Weld", "\\u0057eld").replaceAll("https://", "https:\\/\\/"),
  "with numbers written at length": (body) => body.replace(/"creditsEarned": (\d+)/, '"creditsEarned": $1.0e0'),
  "with a byte order mark": (body) => `\ufeff${body}`,
};

describe("The originals in an LER-RS", () => {
  test.each(Object.entries(ODD))("come out byte for byte: %s", async (what, odd) => {
    const body = odd(text(badge()));
    expect(body).not.toBe(text(badge()));
    const name = `odd-${Object.keys(ODD).indexOf(what)}`;
    const file = written(`${name}.json`, body);
    const { came, verified } = await thereAndBack(name, [file]);
    expect(came).toEqual([readFileSync(file)]);
    expect((verified["credentials"] as JsonObject[]).map(({ verdict }) => verdict)).toEqual(["valid"]);
  });

  test("come out of a signed LER-RS, and of one in a token", async () => {
    const { came } = await thereAndBack("signed", [badge()], "--sign");
    expect(came).toEqual([readFileSync(badge())]);
    const token = way.at("wrapped.jwt");
    await way.run("convert", badge(), "--to", "ler-rs", "--sign", "--proof", "vc-jwt", "--out", token);
    await way.run("convert", token, "--to", "originals", "--out", way.at("wrapped/"));
    expect(readdirSync(way.at("wrapped")).map((file) => text(way.at("wrapped", file)))).toEqual([text(badge())]);
  });

  test("that are tokens come out as the files that they were", async () => {
    const token = way.at("tokens", "weld-101", "0007.jwt");
    const bare = written("bare.jwt", text(token).trim());
    for (const [name, file] of [
      ["token", token],
      ["bare", bare],
    ] as const) {
      const { came, verified } = await thereAndBack(name, [file]);
      expect(came).toEqual([readFileSync(file)]);
      // The token in its envelope and the token in the attachment are one credential.
      expect(verified["credentials"]).toHaveLength(1);
    }
  });

  test("come out as the files that went in: several, and a record as the one file that it was", async () => {
    const record = way.at("records", "0007.json");
    const files = [record, way.at("tokens", "weld-101", "0007.jwt")];
    const { came, back } = await thereAndBack("several", files);
    expect(sorted(came)).toEqual(sorted(files.map((file) => readFileSync(file))));
    expect(back.err).toContain("2 of 2 originals");
  });

  test("make the same LER-RS again", async () => {
    const { record } = await thereAndBack("again", [badge(), badge("welding-certification")]);
    const second = await way.run("convert", record, "--to", "ler-rs", "--quiet");
    expect(second.status, second.err).toBe(0);
    expect(JSON.parse(second.out)).toEqual(JSON.parse(text(record)));
  });
});

describe("convert --to originals", () => {
  test("gives one original to standard output, and adds nothing", async () => {
    const record = way.at("one.ler-rs.json");
    await way.run("convert", badge(), "--to", "ler-rs", "--out", record);
    const { status, out } = await way.run("convert", record, "--to", "originals", "--quiet");
    expect([status, out]).toEqual([0, text(badge())]);
  });

  test("wants a folder for more than one, and for them no file", async () => {
    const record = way.at("two.ler-rs.json");
    await way.run("convert", badge(), badge("welding-certification"), "--to", "ler-rs", "--out", record);
    expect((await way.run("convert", record, "--to", "originals")).status).toBe(2);
    expect((await way.run("convert", record, "--to", "originals", "--out", way.at("two.json"))).status).toBe(2);
  });

  test("names files by what they are, leaves the same file alone, and never overwrites another", async () => {
    const { record } = await thereAndBack("named", [badge()]);
    const [name = ""] = readdirSync(way.at("named"));
    expect(name).toMatch(/^introduction-to-welding-[0-9a-f]{12}\.json$/);
    const again = await way.run("convert", record, "--to", "originals", "--out", way.at("named/"));
    expect([again.status, again.err.includes("(unchanged)")]).toEqual([0, true]);
    writeFileSync(join(way.at("named"), name), "mine");
    const refused = await way.run("convert", record, "--to", "originals", "--out", way.at("named/"));
    expect([refused.status, text(join(way.at("named"), name))]).toEqual([3, "mine"]);
    expect(refused.err).toContain("[FILE_EXISTS]");
  });

  test("gives no original that was changed in the record, and goes on with the others", async () => {
    const { record } = await thereAndBack("kept", [badge(), badge("welding-certification")]);
    const body = JSON.parse(text(record)) as { attachments: { content: { value: string } }[] };
    const [first] = body.attachments;
    if (first !== undefined) {
      const changed = Buffer.from(first.content.value, "base64").toString().replace("Amara Okafor", "Somebody Else");
      first.content.value = Buffer.from(changed).toString("base64");
    }
    const forged = written("forged.ler-rs.json", JSON.stringify(body));
    const { status, out, err } = await way.run(
      "convert",
      forged,
      "--to",
      "originals",
      "--out",
      way.at("forged/"),
      "--json",
    );
    expect(status).toBe(1);
    expect(err).toContain("/attachments/0/content/value");
    const [line] = lines(out);
    const originals = line?.["originals"] as JsonObject[];
    expect(
      originals.map(({ out: path, error }) => (path === undefined ? (error as JsonObject)["code"] : "given")),
    ).toEqual([
      "CREDENTIAL_INVALID",
      "given",
      // What stands in `verifications` beside the changed attachment is the credential itself.
      "given",
    ]);
  });

  test("writes anew what a record of others holds as JSON alone, and says so", async () => {
    const body = {
      type: "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json",
      certifications: [{ name: "W", issuingAuthority: { name: "N" }, verifications: [JSON.parse(text(badge()))] }],
    };
    const file = written("others.ler-rs.json", JSON.stringify(body));
    const { status, err } = await way.run("convert", file, "--to", "originals", "--out", way.at("others/"));
    expect([status, err.includes("written anew")]).toEqual([0, true]);
    const [name = ""] = readdirSync(way.at("others"));
    expect(JSON.parse(text(way.at("others", name)))).toEqual(JSON.parse(text(badge())));
    expect((await way.run("verify", way.at("others", name))).status).toBe(0);
  });

  test("says of a badge, and of a record that nobody signed anything in, that there are none", async () => {
    const none = await way.run("convert", badge(), "--to", "originals", "--out", way.at("none/"));
    expect([none.status, existsSync(way.at("none"))]).toEqual([1, false]);
    expect(none.err).toContain("want an LER-RS");
    const plain = {
      type: "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json",
      skills: [{ name: "Welding" }],
    };
    const bare = await way.run("convert", written("plain.json", JSON.stringify(plain)), "--to", "originals");
    expect(bare.status).toBe(1);
    expect(bare.err).toContain("its writer's word");
  });
});

describe("An LER-RS as input", () => {
  test("gives only what is signed, and lists what its writer says besides as lost", async () => {
    const record = way.at("mixed.ler-rs.json");
    await way.run("convert", badge(), "--to", "ler-rs", "--out", record);
    const body = JSON.parse(text(record)) as JsonObject;
    const boasting = { ...body, skills: [...((body["skills"] as JsonObject[]) ?? []), { name: "Juggling" }] };
    const file = written("boasting.json", JSON.stringify(boasting));
    const { status, out } = await way.run("convert", file, "--to", "ler-rs", "--json");
    expect(status).toBe(0);
    const [line] = lines(out);
    const made = (line?.["document"] ?? {}) as JsonObject;
    expect(JSON.stringify(made["skills"])).not.toContain("Juggling");
    const losses = line?.["losses"] as JsonObject[];
    const last = boasting.skills.length - 1;
    expect(losses.find(({ pointer }) => pointer === `/skills/${last}/name`)).toMatchObject({ kind: "content" });
    expect(losses.some(({ original }) => original === "/attachments/0/content/value")).toBe(true);
  });

  test("is refused when an original in it does not hold", async () => {
    const record = way.at("whole.ler-rs.json");
    await way.run("convert", badge(), "--to", "ler-rs", "--out", record);
    const forged = written("wrong.json", text(record).replaceAll("Amara Okafor", "Somebody Else"));
    const { status, err } = await way.run("convert", forged, "--to", "ler-rs");
    expect(status).toBe(1);
    expect(err).toContain("[CREDENTIAL_INVALID]");
  });
});
