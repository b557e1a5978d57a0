import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csvRow } from "../../src/commands/match-report.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { type Road, road } from "../road.ts";

let way: Road;
beforeAll(async () => {
  way = road();
  const issued = await way.run("issue", way.at("roster.csv"), "--out", way.at("credentials"));
  const merged = await way.run("merge", way.at("credentials"), "--per-learner", "--out", way.at("records"));
  expect([issued.status, merged.status], issued.err + merged.err).toEqual([0, 0]);
  write("job.yaml", "title: Welder\ncompetencies:\n  - W.1.2\n  - { code: W.3.4, weight: 2 }\n");
});
afterAll(() => way.end());

const write = (name: string, body: string): string => {
  writeFileSync(way.at(name), body);
  return way.at(name);
};
const badge = (achievement: string, name = "0007") => way.at("credentials", achievement, `${name}.json`);
const record = (name = "0007") => way.at("records", `${name}.json`);
const job = () => way.at("job.yaml");

describe("match", () => {
  test("says yes, and by which credential of whom, when all that is required is shown", async () => {
    const { status, out } = await way.run("match", record(), job());
    expect(status).toBe(0);
    expect(out.split("\n")[0]).toBe(
      `yes: ${record()}, for "Welder": 2 of 2 required competencies shown; weight 3 of 3`,
    );
    expect(out).toMatch(/shown +W\.1\.2 /);
    expect(out).toMatch(
      /"Introduction to Welding" of did:key:z6Mk\w+, which says it is "Northmere Technical College", 2025-12-19; Final grade: A/,
    );
    expect(out).toContain("by identifier");
  });

  test("says no, and what is missing", async () => {
    const { status, out } = await way.run("match", badge("weld-101"), "--job", job());
    expect(status).toBe(1);
    expect(out).toMatch(/^no: .*1 of 2 required competencies shown; weight 1 of 3/);
    expect(out).toMatch(
      /not shown +W\.3\.4 .*\(weight 2\)\n +only something related\n.*apart, .*Introduction to Welding.*\n +by W\.1\.2 isRelatedTo W\.3\.4/,
    );
    const none = await way.run("match", badge("welding-certification"), write("other.yaml", "- W.4.1\n"));
    expect(none.out).toContain("no credential names it");
  });

  test("takes the job last or by --job, and a candidate of several files and folders", async () => {
    const last = await way.run("match", badge("weld-101"), badge("welding-certification"), job());
    const named = await way.run("match", badge("weld-101"), badge("welding-certification"), "--job", job());
    expect([last.status, named.status, last.out === named.out]).toEqual([0, 0, true]);
    mkdirSync(way.at("ada"));
    cpSync(badge("weld-101"), way.at("ada", "a.json"));
    cpSync(badge("welding-certification"), way.at("ada", "b.json"));
    expect((await way.run("match", way.at("ada"), job())).status).toBe(0);
  });

  test("gives with --json all that the answer is made of", async () => {
    const { out } = await way.run("match", record(), job(), "--json");
    const line = JSON.parse(out) as JsonObject;
    expect(line).toMatchObject({
      candidate: record(),
      job: { title: "Welder", beside: [] },
      answer: "yes",
      required: { shown: 2, of: 2 },
      weight: { shown: 3, of: 3 },
      requirements: [
        {
          item: { code: "W.1.2" },
          answer: "shown",
          evidence: [
            {
              strength: "identifier",
              path: [],
              standing: "valid",
              credential: { date: expect.any(String), issuer: { name: "Northmere Technical College" } },
              results: [{ name: "Final grade", reached: "A" }],
            },
          ],
        },
        {},
      ],
      credentials: expect.arrayContaining([expect.objectContaining({ standing: "valid" })]),
    });
  });

  test("cannot tell of a name that nobody knows", async () => {
    const { status, out } = await way.run("match", record(), write("name.yaml", "- { name: Welding of all sorts }\n"));
    expect(status).toBe(4);
    expect(out).toContain("cannot tell");
  });

  test("tells what a credential that was changed would have shown, apart", async () => {
    const { readFileSync } = await import("node:fs");
    const forged = write("forged.json", readFileSync(badge("weld-101"), "utf8").replaceAll("Okafor", "Nobody"));
    const { status, out } = await way.run("match", forged, write("one.yaml", "- W.1.2\n"));
    expect(status).toBe(1);
    expect(out).toContain("apart, only a credential that is invalid");
  });

  test("refuses credentials of two people as one candidate, unless it is told that they are one", async () => {
    const two = [badge("weld-101"), badge("weld-101", "0012")];
    const refused = await way.run("match", ...two, job());
    expect([refused.status, refused.out]).toEqual([1, ""]);
    expect((await way.run("match", ...two, job(), "--one-person")).out).not.toBe("");
  });

  test("defuses control characters of a stranger", async () => {
    const evil = write(
      "evil.yaml",
      'title: "\\u001b[31mred"\ncompetencies:\n  - { code: W.1.2, name: "\\u202eevil" }\n',
    );
    const { out } = await way.run("match", record(), evil);
    expect(out).toContain("\\u001b[31mred");
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });
});

describe("match --candidates", () => {
  test("writes no control character of a stranger into its table, nor a formula", () => {
    const none = { shown: 0, of: 0 };
    const row = (name: string) => csvRow(name, { answer: "no", required: none, weight: none, requirements: [] });
    expect(row("\u001b]0;gone\u0007.json")).toBe("\\u001b]0;gone\\u0007.json,no,0,0,0,0".replace(/^(.*?),/, '"$1",'));
    expect(row("=1+1.json")).toBe("'=1+1.json,no,0,0,0,0");
  });

  test("gives a line for each file or folder, and a column for each competency", async () => {
    const { status, out } = await way.run("match", "--candidates", way.at("records"), "--job", job(), "--csv");
    expect(status).toBe(1);
    const lines = out.trim().split("\n");
    expect(lines[0]).toMatch(/^candidate,answer,required shown,required,weight shown,weight,"?W\.1\.2 .*"?W\.3\.4 /);
    expect(lines.find((line) => line.startsWith("0007.json,"))).toMatch(
      /^0007\.json,yes,2,2,3,3,"shown \(identifier\): Introduction to Welding, Northmere Technical College, 2025-12-19"/,
    );
    expect(lines.filter((line) => line.includes(",no,")).join()).toContain("not shown: ");
    const again = await way.run("match", "--candidates", way.at("records"), job(), "--csv");
    expect(again.out).toBe(out);
  });

  test("goes on past a candidate that cannot be read", async () => {
    mkdirSync(way.at("some"));
    cpSync(record(), way.at("some", "a.json"));
    write("some/b.json", "{");
    const { status, out, err } = await way.run("match", "--candidates", way.at("some"), "--job", job(), "--json");
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as JsonObject);
    expect(lines.map(({ candidate, answer }) => [candidate, answer])).toEqual([
      ["a.json", "yes"],
      ["b.json", "no"],
    ]);
    expect([status, err.includes("[FILE_UNREADABLE]")]).toEqual([1, true]);
  });
});

describe("match, asked in a wrong way", () => {
  test.each<readonly [string, readonly string[]]>([
    ["nothing", []],
    ["a job alone", ["job.yaml"]],
    ["both forms", ["job.yaml", "job.yaml", "--json", "--csv"]],
    ["a strength that there is none of", ["a.json", "job.yaml", "--at-least", "words"]],
    ["candidates and files", ["a.json", "--job", "job.yaml", "--candidates", "records"]],
  ])("says so: %s", async (_, args) => {
    expect((await way.run("match", ...args)).status).toBe(2);
  });

  test("points at what is wrong in the job", async () => {
    const { status, err } = await way.run(
      "match",
      record(),
      write("bad.yaml", "- W.1.2\n- { code: W.1, weight: heavy }\n"),
    );
    expect(status).toBe(3);
    expect(err).toMatch(/bad\.yaml:2:\d+ .*want a weight .* \[JOB_INVALID\]/);
  });
});
