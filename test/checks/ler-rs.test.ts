// LER-RS in every shape that is in use: the record's own signature, each original in it, and what is only somebody's word.
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import { DATA_INTEGRITY_V2 } from "../../src/contexts/bundle.ts";
import { LER_RS_TERMS, LER_RS_WRAPPER } from "../../src/contexts/ler-rs.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { badge, claims, codesOf, ISSUER, OB, proofOf, report, signed, token, V2 } from "./forge.ts";

const V1 = "https://www.w3.org/2018/credentials/v1";
const BODY_TYPES = [
  "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json",
  "http://schema.hropenstandards.org/4.5/recruiting/json/LER-RSType.json",
  "https://www.hropentech.org/4.6/recruiting/json-2020-12/TrustedCareerProfileType.json",
];

const honest = () => signed(badge());
const tampered = async () => ({ ...(await honest()), name: "Another" });
const other = (id: string) => signed(badge({ id }));
const enveloped = async (): Promise<JsonObject> => ({
  "@context": V2,
  type: "EnvelopedVerifiableCredential",
  id: `data:application/vc+jwt,${await token(claims(badge({ id: "urn:x:token" })))}`,
});

const body = (certifications: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  type: BODY_TYPES[0] ?? "",
  person: { name: { formattedName: "Ada Lovelace" } },
  ...(certifications.length === 0 ? {} : { certifications }),
  ...more,
});
const proven = (...verifications: readonly Json[]): JsonObject => ({
  name: "Welding",
  status: "active",
  issuingAuthority: { name: "Example College" },
  verifications,
});
const asserted: JsonObject = { name: "Diving", status: "active", issuingAuthority: { name: "Example Club" } };

/** As laurel signs it: the body is one JSON literal. */
const wrapped = (lerrsType: JsonObject, changes: JsonObject = {}): JsonObject => ({
  "@context": [V1, LER_RS_WRAPPER, LER_RS_TERMS, DATA_INTEGRITY_V2],
  id: "urn:uuid:44444444-4444-4444-8444-444444444444",
  type: ["VerifiableCredential", "LER-RS VC"],
  issuer: ISSUER,
  issuanceDate: "2026-05-01T00:00:00Z",
  credentialSubject: { id: "did:example:ada", lerrsType },
  ...changes,
});
const codes = ({ checks }: Report, id: string) =>
  checks.filter((one) => one.id === id).map(({ code }) => code ?? "passed");
const verdicts = ({ credentials }: Report) => credentials.map(({ verdict }) => verdict);

describe("a signed LER-RS that says more than its originals", () => {
  const noted = async (entries: readonly JsonObject[]) => {
    const found = await report(await signed(wrapped(body(entries))));
    expect(found.verdict).toBe("valid");
    return found.checks.filter(({ id, status }) => id === "credentials" && status === "skipped");
  };
  test("is told of: ENTRY_OTHER", async () => {
    const entries = [proven(await honest()), { ...asserted, verifications: [await other("urn:x:other")] }];
    expect(await noted(entries)).toMatchObject([
      { code: "ENTRY_OTHER", pointer: "/credentialSubject/lerrsType/certifications/1" },
    ]);
  });
  test("by originals of two people is told of: ORIGINALS_OF_SEVERAL", async () => {
    const { credentialSubject } = badge();
    const eve = { ...(credentialSubject as JsonObject), identifier: [], id: "did:example:eve" };
    const hers = await signed(badge({ id: "urn:x:hers", credentialSubject: eve }));
    expect((await noted([proven(await honest()), proven(hers)])).map(({ code }) => code)).toEqual([
      "ORIGINALS_OF_SEVERAL",
    ]);
    expect(await noted([proven(await honest()), proven(await other("urn:x:other"))])).toEqual([]);
  });
});

describe("a signed LER-RS", () => {
  test("is valid when it holds and its originals do, in whatever way they stand there", async () => {
    const record = body(
      [
        proven(await honest()),
        proven({ otherW3CVerifiableCredential: await other("urn:x:other") }),
        proven({ otherW3CVerifiableCredential: await enveloped() }),
        proven(await token(claims(badge({ id: "urn:x:compact" })))),
        proven({ "1edtob3": await other("urn:x:branch") }),
        proven({ reference: `data:application/vc+jwt,${await token(claims(badge({ id: "urn:x:reference" })))}` }),
        { ...asserted, name: "Welding", verification: await other("urn:x:single") },
      ],
      {
        skills: [
          {
            name: "Welding",
            verifications: [{ Verification: { otherW3CVerifiableCredential: await other("urn:x:skill") } }],
          },
        ],
      },
    );
    const found = await report(await signed(wrapped(record)));
    expect(codesOf(found)).toEqual([]);
    expect(verdicts(found)).toEqual(Array(8).fill("valid"));
    expect(found.verdict).toBe("valid");
    expect(codes(found, "credentials")).toEqual(["passed"]);
  });

  test("says which entries are only its signer's word, and what stands in an original's place", async () => {
    const record = body([
      proven(await honest()),
      asserted,
      proven({ verifyingOrganization: { name: "Example Club" } }),
      proven({ reference: "https://verify.example/1", scheme: "https://verify.example/" }),
      proven({
        "@context": [
          V1,
          "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/ProvisionalVerifiableCredentialLicenseType.json",
        ],
        type: ["VerifiableCredential"],
        issuer: "Example Club",
        issuanceDate: "2026-05-01T00:00:00Z",
        credentialSubject: { license: asserted },
      }),
    ]);
    const found = await report(await signed(wrapped(record)));
    expect(found.verdict).toBe("valid");
    expect(verdicts(found)).toEqual(["valid"]);
    expect(codes(found, "credentials")).toEqual([
      "passed",
      "VERIFICATION_ORGANIZATION",
      "VERIFICATION_REFERENCE",
      "VERIFICATION_PROVISIONAL",
      "SELF_ASSERTED",
    ]);
    const said = found.checks.find(({ code }) => code === "SELF_ASSERTED");
    expect(said).toMatchObject({
      status: "skipped",
      pointer: "/credentialSubject/lerrsType/certifications/1",
      message: expect.stringContaining("4 of 5 entries"),
    });
  });

  const bad: readonly (readonly [
    title: string,
    make: () => Promise<readonly Json[]>,
    code: string,
    verdict: string,
  ])[] = [
    ["an original that was changed", async () => [await tampered()], "MEMBER_INVALID", "invalid"],
    ["an original without its proof", async () => [badge()], "MEMBER_INVALID", "invalid"],
    [
      "an original of another form, changed",
      async () => [{ otherW3CVerifiableCredential: await tampered() }],
      "MEMBER_INVALID",
      "invalid",
    ],
    ["a token that was cut", async () => [(await token(claims(badge()))).slice(0, -4)], "MEMBER_INVALID", "invalid"],
    [
      "an envelope that laurel does not open",
      async () => [
        {
          otherW3CVerifiableCredential: {
            "@context": V2,
            type: "EnvelopedVerifiableCredential",
            id: "data:application/vc+sd-jwt,abc",
          },
        },
      ],
      "MEMBER_INCONCLUSIVE",
      "inconclusive",
    ],
    [
      "a provisional record with a proof that does not hold",
      async () => [
        {
          "@context": [
            V2,
            "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/ProvisionalVerifiableCredentialLicenseType.json",
          ],
          type: ["VerifiableCredential"],
          issuer: ISSUER,
          credentialSubject: { license: asserted },
          proof: [await proofOf(badge())],
        },
      ],
      "MEMBER_INCONCLUSIVE",
      "inconclusive",
    ],
    ["something that is no proof", async () => [{ note: "trust me" }], "VERIFICATION_UNKNOWN", "inconclusive"],
    ["words for proof", async () => ["trust me"], "VERIFICATION_UNKNOWN", "inconclusive"],
    ["a number for proof", async () => [7], "VERIFICATION_UNKNOWN", "inconclusive"],
    [
      "nothing in an envelope",
      async () => [{ otherW3CVerifiableCredential: {} }],
      "VERIFICATION_UNKNOWN",
      "inconclusive",
    ],
  ];
  test.each(bad)("with %s is not valid", async (_title, make, code, verdict) => {
    const found = await report(await signed(wrapped(body([proven(...(await make()))]))));
    expect(codesOf(found)).toContain(code);
    expect(found.verdict).toBe(verdict);
  });

  test("counts a record that is attached as it was received", async () => {
    const attached = (content: JsonObject) =>
      signed(wrapped(body([], { attachments: [{ content: { encoding: "base64", ...content } }] })));
    const packed = (text: string) => Buffer.from(text).toString("base64");
    const json = await report(
      await attached({ value: packed(JSON.stringify(await honest())), mimeType: "application/vc+ld+json" }),
    );
    expect(verdicts(json)).toEqual(["valid"]);
    const compact = await report(
      await attached({ value: packed(await token(claims(badge()))), mimeType: "application/vc+jwt" }),
    );
    expect(verdicts(compact)).toEqual(["valid"]);
    expect(
      (await report(await attached({ value: packed(JSON.stringify(await tampered())), mimeType: "application/vc" })))
        .verdict,
    ).toBe("invalid");
    expect(codesOf(await report(await attached({ value: packed("{"), mimeType: "application/vc" })))).toEqual([
      "ATTACHMENT_UNREADABLE",
    ]);
    const letter = await report(await attached({ value: packed("Dear Sir"), mimeType: "text/plain" }));
    expect(letter).toMatchObject({ verdict: "valid", credentials: [] });
  });

  test("looks once at an original that proves several entries", async () => {
    const one = await honest();
    const found = await report(await signed(wrapped(body([proven(one), proven(one)]))));
    expect(verdicts(found)).toEqual(["valid"]);
    expect(found.verdict).toBe("valid");
  });

  test("is invalid when a word of it was changed, inside an original or beside it", async () => {
    const whole = JSON.stringify(await signed(wrapped(body([proven(await honest()), asserted]))));
    for (const [from, to] of [
      ["Diving", "Flying"],
      ["Ada Lovelace", "Eve"],
      ["Joins steel.", "Joins stone."],
    ] as const) {
      const found = await report(whole.replace(from, to));
      expect(codesOf(found)).toContain("SIGNATURE_WRONG");
      expect(found.verdict).toBe("invalid");
    }
  });
});

describe("the shapes of signed records", () => {
  const inlineTerms = async (type: Json, contexts: readonly string[], dates: JsonObject) => {
    const { type: _, ...inline } = body([proven(await honest()), asserted]);
    const payload = {
      "@context": contexts,
      id: "urn:x:record",
      type,
      issuer: ISSUER,
      ...dates,
      credentialSubject: { id: "did:example:ada", ...inline },
    };
    return contexts.includes(V2) ? payload : { iss: ISSUER, vc: payload };
  };
  const FROM = { validFrom: "2026-05-01T00:00:00Z" };
  const ISSUED = { issuanceDate: "2026-05-01T00:00:00Z" };
  const shapes: readonly (readonly [title: string, type: Json, contexts: readonly string[], dates: JsonObject])[] = [
    ["HR Open's own", ["VerifiableCredential", "LER-RS VC"], [V1, LER_RS_WRAPPER], ISSUED],
    ["LERRSCredential", ["VerifiableCredential", "LERRSCredential"], [V1], ISSUED],
    ["the address of the schema for a type", ["VerifiableCredential", BODY_TYPES[1] ?? ""], [V2], FROM],
    ["TrustedCareerProfileCredential", ["VerifiableCredential", "TrustedCareerProfileCredential"], [V2], FROM],
  ];
  test.each(shapes)("%s, its body in the subject, as a token", async (_title, type, contexts, dates) => {
    const found = await report(await token(await inlineTerms(type, contexts, dates)));
    expect(codesOf(found)).toEqual([]);
    expect(found.verdict).toBe("valid");
    expect(verdicts(found)).toEqual(["valid"]);
    expect(codes(found, "credentials")).toEqual(["passed", "SELF_ASSERTED"]);
  });
  test("contexts that define no words leave open what an embedded proof covers", async () => {
    const claims: JsonObject = await inlineTerms(["VerifiableCredential", "LER-RS VC"], [V1, LER_RS_WRAPPER], ISSUED);
    const payload = claims["vc"] as JsonObject;
    const proof = { ...(await proofOf(badge())), proofValue: "z1" };
    const found = await report({ ...payload, proof: [proof] });
    expect(found.verdict).toBe("inconclusive");
    expect(codes(found, "context")).toEqual(["TERM_UNDEFINED"]);
    expect(verdicts(found)).toEqual(["valid"]);
  });
  test("words of its own making leave it open, and the originals are looked at all the same", async () => {
    const own = wrapped(body([proven(await honest())]), { "@context": [V2, { "@vocab": "https://x.example/" }] });
    const found = await report(own);
    expect(found.verdict).toBe("inconclusive");
    expect(codes(found, "shape")).toEqual(["SHAPE_CONTEXT"]);
    expect(verdicts(found)).toEqual(["valid"]);
  });
  test("members that the standard has not are told of, and sections of another form fail", async () => {
    const loose = await report(await signed(wrapped(body([], { certification: [asserted] }))));
    expect(codes(loose, "schema")).toContain("SCHEMA_LOOSE");
    expect(loose.verdict).toBe("valid");
    const broken = await report(await signed(wrapped(body([], { skills: { name: "Welding" } }))));
    expect(codesOf(broken)).toContain("SCHEMA");
  });
});

describe("a record as plain JSON", () => {
  test.each(BODY_TYPES)("%s is known, and its originals are verified", async (type) => {
    const found = await report(body([proven(await honest()), asserted], { type }));
    expect(found.type).toBe(type);
    expect(verdicts(found)).toEqual(["valid"]);
    expect(codes(found, "credentials")).toEqual(["passed", "SELF_ASSERTED"]);
  });
  test("is never valid, for nobody signed its words", async () => {
    const found = await report(body([proven(await honest())]));
    expect(codesOf(found)).toEqual(["RECORD_UNSIGNED"]);
    expect(found.verdict).toBe("inconclusive");
  });
  test("is invalid when an original is, or when there is none", async () => {
    expect((await report(body([proven(await tampered())]))).verdict).toBe("invalid");
    for (const bare of [body([asserted]), body([]), body([proven({ reference: "https://verify.example/1" })])]) {
      const found = await report(bare);
      expect(codesOf(found)).toEqual(["PROOF_MISSING"]);
      expect(found.verdict).toBe("invalid");
    }
  });
  test("may have members that JSON-LD would not take", async () => {
    const odd = body([{ ...proven(await honest()), id: { value: "1" }, "@note": null, "x:y": 1 }], {
      id: { value: "1" },
    });
    expect(codesOf(await report(odd))).toEqual(["RECORD_UNSIGNED"]);
  });
  test("with a proof of its own is no credential that laurel could check", async () => {
    const found = await report({ ...body([proven(await honest())]), proof: [await proofOf(badge())] });
    expect(found.verdict).not.toBe("valid");
  });
});

test("an LER-RS context cannot smuggle a body past the gate in another type of credential", async () => {
  const hidden = badge({
    "@context": [V2, OB],
    lerrsType: { "https://www.w3.org/2018/credentials#validUntil": "2020-01-01T00:00:00Z" },
  });
  const found = await report({ ...(await honest()), lerrsType: hidden["lerrsType"] ?? {} });
  expect(found.verdict).toBe("invalid");
  expect(codesOf(found)).toEqual(["TERM_UNDEFINED"]);
});
