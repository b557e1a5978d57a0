import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { association, childOf, idOf, item, packageOf, uriOf } from "../frameworks/fixture.ts";
import { laurel } from "../road.ts";

const folder = mkdtempSync(join(tmpdir(), "laurel-compare-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const saved = (name: string, value: JsonObject): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
};
const TREE = [childOf("B.1", "document", 1), childOf("B.2", "B.1", 1)];
const old = saved("old.json", packageOf([item("B.1"), item("B.2"), item("B.3")], TREE, { version: "2025" }));
const next = saved(
  "new.json",
  packageOf(
    [item("B.1", { fullStatement: "Kneads dough." }), item("B.2"), item("B.4")],
    [...TREE, association("replacedBy", "B.3", "B.4")],
    { version: "2026" },
  ),
);

describe("case diff", () => {
  it("says in words what became of the items, and ends with 1", async () => {
    const { status, out } = await laurel("case", "diff", old, next);
    expect(status).toBe(1);
    expect(out).toBe(`document (1)
  version "2025" → "2026"
added (1)
  B.4  Statement of B.4.
replaced (1)
  B.3  Statement of B.3.
    by B.4  Statement of B.4.
reworded (1)
  B.1
    - Statement of B.1.
    + Kneads dough.
linked (1)
  B.3 replacedBy B.4
`);
  });

  it("gives a script one object", async () => {
    const { out } = await laurel("case", "diff", old, next, "--json");
    expect(JSON.parse(out)).toMatchObject({
      old: { file: old, version: "2025" },
      new: { file: next, version: "2026" },
      same: false,
      kept: 2,
      added: [{ code: "B.4" }],
      removed: [],
      reworded: [{ code: "B.1", from: "Statement of B.1.", to: "Kneads dough." }],
      replaced: [{ code: "B.3", by: [{ code: "B.4", identifier: idOf("B.4") }] }],
      moved: [],
      retired: [],
      recoded: [],
    });
  });

  it("ends with 0 when there is nothing to tell", async () => {
    expect(await laurel("case", "diff", old, old)).toEqual({ status: 0, out: "", err: "the same 3 items\n" });
  });

  it("ends with 3 when a file cannot be read", async () => {
    expect((await laurel("case", "diff", old, join(folder, "none.json"))).status).toBe(3);
  });
});

describe("case crosswalk", () => {
  const a = saved(
    "a.json",
    packageOf(
      [item("A.1"), item("A.2")],
      [association("exactMatchOf", "A.1", "C.1"), association("isRelatedTo", "A.2", "far")],
    ),
  );
  const b = saved("b.json", packageOf([item("C.1", { fullStatement: "=SUM(A1)" })], [], { title: "Other skills" }));

  it("lists pairs, ends elsewhere and what has no counterpart", async () => {
    const { status, out } = await laurel("case", "crosswalk", a, b);
    expect([status, out]).toEqual([
      0,
      `Bakery skills → Other skills (1)
  A.1 exactMatchOf C.1  =SUM(A1)
with an end in neither of the two (1)
  A.2 isRelatedTo ${uriOf("far")}
without a counterpart: 1 item of Bakery skills, 0 items of Other skills
`,
    ]);
  });

  it("gives a spreadsheet a row for each, in which nothing runs", async () => {
    const { out } = await laurel("case", "crosswalk", a, b, "--csv");
    const [, match, far] = out.trim().split("\n");
    expect(match).toBe(
      `exactMatchOf,Bakery skills,A.1,Statement of A.1.,${idOf("A.1")},${uriOf("A.1")},Other skills,C.1,'=SUM(A1),${idOf("C.1")},${uriOf("C.1")}`,
    );
    expect(far).toContain(
      `isRelatedTo,Bakery skills,A.2,Statement of A.2.,${idOf("A.2")},${uriOf("A.2")},,,,${idOf("far")},${uriOf("far")}`,
    );
  });

  it("gives a script one object, and ends with 1 when there is nothing between the two", async () => {
    const { out } = await laurel("case", "crosswalk", a, b, "--json");
    expect(JSON.parse(out)).toMatchObject({
      crossings: [{ type: "exactMatchOf", from: { in: "a", code: "A.1" }, to: { in: "b", code: "C.1" }, file: a }],
      elsewhere: [{ type: "isRelatedTo", to: { in: "elsewhere", identifier: idOf("far") } }],
      shared: [],
      without: { a: 1, b: 0 },
    });
    expect((await laurel("case", "crosswalk", old, b)).status).toBe(1);
  });
});
