// issue, from the side of whoever writes the roster: what is taken, what is refused, and what is said about it.
import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { desk } from "../desk.ts";

const GOOD = "id,name,email,achievement,awarded\n0012,Ada Alder,ada@example.edu,soil-101,2026-05-29\n";
const names = (documents: ReadonlyMap<string, JsonObject>) =>
  [...documents.values()].flatMap(({ credentialSubject }) => {
    const { identifier = [] } = credentialSubject as { identifier?: { identityType: string; identityHash: string }[] };
    return identifier.filter(({ identityType }) => identityType === "name").map(({ identityHash }) => identityHash);
  });

describe("a roster that issue takes", () => {
  it.each([
    ["a byte order mark", `\ufeff${GOOD}`],
    ["CRLF", GOOD.replaceAll("\n", "\r\n")],
    ["semicolons", GOOD.replaceAll(",", ";")],
    ["tabs", GOOD.replaceAll(",", "\t")],
    ["pipes", GOOD.replaceAll(",", "|")],
    ["empty columns at the end", GOOD.replaceAll("\n", ",,,\n")],
    ["blank lines", `\n${GOOD}\n  \n,,,,\n`],
    ["the line of Excel that names the delimiter", `sep=;\r\n${GOOD.replaceAll(",", ";")}`],
  ])("with %s", async (_, roster) => {
    const { issue, credentials } = desk();
    expect(await issue(roster)).toMatchObject({ status: 0, out: "1 issued, 0 unchanged, 0 failed: credentials\n" });
    expect([...credentials().keys()]).toEqual(["soil-101/0012.json"]);
    expect(names(credentials())).toEqual(["Ada Alder"]);
  });

  it("gives the same credential in CSV, TSV, YAML and JSON", async () => {
    const rosters = {
      "a.csv": GOOD,
      "a.tsv": GOOD.replaceAll(",", "\t"),
      "a.yaml": "- {id: 0012, name: Ada Alder, email: ada@example.edu, achievement: soil-101, awarded: 2026-05-29}",
      "a.json":
        '[{"id":"0012","name":"Ada Alder","email":"ada@example.edu","achievement":"SOIL-101","awarded":"2026-05-29"}]',
    };
    const { issue, read } = desk();
    const made: string[] = [];
    for (const [name, roster] of Object.entries(rosters)) {
      expect((await issue(roster, name, "--force")).status).toBe(0);
      made.push(read("credentials/soil-101/0012.json"));
    }
    expect(new Set(made).size).toBe(1);
  });

  it("with a header and no rows, and says so", async () => {
    const { issue, has } = desk();
    const done = await issue("id,achievement,awarded\n");
    expect(done).toMatchObject({ status: 0, out: "0 issued, 0 unchanged, 0 failed: credentials\n" });
    expect(done.err).toContain("the roster has no rows");
    expect(has("credentials")).toBe(false);
  });

  it("with text that looks like a program, which stays text", async () => {
    const texts = ['{{constructor.constructor("x")()}}', '","x":"', "$.store", "$HOME", "</script>", "\\u0041"];
    const { issue, credentials } = desk();
    const rows = texts.map((text, n) => `${n},"${text.replaceAll('"', '""')}",soil-101,2026-05-29`);
    expect((await issue(`id,name,achievement,awarded\n${rows.join("\n")}\n`)).status).toBe(0);
    expect(names(credentials())).toEqual(texts);
  });

  it("with awards that begin in the future or have ended, and says so once", async () => {
    const { issue } = desk();
    const { err } = await issue(
      "id,achievement,awarded,valid until\n1,soil-101,2062-05-29,\n2,soil-101,2063-05-29,\n3,soil-101,2020-01-01,2021-01-01\n",
    );
    expect(err.split("\n").filter((line) => line.includes("note"))).toEqual([
      "laurel: note: roster.csv: 2 rows, the first on line 2: awarded after today, and not valid before that day",
      "laurel: note: roster.csv: 1 row, the first on line 4: no longer valid today",
    ]);
  });

  it("with awards of a day that programs write for none, and says so", async () => {
    const { issue } = desk();
    const { err } = await issue("id,achievement,awarded\n1,soil-101,2026-05-29\n2,soil-101,1900-01-01\n");
    expect(err).toBe(
      "laurel: note: roster.csv: 1 row, the first on line 3: awarded on a day that programs write where they know none\n",
    );
  });

  it("with --delimiter, also for its failures", async () => {
    const { issue, run, read, at, write } = desk();
    const roster = "id:achievement:awarded\n1:soil-101:never\n";
    expect((await issue(roster, "r.csv", "--delimiter", ":")).status).toBe(1);
    expect(read("credentials/failures.csv")).toMatch(/^id:achievement:awarded:reason\n1:soil-101:never:/);
    write("credentials/failures.csv", read("credentials/failures.csv").replace("never", "2026-05-29"));
    const args = ["issue", at("credentials/failures.csv"), "--out", at("credentials"), "--delimiter", ":"];
    expect((await run(...args)).status).toBe(0);
  });
});

describe("a roster that issue cannot use", () => {
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

  it.each([
    ["UTF-16", utf16(GOOD), /^laurel: roster\.csv: want UTF-8, got UTF-16 \[ENCODING\]\n {2}hint: In Excel: Save As/],
    ["UTF-16 without a mark", utf16(GOOD).subarray(2), /want UTF-8, got UTF-16/],
    [
      "Windows-1252",
      Buffer.from(GOOD.replace("Ada", "José"), "latin1"),
      /^laurel: roster\.csv:2:9: want UTF-8, got a letter in another encoding, such as Windows-1252 \(byte E9, there é\) \[ENCODING\]\n {2}hint:/,
    ],
    [
      "another letter of Windows-1252",
      Buffer.from(GOOD.replace("Ada", "\u008eofia"), "latin1"),
      /^laurel: roster\.csv:2:6: want UTF-8.*\(byte 8E, there Ž\) \[ENCODING\]/,
    ],
    ["nothing in it", Buffer.from(""), /^laurel: roster\.csv: want a roster, got an empty file \[FILE_EMPTY\]/],
    ["a mark and nothing else", Buffer.from("\ufeff"), /FILE_EMPTY/],
    [
      "a quotation mark in the header that is not closed",
      Buffer.from(`"${GOOD}`),
      /^laurel: roster\.csv:1:1: a quotation mark is opened here and never closed \[CSV_INVALID\]/,
    ],
    [
      "unknown columns",
      Buffer.from("id,Frob\u00a0nicated,achievement,awarded\n"),
      /^laurel: roster\.csv:1: .*"Frob\\u00a0nicated"/,
    ],
    [
      "no header",
      Buffer.from("0012,Ada Alder,ada@example.edu,soil-101,2026-05-29\n"),
      /^laurel: roster\.csv:1: want a header that names the columns, got what looks like a row \[COLUMN_UNKNOWN\]/,
    ],
    ["a column twice", Buffer.from("id,Name,name,achievement,awarded\n"), /^laurel: roster\.csv:1: .*COLUMN_DOUBLE/],
    [
      "no column for what each row needs",
      Buffer.from("name,achievement\nAda,soil-101\n"),
      /COLUMN_MISSING.*COLUMN_MISSING/s,
    ],
    [
      "the column __proto__",
      Buffer.from("id,__proto__,achievement,awarded\n1,x,soil-101,2026-05-29\n"),
      /COLUMN_UNKNOWN/,
    ],
  ])("because of %s", async (_, bytes, said) => {
    const { write, run, at, has } = desk();
    const done = await run("issue", write("roster.csv", bytes), "--out", at("credentials"), "--json");
    expect(done.err).toMatch(said);
    expect(done.err).not.toMatch(/Ada|José|ada@|0012/);
    expect([done.status, done.out, has("credentials")]).toEqual([3, "", false]);
  });

  it.each([
    [
      "YAML with a name twice",
      "r.yaml",
      "- id: 1\n  id: 2\n",
      /^laurel: r\.yaml:2:3: this name stands twice .*YAML_INVALID/,
    ],
    ["YAML that is nested without end", "r.yaml", "[".repeat(30_000), /want at most 64 levels of nesting/],
    ["two YAML documents", "r.yaml", "- id: 1\n---\n- id: 2\n", /second one/],
    ["JSON with a name twice", "r.json", '[{"id":1,"id":2}]', /^laurel: r\.json:1:10 .*JSON_INVALID/],
    ["a spreadsheet", "r.xlsx", "PK", /hint: Save a spreadsheet as CSV/],
  ])("because it is %s", async (_, name, body, said) => {
    const done = await desk().issue(body, name);
    expect(done).toMatchObject({ status: 3, out: "", err: expect.stringMatching(said) });
  });

  it("because spaces stand before quotation marks, and does not call it empty", async () => {
    const done = await desk().issue('id, name, achievement, awarded\n1, "Alder, Ada", soil-101, 2026-05-29\n');
    expect(done.status).toBe(3);
    expect(done.err).toMatch(
      /^laurel: roster\.csv:2:4: a quotation mark stands .*\n {2}hint: Take out the space before it/,
    );
  });

  it("because it is a folder, or not there", async () => {
    const { run, at } = desk();
    expect(await run("issue", at("keys"))).toMatchObject({
      status: 3,
      err: "laurel: keys: cannot be read: it is a folder [FILE_UNREADABLE]\n",
    });
    expect(await run("issue", at("no.csv"))).toMatchObject({
      status: 3,
      err: expect.stringContaining("no.csv: no such file"),
    });
  });
});

describe("a row that issue refuses", () => {
  it.each([
    ["fewer cells than the header", "1,Ada\n", /:2: want 5 cells as in the header, got 2 \[ROW_INVALID\]/],
    ["more cells than the header", "1,Ada,a@b.edu,soil-101,2026-05-29,x\n", /:2: a value stands under no column/],
    [
      "an unknown achievement",
      "1,Ada,a@b.edu,soil-11,2026-05-29\n",
      /:2: column "achievement": want a slug .*got "soil-11" \[ACHIEVEMENT_UNKNOWN\]\n {2}hint: The catalogue has soil-101 or welding/,
    ],
    [
      "a name as an achievement",
      "1,Ada,a@b.edu,Ada,2026-05-29\n",
      /got another text, not shown here \[ACHIEVEMENT_UNKNOWN\]/,
    ],
    ["zeros that fill up a damaged file", `${"\u0000".repeat(900)}\n`, /:2: want 5 cells as in the header, got 1/],
    ["no learner", ",Ada,,soil-101,2026-05-29\n", /column "id": want an id, an email or a did/],
    [
      "an achievement named without end",
      `1,Ada,a@b.edu,${":".repeat(90_000)},2026-05-29\n`,
      /want a name of at most 2000 characters/,
    ],
  ])("because of %s", async (_, row, said) => {
    const done = await desk().issue(`id,name,email,achievement,awarded\n${row}`);
    expect(done.status).toBe(1);
    expect(done.err).toMatch(said);
    expect(done.err).not.toMatch(/Ada|a@b/);
  });

  it("counts the lines inside cells before it", async () => {
    const done = await desk().issue(
      'id,narrative,achievement,awarded\n1,"a\nb\r\nc",soil-101,2026-05-29\n\n2,x,soil-101,never\n',
    );
    expect(done.err).toMatch(/^laurel: roster\.csv:6: column "awarded"/);
  });

  it("does not say whose email, did, number or story it was", async () => {
    const roster = [
      "id,name,given name,family name,email,did,narrative,achievement,awarded,result.Final grade,evidence.1.url",
      'S-77,"Zoë Quux",Zoë,Quux,zoë@quux,did:quux,"Told us, at length",soil-102,zoe@quux.example,Zoë,quux.example',
      "S-77,Zoë Quux,Zoë,Quux,zoe@quux.example,did:web:quux.example,Told us,Zoë Quux,did:web:quux.example,S-77,",
      "S-77,Zoë Quux,Zoë,Quux,zoe@quux.example,did:web:quux.example,Told us,soil-101,2026-05-29,,",
      "S-77,Zoë Quux,Zoë,Quux,zoe@quux.example,did:web:quux.example,Told them,soil-101,2026-05-29,,",
    ].join("\n");
    const { issue } = desk();
    const first = await issue(roster, "roster.csv", "--json");
    expect(first.status).toBe(1);
    const again = await issue(roster.replaceAll("Told us", "Told all"), "roster.csv", "--json");
    expect(again.err).toContain("ROW_CONFLICT");
    for (const said of [first.err, first.out, again.err, again.out]) expect(said).not.toMatch(/S-77|Zoë|[Qq]uux|Told/);
  });

  it("is one of two that would give one credential, and the first stands", async () => {
    const row = "1,a@b.edu,soil-101,2026-05-29";
    const { issue, credentials } = desk();
    const done = await issue(
      `id,email,achievement,awarded\n${row}\n${row}\n1,a@b.edu,SOIL-101,2026-05-29T00:00:00Z\n1,,soil-101,2026-05-29T02:00:00+02:00\n2,c@b.edu,soil-101,2026-05-29\n`,
    );
    expect(done.err.match(/roster\.csv:\d+: .*ROW_DOUBLE/g)).toEqual([
      expect.stringContaining("roster.csv:3: the same learner has the same achievement of the same day on line 2"),
      expect.stringContaining("roster.csv:4:"),
      expect.stringContaining("roster.csv:5:"),
    ]);
    expect(credentials().size).toBe(2);
  });

  it("gives two results under one name, which only spelling tells apart", async () => {
    const done = await desk().issue(
      "id,achievement,awarded,result.Final grade,result.Final-Grade\n1,soil-101,2026-05-29,A,B\n2,soil-101,2026-05-29,A,\n",
    );
    expect(done.err).toMatch(/:2: column "result\.Final-Grade": want one value for "Final grade"/);
    expect(done.out).toContain("1 issued, 0 unchanged, 1 failed");
  });

  it("is reported to a script in the agreed shape", async () => {
    const done = await desk().issue(
      "id,achievement,awarded\n1,soil-101,31/02/2026\n2,soil-101\n3,soil-101,2026-05-29\n",
      "roster.csv",
      "--json",
    );
    expect(done.status).toBe(1);
    const report = JSON.parse(done.out);
    expect(Object.keys(report)).toEqual(["issued", "unchanged", "failed", "failures", "out"]);
    expect({ ...report, out: "" }).toEqual({
      issued: 1,
      unchanged: 0,
      failed: 2,
      failures: [
        {
          line: 2,
          column: "awarded",
          code: "ROW_INVALID",
          message: 'want a date such as 2026-05-31, got "31/02/2026"',
        },
        { line: 3, column: null, code: "ROW_INVALID", message: "want 3 cells as in the header, got 2" },
      ],
      out: "",
    });
  });
});
