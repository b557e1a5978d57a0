// Verifiable presentations: the holder's proof, and each credential inside on its own (VCDM 2.0, section 4.13).
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import {
  type Asked,
  ATTACKER,
  attackerKey,
  badge,
  claims,
  codesOf,
  ISSUER,
  KID,
  OB,
  rawToken,
  record,
  report,
  signed,
  token,
  V2,
} from "./forge.ts";

const V1 = "https://www.w3.org/2018/credentials/v1";
const HOLDER_PURPOSE = { proofPurpose: "authentication" };

const presentation = (members: readonly Json[], changes: JsonObject = {}): JsonObject => ({
  "@context": [V2, OB],
  type: ["VerifiablePresentation"],
  verifiableCredential: members,
  ...changes,
});
const honest = () => signed(badge());
const tampered = async () => ({ ...(await honest()), name: "Another" });
/** The holder is the key that the badges are signed with too: who it is, is not the question here. */
const presented = async (changes: JsonObject = {}, options: JsonObject = {}): Promise<JsonObject> =>
  signed(presentation([await honest()], changes), undefined, { ...HOLDER_PURPOSE, ...options });
const findingOf = ({ checks }: Report, code: string) => checks.find((one) => one.code === code);
const keyFinding = ({ checks }: Report) => checks.find(({ id }) => id === "proof.key");

describe("a signed presentation", () => {
  test("holds, with each credential in it", async () => {
    const found = await report(await presented({ holder: ISSUER }));
    expect(codesOf(found)).toEqual([]);
    expect(found).toMatchObject({ verdict: "valid", type: "VerifiablePresentation", issuer: { id: null } });
    expect(found.credentials.map(({ verdict, type }) => `${verdict} ${type}`)).toEqual(["valid OpenBadgeCredential"]);
    expect(keyFinding(found)?.message).toContain(ISSUER);
  });
  test("may have a holder that is described, or none at all", async () => {
    expect((await report(await presented({ holder: { id: ISSUER } }))).verdict).toBe("valid");
    const nameless = await report(await presented());
    expect(nameless.verdict).toBe("valid");
    expect(keyFinding(nameless)?.message).toContain(ISSUER);
  });
  test("may be without credentials: a holder who shows a key", async () => {
    const { verifiableCredential: _, ...empty } = presentation([], { holder: ISSUER });
    expect((await report(await signed(empty as JsonObject, undefined, HOLDER_PURPOSE))).verdict).toBe("valid");
  });
  test("tells its challenge and domain, which laurel cannot judge", async () => {
    const found = await report(await presented({}, { challenge: "4711", domain: "verifier.example" }));
    expect(found.verdict).toBe("valid");
    expect(findingOf(found, "PRESENTED_FOR")).toMatchObject({
      status: "skipped",
      message: expect.stringMatching(/"4711".*"verifier\.example"/),
    });
  });
  test("in an envelope, in data model 1.1, and with enveloped credentials", async () => {
    const enveloped = {
      "@context": V2,
      type: "EnvelopedVerifiableCredential",
      id: `data:application/vc+jwt,${await token(claims(badge()))}`,
    };
    const payload = presentation([enveloped], { holder: ISSUER });
    const compact = await token({ ...payload, iss: ISSUER }, { typ: "vp+jwt" });
    const found = await report({
      "@context": V2,
      type: "EnvelopedVerifiablePresentation",
      id: `data:application/vp+jwt,${compact}`,
    });
    expect(codesOf(found)).toEqual([]);
    expect(found.credentials.map(({ type }) => type)).toEqual(["OpenBadgeCredential"]);
  });
});

describe("what makes a signed presentation fail", () => {
  const cases: readonly (readonly [title: string, make: () => Promise<JsonObject>, code: string])[] = [
    ["a holder who did not sign", () => presented({ holder: ATTACKER }), "KEY_NOT_ISSUERS"],
    [
      "a purpose of credentials",
      () => presented({ holder: ISSUER }, { proofPurpose: "assertionMethod" }),
      "PURPOSE_WRONG",
    ],
    [
      "a credential that was changed",
      async () => signed(presentation([await tampered()]), undefined, HOLDER_PURPOSE),
      "MEMBER_INVALID",
    ],
    [
      "a holder that was changed",
      async () => ({ ...(await presented({ holder: ISSUER })), holder: { id: ISSUER, name: "Ada" } }),
      "SIGNATURE_WRONG",
    ],
    [
      "a credential that was added",
      async () => ({
        ...(await presented()),
        verifiableCredential: [await honest(), await signed(badge({ id: "urn:x:2" }))],
      }),
      "SIGNATURE_WRONG",
    ],
    [
      "a credential that was taken away",
      async () => ({ ...(await presented()), verifiableCredential: [] }),
      "SIGNATURE_WRONG",
    ],
    [
      "a type of both kinds",
      async () => signed(presentation([], { type: ["VerifiablePresentation", "VerifiableCredential"] })),
      "TYPE_WRONG",
    ],
    ["a holder that is no address", () => presented({ holder: { name: "Ada" } }), "SCHEMA"],
    ["holders in a list", () => presented({ holder: [ISSUER] }), "SHAPE_TYPE"],
  ];
  test.each(cases)("%s", async (_title, make, code) => {
    const found = await report(await make());
    expect(codesOf(found)).toContain(code);
    expect(found.verdict).toBe("invalid");
  });
  test("a badge signed for authentication is no badge", async () => {
    expect(codesOf(await report(await signed(badge(), undefined, HOLDER_PURPOSE)))).toEqual(["PURPOSE_WRONG"]);
  });
});

describe("a key that its owner has published for one purpose only", () => {
  const WEB = "did:web:ada.example";
  const document = (changes: JsonObject): Asked => ({
    documents: {
      [WEB]: {
        id: WEB,
        verificationMethod: [
          { id: `${WEB}#k`, type: "Multikey", controller: WEB, publicKeyMultibase: ISSUER.slice("did:key:".length) },
        ],
        ...changes,
      },
    },
  });
  const by = { ...HOLDER_PURPOSE, verificationMethod: `${WEB}#k` };
  test.each([
    ["authentication", "valid"],
    ["assertionMethod", "invalid"],
  ])("%s: %s", async (relation, verdict) => {
    const whole = await signed(presentation([await honest()], { holder: WEB }), undefined, by);
    const found = await report(whole, document({ [relation]: [`${WEB}#k`] }));
    expect(found.verdict).toBe(verdict);
    const own = await signed(badge({ issuer: { id: WEB, type: ["Profile"], name: "Ada" } }), undefined, {
      verificationMethod: `${WEB}#k`,
    });
    expect((await report(own, document({ [relation]: [`${WEB}#k`] }))).verdict).not.toBe(verdict);
  });
});

describe("a presentation that nobody signed", () => {
  test("is an envelope: what is in it decides, and it is said", async () => {
    const found = await report(presentation([await honest(), await signed(badge({ id: "urn:x:2" }))]));
    expect(found.verdict).toBe("valid");
    expect(findingOf(found, "PRESENTATION_UNSIGNED")?.status).toBe("skipped");
    expect((await report(presentation([await honest(), await tampered()]))).verdict).toBe("invalid");
    expect((await report(presentation([badge()]))).verdict).toBe("invalid");
  });
  test("cannot vouch for words of its own", async () => {
    const found = await report(presentation([await honest()], { holder: ISSUER }));
    expect(found.verdict).toBe("inconclusive");
    expect(findingOf(found, "PRESENTATION_UNSIGNED")).toMatchObject({
      status: "unknown",
      message: expect.stringContaining('"holder"'),
    });
  });
  test("without credentials is nothing", async () => {
    for (const empty of [presentation([]), { "@context": [V2], type: ["VerifiablePresentation"] }]) {
      expect(codesOf(await report(empty))).toContain("PROOF_MISSING");
    }
  });
});

describe("a presentation as a token", () => {
  const legacy = async (): Promise<JsonObject> => ({
    "@context": [V1],
    type: ["VerifiablePresentation"],
    verifiableCredential: [await token(claims(badge()))],
  });
  test("holds, as a payload of data model 2.0 or in the vp claim of 1.1", async () => {
    const payload = {
      ...presentation([await honest()]),
      holder: ISSUER,
      iss: ISSUER,
      aud: "verifier.example",
      nonce: "4711",
    };
    const found = await report(await token(payload, { typ: "vp+jwt" }));
    expect(codesOf(found)).toEqual([]);
    expect(findingOf(found, "PRESENTED_FOR")?.message).toMatch(/4711.*verifier\.example/);
    const older = await report(await token({ iss: ISSUER, vp: await legacy() }));
    expect(codesOf(older)).toEqual([]);
    expect(older.credentials.map(({ verdict }) => verdict)).toEqual(["valid"]);
  });
  const cases: readonly (readonly [title: string, make: () => Promise<string>, code: string])[] = [
    ["a typ of credentials", async () => token(presentation([await honest()]), { typ: "vc+jwt" }), "TOKEN_KIND"],
    ["a badge of typ vp+jwt", () => token(claims(badge()), { typ: "vp+jwt" }), "TOKEN_KIND"],
    [
      "another holder than iss",
      async () => token({ ...presentation([await honest()]), holder: ATTACKER, iss: ISSUER }),
      "CLAIM_MISMATCH",
    ],
    [
      "another key than the holder's",
      async () => token({ ...presentation([await honest()]), holder: ISSUER }, { kid: KID }, attackerKey),
      "SIGNATURE_WRONG",
    ],
    [
      "a stranger's kid",
      async () =>
        token(
          { ...presentation([await honest()]), holder: ISSUER },
          { kid: `${ATTACKER}#${ATTACKER.slice(8)}` },
          attackerKey,
        ),
      "KEY_NOT_ISSUERS",
    ],
    ["a presentation in the vc claim", async () => token({ iss: ISSUER, vc: await legacy() }), "TOKEN_KIND"],
    [
      "a credential in the vp claim",
      async () => token({ iss: ISSUER, vp: { ...badge(), "@context": [V1, OB] } }),
      "TOKEN_KIND",
    ],
    ["both claims", async () => token({ iss: ISSUER, vp: await legacy(), vc: badge() }), "PARSE"],
    [
      "data model 2.0 in the vp claim, and beside it",
      async () => token({ ...presentation([await honest()]), iss: ISSUER, vp: presentation([await honest()]) }),
      "VERSION_MIXED",
    ],
    [
      "an exp that has passed",
      async () => token({ ...presentation([await honest()]), holder: ISSUER, exp: 1_700_000_000 }),
      "EXPIRED",
    ],
    [
      "no signature",
      async () => rawToken('{"alg":"none"}', JSON.stringify(presentation([await honest()], { holder: ISSUER }))),
      "ALGORITHM_REFUSED",
    ],
    [
      "nobody named",
      async () => rawToken('{"alg":"EdDSA"}', JSON.stringify(presentation([await honest()])), "AAAA"),
      "ISSUER_MISSING",
    ],
  ];
  test.each(cases)("with %s fails", async (_title, make, code) => {
    const found = await report(await make());
    expect(codesOf(found)).toContain(code);
    expect(found.verdict).toBe("invalid");
  });
});

test("credentials deeper in each other than anybody puts them are not called valid", async () => {
  let whole: JsonObject = await honest();
  const verdicts: string[] = [];
  for (let depth = 1; depth <= 6; depth += 1) {
    whole = await signed(record([whole], { id: `urn:x:record:${depth}` }));
    verdicts.push((await report(whole)).verdict);
  }
  expect(verdicts).toEqual(["valid", "valid", "valid", "valid", "valid", "inconclusive"]);
});
