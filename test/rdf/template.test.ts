// Rows of a batch by a template against each of them by itself: the same bytes as the short way, and as jsonld gives.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contextAt, OB, VC_V2 } from "../../src/contexts/bundle.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { rowTemplates } from "../../src/rdf/batch.ts";
import { canonicalQuads, quadsIn } from "../../src/rdf/rdfc.ts";
import { referenceStatements } from "../../src/rdf/reference.ts";
import { newTemplate } from "../../src/rdf/template.ts";
import { badge, entry, ISSUER } from "../checks/forge.ts";
import { changed, placesIn } from "../fuzz/mutation.ts";
import { documents, NASTY } from "./documents.ts";

/** How many rows are made; `npm run compare` makes more, and holds every one of them against jsonld. */
const ROWS = Number(process.env["DOCUMENTS"] ?? 2_000);
const EVERY = process.env["DOCUMENTS"] === undefined ? 8 : 1;

interface Row {
  readonly id: string;
  readonly address: string;
  readonly learner: string;
  readonly grade: string;
  readonly narrative: string;
  readonly tags: readonly [string, string];
  readonly level: string;
  readonly url: string;
}

/** A badge as a roster has it: much that is the same, and some that is each learner's own. */
const rowBadge = (row: Row, more: JsonObject = {}): JsonObject => {
  const subject = badge()["credentialSubject"] as JsonObject;
  const identity = (identityType: string, identityHash: string) => ({
    type: "IdentityObject",
    hashed: false,
    identityHash,
    identityType,
  });
  return badge({
    id: row.id,
    credentialStatus: entry({ statusListIndex: row.grade }),
    credentialSubject: {
      ...subject,
      identifier: [identity("emailAddress", row.address), identity("name", row.learner)],
      narrative: row.narrative,
      achievement: {
        ...(subject["achievement"] as JsonObject),
        tag: row.tags,
        alignment: ["1.1", "1.2"].map((targetCode) => ({
          type: ["Alignment"],
          targetName: "Joins steel.",
          targetUrl: row.url,
          targetCode,
        })),
      },
      result: [{ type: ["Result"], value: row.grade, achievedLevel: row.level }],
    },
    ...more,
  });
};

const plainText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("Ada Alder", "Ben Birch", "ada@example.org", "Passed", "A", "B", "12") },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
);
const address = fc.oneof(
  { weight: 20, arbitrary: fc.nat(999_999).map((nth) => `urn:uuid:00000000-0000-4000-8000-${nth}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...NASTY, "urn://x", "_:a", "obi:x", "cred:x", "https://x.example/1", "urn:a b"),
  },
);
const link = fc.oneof(
  { weight: 20, arbitrary: fc.nat(9).map((nth) => `https://case.example.org/${nth}#é`) },
  { weight: 1, arbitrary: fc.constantFrom(...NASTY, "https:x", "obi:x", "x:y") },
);
const rows: fc.Arbitrary<Row> = fc.record({
  id: address,
  address: plainText,
  learner: plainText,
  grade: plainText,
  narrative: plainText,
  tags: fc.tuple(plainText, plainText),
  level: address,
  url: link,
});

const model = rowBadge({
  id: "urn:uuid:1",
  address: "ada@example.org",
  learner: "Ada",
  grade: "A",
  narrative: "Well done.",
  tags: ["welding", "steel"],
  level: "urn:uuid:2",
  url: "https://case.example.org/1",
});

const byReference = async (document: JsonObject) => quadsIn(await referenceStatements(document, contextAt));

test("rows of one achievement say the same as each of them does by itself", async () => {
  const template = await newTemplate(model);
  let through = 0;
  await fc.assert(
    fc.asyncProperty(rows, async (row) => {
      const document = rowBadge(row);
      const made = template?.(document);
      if (made === undefined) return;
      through += 1;
      expect({ ok: true, quads: made }).toEqual(await canonicalQuads(document));
      if (through % EVERY === 0) expect({ ok: true, quads: made }).toEqual(await byReference(document));
    }),
    { numRuns: ROWS },
  );
  process.stderr.write(`compared ${ROWS} rows, ${through} by the template\n`);
  expect(through).toBeGreaterThan(ROWS / 2);
}, 3_600_000);

test("a batch says of every row what the row says by itself, in whichever order they come", async () => {
  const more = fc.constantFrom<JsonObject>(
    {},
    { validUntil: "2027-01-01T00:00:00Z" },
    { evidence: [{ type: ["Evidence"], name: "Coupon" }] },
    {
      evidence: [
        { type: ["Evidence"], name: "Coupon" },
        { type: ["Evidence"], name: "Coupon" },
      ],
    },
    { type: ["VerifiableCredential", "AchievementCredential"] },
    { nonsense: "x" },
    { "@context": [VC_V2, OB, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"] },
    { "@context": [VC_V2] },
    { issuer: ISSUER },
    { image: { id: "https://x.example/1", type: "Image", caption: "x" } },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(rows, more), { maxLength: 20 }), async (batch) => {
      const canonical = rowTemplates();
      for (const [row, changes] of batch) {
        const document = rowBadge(row, changes);
        expect(await canonical(document)).toEqual(await canonicalQuads(document));
      }
    }),
    { numRuns: Math.ceil(ROWS / 20) },
  );
}, 3_600_000);

test("documents of every kind say the same with other texts in them", async () => {
  let [made, through] = [0, 0];
  const text = fc.oneof(plainText, address, link);
  const isText = (value: Json) => typeof value === "string";
  await fc.assert(
    fc.asyncProperty(documents, fc.array(fc.tuple(fc.nat(), text), { maxLength: 6 }), async (document, changes) => {
      const template = await newTemplate(document);
      if (template === undefined) return;
      made += 1;
      let other: JsonObject = document;
      for (const [place, value] of [[0, undefined] as const, ...changes]) {
        const places = placesIn(other, isText);
        const path = places[place % Math.max(places.length, 1)];
        if (value !== undefined && path !== undefined) other = changed(other, path, () => value) as JsonObject;
        const quads = template(other);
        if (quads === undefined) continue;
        through += 1;
        expect({ ok: true, quads }).toEqual(await canonicalQuads(other));
      }
    }),
    { numRuns: ROWS },
  );
  process.stderr.write(`of ${ROWS} documents ${made} templates, which served ${through} times\n`);
  expect(made).toBeGreaterThan(ROWS / 10);
  expect(through).toBeGreaterThan(made);
}, 3_600_000);

describe("a template", () => {
  const subject = model["credentialSubject"] as JsonObject;
  const withSubject = (changes: JsonObject) => ({ ...model, credentialSubject: { ...subject, ...changes } });
  const achievement = subject["achievement"] as JsonObject;
  const withTags = (...tag: readonly string[]) => withSubject({ achievement: { ...achievement, tag } });

  test.each<[string, JsonObject]>([
    ["the document itself", model],
    ["another number of the learner", { ...model, id: "urn:uuid:77" }],
    ["a text that looks like an identifier", withSubject({ narrative: "obi:x" })],
    ["an emoji", withSubject({ narrative: "\u{1f600}" })],
    ["a full-width letter", withSubject({ narrative: "\uff21" })],
    ["members in another order", Object.fromEntries(Object.entries(model).reverse())],
  ])("serves for %s", async (_, document) => {
    const made = (await newTemplate(model))?.(document);
    expect({ ok: true, quads: made }).toEqual(await byReference(document));
  });

  test("serves where something is said twice, for those that say the same twice", async () => {
    const evidence = (...names: readonly string[]) => ({
      ...model,
      evidence: names.map((name) => ({ id: "urn:x:1", type: ["Evidence"], name })),
    });
    const template = await newTemplate(evidence("Coupon", "Coupon"));
    const other = { ...evidence("Coupon", "Coupon"), name: "Welding of pipes" };
    expect({ ok: true, quads: template?.(other) }).toEqual(await byReference(other));
    expect(template?.(evidence("Coupon", "Weld"))).toBeUndefined();
    expect(template?.(evidence("Weld", "Weld"))).toBeUndefined();
  });

  test.each<[string, JsonObject]>([
    ["a member more", { ...model, awardedDate: "2026-01-01T00:00:00Z" }],
    ["a member less", Object.fromEntries(Object.entries(model).filter(([name]) => name !== "validUntil"))],
    [
      "a member of another name",
      Object.fromEntries(Object.entries(model).map(([n, v]) => [n === "name" ? "description" : n, v])),
    ],
    ["a list that is longer", withTags("a", "b", "c")],
    ["one value for a list", withSubject({ narrative: ["x"] })],
    ["a number for a text", withSubject({ narrative: 3 })],
    ["a node for an identifier", { ...model, id: { id: "urn:x:1" } }],
    ["null", withSubject({ narrative: null })],
    ["another type", { ...model, type: ["VerifiableCredential", "AchievementCredential"] }],
    ["another list of types", { ...model, type: ["OpenBadgeCredential", "VerifiableCredential"] }],
    ["other contexts", { ...model, "@context": [VC_V2] }],
    ["an identifier by a prefix", { ...model, id: "obi:1" }],
    ["an identifier that begins in another way", { ...model, id: "urn://x" }],
    ["an identifier with a space", { ...model, id: "urn:a b" }],
    ["a label for an identifier", { ...model, id: "_:a" }],
    ["a relative identifier", { ...model, id: "badge/1" }],
    ["one statement twice", withTags("a", "a")],
    ["a statement that stood there already", withTags("steel", "steel")],
    [
      "two nodes that look alike",
      withSubject({
        identifier: ["a", "a"].map((identityHash) => ({
          type: "IdentityObject",
          hashed: false,
          identityHash,
          identityType: "name",
        })),
      }),
    ],
    [
      "texts that two orders sort in two ways",
      withSubject({
        narrative: "\u{1f600}",
        result: [{ type: ["Result"], value: "\uff21", achievedLevel: "urn:uuid:2" }],
      }),
    ],
  ])("does not serve for %s", async (_, document) => {
    expect((await newTemplate(model))?.(document)).toBeUndefined();
  });

  test("is not made from a document with a text that looks like one of its marks", async () => {
    const document = withSubject({ narrative: "see urn:laurel:mark:3; there" });
    expect(await newTemplate(document)).toBeUndefined();
    expect((await newTemplate(model))?.(document)).toBe(((await canonicalQuads(document)) as { quads: string }).quads);
  });

  test.each<[string, Json]>([
    ["is refused", { nonsense: "x" }],
    ["only the long way reads", { name: { "@value": "x", "@language": "en" } }],
    ["has two nodes that look alike", { evidence: [{ type: ["Evidence"] }, { type: ["Evidence"] }] }],
  ])("is not made, or serves nobody, from a document that %s", async (_, changes) => {
    const document = { ...model, ...(changes as JsonObject) };
    expect((await newTemplate(document))?.(document)).toBeUndefined();
  });
});
