import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf } from "../../src/model/header.ts";
import { readRow } from "../../src/model/roster.ts";

const GOOD = { id: "0012", achievement: "soil-101", awarded: "2026-05-29" };

function read(cells: Readonly<Record<string, string>>, defaults: { achievement?: string; validUntil?: string } = {}) {
  const names = Object.keys(cells).map((name) => ({ name, line: 1 }));
  const meanings = columnsOf(names, {}, { file: "roster.csv" });
  const row = { line: 7, cells: Object.entries(cells).map(([name, text]) => ({ name, text, line: 7 })) };
  return readRow(row, meanings, defaults);
}
const faults = (...args: Parameters<typeof read>) =>
  read(...args).faults.map(({ column, message }) => `${column ?? "row"}: ${message}`);

describe("a row", () => {
  it("gives every column of the contract its place in the award", () => {
    const { draft, faults: none } = read({
      ...GOOD,
      "given name": "Ada",
      "family name": "Lovelace",
      email: "ada@example.edu",
      did: "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
      "valid until": "2027-05-31",
      narrative: "Line one\nline two",
      role: "Lead",
      term: "Spring 2026",
      "license number": "L-1",
      credits: "1.50",
      started: "2026-01-10",
      ended: "2026-05-20T17:00:00+02:00",
      "result.Final grade": "A",
      "evidence.2.name": "Second",
      "evidence.1.url": "https://example.edu/p/1",
      alignment: "W.1.1 ; W.1.2;;",
    });
    expect(none).toEqual([]);
    expect(draft).toEqual({
      line: 7,
      learner: {
        id: "0012",
        name: "Ada Lovelace",
        givenName: "Ada",
        familyName: "Lovelace",
        email: "ada@example.edu",
        did: "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
      },
      achievement: "soil-101",
      awarded: "2026-05-29T00:00:00Z",
      validUntil: "2027-05-31T23:59:59Z",
      narrative: "Line one\nline two",
      role: "Lead",
      term: "Spring 2026",
      licenseNumber: "L-1",
      credits: 1.5,
      started: "2026-01-10T00:00:00Z",
      ended: "2026-05-20T17:00:00+02:00",
      results: [{ name: "Final grade", value: "A", column: "result.Final grade" }],
      evidence: [{ id: "https://example.edu/p/1" }, { name: "Second" }],
      alignment: ["W.1.1", "W.1.2"],
    });
  });

  it("keeps student numbers as they were typed", () => {
    expect(["0012", "1e5", "1.0", "+4", "-7"].map((id) => read({ ...GOOD, id }).draft.learner.id)).toEqual([
      "0012",
      "1e5",
      "1.0",
      "+4",
      "-7",
    ]);
  });

  it("loses the spaces around a cell, also those that do not break, and nothing else", () => {
    expect(read({ ...GOOD, name: "\u00a0 Ada\u00a0Byron \u200b", awarded: " 2026-05-29\u00a0" }).draft).toMatchObject({
      learner: { name: "Ada\u00a0Byron" },
      awarded: "2026-05-29T00:00:00Z",
    });
    const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((one) => /^[^\s\u200b].*[^\s\u200b]$/s.test(one));
    fc.assert(
      fc.property(text, (narrative) => {
        expect(read({ ...GOOD, narrative }).draft.narrative).toBe(narrative);
      }),
    );
  });

  it("never fills a blank in", () => {
    expect(faults({ id: "", achievement: " ", awarded: "\u00a0" })).toEqual([
      "awarded: want a date such as 2026-05-31, got nothing",
      "achievement: want the achievement that is awarded, got nothing",
      "id: want an id, an email or a did that says who the learner is, got nothing",
    ]);
    expect(faults({ id: "1", awarded: "2026-05-29" }, { achievement: "soil-101" })).toEqual([]);
  });

  it.each([
    ["awarded", "31/02/2026", 'want a date such as 2026-05-31, got "31/02/2026"'],
    ["awarded", "2026-02-29", 'want a date such as 2026-05-31, got "2026-02-29"'],
    ["awarded", "2026-05-29T24:00:00Z", 'want a date such as 2026-05-31, got "2026-05-29T24:00:00Z"'],
    ["awarded", "2026-05-29T10:00:00", 'want a date such as 2026-05-31, got "2026-05-29T10:00:00"'],
    ["awarded", "May 29, 2026", 'want a date such as 2026-05-31, got "May 29, 2026"'],
    ["awarded", "0000-01-01", 'want a date such as 2026-05-31, got "0000-01-01"'],
    ["credits", "3,5", 'want a number such as 3 or 1.5, with a point for decimals, got "3,5"'],
    ["credits", "-1", 'want a number such as 3 or 1.5, with a point for decimals, got "-1"'],
    [
      "credits",
      "Infinity",
      "want a number such as 3 or 1.5, with a point for decimals, got another text, not shown here",
    ],
    ["email", "ada@example", "want an e-mail address such as ada@example.edu, got another text, not shown here"],
    ["email", "a@b@c.edu", "want an e-mail address such as ada@example.edu, got another text, not shown here"],
    ["did", "did:key:", "want a DID such as did:key:z6Mk…, got another text, not shown here"],
    ["did", "did:web:x#key", "want a DID such as did:key:z6Mk…, got another text, not shown here"],
    [
      "evidence.1.url",
      "www.example.edu",
      "want an address that others can open, such as https://example.edu/…, got another text, not shown here",
    ],
    [
      "evidence.1.url",
      "https://",
      "want an address that others can open, such as https://example.edu/…, got another text, not shown here",
    ],
    [
      "evidence.1.url",
      "https:/p",
      "want an address that others can open, such as https://example.edu/…, got another text, not shown here",
    ],
    [
      "evidence.1.url",
      "file:///C:/p.pdf",
      "want an address that others can open, such as https://example.edu/…, got another text, not shown here",
    ],
    [
      "evidence.1.url",
      "javascript:x()",
      "want an address that others can open, such as https://example.edu/…, got another text, not shown here",
    ],
  ])("says what it wanted in %s instead of %j", (column, text, said) => {
    expect(faults({ ...GOOD, [column]: text })).toEqual([`${column}: ${said}`]);
  });

  it("says nothing of the learner when words slid into the wrong columns", () => {
    const shifted = {
      id: "Ada Lovelace",
      email: "soil-101",
      achievement: "x",
      awarded: "countess@example.edu",
      credits: "Byron",
    };
    const said = JSON.stringify(read({ ...shifted, started: "Ada Lovelace" }).faults);
    expect(said).toContain("not shown here");
    expect(said).not.toMatch(/Ada |Lovelace|Byron|countess/);
  });

  it.each([
    [{ awarded: "2026-05-29", "valid until": "2026-05-28" }, "valid until"],
    [{ awarded: "2026-05-29T10:00:00Z", "valid until": "2026-05-29T11:00:00+02:00" }, "valid until"],
    [{ awarded: "2026-05-29", started: "2026-05-02", ended: "2026-05-01" }, "ended"],
  ])("is refused when its dates run backwards: %j", (dates, column) => {
    expect(faults({ id: "1", achievement: "x", ...dates })).toEqual([
      expect.stringMatching(new RegExp(`^${column}: want a date that is not before`)),
    ]);
  });

  it("may be valid until the day on which it is awarded", () => {
    expect(faults({ ...GOOD, "valid until": "2026-05-29" })).toEqual([]);
  });

  it("is held against --valid-until only where it says no end itself", () => {
    const defaults = { validUntil: "2026-05-01T23:59:59Z" };
    expect(faults(GOOD, defaults)).toEqual(["awarded: want a date that is not after --valid-until"]);
    expect(read({ ...GOOD, "valid until": "2027-01-01" }, defaults)).toMatchObject({
      faults: [],
      draft: { validUntil: "2027-01-01T23:59:59Z" },
    });
  });

  it("may not hold a text that no other program would open", () => {
    expect(faults({ ...GOOD, narrative: "x".repeat(100_001) })).toEqual([
      "narrative: want at most 100000 characters, got 100001",
    ]);
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, n) => [`evidence.${n}.narrative`, "x".repeat(60_000)]),
    );
    expect(faults({ ...GOOD, ...many })).toEqual(["row: want at most 500000 characters in a row, got 540022"]);
  });

  it("is read in one pass over each cell, whatever stands in it", { timeout: 10_000 }, () => {
    for (const char of [" ", "a", "@", ".", "-", ":", "%", "\u00a0"]) {
      const text = `x${char.repeat(99_990)}y`;
      for (const column of ["email", "did", "awarded", "credits", "evidence.1.url"])
        expect(faults({ ...GOOD, [column]: text }).length).toBeLessThan(2);
      expect(read({ ...GOOD, narrative: text }).draft.narrative).toBe(text);
    }
  });
});

describe("a row that is not of the header's shape", () => {
  const meanings = columnsOf(
    ["id", "achievement", "awarded", "narrative", "reason"].map((name) => ({ name, line: 1 })),
    {},
    { file: "failures.csv" },
  );
  const shaped = (texts: readonly string[], reason: string, short?: { want: number; got: number }) => {
    const names = ["id", "achievement", "awarded", "narrative", "reason"];
    const cells = [...texts, reason].map((text, index) => ({ name: names[index] ?? "", text, line: 2 }));
    return readRow({ line: 2, cells, ...(short === undefined ? {} : { short }) }, meanings, {}).faults;
  };

  it("is refused whole when it breaks off, because its words may be in the wrong columns", () => {
    expect(shaped(["1", "2026-05-29"], "", { want: 4, got: 2 })).toMatchObject([
      { code: "ROW_INVALID", line: 2, message: "want 4 cells as in the header, got 2" },
    ]);
  });

  it("is refused again when it comes back filled up with blanks and nothing else", () => {
    const reason = "want 4 cells as in the header, got 3";
    expect(shaped(["1", "soil-101", "2026-05-29", ""], reason)).toMatchObject([{ message: reason }]);
    expect(shaped(["1", "soil-101", "2026-05-29", ""], "")).toEqual([]);
    expect(shaped(["1", "soil-101", "2026-05-29", "Dug."], reason)).toEqual([]);
  });

  it("is refused when a value stands under no header", () => {
    const row = {
      line: 2,
      cells: [
        { name: "id", text: "1", line: 2 },
        { name: "achievement", text: "soil-101", line: 2 },
        { name: "awarded", text: "2026-05-29", line: 2 },
        { name: "", text: "Lovelace", line: 2 },
      ],
    };
    const [fault] = readRow(row, meanings, {}).faults;
    expect(fault).toMatchObject({ line: 2, message: "a value stands under no column: the header has no name there" });
    expect(JSON.stringify(fault)).not.toContain("Lovelace");
  });
});
