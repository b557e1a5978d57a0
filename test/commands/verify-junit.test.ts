// JUnit XML: well-formed whatever a credential holds, and as many failures as there are.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import { JUNIT_END, JUNIT_START, junitFault, junitSuite } from "../../src/commands/verify-junit.ts";
import { CHECKS } from "../../src/core/finding.ts";
import { badge, entry, record, signed } from "../checks/forge.ts";
import { laurel, type Run } from "../road.ts";
import { type Element, readXml } from "./xml.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
const junit = (...args: readonly string[]): Promise<Run> =>
  laurel("verify", ...args, "--format", "junit", "--offline", "--now", "2026-06-01T12:00:00Z");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "laurel-junit-"));
  const honest = await signed(badge());
  const put = (name: string, value: unknown) => writeFileSync(at(name), JSON.stringify(value));
  put("good.json", honest);
  put("bad.json", { ...honest, name: "Surgery" });
  put("unsure.json", await signed(badge({ credentialStatus: [entry(), entry({ statusPurpose: "suspension" })] })));
  put(
    "record.json",
    await signed(record([honest, { ...honest, id: "urn:uuid:55555555-5555-4555-8555-555555555555" }])),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const named = ({ children }: Element, name: string): readonly Element[] => children.filter((one) => one.name === name);
const bad = (suite: Element, element: string): readonly (readonly [string | undefined, string | undefined])[] =>
  named(suite, "testcase")
    .filter((one) => named(one, element).length > 0)
    .map((one) => [one.attributes["name"], named(one, element)[0]?.attributes["type"]]);

test("has a suite for each file and a case for each check, with what failed and what could not be told", async () => {
  const run = await junit(at("good.json"), at("bad.json"), at("unsure.json"));
  expect(run.status).toBe(1);
  const root = readXml(run.out);
  expect(root.name).toBe("testsuites");
  const suites = named(root, "testsuite");
  expect(suites.map(({ attributes }) => attributes["name"])).toEqual(["good.json", "bad.json", "unsure.json"].map(at));
  const [good, spoilt, unsure] = suites as [Element, Element, Element];
  expect(new Set(named(good, "testcase").map(({ attributes }) => attributes["name"]))).toEqual(new Set(CHECKS));
  expect(bad(good, "failure")).toEqual([]);
  expect(bad(good, "error")).toEqual([]);
  expect(bad(spoilt, "failure")).toEqual([["proof.signature", "SIGNATURE_WRONG"]]);
  expect(bad(unsure, "error")).toEqual([
    ["status", "STATUS_UNAVAILABLE"],
    ["status (2)", "STATUS_UNAVAILABLE"],
  ]);
  for (const suite of suites) {
    const { tests, failures, errors, skipped } = suite.attributes;
    const count = (name: string) => named(suite, "testcase").filter((one) => named(one, name).length > 0).length;
    expect([tests, failures, errors, skipped].map(Number)).toEqual([
      named(suite, "testcase").length,
      count("failure"),
      count("error"),
      count("skipped"),
    ]);
  }
});

test("shows the checks of each credential inside, under its own name", async () => {
  const root = readXml((await junit(at("record.json"))).out);
  const failures = named(named(root, "testsuite")[0] as Element, "testcase").filter(
    (one) => named(one, "failure").length > 0,
  );
  expect(failures.map(({ attributes }) => [attributes["classname"], attributes["name"]])).toEqual([
    [at("record.json"), "credentials"],
    [`${at("record.json")} / credential 2`, "proof.signature"],
  ]);
});

test("shows a file that cannot be read, and goes on", async () => {
  const run = await junit(at("gone.json"), at("good.json"));
  const suites = named(readXml(run.out), "testsuite");
  expect(bad(suites[0] as Element, "error")).toEqual([["parse", "FILE_MISSING"]]);
  expect(suites).toHaveLength(2);
  expect(run.status).toBe(3);
});

test("is not to be had together with --json", async () => {
  expect((await junit(at("good.json"), "--json")).status).toBe(2);
});

const EVIL = `</testsuite>"'&amp;<![CDATA[ ]]> <!-- \u0000\u0008\u001b[31m\u000b\u007f\u0085\u202e\ud800 x \udc00 \ufffe\uffff \u{1fffe} \u{1f600}\n\t--> &#0;`;

test("is well-formed whatever stands in a credential, and shows it as text", () => {
  const report: Report = {
    verdict: "invalid",
    type: EVIL,
    id: EVIL,
    issuer: { id: EVIL, name: EVIL },
    subject: EVIL,
    checks: [
      { id: "parse", status: "failed", code: "PARSE", message: EVIL, pointer: EVIL },
      { id: "shape", status: "unknown", code: "X", message: EVIL },
      { id: "type", status: "skipped", code: "Y", message: EVIL },
    ],
    credentials: [],
  };
  const all = [
    JUNIT_START,
    junitSuite(EVIL, report),
    junitFault(EVIL, { code: "FILE_MISSING", message: EVIL }),
    JUNIT_END,
  ];
  const suites = named(readXml(all.join("\n")), "testsuite");
  expect(suites).toHaveLength(2);
  const [failure] = named(suites[0] as Element, "testcase").flatMap((one) => named(one, "failure"));
  expect(failure?.attributes["message"]).toContain("</testsuite>\"'&amp;<![CDATA[ ]]> <!-- \\u0000\\u0008\\u001b[31m");
  expect(failure?.text).toContain("https://www.w3.org/TR/vc-data-model#PARSING_ERROR");
});

test("the reader of these tests refuses what is not well-formed", () => {
  const broken = [
    "",
    "<a>",
    "<a></b>",
    "<a/><b/>",
    "<a>&</a>",
    "<a>&x;</a>",
    '<a b="1" b="2"/>',
    "<a b=1/>",
    "<a>\u0001</a>",
    "x<a/>",
  ];
  for (const source of broken) expect(() => readXml(source), source).toThrow();
  expect(readXml('<a b="&lt;">x<c/></a>')).toMatchObject({
    attributes: { b: "<" },
    text: "x",
    children: [{ name: "c" }],
  });
});
