import { describe, expect, it } from "vitest";
import { Fault, type FaultFacts, FaultList } from "../../src/core/fault.ts";
import { readYamlDocument } from "../../src/readers/yaml.ts";

const read = async (source: string) => (await readYamlDocument(source, "x.yaml")).value;

async function faultsOf(source: string): Promise<readonly FaultFacts[]> {
  try {
    await read(source);
  } catch (error) {
    if (error instanceof Fault) return [error.facts];
    if (error instanceof FaultList) return error.faults;
    throw error;
  }
  return [];
}

describe("YAML", () => {
  it("keeps every scalar as it was typed", async () => {
    const typed = ["no", "0012", "1e5", "2026-05-31", "0x1F", "12:30:45", ".5", "true", "1_000", "Null", "NO"];
    expect(await read(typed.map((text) => `- ${text}`).join("\n"))).toEqual(typed);
  });

  it("takes ~, null and nothing as nothing, and the same words in quotation marks as text", async () => {
    expect(await read("a: ~\nb: null\nc:\nd: '~'\ne: \"null\"\nf: ''")).toEqual({
      a: "",
      b: "",
      c: "",
      d: "~",
      e: "null",
      f: "",
    });
  });

  it("knows the line and column of every value, also of one that is missing", async () => {
    const { placeOf } = await readYamlDocument("- id: 1\n  name: Ada\n- id: 2\n", "x.yaml");
    expect(["/0", "/0/name", "/1", "/1/name", "/7"].map(placeOf)).toEqual([
      { line: 1, column: 3 },
      { line: 2, column: 3 },
      { line: 3, column: 3 },
      { line: 3, column: 3 },
      { line: 1, column: 1 },
    ]);
  });

  it.each([
    ["a name that stands twice", "a: 1\nb: 2\na: 3", 3],
    ["a name that stands twice in braces", "a: {b: 1, b: 2}", 1],
    ["a tab that indents", "- a: 1\n\tb: 2", 2],
    ["a colon in a bare text", "a: 1\nb: c: d", 2],
    ["a quotation mark that is not closed", `a: 1\nb: "x\n${"c: y\n".repeat(100)}`, 2],
    ["another quotation mark that is not closed", "a: 1\nb: 'it''s\nc: y", 2],
    ["a bracket that is not closed", "a: [1, 2", 1],
    ["a second document, whose rows would be lost", "- id: 1\n---\n- id: 2", 2],
    ["an alias", "a: &x 1\nb: *x", 2],
    ["an alias of nothing", "a: *nope", 1],
    ["a merge key's alias", "base: &b {x: 1}\nc:\n  <<: *b", 3],
    ["a tag that runs code elsewhere", 'a: !!js/function "x"', 1],
    ["a tag that reads bytes", "a: 1\nb: !!binary aGk=", 2],
    ["the name __proto__", "a: 1\n__proto__: {x: 1}", 2],
    ["the name constructor", "constructor: 1", 1],
    ["half of a character", 'a: 1\nb: "\\ud800"', 2],
    ["a list as a name", "? [a]\n: b", 1],
    ["a text that begins with @", "a: @x", 1],
  ])("refuses %s, at its line", async (_, source, line) => {
    const [first] = await faultsOf(source);
    expect(first).toMatchObject({ code: "YAML_INVALID", file: "x.yaml", line });
  });

  it.each([
    ["brackets", "[".repeat(20_000)],
    ["closed brackets", `${"[".repeat(1000)}${"]".repeat(1000)}`],
    ["braces", "{a: ".repeat(20_000)],
    ["hyphens", `${"- ".repeat(20_000)}x`],
    ["indentation", Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ])("refuses nesting that would exhaust the stack: %s", async (_, source) => {
    expect(await faultsOf(source)).toMatchObject([
      { code: "YAML_INVALID", message: "want at most 64 levels of nesting" },
    ]);
  });

  it("is read ten levels deep without a word", async () => {
    expect(await faultsOf(`${"[".repeat(10)}x${"]".repeat(10)}`)).toEqual([]);
  });

  it("repeats nothing of what stands in the file", async () => {
    const said = JSON.stringify(await faultsOf("- Ada Lovelace\nada@example.edu: c"));
    expect(said).toContain("YAML_INVALID");
    expect(said).not.toMatch(/Ada|ada@/);
  });
});
