import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { STRICT_CODES } from "../../src/flows/lint.ts";
import { LINT_CODES } from "../../src/frameworks/lint.ts";
import { childOf, idOf, item, linkTo, packageOf } from "../frameworks/fixture.ts";
import { laurel } from "../road.ts";

const WELDING = fileURLToPath(new URL("../../fixtures/welding.case.json", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "laurel-lint-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const saved = (name: string, body: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, body);
  return path;
};
const LICENCE = { licenseURI: linkTo("licence") };
const circle = saved(
  "circle.json",
  JSON.stringify(
    packageOf([item("B.1"), item("B.2")], [childOf("B.1", "B.2"), childOf("B.2", "B.1")], LICENCE),
    null,
    2,
  ),
);
const odd = saved(
  "odd.json",
  JSON.stringify(
    packageOf([item("B.1", { subject: "Baking", CFDocumentURI: linkTo("document") })], [], LICENCE),
    null,
    2,
  ),
);

describe("case lint", () => {
  it("finds nothing in a clean framework, also by the standard's own rules", async () => {
    const { status, out } = await laurel("case", "lint", WELDING, "--strict", "1.1", "--now", "2026-06-01T00:00:00Z");
    expect([status, out]).toEqual([0, `${WELDING}: 0 errors, 0 warnings\n`]);
  });

  it("ends with 1 when a framework has errors, and says where", async () => {
    const { status, out } = await laurel("case", "lint", circle);
    expect(status).toBe(1);
    expect(out).toContain("1 × items that are children of each other, in a circle [CIRCLE]");
    expect(out).toMatch(/\/CFItems\/0, line \d+: B\.1 is child of B\.2 is child of B\.1/);
  });

  it("ends with 0 when there are only warnings, unless the standard is asked", async () => {
    const [own, strict] = [await laurel("case", "lint", odd), await laurel("case", "lint", odd, "--strict", "1.1")];
    expect([own.status, strict.status]).toEqual([0, 1]);
    expect(own.out).toContain("0 errors, 2 warnings");
    expect(strict.out).toContain('/CFItems/*/subject: want a list, got "Baking" [SCHEMA_KIND]');
  });

  it("gives a script one object per file, with the line of each place", async () => {
    const { status, out } = await laurel("case", "lint", odd, circle, "--json");
    const [first, second] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(status).toBe(1);
    expect(second).toMatchObject({ file: circle, errors: 1 });
    expect(first).toEqual({
      file: odd,
      title: "Bakery skills",
      identifier: idOf("document"),
      errors: 0,
      warnings: 2,
      findings: [
        expect.objectContaining({ code: "LINK_BACK", severity: "warning", count: 1 }),
        {
          code: "LIST_AS_TEXT",
          severity: "warning",
          message: "one text where the standard has a list",
          count: 1,
          places: [{ pointer: "/CFItems/0/subject", ...place(odd, '"Baking"') }],
        },
      ],
    });
  });

  it("shows as many places as are wanted", async () => {
    const many = saved(
      "many.json",
      JSON.stringify(
        packageOf(
          Array.from({ length: 9 }, (_, at) => item(`B.${at}`, { notes: null })),
          [],
          LICENCE,
        ),
      ),
    );
    const lines = async (...flags: readonly string[]) =>
      (await laurel("case", "lint", many, ...flags)).out.split("\n").filter((line) => line.includes("/notes")).length;
    expect([await lines(), await lines("--places", "9")]).toEqual([3, 9]);
    expect((await laurel("case", "lint", many, "--places", "0")).status).toBe(2);
    expect((await laurel("case", "lint", many, "--strict", "2.0")).status).toBe(2);
  });

  it.each([
    ["book.xlsx", "PK\u0003\u0004rest", "a workbook or another ZIP archive", "laurel case import"],
    ["photo.jpg", Buffer.from([0xff, 0xd8, 0xff, 0xe0]), "a picture", "CASE server"],
    ["paper.pdf", "%PDF-1.7", "a PDF", "CASE server"],
    ["page.html", "<!doctype html>", "a web page or XML", "laurel case fetch"],
    ["codes.csv", "code,statement\nB.1,Kneads", "a table (CSV)", "laurel case import"],
  ])("says that %s is no CASE JSON, and what it is", async (name, body, is, hint) => {
    const { status, err } = await laurel("case", "info", saved(name, body));
    expect(status).toBe(3);
    expect(err).toContain(`want a CASE framework as JSON, got ${is} [FRAMEWORK_INVALID]`);
    expect(err).toContain(hint);
  });

  it("has every code in its help page, and no other", async () => {
    const { out } = await laurel("help", "case-lint");
    const listed = [...out.matchAll(/^ {2}([A-Z_]+) /gm)].map(([, code]) => code);
    expect(listed.sort()).toEqual([...LINT_CODES.map(({ code }) => code), ...Object.keys(STRICT_CODES)].sort());
  });
});

/** Line and column of a text in a file. */
function place(file: string, text: string): { readonly line: number; readonly column: number } {
  const [before = ""] = readFileSync(file, "utf8").split(text, 1);
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}

describe("case normalize", () => {
  it("writes a package that lint finds nothing against, and lists what it did", async () => {
    const clean = join(folder, "clean.json");
    const { status, out, err } = await laurel("case", "normalize", odd, "--out", clean);
    expect([status, out]).toEqual([0, ""]);
    expect(err).toContain("3 changes");
    expect(err).toContain(
      "1 × a link back to the document or package was left out [BACK_LINK_DROPPED]\n      /CFItems/0/CFDocumentURI",
    );
    expect((await laurel("case", "lint", clean, "--strict", "1.1")).out).toBe(`${clean}: 0 errors, 0 warnings\n`);
  });

  it("writes to standard output, alone", async () => {
    const { out } = await laurel("case", "normalize", odd);
    expect(JSON.parse(out)).toMatchObject({ CFDocument: { caseVersion: "1.1" }, CFItems: [{ subject: ["Baking"] }] });
  });

  it("gives a script the package and every change", async () => {
    const { out } = await laurel("case", "normalize", odd, "--json");
    expect(JSON.parse(out)).toMatchObject({
      file: odd,
      package: { CFItems: [{ subject: ["Baking"] }] },
      changes: expect.arrayContaining([
        { code: "LIST_MADE", pointer: "/CFItems/0/subject", from: "Baking" },
      ]) as unknown,
      left: [],
    });
  });

  it("leaves to a person what only a person can decide, and ends with 1", async () => {
    const { status, out, err } = await laurel("case", "normalize", circle);
    expect([status, JSON.parse(out).CFAssociations.length]).toEqual([1, 2]);
    expect(err).toContain(
      "for a person to decide: 1 × items that are children of each other, in a circle (CIRCLE) [FRAMEWORK_INVALID]",
    );
  });
});
