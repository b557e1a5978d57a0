// What is said of a roster's columns: of names in a document, which may be values, and of settings for none of them.
import { describe, expect, it } from "vitest";
import { desk, SETTINGS } from "../desk.ts";

const ROW = '- id: "1"\n  achievement: soil-101\n  awarded: 2026-05-29\n';

describe("a name in a YAML or JSON roster that is no column", () => {
  const STRANGERS: readonly (readonly [what: string, file: string, body: string, place: string])[] = [
    ["without a value", "r.yaml", `${ROW}  Ada Lovelace:\n`, "r.yaml:4:3: "],
    ["with a value", "r.yaml", `${ROW}  Ada Lovelace: Countess\n`, "r.yaml:4:3: "],
    ["by itself", "r.yml", `${ROW}  ? Ada Lovelace\n`, "r.yml:4:5: "],
    ["above a row", "r.yaml", "- Ada Lovelace:\n    id: 1\n", "r.yaml:2:5: "],
    ["in a map", "r.yaml", `${ROW}  narrative: { Ada Lovelace: x }\n`, "r.yaml:4:16: "],
    ["that is an address", "r.yaml", `${ROW}  ada.lovelace@example.edu: x\n`, "r.yaml:4:3: "],
    ["in JSON", "r.json", '[{ "id": "1",\n  "Ada Lovelace": "" }]', "r.json:2:19: "],
  ];
  it.each(STRANGERS)(
    "%s is told by line and column, and shown for --show-values alone",
    async (_, file, body, place) => {
      const one = desk();
      const done = await one.issue(body, file);
      expect(done).toMatchObject({ status: 3, err: expect.stringContaining(`laurel: ${place}want columns`) });
      expect(done.err + done.out).not.toMatch(/lovelace|countess/i);
      expect((await one.issue(body, file, "--show-values")).err).toMatch(/lovelace/i);
    },
  );

  it("is told with others in one sentence where they are many", async () => {
    const rows = Array.from({ length: 200 }, (_row, nth) => `${ROW}  Learner ${nth}:\n`).join("");
    const { err } = await desk().issue(rows, "r.yaml");
    expect(err).toMatch(
      /^laurel: r\.yaml:4:3: .* at 4:3, 8:3, 12:3, 16:3, 20:3 and 195 more \[COLUMN_UNKNOWN\]\n.*\n$/,
    );
  });
});

describe("a word of `columns:` that is no header of the roster", () => {
  const issue = (columns: string, roster: string, name?: string, ...flags: readonly string[]) =>
    desk({ "laurel.yaml": `${SETTINGS}columns: ${columns}\n` }).issue(roster, name, ...flags);
  const CSV = "Student No. ,achievement,AWARDED,Advisor\n1,soil-101,2026-05-29,x\n";

  it("is noted once, and the rows are issued", async () => {
    const columns = '{ "student no": id, Advisor: ignore, Grade: result.Final grade, Gone: ignore }';
    const done = await issue(columns, `${CSV}2,soil-101,2026-05-29,x\n`);
    expect(done).toMatchObject({
      status: 0,
      err: 'laurel: note: roster.csv has no column "Grade", "Gone", which `columns:` of laurel.yaml names\n',
    });
  });

  it("is not noted where the roster has it, however it is spelled, or where nothing is to be said", async () => {
    expect((await issue('{ "student no": id, advisor: ignore, "AWARDED": awarded }', CSV)).err).toBe("");
    expect((await issue("{ Student No.: id, Advisor: ignore, Gone: role }", CSV, "r.csv", "--quiet")).err).toBe("");
  });

  it("is one of many in one line", async () => {
    const many = Array.from({ length: 30 }, (_name, nth) => `Gone ${nth}: role`).join(", ");
    const { err } = await issue(`{ Student No.: id, Advisor: ignore, ${many} }`, CSV);
    expect(err).toMatch(/^laurel: note: .*"Gone 0", .*"Gone 4" and 25 more, which .*\n$/);
  });
});
