import { describe, expect, it } from "vitest";
import { Fault, FaultList } from "../../src/core/fault.ts";
import { readTable } from "../../src/readers/table.ts";

const rows = async (source: string, name: string) => (await readTable(source, name)).rows;
const cells = async (source: string, name: string) =>
  (await rows(source, name)).map((row) => Object.fromEntries(row.cells.map((cell) => [cell.name, cell.text])));

async function codes(source: string, name: string): Promise<readonly string[]> {
  try {
    await readTable(source, name);
  } catch (error) {
    if (error instanceof Fault) return [`${error.facts.code} ${error.facts.line ?? ""}`];
    if (error instanceof FaultList) return error.faults.map(({ code, line }) => `${code} ${line}`);
    throw error;
  }
  return [];
}

describe("a roster in YAML", () => {
  it("gives the columns that a CSV would have", async () => {
    const source = `
- id: 0012
  awarded: 2026-05-29
  result: {Final grade: A, GPA: 3.50}
  evidence:
    - {name: Portfolio, url: https://example.edu/p}
    - {name: Talk}
  alignment: [W.1.1, W.1.2]
- id: 0013
  result:
    - {name: Final grade, value: B}
  evidence: {name: Portfolio}
  narrative: ~
`;
    expect(await cells(source, "roster.yaml")).toEqual([
      {
        id: "0012",
        awarded: "2026-05-29",
        "result.Final grade": "A",
        "result.GPA": "3.50",
        "evidence.1.name": "Portfolio",
        "evidence.1.url": "https://example.edu/p",
        "evidence.2.name": "Talk",
        alignment: "W.1.1;W.1.2",
      },
      { id: "0013", "result.Final grade": "B", "evidence.1.name": "Portfolio", narrative: "" },
    ]);
  });

  it("has no column for a group with nothing in it", async () => {
    expect(await cells("- {id: 1, evidence: [], result: {}, results: , alignment: []}", "r.yml")).toEqual([
      { id: "1" },
    ]);
  });

  it("may stand under one name", async () => {
    expect(await cells("term: Spring\nawards:\n- id: 1", "r.yaml")).toEqual([{ id: "1" }]);
  });

  it("knows the line of each row and of each cell", async () => {
    const [, second] = await rows("- id: 1\n  name: A\n- id: 2\n  name: B\n", "r.yaml");
    expect([second?.line, second?.cells.map(({ line }) => line)]).toEqual([3, [3, 4]]);
  });

  it("is refused where an entry is no row, with every such line", async () => {
    expect(await codes("- id: 1\n- Ada\n- [x]\n", "r.yaml")).toEqual(["ROSTER_INVALID 2", "ROSTER_INVALID 3"]);
  });

  it.each(["just text", "a: 1\nb: 2", "a: [1]\nb: [2]"])("is refused without one list of rows: %j", async (source) => {
    expect(await codes(source, "r.yaml")).toEqual(["ROSTER_INVALID 1"]);
  });
});

describe("a roster in JSON", () => {
  it("keeps numbers as they were written, and takes null as nothing", async () => {
    const source = '[{"id": 12345678901234567890, "credits": 3.50, "awarded": "2026-05-29", "name": null, "ok": true}]';
    expect(await cells(source, "r.json")).toEqual([
      { id: "12345678901234567890", credits: "3.50", awarded: "2026-05-29", name: "", ok: "true" },
    ]);
  });

  it("reads nested results and evidence", async () => {
    const source =
      '{"awards": [{"id": "1", "result": {"Final grade": 90}, "evidence": [{"id": "https://x.example/"}]}]}';
    expect(await cells(source, "r.json")).toEqual([
      { id: "1", "result.Final grade": "90", "evidence.1.id": "https://x.example/" },
    ]);
  });

  it("points to a member that stands twice", async () => {
    expect(await codes('[{"id": 1,\n"id": 2}]', "r.json")).toEqual(["JSON_INVALID 2"]);
  });
});

describe("a roster of any kind", () => {
  it("is refused when its name tells no kind, and when it is empty", async () => {
    expect(await codes("x", "roster.xlsx")).toEqual(["ROSTER_INVALID "]);
    expect(await codes("x", "roster")).toEqual(["ROSTER_INVALID "]);
    expect(await codes(" \n", "roster.csv")).toEqual(["FILE_EMPTY "]);
    expect(await codes("\n", "roster.yaml")).toEqual(["FILE_EMPTY "]);
  });

  it("is a CSV on standard input, and split by tabs in a .tsv", async () => {
    expect(await cells("id,name\n1,A", "-")).toEqual([{ id: "1", name: "A" }]);
    expect(await cells("id\tname\n1\tA, B", "r.TSV")).toEqual([{ id: "1", name: "A, B" }]);
  });

  it("may bring a column that is named like a part of the language", async () => {
    const [row] = await rows("__proto__,constructor\nx,y", "r.csv");
    expect(row?.cells.map(({ name, text }) => [name, text])).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it("may have forty thousand rows", { timeout: 20_000 }, async () => {
    const many = Array.from({ length: 40_000 }, (_, n) => n);
    const csv = `id,name\n${many.map((n) => `${n},"A, ${n}\nB"\n`).join("")}`;
    expect((await rows(csv, "r.csv")).at(-1)?.line).toBe(80_000);
    expect((await rows(JSON.stringify(many.map((id) => ({ id }))), "r.json")).length).toBe(40_000);
  });
});
