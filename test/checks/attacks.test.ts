// Attacks on a verifier, each with the finding that must stop it. No network: what is asked for is logged.
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Verdict } from "../../src/core/finding.ts";
import { isObject, type Json, type JsonObject, objectsOf } from "../../src/core/json.ts";
import { base64url, fromMultibase } from "../../src/core/multibase.ts";
import { byCodeUnit } from "../../src/rdf/order.ts";
import {
  type Asked,
  ATTACKER,
  attackerKey,
  badge,
  claims,
  codesOf,
  ISSUER,
  issuerKey,
  KID,
  LIST,
  OB,
  proofOf,
  rawToken,
  record,
  report,
  signed,
  statusList,
  token,
  V2,
} from "./forge.ts";

type Attack = readonly [
  title: string,
  make: () => Promise<JsonObject | string>,
  code: string,
  asked?: Asked,
  verdict?: Verdict,
];

function attacks(title: string, cases: readonly Attack[]): void {
  describe(title, () => {
    for (const [name, make, code, asked = {}, verdict = "invalid"] of cases) {
      test(name, async () => {
        const found = await report(await make(), asked);
        expect(codesOf(found)).toContain(code);
        expect(found.verdict).toBe(verdict);
      });
    }
  });
}

const subjectOf = (document: JsonObject): JsonObject => document["credentialSubject"] as JsonObject;
const { validUntil: _, ...endless } = badge();

test("the honest badge, record and token behind these attacks are valid", async () => {
  const honest = await signed(badge());
  expect(codesOf(await report(honest))).toEqual([]);
  expect(codesOf(await report(await token(claims(badge()))))).toEqual([]);
  const whole = await report(await signed(record([honest])));
  expect(codesOf(whole)).toEqual([]);
  expect(whole.credentials.map(({ verdict }) => verdict)).toEqual(["valid"]);
});

const hidden = async (members: JsonObject): Promise<JsonObject> => ({
  ...(await signed(endless as JsonObject)),
  ...members,
});
const UNTIL = "https://www.w3.org/2018/credentials#validUntil";
const when = { "@value": "2020-01-01T00:00:00Z", "@type": "http://www.w3.org/2001/XMLSchema#dateTime" };

attacks("terms under another name", [
  ["an absolute IRI as a member's name", () => hidden({ [UNTIL]: when }), "SHAPE_IRI_KEY"],
  ["a prefix as a member's name", () => hidden({ "cred:validUntil": "2020-01-01T00:00:00Z" }), "SHAPE_IRI_KEY"],
  ["an inline context", () => hidden({ "@context": [V2, OB, { until: UNTIL }] }), "SHAPE_CONTEXT"],
  [
    "an inline context that puts a term together",
    () => hidden({ "@context": [V2, OB, { p: "https://www.w3.org/2018/", until: "p:credentials#validUntil" }] }),
    "SHAPE_CONTEXT",
  ],
  [
    "an inline context by a prefix of the standards",
    () => hidden({ "@context": [V2, OB, { until: "cred:validUntil" }] }),
    "SHAPE_CONTEXT",
  ],
  [
    "an inline context that takes a term away",
    () => hidden({ "@context": [V2, OB, { until: null }] }),
    "SHAPE_CONTEXT",
  ],
  ["an inline context for a keyword", () => hidden({ "@context": [V2, OB, { also: "@included" }] }), "SHAPE_CONTEXT"],
  [
    "an inline context deep in a term",
    () => hidden({ "@context": [V2, OB, { a: { "@id": "https://x.example/a", "@context": { until: UNTIL } } }] }),
    "SHAPE_CONTEXT",
  ],
  [
    "an inline context by the vocabulary",
    () => hidden({ "@context": [V2, OB, { "@vocab": UNTIL.slice(0, 24) }] }),
    "SHAPE_CONTEXT",
  ],
  [
    "an inline context of words of its own",
    () => hidden({ "@context": [V2, OB, { shade: "https://x.example/shade" }] }),
    "SHAPE_CONTEXT",
    {},
    "inconclusive",
  ],
  ["an upper-case scheme as a member's name", () => hidden({ "HTTPS://x.example/a": "1" }), "SHAPE_IRI_KEY"],
  ["a label as a member's name", () => hidden({ "_:b0": "1" }), "SHAPE_IRI_KEY"],
  ["an inline context alone", () => hidden({ "@context": { "@vocab": "https://x.example/" } }), "SHAPE_TYPE"],
  [
    "a context in the subject",
    async () => hidden({ credentialSubject: { ...subjectOf(badge()), "@context": [V2] } }),
    "SHAPE_KEYWORD",
  ],
  ["@included", () => hidden({ "@included": [{ id: "urn:x:y" }] }), "SHAPE_KEYWORD"],
  ["@graph", () => hidden({ "@graph": [] }), "SHAPE_KEYWORD"],
  ["@type beside type", () => hidden({ "@type": "VerifiableCredential" }), "SHAPE_KEYWORD"],
  ["@id beside id", () => hidden({ "@id": "urn:x:y" }), "SHAPE_KEYWORD"],
  ["@reverse", () => hidden({ "@reverse": {} }), "SHAPE_KEYWORD"],
  ["a value object as a date", () => hidden({ validUntil: when }), "SHAPE_TYPE"],
  [
    "a context in the proof",
    async () => {
      const honest = await signed(badge());
      return { ...honest, proof: objectsOf(honest["proof"]).map((proof) => ({ ...proof, "@context": [OB] })) };
    },
    "SHAPE_KEYWORD",
  ],
]);

describe("control fields of another JSON type", () => {
  const TEXT = "2026-05-01T00:00:00Z";
  const OTHERS: Readonly<Record<string, Json>> = {
    array: [TEXT, TEXT],
    object: { a: TEXT },
    number: 3,
    null: null,
    bool: true,
  };
  const ALLOWED: Readonly<Record<string, readonly string[]>> = {
    "@context": ["array"],
    type: ["array"],
    issuer: ["object"],
    credentialSubject: ["object"],
    credentialStatus: ["object"],
    credentialSchema: ["object"],
    refreshService: ["object"],
    termsOfUse: ["object"],
    proof: ["object"],
  };
  const fields = [...Object.keys(ALLOWED), "id", "validFrom", "validUntil", "issuanceDate", "expirationDate"];
  const cases = fields.flatMap((field) =>
    Object.keys(OTHERS)
      .filter((kind) => ALLOWED[field]?.includes(kind) !== true)
      .map((kind) => [field, kind] as const),
  );
  test.each(cases)("%s as %s", async (field, kind) => {
    const found = await report({ ...(await signed(badge())), [field]: OTHERS[kind] as Json });
    expect(found.checks.filter(({ status }) => status === "failed").map(({ id }) => id)).toEqual(["shape"]);
    expect(found.verdict).toBe("invalid");
  });
  test.each(["credentialSubject", "issuer", "id", "validUntil"])("%s in a list of one", async (field) => {
    const honest = await signed(badge());
    expect((await report({ ...honest, [field]: [honest[field] as Json] })).verdict).toBe("invalid");
  });
  test("type as one string", async () => {
    expect((await report({ ...(await signed(badge())), type: "OpenBadgeCredential" })).verdict).toBe("invalid");
  });
});

const withContexts =
  (...contexts: readonly string[]) =>
  async () => ({ ...(await signed(badge())), "@context": contexts });
attacks("contexts that imitate one", [
  ["a query", withContexts(V2, `${OB}?x`), "CONTEXT_COUNTERFEIT"],
  ["a fragment", withContexts(V2, `${OB}#x`), "CONTEXT_COUNTERFEIT"],
  ["http for https", withContexts(V2, OB.replace("https", "http")), "CONTEXT_COUNTERFEIT"],
  ["upper case", withContexts(V2, OB.replace("https", "HTTPS")), "CONTEXT_COUNTERFEIT"],
  ["another case of the host", withContexts(V2, OB.replace("purl", "Purl")), "CONTEXT_COUNTERFEIT"],
  ["a percent-encoded letter", withContexts(V2, OB.replace("spec", "%73pec")), "CONTEXT_COUNTERFEIT"],
  ["a letter of another alphabet", withContexts(V2, OB, OB.replace("purl.ims", "purl.іms")), "CONTEXT_COUNTERFEIT"],
  [
    "a context of one's own in the badge's place",
    withContexts(V2, "https://x.example/ob.json"),
    "CONTEXT_UNKNOWN",
    {},
    "inconclusive",
  ],
  [
    "a context of one's own beside the others",
    withContexts(V2, OB, "https://x.example/more.json"),
    "CONTEXT_UNKNOWN",
    {},
    "inconclusive",
  ],
  ["the contexts in another order", withContexts(OB, V2), "SCHEMA"],
]);

test("an unknown context is never asked for", async () => {
  const log: string[] = [];
  await report(await withContexts(V2, OB, "https://x.example/more.json")(), { log });
  expect(log).toEqual([]);
});

const extra = { sneaked: "in" };
attacks("members that no signature covers", [
  ["in the credential", async () => ({ ...(await signed(badge())), ...extra }), "TERM_UNDEFINED"],
  [
    "in the issuer",
    async () => ({ ...(await signed(badge())), issuer: { ...(badge()["issuer"] as JsonObject), ...extra } }),
    "TERM_UNDEFINED",
  ],
  [
    "in the subject",
    async () => ({ ...(await signed(badge())), credentialSubject: { ...subjectOf(badge()), ...extra } }),
    "TERM_UNDEFINED",
  ],
  [
    "in the achievement",
    async () => {
      const achievement = { ...(subjectOf(badge())["achievement"] as JsonObject), ...extra };
      return { ...(await signed(badge())), credentialSubject: { ...subjectOf(badge()), achievement } };
    },
    "TERM_UNDEFINED",
  ],
  [
    "in the proof",
    async () => ({ ...badge(), proof: { ...(await proofOf(badge())), ...extra } }),
    "PROOF_UNSUPPORTED",
    {},
    "inconclusive",
  ],
  ["a relative identifier", async () => ({ ...(await signed(badge())), id: "badge/1" }), "TERM_UNDEFINED"],
]);

const proofs =
  (...list: readonly ((document: JsonObject) => Promise<JsonObject>)[]) =>
  async () => ({ ...badge(), proof: await Promise.all(list.map((make) => make(badge()))) });
const good = (document: JsonObject) => proofOf(document);
const bad = async (document: JsonObject) => ({ ...(await proofOf(document)), created: "2026-05-02T00:00:00Z" });
const others = (document: JsonObject) => proofOf(document, attackerKey);
attacks("several proofs", [
  ["a good one, then a bad one", proofs(good, bad), "SIGNATURE_WRONG"],
  ["a bad one, then a good one", proofs(bad, good), "SIGNATURE_WRONG"],
  ["a good one, and one of another issuer", proofs(good, others), "KEY_NOT_ISSUERS"],
  ["none at all", async () => ({ ...badge(), proof: [] }), "SHAPE_TYPE"],
  [
    "a good one, and garbage",
    proofs(good, async () => ({ type: "Nonsense" })),
    "PROOF_UNSUPPORTED",
    {},
    "inconclusive",
  ],
  [
    "more than anybody makes",
    async () => ({ ...badge(), proof: Array.from({ length: 11 }, () => ({ type: "DataIntegrityProof" })) }),
    "PROOFS_TOO_MANY",
    {},
    "inconclusive",
  ],
  [
    "a chain whose beginning is missing",
    proofs(good, async (document) => ({ ...(await proofOf(document)), previousProof: "urn:x:y" })),
    "PROOF_CHAIN",
  ],
  [
    "a chain to a proof that was not signed with it",
    proofs(
      async (document) => ({ ...(await proofOf(document)), id: "urn:x:y" }),
      async (document) => ({ ...(await proofOf(document)), previousProof: "urn:x:y" }),
    ),
    "SIGNATURE_WRONG",
  ],
  [
    "a chain to itself",
    proofs(async (document) => ({ ...(await proofOf(document)), id: "urn:x:y", previousProof: "urn:x:y" })),
    "PROOF_CHAIN",
  ],
]);

const optioned = (options: JsonObject) => () => signed(badge(), issuerKey, options);
const altered = (change: JsonObject) => async () => ({ ...badge(), proof: { ...(await proofOf(badge())), ...change } });
attacks("a proof's options", [
  ["a proof for another purpose", optioned({ proofPurpose: "authentication" }), "PURPOSE_WRONG"],
  ["a purpose changed afterwards", altered({ proofPurpose: "authentication" }), "PURPOSE_WRONG"],
  ["an ended proof", optioned({ expires: "2026-05-02T00:00:00Z" }), "PROOF_EXPIRED"],
  ["an end put off afterwards", altered({ expires: "2030-01-01T00:00:00Z" }), "SIGNATURE_WRONG"],
  ["a domain put in afterwards", altered({ domain: "x.example" }), "SIGNATURE_WRONG"],
  ["a date without a zone", altered({ created: "2026-05-01" }), "PROOF_MALFORMED"],
  ["fewer contexts than the credential has", altered({ "@context": [V2] }), "CONTEXT_UNSIGNED", {}, "inconclusive"],
  ["a suite of 2020", altered({ type: "Ed25519Signature2020" }), "PROOF_UNSUPPORTED", {}, "inconclusive"],
  [
    "the same value in another base",
    async () => {
      const proof = await proofOf(badge());
      const bytes = fromMultibase(String(proof["proofValue"])) ?? new Uint8Array();
      return { ...badge(), proof: { ...proof, proofValue: `u${base64url(bytes)}` } };
    },
    "PROOF_MALFORMED",
  ],
  ["no value at all", altered({ proofValue: "" }), "PROOF_MALFORMED"],
  ["a value of another length", altered({ proofValue: "z2" }), "PROOF_MALFORMED"],
]);

const relabelled = (change: JsonObject, drop: string) => async (): Promise<JsonObject> => {
  const { [drop]: _dropped, ...proof } = await proofOf(badge());
  return { ...badge(), proof: { ...proof, ...change } };
};
const strange: Verdict = "inconclusive";
attacks("a proof under the name of another suite", [
  ["an older one of the same kind", altered({ cryptosuite: "eddsa-2022" }), "SIGNATURE_WRONG"],
  ["one of canonical JSON", altered({ cryptosuite: "eddsa-jcs-2022" }), "SIGNATURE_WRONG"],
  ["one for another key", altered({ cryptosuite: "ecdsa-rdfc-2019" }), "KEY_KIND"],
  ["one of canonical JSON for another key", altered({ cryptosuite: "ecdsa-jcs-2019" }), "KEY_KIND"],
  ["one of selective disclosure", altered({ cryptosuite: "ecdsa-sd-2023" }), "KEY_KIND"],
  ["one that was a type", relabelled({ type: "Ed25519Signature2020" }, "cryptosuite"), "PROOF_MALFORMED"],
  [
    "one that is a type, as a cryptosuite",
    altered({ cryptosuite: "Ed25519Signature2020" }),
    "PROOF_UNSUPPORTED",
    {},
    strange,
  ],
  [
    "one that is a cryptosuite, as a type",
    relabelled({ type: "eddsa-rdfc-2022" }, "cryptosuite"),
    "PROOF_UNSUPPORTED",
    {},
    strange,
  ],
  ["none", relabelled({}, "cryptosuite"), "PROOF_UNSUPPORTED", {}, strange],
  ["two at once", altered({ cryptosuite: ["eddsa-rdfc-2022", "eddsa-jcs-2022"] }), "PROOF_UNSUPPORTED"],
  ["a word of the language", altered({ cryptosuite: "toString" }), "PROOF_UNSUPPORTED", {}, strange],
  ["upper case", altered({ cryptosuite: "EDDSA-RDFC-2022" }), "PROOF_UNSUPPORTED", {}, strange],
]);

/** A badge whose statements stand in another order by UTF-16 units than by code points. */
const twoOrders = (): JsonObject => {
  const achievement = { ...(subjectOf(badge())["achievement"] as JsonObject), tag: ["\u{1f600}", "\uff21"] };
  return badge({ credentialSubject: { ...subjectOf(badge()), achievement } });
};
const unitOrdered = async (): Promise<JsonObject> => ({
  ...twoOrders(),
  proof: await proofOf(twoOrders(), issuerKey, {}, { order: byCodeUnit }),
});
attacks("statements in the order of UTF-16 units", [
  ["as some software signs them", unitOrdered, "CANONICAL_ORDER", {}, "inconclusive"],
  ["and changed", async () => ({ ...(await unitOrdered()), name: "Surgery" }), "SIGNATURE_WRONG"],
  [
    "by somebody else",
    async () => ({ ...twoOrders(), proof: await proofOf(twoOrders(), attackerKey, {}, { order: byCodeUnit }) }),
    "KEY_NOT_ISSUERS",
  ],
]);
test("statements in the order of code points are in the order of the standard", async () => {
  expect(codesOf(await report(await signed(twoOrders())))).toEqual([]);
});

const VICTIM = "did:web:victim.example";
const victims = (changes: JsonObject = {}): JsonObject =>
  badge({ issuer: { id: VICTIM, type: ["Profile"], name: "Victim" }, ...changes });
const method = (key: typeof issuerKey, changes: JsonObject = {}): JsonObject => ({
  id: `${VICTIM}#${key.multikey}`,
  type: "Multikey",
  controller: VICTIM,
  publicKeyMultibase: key.multikey ?? "",
  ...changes,
});
const didDocument = (methods: readonly JsonObject[], changes: JsonObject = {}): Asked => ({
  documents: {
    "https://victim.example/.well-known/did.json": {
      id: VICTIM,
      verificationMethod: methods,
      assertionMethod: methods.map(({ id }) => id as string),
      ...changes,
    },
  },
});
const forged =
  (verificationMethod: string, key = attackerKey) =>
  () =>
    signed(victims(), key, { verificationMethod });
const THEIRS = `${VICTIM}#${attackerKey.multikey}`;
attacks("keys that are not the issuer's", [
  ["did:web, the attacker's key in the fragment", forged(THEIRS), "KEY_NOT_LISTED", didDocument([method(issuerKey)])],
  ["the same, when the document cannot be had", forged(THEIRS), "KEY_UNAVAILABLE", {}, "inconclusive"],
  [
    "https, the attacker's key in the fragment",
    () =>
      signed(badge({ issuer: { id: "https://victim.example", type: ["Profile"] } }), attackerKey, {
        verificationMethod: `https://victim.example#${attackerKey.multikey}`,
      }),
    "KEY_UNAVAILABLE",
    {},
    "inconclusive",
  ],
  [
    "did:key, the attacker's key in the fragment",
    () => signed(badge(), attackerKey, { verificationMethod: `${ISSUER}#${attackerKey.multikey}` }),
    "KEY_NOT_LISTED",
    {},
    "invalid",
  ],
  ["the attacker's own DID", () => signed(badge(), attackerKey), "KEY_NOT_ISSUERS"],
  [
    "a method that calls the victim its controller",
    forged("did:web:x.example#1"),
    "KEY_NOT_ISSUERS",
    {
      documents: {
        "https://x.example/.well-known/did.json": {
          id: "did:web:x.example",
          verificationMethod: [method(attackerKey, { id: "did:web:x.example#1" })],
          assertionMethod: ["did:web:x.example#1"],
        },
      },
    },
  ],
  [
    "a listed key of another controller",
    forged(THEIRS),
    "KEY_CONTROLLER",
    didDocument([method(attackerKey, { controller: ATTACKER })]),
  ],
  [
    "a listed key for another purpose",
    forged(THEIRS),
    "KEY_PURPOSE",
    didDocument([method(attackerKey)], { assertionMethod: [] }),
  ],
  [
    "a document of another id",
    forged(THEIRS),
    "KEY_UNUSABLE",
    didDocument([method(attackerKey)], { id: "did:web:x.example" }),
  ],
  [
    "two methods of one id",
    forged(`${VICTIM}#1`),
    "KEY_NOT_LISTED",
    didDocument([method(issuerKey, { id: `${VICTIM}#1` }), method(attackerKey, { id: `${VICTIM}#1` })]),
  ],
  [
    "a did:web whose path climbs",
    () =>
      signed(victims({ issuer: "did:web:x.example:..:y" }), attackerKey, {
        verificationMethod: "did:web:x.example:..:y#1",
      }),
    "KEY_UNUSABLE",
  ],
]);

test("a stranger's key is a stranger's, even where a context leaves open what the words mean", async () => {
  const other = "https://x.example/more.json";
  const mine = { ...(await signed(badge())), "@context": [V2, OB, other] };
  expect((await report(mine)).verdict).toBe("inconclusive");
  const theirs = await report({ ...(await signed(badge(), attackerKey)), "@context": [V2, OB, other] });
  expect(codesOf(theirs)).toContain("KEY_NOT_ISSUERS");
  expect(theirs.verdict).toBe("invalid");
});

test("two proofs by two keys of the issuer are both reported, and the badge is valid", async () => {
  const both = [issuerKey, attackerKey];
  const made = both.map((key) => proofOf(victims(), key, { verificationMethod: `${VICTIM}#${key.multikey}` }));
  const listed = didDocument(both.map((key) => method(key)));
  const found = await report({ ...victims(), proof: await Promise.all(made) }, listed);
  expect(codesOf(found)).toEqual([]);
  expect(found.checks.filter(({ id }) => id === "proof.signature")).toHaveLength(2);
  expect(found.checks.filter(({ id }) => id === "proof.key")).toHaveLength(2);
});

test("a suite that its standard has replaced is named as legacy", async () => {
  const found = await report(await signed(badge(), issuerKey, { cryptosuite: "eddsa-2022" }));
  expect(codesOf(found)).toEqual([]);
  expect(found.checks.find(({ id }) => id === "proof.signature")?.message).toMatch(/^eddsa-2022; legacy/);
});

test("a stranger's DID document is never asked for", async () => {
  const log: string[] = [];
  await report(await forged("did:web:x.example#1")(), { log });
  expect(log).toEqual([]);
});

const tampered = async (): Promise<JsonObject> => ({ ...(await signed(badge())), name: "Surgery" });
const enveloped = (text: string): JsonObject => ({
  "@context": [V2],
  id: `data:application/vc+jwt,${text}`,
  type: "EnvelopedVerifiableCredential",
});
const recorded =
  (...members: readonly (() => Promise<Json>)[]) =>
  async () =>
    signed(record(await Promise.all(members.map((make) => make()))));
const spoiledToken = async (): Promise<string> => {
  const [header, , signature] = (await token(claims(badge()))).split(".");
  return [header, base64url(JSON.stringify(claims(badge({ name: "Surgery" })))), signature].join(".");
};
attacks("credentials inside a record", [
  ["a tampered badge", recorded(() => signed(badge()), tampered), "MEMBER_INVALID"],
  ["an unsigned badge", recorded(async () => badge()), "MEMBER_INVALID"],
  ["a badge signed by somebody else", recorded(() => signed(badge(), attackerKey)), "MEMBER_INVALID"],
  [
    "a tampered record in the record",
    recorded(async () => ({ ...(await signed(record([await signed(badge())]))), name: "X" })),
    "MEMBER_INVALID",
  ],
  ["a tampered token in an envelope", recorded(async () => enveloped(await spoiledToken())), "MEMBER_INVALID"],
  [
    "the same badge twice",
    recorded(
      () => signed(badge()),
      () => signed(badge()),
    ),
    "MEMBER_DOUBLE",
  ],
  [
    "an envelope of another kind",
    recorded(async () => ({ ...enveloped("x"), id: "data:application/vc+cose;base64,AAAA" })),
    "MEMBER_INCONCLUSIVE",
    {},
    "inconclusive",
  ],
  ["an expired badge", recorded(() => signed(badge({ validUntil: "2026-05-02T00:00:00Z" }))), "MEMBER_INVALID"],
]);

test("a bare token as a record's member makes the record invalid, even when the token holds", async () => {
  const found = await report({
    ...(await signed(record([await signed(badge())]))),
    credentialSubject: {
      id: "did:example:ada",
      type: ["ClrSubject"],
      verifiableCredential: [await token(claims(badge()))],
    },
  });
  expect(found.verdict).toBe("invalid");
  expect(found.credentials.map(({ verdict }) => verdict)).toEqual(["valid"]);
});

test("a sound token in an envelope is verified as a member", async () => {
  const found = await report(await recorded(async () => enveloped(await token(claims(badge()))))());
  expect(found.credentials.map(({ verdict }) => verdict)).toEqual(["valid"]);
  expect(found.verdict).toBe("valid");
});

const endorsement = (changes: JsonObject = {}): JsonObject => ({
  "@context": [V2, OB],
  id: "urn:uuid:66666666-6666-4666-8666-666666666666",
  type: ["VerifiableCredential", "EndorsementCredential"],
  name: "Endorsement",
  issuer: { id: ATTACKER, type: ["Profile"], name: "Guild of Welders" },
  validFrom: "2026-05-01T00:00:00Z",
  credentialSubject: {
    id: "urn:uuid:22222222-2222-4222-8222-222222222222",
    type: ["EndorsementSubject"],
    endorsementComment: "We like it.",
  },
  ...changes,
});
const endorsing = (...list: readonly Json[]) => {
  const achievement = subjectOf(badge())["achievement"] as JsonObject;
  const credentialSubject = { ...subjectOf(badge()), achievement: { ...achievement, endorsement: list } };
  return signed(badge({ credentialSubject }));
};
attacks("endorsements", [
  ["of an achievement, that nobody signed", () => endorsing(endorsement()), "MEMBER_INVALID"],
  [
    "of an achievement, changed since",
    async () => endorsing({ ...(await signed(endorsement(), attackerKey)), name: "Praise" }),
    "MEMBER_INVALID",
  ],
  [
    "in a token that nobody signed",
    () => signed(badge({ endorsementJwt: [rawToken('{"alg":"none"}', "{}")] })),
    "MEMBER_INVALID",
  ],
]);

test("a sound endorsement is verified on its own, by its own issuer's key", async () => {
  const found = await report(await endorsing(await signed(endorsement(), attackerKey)));
  expect(codesOf(found)).toEqual([]);
  expect(found.credentials.map(({ type, issuer }) => [type, issuer.id])).toEqual([["EndorsementCredential", ATTACKER]]);
});

const payload = JSON.stringify(claims(badge()));
const hmac = (secret: string | Buffer): string => {
  const input = `${base64url('{"alg":"HS256"}')}.${base64url(payload)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
};
const pem = issuerKey.publicKey.export({ format: "pem", type: "spki" }) as string;
const none = (alg: Json) => async () => rawToken(JSON.stringify({ alg, kid: KID }), payload);
const headed =
  (header: JsonObject, key = issuerKey) =>
  () =>
    token(claims(badge()), header, key);
attacks("headers of a token", [
  ["alg none", none("none"), "ALGORITHM_REFUSED"],
  ["alg None", none("None"), "ALGORITHM_REFUSED"],
  ["alg nOnE", none("nOnE"), "ALGORITHM_REFUSED"],
  ["alg that is a list", none(["EdDSA"]), "ALGORITHM_REFUSED"],
  ["alg named like a member of every object", none("toString"), "ALGORITHM_REFUSED"],
  ["no alg", async () => rawToken("{}", payload), "ALGORITHM_REFUSED"],
  ["an empty signature", async () => rawToken(JSON.stringify({ alg: "EdDSA", kid: KID }), payload), "SIGNATURE_WRONG"],
  ["the public key as an HMAC secret (PEM)", async () => hmac(pem), "ALGORITHM_REFUSED"],
  [
    "the public key as an HMAC secret (JWK)",
    async () => hmac(JSON.stringify(issuerKey.publicJwk)),
    "ALGORITHM_REFUSED",
  ],
  [
    "the public key as an HMAC secret (bytes)",
    async () => hmac(Buffer.from(String(issuerKey.publicJwk["x"]), "base64url")),
    "ALGORITHM_REFUSED",
  ],
  [
    "an algorithm for another kind of key",
    async () => rawToken(JSON.stringify({ alg: "RS256", kid: KID }), payload, "AAAA"),
    "SIGNATURE_WRONG",
  ],
  [
    "an algorithm that laurel does not check",
    async () => rawToken(JSON.stringify({ alg: "ES512", kid: KID }), payload, "AAAA"),
    "PROOF_UNSUPPORTED",
    {},
    "inconclusive",
  ],
  [
    "a key of its own",
    headed({ jwk: attackerKey.publicJwk, kid: undefined as unknown as string }, attackerKey),
    "KEY_NOT_LISTED",
  ],
  [
    "a private key in its header",
    headed({ jwk: { ...attackerKey.publicJwk, d: "AAAA" }, kid: undefined as unknown as string }, attackerKey),
    "KEY_UNUSABLE",
  ],
  [
    "the address of a key set",
    headed({ jku: "https://x.example/jwks.json", kid: undefined as unknown as string }, attackerKey),
    "SIGNATURE_WRONG",
  ],
  ["the kid of another DID", headed({ kid: `${ATTACKER}#${attackerKey.multikey}` }, attackerKey), "KEY_NOT_ISSUERS"],
  ["an https kid", headed({ kid: "https://x.example/key.json" }, attackerKey), "KEY_NOT_ISSUERS"],
  ["a kid that climbs", headed({ kid: "../../etc/passwd" }, attackerKey), "KEY_NOT_LISTED"],
  [
    "crit",
    async () => rawToken(JSON.stringify({ alg: "EdDSA", kid: KID, crit: ["x"], x: 1 }), payload, "AAAA"),
    "HEADER_REFUSED",
  ],
  [
    "b64 false",
    async () => rawToken(JSON.stringify({ alg: "EdDSA", kid: KID, b64: false }), payload, "AAAA"),
    "HEADER_REFUSED",
  ],
  ["zip", headed({ zip: "DEF" }), "HEADER_REFUSED"],
  ["a presentation's typ", headed({ typ: "vp+jwt" }), "TOKEN_KIND"],
  ["an access token's typ", headed({ typ: "at+jwt" }), "TOKEN_KIND"],
  ["a selective disclosure's typ", headed({ typ: "dc+sd-jwt" }), "PROOF_UNSUPPORTED", {}, "inconclusive"],
]);

test("no address that a token names is ever asked for", async () => {
  const log: string[] = [];
  const headers: readonly JsonObject[] = [
    { jku: "https://x.example/k" },
    { x5u: "https://x.example/k" },
    { kid: "https://x.example/k" },
  ];
  for (const named of headers) await report(await token(claims(badge()), named), { log });
  expect(log).toEqual([]);
});

const claiming = (change: JsonObject) => () => token({ ...claims(badge()), ...change });
attacks("claims of a token that gainsay its credential", [
  ["iss", claiming({ iss: ATTACKER }), "CLAIM_MISMATCH"],
  [
    "sub",
    () =>
      token({
        ...claims(badge({ credentialSubject: { ...subjectOf(badge()), id: "did:example:ada" } })),
        sub: "did:example:eve",
      }),
    "CLAIM_MISMATCH",
  ],
  ["jti", claiming({ jti: "urn:uuid:44444444-4444-4444-8444-444444444444" }), "CLAIM_MISMATCH"],
  ["nbf", claiming({ nbf: 1 }), "CLAIM_MISMATCH"],
  ["exp", claiming({ exp: 4_000_000_000 }), "CLAIM_MISMATCH"],
  ["nbf as text", claiming({ nbf: "1777593600" }), "CLAIM_MALFORMED"],
  ["exp as text", claiming({ exp: "1777593600" }), "CLAIM_MALFORMED"],
  [
    "an exp that has passed, where the credential has no end",
    async () => {
      const { exp: _exp, ...rest } = claims(endless as JsonObject);
      return token({ ...rest, exp: 1_700_000_000 } as JsonObject);
    },
    "EXPIRED",
  ],
  [
    "a vc claim beside a credential of data model 2.0",
    () => token({ ...claims(badge()), vc: badge() }),
    "VERSION_MIXED",
  ],
  [
    "a credential of data model 1.1 without a claim",
    () => token({ ...badge(), "@context": ["https://www.w3.org/2018/credentials/v1", OB] }),
    "VERSION_MIXED",
  ],
]);

const header = JSON.stringify({ alg: "EdDSA", kid: KID });
const twice = payload.replace('"validUntil"', '"validUntil":"2026-05-02T00:00:00Z","validUntil"');
attacks("texts that two readers read differently", [
  [
    "a doubled member of the header",
    async () => rawToken('{"alg":"none","alg":"EdDSA"}', payload, "AAAA"),
    "JSON_INVALID",
  ],
  ["a doubled member of the payload", async () => rawToken(header, twice, "AAAA"), "JSON_INVALID"],
  [
    "a doubled member of a file",
    async () => JSON.stringify(await signed(badge())).replace('"name"', '"name":"X","name"'),
    "JSON_INVALID",
  ],
  ["a byte order mark in the header", async () => rawToken(`\ufeff${header}`, payload, "AAAA"), "PARSE"],
  ["text after the payload", async () => rawToken(header, `${payload}x`, "AAAA"), "JSON_INVALID"],
  ["NaN", async () => rawToken(header, payload.replace(/"nbf":\d+/, '"nbf":NaN'), "AAAA"), "JSON_INVALID"],
  ["half a character", async () => rawToken(header, payload.replace("Welding", "\\ud800"), "AAAA"), "JSON_INVALID"],
  ["base64 with padding", async () => `${await token(claims(badge()))}=`, "PARSE"],
  [
    "base64 with slack bits",
    async () =>
      (await token(claims(badge()))).replace(/.$/, (last) =>
        last === "A" ? "B" : String.fromCharCode(last.charCodeAt(0) + 1),
      ),
    "PARSE",
  ],
  ["a number beyond all bounds", async () => '{"type":"VerifiableCredential","x":1e400}', "JSON_INVALID"],
  ["nesting without end", async () => `{"type":${"[".repeat(100)}${"]".repeat(100)}}`, "JSON_INVALID"],
  ["a text too large", async () => `{"type":"${"x".repeat(33 * 1024 * 1024)}"}`, "FILE_TOO_LARGE"],
  ["__proto__", async () => '{"type":"VerifiableCredential","__proto__":{"polluted":true}}', "JSON_INVALID"],
  [
    "constructor",
    async () => '{"type":"VerifiableCredential","constructor":{"prototype":{"polluted":true}}}',
    "JSON_INVALID",
  ],
]);

test("nothing that was read has changed what an empty object has", () => {
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  expect(isObject({})).toBe(true);
});

test("a million members are refused or judged without running away", async () => {
  const members = Array.from({ length: 100_000 }, (_unused, index) => `"m${index}":1`).join(",");
  const found = await report(`{"@context":["${V2}","${OB}"],"type":["VerifiableCredential"],${members}}`);
  expect(found.verdict).toBe("invalid");
});

test("a status list read as a badge is named as a status list, and a badge as a status list is none", async () => {
  const list = await signed(statusList([]));
  expect((await report(list)).type).toBe("BitstringStatusListCredential");
  expect((await report(await signed(record([list])))).credentials[0]?.type).toBe("BitstringStatusListCredential");
  const status = {
    type: "BitstringStatusListEntry",
    statusPurpose: "revocation",
    statusListIndex: "7",
    statusListCredential: LIST,
  };
  const found = await report(await signed(badge({ credentialStatus: status })), {
    documents: { [LIST]: await signed(badge({ id: LIST })) },
  });
  expect(codesOf(found)).toEqual(["STATUS_LIST_INVALID"]);
});

/** Nodes without names, each knowing all the others: every order of them would have to be tried. */
function knotted(size: number): JsonObject {
  const names = Array.from({ length: size }, (_unused, index) => `_:b${index}`);
  const profile = (id: string, parentOrg: Json): JsonObject => ({ id, type: ["Profile"], parentOrg });
  const others = (id: string) =>
    names.filter((other) => other !== id).map((other) => ({ id: other, type: ["Profile"] }));
  const issuer = {
    ...profile(
      ISSUER,
      names.map((id) => profile(id, others(id))),
    ),
    name: "Example College",
  };
  return badge({ issuer });
}
const forgedProof = async (document: JsonObject) => ({ ...document, proof: await proofOf(badge()) });

test("a graph made to be hard is given up, not worked on for ever", async () => {
  const found = await report(await forgedProof(knotted(12)));
  expect(codesOf(found)).toContain("GRAPH_TOO_HARD");
  expect(found.verdict).toBe("invalid");
});

test("hard graphs in one file share what may be spent on them", async () => {
  const hard = await forgedProof(knotted(9));
  const demanding = await forgedProof(knotted(5));
  expect(codesOf(await report(demanding))).not.toContain("GRAPH_TOO_HARD");
  const found = await report(await forgedProof(record([hard, hard, demanding])));
  expect(found.credentials.map((one) => codesOf(one).includes("GRAPH_TOO_HARD"))).toEqual([true, true, true]);
});

test("two hundred nodes without names that look alike are no attack", async () => {
  const achievement = subjectOf(badge())["achievement"] as JsonObject;
  const alignment = Array.from({ length: 200 }, () => ({
    type: ["Alignment"],
    targetName: "W.1.2",
    targetUrl: "https://example.org/W.1.2",
  }));
  const honest = badge({ credentialSubject: { ...subjectOf(badge()), achievement: { ...achievement, alignment } } });
  expect(codesOf(await report(await signed(honest)))).toEqual([]);
});
