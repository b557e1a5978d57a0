import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli.ts";
import { association, childOf, idOf, item, packageOf, uriOf } from "../frameworks/fixture.ts";

const WELDING = fileURLToPath(new URL("../../fixtures/welding.case.json", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "laurel-case-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const saved = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** What the command line says and how it ends. */
async function laurel(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const status = await main(["case", ...args], {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    env: { COLUMNS: "80" },
    colour: false,
    watched: false,
    clock: () => new Date("2026-06-01T12:00:00Z"),
  });
  const lines = out
    .join("")
    .split("\n")
    .filter((line) => line !== "");
  return {
    status,
    out: out.join(""),
    err: err.join(""),
    lines,
    json: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe("case info", () => {
  it("gives a spreadsheet a row for each framework, beside one that cannot be read", async () => {
    const path = saved("=odd.json", JSON.stringify(packageOf([item("B.1"), item("B.2")], [], { title: "=1+1" })));
    const { status, lines } = await laurel("info", WELDING, saved("no.json", "{"), path, "--csv");
    const [head = "", ...rows] = lines;
    expect(head).toMatch(/^title,file,creator,publisher,version,status,in force,.*,odd,errors$/);
    expect([status, rows.length]).toEqual([3, 2]);
    expect(rows[0]).toMatch(/^Welding Technician Competencies,\S+,Northmere Technical College,,2025\.1,Implemented,/);
    expect(rows[1]).toMatch(/^'=1\+1,/);
    expect(new Set(lines.map((line) => line.replace(/"[^"]*"/g, "").split(",").length)).size).toBe(1);
    expect((await laurel("info", WELDING, "--csv", "--json")).status).toBe(2);
  });

  it("says in words what a framework is", async () => {
    const { status, out, err } = await laurel("info", WELDING);
    expect([status, err]).toEqual([0, ""]);
    for (const part of [
      "Welding Technician Competencies",
      "Northmere Technical College",
      "2025.1",
      "Implemented",
      "Creative Commons Attribution",
      "19, 3 at the top",
      "isChildOf (19), precedes (4)",
    ]) {
      expect(out).toContain(part);
    }
  });

  it("gives the same to a script, one object per file", async () => {
    const small = saved(
      "small.json",
      JSON.stringify({
        CFPackage: packageOf([
          item("B.1"),
          item("B.1", { identifier: idOf("x") }),
          item("B.2", { humanCodingScheme: null }),
        ]),
      }),
    );
    const { status, json } = await laurel("info", WELDING, small, "--json");
    expect(status).toBe(0);
    expect(json()).toMatchObject([
      {
        file: WELDING,
        title: "Welding Technician Competencies",
        caseVersion: "1.1",
        items: 19,
        roots: 3,
        orphans: 0,
        associations: 26,
        associationTypes: { isChildOf: 19, precedes: 4, isRelatedTo: 3 },
        withoutCode: 0,
        notices: [],
        errors: [],
      },
      {
        file: small,
        items: 3,
        withoutCode: 1,
        repeatedCodes: { "B.1": 2 },
        notices: [{ code: "WRAPPED" }, { code: "NULL_MEMBER", count: 1 }],
      },
    ]);
  });

  it("reads a framework that contradicts itself, and says where", async () => {
    const path = saved(
      "circle.json",
      JSON.stringify(packageOf([item("A"), item("B")], [childOf("A", "B"), childOf("B", "A")])),
    );
    const { status, out } = await laurel("info", path);
    expect(status).toBe(0);
    expect(out).toContain(
      "errors:\n    /CFItems/0 want a tree of isChildOf, got a circle: A is child of B is child of A",
    );
  });

  it("goes on after a file that cannot be used, and ends with 3", async () => {
    const broken = saved("broken.json", '{"CFDocument": ');
    const other = saved("other.json", '{"name":"not a framework"}');
    const { status, err, json } = await laurel("info", broken, other, join(folder, "none.json"), WELDING, "--json");
    expect(status).toBe(3);
    expect(json().map((line) => (line["error"] as { code?: string } | undefined)?.code ?? line["title"])).toEqual([
      "JSON_INVALID",
      "FRAMEWORK_INVALID",
      "FILE_MISSING",
      "Welding Technician Competencies",
    ]);
    expect(err).toContain("broken.json:1:16 /CFDocument: ");
    expect(err).toContain("hint: laurel reads a whole framework");
  });

  it("never lets a framework write to the terminal", async () => {
    const path = saved(
      "escape.json",
      JSON.stringify(
        packageOf([item("A", { humanCodingScheme: "\u001b[2JA", CFItemType: "\u001b]0;x\u0007" })], [], {
          title: "T\u001b[31m",
          creator: "C\u001b[31m\nlaurel: ok",
        }),
      ),
    );
    for (const args of [
      ["info", path],
      ["tree", path],
      ["search", "statement", path],
      ["show", idOf("A"), path],
    ]) {
      const { out, err } = await laurel(...args);
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]|^laurel: ok/m);
    }
  });
});

describe("case tree", () => {
  it("draws codes and statements within the width of the terminal", async () => {
    const { status, lines } = await laurel("tree", WELDING);
    expect([status, lines.length, lines[0]]).toEqual([0, 20, "Welding Technician Competencies"]);
    expect(lines[1]).toBe("├─ W.1 Sets up, runs and shuts down the arc and cutting processes of a producti…");
    expect(lines.at(-1)).toBe("   └─ W.3.5 Follows a written welding procedure specification (WPS), and record…");
    expect(lines.every((line) => [...line].length <= 80)).toBe(true);
  });

  it("stops at a depth and says how much is below", async () => {
    const { lines } = await laurel("tree", WELDING, "--depth", "1");
    expect(lines.slice(1).map((line) => line.slice(-5))).toEqual([" (+6)", " (+5)", " (+5)"]);
  });

  it("is nested objects to a script", async () => {
    const { json } = await laurel("tree", WELDING, "--json");
    const [tree] = json() as [{ roots: { code: string; children: { code: string; children: [] }[] }[]; orphans: [] }];
    expect(tree.roots.map(({ code, children }) => [code, children.map((child) => child.code)])[1]).toEqual([
      "W.2",
      ["W.2.1", "W.2.2", "W.2.3", "W.2.4", "W.2.5"],
    ]);
    expect(tree.orphans).toEqual([]);
  });

  it("wants a depth that is a number", async () => {
    expect((await laurel("tree", WELDING, "--depth", "0")).status).toBe(2);
  });
});

describe("case search", () => {
  it("lists the items that hold all words", async () => {
    const { status, lines, err } = await laurel("search", "FLAT weld smaw", WELDING);
    expect([status, lines.map((line) => line.slice(0, 5)), err]).toEqual([0, ["W.1.1", "W.1.2"], "2 items found\n"]);
  });

  it("gives a script one object per hit", async () => {
    const { json } = await laurel("search", "blueprint", WELDING, "--json", "--type", "competency");
    expect(json().map(({ code, framework, file }) => [code, framework, file])).toEqual([
      ["W.3.1", "Welding Technician Competencies", WELDING],
      ["W.3.2", "Welding Technician Competencies", WELDING],
    ]);
  });

  it("finds an item by its UUID and its URI, and puts the one of that very code first", async () => {
    const [{ identifier, uri } = {}] = (await laurel("search", "W.2.1", WELDING, "--json")).json();
    for (const name of [identifier, `urn:uuid:${String(identifier).toUpperCase()}`, uri, "w.2.1"]) {
      const hits = (await laurel("search", String(name), WELDING, "--json")).json();
      expect(hits[0]?.["code"], String(name)).toBe("W.2.1");
    }
  });

  it("keeps to a grade however it is written, in the order of the tree", async () => {
    const path = saved(
      "grades.json",
      JSON.stringify(
        packageOf(
          [
            item("B.1", { educationLevel: ["KG", "01"] }),
            item("B.2", { educationLevel: "09, 10" }),
            item("B.3", { educationLevel: ["Grade 9"] }),
          ],
          [childOf("B.3", "document", 1), childOf("B.2", "document", 2)],
        ),
      ),
    );
    const codes = async (grade: string) =>
      (await laurel("search", "", path, "--grade", grade, "--json")).json().map(({ code }) => code);
    expect([await codes("9"), await codes("09"), await codes("9th grade"), await codes("K"), await codes("1")]).toEqual(
      [["B.3", "B.2"], ["B.3", "B.2"], ["B.3", "B.2"], ["B.1"], ["B.1"]],
    );
    expect((await laurel("search", "statement", path, "--level", "10", "--json")).lines.length).toBe(1);
  });

  it("gives a spreadsheet a table in which nothing runs", async () => {
    const path = saved("formula.json", JSON.stringify(packageOf([item("B.1", { fullStatement: "=1+1, the sum" })])));
    const { out } = await laurel("search", "sum", path, "--csv");
    expect(out).toBe(
      `code,statement,type,grade,identifier,uri,framework,file\nB.1,"'=1+1, the sum",,,${idOf("B.1")},${uriOf("B.1")},Bakery skills,${path}\n`,
    );
    expect((await laurel("search", "sum", path, "--csv", "--json")).status).toBe(2);
  });

  it("ends with 1 when nothing is found", async () => {
    expect(await laurel("search", "pastry", WELDING)).toMatchObject({
      status: 1,
      out: "",
      err: 'nothing found for "pastry"\n',
    });
  });

  it("wants words, and a file", async () => {
    expect([(await laurel("search", " ", WELDING)).status, (await laurel("search", "weld")).status]).toEqual([2, 2]);
  });
});

describe("case show", () => {
  it("gives a spreadsheet the item, and a row for each of its relations", async () => {
    const path = saved(
      "relations.json",
      JSON.stringify(
        packageOf(
          [item("B"), item("B.1", { CFItemType: "Skill" }), item("B.1.1"), item("B.2")],
          [childOf("B.1", "B"), childOf("B.1.1", "B.1"), association("precedes", "B.2", "B.1")],
        ),
      ),
    );
    const { status, lines } = await laurel("show", "B.1", path, "--csv");
    expect(status).toBe(0);
    expect(lines[0]).toBe("relation,direction,code,statement,type,grade,identifier,uri,framework,file");
    expect(lines.slice(1).map((line) => line.split(",").slice(0, 5))).toEqual([
      ["", "", "B.1", "Statement of B.1.", "Skill"],
      ["isChildOf", "out", "B", "Statement of B.", ""],
      ["isChildOf", "in", "B.1.1", "Statement of B.1.1.", ""],
      ["precedes", "in", "B.2", "Statement of B.2.", ""],
    ]);
  });

  it("names no end where a publisher wrote the day of the start for one", async () => {
    const dates = { statusStartDate: "2018-09-25", statusEndDate: "2018-09-25" };
    const path = saved("dates.json", JSON.stringify(packageOf([item("B.1", dates)])));
    expect((await laurel("show", "B.1", path)).out).toMatch(/in force +from 2018-09-25\n/);
  });

  it("shows an item with its place, its relations and its alignment", async () => {
    const { status, out } = await laurel("show", "W.1.1", WELDING);
    expect(status).toBe(0);
    for (const part of [
      "Up to the root\n  W.1  Sets up",
      "precedes W.1.2",
      "follows W.2.1",
      '"targetCode": "W.1.1"',
      "keywords     SMAW, fillet weld",
    ])
      expect(out).toContain(part);
  });

  it("gives the same to a script", async () => {
    const { json } = await laurel("show", "W.1", WELDING, "--json");
    expect(json()).toMatchObject([
      {
        code: "W.1",
        folded: false,
        path: [],
        framework: { title: "Welding Technician Competencies" },
        children: [{ code: "W.1.1" }, { code: "W.1.2" }, {}, {}, {}, {}],
        alignment: { targetType: "CFItem", targetCode: "W.1" },
        notices: [],
      },
    ]);
  });

  it("says when it took a code that is written otherwise", async () => {
    const { status, err, json } = await laurel("show", "w.1.1.", WELDING, "--json");
    expect([status, err, json()[0]?.["folded"]]).toEqual([0, 'no item is written "w.1.1."; taken as W.1.1\n', true]);
  });

  it("ends with 1 and the nearest codes when there is none, with the candidates when there are two", async () => {
    const twice = saved("twice.json", JSON.stringify(packageOf([item("B.1"), item("B.1", { identifier: idOf("x") })])));
    const [none, two] = [await laurel("show", "W.1.9", WELDING), await laurel("show", "B.1", twice)];
    expect([none.status, none.out, two.status, two.out]).toEqual([1, "", 1, ""]);
    expect(none.err).toMatch(/\[ITEM_UNKNOWN\]\n {2}hint: Nearest by code: W\.1\.1 /);
    expect(two.err).toContain(idOf("x"));
  });

  it("says why an item cannot go into a badge", async () => {
    const path = saved(
      "urn.json",
      JSON.stringify(
        packageOf(
          [item("B.1", { uri: `urn:uuid:${idOf("B.1")}` }), item("B.2")],
          [association("exemplar", "B.1", "nowhere")],
        ),
      ),
    );
    const { status, out } = await laurel("show", "B.1", path);
    expect(status).toBe(0);
    expect(out).toContain("Not fit for a badge\n  want an http or https address as the uri of item");
    expect(out).toContain(`has the example ${idOf("nowhere")}`);
  });
});

describe("case", () => {
  it("has a help with examples for each of its commands, and no command of another name", async () => {
    for (const verb of ["info", "tree", "search", "show"]) {
      const { status, out } = await laurel(verb, "--help");
      expect([status, out.includes(`\nExamples:\n  $ laurel case ${verb} `)]).toEqual([0, true]);
    }
    expect((await laurel("bogus")).status).toBe(2);
    expect((await laurel()).status).toBe(2);
  });

  it("reads the frameworks in a folder", async () => {
    const { json } = await laurel("search", "undercut", join(WELDING, ".."), "--json");
    expect(json().map(({ code }) => code)).toEqual(["W.3.3"]);
  });
});
