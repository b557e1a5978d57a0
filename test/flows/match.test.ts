// What counts for a job and what does not, on credentials signed here and a small framework.
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { defaultDid, generateKey } from "../../src/dids/signing-key.ts";
import { toLerRs } from "../../src/flows/convert.ts";
import { type Held, heldIn, strangers } from "../../src/flows/holding.ts";
import { type Match, matchOf } from "../../src/flows/match.ts";
import { deskFor } from "../../src/flows/match-desk.ts";
import { sourceOf } from "../../src/flows/source.ts";
import { readFramework } from "../../src/frameworks/reader.ts";
import type { Strength } from "../../src/model/crosswalk.ts";
import { jobOf } from "../../src/model/job.ts";
import { securing } from "../../src/proofs/secure.ts";
import { alignment, badge, clr, NOW, type Parts } from "../outputs/ler-rs/sample.ts";

const key = generateKey("ed25519");
const issuer = defaultDid(key);
const signed = async (document: JsonObject, proof = "eddsa-rdfc-2022"): Promise<string> => {
  const profile = { id: issuer, type: ["Profile"], name: "Example University" };
  const isBadge = JSON.stringify(document["@context"]).includes("/ob/");
  const own = { ...document, issuer: isBadge ? profile : issuer };
  return (await securing(proof, key).secure(own, { key, issuer, created: "2026-06-01T00:00:00Z" })).text;
};

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const uri = (n: number) => `https://case.example.org/uri/${uuid(n)}`;
const CODES = ["", "W", "W.1", "W.2", "V.9", "R.5", "W.1"];
const framework = readFramework({
  CFDocument: { identifier: uuid(90), uri: uri(90), title: "Welding framework", creator: "Us" },
  CFItems: [1, 2, 3, 4, 5].map((n) => ({
    identifier: uuid(n),
    uri: uri(n),
    humanCodingScheme: CODES[n] ?? "",
    fullStatement: `Statement ${n}`,
  })),
  CFAssociations: [
    [2, "isChildOf", 1],
    [3, "isChildOf", 1],
    [4, "exactMatchOf", 3],
    [5, "isRelatedTo", 2],
  ].map(([from, associationType, to], index) => ({
    identifier: uuid(100 + index),
    associationType: String(associationType),
    originNodeURI: { identifier: uuid(Number(from)), uri: uri(Number(from)), title: "o" },
    destinationNodeURI: { identifier: uuid(Number(to)), uri: uri(Number(to)), title: "d" },
  })),
});

/** A badge aligned to an item, by address and by code. */
const shows = (n: number, name: string, more: Omit<Parts, "name"> = {}): JsonObject =>
  badge({
    name,
    ...more,
    achievement: {
      achievementType: "Course",
      alignment: [alignment(`Statement ${n}`, uri(n), { targetCode: CODES[n] ?? "" })],
      ...more.achievement,
    },
  });

const offline = async () => ({ ok: false as const, reason: "no network in tests" });
const world = { now: NOW, load: offline, keys: [] };
const held = (text: string, file = "a.json", here: Parameters<typeof heldIn>[2] = world) =>
  heldIn(Buffer.from(text), file, here);
const all = (files: readonly Held[]) => files.flatMap(({ holdings, claims }) => [...holdings, ...claims]);

async function ask(
  job: JsonObject | readonly (string | JsonObject)[],
  texts: readonly string[],
  least?: Strength,
  frameworks = [framework],
) {
  const { value, faults } = jobOf(job as JsonObject);
  expect(faults).toEqual([]);
  return matchOf(deskFor(value, frameworks, least), all(await Promise.all(texts.map((text) => held(text)))));
}
const first = (match: { readonly requirements: readonly Match[] }): Match => match.requirements[0] as Match;

describe("A credential that the job asks for", () => {
  const degree = (achievementType: string, more: Partial<Parts> = {}) =>
    badge({ name: "Of the college", achievement: { achievementType }, ...more });
  const education = (more: JsonObject): JsonObject => ({ positionQualifications: [{ educationRequirement: more }] });

  test.each<readonly [string, JsonObject | readonly JsonObject[], string, string]>([
    ["its type", [{ type: "BachelorDegree" }], "BachelorDegree", "shown"],
    ["a kind of it", [{ type: "Degree" }], "MasterDegree", "shown"],
    ["not by another type", [{ type: "BachelorDegree" }], "Certificate", "not shown"],
    ["its level", education({ iscedEducationLevelCode: "6" }), "BachelorDegree", "shown"],
    ["a higher level", education({ iscedEducationLevelCode: "6" }), "MasterDegree", "shown"],
    ["not by a lower level", education({ iscedEducationLevelCode: "6" }), "AssociateDegree", "not shown"],
    ["not by what is no degree", education({ iscedEducationLevelCode: "6" }), "Certification", "not shown"],
    ["a degree that does not say its level", education({ iscedEducationLevelCode: "6" }), "Degree", "cannot tell"],
    ["words too", education({ degreeTypeCode: "BachelorDegree", programs: ["Art"] }), "BachelorDegree", "cannot tell"],
  ])("is answered by %s", async (_, job, type, answer) => {
    const match = first(await ask(job, [await signed(degree(type))]));
    expect(match.answer).toBe(answer);
    expect(match.evidence.map(({ strength, shown }) => [strength, shown.type])).toEqual(
      answer === "shown" ? [["type", type]] : [],
    );
  });

  test("is not shown by one that is over, or not completed, or that nobody but the candidate signed", async () => {
    const asked = [{ type: "BachelorDegree" }];
    const over = degree("BachelorDegree", { credential: { validUntil: "2025-01-01T00:00:00Z" } });
    const running = degree("BachelorDegree", { subject: { result: [{ type: ["Result"], status: "InProgress" }] } });
    const own = degree("BachelorDegree", { subject: { id: issuer } });
    for (const [document, reason] of [
      [over, "only a credential that is expired"],
      [running, "only what was not completed"],
      [own, "only a credential that is self-asserted"],
    ] as const) {
      const match = first(await ask(asked, [await signed(document)]));
      expect([match.answer, match.reason, match.apart.length]).toEqual(["not shown", reason, 1]);
    }
  });

  test("is not shown by what an LER-RS says without an original, which stands apart as its writer's word", async () => {
    const body = {
      type: "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json",
      educationAndLearnings: [
        { institution: { name: "X" }, educationDegrees: [{ name: "Of the sea", iscedEducationLevelCode: "7" }] },
      ],
      licenses: [{ name: "Pilot", issuingAuthority: { name: "Y" } }],
    };
    const { answer, requirements } = await ask([{ type: "Degree" }, { type: "License" }], [JSON.stringify(body)]);
    expect(answer).toBe("no");
    expect(
      requirements.map(({ apart }) =>
        apart.map(({ standing, credential }) => [standing, credential.name, credential.pointer]),
      ),
    ).toEqual([
      [["self-asserted", "Of the sea", "/educationAndLearnings/0"]],
      [["self-asserted", "Pilot", "/licenses/0"]],
    ]);
  });

  test("is shown by identifier where the job has one, whatever its type", async () => {
    const job = { positionQualifications: [{ licences: ["https://board.example/rn"] }] };
    const licence = degree("License", { achievement: { achievementType: "License", id: "https://board.example/rn" } });
    expect(first(await ask(job, [await signed(licence)])).evidence).toMatchObject([{ strength: "identifier" }]);
    expect((await ask(job, [await signed(degree("License"))])).answer).toBe("no");
  });

  test("is open where the job takes something else as well", async () => {
    const job = {
      title: "Nurse",
      requiredCredentials: [{ credentialCategory: { name: "License" } }],
      equivalentCredentials: [{ descriptions: ["Something else"] }],
    };
    const { answer, requirements } = await ask(job, [await signed(degree("Badge"))]);
    expect([answer, requirements[0]?.reason]).toEqual([
      "cannot tell",
      "no credential is of that kind; the job takes something else as well, which was not looked at",
    ]);
  });
});

describe("A competency is shown", () => {
  test.each([
    ["its code", "W.1"],
    ["its UUID", uuid(2)],
    ["its address", uri(2)],
    ["its address in other writing", uri(2).replace("https", "http").toUpperCase()],
    ["the framework's own words for it", "Statement 2"],
  ])("by a credential that names it, when the job gives %s", async (_, reference) => {
    const matched = await ask([reference], [await signed(shows(2, "Flat welds"))]);
    expect(matched).toMatchObject({ answer: "yes", required: { shown: 1, of: 1 } });
    expect(first(matched).evidence).toMatchObject([
      {
        strength: "identifier",
        path: [],
        standing: "valid",
        credential: { name: "Flat welds", issuer: { id: issuer }, date: "2024-05-31T00:00:00Z" },
      },
    ]);
  });

  test("by what is the same in another framework, and the answer says by which association", async () => {
    const matched = await ask(["W.2"], [await signed(shows(4, "Other"))]);
    expect(first(matched).evidence).toMatchObject([
      { strength: "exactMatchOf", path: [{ from: uuid(4), type: "exactMatchOf", to: uuid(3) }] },
    ]);
  });

  test("by a part of it, with how many of its parts", async () => {
    const match = first(await ask(["W"], [await signed(shows(2, "Flat welds"))]));
    expect(match).toMatchObject({ answer: "shown", parts: { shown: 1, of: 2 } });
    expect(match.evidence[0]?.path).toEqual([{ from: uuid(2), type: "isChildOf", to: uuid(1) }]);
    expect((await ask(["W"], [await signed(shows(2, "Flat welds"))], "exactMatchOf")).answer).toBe("no");
  });

  test("not by what it is a part of", async () => {
    expect(await ask(["W.1"], [await signed(shows(1, "Welding"))])).toMatchObject({
      answer: "no",
      requirements: [{ evidence: [], apart: [] }],
    });
  });

  test("by what is related only when that is asked for; else it stands apart", async () => {
    const texts = [await signed(shows(5, "Related"))];
    expect(first(await ask(["W.1"], texts))).toMatchObject({
      answer: "not shown",
      reason: "only something related",
      evidence: [],
      apart: [{ strength: "isRelatedTo" }],
    });
    expect((await ask(["W.1"], texts, "isRelatedTo")).answer).toBe("yes");
  });

  test("never by words: the same name and another identifier shows nothing", async () => {
    const other = badge({
      name: "Flat welds",
      achievement: {
        achievementType: "Competency",
        alignment: [alignment("Statement 2", "https://other.example.org/9")],
      },
    });
    expect(await ask(["W.1"], [await signed(other)])).toMatchObject({ answer: "no", requirements: [{ apart: [] }] });
  });

  test("without a framework, by the very code, unless two frameworks have that code", async () => {
    const one = await signed(
      shows(2, "One", {
        achievement: {
          alignment: [alignment("A", "https://a.example/1", { targetCode: "X.1", targetFramework: "A" })],
        },
      }),
    );
    const two = await signed(
      shows(2, "Two", {
        achievement: {
          alignment: [alignment("B", "https://b.example/1", { targetCode: "X.1", targetFramework: "B" })],
        },
      }),
    );
    expect((await ask(["X.1"], [one], "part", [])).answer).toBe("yes");
    expect(first(await ask(["X.1"], [one, two], "part", []))).toMatchObject({ answer: "cannot tell", evidence: [] });
    expect(
      (await ask([{ code: "X.1", framework: "B" }], [one, two], "part", [])).requirements[0]?.evidence,
    ).toHaveLength(1);
  });

  test("by a result that is aligned to it, with the result", async () => {
    const document = shows(1, "Course", {
      subject: {
        result: [{ type: ["Result"], resultDescription: "urn:r", value: "A", alignment: [alignment("S", uri(2))] }],
      },
      achievement: {
        alignment: [],
        resultDescription: [
          {
            id: "urn:r",
            type: ["ResultDescription"],
            name: "Weld test",
            resultType: "LetterGrade",
            allowedValue: ["F", "C", "A"],
          },
        ],
      },
    });
    expect(first(await ask(["W.1"], [await signed(document)])).evidence[0]?.results).toEqual([
      { name: "Weld test", reached: "A", scale: ["F", "C", "A"] },
    ]);
  });

  test("by an achievement that is the item, by the identifier that the standard has for it", async () => {
    const own = shows(2, "Own", {
      achievement: {
        alignment: [],
        otherIdentifier: [{ type: "IdentifierEntry", identifier: uuid(2), identifierType: "ext:caseIdentifier" }],
      },
    });
    expect((await ask(["W.1"], [await signed(own)])).answer).toBe("yes");
  });
});

describe("What cannot be identified", () => {
  test("is a name that no framework has, and the answer is that it cannot be told", async () => {
    const matched = await ask([{ name: "Flat welds" }], [await signed(shows(2, "Flat welds"))]);
    expect(matched).toMatchObject({ answer: "cannot tell", requirements: [{ answer: "cannot tell", evidence: [] }] });
  });

  test("are references of different items", async () => {
    expect(first(await ask([{ code: "W.1", uri: uri(3) }], []))).toMatchObject({
      answer: "cannot tell",
      reason: "its references are of different items",
    });
  });
});

describe("A level", () => {
  const graded = (value: string, more: JsonObject = { allowedValue: ["Novice", "Proficient", "Expert"] }) =>
    shows(2, `Welds ${value}`, {
      subject: { result: [{ type: ["Result"], resultDescription: "urn:r", value }] },
      achievement: {
        resultDescription: [{ id: "urn:r", type: ["ResultDescription"], name: "Level", resultType: "Result", ...more }],
      },
    });
  const at = async (level: string, document: JsonObject) =>
    first(await ask([{ code: "W.1", level }], [await signed(document)]));

  test("is reached by itself and by those above it on the credential's own scale", async () => {
    expect((await at("Proficient", graded("Proficient"))).answer).toBe("shown");
    expect((await at("Proficient", graded("Expert"))).answer).toBe("shown");
    expect(await at("Proficient", graded("Novice"))).toMatchObject({
      answer: "not shown",
      reason: "below the level that is asked for",
      apart: [{ level: "below" }],
    });
  });

  test("is compared as a number when both are numbers", async () => {
    expect((await at("70", graded("85 %", {}))).answer).toBe("shown");
    expect((await at("90", graded("85", {}))).answer).toBe("not shown");
  });

  test("cannot be told from words without an order, nor from a credential without results", async () => {
    expect((await at("Proficient", graded("Great", {}))).answer).toBe("cannot tell");
    expect((await at("Proficient", shows(2, "Plain"))).answer).toBe("cannot tell");
  });

  test("goes by the points of a rubric", async () => {
    const levels = [
      ["Expert", "9"],
      ["Novice", "1"],
      ["Proficient", "5"],
    ].map(([name = "", points = ""]) => ({ id: `urn:l:${name}`, type: ["RubricCriterionLevel"], name, points }));
    const rubric = shows(2, "Rubric", {
      subject: { result: [{ type: ["Result"], resultDescription: "urn:r", achievedLevel: "urn:l:Proficient" }] },
      achievement: {
        resultDescription: [
          {
            id: "urn:r",
            type: ["ResultDescription"],
            name: "R",
            resultType: "RubricCriterionLevel",
            rubricCriterionLevel: levels,
          },
        ],
      },
    });
    expect([(await at("Novice", rubric)).answer, (await at("Expert", rubric)).answer]).toEqual(["shown", "not shown"]);
  });
});

describe("Only what is valid counts;", () => {
  const apart = async (text: string, here: Parameters<typeof heldIn>[2] = world) => {
    const { value } = jobOf(["W.1"]);
    const match = first(matchOf(deskFor(value, [framework]), all([await held(text, "a.json", here)])));
    expect(match.evidence).toEqual([]);
    return [match.answer, match.apart.map(({ standing }) => standing)];
  };

  test("what has expired stands apart", async () => {
    expect(await apart(await signed(shows(2, "Old", { credential: { validUntil: "2025-01-01T00:00:00Z" } })))).toEqual([
      "not shown",
      ["expired"],
    ]);
  });

  test("so does what was changed after it was signed", async () => {
    expect(await apart((await signed(shows(5, "Changed"))).replaceAll(uuid(5), uuid(2)))).toEqual([
      "not shown",
      ["invalid"],
    ]);
  });

  test("what the holder says of themselves, in a credential of their own or in an LER-RS", async () => {
    expect(await apart(await signed(shows(2, "Own word", { subject: { id: issuer } })))).toEqual([
      "not shown",
      ["self-asserted"],
    ]);
    const body = {
      type: "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json",
      skills: [{ name: "Statement 2", definitionReference: { reference: uri(2) } }],
    };
    expect(await apart(JSON.stringify(body))).toEqual(["not shown", ["self-asserted"]]);
  });

  test("what was failed or is not completed", async () => {
    for (const status of ["Failed", "InProgress"]) {
      const match = first(
        await ask(["W.1"], [await signed(shows(2, status, { subject: { result: [{ type: ["Result"], status }] } }))]),
      );
      expect(match).toMatchObject({ answer: "not shown", reason: "only what was not completed" });
    }
  });

  test("what is revoked, and what nobody could look up, which is another answer", async () => {
    const bits = new Uint8Array(131_072 / 8);
    bits[0] = 1;
    const address = "https://status.example.edu/1";
    const list = JSON.parse(
      await signed({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        id: address,
        type: ["VerifiableCredential", "BitstringStatusListCredential"],
        validFrom: "2024-01-01T00:00:00Z",
        credentialSubject: {
          id: `${address}#list`,
          type: "BitstringStatusList",
          statusPurpose: "revocation",
          encodedList: `u${gzipSync(bits).toString("base64url")}`,
        },
      }),
    ) as JsonObject;
    const entry = {
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: "7",
      statusListCredential: address,
    };
    const text = await signed(shows(2, "Revoked", { credential: { credentialStatus: entry } }));
    expect(await apart(text, { ...world, load: async () => ({ ok: true, value: list }) })).toEqual([
      "not shown",
      ["revoked"],
    ]);
    expect(await apart(text)).toEqual(["cannot tell", ["unsure"]]);
  });
});

describe("Whatever a credential stands in,", () => {
  const member = async (n: number, name: string) => JSON.parse(await signed(shows(n, name))) as JsonObject;

  test("a record, an LER-RS, a token or a presentation, it is found, verified by itself, and counted once", async () => {
    const badgeText = await signed(shows(2, "Flat welds"));
    const record = await signed(clr([JSON.parse(badgeText) as JsonObject]));
    const lerRs = (await toLerRs([sourceOf(record), sourceOf(badgeText)], { now: NOW })).text;
    const presentation = JSON.stringify({
      "@context": ["https://www.w3.org/ns/credentials/v2"],
      type: ["VerifiablePresentation"],
      verifiableCredential: [JSON.parse(badgeText)],
    });
    const token = await signed(shows(2, "Flat welds"), "vc-jwt");
    for (const text of [badgeText, record, lerRs, presentation, token]) {
      const match = first(await ask(["W.1"], [text]));
      expect(match.evidence.map(({ credential }) => credential.name)).toEqual(["Flat welds"]);
    }
    expect(first(await ask(["W.1"], [badgeText, record, lerRs])).evidence).toHaveLength(1);
  });

  test("it counts by its own proof, also in a record that was changed around it", async () => {
    const record = (await signed(clr([await member(2, "Flat welds")]))).replace('"Learner record"', '"Another record"');
    expect((await ask(["W.1"], [record])).answer).toBe("yes");
    const broken = (await signed(clr([await member(2, "Flat welds")]))).replace('"Flat welds"', '"Round welds"');
    expect((await ask(["W.1"], [broken])).answer).toBe("no");
  });

  test("the answer is the same in whatever order the files come", async () => {
    const texts = [
      await signed(shows(2, "B")),
      await signed(shows(3, "A")),
      await signed(shows(2, "C", { credential: { validUntil: "2025-01-01T00:00:00Z" } })),
    ];
    const job = ["W", "W.1", { code: "W.2", weight: 3 }];
    const one = await ask(job, texts);
    const names = ({ requirements }: typeof one) =>
      requirements.map(({ answer, evidence, apart }) => [
        answer,
        [...evidence, ...apart].map(({ credential }) => credential.name),
      ]);
    expect(names(await ask(job, [...texts].reverse()))).toEqual(names(one));
    expect(one.weight).toEqual({ shown: 5, of: 5 });
  });
});

describe("Credentials of two people", () => {
  const stranger = (n: number) => shows(n, `Of ${n}`, { subject: { id: `did:example:${n}`, identifier: [] } });

  test("are no candidate, unless a signed record holds them as one person's", async () => {
    const [one, other] = await Promise.all([signed(stranger(2)), signed(stranger(3))]);
    const files = [
      { file: "one.json", held: await held(one) },
      { file: "other.json", held: await held(other) },
    ];
    expect(strangers(files)).toMatchObject({
      code: "CREDENTIAL_INVALID",
      message: expect.stringContaining("one.json and other.json"),
    });
    const record = await signed(clr([JSON.parse(one) as JsonObject, JSON.parse(other) as JsonObject]));
    expect(strangers([...files, { file: "record.json", held: await held(record) }])).toBeUndefined();
  });

  test("are not one person's by a record that one of them made", async () => {
    const members = (await Promise.all([signed(stranger(2)), signed(stranger(3))])).map((text) => JSON.parse(text));
    const made = clr(members);
    const record = await signed({
      ...made,
      credentialSubject: { ...(made["credentialSubject"] as JsonObject), id: issuer },
    });
    expect(strangers([{ file: "record.json", held: await held(record) }])?.message).toContain("some in record.json");
  });

  test("are told also in one LER-RS, which anybody can put together", async () => {
    const sources = (await Promise.all([signed(stranger(2)), signed(stranger(3))])).map(sourceOf);
    const { text } = await toLerRs(sources, { now: NOW });
    expect(strangers([{ file: "ler-rs.json", held: await held(text) }])?.message).toContain("some in ler-rs.json");
  });
});
