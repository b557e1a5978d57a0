// Where nobody would look: fields of a credential in another object of its id, credentials under any name, and
// endorsements of something else. Each attack is named by the finding that stops it.
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import {
  type Asked,
  ATTACKER,
  attackerKey,
  badge,
  claims,
  codesOf,
  entry,
  ISSUER,
  issuerKey,
  LIST,
  OB,
  proofOf,
  report,
  signed,
  statusList,
  token,
  V2,
} from "./forge.ts";

const ID = "https://college.example/credentials/3732";
const EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
const REFRESH = "1EdTechCredentialRefresh";
const over = { validUntil: "2026-05-02T00:00:00Z" };
const without = (document: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name)));

/** The complete example of Open Badges 3.0 has its refresh service at its own address. */
const refreshed = (changes: JsonObject = {}): JsonObject =>
  badge({ "@context": [V2, OB, EXTENSIONS], id: ID, refreshService: { id: ID, type: REFRESH }, ...changes });
const evident = (changes: JsonObject = {}): JsonObject =>
  badge({ id: ID, evidence: [{ id: ID, type: ["Evidence"], name: "Itself" }], ...changes });
const bare = (changes: JsonObject = {}): JsonObject => ({
  "@context": [V2],
  id: ID,
  type: ["VerifiableCredential"],
  issuer: ISSUER,
  validFrom: "2026-05-01T00:00:00Z",
  credentialSubject: { id: "did:example:ada" },
  ...changes,
});

describe("a field that decides, in another object that bears the credential's id", () => {
  const [type] = [["VerifiableCredential", "OpenBadgeCredential"]];
  const cases: readonly (readonly [title: string, make: () => Promise<JsonObject>])[] = [
    [
      "an end in the refresh service",
      async () => ({
        ...without(await signed(refreshed(over)), "validUntil"),
        type: [...type, REFRESH],
        refreshService: { id: ID, type: "VerifiableCredential", ...over },
      }),
    ],
    [
      "a status in the evidence",
      async () => ({
        ...without(await signed(evident({ credentialStatus: entry() })), "credentialStatus"),
        evidence: [{ id: ID, type: ["Evidence", "VerifiableCredential"], name: "Itself", credentialStatus: entry() }],
      }),
    ],
    [
      "an end in the subject",
      async () => ({
        ...without(await signed(bare({ ...over, credentialSubject: { id: ID, name: "x" } })), "validUntil"),
        credentialSubject: { id: ID, type: "VerifiableCredential", name: "x", ...over },
      }),
    ],
  ];
  test.each(cases)("%s: SHAPE_DISPLACED", async (_title, make) => {
    const found = await report(await make());
    expect(codesOf(found)).toEqual(["SHAPE_DISPLACED"]);
    expect(found.verdict).toBe("invalid");
  });
  test("another object of the credential's id is no attack", async () => {
    expect((await report(await signed(refreshed()))).verdict).toBe("valid");
    expect((await report(await signed(evident()))).verdict).toBe("valid");
  });
  test("a token covers the text, in which nothing can be moved", async () => {
    const licence = { id: ID, validUntil: "2020-01-01T00:00:00Z" };
    expect((await report(await token({ ...bare({ credentialSubject: licence }), iss: ISSUER }))).verdict).toBe("valid");
  });
});

describe("two entries of status under one id", () => {
  const suspension = { statusPurpose: "suspension", statusListCredential: `${LIST}/s`, statusListIndex: "9" };
  const both = (id?: string): JsonObject => {
    const named: JsonObject = id === undefined ? {} : { id };
    return badge({ credentialStatus: [entry(named), entry({ ...named, ...suspension })] });
  };
  const lists = async (): Promise<Asked> => {
    const { credentialSubject } = statusList([]);
    const subject = { ...(credentialSubject as JsonObject), statusPurpose: "suspension" };
    return {
      documents: {
        [LIST]: await signed(statusList([7])),
        [`${LIST}/s`]: await signed(statusList([], { id: `${LIST}/s`, credentialSubject: subject })),
      },
    };
  };
  test("whose indexes were exchanged: STATUS_MIXED", async () => {
    const whole = await signed(both("urn:x:entry"));
    expect((await report(whole, await lists())).verdict).toBe("invalid");
    const [first, second] = whole["credentialStatus"] as readonly JsonObject[];
    const exchanged = [
      { ...first, statusListIndex: "9" },
      { ...second, statusListIndex: "7" },
    ];
    const found = await report({ ...whole, credentialStatus: exchanged }, await lists());
    expect(codesOf(found)).toEqual(["STATUS_MIXED"]);
    expect(found.verdict).toBe("inconclusive");
  });
  test("without one they are kept apart", async () => {
    expect(codesOf(await report(await signed(both()), await lists()))).toEqual(["REVOKED"]);
  });
});

describe("a credential inside, under any name, is examined", () => {
  const tampered = async (): Promise<Json> => ({ ...(await signed(badge())), name: "Surgery" });
  const shown = (member: Json): JsonObject =>
    bare({
      "@context": [V2, OB],
      evidence: [{ id: "urn:x:shown", type: ["VerifiablePresentation"], verifiableCredential: [member] }],
    });
  const cases: readonly (readonly [title: string, make: () => Promise<JsonObject | string>])[] = [
    ["a changed badge in a presentation as evidence", async () => signed(shown(await tampered()))],
    [
      "a changed badge deep in a subject",
      async () =>
        token({
          ...bare({ credentialSubject: { id: "urn:x:ada", wallet: [{ verifiableCredential: await tampered() }] } }),
          iss: ISSUER,
        }),
    ],
    [
      "a changed badge under a name of its own",
      async () =>
        token({ ...bare({ credentialSubject: { id: "urn:x:ada", diploma: await tampered() } }), iss: ISSUER }),
    ],
  ];
  test.each(cases)("%s: MEMBER_INVALID", async (_title, make) => {
    const found = await report(await make());
    expect(codesOf(found)).toEqual(["MEMBER_INVALID"]);
    expect(found.credentials.map(codesOf)).toEqual([["SIGNATURE_WRONG"]]);
    expect(found.verdict).toBe("invalid");
  });
  test("an honest one is reported", async () => {
    const found = await report(await signed(shown(await signed(badge()))));
    expect(found.verdict).toBe("valid");
    expect(found.credentials.map(({ verdict }) => verdict)).toEqual(["valid"]);
  });
});

describe("an endorsement", () => {
  const ACHIEVEMENT = "urn:uuid:22222222-2222-4222-8222-222222222222";
  const endorsed = async (id: string): Promise<JsonObject> => {
    const endorsement = await signed(
      {
        "@context": [V2, OB],
        id: "urn:uuid:66666666-6666-4666-8666-666666666666",
        type: ["VerifiableCredential", "EndorsementCredential"],
        name: "Endorsement",
        issuer: { id: ATTACKER, type: ["Profile"], name: "Guild of Welders" },
        validFrom: "2026-05-01T00:00:00Z",
        credentialSubject: { id, type: ["EndorsementSubject"], endorsementComment: "We like it." },
      },
      attackerKey,
    );
    return signed(badge({ endorsement: [endorsement] }));
  };
  const noted = async (id: string) =>
    (await report(await endorsed(id))).checks.filter(({ code }) => code === "ENDORSES_OTHER");
  test("of something else than the credential speaks of: ENDORSES_OTHER, told and not decided", async () => {
    expect(await noted("urn:x:another")).toMatchObject([
      { status: "skipped", pointer: "/endorsement/0", message: expect.stringContaining("urn:x:another") },
    ]);
    expect((await report(await endorsed("urn:x:another"))).verdict).toBe("valid");
  });
  test.each([ACHIEVEMENT, ISSUER, String(badge()["id"])])("of %s is one of this credential", async (id) => {
    expect(await noted(id)).toEqual([]);
  });
});

test("a type under another name would escape its schema: SHAPE_IRI_KEY", async () => {
  const whole = await signed(badge());
  for (const other of ["https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential", "obi:Badge"]) {
    const found = await report({ ...whole, type: ["VerifiableCredential", other] });
    expect(codesOf(found)).toContain("SHAPE_IRI_KEY");
    expect(found.verdict).toBe("invalid");
  }
});

describe("a proof over canonical JSON", () => {
  test("covers a word that no context defines, and so does the verdict", async () => {
    const { canonicalJson } = await import("../../src/core/json.ts");
    const { hashData, signBytes } = await import("../../src/proofs/cryptosuite.ts");
    const { multibase58 } = await import("../../src/core/multibase.ts");
    const document = badge({ colour: "red" });
    const { proofValue: _, ...options } = await proofOf(badge(), issuerKey, { cryptosuite: "eddsa-jcs-2022" });
    const bytes = hashData("sha256", canonicalJson(options as JsonObject), canonicalJson(document));
    const proof = { ...options, proofValue: multibase58(signBytes("sha256", bytes, issuerKey.privateKey)) };
    const found = await report({ ...document, proof } as JsonObject);
    expect(found.verdict).toBe("valid");
    expect(found.checks.find(({ code }) => code === "TERM_UNDEFINED")?.status).toBe("skipped");
    expect(codesOf(await report({ ...document, colour: "blue", proof } as JsonObject))).toEqual(["SIGNATURE_WRONG"]);
  });
});

test("a proof that was made in the future is told of", async () => {
  const found = await report(await signed(badge(), issuerKey, { created: "2026-07-01T00:00:00Z" }));
  expect(found.verdict).toBe("valid");
  expect(found.checks.find(({ code }) => code === "PROOF_DATE_ODD")?.message).toMatch(/still to come/);
});

test("a proof for several domains is a proof", async () => {
  const found = await report(await signed(badge(), issuerKey, { domain: ["a.example", "b.example"] }));
  expect(codesOf(found)).toEqual([]);
  expect(found.verdict).toBe("valid");
});

describe("names and descriptions with their language (VCDM 2.0, section 11.1)", () => {
  const german = { "@value": "Schweißen", "@language": "de" };
  const arabic = { "@value": "لحام", "@language": "ar", "@direction": "rtl" };
  test("are covered by the signature", async () => {
    for (const name of [german, [german, { "@value": "Welding", "@language": "en" }]] as readonly Json[]) {
      const whole = await signed(bare({ name, issuer: { id: ISSUER, description: german } }));
      expect((await report(whole)).verdict).toBe("valid");
      expect((await report({ ...whole, name: { ...german, "@language": "en" } })).verdict).toBe("invalid");
    }
  });
  test("with a direction of writing are read in a token, and in JSON-LD leave it open: DIRECTION_UNREAD", async () => {
    const whole = bare({ name: arabic });
    expect((await report(await token({ ...whole, iss: ISSUER }))).verdict).toBe("valid");
    const found = await report({ ...whole, proof: await proofOf(bare()) });
    expect(codesOf(found)).toContain("DIRECTION_UNREAD");
    expect(found.verdict).toBe("inconclusive");
  });
  const others: readonly (readonly [title: string, changes: JsonObject])[] = [
    ["another member", { credentialSubject: { id: "urn:x:ada", alumniOf: german } }],
    ["a value that is no text", { name: { "@value": 5 } }],
    ["a datatype", { name: { "@value": "x", "@type": "https://x.example/t" } }],
    ["a date that decides", { validUntil: { "@value": "2030-01-01T00:00:00Z" } }],
  ];
  test.each(others)("%s is refused as before", async (_title, changes) => {
    const found = await report({ ...bare(changes), proof: await proofOf(bare()) });
    expect(found.checks.filter(({ status }) => status === "failed").map(({ id }) => id)).toContain("shape");
    expect(found.verdict).toBe("invalid");
  });
});

describe("claims and names of keys in a token as issuers write them", () => {
  const WEB = "https://college.example/issuers/7";
  const college = (changes: JsonObject = {}): JsonObject =>
    badge({ issuer: { id: WEB, type: ["Profile"], name: "College" }, ...changes });
  const keys = (jwk: JsonObject): Asked => ({
    documents: { "https://college.example/.well-known/jwks.json": { keys: [jwk] } },
  });
  test.each(["urn:uuid:0a", "arn:aws:kms:eu-west-1:1:key/a", "k:1"])("a kid such as %s is a name", async (kid) => {
    const compact = await token({ ...claims(college()), iss: WEB }, { kid });
    expect((await report(compact, keys({ ...issuerKey.publicJwk, kid }))).verdict).toBe("valid");
    expect(codesOf(await report(compact, keys({ ...attackerKey.publicJwk, kid })))).toEqual(["SIGNATURE_WRONG"]);
    expect(codesOf(await report(compact, keys({ ...issuerKey.publicJwk, kid: "other" })))).toContain("KEY_NOT_LISTED");
  });
  test("a key beside a name that is not listed counts when it is listed itself", async () => {
    const headed = (key: typeof issuerKey) =>
      token({ ...claims(college()), iss: WEB }, { kid: "k1", jwk: key.publicJwk }, key);
    expect((await report(await headed(issuerKey), keys(issuerKey.publicJwk))).verdict).toBe("valid");
    expect(codesOf(await report(await headed(attackerKey), keys(issuerKey.publicJwk)))).toEqual(["KEY_NOT_LISTED"]);
  });
  test.each([
    [1_777_593_600, "valid"],
    [1_777_593_600.7, "valid"],
    [1_777_593_601, "valid"],
    [1_777_593_602, "invalid"],
    [1_777_593_599, "invalid"],
  ])("nbf %d for a date with part of a second: %s", async (nbf, verdict) => {
    const dated = badge({ validFrom: "2026-05-01T00:00:00.700Z" });
    expect((await report(await token({ ...claims(dated), nbf }))).verdict).toBe(verdict);
  });
  test("a sub other than the one subject of a list: CLAIM_MISMATCH", async () => {
    const listed = bare({ credentialSubject: [{ id: "did:example:ada" }] });
    const claiming = (sub: string) => token({ ...listed, iss: ISSUER, sub });
    expect((await report(await claiming("did:example:ada"))).verdict).toBe("valid");
    expect(codesOf(await report(await claiming("did:example:eve")))).toEqual(["CLAIM_MISMATCH"]);
  });
  test.each(["vc", "vp"])("a claim %s that holds nothing to read: VERSION_MIXED", async (name) => {
    for (const value of [false, "text", [bare()], null] as readonly Json[]) {
      expect(codesOf(await report(await token({ ...claims(badge()), [name]: value })))).toEqual(["VERSION_MIXED"]);
    }
  });
  test("a token with disclosures behind it is named and left open: FORMAT_UNSUPPORTED", async () => {
    const found = await report(`${await token(claims(badge()), { typ: "dc+sd-jwt" })}~WyJhIiwiYiJd~`);
    expect(codesOf(found)).toEqual(["FORMAT_UNSUPPORTED"]);
    expect(found.verdict).toBe("inconclusive");
  });
});

describe("a presentation is asked through the credentials in it", () => {
  const shown = async (): Promise<JsonObject> => ({
    "@context": [V2, OB],
    type: ["VerifiablePresentation"],
    verifiableCredential: [await signed(badge())],
  });
  const list = (id: string) => ({
    name: "Ours",
    sha256: "00",
    registries: [],
    issuers: [{ ids: [id], keys: [], statusLists: [] }],
  });
  const held = async () => signed(await shown(), attackerKey, { proofPurpose: "authentication" });
  test.each([
    ["that nobody signed", shown],
    ["of a holder", held],
  ])("%s: whether a list of trust names their issuers", async (_title, make) => {
    expect((await report(await make(), { trust: [list(ISSUER)] })).verdict).toBe("valid");
    const other = await report(await make(), { trust: [list(ATTACKER)] });
    expect(codesOf(other)).toEqual(["MEMBER_INVALID"]);
    expect(other.credentials.map(codesOf)).toEqual([["ISSUER_NOT_TRUSTED"]]);
  });
  test.each([
    ["that nobody signed", shown],
    ["of a holder", held],
  ])("%s: whom they are about", async (_title, make) => {
    expect((await report(await make(), { recipient: "ada@example.org" })).verdict).toBe("valid");
    const other = await report(await make(), { recipient: "eve@example.org" });
    expect(other.credentials.map(codesOf)).toEqual([["RECIPIENT_OTHER"]]);
    expect(other.verdict).toBe("invalid");
  });
});

test("a credential about several is about each of them", async () => {
  const both = await signed(bare({ credentialSubject: [{ id: "did:example:ada" }, { id: "did:example:bob" }] }));
  expect((await report(both, { recipient: "did:example:bob" })).verdict).toBe("valid");
  expect(codesOf(await report(both, { recipient: "did:example:eve" }))).toEqual(["RECIPIENT_OTHER"]);
});
