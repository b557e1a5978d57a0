import { describe, expect, it } from "vitest";
import { Fault, FaultList, sentence } from "../../src/core/fault.ts";
import { meaningOf, targetOf } from "../../src/model/column.ts";
import { columnsOf, requireColumns } from "../../src/model/header.ts";

const headers = (...names: readonly string[]) => names.map((name) => ({ name, line: 1 }));
const columns = (names: readonly string[], mapping: Record<string, string> = {}) =>
  columnsOf(headers(...names), mapping, { file: "roster.csv" });

function refusal(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof FaultList) return error.faults.map(sentence);
    if (error instanceof Fault) return [sentence(error.facts)];
    throw error;
  }
  return [];
}

describe("a header", () => {
  it.each([
    ["Given Name", "given name"],
    ["given_name", "given name"],
    ["GIVENNAME", "given name"],
    [" Valid-Until ", "valid until"],
    ["E-Mail", "email"],
    ["ｅｍａｉｌ", "email"],
    ["D.I.D.", "did"],
    ["License\u00a0Number", "license number"],
  ])("%j is the column %j", (name, column) => {
    expect(meaningOf(name)).toEqual({ kind: "column", name: column });
  });

  it.each([
    ["result.Final grade", "Final grade"],
    ["Result: GPA ", "GPA"],
    ["results/Bend test", "Bend test"],
    ["result.C++", "C++"],
    ["result.{{x}}", "{{x}}"],
    ["result.1.2", "1.2"],
  ])("%j is the result %j", (name, result) => {
    expect(meaningOf(name)).toEqual({ kind: "result", name: result });
  });

  it.each([
    ["evidence.1.url", 1, "id"],
    ["Evidence 2 Name", 2, "name"],
    ["evidence12.genre", 12, "genre"],
    ["evidence.01.narrative", 1, "narrative"],
  ])("%j is a field of evidence", (name, group, field) => {
    expect(meaningOf(name)).toEqual({ kind: "evidence", group, field });
  });

  it.each([
    "grade",
    "evidence",
    "evidence.url",
    "evidence.1.colour",
    "result",
    "result.",
    "__proto__",
    "constructor",
    "",
  ])("%j means nothing by itself", (name) => {
    expect(meaningOf(name)).toBeUndefined();
  });
});

describe("columns of the config", () => {
  it("rename a header, without regard to case, spaces and punctuation", () => {
    const meanings = columns(["STUDENT NO", "Grade", "Advisor"], {
      "Student No.": "id",
      Grade: "result.Final grade",
      advisor: "ignore",
    });
    expect([...meanings]).toEqual([
      ["STUDENT NO", { kind: "column", name: "id" }],
      ["Grade", { kind: "result", name: "Final grade" }],
      ["Advisor", { kind: "ignore" }],
    ]);
  });

  it("go before what a header means by itself", () => {
    expect(columns(["Name", "id"], { Name: "ignore", id: "license number" }).get("id")).toEqual({
      kind: "column",
      name: "license number",
    });
  });

  it("tell headers without letters apart, and headers that only marks tell apart", () => {
    const meanings = columns(["#", "%", "की", "का"], { "#": "id", "%": "credits", की: "role", का: "term" });
    expect([...meanings.values()].map((meaning) => "name" in meaning && meaning.name)).toEqual([
      "id",
      "credits",
      "role",
      "term",
    ]);
  });

  it("take only words that mean something", () => {
    expect(["id", "Ignore", "result.X", "evidence.1.url"].every((word) => targetOf(word) !== undefined)).toBe(true);
    expect(["reason", "grade", "", "evidence.1", "constructor"].filter((word) => targetOf(word) !== undefined)).toEqual(
      [],
    );
  });
});

describe("a header that cannot stand", () => {
  it("is named with its guess, all such headers together, invisible characters made visible", () => {
    expect(refusal(() => columns(["Student\u00a0mail ", "Surname", "Frobnicated\u200b", "Reason", "ignore"]))).toEqual([
      expect.stringMatching(
        /^roster\.csv:1: want columns that laurel knows, got "Student\\u00a0mail " \[COLUMN_UNKNOWN\]\n.*"email"/,
      ),
      expect.stringMatching(/got "Surname".*\n.*"family name"/),
      expect.stringMatching(/got "Frobnicated\\u200b"/),
      expect.stringMatching(/got "Reason"/),
      expect.stringMatching(/got "ignore"/),
    ]);
  });

  it.each([
    ["Candidate", "name"],
    ["Student Number", "id"],
    ["Matrikelnummer", "id"],
    ["Emplid", "id"],
    ["Nachname", "family name"],
    ["Completion Date", "awarded"],
  ])("%j is taken to mean %j", (name, column) => {
    expect(refusal(() => columns([name, "id2"]))[0]).toContain(`Do you mean "${column}"?`);
  });

  it.each(["Unnamed: 0", "SPRIDEN_MI", "y", "Video", "Advisor"])("%j gets no guess for a few letters", (name) => {
    expect(refusal(() => columns([name, "id2"]))[0]).toMatch(/hint: Map it in laurel\.yaml, as in .*: ignore \}/);
  });

  it.each([
    ["id,name,achievement", /hint: Another character stands between the cells .*--delimiter/],
    ["Graduates of spring 2025", /hint: Where a title or a comment stands above the table, take it out/],
    ["# exported by the registrar", /hint: Where a title or a comment/],
    ["<html><body>", /want a table, got a page of HTML or XML \[ROSTER_INVALID\]\n {2}hint: Open it in a spreadsheet/],
    ['<?xml version="1.0"?>', /ROSTER_INVALID/],
  ])("that is %s alone in its line says what may be wrong with the file", (name, said) => {
    expect(refusal(() => columns([name, "", ""]))).toEqual([expect.stringMatching(said)]);
  });

  it("that has a value in it, as YAML reads a colon without a space behind it, does not show the value", () => {
    expect(refusal(() => columns(["id", "Given name:Ada Alder", "urn:x"]))).toEqual([
      'roster.csv:1: want a space behind the colon of "Given name" [COLUMN_UNKNOWN]',
      expect.stringContaining('got "urn:x"'),
    ]);
  });

  it("is told with others in one sentence where they are many, the first by name", () => {
    const many = Array.from({ length: 200 }, (_name, nth) => (nth === 1 ? "Mail" : `col${nth}`));
    expect(refusal(() => columns(["id", ...many]))).toEqual([
      `roster.csv:1: want columns that laurel knows, got "col0", "Mail", "col2", "col3", "col4" and 195 more [COLUMN_UNKNOWN]
  hint: Map them in laurel.yaml, as in columns: { "col0": ignore, "Mail": email, "col2": ignore, "col3": ignore, "col4": ignore, … }, or leave them aside by "ignore". \`laurel help roster\` lists the columns.`,
    ]);
    expect(refusal(() => columns(["id", ...many.slice(0, 5)]))).toHaveLength(5);
    const joined = many.map((_name, nth) => `Name:Learner ${nth}`);
    expect(refusal(() => columns(["id", ...joined]))).toEqual([
      expect.stringMatching(/want a space behind the colon of (?:"Name", ){4}"Name" and 195 more/),
    ]);
  });

  it("is the second of two that mean the same", () => {
    expect(refusal(() => columns(["name", "Name"]))).toHaveLength(1);
    expect(refusal(() => columns(["Student No.", "id"], { "Student No.": "id" }))[0]).toMatch(
      /COLUMN_DOUBLE.*\n.*ignore/s,
    );
    expect(refusal(() => columns(["evidence.1.id", "evidence.1.url"]))).toHaveLength(1);
    expect(refusal(() => columns(["result.Final Grade", "Result.final grade"]))).toHaveLength(1);
  });

  it("is not one without a name, one left aside, nor the reason that laurel wrote", () => {
    const meanings = columns(["id", "", " ", "x", "x", "reason"], { x: "ignore" });
    expect([...meanings.keys()]).toEqual(["id", "x", "reason"]);
    expect(meanings.get("reason")).toEqual({ kind: "ignore" });
  });

  it("is not one of two results whose names only punctuation tells apart", () => {
    expect([...columns(["result.C", "result.C++", "result.C#"]).values()]).toHaveLength(3);
  });

  it("keeps the reason that laurel wrote apart from a reason of the roster's own", () => {
    const meanings = columns(["Reason", "reason"], { Reason: "narrative" });
    expect(meanings.get("Reason")).toEqual({ kind: "column", name: "narrative" });
    expect(meanings.get("reason")).toEqual({ kind: "ignore" });
  });
});

describe("a header without a column that every row needs", () => {
  const lacks = (names: readonly string[], achievement?: string) =>
    refusal(() => requireColumns(headers(...names), columns(names, { Nr: "ignore" }), { file: "r.csv", achievement }));

  it("is told once, with the headers that were found", () => {
    expect(lacks(["Nr", "name"])).toEqual([
      expect.stringMatching(
        /^r\.csv:1: want a column "awarded", got "Nr", "name" \[COLUMN_MISSING\]\n {2}hint: .*awarded/,
      ),
      expect.stringMatching(/want a column "id", "email" or "did", got/),
      expect.stringMatching(/want a column "achievement", got/),
    ]);
  });

  it("needs no achievement where --achievement says it", () => {
    expect(lacks(["did", "awarded"], "soil-101")).toEqual([]);
    expect(lacks(["did", "awarded", "achievement"])).toEqual([]);
  });
});
