// Rosters as they come out of spreadsheets and student systems: every fault is found at once, each at its place.
import { describe, expect, it } from "vitest";
import { desk, SETTINGS } from "../desk.ts";

const COLUMNS = [
  "Student No.",
  "name",
  "email",
  "did",
  "achievement",
  "awarded",
  "valid until",
  "started",
  "ended",
  "credits",
  "license number",
  "result.Final grade",
  "narrative",
  "alignment",
  "evidence.1.url",
] as const;
type Column = (typeof COLUMNS)[number];
type Cells = Partial<Record<Column, string>>;

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const good = (n: number): Cells => ({
  "Student No.": `10${n}`,
  name: `Person ${n} P`,
  email: `p${n}@example.edu`,
  achievement: "soil-101",
  awarded: "2026-05-29",
});
const lineOf = (cells: Cells): string => COLUMNS.map((name) => quoted(cells[name] ?? "")).join(",");

/** What is planted in a good row, under which column it is to be reported, and in which words. */
const PLANTED: readonly (readonly [cells: Cells, column: Column | null, said: RegExp])[] = [
  [{ "Student No.": "", email: "" }, "Student No.", /want an id, an email or a did/],
  [{ "Student No.": "1.23457E+11" }, "Student No.", /short form of it, whose last digits are lost/],
  [{ "Student No.": "104711.0" }, "Student No.", /one with a decimal/],
  [{ "Student No.": "10\u00a047" }, "Student No.", /a character stands in it that nobody sees/],
  [{ "Student No.": "10\u200b48" }, "Student No.", /a character stands in it that nobody sees/],
  [{ "Student No.": "#REF!" }, "Student No.", /the error of a spreadsheet's formula/],
  [{ "Student No.": "=A2&B2" }, "Student No.", /the formula of a spreadsheet/],
  [{ "Student No.": "100" }, "Student No.", /line 2 has the same number with another name/],
  [{ name: "JosÃ© MuÃ±oz" }, "name", /converted to UTF-8 twice/],
  [{ name: "Jos\ufffd" }, "name", /a letter was lost/],
  [{ name: "M?ller" }, "name", /stands as a question mark/],
  [{ name: "O&#39;Neil" }, "name", /the code of a web page/],
  [{ name: "O\u0092Neil" }, "name", /a control character stands in it/],
  [{ name: "Ada\u0000" }, "name", /a control character stands in it/],
  [{ "Student No.": "'00147" }, "Student No.", /one behind an apostrophe/],
  [{ "Student No.": "10\t49" }, "Student No.", /a character stands in it that nobody sees/],
  [{ name: "#N/A" }, "name", /the error of a spreadsheet's formula/],
  [{ name: "@SUM(A1:A9)" }, "name", /the formula of a spreadsheet/],
  [{ name: "########" }, "name", /column that was too narrow/],
  [{ email: "nobody" }, "email", /want an e-mail address/],
  [{ email: "a b@example.edu" }, "email", /want an e-mail address/],
  [{ email: "P1@example.edu" }, "email", /line 3 has the same e-mail address for another learner/],
  [{ did: "did:" }, "did", /want a DID/],
  [{ achievement: "" }, "achievement", /want the achievement that is awarded, got nothing/],
  [{ achievement: "soil-102" }, "achievement", /want a slug or code/],
  [{ achievement: "W.9.9.9" }, "achievement", /want a slug or code/],
  [{ awarded: "" }, "awarded", /want a date such as 2026-05-31, got nothing/],
  [{ awarded: "03/04/25" }, "awarded", /got "03\/04\/25"/],
  [{ awarded: "29.05.2026" }, "awarded", /got "29\.05\.2026"/],
  [{ awarded: "46171" }, "awarded", /got "46171"/],
  [{ awarded: "2026-02-30" }, "awarded", /got "2026-02-30"/],
  [{ awarded: "2026-05-29 14:30" }, "awarded", /got "2026-05-29 14:30"/],
  [{ awarded: "next week" }, "awarded", /got another text, not shown here/],
  [{ "valid until": "2020-01-01" }, "valid until", /not before 2026-05-29/],
  [{ "valid until": "forever" }, "valid until", /want a date/],
  [{ started: "2026-05-02", ended: "2026-05-01" }, "ended", /not before 2026-05-02/],
  [{ credits: "3,5" }, "credits", /want a number such as 3 or 1\.5.*got "3,5"/],
  [{ "license number": "4.7E+12" }, "license number", /short form/],
  [{ "result.Final grade": "E" }, "result.Final grade", /want F, D, C, B or A, got "E"/],
  [{ achievement: "welding", "result.Final grade": "A" }, "result.Final grade", /"welding" has no results/],
  [{ narrative: '=HYPERLINK("http://x","y")' }, "narrative", /the formula of a spreadsheet/],
  [{ narrative: "SAFeÂ® certified" }, "narrative", /converted to UTF-8 twice/],
  [{ alignment: "W.1.1; W.9.9.9" }, "alignment", /W\.9\.9\.9/],
  [{ "evidence.1.url": "my portfolio" }, "evidence.1.url", /want an address that others can open/],
];

/** Faults of the text itself, which no cell has. */
const RAW: readonly (readonly [line: string, column: null, said: RegExp])[] = [
  [
    '190,"Open,q@example.edu,,soil-101,2026-05-29,,,,,,,,,',
    null,
    /a quotation mark is opened here and never closed|text stands after the one that closes it/,
  ],
  ["191,Cut off,r@example.edu", null, /want 15 cells as in the header, got 3/],
  [`${lineOf(good(92))},extra`, null, /a value stands under no column/],
  [lineOf(good(0)), null, /the same learner has the same achievement of the same day on line 2/],
];

describe("a roster with forty faults", () => {
  it("is told all of them by --dry-run, each at its line and column", async () => {
    const faults = [
      ...PLANTED.map(([, column, said]) => ({ column, said })),
      ...RAW.map(([, column, said]) => ({ column, said })),
    ];
    expect(faults.length).toBeGreaterThanOrEqual(40);
    // Good rows stand before, between and after, so that none of them is drawn into a fault.
    const lines = [lineOf(good(0)), lineOf(good(1))];
    const places: number[] = [];
    for (const [n, [cells]] of PLANTED.entries()) {
      lines.push(lineOf({ ...good(n + 2), ...cells }));
      places.push(lines.length + 1);
      if (n % 5 === 0) lines.push(lineOf(good(n + 200)));
    }
    for (const [n, [raw]] of RAW.entries()) {
      lines.push(raw);
      places.push(lines.length + 1);
      lines.push(lineOf(good(n + 300)));
    }
    const one = desk({ "laurel.yaml": `${SETTINGS}columns: { "Student No.": id }\n` });
    const roster = `\ufeff${COLUMNS.join(",")}\r\n${lines.join("\r\n")}\r\n`;
    const done = await one.issue(roster, "roster.csv", "--dry-run", "--json");
    expect(done.status).toBe(3);
    const told = JSON.parse(done.out) as {
      failed: number;
      failures: { line: number; column: string | null; message: string }[];
    };
    const by = (a: { line: number }, b: { line: number }) => a.line - b.line;
    expect([...told.failures].sort(by)).toEqual(
      faults.map(({ column, said }, n) =>
        expect.objectContaining({ line: places[n], column, message: expect.stringMatching(said) }),
      ),
    );
    expect(told.failed).toBe(faults.length);
    for (const line of places) expect(done.err).toMatch(new RegExp(`^laurel: roster\\.csv:${line}[: ]`, "m"));
    expect(done.err).not.toMatch(/Person|p\d+@|JosÃ/);
    expect(one.has("credentials")).toBe(false);
  });
});

const issue = (roster: string, settings = "") => desk({ "laurel.yaml": SETTINGS + settings }).issue(roster);
const awarded = (day: string) => `id,achievement,awarded\n1,soil-101,"${day}"\n`;

describe("a date", () => {
  it.each([
    ["day-first", "03/04/25", "2025-04-03"],
    ["day-first", "3.4.2025", "2025-04-03"],
    ["month-first", "03/04/25", "2025-03-04"],
    ["month-first", "12-31-1999", "1999-12-31"],
    ["year-first", "25/04/03", "2025-04-03"],
    ["year-first", "2025.4.3", "2025-04-03"],
    ["day-first", "1/2/69", "1969-02-01"],
    ["day-first", "1/2/68", "2068-02-01"],
    ["day-first", "2026-05-29", "2026-05-29"],
  ])("under `dates: %s` reads %s as %s", async (order, text, day) => {
    const one = desk({ "laurel.yaml": `${SETTINGS}dates: ${order}\n` });
    expect((await one.issue(awarded(text))).status).toBe(0);
    expect([...one.credentials().values()][0]?.["validFrom"]).toBe(`${day}T00:00:00Z`);
  });

  it.each([
    ["day-first", "05/31/2026"],
    ["month-first", "31/05/2026"],
    ["year-first", "31/05/2026"],
    ["day-first", "2026/05/31"],
    ["day-first", "31/05.2026"],
    ["day-first", "31/05/202"],
  ])("under `dates: %s` is not %s", async (order, text) => {
    expect((await issue(awarded(text), `dates: ${order}\n`)).err).toContain(`got "${text}"`);
  });

  it.each([
    [
      "03/04/25",
      /hint: It may be 2025-04-03 or 2025-03-04 or 2003-04-25\. Write the one that is meant, or set `dates: day-first`/,
    ],
    ["29/05/2026", /hint: Write 2026-05-29, or set `dates: day-first` in laurel\.yaml/],
    ["46171", /hint: 46171 is how a spreadsheet stores 2026-05-29/],
    ["2026-05-29 14:30:00", /hint: Leave the time out, or write its zone too/],
    ["5/29/2026 12:00:00 AM", /hint: Leave the time out, or write its zone too/],
    ["2026-05-29 00:00:00+00:00", /hint: Leave the time out, or write its zone too/],
    ["29-MAY-2026", /hint: Write 2026-05-29\./],
    ["May 9, 2026", /hint: Write 2026-05-09\./],
    ["20260529", /hint: Write 2026-05-29\./],
    ["46171,5", /hint: 46171,5 is how a spreadsheet stores 2026-05-29/],
  ])("such as %s is refused with what to do about it", async (text, said) => {
    expect((await issue(awarded(text))).err).toMatch(said);
  });

  it.each(["30-FEB-2026", "29-MAY-26", "20260230", "2026"])(
    "such as %s gets no day that is only guessed",
    async (text) => {
      const { err } = await issue(awarded(text));
      expect(err).toContain(`got "${text}"`);
      expect(err).not.toContain("hint");
    },
  );
});

describe("what a roster says of its learners", () => {
  it("may be spelled in several ways for one of them", async () => {
    const done = await issue(
      'id,name,email,achievement,awarded\n1,Ada Alder,ADA@example.edu,soil-101,2026-05-29\n1,"Alder, Ada",ada@example.edu,welding,2026-05-29\n1,,,welding,2026-05-30\n',
    );
    expect(done).toMatchObject({ status: 0, err: "" });
  });

  it("may not be two addresses for one number, or one address for two who have no number", async () => {
    const done = await issue(
      "id,name,email,achievement,awarded\n1,,a@example.edu,soil-101,2026-05-29\n1,,b@example.edu,welding,2026-05-29\n,Ada,c@example.edu,welding,2026-05-29\n,Ben,c@example.edu,soil-101,2026-05-29\n",
    );
    expect(done.err).toMatch(/:3: column "id": line 2 has the same number with another e-mail address/);
    expect(done.err).toMatch(/:5: column "email": line 4 has the same e-mail address for another learner/);
    expect(done.out).toContain("2 issued, 0 unchanged, 2 failed");
  });

  it("is noted where numbers seem to have lost the zeros before them", async () => {
    const rows = (ids: readonly string[]) =>
      `id,achievement,awarded\n${ids.map((id) => `${id},soil-101,2026-05-29\n`).join("")}`;
    expect((await issue(rows(["000123", "4711", "12345", "100000"]))).err).toBe(
      "laurel: note: roster.csv: 2 student numbers have fewer digits than the 6 of those that begin with a zero; a spreadsheet may have taken zeros away\n",
    );
    for (const ids of [
      ["12", "123"],
      ["0012", "0013"],
      ["0012", "A1"],
      ["012", "0012", "1"],
    ])
      expect((await issue(rows(ids))).err).toBe("");
  });
});

describe("--show-values", () => {
  const roster =
    "id,name,email,achievement,awarded,result.Final grade\nS-77,Zoë,zoë@quux,soil-101,Zoë,\nS-78,Ann,a@b.edu,Ann,2026-05-29,\nS-79,Bo,b@b.edu,soil-101,2026-05-29,Bo\n";

  it("lets messages say what stands in the cells, and without it none does", async () => {
    const [shown, hidden] = [desk(), desk()];
    const loud = await shown.issue(roster, "roster.csv", "--show-values");
    for (const said of ['got "zoë@quux"', 'got "Zoë"', 'got "Ann"', 'got "Bo"']) expect(loud.err).toContain(said);
    expect((await hidden.issue(roster)).err).not.toMatch(/Zoë|zoë|"Ann"|"Bo"|S-7/);
  });
});
