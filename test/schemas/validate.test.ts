// What laurel says of a value that does not fit: one plain message a place.
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { kindOf, typeOf } from "../../src/schemas/kind.ts";
import { schemaFor } from "../../src/schemas/schema.ts";
import { readAs, validate } from "../../src/schemas/validate.ts";
import { badge, ISSUER, record, statusList } from "../checks/forge.ts";

const said = async (schema: JsonObject, value: Json): Promise<readonly string[]> =>
  (await validate(schema, value)).map(({ pointer, message }) => `${pointer}: ${message}`);

const schema: JsonObject = {
  type: "object",
  properties: {
    name: { type: "string", minLength: 1 },
    level: { enum: ["low", "middle", "high"] },
    credits: { type: "number", minimum: 0 },
    official: { type: "boolean" },
    tags: { type: "array", minItems: 1, uniqueItems: true, items: { type: "string" } },
    since: { type: "string", format: "date" },
    at: { type: "string", format: "date-time" },
    url: { type: "string", format: "uri" },
    either: {
      oneOf: [{ type: "string" }, { type: "object", required: ["id"], properties: { id: { type: "string" } } }],
    },
    contact: { anyOf: [{ required: ["email"] }, { required: ["phone"] }], wanted: 'a member "email" or "phone"' },
  },
  required: ["name"],
  additionalProperties: false,
};

describe("messages", () => {
  const ROWS: readonly (readonly [value: JsonObject, message: string])[] = [
    [{}, ': want a member "name"'],
    [{ name: "" }, "/name: want some text, got none"],
    [{ name: 3 }, "/name: want a string, got 3"],
    [{ name: "x", nane: "y" }, '/nane: no member "nane" may stand here; did you mean "name"?'],
    [{ name: "x", level: "hi" }, '/level: want one of low, middle or high, got "hi"'],
    [{ name: "x", credits: "three" }, '/credits: want a number, got "three"'],
    [{ name: "x", credits: -1 }, "/credits: want a number of at least 0, got -1"],
    [{ name: "x", official: "yes" }, '/official: want true or false, got "yes"'],
    [{ name: "x", tags: [] }, "/tags: want at least 1 item, got 0"],
    [{ name: "x", tags: ["a", "a"] }, "/tags: want no item twice"],
    [{ name: "x", tags: ["a", 3] }, "/tags/1: want a string, got 3"],
    [{ name: "x", since: "31/05/2026" }, '/since: want a date such as 2026-05-31, got "31/05/2026"'],
    [{ name: "x", since: "2026-02-30" }, '/since: want a date such as 2026-05-31, got "2026-02-30"'],
    [{ name: "x", at: "2026-05-31" }, '/at: want a date and time with a zone, got "2026-05-31"'],
    [{ name: "x", at: "2026-05-31T10:00:00" }, '/at: want a date and time with a zone, got "2026-05-31T10:00:00"'],
    [{ name: "x", url: "www.example.org" }, '/url: want an absolute URI, got "www.example.org"'],
    [{ name: "x", either: 3 }, "/either: want a string or an object, got 3"],
    [{ name: "x", either: { id: 3 } }, "/either/id: want a string, got 3"],
    [{ name: "x", contact: {} }, '/contact: want a member "email" or "phone", got an object'],
    [{ name: "a\u001b[31mb\u202e", level: "\u001b[2J" }, '/level: want one of low, middle or high, got "\\u001b[2J"'],
  ];
  test.each(ROWS)("%j", async (value, message) => {
    expect(await said(schema, value)).toEqual([message]);
  });

  test("members named like those of every object are no surprise", async () => {
    expect(await said(schema, JSON.parse('{"name":"x","toString":1}'))).toEqual([expect.stringContaining("/toString")]);
  });

  test("at most twenty are given", async () => {
    const tags = Array.from({ length: 500 }, (_, index) => index);
    expect(await said(schema, { name: "x", tags })).toHaveLength(20);
  });
});

describe("values read as text", () => {
  test("become numbers and booleans where those are wanted, and the input stays as it was", async () => {
    const value = { name: "0012", credits: "3.5", official: "true", tags: ["1"] };
    const { value: read, faults } = await readAs<JsonObject>(schema, value);
    expect(faults).toEqual([]);
    expect(read).toEqual({ name: "0012", credits: 3.5, official: true, tags: ["1"] });
    expect(value.credits).toBe("3.5");
  });

  test("that are no number say so with what was written", async () => {
    const { faults } = await readAs(schema, { name: "x", credits: "many" });
    expect(faults).toEqual([{ pointer: "/credits", message: 'want a number, got "many"' }]);
  });
});

const spoiled = (members: JsonObject): JsonObject => badge(members);
const subject = (members: JsonObject): JsonObject => ({ ...(badge()["credentialSubject"] as JsonObject), ...members });
const achievement = (members: JsonObject): JsonObject => {
  const was = subject({})["achievement"] as JsonObject;
  return spoiled({ credentialSubject: subject({ achievement: { ...was, ...members } }) });
};
const without = (document: JsonObject, name: string): JsonObject => {
  const { [name]: _, ...rest } = document;
  return rest as JsonObject;
};

describe("a badge", () => {
  const BADGE = schemaFor("open-badge", "2.0");
  test("that is sound passes", async () => {
    expect(await said(BADGE, badge())).toEqual([]);
  });
  const ROWS: readonly (readonly [title: string, document: JsonObject, message: string])[] = [
    [
      "a context alone",
      spoiled({ "@context": ["https://www.w3.org/ns/credentials/v2"] }),
      "/@context: want at least 2 items, got 1",
    ],
    [
      "a type too few",
      spoiled({ type: ["VerifiableCredential"] }),
      '/type: want a list that holds "OpenBadgeCredential" or "AchievementCredential", got a list',
    ],
    ["no date", without(badge(), "validFrom"), ': want a member "validFrom"'],
    ["two members too few", without(without(badge(), "validFrom"), "id"), ': want the members "id" and "validFrom"'],
    [
      "a day as an instant",
      spoiled({ validFrom: "2026-05-31" }),
      '/validFrom: want a date and time with a zone, got "2026-05-31"',
    ],
    [
      "empty criteria",
      achievement({ criteria: {} }),
      '/credentialSubject/achievement/criteria: want a member "id" or "narrative", got an object',
    ],
    [
      "an unknown achievement type",
      achievement({ achievementType: "Coarse" }),
      '/credentialSubject/achievement/achievementType: want a word of its list, such as Course, Award or Badge, got "Coarse"',
    ],
    [
      "a bad extension of the types",
      achievement({ achievementType: "ext:a b" }),
      '/credentialSubject/achievement/achievementType: want letters, digits, ".", "_" or "-" after "ext:", got "ext:a b"',
    ],
    [
      "an image as text",
      achievement({ image: "https://example.org/a.png" }),
      '/credentialSubject/achievement/image: want an object, got "https://example.org/a.png"',
    ],
    [
      "an image's type as a list",
      achievement({ image: { id: "https://example.org/a.png", type: ["Image"] } }),
      '/credentialSubject/achievement/image/type: want "Image", got a list',
    ],
    [
      "an unknown member of an image",
      achievement({ image: { id: "https://example.org/a.png", type: "Image", captoin: "A" } }),
      '/credentialSubject/achievement/image/captoin: no member "captoin" may stand here; did you mean "caption"?',
    ],
    [
      "a result without its type",
      spoiled({ credentialSubject: subject({ result: [{ value: "A" }] }) }),
      '/credentialSubject/result/0: want a member "type"',
    ],
    [
      "a wrong word for a type",
      achievement({ alignment: { type: "Alignement", targetName: "A", targetUrl: "https://example.org" } }),
      '/credentialSubject/achievement/alignment/type: want "Alignment", got "Alignement"',
    ],
    [
      "a status without its list",
      spoiled({ credentialStatus: { type: "BitstringStatusListEntry", statusPurpose: "revocation" } }),
      '/credentialStatus: want the members "statusListIndex" and "statusListCredential"',
    ],
    ["an issuer without a type", spoiled({ issuer: { id: ISSUER } }), '/issuer: want a member "type"'],
  ];
  test.each(ROWS)("%s", async (_, document, message) => {
    expect(await said(BADGE, document)).toEqual([message]);
  });
  const FINE: readonly (readonly [title: string, document: JsonObject])[] = [
    ["values alone where lists may stand", achievement({ tag: "steel", type: "Achievement" })],
    ["members of one's own", achievement({ trade: "metal" })],
    ["an extension of the types", achievement({ achievementType: "ext:Weld" })],
    [
      "an index as a number",
      spoiled({
        credentialStatus: {
          type: "BitstringStatusListEntry",
          statusPurpose: "revocation",
          statusListIndex: 23,
          statusListCredential: "https://example.org/1",
        },
      }),
    ],
    ["several statuses", spoiled({ credentialStatus: [{ type: "A" }, { type: "B" }] })],
    ["an issuer by its identifier alone", spoiled({ issuer: ISSUER })],
    ["the other name of the type", spoiled({ type: ["AchievementCredential", "VerifiableCredential"] })],
  ];
  test.each(FINE)("%s: fine", async (_, document) => {
    expect(await said(BADGE, document)).toEqual([]);
  });
  test("of data model 1.1 has its own dates and context", async () => {
    const old = {
      ...without(without(badge(), "validFrom"), "validUntil"),
      "@context": ["https://www.w3.org/2018/credentials/v1", "https://purl.imsglobal.org/spec/ob/v3p0/context.json"],
      issuanceDate: "2022-01-01T00:00:00Z",
    };
    expect(await said(schemaFor("open-badge", "1.1"), old)).toEqual([]);
    expect(await said(schemaFor("open-badge", "1.1"), badge())).not.toEqual([]);
  });
});

describe("other kinds", () => {
  test("a record wants the CLR's context before that of badges", async () => {
    const [vc, clr, ob] = record([])["@context"] as [string, string, string];
    const turned = record([badge()], { "@context": [vc, ob, clr] });
    expect(await said(schemaFor("clr", "2.0"), record([badge()]))).toEqual([]);
    expect((await said(schemaFor("clr", "2.0"), turned))[0]).toMatch(/^\/@context\/1: want the context of CLR 2.0/);
  });
  test("a record without credentials is none", async () => {
    const pointer = "/credentialSubject/verifiableCredential";
    expect(await said(schemaFor("clr", "2.0"), record([]))).toEqual([`${pointer}: want at least 1 item, got 0`]);
  });
  test("a status list", async () => {
    expect(await said(schemaFor("status-list", "2.0"), statusList([]))).toEqual([]);
  });
  test("any other credential has to be a credential only", async () => {
    const other = {
      "@context": ["https://www.w3.org/ns/credentials/v2"],
      type: "VerifiableCredential",
      issuer: "did:example:1",
      credentialSubject: { degree: "BSc" },
    };
    expect(await said(schemaFor("credential", "2.0"), other)).toEqual([]);
    expect(await said(schemaFor("credential", "2.0"), without(other, "issuer"))).toEqual([': want a member "issuer"']);
  });
});

describe("what a credential is", () => {
  const ROWS: readonly (readonly [types: Json, kind: string, type: string | undefined])[] = [
    [["VerifiableCredential", "OpenBadgeCredential"], "open-badge", "OpenBadgeCredential"],
    [["Own", "AchievementCredential"], "open-badge", "AchievementCredential"],
    [["VerifiableCredential", "ClrCredential"], "clr", "ClrCredential"],
    [["VerifiableCredential", "EndorsementCredential"], "endorsement", "EndorsementCredential"],
    [["VerifiableCredential", "LER-RS VC"], "ler-rs", "LER-RS VC"],
    [
      "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json",
      "ler-rs-body",
      "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json",
    ],
    [["VerifiableCredential", "DriverLicence"], "credential", "DriverLicence"],
    [["VerifiableCredential"], "credential", "VerifiableCredential"],
    [3, "credential", undefined],
  ];
  test.each(ROWS)("%j", (type, kind, word) => {
    expect(kindOf({ type }).kind).toBe(kind);
    expect(typeOf({ type })).toBe(word);
  });
});
