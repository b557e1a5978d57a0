import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { laurel, type Road, road } from "../road.ts";
import { conformance, sharedFile } from "../shared.ts";

let way: Road;
beforeAll(async () => {
  way = road();
  const issued = await way.run("issue", way.at("roster.csv"), "--out", way.at("credentials"));
  const merged = await way.run("merge", way.at("credentials"), "--per-learner", "--out", way.at("records"));
  const converted = await way.run(
    "convert",
    way.at("records", "0007.json"),
    "--to",
    "ler-rs",
    "--out",
    way.at("a.ler-rs.json"),
  );
  expect([issued.status, merged.status, converted.status], issued.err + merged.err).toEqual([0, 0, 0]);
});
afterAll(() => way.end());

const badge = () => way.at("credentials", "weld-101", "0007.json");
const write = (name: string, body: string): string => {
  writeFileSync(way.at(name), body);
  return way.at(name);
};

describe("show", () => {
  test("gives the verdict first, then issuer, learner, dates, achievement, results and competencies", async () => {
    const { status, out } = await way.run("show", badge());
    expect(status).toBe(0);
    const [head, ...lines] = out.trimEnd().split("\n");
    expect(head).toBe(`valid        ${badge()}  OpenBadgeCredential`);
    const labels = lines.map((line) => line.trim().split(/\s{2,}/)[0]);
    expect([...new Set(labels)].slice(0, 5)).toEqual(["name", "issuer", "learner", "awarded", "holds"]);
    expect(out).toMatch(/issuer +did:key:z6Mk\w+, which says it is "Northmere Technical College"/);
    expect(out).toMatch(/learner +.*amara\.okafor@student\.northmere\.example/);
    expect(out).toContain("awarded   2025-12-19");
    expect(out).toContain("achieved  Introduction to Welding (Course, WELD-101)");
    expect(out).toContain("result    Final grade: A (of F, D, C, B, A)");
    expect(out).toMatch(/shows +W\.1\.2 /);
  });

  test("shows a record's credentials, each with a verdict of its own", async () => {
    const { status, out } = await way.run("show", way.at("records", "0007.json"));
    expect(status).toBe(0);
    expect(out).toContain("credentials inside, each judged by itself:");
    expect(out).toMatch(/^ {4}valid {8}1 {2}OpenBadgeCredential$/m);
  });

  test("tells in an LER-RS what others signed from what its writer says", async () => {
    const { status, out } = await way.run("show", way.at("a.ler-rs.json"));
    expect(status).toBe(4);
    expect(out).toContain("nobody signed this record as a whole");
    expect(out).toMatch(/its writer says, and nobody else signed:\n +Name: Amara Okafor/);
    expect(out).toMatch(/valid {8}\d {2}ClrCredential/);
    const boasting = {
      type: "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json",
      skills: [{ name: "Juggling" }],
    };
    expect((await way.run("show", write("boast.json", JSON.stringify(boasting)))).out).toContain("Skill: Juggling");
  });

  test("shows nothing as a fact that does not verify", async () => {
    const forged = write("forged.json", readFileSync(badge(), "utf8").replaceAll("Okafor", "Nobody"));
    const { status, out } = await way.run("show", forged);
    expect(status).toBe(1);
    const lines = out.split("\n");
    expect(lines[0]).toMatch(/^invalid/);
    expect(lines[1]).toMatch(/against +proof\.signature: .*\[SIGNATURE_WRONG\]/);
    const claim = lines.findIndex((line) => line.includes("it claims, and that does not hold:"));
    expect(claim).toBeGreaterThan(0);
    expect(lines.findIndex((line) => line.includes("Nobody"))).toBeGreaterThan(claim);
  });

  test("says of what has ended that it has", async () => {
    const certificate = way.at("credentials", "welding-certification", "0007.json");
    const { status, out } = await laurel("show", certificate, "--now", "2100-01-01T00:00:00Z", "--offline");
    expect(status).toBe(1);
    expect(out).toMatch(/against +validity: .*\[EXPIRED\]/);
  });

  test("defuses control characters of a stranger, in text and in JSON", async () => {
    const evil = write(
      "evil.json",
      readFileSync(badge(), "utf8").replace('"Introduction to Welding"', '"\\u001b[2J\\u202eevil\\u009b1m"'),
    );
    for (const flags of [[], ["--json"]]) {
      const { out } = await way.run("show", evil, ...flags);
      expect(out).not.toMatch(/[\u001b\u202e\u009b]/);
      expect(out).toContain("\\u202eevil");
    }
  });

  test("gives one JSON object for each file, with the verdict beside what it says", async () => {
    const { out } = await way.run("show", badge(), way.at("records", "0007.json"), "--json");
    const [one, other] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as JsonObject);
    expect(one).toMatchObject({
      file: badge(),
      verdict: "valid",
      against: [],
      says: {
        type: "OpenBadgeCredential",
        achievements: [
          { code: "WELD-101", completion: "achieved", competencies: [{ code: expect.any(String) }, {}, {}] },
        ],
      },
      inside: [],
    });
    const inside = (other?.["inside"] ?? []) as JsonObject[];
    expect(inside.map(({ verdict }) => verdict)).toEqual(inside.map(() => "valid"));
    expect(inside.length).toBeGreaterThan(1);
  });

  test("goes on past a file that is no credential, and says so by the exit status", async () => {
    const { status, out } = await way.run("show", write("junk.json", "{"), badge());
    expect([status, out.includes("valid        ")]).toEqual([1, true]);
    expect((await way.run("show", way.at("nothing.json"))).status).toBe(3);
  });
});

conformance("show, on the samples of HR Open", () => {
  const files = [
    "LER-RS_V2_UC008_portability",
    "LER-RS_V2_VCwrapper",
    "ler-rs-body.reference",
    "ler-rs-vc.lerrsType-json.signed.reference",
  ];

  test.each(files)("%s is read, verified and shown", async (name) => {
    const file = sharedFile(`real/ler-rs/${name}.json`);
    const { status, out } = await way.run("show", file);
    expect([1, 4]).toContain(status);
    expect(out).toMatch(/Name: (Jennifer Jones|Gunilla Klein|Ada)/);
    expect(out).toMatch(/inside, each judged by itself:\n +(valid|inconclusive|invalid)/);
    const report = JSON.parse((await way.run("verify", file, "--json")).out) as JsonObject;
    const view = JSON.parse((await way.run("show", file, "--json")).out) as JsonObject;
    expect(view["verdict"]).toBe(report["verdict"]);
    expect((view["inside"] as JsonObject[]).map(({ verdict }) => verdict).sort()).toEqual(
      (report["credentials"] as JsonObject[]).map(({ verdict }) => verdict).sort(),
    );
  });
});
