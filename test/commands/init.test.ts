// What init writes beside the starter folder: rosters that fit a catalogue, and schemas for editors.
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { CATALOGUE, desk, SETTINGS } from "../desk.ts";
import { laurel } from "../road.ts";

const MORE = `- slug: b
  type: Course
  name: B
  description: B.
  criteria: B.
  results:
    - { name: "Points, all", type: RawScore }
    - { name: final grade, type: LetterGrade }
`;

describe("init --roster", () => {
  it("writes a header with every result of the catalogue once, which issues when it is filled in", async () => {
    const one = desk({ "achievements.yaml": CATALOGUE + MORE });
    const done = await one.run("init", "--roster", one.at("autumn.csv"));
    expect(done).toMatchObject({ status: 0, out: "autumn.csv\n" });
    const header =
      '\ufeffid,given name,family name,email,achievement,awarded,valid until,result.Final grade,"result.Points, all",narrative\n';
    expect(one.read("autumn.csv")).toBe(header);
    const rows =
      "1,Ada,Alder,a@example.edu,soil-101,2026-05-29,,A,,\n2,Ben,Birch,b@example.edu,b,2026-05-29,,A,7,Dug.\n";
    expect((await one.issue(header + rows)).out).toBe("2 issued, 0 unchanged, 0 failed: credentials\n");
  });

  it("uses the institution's own words and identifiers, and never overwrites", async () => {
    const one = desk({
      "laurel.yaml": `${SETTINGS}columns: { "Student No.": id, "Grade": result.Final grade, "Advisor": ignore }\nrecipient: { identify-by: [did] }\n`,
    });
    const file = one.at("roster.tsv");
    expect((await one.run("init", "--roster", file)).status).toBe(0);
    expect(one.read("roster.tsv")).toBe(
      "\ufeffStudent No.\tgiven name\tfamily name\temail\tdid\tachievement\tawarded\tvalid until\tGrade\tnarrative\n",
    );
    expect(await one.run("init", "--roster", file)).toMatchObject({
      status: 3,
      err: expect.stringContaining("FILE_EXISTS"),
    });
    expect((await one.run("init", "--roster", one.at("roster.xlsx"))).status).toBe(2);
    expect((await one.run("init", "--roster", "-")).out).toMatch(/^Student No\.,given name,.*,narrative\n$/);
  });
});

describe("the schemas for editors", () => {
  const ajv = () => {
    const made = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
    addFormats.default(made);
    return made;
  };
  const valid = (one: ReturnType<typeof desk>, name: string, document: unknown) =>
    ajv().validate(JSON.parse(one.read(`s/${name}.schema.json`)), document);
  const written = async () => {
    const one = desk();
    expect((await one.run("init", "--schemas", one.at("s"))).out).toBe(
      "s/laurel.schema.json\ns/achievements.schema.json\ns/roster.schema.json\n",
    );
    return one;
  };

  it("take what laurel takes, as an editor reads YAML", async () => {
    const one = await written();
    const fixture = (name: string) => parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), "utf8"));
    expect(valid(one, "laurel", fixture("laurel.yaml"))).toBe(true);
    expect(valid(one, "achievements", fixture("achievements.yaml"))).toBe(true);
    expect(valid(one, "achievements", parse(CATALOGUE.replace("code: SOIL-101", "code: 101")))).toBe(true);
    const award = {
      id: 12,
      name: "Ada",
      awarded: "2026-05-29",
      result: { "Final grade": "A" },
      evidence: [{ url: "https://x.example" }],
      "result.Points": 7,
      alignment: ["W.1"],
    };
    expect(valid(one, "roster", [award])).toBe(true);
    expect(valid(one, "roster", { awards: [award] })).toBe(true);
  });

  it.each([
    ["laurel", { issuer: { nam: "X" } }],
    ["laurel", { issuer: { name: "X", url: "no address" } }],
    ["laurel", { issuer: { name: "X" }, dates: "american" }],
    ["achievements", [{ slug: "a b" }]],
    ["achievements", [{ slug: "a", results: [{ name: "x", type: "Nothing" }] }]],
    ["roster", [{ name: { first: "Ada" } }]],
    ["roster", [{ evidence: [{ link: "x" }] }]],
  ])("of %s refuse %j", async (name, document) => {
    expect(valid(await written(), name, document)).toBe(false);
  });

  it("hold no word that editors do not know, and are named by the files that init makes", async () => {
    const one = await written();
    for (const name of ["laurel", "achievements", "roster"])
      expect(one.read(`s/${name}.schema.json`)).not.toMatch(/"wanted"/);
    expect((await laurel("init", one.at("college"))).status).toBe(0);
    for (const name of ["laurel", "achievements"]) {
      const [first = ""] = one.read(`college/${name}.yaml`).split("\n");
      const path = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? "";
      expect(one.read(`college/${path}`)).toBe(one.read(`s/${name}.schema.json`));
    }
  });
});

describe("init", () => {
  it("says the way into a folder so that a shell takes it", async () => {
    const one = desk();
    const { err } = await laurel("init", one.at("Registrar's office"));
    expect(err).toContain(`\n  cd '${one.at("Registrar")}'\\''s office'\n`);
    expect((await laurel("init", one.at("plain"))).err).toContain(`\n  cd ${one.at("plain")}\n`);
  });
});
