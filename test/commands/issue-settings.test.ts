// issue, from the side of laurel.yaml and achievements.yaml: what is wrong with them is said at its line, all at once.
import { describe, expect, it } from "vitest";
import { CATALOGUE, desk, SETTINGS } from "../desk.ts";
import { laurel } from "../road.ts";

const ROSTER = "id,achievement,awarded\n1,soil-101,2026-05-29\n";

const withSettings = (settings: string) => desk({ "laurel.yaml": settings }).issue(ROSTER);
const withCatalogue = (catalogue: string, roster = ROSTER) => desk({ "achievements.yaml": catalogue }).issue(roster);
const entry = (more: string) =>
  `- slug: soil-101\n  type: Course\n  name: Soil\n  description: Soils.\n  criteria: Pass.\n${more}`;
const result = (more: string) => entry(`  results:\n    - { name: Grade, ${more} }\n`);

describe("laurel.yaml", () => {
  it.each([
    [
      "the address of a script",
      SETTINGS.replace("  name:", "  url: javascript:x()\n  name:"),
      /^laurel: laurel\.yaml:2:3 \/issuer\/url: want an address that others can open/,
    ],
    [
      "an image without a host",
      SETTINGS.replace("  name:", "  image: https:///logo.png\n  name:"),
      /^laurel: laurel\.yaml:2:3 \/issuer\/image: want an address that others can open/,
    ],
    [
      "an unknown setting",
      `${SETTINGS}kee: x\n`,
      /^laurel: laurel\.yaml:6:1 \/kee: no member "kee" may stand here; did you mean "key"\? \[CONFIG_INVALID\]/,
    ],
    [
      "an unknown setting inside",
      SETTINGS.replace("name:", "nam:"),
      /^laurel: laurel\.yaml:1:1 \/issuer: want a member "name".*\nlaurel: laurel\.yaml:2:3 \/issuer\/nam: .*did you mean "name"/s,
    ],
    [
      "a list for a text",
      SETTINGS.replace("keys/issuer.jwk.json", "[a, b]"),
      /^laurel: laurel\.yaml:3:1 \/key: want a string, got a list/,
    ],
    [
      "an unknown proof",
      `${SETTINGS}proof: rot13\n`,
      /^laurel: laurel\.yaml:6:1 \/proof: want a proof such as .*eddsa-rdfc-2022.*got "rot13"/,
    ],
    [
      "a wrong target of a column",
      `${SETTINGS}columns: { "Student No.": idd }\n`,
      /^laurel: laurel\.yaml:6:12 .*: want a column of laurel or "ignore", got "idd".*\n {2}hint: Columns are id, name/,
    ],
    [
      "a word for true",
      `${SETTINGS}recipient: { hashed: yes }\n`,
      /^laurel: laurel\.yaml:6:14 \/recipient\/hashed: want true or false, got "yes"/,
    ],
    [
      "an unknown identifier",
      `${SETTINGS}recipient: { identify-by: emial }\n`,
      /^laurel: laurel\.yaml:6:14 \/recipient\/identify-by: want email, id, name or did, got "emial"/,
    ],
    [
      "an unknown identifier in a list",
      `${SETTINGS}recipient: { identify-by: [email, emial] }\n`,
      /^laurel: laurel\.yaml:6:35 \/recipient\/identify-by\/1: .*"emial"/,
    ],
    [
      "an issuer that is no address",
      SETTINGS.replace("name:", "id: registrar.example.edu\n  name:"),
      /^laurel: laurel\.yaml:2:3 \/issuer\/id: want a DID such as did:web:registrar\.example\.edu, or an https address/,
    ],
    [
      "a did:web with a slash",
      SETTINGS.replace("name:", "id: did:web:example.edu/registrar\n  name:"),
      /^laurel: laurel\.yaml:2:3 \/issuer\/id: want/,
    ],
    [
      "a did:web of no host",
      SETTINGS.replace("name:", "id: did:web:registrar\n  name:"),
      /^laurel: laurel\.yaml:2:3 \/issuer\/id: want a did:web such as/,
    ],
    [
      "a file that is an image's name",
      SETTINGS.replace("name:", "image: logo.png\n  name:"),
      /^laurel: laurel\.yaml:2:3 \/issuer\/image: want the address of an image/,
    ],
    ["no issuer", SETTINGS.replace(/issuer:\n.*\n/, ""), /^laurel: laurel\.yaml:1:1: want a member "issuer"/],
    [
      "a key that is not there",
      SETTINGS.replace("issuer.jwk", "nobody.jwk"),
      /^laurel: laurel\.yaml:3:1: key: there is no file .*keys\/nobody\.jwk\.json \[FILE_MISSING\]\n {2}hint: Make a key/,
    ],
    [
      "several files that are not there",
      SETTINGS.replace("achievements.yaml", "a.yaml").replace("[welding", "[welding.case.json, x"),
      /^laurel: laurel\.yaml:4:1: achievements: there is no file .*a\.yaml .*\n.*\nlaurel: laurel\.yaml:5:33: frameworks: there is no file .*x\.case\.json/,
    ],
    ["no settings but a text", "hello\n", /^laurel: laurel\.yaml:1: want settings/],
    ["a name twice", `${SETTINGS}key: b\n`, /^laurel: laurel\.yaml:6:1: this name stands twice/],
    ["nothing", "", /^laurel: laurel\.yaml: want YAML or JSON, got an empty file \[FILE_EMPTY\]/],
  ])("is refused for %s", async (_, settings, said) => {
    const done = await withSettings(settings);
    expect(done.err).toMatch(said);
    expect([done.status, done.out]).toEqual([3, ""]);
  });

  it("may leave blank what it does not say", async () => {
    const blanks = `${SETTINGS}out:\nproof: ~\ncolumns:\nrecipient: { hashed: , identify-by: }\n`;
    expect(await withSettings(blanks.replace("name:", "url:\n  name:"))).toMatchObject({ status: 0, err: "" });
  });

  it("needs no key where --key names one", async () => {
    const one = desk({ "laurel.yaml": SETTINGS.replace("issuer.jwk", "nobody.jwk") });
    expect((await one.issue(ROSTER, "r.csv", "--key", one.at("keys/issuer.jwk.json"))).status).toBe(0);
  });

  it("says when it is nowhere to be found", async () => {
    const one = desk();
    const done = await laurel("issue", one.write("r.csv", ROSTER), "--config", one.at("none.yaml"));
    expect(done).toMatchObject({ status: 3, err: expect.stringContaining("none.yaml: no such file [FILE_MISSING]") });
  });
});

describe("achievements.yaml", () => {
  it.each([
    ["no slug", "- name: x\n", /^laurel: achievements\.yaml:1:3 \/0: want a member "slug"/],
    [
      "what an entry must say",
      "- slug: soil-101\n  type: Course\n",
      /want a "name" for "soil-101".*want a "description".*want a "criteria"/s,
    ],
    [
      "a blank that must not be",
      entry("").replace("Soils.", ""),
      /^laurel: achievements\.yaml:4:3 \/0\/description: want a "description" for "soil-101"/,
    ],
    [
      "a slug twice",
      `${CATALOGUE}${entry("")}`,
      /^laurel: achievements\.yaml:14:3 \/2\/slug: the slug "soil-101" stands twice/,
    ],
    [
      "two slugs that are one folder on many disks",
      `${entry("")}${entry("").replace("soil", "SOIL")}`,
      /the slug "SOIL-101" stands twice/,
    ],
    [
      "an id twice",
      `${entry("  id: urn:x:1\n")}${entry("  id: urn:x:1\n").replace("soil", "s")}`,
      /two entries have one id/,
    ],
    [
      "a slug that is a path",
      entry("").replace("soil-101", "../soil"),
      /\/0\/slug: want letters, digits, hyphens and underscores, at most 64, got "\.\.\/soil"/,
    ],
    ["a type that does not exist", entry("").replace("Course", "Curse"), /^laurel: achievements\.yaml:2:3 \/0\/type: /],
    [
      "a language that is none",
      entry("  language: English please\n"),
      /^laurel: achievements\.yaml:6:3 \/0\/language: want a language code such as en/,
    ],
    ...["english", "pt-br", "EN"].map((language): [string, string, RegExp] => [
      `the language ${language}, which Open Badges has not`,
      entry(`  language: ${language}\n`),
      new RegExp(`^laurel: achievements\\.yaml:6:3 /0/language: want a language code .*got "${language}"`),
    ]),
    ["an id that no other program reads", entry("  id: https://\n"), /:6:3 \/0\/id: want an address that others can/],
    [
      "criteria on somebody's own computer",
      entry("").replace("Pass.", "{ id: 'file:///C:/soil.pdf' }"),
      /^laurel: achievements\.yaml:5:15 \/0\/criteria\/id: want an address that others can open/,
    ],
    [
      "credits in words",
      entry("  credits: three\n"),
      /^laurel: achievements\.yaml:6:3 \/0\/credits: want a number, got "three"/,
    ],
    [
      "a whole that nobody knows",
      entry("  part-of:\n    - soil-101x\n"),
      /^laurel: achievements\.yaml:7:7 \/0\/part-of\/0: want part-of to name a slug of this file, got "soil-101x"/,
    ],
    ["a part of itself", entry("  part-of: [soil-101]\n"), /:6:3 \/0\/part-of: "soil-101" is a part of itself/],
    [
      "a circle of parts",
      `${entry("  part-of: a\n")}${entry("  part-of: b\n").replace("soil-101", "a")}${entry("  part-of: a\n").replace("soil-101", "b")}`,
      /"a" is a part of itself.*"b" is a part of itself/s,
    ],
    [
      "an image that is not there",
      entry("  image: no.png\n"),
      /^laurel: achievements\.yaml:6:3 \/0\/image: there is no image .*no\.png/,
    ],
    [
      "an image of another kind",
      entry("  image: welding.case.json\n"),
      /want an image that ends in png, svg, jpg or jpeg/,
    ],
    [
      "the address of an image with a space",
      entry("  image: https://example.edu/a b.png\n"),
      /\/0\/image: want an address that others can open, .*got "https:\/\/example\.edu\/a b\.png"/,
    ],
    [
      "a code that no framework has",
      entry("  align:\n    - W.1.1\n    - W.9.9\n"),
      /^laurel: achievements\.yaml:8:7 \/0\/align\/1: .*"W\.9\.9".* \[CATALOGUE_INVALID\]/,
    ],
    [
      "a competency that no framework has",
      entry("  competency: W.9.9\n"),
      /^laurel: achievements\.yaml:6:3 \/0\/competency: .*"W\.9\.9"/,
    ],
    ["an unknown member", entry("  colour: red\n"), /^laurel: achievements\.yaml:6:3 \/0\/colour: no member "colour"/],
    [
      "two results of one name",
      entry("  results:\n    - {name: Grade, type: Result}\n    - {name: grade, type: Result}\n"),
      /two results have one name/,
    ],
    ["a result type that does not exist", result("type: LetterGrad"), /\/0\/results\/0\/type: /],
    [
      "a level of no levels",
      result("type: RubricCriterionLevel"),
      /^laurel: achievements\.yaml:7:22 \/0\/results\/0\/type: want levels of the result "Grade"/,
    ],
    [
      "a bound in words",
      result("type: Percent, min: none"),
      /\/0\/results\/0\/min: want a number as "min" of the result "Grade", got "none"/,
    ],
    ["bounds the wrong way round", result("type: Percent, min: 90, max: 10"), /\/0\/results\/0\/max: want a max/],
    [
      "a required value that is not allowed",
      result("type: LetterGrade, allowed: [B, A], required: C"),
      /want B or A to be required .*got "C"/,
    ],
    [
      "a required level that is none",
      result("type: RubricCriterionLevel, levels: [{name: Pass}], required: pass"),
      /want Pass to be required/,
    ],
    [
      "a required number in words",
      result("type: Percent, required: half"),
      /want a number to be required .*got "half"/,
    ],
    [
      "a required status that is none",
      result("type: Status, required: Done"),
      /want Completed, Enrolled.* to be required .*got "Done"/,
    ],
    [
      "an allowed value twice",
      result("type: LetterGrade, allowed: [A, A]"),
      /two allowed values of the result "Grade" are the same/,
    ],
    [
      "a level twice",
      result("type: RubricCriterionLevel, levels: [{name: A}, {name: A}]"),
      /two levels of the result "Grade" have one name/,
    ],
    ["no list", "slug: x\n", /^laurel: achievements\.yaml:1:1: want a list, got an object/],
  ])("is refused for %s", async (_, catalogue, said) => {
    const done = await withCatalogue(catalogue);
    expect(done.err).toMatch(said);
    expect([done.status, done.out]).toEqual([3, ""]);
  });

  it.each([
    ["png", "\u0089PNG\r\n"],
    ["svg", "<?xml version='1.0'?><svg/>"],
    ["jpg", "\u00ff\u00d8\u00ff\u00e0"],
  ])("takes an image that is what its name says, and nothing else under that name: %s", async (ending, body) => {
    const one = desk({ "achievements.yaml": entry(`  image: soil.${ending}\n`) });
    one.write(`soil.${ending}`, "GIF89a");
    const done = await one.issue(ROSTER);
    expect(done.status).toBe(3);
    expect(done.err).toMatch(/^laurel: achievements\.yaml:6:3 \/0\/image: want image\/.* got something else/);
    one.write(`soil.${ending}`, Buffer.from(body, "latin1"));
    expect((await one.issue(ROSTER)).status).toBe(0);
  });

  it("says all that is wrong with the entries that rows name, each at its line", async () => {
    const two = `${entry("  align: [W.9.1]\n")}${entry("  align: [W.1.1, W.9.2, W.9.3]\n").replace("soil-101", "b")}`;
    const done = await withCatalogue(
      two,
      "id,achievement,awarded\n1,soil-101,2026-05-29\n2,b,2026-05-29\n3,b,2026-05-29\n",
    );
    expect(done.err.match(/achievements\.yaml:\d+:\d+/g)).toEqual(
      ["achievements.yaml:6:3", "achievements.yaml:12:3", "achievements.yaml:12:3"].map((spot) =>
        expect.stringContaining(spot.slice(0, 20)),
      ),
    );
  });

  it("may leave blank what it does not say", async () => {
    const blanks = "  code:\n  align:\n  tags: \n  part-of:\n  results: ~\n  image: ''\n";
    expect(await withCatalogue(entry(blanks))).toMatchObject({ status: 0, err: "" });
  });

  it("takes what stands alone where a list may stand", async () => {
    const one = desk({ "achievements.yaml": entry("  align: W.1.1\n  tags: soil\n") });
    expect((await one.issue(ROSTER)).status).toBe(0);
    expect([...one.credentials().values()][0]).toMatchObject({
      credentialSubject: { achievement: { tag: ["soil"], alignment: [{ targetCode: "W.1.1" }] } },
    });
  });

  it("keeps a folder's name safe on every system", async () => {
    const one = desk({ "achievements.yaml": entry("").replace("soil-101", "Con") });
    await one.issue("id,achievement,awarded\n1,con,2026-05-29\n");
    expect([...one.credentials().keys()]).toEqual([expect.stringMatching(/^Con-[0-9a-f]{12}\/1\.json$/)]);
  });

  it("tells two entries with one code apart by their slugs", async () => {
    const two = `${entry("  code: S\n")}${entry("  code: S\n").replace("soil-101", "b")}`;
    const done = await withCatalogue(two, "id,achievement,awarded\n1,S,2026-05-29\n2,b,2026-05-29\n");
    expect(done.err).toMatch(
      /want one achievement, got 2 entries for "S" .*\n {2}hint: Write the slug: soil-101 or b\./,
    );
    expect(done.out).toContain("1 issued, 0 unchanged, 1 failed");
  });
});

describe("a result in a roster", () => {
  const graded = (description: string, value: string) =>
    withCatalogue(result(description), `id,achievement,awarded,result.grade\n1,soil-101,2026-05-29,"${value}"\n`);

  it.each([
    ["type: LetterGrade, allowed: [B, A]", "C", 'want B or A, got "C"'],
    ["type: GradePointAverage, max: 4", "4.01", 'want a number from 0 up to 4, with a point for decimals, got "4.01"'],
    ["type: GradePointAverage", "3,5", 'want a number from 0, with a point for decimals, got "3,5"'],
    ["type: Percent", "101 %", 'want a number from 0 up to 100, with a point for decimals, got "101 %"'],
    ["type: RawScore", "1e3", 'want a number, with a point for decimals, got "1e3"'],
    ["type: RawScore", "90 %", 'want a number, with a point for decimals, got "90 %"'],
    [
      "type: Status",
      "Done",
      'want Completed, Enrolled, Failed, InProgress, OnHold, Provisional or Withdrew, got "Done"',
    ],
    ["type: RubricCriterionLevel, levels: [{name: Fail}, {name: Pass}]", "Passed", 'want Fail or Pass, got "Passed"'],
    ["type: Result", "ada@example.edu", undefined],
    ["type: LetterGrade, allowed: [B, A]", "ada@example.edu", "want B or A, got another text, not shown here"],
  ])("under %s may not be %j", async (description, value, said) => {
    const done = await graded(description, value);
    if (said === undefined) expect(done.status).toBe(0);
    else expect(done.err).toContain(`column "result.grade": ${said} [ROW_INVALID]`);
  });

  it("may not stand under an achievement without such a result", async () => {
    const done = await withCatalogue(
      `${result("type: Result")}${entry("").replace("soil-101", "b")}`,
      "id,achievement,awarded,result.Mark\n1,soil-101,2026-05-29,A\n2,b,2026-05-29,A\n3,b,2026-05-29,\n",
    );
    expect(done.err).toContain('"soil-101" has the results "Grade", and no "Mark"');
    expect(done.err).toContain('"b" has no results');
    expect(done.out).toContain("1 issued, 0 unchanged, 2 failed");
  });
});
