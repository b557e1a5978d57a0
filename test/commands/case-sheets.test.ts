import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { childOf, idOf, item, packageOf } from "../frameworks/fixture.ts";
import { laurel, NOW } from "../road.ts";

const WELDING = fileURLToPath(new URL("../../fixtures/welding.case.json", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "laurel-sheets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const saved = (name: string, body: string): string => {
  writeFileSync(at(name), body);
  return at(name);
};

describe("case export and case import", () => {
  it("bring a framework into a workbook and back, with nothing to tell of it", async () => {
    const out = await laurel("case", "export", WELDING, "--to", "xlsx", "--out", at("welding.xlsx"), "--json");
    expect([out.status, JSON.parse(out.out)]).toMatchObject([0, { items: 19 }]);
    const back = await laurel("case", "import", at("welding.xlsx"), "--out", at("welding.json"));
    expect([back.status, back.out, back.err]).toEqual([
      0,
      "",
      `19 items, 26 associations written to ${at("welding.json")}\n`,
    ]);
    const diff = await laurel("case", "diff", WELDING, at("welding.json"));
    expect(diff).toEqual({ status: 0, out: "", err: "the same 19 items\n" });
  });

  it("say what a table of items alone does not hold, and take it back all the same", async () => {
    const { status, err } = await laurel("case", "export", WELDING, "--to", "csv", "--out", at("welding.csv"));
    expect(status).toBe(0);
    expect(err).toContain("1 × CFDocument, first at /CFDocument\n");
    expect(err).toContain("7 × CFAssociations other than isChildOf");
    await laurel("case", "import", at("welding.csv"), "--out", at("items.json"), "--creator", "Me", "--now", NOW);
    const [tree, before] = [await laurel("case", "tree", at("items.json")), await laurel("case", "tree", WELDING)];
    expect(tree.out.split("\n").slice(1)).toEqual(before.out.split("\n").slice(1));
    expect(tree.out.split("\n")[0]).toBe("welding");
  });

  it("make no formula of a statement, and give back what it was", async () => {
    const bad = saved(
      "bad.json",
      JSON.stringify(packageOf([item("B.1", { fullStatement: "=HYPERLINK(1)" })], [childOf("B.1", "document", 1)])),
    );
    const { out } = await laurel("case", "export", bad, "--to", "csv");
    expect(out.split("\n")[1]).toMatch(new RegExp(`^${idOf("B.1")},'=HYPERLINK\\(1\\),B\\.1,1,`));
    saved("bad.csv", out);
    const back = JSON.parse((await laurel("case", "import", at("bad.csv"), "--title", "T")).out) as {
      CFItems: { fullStatement: string }[];
    };
    expect(back.CFItems[0]?.fullStatement).toBe("=HYPERLINK(1)");
  });

  it("say row and column of what is wrong, and write nothing", async () => {
    const twice = saved("twice.csv", "fullStatement,smartLevel\nKneads,1.1\nRests,1.1\n");
    const { status, err } = await laurel("case", "import", twice, "--title", "T", "--out", at("none.json"));
    expect(status).toBe(3);
    expect(err).toContain(
      `${twice}:3: sheet "CF Item", column "smartLevel": want a level of its own, got "1.1" as in row 2 [FRAMEWORK_INVALID]`,
    );
    expect(() => readFileSync(at("none.json"))).toThrow();
  });

  it("want a form, a place for the bytes, and a template that is one", async () => {
    expect((await laurel("case", "export", WELDING)).status).toBe(2);
    expect((await laurel("case", "export", WELDING, "--to", "ods")).status).toBe(2);
    expect((await laurel("case", "export", WELDING, "--to", "csv", "--json")).status).toBe(2);
    expect((await laurel("case", "import", at("welding.csv"), "--uri-template", "https://x.example/")).status).toBe(2);
  });
});
