// What no schema catches: which contradictions speak against a credential, and what is only said of it.
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { badge, claims, ISSUER, record, report, signed, token } from "./forge.ts";

const achievement = (members: JsonObject = {}): JsonObject => ({
  ...((badge()["credentialSubject"] as JsonObject)["achievement"] as JsonObject),
  ...members,
});
const subject = (members: JsonObject): JsonObject => ({ ...(badge()["credentialSubject"] as JsonObject), ...members });
const described = (members: JsonObject): JsonObject =>
  achievement({
    resultDescription: [
      { id: "urn:uuid:d1", type: ["ResultDescription"], name: "Grade", resultType: "LetterGrade", ...members },
    ],
  });
const result = (members: JsonObject): JsonObject => ({
  type: ["Result"],
  resultDescription: "urn:uuid:d1",
  ...members,
});
const LEVELS = {
  resultType: "RubricCriterionLevel",
  rubricCriterionLevel: [{ id: "urn:uuid:l1", type: ["RubricCriterionLevel"], name: "Good" }],
};

const told = async (credential: JsonObject | string) => {
  const found = await report(credential);
  const said = found.checks.filter(
    ({ status, pointer }) =>
      status === "failed" || status === "unknown" || (status === "skipped" && pointer !== undefined),
  );
  return { verdict: found.verdict, said: said.map(({ status, code, pointer }) => `${status} ${code} ${pointer}`) };
};

const RESULT = "/credentialSubject/result/0";
type Row = readonly [title: string, subject: JsonObject, said: readonly string[]];
const RESULTS: readonly Row[] = [
  ["a result of what is described", { achievement: described({}), result: [result({ value: "A" })] }, []],
  ["a single result, not in a list", { achievement: described({}), result: result({ value: "A" }) }, []],
  [
    "a result of nothing that is described",
    { achievement: described({}), result: [result({ value: "A", resultDescription: "urn:uuid:d2" })] },
    [`failed RESULT_UNDESCRIBED ${RESULT}/resultDescription`],
  ],
  [
    "a result of an achievement without descriptions",
    { achievement: achievement(), result: [result({ value: "A" })] },
    [`failed RESULT_UNDESCRIBED ${RESULT}/resultDescription`],
  ],
  ["a result without a description", { achievement: achievement(), result: [{ type: ["Result"], value: "A" }] }, []],
  [
    "a result that tells nothing",
    { achievement: achievement(), result: [{ type: ["Result"] }] },
    [`skipped RESULT_EMPTY ${RESULT}`],
  ],
  ["a level that there is", { achievement: described(LEVELS), result: [result({ achievedLevel: "urn:uuid:l1" })] }, []],
  [
    "a level that there is not",
    { achievement: described(LEVELS), result: [result({ achievedLevel: "urn:uuid:l2" })] },
    [`failed LEVEL_UNKNOWN ${RESULT}/achievedLevel`],
  ],
  ["an allowed value", { achievement: described({ allowedValue: ["B", "A"] }), result: [result({ value: "A" })] }, []],
  [
    "another value",
    { achievement: described({ allowedValue: ["B", "A"] }), result: [result({ value: "C" })] },
    [`failed VALUE_NOT_ALLOWED ${RESULT}/value`],
  ],
  [
    "an allowed value in other letters",
    { achievement: described({ allowedValue: ["B", "A"] }), result: [result({ value: "a" })] },
    [`failed VALUE_NOT_ALLOWED ${RESULT}/value`],
  ],
  ...(
    [
      ["the least", "0", []],
      ["the most", "100", []],
      ["a percentage in between", "72.5 %", []],
      ["more than the most", "100.5", [`failed VALUE_OUT_OF_RANGE ${RESULT}/value`]],
      ["less than the least", "-1", [`failed VALUE_OUT_OF_RANGE ${RESULT}/value`]],
      ["no number", "passed", []],
    ] as const
  ).map(
    ([title, value, said]): Row => [
      `of a range, ${title}`,
      {
        achievement: described({ resultType: "Percent", valueMin: "0", valueMax: "100" }),
        result: [result({ value })],
      },
      said,
    ],
  ),
  [
    "a status where one is due",
    { achievement: described({ resultType: "Status" }), result: [result({ status: "Completed" })] },
    [],
  ],
  [
    "no status where one is due",
    { achievement: described({ resultType: "Status" }), result: [result({ value: "done" })] },
    [`failed RESULT_STATUS_MISSING ${RESULT}`],
  ],
  [
    "the second of two results",
    {
      achievement: described({ allowedValue: ["B", "A"] }),
      result: [result({ value: "A" }), result({ value: "C" })],
    },
    ["failed VALUE_NOT_ALLOWED /credentialSubject/result/1/value"],
  ],
  [
    "a required value that is not allowed",
    { achievement: described({ allowedValue: ["B", "A"], requiredValue: "C" }) },
    ["skipped REQUIREMENT_UNKNOWN /credentialSubject/achievement/resultDescription/0/requiredValue"],
  ],
  [
    "a required level that there is not",
    { achievement: described({ ...LEVELS, requiredLevel: "urn:uuid:l2" }) },
    ["skipped REQUIREMENT_UNKNOWN /credentialSubject/achievement/resultDescription/0/requiredLevel"],
  ],
  [
    "an activity that ends before it starts",
    { activityStartDate: "2026-03-01T00:00:00Z", activityEndDate: "2026-02-01T00:00:00Z" },
    ["skipped ACTIVITY_REVERSED /credentialSubject/activityEndDate"],
  ],
];

describe("results against their descriptions", () => {
  test.each(RESULTS)("%s", async (_, members, said) => {
    const found = await told(await signed(badge({ credentialSubject: subject(members) })));
    expect(found.said).toEqual(said);
    expect(found.verdict).toBe(said.some((one) => one.startsWith("failed")) ? "invalid" : "valid");
  });
  test("of a badge inside a record count there", async () => {
    const bad = subject({ achievement: described({ allowedValue: ["A"] }), result: [result({ value: "C" })] });
    const found = await report(await signed(record([await signed(badge({ credentialSubject: bad }))])));
    expect(found.verdict).toBe("invalid");
    expect(found.credentials[0]?.checks.find(({ status }) => status === "failed")?.code).toBe("VALUE_NOT_ALLOWED");
  });
  test("are told of twenty at most", async () => {
    const many = Array.from({ length: 50 }, () => result({ value: "C" }));
    const bad = subject({ achievement: described({ allowedValue: ["A"] }), result: many });
    expect((await told(await signed(badge({ credentialSubject: bad })))).said).toHaveLength(20);
  });
});

const A = String(achievement()["id"]);
const EDGE = (sourceId: string, targetId: string): JsonObject => ({
  type: "Association",
  associationType: "isPartOf",
  sourceId,
  targetId,
});
const PROGRAM = achievement({ id: "urn:uuid:44444444-4444-4444-8444-444444444444" });

describe("a record", () => {
  const about = async (members: JsonObject, inside: Json[] = []) => {
    const list = inside.length > 0 ? inside : [await signed(badge())];
    const document = record(list);
    const credentialSubject = { ...(document["credentialSubject"] as JsonObject), ...members };
    return told(await signed({ ...document, credentialSubject } as JsonObject));
  };
  const OTHERWISE = "skipped MEMBER_SUBJECT_OTHER /credentialSubject/verifiableCredential";
  test("whose associations lead to achievements inside, or of its own, has nothing told of them", async () => {
    const found = await about({ achievement: [PROGRAM], association: [EDGE(A, String(PROGRAM["id"]))] });
    expect(found).toEqual({ verdict: "valid", said: [OTHERWISE] });
  });
  test("whose associations lead nowhere has it told, and is valid", async () => {
    const found = await about({ association: [EDGE(A, "urn:uuid:0"), EDGE("urn:uuid:1", A)] });
    expect(found.verdict).toBe("valid");
    expect(found.said.filter((one) => one !== OTHERWISE)).toEqual([
      "skipped ASSOCIATION_DANGLING /credentialSubject/association/0/targetId",
      "skipped ASSOCIATION_DANGLING /credentialSubject/association/1/sourceId",
    ]);
  });
  test("with the learner named as its badges do has nothing told of them", async () => {
    const { identifier } = badge()["credentialSubject"] as JsonObject;
    expect((await about({ identifier: identifier ?? [] })).said).toEqual([]);
  });
  test("that does not name its subject, or holds a badge that does not, says nothing of who is who", async () => {
    const { identifier: _, ...nameless } = badge()["credentialSubject"] as JsonObject;
    const member = await signed(badge({ credentialSubject: nameless as JsonObject }));
    expect((await about({}, [member])).said).toEqual([]);
  });
  test("knows the achievements of tokens in envelopes", async () => {
    const compact = await token(claims(badge()));
    const envelope: JsonObject = {
      "@context": "https://www.w3.org/ns/credentials/v2",
      id: `data:application/vc+jwt,${compact}`,
      type: "EnvelopedVerifiableCredential",
    };
    const found = await about({ association: [EDGE(A, A)] }, [envelope]);
    expect(found.said.filter((one) => one.includes("ASSOCIATION"))).toEqual([]);
  });
});

describe("dates that contradict each other", () => {
  test("an end before the beginning", async () => {
    const found = await told(
      await signed(badge({ validUntil: "2026-04-01T00:00:00Z" }), undefined, { created: "2026-03-01T00:00:00Z" }),
    );
    expect(found).toEqual({ verdict: "invalid", said: ["failed DATES_REVERSED /validUntil"] });
  });
  test("a proof made after the end is told of", async () => {
    const found = await told(await signed(badge(), undefined, { created: "2028-01-01T00:00:00Z" }));
    expect(found.said).toContain("skipped PROOF_DATE_ODD /proof/0/created");
  });
});

describe("departures from the letter of the standard", () => {
  const ROWS: readonly (readonly [title: string, changes: JsonObject, pointer: string])[] = [
    ["a picture by its address alone", { image: "https://a.example/badge.png" }, "/image"],
    [
      "a kind of achievement that is in no list",
      { credentialSubject: subject({ achievement: achievement({ achievementType: "Module" }) }) },
      "/credentialSubject/achievement/achievementType",
    ],
    [
      "a kind of identifier that is in no list",
      {
        credentialSubject: subject({
          identifier: [{ type: "IdentityObject", hashed: false, identityHash: "a@b.example", identityType: "email" }],
        }),
      },
      "/credentialSubject/identifier/0/identityType",
    ],
  ];
  test.each(ROWS)("%s is told of, and the credential is valid", async (_, changes, pointer) => {
    expect(await told(await signed(badge(changes)))).toEqual({
      verdict: "valid",
      said: [`skipped SCHEMA_DEPARTURE ${pointer}`],
    });
  });
  const GRAVE: readonly (readonly [title: string, changes: JsonObject])[] = [
    ["no achievement", { credentialSubject: { id: "did:example:ada", type: ["AchievementSubject"] } }],
    ["an achievement without a name", { credentialSubject: subject({ achievement: { ...achievement(), name: 5 } }) }],
    ["an issuer without a type", { issuer: { id: ISSUER, name: "Example College" } }],
    ["a picture that is a number", { image: 5 }],
    [
      "a kind of achievement that is a number",
      { credentialSubject: subject({ achievement: achievement({ achievementType: 5 }) }) },
    ],
    ["an issuer that is no Profile", { issuer: { id: ISSUER, type: ["VerifiableCredential"] } }],
    ["a closed list's other word", { credentialSubject: subject({ result: [{ type: ["Result"], status: "Done" }] }) }],
  ];
  test.each(GRAVE)("%s is none", async (_, changes) => {
    const found = await report(await signed(badge(changes)));
    expect(found.verdict).toBe("invalid");
    expect(found.checks.filter(({ status }) => status === "failed").map(({ code }) => code)).toContain("SCHEMA");
  });
  test("nor is a badge of data model 2.0 without an id", async () => {
    const { id: _, ...rest } = badge();
    expect((await told(await signed(rest as JsonObject))).said).toContain("failed SCHEMA ");
  });
  test("in data model 1.1 an issuer need not be called a Profile, nor things have an id", async () => {
    const {
      id: _,
      validFrom: __,
      validUntil: ___,
      ...rest
    } = badge({
      "@context": [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://w3id.org/security/data-integrity/v2",
      ],
      issuer: { id: ISSUER, name: "Example College" },
    });
    const found = await told(await signed({ ...rest, issuanceDate: "2026-05-01T00:00:00Z" } as JsonObject));
    expect(found.verdict).toBe("valid");
    expect(found.said).toEqual(["skipped SCHEMA_DEPARTURE ", "skipped SCHEMA_DEPARTURE /issuer"]);
  });
});
