import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLine } from "../../src/core/csv.ts";
import { Fault } from "../../src/core/fault.ts";
import { delimiterOf, readCsv } from "../../src/readers/csv.ts";
import { type DelimitedRecord, recordsIn } from "../../src/readers/delimited.ts";

/** The records of a text that comes in pieces, with the places of the faults between them. */
async function readPieces(pieces: readonly string[], delimiter: string, refuse?: (fault: Fault) => void) {
  const records: DelimitedRecord[] = [];
  const how = { delimiter, file: "roster.csv", ...(refuse === undefined ? {} : { refuse }) };
  for await (const record of recordsIn(pieces, how)) records.push(record);
  return records;
}

const read = (source: string, delimiter = ",") => readPieces([source], delimiter);

async function refusal(source: string): Promise<string> {
  try {
    await read(source);
  } catch (error) {
    if (error instanceof Fault) return `${error.facts.line}:${error.facts.column} ${error.facts.code} ${error.message}`;
    throw error;
  }
  return "taken";
}

describe("delimited text", () => {
  it("gives back the cells that were written, whatever they hold", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", "🎓", '"', ",", ";", "\n", "\r\n", " ", "'", "=") });
    const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(records, fc.constantFrom(",", ";", "\t"), async (rows, delimiter) => {
        const source = rows.map((cells) => csvLine(cells, delimiter)).join("");
        expect((await read(source, delimiter)).map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });

  it("counts the lines inside cells, so that every record knows the line it begins on", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "\n", "\r\n", '"') });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1 }), async (rows) => {
        let line = 1;
        const lines = rows.map((cells) => {
          const at = line;
          line += csvLine(cells).split("\n").length - 1;
          return at;
        });
        expect((await read(rows.map((cells) => csvLine(cells)).join(""))).map((record) => record.line)).toEqual(lines);
      }),
    );
  });

  it.each([
    ["CRLF", "a,b\r\n1,2\r\n"],
    ["CR alone", "a,b\r1,2\r"],
    ["several in one file", "a,b\r\n1,2\n"],
    ["none at the end", "a,b\n1,2"],
  ])("takes line ends of any system: %s", async (_, source) => {
    expect(await read(source)).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ["1", "2"] },
    ]);
  });

  it("is the same however it is cut into pieces, quotation marks where they cannot stand included", async () => {
    const unit = fc.constantFrom("a", '"', '"', ",", "\n", "\r\n", "\r", "é");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit })), async (pieces) => {
        const all = async (parts: readonly string[]) => {
          const faults: string[] = [];
          const records = await readPieces(parts, ",", (fault) => faults.push(JSON.stringify(fault.facts)));
          return { records, faults };
        };
        expect(await all(pieces)).toEqual(await all([pieces.join("")]));
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps an empty cell after the last delimiter", async () => {
    expect(await read("a,b,\n1,,\n,")).toEqual([
      { line: 1, cells: ["a", "b", ""] },
      { line: 2, cells: ["1", "", ""] },
      { line: 3, cells: ["", ""] },
    ]);
  });

  it("points to the quotation mark that is never closed, not to the end of the file", async () => {
    expect(await refusal(`a,b\n1,2\n3,"x\n${"4,5\n".repeat(3000)}`)).toBe(
      "3:3 CSV_INVALID a quotation mark is opened here and never closed",
    );
  });

  it("points to the opening mark also where a later cell seems to close it", async () => {
    expect(await refusal('a,b\n1,"x\n2,"y",z\n')).toMatch(/^2:3 CSV_INVALID .*on line 3/);
  });

  it("refuses a quotation mark in the middle of a bare cell, at its place", async () => {
    expect(await refusal('a,b\n1,a 5" pipe\n')).toMatch(/^2:6 CSV_INVALID/);
  });
});

describe("the delimiter of a CSV", () => {
  it.each([
    ["id,name\n", ","],
    ["id;name\n1;a,b,c,d\n", ";"],
    ["id\tname\n", "\t"],
    ["id|name\n", "|"],
    ['"id;of;a;learner",name,email\n', ","],
    ["id\n1;2;3\n", ","],
    ["\n\n\tid\tname\n", "\t"],
    ["sep=;\nid,x;name,y;a,z,w,v\n", ";"],
    ['"sep=|"\r\nid|name\n', "|"],
  ])("of %j is %j", (source, delimiter) => {
    expect(delimiterOf(source)).toBe(delimiter);
  });
});

describe("a CSV as a table", () => {
  const table = (source: string) => readCsv(source, "roster.csv");

  it("gives each cell its header and line", async () => {
    expect(await table('\ufeffid,name\n\n1,"A\nB"\n2,C\n')).toEqual({
      file: "roster.csv",
      delimiter: ",",
      columns: [
        { name: "id", line: 1 },
        { name: "name", line: 1 },
      ],
      rows: [
        {
          line: 3,
          cells: [
            { name: "id", text: "1", line: 3 },
            { name: "name", text: "A\nB", line: 3 },
          ],
        },
        {
          line: 5,
          cells: [
            { name: "id", text: "2", line: 5 },
            { name: "name", text: "C", line: 5 },
          ],
        },
      ],
    });
  });

  it("keeps the lines right below the line in which Excel names the delimiter", async () => {
    const { columns, rows } = await table("sep=;\r\nid;name\r\n1;A\r\n");
    expect([columns.map(({ name, line }) => [name, line]), rows.map(({ line }) => line)]).toEqual([
      [
        ["id", 2],
        ["name", 2],
      ],
      [3],
    ]);
  });

  it("marks a row with fewer cells than there are named headers, and only such a row", async () => {
    const { rows } = await table("id,name,awarded,,\n1,A,2026-05-31\n2,B\n3,C,2026-05-31,,,\n");
    expect(rows.map(({ short }) => short)).toEqual([undefined, { want: 3, got: 2 }, undefined]);
  });

  it("leaves out rows without any text", async () => {
    expect((await table("id,name\n , \n,,\n\t\n1,A\n")).rows.map(({ line }) => line)).toEqual([5]);
  });

  it("refuses a file of blank lines", async () => {
    await expect(table("\n \n")).rejects.toMatchObject({ facts: { code: "FILE_EMPTY" } });
  });
});
