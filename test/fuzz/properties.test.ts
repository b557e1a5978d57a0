// What holds of any input at all: a verdict, never an error; never "valid" for what was changed; the same verdict for
// what was only put in another order, and whatever was verified before.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import { CHECKS, verdictOf } from "../../src/core/finding.ts";
import { isObject, type Json, type JsonObject } from "../../src/core/json.ts";
import { examine, examineBytes } from "../../src/flows/examine.ts";
import { unsecured } from "../../src/proofs/data-integrity.ts";
import { canonicalQuads } from "../../src/rdf/rdfc.ts";
import {
  ATTACKER,
  attackerKey,
  badge,
  claims,
  codesOf,
  entry,
  ISSUER,
  KID,
  LIST,
  OB,
  rawToken,
  record,
  report,
  signed,
  statusList,
  token,
  V2,
  worldOf,
} from "../checks/forge.ts";
import { chunk, element, iTXt, png, svg } from "../readers/images.ts";
import { forgeries, rearranged } from "./mutation.ts";

const RUNS = { numRuns: 60 };
const MANY = { numRuns: 300 };

const rich = badge({
  description: "What it is.",
  evidence: [{ id: "https://x.example/e", type: ["Evidence"], name: "A photograph" }],
  credentialSubject: {
    id: "did:example:ada",
    type: ["AchievementSubject"],
    identifier: [
      { type: "IdentityObject", hashed: false, identityHash: "ada@example.org", identityType: "emailAddress" },
      { type: "IdentityObject", hashed: false, identityHash: "0012", identityType: "sisSourcedId" },
    ],
    creditsEarned: 3,
    achievement: {
      id: "urn:uuid:22222222-2222-4222-8222-222222222222",
      type: ["Achievement"],
      name: "Welding",
      description: "Joins steel.",
      criteria: { narrative: "Pass the test." },
      tag: ["steel", "welding"],
      alignment: [
        { type: ["Alignment"], targetName: "W.1", targetUrl: "https://x.example/1", targetType: "CFItem" },
        { type: ["Alignment"], targetName: "W.2", targetUrl: "https://x.example/2", targetType: "CFItem" },
      ],
      resultDescription: [
        {
          id: "urn:x:grade",
          type: ["ResultDescription"],
          name: "Grade",
          resultType: "LetterGrade",
          allowedValue: ["C", "B", "A"],
        },
      ],
    },
    result: [{ type: ["Result"], resultDescription: "urn:x:grade", value: "A" }],
  },
});
const withStatus = { ...rich, credentialStatus: entry() };
const asked = async () => ({ documents: { [LIST]: await signed(statusList([3])) } });

/** A report that hangs together. */
function sound(found: Report): void {
  expect(found.verdict).toBe(verdictOf(found.checks));
  expect(new Set(found.checks.map(({ id }) => id))).toEqual(new Set(CHECKS));
  for (const { status, code } of found.checks) if (status !== "passed") expect(code).toMatch(/^[A-Z0-9_]+$/);
  for (const inside of found.credentials) sound(inside);
}

describe("any input ends in a verdict", () => {
  const members = fc.constantFrom(
    "@context",
    "type",
    "id",
    "issuer",
    "proof",
    "credentialSubject",
    "validFrom",
    "verifiableCredential",
    "credentialStatus",
    "endorsement",
    "vc",
    "vp",
    "verifications",
    "lerrsType",
    "skills",
    "holder",
    "x",
  );
  const words = fc.constantFrom(
    V2,
    OB,
    "VerifiableCredential",
    "OpenBadgeCredential",
    "VerifiablePresentation",
    "EnvelopedVerifiableCredential",
    "LER-RS VC",
    "DataIntegrityProof",
    ISSUER,
    "2026-05-01T00:00:00Z",
    "data:application/vc+jwt,a.b.c",
    "e30.e30.AAAA",
    "",
  );
  const credentialLike = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: "medium" },
      words,
      fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(members, tie("value"), { maxKeys: 8 }),
    ),
  })).value;

  test("any JSON", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue() as fc.Arbitrary<Json>, async (value) =>
        sound(await examine(JSON.stringify(value), worldOf())),
      ),
      MANY,
    );
  });
  test("any JSON in a credential's words", async () => {
    await fc.assert(
      fc.asyncProperty(credentialLike, async (value) => {
        const found = await examine(JSON.stringify(value), worldOf());
        sound(found);
        expect(found.verdict).not.toBe("valid");
      }),
      MANY,
    );
  });
  test("any text, and any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => sound(await examine(text, worldOf()))),
      MANY,
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => sound(await examineBytes(bytes, worldOf()))),
      MANY,
    );
  });
  test("any header and payload of a token", async () => {
    const part = fc.oneof(
      fc.json(),
      credentialLike.map((value) => JSON.stringify(value)),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(part, part, fc.string(), async (header, payload, signature) => {
        const found = await examine(rawToken(header, payload, Buffer.from(signature).toString("base64url")), worldOf());
        sound(found);
        expect(found.verdict).not.toBe("valid");
      }),
      MANY,
    );
  });
  test("any chunks of a PNG, and any bytes of a credential's chunk", async () => {
    const chunks = fc.array(
      fc.tuple(
        fc.constantFrom("iTXt", "tEXt", "zTXt", "IDAT", "abcd"),
        fc.oneof(
          fc.uint8Array({ maxLength: 60 }),
          fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.concat([Buffer.from("openbadgecredential\0"), bytes])),
        ),
      ),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(chunks, async (parts) =>
        sound(await examineBytes(png(...parts.map(([type, data]) => chunk(type, data))), worldOf())),
      ),
      MANY,
    );
  });
  test("any parts of an SVG", async () => {
    const part = fc.constantFrom(
      "<g>",
      "</g>",
      "<openbadges:credential>",
      "</openbadges:credential>",
      "<![CDATA[",
      "]]>",
      "<!--",
      "-->",
      "<?x",
      "?>",
      "&amp;",
      "&#65;",
      "&x;",
      "{}",
      '<g a="',
      "'",
      '">',
      "/>",
      " verify='a.b.c'",
      "<script>",
      "</script>",
      "<!DOCTYPE x>",
      'xmlns:openbadges="y"',
      "<",
      ">",
      "&",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) =>
        sound(await examine(svg(parts.join("")), worldOf())),
      ),
      MANY,
    );
  });
  test("an image with any byte changed, added or taken away is never taken for another credential", async () => {
    const whole = png(iTXt(JSON.stringify(await signed(badge()))));
    const honest = JSON.stringify(await examineBytes(whole, worldOf()));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(255), fc.constantFrom(0, 1, 2), async (at, byte, how) => {
        const cut = [whole.subarray(0, at), how === 2 ? [] : [byte], whole.subarray(how === 1 ? at : at + 1)];
        const found = await examineBytes(Buffer.concat(cut.map((part) => Uint8Array.from(part))), worldOf());
        // A byte that was there before, or that stands behind the image's end, changes nothing.
        if (found.verdict !== "invalid") expect(JSON.stringify(found)).toBe(honest);
      }),
      RUNS,
    );
  });
});

describe("a change of one leaf, member or type is never valid", () => {
  const refused = async (forged: Json, more = {}): Promise<void> => {
    expect((await examine(JSON.stringify(forged), worldOf(more))).verdict).not.toBe("valid");
  };
  const quadsOf = async (document: Json) => (isObject(document) ? canonicalQuads(unsecured(document)) : undefined);
  test("in a badge", async () => {
    const whole = await signed(withStatus);
    const more = await asked();
    expect(codesOf(await report(whole, more))).toEqual([]);
    await fc.assert(
      fc.asyncProperty(forgeries(whole), async ({ forged }) => refused(forged, more)),
      { numRuns: 150 },
    );
  });
  test("in a record, and in the badges of it", async () => {
    const whole = await signed(record([await signed(rich), await signed(badge({ id: "urn:x:other" }))]));
    const honest = await report(whole);
    expect(codesOf(honest)).toEqual([]);
    // RDF says once what two nodes of one id say twice: a record without its copy of the issuer's name says the same.
    expect(honest.checks.map(({ code }) => code)).toContain("GROUPING_UNPROTECTED");
    await fc.assert(
      fc.asyncProperty(forgeries(whole), async ({ forged }) => {
        const { verdict } = await examine(JSON.stringify(forged), worldOf());
        if (verdict === "valid") expect(await quadsOf(forged)).toEqual(await quadsOf(whole));
      }),
      RUNS,
    );
  });
  test("in a record whose parts say nothing alike", async () => {
    const { "@context": contexts, type, credentialSubject, validFrom } = badge();
    const other: JsonObject = {
      ...{ "@context": contexts ?? [], type: type ?? [], credentialSubject: credentialSubject ?? {} },
      ...{ validFrom: validFrom ?? "", id: "urn:x:other", issuer: ATTACKER },
    };
    const whole = await signed(record([await signed(other, attackerKey)]));
    const honest = await report(whole);
    expect(codesOf(honest)).toEqual([]);
    expect(honest.checks.map(({ code }) => code)).not.toContain("GROUPING_UNPROTECTED");
    await fc.assert(
      fc.asyncProperty(forgeries(whole), async ({ forged }) => refused(forged)),
      RUNS,
    );
  });
  test("in the payload or the header of a token", async () => {
    const payload = claims(rich);
    const compact = await token(payload);
    const signature = compact.split(".")[2] ?? "";
    const header = { alg: "EdDSA", kid: KID, typ: "JWT" };
    expect(codesOf(await report(compact))).toEqual([]);
    const either = fc.oneof(
      forgeries(payload).map(({ forged }) => rawToken(JSON.stringify(header), JSON.stringify(forged), signature)),
      forgeries(header).map(({ forged }) => rawToken(JSON.stringify(forged), JSON.stringify(payload), signature)),
    );
    await fc.assert(
      fc.asyncProperty(either, async (forged) => {
        expect((await examine(forged, worldOf())).verdict).not.toBe("valid");
      }),
      { numRuns: 200 },
    );
  });
  test("in any character of a token", async () => {
    const compact = await token(claims(badge()));
    const character = fc.constantFrom(..."ABab01-_.=~ ");
    await fc.assert(
      fc.asyncProperty(fc.nat(compact.length - 1), character, async (at, letter) => {
        fc.pre(compact[at] !== letter);
        const forged = compact.slice(0, at) + letter + compact.slice(at + 1);
        expect((await examine(forged, worldOf())).verdict).not.toBe("valid");
      }),
      { numRuns: 200 },
    );
  });
});

describe("another order of members and of sets is the same document", () => {
  test.each([
    ["a badge", async () => signed(rich)],
    ["a record", async () => signed(record([await signed(rich), await signed(badge({ id: "urn:x:other" }))]))],
  ])("%s", async (_title, make) => {
    const whole = await make();
    await fc.assert(
      fc.asyncProperty(rearranged(whole), async (other) => {
        expect(codesOf(await report(other as JsonObject))).toEqual([]);
        if (isObject(other)) expect((await report({ ...other, name: "Another" })).verdict).toBe("invalid");
      }),
      { numRuns: 25 },
    );
  });
});

test("a verdict is the same whatever was verified before it", async () => {
  const whole = await signed(rich);
  const older = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json";
  const inputs: readonly Json[] = [
    whole,
    await signed(badge()),
    await signed(record([whole])),
    await signed(badge({ "@context": [V2, older] })),
    { ...whole, "@context": [V2, older] },
    { ...whole, "@context": [V2, OB, older] },
    { ...whole, "@context": [V2, `${OB}?x`] },
    { ...whole, "@context": [OB, V2] },
    { ...whole, "@context": [V2, OB, "https://x.example/context"] },
    { ...whole, name: "Another" },
    { ...whole, note: "undefined" },
    { ...whole, type: ["VerifiableCredential", "OpenBadgeCredential", "Other"] },
    await signed(withStatus),
    { ...whole, proof: [] },
    await token(claims(rich)),
    svg(element(JSON.stringify(whole))),
    {
      type: "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json",
      skills: [{ name: "x", verifications: [whole] }],
    },
    { "@context": [V2], type: ["VerifiablePresentation"], verifiableCredential: [whole, { ...whole, id: "urn:x:y" }] },
    {},
    "rubbish",
  ];
  const more = await asked();
  const judged = async (input: Json) =>
    JSON.stringify(await examine(typeof input === "string" ? input : JSON.stringify(input), worldOf(more)));
  const alone: string[] = [];
  for (const input of inputs) alone.push(await judged(input));
  const order = fc.shuffledSubarray([...inputs.keys()], { minLength: inputs.length });
  await fc.assert(
    fc.asyncProperty(order, async (indexes) => {
      for (const at of indexes) expect(await judged(inputs[at] ?? null)).toBe(alone[at]);
    }),
    { numRuns: 15 },
  );
});
