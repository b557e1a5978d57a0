import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLine, inert, spoken } from "../../src/core/csv.ts";

describe("a cell that a spreadsheet would run", () => {
  it.each(["=cmd()", "+1+2", "-x", "@SUM(A1)", "\tx", "\rx", "'=x", "-1+1"])("%j is made text", (text) => {
    expect(inert(text).startsWith("'")).toBe(true);
  });

  it.each(["-1", "+2.5", "-3,5", "Ada", "'tis", "", "1=1"])("%j stays as it is", (text) => {
    expect(inert(text)).toBe(text);
  });

  it("comes back as it was", () => {
    const text = fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "1", "a", ".") });
    fc.assert(
      fc.property(text, (cell) => {
        expect(spoken(inert(cell))).toBe(cell);
      }),
    );
  });
});

describe("a line of CSV", () => {
  it("quotes whatever any delimiter or line end could split", () => {
    expect(csvLine(["a", "b,c", 'd"e', "f\ng", "h;i", " j", ""])).toBe('a,"b,c","d""e","f\ng","h;i"," j",\n');
    expect(csvLine(["a", "b,c"], ";")).toBe('a;"b,c"\n');
  });
});
