// JSON-LD joins all objects of one id, and knows a word by its address alone: what a proof over statements lets anybody
// write otherwise, without the signature noticing. Each attack is named by the finding that stops it.
import { describe, expect, test } from "vitest";
import { secondNamesIn } from "../../src/checks/vocabulary.ts";
import { contextAt, DATA_INTEGRITY_V2, KNOWN_CONTEXTS, VC_V1 as V1 } from "../../src/contexts/bundle.ts";
import { isObject, type Json, type JsonObject, listOf, text } from "../../src/core/json.ts";
import { unsecured } from "../../src/proofs/data-integrity.ts";
import { canonicalQuads } from "../../src/rdf/rdfc.ts";
import { badge, claims, codesOf, ISSUER, OB, report, signed, token } from "./forge.ts";

const EXAMPLES = "https://www.w3.org/2018/credentials/examples/v1";
const DESCRIPTION = "urn:uuid:44444444-4444-4444-8444-444444444444";
const [HONEST] = [badge()["credentialSubject"] as JsonObject];
const ACHIEVEMENT = HONEST["achievement"] as JsonObject;

const about = (subject: JsonObject, achievement: JsonObject = {}, changes: JsonObject = {}): JsonObject =>
  badge({ credentialSubject: { ...HONEST, ...subject, achievement: { ...ACHIEVEMENT, ...achievement } }, ...changes });

const described = { id: DESCRIPTION, type: ["ResultDescription"], name: "Test", resultType: "RawScore" };
const scored = (value: string): JsonObject =>
  about(
    { result: [{ type: ["Result"], resultDescription: DESCRIPTION, value }] },
    { resultDescription: [{ ...described, valueMin: "0", valueMax: "100" }] },
  );

/** Signs one document and shows another; the signature does not notice, or the test would prove nothing. */
async function exchanged(honest: JsonObject, shown: JsonObject): Promise<JsonObject> {
  const whole = await signed(honest);
  expect(await canonicalQuads(unsecured(shown))).toEqual(await canonicalQuads(unsecured(honest)));
  return { ...shown, proof: whole["proof"] as Json };
}

describe("one thing in two parts: PARTS_MIXED", () => {
  const parted: readonly (readonly [title: string, honest: JsonObject, shown: JsonObject])[] = [
    [
      "a value without the bounds that it is out of",
      scored("400"),
      about(
        { result: [{ type: ["Result"], resultDescription: DESCRIPTION, value: "400" }] },
        {
          resultDescription: [
            { ...described, valueMin: "0" },
            { ...described, valueMax: "100" },
          ],
        },
      ),
    ],
    [
      "a failed result apart from what it is a result of",
      about(
        { result: [{ type: ["Result"], resultDescription: DESCRIPTION, status: "Failed", value: "5" }] },
        { resultDescription: [described] },
      ),
      about(
        {
          result: [
            { id: "_:one", type: ["Result"], resultDescription: DESCRIPTION, value: "5" },
            { id: "_:one", type: ["Result"], status: "Failed" },
          ],
        },
        { resultDescription: [described] },
      ),
    ],
  ];
  test.each(parted)("%s", async (_title, honest, shown) => {
    const found = await report(await exchanged(honest, shown));
    expect(codesOf(found)).toEqual(["PARTS_MIXED"]);
    expect(found.verdict).toBe("inconclusive");
  });
  test("the same thing twice, and two things of two ids, are no attack", async () => {
    const evidence = { id: "urn:x:work", type: ["Evidence"], name: "Work" };
    const twice = [evidence, { ...evidence }, { ...evidence, id: "urn:x:other", name: "Other" }];
    expect((await report(await signed(badge({ evidence: twice })))).verdict).toBe("valid");
  });
  test("a token covers the text", async () => {
    const evidence = { id: "urn:x:work", type: ["Evidence"], name: "Work" };
    const shown = badge({ evidence: [evidence, { ...evidence, name: "Other" }] });
    expect((await report(await token(claims(shown)))).verdict).toBe("valid");
  });
});

describe("a failed result in another object that bears the learner's id: SHAPE_DISPLACED", () => {
  const PAGE = "https://ada.example/";
  const result = [{ type: ["Result"], status: "Failed" }];
  const evidence = { id: PAGE, type: ["Evidence"], name: "Her page" };
  const honest = about({ id: PAGE, result }, {}, { evidence: [evidence] });
  test("it is refused", async () => {
    const hiding = { ...evidence, type: ["Evidence", "AchievementSubject"], result };
    const found = await report(await exchanged(honest, about({ id: PAGE }, {}, { evidence: [hiding] })));
    expect(codesOf(found)).toEqual(["SHAPE_DISPLACED"]);
    expect(found.verdict).toBe("invalid");
  });
  test("the learner's own is none", async () => {
    expect((await report(await signed(honest))).verdict).toBe("valid");
  });
});

describe("a second name for a word of the standards: SHAPE_IRI_KEY", () => {
  const ID = "https://college.example/credentials/3732";
  const old = (subject: JsonObject, changes: JsonObject): JsonObject => ({
    "@context": [V1, DATA_INTEGRITY_V2, EXAMPLES],
    id: ID,
    type: ["VerifiableCredential"],
    issuer: ISSUER,
    issuanceDate: "2026-05-01T00:00:00Z",
    credentialSubject: { ...subject, degree: { type: "BachelorDegree" } },
    ...changes,
  });
  const ada = { id: "did:example:ada" };
  const end = { expirationDate: "2026-05-02T00:00:00Z" };
  const hidden: readonly (readonly [title: string, honest: JsonObject, shown: JsonObject])[] = [
    [
      "an end in an object that bears the credential's id under another name",
      old(ada, { ...end, evidence: [{ id: ID, type: "VerifiableCredential" }] }),
      old(ada, { evidence: [{ uid: ID, type: "VerifiableCredential", ...end }] }),
    ],
    ["whom it is about", old(ada, {}), old({ uid: ada.id }, {})],
    [
      "a member under the name of its class",
      badge(),
      about({}, { criteria: undefined, Criteria: ACHIEVEMENT["criteria"] } as unknown as JsonObject),
    ],
  ];
  test.each(hidden)("%s", async (_title, honest, shown) => {
    const found = await report(await exchanged(honest, shown));
    expect(codesOf(found)).toContain("SHAPE_IRI_KEY");
    expect(found.verdict).toBe("invalid");
  });

  /** Terms by what they stand for, in a context and those inside it. */
  function collect(context: Json, prefixes: JsonObject, words: Map<string, Set<string>>): void {
    for (const terms of listOf(context).filter(isObject)) {
      const known = { ...prefixes, ...terms };
      const stem = (prefix: string) => (isObject(known[prefix]) ? text(known[prefix]["@id"]) : text(known[prefix]));
      for (const [term, meaning] of Object.entries(terms)) {
        const iri = isObject(meaning) ? text(meaning["@id"]) : text(meaning);
        if (isObject(meaning) && meaning["@context"] !== undefined) collect(meaning["@context"], known, words);
        if (term.startsWith("@") || iri === undefined) continue;
        const whole = iri.replace(/^([^:@]+):(?!\/\/)/, (all, prefix: string) => stem(prefix) ?? all);
        words.set(whole, new Set([...(words.get(whole) ?? []), term]));
      }
    }
  }
  test("no other two names in the bundle's contexts are one", async () => {
    const words = new Map<string, Set<string>>();
    for (const url of KNOWN_CONTEXTS) {
      const document = await contextAt(url);
      if (isObject(document as Json)) collect((document as JsonObject)["@context"] ?? [], {}, words);
    }
    const refused = new Set(secondNamesIn(KNOWN_CONTEXTS));
    const left = [...words].map(([iri, names]) => [iri, [...names].filter((name) => !refused.has(name))] as const);
    expect(words.size).toBeGreaterThan(200);
    expect(left.filter(([, names]) => names.length > 1)).toEqual([]);
  });
});

test("a token that is a credential and holds another as its claim may be read in two ways: VERSION_MIXED", async () => {
  const old = {
    "@context": [V1, OB],
    type: badge()["type"] as Json,
    credentialSubject: HONEST,
  };
  expect(codesOf(await report(await token({ ...claims(badge()), vc: old })))).toEqual(["VERSION_MIXED"]);
});
