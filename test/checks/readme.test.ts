// The checks' README, held to the code: every code that a check gives stands in it, and no other.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CHECKS } from "../../src/core/finding.ts";

const here = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const folder = (path: string): readonly string[] =>
  readdirSync(new URL(path, import.meta.url))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => here(`${path}${name}`));

/** A code stands in the source as a literal of two words or more, or is one of these. */
const SINGLE = ["PARSE", "ENCODING", "SCHEMA", "REVOKED", "SUSPENDED", "EXPIRED"];
const literals = (source: string): readonly string[] =>
  [...source.matchAll(/"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)"/g)]
    .map(([, word = ""]) => word)
    .filter((word) => word.includes("_") || SINGLE.includes(word));

const readme = here("../../src/checks/README.md");
const documented = [...readme.matchAll(/^\|\s*`([A-Z0-9_]+)`\s*\|\s*(.+?)\s*\|\s*(.+?)\s*\|$/gm)].map(
  ([, code = "", status = ""]) => ({
    code,
    status,
  }),
);
/** Codes that the checks pass on from the rooms below them. */
const below = ["../../src/proofs/", "../../src/rdf/", "../../src/flows/", "../../src/readers/"]
  .flatMap(folder)
  .flatMap(literals);
const PASSED_ON = new Set([...below, "JSON_INVALID", "FILE_TOO_LARGE"]);

describe("src/checks/README.md", () => {
  test("has every code of the checks", () => {
    const said = new Set(documented.map(({ code }) => code));
    const given = new Set(folder("../../src/checks/").flatMap(literals));
    expect([...given].filter((code) => !said.has(code))).toEqual([]);
  });
  test("has no code that nothing gives, and none twice", () => {
    const given = new Set(folder("../../src/checks/").flatMap(literals));
    const codes = documented.map(({ code }) => code);
    expect(codes.filter((code) => !given.has(code) && !PASSED_ON.has(code))).toEqual([]);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });
  test("has a section for every check, in the order of the reports", () => {
    const titles = [...readme.matchAll(/^## (.+)$/gm)].flatMap(([, title = ""]) => title.split(", "));
    expect(titles).toEqual([...CHECKS]);
  });
  test("gives each code a status that a finding can have", () => {
    for (const { code, status } of documented) expect(status, code).toMatch(/^(failed|unknown|skipped|likewise)/);
  });
});
