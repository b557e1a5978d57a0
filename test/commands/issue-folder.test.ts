// issue, from the side of the folder that it fills: names, second runs, failures, manifest, shards.
import { chmodSync, mkdirSync, statSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/readers/csv.ts";
import { type Desk, desk, SETTINGS } from "../desk.ts";
import { filesUnder } from "../road.ts";

const HEADER = "id,achievement,awarded\n";
const files = ({ at }: Desk, folder = "credentials") => filesUnder(at(folder));
const paths = (one: Desk, folder = "credentials") =>
  [...files(one, folder).keys()].filter((path) => path.includes("/"));
const ids = (one: Desk, folder = "credentials") =>
  [...one.credentials(folder).values()].map(({ id }) => String(id)).sort();
const rowsOf = (text: string) => parse(text, { columns: true, bom: true }) as Record<string, string>[];

describe("the name of a credential's file", () => {
  const EVIL = [
    "A/1",
    "A-1",
    "A:1",
    "a-1",
    "..",
    ".",
    "../../x",
    "/etc/passwd",
    "..\\..\\x",
    "C:\\x",
    "CON",
    "con",
    "nul",
    "COM1",
    "x.",
    "x ",
    " x y",
    ".hidden",
    "~",
    "-rf",
    "🎓",
    "🎓🎓",
    "ä",
    "a\u0308",
    "É",
    "é",
    "x".repeat(300),
    `${"x".repeat(300)}y`,
    "%2e%2e",
    "$(id)",
    "*",
    "?",
    "|",
    "failures.csv",
    "0012",
    "12",
  ];

  it("is safe, within its folder, and no other learner's, whatever the learner's number is", async () => {
    const one = desk();
    const cell = (text: string) => `"${text}"`;
    const done = await one.issue(HEADER + EVIL.map((id) => `${cell(id)},soil-101,2026-05-29\n`).join(""));
    // "x." and "x " are two numbers, "x " and "x" would be one.
    expect(done).toMatchObject({ status: 0, out: `${EVIL.length} issued, 0 unchanged, 0 failed: credentials\n` });
    const made = paths(one);
    expect(made.length).toBe(EVIL.length);
    expect(new Set(made.map((path) => path.toLowerCase())).size).toBe(EVIL.length);
    for (const path of made) {
      expect(path).toMatch(/^soil-101\/[A-Za-z0-9][\w-]{0,90}\.json$/);
      expect(path).not.toMatch(/\/(con|nul|com1)\./i);
    }
    expect(made).toContain("soil-101/0012.json");
    expect(new Set(ids(one)).size).toBe(EVIL.length);
  });

  it("holds nothing personal of a learner without a number", async () => {
    const one = desk();
    await one.issue(
      "email,did,achievement,awarded\nada@example.edu,,soil-101,2026-05-29\n,did:web:ada.example,soil-101,2026-05-29\n",
    );
    expect(paths(one)).toEqual([
      expect.stringMatching(/^soil-101\/learner-[0-9a-f]{12}\.json$/),
      expect.stringMatching(/^soil-101\/learner-[0-9a-f]{12}\.json$/),
    ]);
  });

  it("never changes for rows in another order, run by run or at once", async () => {
    const rows = ["A,2026-05-29", "a,2026-05-29", "A,2026-06-30", "A,2025-05-29", "B,2026-01-01", "B,2024-01-01"].map(
      (row) => row.replace(",", ",soil-101,"),
    );
    const expected = await (async () => {
      const one = desk();
      await one.issue(`${HEADER}${rows.join("\n")}\n`);
      return [...one.credentials()].map(([path, { id }]) => `${path} ${id}`).sort();
    })();
    expect(expected.length).toBe(6);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: 6 }), async (shuffled) => {
        const one = desk();
        await one.issue(`${HEADER}${shuffled.join("\n")}\n`);
        expect([...one.credentials()].map(([path, { id }]) => `${path} ${id}`).sort()).toEqual(expected);
        const again = await one.issue(`${HEADER}${[...shuffled].reverse().join("\n")}\n`);
        expect(again.out).toBe("0 issued, 6 unchanged, 0 failed: credentials\n");
      }),
      { numRuns: 5 },
    );
  });

  it("stays with the award that has it when an earlier one comes later, or one whose number differs in case", async () => {
    const one = desk();
    await one.issue(`${HEADER}a1,soil-101,2026-05-29\n`);
    const before = files(one).get("soil-101/a1.json");
    const done = await one.issue(`${HEADER}A1,soil-101,2026-05-29\na1,soil-101,2020-05-29\n`, "b.csv");
    expect(done.out).toBe("2 issued, 0 unchanged, 0 failed: credentials\n");
    expect(files(one).get("soil-101/a1.json")).toBe(before);
    expect(paths(one)).toEqual([
      expect.stringMatching(/^soil-101\/A1-[0-9a-f]{12}\.json$/),
      expect.stringMatching(/^soil-101\/a1-[0-9a-f]{12}\.json$/),
      "soil-101/a1.json",
    ]);
    const again = await one.issue(
      `${HEADER}a1,soil-101,2020-05-29\nA1,soil-101,2026-05-29\na1,soil-101,2026-05-29\n`,
      "c.csv",
    );
    expect(again.out).toBe("0 issued, 3 unchanged, 0 failed: credentials\n");
  });

  it("is not given to a number that was chosen to look like another credential's name", async () => {
    const one = desk();
    await one.issue(`${HEADER}B,soil-101,2024-05-29\nB,soil-101,2026-05-29\n`);
    const second = paths(one).find((path) => /\/B-/.test(path)) ?? "";
    const stolen = /\/(B-[0-9a-f]{12})\.json$/.exec(second)?.[1] ?? "";
    expect(stolen).not.toBe("");
    const other = desk();
    const done = await other.issue(
      `${HEADER}${stolen},soil-101,2026-05-29\nB,soil-101,2026-05-29\nB,soil-101,2024-05-29\n`,
    );
    expect(done.out).toBe("3 issued, 0 unchanged, 0 failed: credentials\n");
    expect(new Set(ids(other)).size).toBe(3);
  });
});

describe("a second run", () => {
  it("writes nothing and changes no byte", async () => {
    const one = desk();
    const roster = `${HEADER}1,soil-101,2026-05-29\n2,W.2.3,2026-05-29\n`;
    await one.issue(roster);
    const before = files(one);
    const touched = [...before.keys()].map((path) => statSync(one.at("credentials", path)).mtimeMs);
    const again = await one.issue(roster);
    expect(again).toMatchObject({ status: 0, out: "0 issued, 2 unchanged, 0 failed: credentials\n" });
    expect(files(one)).toEqual(before);
    const credentials = [...before.keys()].flatMap((path, n) => (path.endsWith(".json") ? [[path, touched[n]]] : []));
    for (const [path, time] of credentials) expect(statSync(one.at("credentials", String(path))).mtimeMs).toBe(time);
  });

  it("goes on where the first one stopped", async () => {
    const one = desk();
    await one.issue(`${HEADER}1,soil-101,2026-05-29\n`);
    const again = await one.issue(`${HEADER}1,soil-101,2026-05-29\n2,soil-101,2026-05-29\n`);
    expect(again.out).toBe("1 issued, 1 unchanged, 0 failed: credentials\n");
  });

  it("stops at a row that says something else now, and replaces the file with --force", async () => {
    const one = desk();
    const roster = (grade: string) => `id,achievement,awarded,result.Final grade\n1,soil-101,2026-05-29,${grade}\n`;
    await one.issue(roster("A"));
    const [[path = "", before] = []] = [...one.credentials()];
    const conflict = await one.issue(roster("B"));
    expect(conflict).toMatchObject({ status: 1, out: "0 issued, 0 unchanged, 1 failed: credentials\n" });
    expect(conflict.err).toMatch(
      /^laurel: roster\.csv:2: this award was issued before.*\[ROW_CONFLICT\]\n {2}hint: .*--force/,
    );
    expect(one.credentials().get(path)).toEqual(before);
    expect(rowsOf(one.read("credentials/failures.csv"))).toHaveLength(1);
    const forced = await one.issue(roster("B"), "roster.csv", "--force");
    expect(forced.out).toBe("1 issued, 0 unchanged, 0 failed: credentials\n");
    expect(one.credentials().get(path)).not.toEqual(before);
    expect(one.credentials().get(path)?.["id"]).toBe(before?.["id"]);
    expect(one.has("credentials/failures.csv")).toBe(false);
  });

  it.each([
    ["a file that somebody broke", (text: string) => text.slice(0, 40)],
    [
      "a credential that lost its signature",
      (text: string) => JSON.stringify({ ...JSON.parse(text), proof: undefined }),
    ],
    ["another document", () => "{}"],
  ])("does not take %s for done", async (_, change) => {
    const one = desk();
    const roster = `${HEADER}1,soil-101,2026-05-29\n`;
    await one.issue(roster);
    const good = one.read("credentials/soil-101/1.json");
    one.write("credentials/soil-101/1.json", change(good));
    expect((await one.issue(roster)).err).toContain("ROW_CONFLICT");
    expect((await one.issue(roster, "roster.csv", "--force")).status).toBe(0);
    expect(one.read("credentials/soil-101/1.json")).toBe(good);
  });

  it("leaves JWTs as they are too", async () => {
    const one = desk();
    const roster = `${HEADER}1,soil-101,2026-05-29\n`;
    await one.issue(roster, "roster.csv", "--proof", "vc-jwt");
    const before = one.read("credentials/soil-101/1.jwt");
    expect((await one.issue(roster, "roster.csv", "--proof", "vc-jwt")).out).toContain("0 issued, 1 unchanged");
    expect(one.read("credentials/soil-101/1.jwt")).toBe(before);
  });
});

describe("failures.csv", () => {
  const RICH = "id,name,achievement,awarded,result.Final grade,narrative\n";

  it("holds the bad rows as they came, with every reason", async () => {
    const one = desk();
    await one.issue(`${RICH}0012,"A, B",soil-101,29.5.26,E,"line\nline ""x"""\n1,C,soil-101,2026-05-29,A,\n`);
    expect(rowsOf(one.read("credentials/failures.csv"))).toEqual([
      {
        id: "0012",
        name: "A, B",
        achievement: "soil-101",
        awarded: "29.5.26",
        "result.Final grade": "E",
        narrative: 'line\nline "x"',
        reason: expect.stringMatching(
          /column "awarded": want a date .*; column "result\.Final grade": want F, D, C, B or A/,
        ),
      },
    ]);
  });

  it.each([
    ["CSV", "r.csv", `${RICH}1,A,soil-101,never,A,"x\ny;z"\n2,B,nothing,2026-05-29,,\n3,C,soil-101,2026-05-29,,\n`],
    [
      "semicolons",
      "r.csv",
      `${RICH.replaceAll(",", ";")}1;A;soil-101;never;A;"x\ny;z"\n2;B;nothing;2026-05-29;;\n3;C;soil-101;2026-05-29;;\n`,
    ],
    [
      "TSV",
      "r.tsv",
      `${RICH.replaceAll(",", "\t")}1\tA\tsoil-101\tnever\tA\t"x\ny;z"\n2\tB\tnothing\t2026-05-29\t\t\n3\tC\tsoil-101\t2026-05-29\t\t\n`,
    ],
    [
      "YAML",
      "r.yaml",
      '- {id: 1, name: A, achievement: soil-101, awarded: never, result: {Final grade: A}, narrative: "x\\ny;z"}\n- {id: 2, name: B, achievement: nothing, awarded: 2026-05-29}\n- {id: 3, achievement: soil-101, awarded: 2026-05-29}',
    ],
    [
      "JSON",
      "r.json",
      '[{"id":1,"name":"A","achievement":"soil-101","awarded":"never","result":{"Final grade":"A"},"narrative":"x\\ny;z"},{"id":2,"name":"B","achievement":"nothing","awarded":"2026-05-29"},{"id":3,"achievement":"soil-101","awarded":"2026-05-29"}]',
    ],
  ])("of a roster in %s, mended in its place, issues exactly what was mended", async (_, name, roster) => {
    const one = desk();
    expect((await one.issue(roster, name)).out).toBe("1 issued, 0 unchanged, 2 failed: credentials\n");
    const again = () => one.run("issue", one.at("credentials/failures.csv"), "--out", one.at("credentials"));
    const mend = (from: string, to: string) =>
      one.write("credentials/failures.csv", one.read("credentials/failures.csv").replace(from, to));
    expect((await again()).out).toBe("0 issued, 0 unchanged, 2 failed: credentials\n");
    mend("never", "2026-05-29");
    expect((await again()).out).toBe("1 issued, 0 unchanged, 1 failed: credentials\n");
    expect(one.credentials().get("soil-101/1.json")).toMatchObject({
      credentialSubject: { narrative: "x\ny;z", result: [{ value: "A" }] },
    });
    mend("nothing", "soil-101");
    expect(await again()).toMatchObject({ status: 0, out: "1 issued, 0 unchanged, 0 failed: credentials\n" });
    expect(paths(one)).toEqual(["soil-101/1.json", "soil-101/2.json", "soil-101/3.json"]);
    expect(rowsOf(one.read("credentials/manifest.csv")).map(({ file }) => file)).toEqual([
      "soil-101/3.json",
      "soil-101/1.json",
      "soil-101/2.json",
    ]);
  });

  it("of a roster with mapped columns is read with the same mapping", async () => {
    const one = desk();
    one.write(
      "laurel.yaml",
      `${one.read("laurel.yaml")}columns: {"Student No.": id, "Award": achievement, Reason: narrative, Junk: ignore}\n`,
    );
    await one.issue("Student No.,Award,Awarded,Reason,Junk,Junk\n0012,soil-101,never,Dug,x,y\n");
    const failures = one.read("credentials/failures.csv");
    expect(failures.split("\n", 1)).toEqual(["Student No.,Award,Awarded,Reason,Junk,Junk,reason"]);
    expect(failures).toContain("0012,soil-101,never,Dug,x,y,");
    one.write("credentials/failures.csv", failures.replace("never", "2026-05-29"));
    expect((await one.run("issue", one.at("credentials/failures.csv"), "--out", one.at("credentials"))).status).toBe(0);
    expect(one.credentials().get("soil-101/0012.json")).toMatchObject({ credentialSubject: { narrative: "Dug" } });
  });

  it("does not let a row that was cut off in for having blanks at its end", async () => {
    const one = desk();
    await one.issue(`${RICH}1,soil-101,2026-05-29\n2,B,soil-101,2026-05-29,A,x,y\n`);
    const again = () => one.run("issue", one.at("credentials/failures.csv"), "--out", one.at("credentials"));
    expect((await again()).out).toBe("0 issued, 0 unchanged, 2 failed: credentials\n");
    expect((await again()).out).toBe("0 issued, 0 unchanged, 2 failed: credentials\n");
    one.write(
      "credentials/failures.csv",
      one.read("credentials/failures.csv").replace("1,soil-101,2026-05-29,,,", "1,A,soil-101,2026-05-29,,"),
    );
    expect((await again()).out).toBe("1 issued, 0 unchanged, 1 failed: credentials\n");
  });

  it("gives a spreadsheet no formula to run, and the roster its texts back", async () => {
    const one = desk();
    const name = '=> see "http://x"';
    await one.issue(`${RICH}-5,"${name.replaceAll('"', '""')}",soil-101,never,,"'=x"\n@1,+x,soil-101,never,,-1.5\n`);
    const failed = one.read("credentials/failures.csv");
    for (const row of rowsOf(failed))
      for (const text of Object.values(row)) expect(text).not.toMatch(/^[=@+\t\r]|^-(?!\d)/);
    one.write("credentials/failures.csv", failed.replaceAll("never", "2026-05-29"));
    await one.run("issue", one.at("credentials/failures.csv"), "--out", one.at("credentials"));
    const subjects = [...one.credentials().values()].map(({ credentialSubject }) => JSON.stringify(credentialSubject));
    expect(subjects.some((text) => text.includes(JSON.stringify(name)) && text.includes('"narrative":"\'=x"'))).toBe(
      true,
    );
    expect(subjects.some((text) => text.includes('"identityHash":"@1"') && text.includes('"narrative":"-1.5"'))).toBe(
      true,
    );
    for (const row of rowsOf(one.read("credentials/manifest.csv"))) expect(row["learner id"]).toMatch(/^(-5|'@1)$/);
  });

  it("keeps the byte order mark by which Excel knows UTF-8", async () => {
    const one = desk();
    await one.issue(`\ufeff${RICH}1,Zoë,soil-101,never,,\n`);
    expect(one.read("credentials/failures.csv").startsWith("\ufeffid,")).toBe(true);
  });

  it("goes away when nothing fails any more, unless it is the roster itself", async () => {
    const one = desk();
    await one.issue(`${HEADER}1,soil-101,never\n`);
    await one.issue(`${HEADER}1,soil-101,2026-05-29\n`);
    expect(one.has("credentials/failures.csv")).toBe(false);
    await one.issue(`${HEADER}2,soil-101,never\n`);
    one.write("credentials/failures.csv", one.read("credentials/failures.csv").replace("never", "2026-05-29"));
    await one.run("issue", one.at("credentials/failures.csv"), "--out", one.at("credentials"));
    expect(one.has("credentials/failures.csv")).toBe(true);
  });

  it("comes back as it was for any texts in any columns", async () => {
    const unit = fc.constantFrom("a", "é", '"', "'", ",", ";", "\t", "\n", "=", "-", "@", "🎓", "1");
    const text = fc.string({ unit, maxLength: 6 }).filter((cell) => cell === cell.trim());
    const rows = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const one = desk();
        const roster = JSON.stringify(
          cells.map(([role, term, narrative]) => ({
            id: "1",
            achievement: "no",
            awarded: "no",
            role,
            term,
            narrative,
          })),
        );
        await one.issue(roster, "r.json");
        const { rows: back } = await readCsv(one.read("credentials/failures.csv"), "failures.csv");
        const under = (name: string) => back.map((row) => row.cells.find((cell) => cell.name === name)?.text);
        expect([under("role"), under("term"), under("narrative")]).toEqual(
          [0, 1, 2].map((n) => cells.map((row) => row[n])),
        );
      }),
      { numRuns: 25 },
    );
  });
});

describe("manifest.csv", () => {
  it("says of every credential where it is, what it is and when it was made", async () => {
    const one = desk();
    await one.issue(`${HEADER}0012,soil-101,2026-05-29\n,,\n1,W.2.3,2026-05-29\n`);
    const { createHash } = await import("node:crypto");
    const rows = rowsOf(one.read("credentials/manifest.csv"));
    expect(Object.keys(rows[0] ?? {})).toEqual([
      "line",
      "learner id",
      "credential id",
      "file",
      "sha256",
      "status index",
      "issued at",
      "frameworks",
    ]);
    expect(rows.map((row) => [row["line"], row["learner id"], row["file"], row["issued at"]])).toEqual([
      ["2", "0012", "soil-101/0012.json", "2026-06-01T12:00:00Z"],
      ["4", "1", "w-2-3/1.json", "2026-06-01T12:00:00Z"],
    ]);
    for (const { file = "", sha256, "credential id": id } of rows) {
      const text = one.read(`credentials/${file}`);
      expect(sha256).toBe(createHash("sha256").update(text).digest("hex"));
      expect(id).toBe(JSON.parse(text).id);
    }
  });

  it("keeps what another roster made, and what a person wrote beside it", async () => {
    const one = desk();
    await one.issue(`${HEADER}1,soil-101,2026-05-29\n`);
    const written = one
      .read("credentials/manifest.csv")
      .replace("issued at", "issued at,sent")
      .replace("Z,identifier", "Z,yes,identifier");
    // A spreadsheet of another country saves it with semicolons.
    one.write("credentials/manifest.csv", written.replaceAll(",", ";"));
    await one.issue(`${HEADER}2,soil-101,2026-05-29\n`, "b.csv");
    await one.issue(`${HEADER}1,soil-101,2026-05-29\n`, "c.csv");
    const rows = rowsOf(one.read("credentials/manifest.csv"));
    expect(rows.map((row) => [row["learner id"], row["sent"], row["issued at"]])).toEqual([
      ["1", "yes", "2026-06-01T12:00:00Z"],
      ["2", "", "2026-06-01T12:00:00Z"],
    ]);
  });

  it("says by which framework each was issued, in its version of then, and nothing where there was none", async () => {
    const one = desk();
    const hashOf = async (text: string) =>
      (await import("node:crypto")).createHash("sha256").update(text).digest("hex");
    const [older, roster] = [one.read("welding.case.json"), `${HEADER}1,W.2.3,2026-05-29\n`];
    const { identifier, lastChangeDateTime } = JSON.parse(older).CFDocument;
    const newer = older.replace(lastChangeDateTime, "2026-05-01T00:00:00Z");
    const cells = () => rowsOf(one.read("credentials/manifest.csv")).map(({ frameworks = "none" }) => frameworks);
    const cellOf = async (text: string, date: string) =>
      expect.stringMatching(
        new RegExp(`^identifier=${identifier} (version=\\S+ )?date=${date} sha256=${await hashOf(text)}$`),
      );
    await one.issue(roster);
    expect(cells()).toEqual([await cellOf(older, lastChangeDateTime)]);
    // A row that was issued before keeps what it was issued by.
    one.write("welding.case.json", newer);
    await one.issue(`${roster}2,W.2.3,2026-05-29\n`);
    expect(cells()).toEqual([await cellOf(older, lastChangeDateTime), await cellOf(newer, "2026-05-01T00:00:00Z")]);
    const bare = desk({ "laurel.yaml": SETTINGS.replace(/frameworks:.*/, "") });
    await bare.issue(`${HEADER}1,soil-101,2026-05-29\n`);
    expect(bare.read("credentials/manifest.csv").split("\n")[0]).toMatch(/,issued at$/);
  });

  it("stops the run before anything is signed when something else stands in its place", async () => {
    const one = desk();
    one.write("credentials/manifest.csv", "a,b\n1,2\n");
    const done = await one.issue(`${HEADER}1,soil-101,2026-05-29\n`);
    expect(done).toMatchObject({
      status: 3,
      err: expect.stringMatching(/^laurel: credentials\/manifest\.csv:1: want the manifest/),
    });
    expect(paths(one)).toEqual([]);
  });
});

describe("a batch", () => {
  const many = Array.from(
    { length: 24 },
    (_, n) => `${n % 8},soil-101,2026-05-${String(1 + (n % 3)).padStart(2, "0")}`,
  );
  const roster = `${HEADER}${[...many, "9,soil-101,never", many[0]].join("\n")}\n`;

  it("in shards, in any order, makes what one run makes", async () => {
    const whole = desk();
    expect((await whole.issue(roster)).out).toBe("24 issued, 0 unchanged, 2 failed: credentials\n");
    const parts = desk();
    const said: string[] = [];
    for (const shard of ["2/3", "3/3", "1/3"])
      said.push((await parts.issue(roster, "roster.csv", "--shard", shard)).out);
    expect(parts.credentials()).toEqual(whole.credentials());
    expect(said.map((line) => line.match(/\d+/g)?.slice(0, 3).map(Number))).toEqual([
      [8, 0, 1],
      [8, 0, 0],
      [8, 0, 1],
    ]);
    const manifests = ["1", "2", "3"].flatMap((n) => rowsOf(parts.read(`credentials/manifest.${n}-of-3.csv`)));
    expect(manifests.map((row) => row["credential id"]).sort()).toEqual(ids(whole));
    expect((await parts.issue(roster)).out).toBe("0 issued, 24 unchanged, 2 failed: credentials\n");
  });

  it("in shards at the same time makes what one run makes", async () => {
    const [whole, parts] = [desk(), desk()];
    await whole.issue(roster);
    await Promise.all(["1/2", "2/2"].map((shard) => parts.issue(roster, "roster.csv", "--shard", shard)));
    expect(parts.credentials()).toEqual(whole.credentials());
  });

  it("is the same for any number of jobs", async () => {
    const [one, eight] = [desk(), desk()];
    await one.issue(roster, "roster.csv", "--jobs", "1");
    await eight.issue(roster, "roster.csv", "--jobs", "8");
    expect(files(eight)).toEqual(files(one));
  });

  it("is not begun when more rows fail than --max-failures", async () => {
    const one = desk();
    const done = await one.issue(roster, "roster.csv", "--max-failures", "1", "--json");
    expect([done.status, JSON.parse(done.out).failed, one.has("credentials")]).toEqual([1, 2, false]);
    expect(done.err).toContain("2 rows failed, more than --max-failures 1: nothing was issued");
    expect((await one.issue(roster, "roster.csv", "--max-failures", "2")).out).toContain("24 issued");
  });

  it("is not begun when more rows fail one after the other than --max-consecutive-failures", async () => {
    const one = desk();
    const rows = (days: readonly string[]) => HEADER + days.map((day, n) => `${n},soil-101,${day}\n`).join("");
    const [good, bad] = ["2026-05-29", "never"];
    const scattered = rows([bad, good, bad, good, bad, bad]);
    const flags = ["--max-consecutive-failures", "2"];
    expect((await one.issue(scattered, "a.csv", ...flags)).out).toBe("2 issued, 0 unchanged, 4 failed: credentials\n");
    const other = desk();
    const done = await other.issue(rows([good, bad, bad, bad, good]), "b.csv", ...flags);
    expect([done.status, other.has("credentials")]).toEqual([1, false]);
    expect(done.err).toContain(
      "3 rows failed one after the other, more than --max-consecutive-failures 2: nothing was issued",
    );
  });

  it("with --dry-run checks all, shows the first credential, and writes nothing at all", async () => {
    const one = desk();
    const before = files(one, ".");
    const done = await one.issue(roster, "roster.csv", "--dry-run");
    expect([done.status, [...files(one, ".").keys()]]).toEqual([1, [...before.keys(), "roster.csv"].sort()]);
    expect(JSON.parse(done.out)).toMatchObject({ type: ["VerifiableCredential", "OpenBadgeCredential"] });
    expect(done.err).toContain("24 credentials would be issued, 0 unchanged, 2 rows failed; nothing was written");
    const json = JSON.parse((await one.issue(roster, "roster.csv", "--dry-run", "--json")).out);
    expect([json.checked, json.issued, json.failed, json.first.proof]).toEqual([24, 0, 2, undefined]);
  });

  it("counts what stands in the way before anything is signed", async () => {
    const one = desk();
    const graded = (grade: string) =>
      `id,achievement,awarded,result.Final grade\n1,soil-101,2026-05-29,${grade}\n2,soil-101,2026-05-29,A\n`;
    await one.issue(graded("A"));
    const roster = `${graded("B")}3,soil-101,2026-05-29,A\n`;
    const look = await one.issue(roster, "roster.csv", "--dry-run");
    expect(look).toMatchObject({ status: 1, err: expect.stringContaining("[ROW_CONFLICT]") });
    expect(look.err).toContain("1 credential would be issued, 1 unchanged, 1 row failed; nothing was written");
    expect(look.out).toContain('"identityHash": "3"');
    expect((await one.issue(roster, "roster.csv", "--max-failures", "0")).err).toContain("nothing was issued");
    expect(paths(one)).toEqual(["soil-101/1.json", "soil-101/2.json"]);
  });

  it("takes --achievement for rows that name none, and refuses one that nobody knows", async () => {
    const one = desk();
    const done = await one.issue(
      "id,awarded,achievement\n1,2026-05-29,\n2,2026-05-29,welding\n",
      "r.csv",
      "--achievement",
      "soil-101",
    );
    expect(done.status).toBe(0);
    expect(paths(one)).toEqual(["soil-101/1.json", "welding/2.json"]);
    const wrong = await one.issue("id,awarded\n1,2026-05-29\n2,2026-05-29\n", "r.csv", "--achievement", "soil-102");
    expect([wrong.status, wrong.err.match(/\[USAGE\]/g)?.length, wrong.out]).toEqual([2, 1, ""]);
  });

  it("takes --valid-until as a day that holds to its last second", async () => {
    const one = desk();
    await one.issue(`${HEADER}1,soil-101,2026-05-29\n`, "r.csv", "--valid-until", "2027-05-31");
    expect([...one.credentials().values()][0]?.["validUntil"]).toBe("2027-05-31T23:59:59Z");
  });

  it.each([
    ["--shard", "0/3"],
    ["--shard", "4/3"],
    ["--shard", "1"],
    ["--jobs", "0"],
    ["--jobs", "x"],
    ["--max-failures", "-1"],
    ["--valid-until", "soon"],
    ["--delimiter", "ab"],
    ["--proof", "none"],
    ["--out", ""],
  ])("is not begun by a wrong flag: %s %s", async (flag, value) => {
    const one = desk();
    const done = await one.issue(roster, "roster.csv", flag, value);
    expect([done.status, done.out, one.has("credentials")]).toEqual([2, "", false]);
    expect(done.err).toContain("[USAGE]");
    expect(done.err).toContain(flag);
  });

  it("says that its folder cannot be written", async () => {
    const one = desk({ credentials: "a file" });
    expect(await one.issue(`${HEADER}1,soil-101,2026-05-29\n`)).toMatchObject({
      status: 3,
      out: "",
      err: expect.stringMatching(/^laurel: credentials.*: cannot be written: .*(file|folder).* \[FILE_UNWRITABLE\]\n$/),
    });
    if (process.getuid?.() === 0) return;
    const other = desk();
    mkdirSync(other.at("credentials"));
    chmodSync(other.at("credentials"), 0o500);
    const done = await other.issue(`${HEADER}1,soil-101,2026-05-29\n`);
    expect(done).toMatchObject({ status: 3, err: expect.stringContaining("permission denied [FILE_UNWRITABLE]") });
    chmodSync(other.at("credentials"), 0o700);
  });
});
