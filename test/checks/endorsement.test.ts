// Endorsements, embedded and as tokens, wherever Open Badges 3.0 lets them stand: each is verified by itself.
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import {
  ATTACKER,
  attackerKey,
  badge,
  claims,
  codesOf,
  ISSUER,
  OB,
  record,
  report,
  signed,
  token,
  V2,
} from "./forge.ts";

const endorsement = (changes: JsonObject = {}): JsonObject => ({
  "@context": [V2, OB],
  id: "urn:x:endorsement",
  type: ["VerifiableCredential", "EndorsementCredential"],
  name: "Well made",
  issuer: { id: ATTACKER, type: ["Profile"], name: "Example Board" },
  validFrom: "2026-05-01T00:00:00Z",
  credentialSubject: {
    id: "urn:uuid:22222222-2222-4222-8222-222222222222",
    type: ["EndorsementSubject"],
    endorsementComment: "We know them.",
  },
  ...changes,
});
const KID = `${ATTACKER}#${ATTACKER.slice("did:key:".length)}`;
const embedded = () => signed(endorsement(), attackerKey);
const compact = () => token({ ...endorsement(), iss: ATTACKER, jti: "urn:x:endorsement" }, { kid: KID }, attackerKey);
const tampered = async () => ({ ...(await embedded()), name: "Other" });

const subject = badge()["credentialSubject"] as JsonObject;
const onAchievement = (members: JsonObject) =>
  badge({ credentialSubject: { ...subject, achievement: { ...(subject["achievement"] as JsonObject), ...members } } });
const onIssuer = (members: JsonObject) =>
  badge({ issuer: { id: ISSUER, type: ["Profile"], name: "Example College", ...members } });
const PLACES: readonly (readonly [where: string, make: (members: JsonObject) => JsonObject, pointer: string])[] = [
  ["the badge", (members) => badge(members), ""],
  ["its achievement", onAchievement, "/credentialSubject/achievement"],
  ["its issuer", onIssuer, "/issuer"],
];

describe.each(PLACES)("an endorsement of %s", (_where, make) => {
  const forms: readonly (readonly [form: string, members: () => Promise<JsonObject>])[] = [
    ["embedded", async () => ({ endorsement: [await embedded()] })],
    ["alone", async () => ({ endorsement: await embedded() })],
    ["as a token", async () => ({ endorsementJwt: [await compact()] })],
    ["in both ways", async () => ({ endorsement: [await embedded()], endorsementJwt: [await compact()] })],
  ];
  test.each(forms)("%s holds, and is reported", async (form, members) => {
    const found = await report(await signed(make(await members())));
    expect(codesOf(found)).toEqual([]);
    expect(found.credentials.map(({ type }) => type)).toEqual(
      Array(form === "in both ways" ? 2 : 1).fill("EndorsementCredential"),
    );
    expect(found.checks.find(({ id }) => id === "endorsements")?.status).toBe("passed");
  });
  const broken: readonly (readonly [form: string, members: () => Promise<JsonObject>])[] = [
    ["embedded", async () => ({ endorsement: [await tampered()] })],
    ["unsigned", async () => ({ endorsement: [endorsement()] })],
    ["as a token", async () => ({ endorsementJwt: [`${(await compact()).slice(0, -6)}AAAAAA`] })],
    [
      "one of two",
      async () => ({ endorsement: [await embedded()], endorsementJwt: [`${(await compact()).slice(0, -6)}AAAAAA`] }),
    ],
  ];
  test.each(broken)("%s, that does not hold makes it invalid", async (_form, members) => {
    const found = await report(await signed(make(await members())));
    expect(codesOf(found)).toEqual(["MEMBER_INVALID"]);
    expect(found.checks.find(({ code }) => code === "MEMBER_INVALID")?.id).toBe("endorsements");
    expect(found.verdict).toBe("invalid");
  });
});

test("endorsements of a badge in a record are the badge's, in a token too", async () => {
  const endorsed = await signed(badge({ endorsement: [await embedded()], endorsementJwt: [await compact()] }));
  const whole: Json[] = [endorsed];
  for (const input of [await signed(record(whole)), await token({ ...record(whole), iss: ISSUER })]) {
    const found = await report(input);
    expect(codesOf(found)).toEqual([]);
    expect(found.credentials.map(({ credentials }) => credentials.length)).toEqual([2]);
  }
  expect(codesOf(await report(await token(claims(badge({ endorsementJwt: [await compact()] })))))).toEqual([]);
});
