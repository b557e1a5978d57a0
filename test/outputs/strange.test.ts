// Badges that are stranger than what the arbitrary ones are made of: texts in several languages, lists in lists, members
// that nobody has heard of. Each leaf is mapped or named with a reason, in every form.
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { toForm } from "../../src/flows/convert.ts";
import { candidateOf } from "../../src/outputs/candidate.ts";
import { jsonResumeOf } from "../../src/outputs/json-resume.ts";
import { lerRsOf } from "../../src/outputs/ler-rs/body.ts";
import { OUTPUTS } from "../../src/outputs/table.ts";
import { validate } from "../../src/schemas/validate.ts";
import { idleMappings, pointersOf } from "./ler-rs/account.ts";
import { badge, clr, NOW, source } from "./ler-rs/sample.ts";

const german = (text: string): JsonObject => ({ "@value": text, "@language": "de" });

const issuer: JsonObject = {
  id: "https://i.example",
  type: ["Profile"],
  name: [german("Hochschule"), german("Fachhochschule")],
  phone: "+1 (555) 0123",
  email: "registrar@i.example",
  address: {
    type: ["Address"],
    addressCountry: "Germany",
    addressCountryCode: "DE",
    addressRegion: "NW",
    addressLocality: "Köln",
    streetAddress: "Straße 1",
    postOfficeBoxNumber: "7",
    postalCode: "50667",
    geo: { type: ["GeoCoordinates"], latitude: 50.9, longitude: 6.9 },
  },
  otherIdentifier: [{ type: "IdentifierEntry", identifier: "1", identifierType: "ext:ipeds" }],
  parentOrg: { id: "https://p.example", type: ["Profile"], name: "P", parentOrg: { id: "urn:pp", phone: "1" } },
  familyName: "F",
  official: "O",
  image: { id: "https://i.example/logo.png", type: "Image" },
  endorsement: [{ type: ["VerifiableCredential"], issuer: { id: "did:example:e", name: "E" } }],
};

const everything = badge({
  name: "Everything",
  achievement: {
    achievementType: "Course",
    inLanguage: "de",
    name: german("Schweißen"),
    description: [german("Das eine"), german("Das andere")],
    resultDescription: [
      {
        id: "urn:r:1",
        type: ["ResultDescription"],
        name: german("Note"),
        resultType: "LetterGrade",
        allowedValue: ["A"],
      },
      {
        id: "urn:r:2",
        type: ["ResultDescription"],
        name: "Points",
        resultType: "Percent",
        valueMin: "0",
        valueMax: "9",
      },
    ],
    endorsement: [{ type: ["VerifiableCredential", "EndorsementCredential"], issuer: "did:example:1" }],
    endorsementJwt: ["a.b.c"],
    image: { id: "data:image/png;base64,AAAA", type: "Image", caption: "c" },
    related: [{ id: "urn:rel", type: ["Related"], inLanguage: "en" }],
  },
  subject: {
    result: [
      { type: ["Result"], resultDescription: "urn:r:1", value: "A" },
      { type: ["Result"], resultDescription: "urn:r:2", value: "93.5" },
      { type: ["Result"], value: "loose" },
      { type: ["Result"], resultDescription: "urn:r:9", achievedLevel: "urn:none", status: "Completed" },
    ],
    narrative: german("Erzählung"),
    identifier: [
      { type: "IdentityObject", hashed: false, identityHash: "+49 203", identityType: "ext:phone" },
      { type: "IdentityObject", hashed: true, identityHash: "sha256$aa", identityType: "emailAddress", salt: "s" },
    ],
    relationship: "x",
    vehicle: { a: [{ b: null }] },
  },
  credential: {
    issuer,
    evidence: [
      { id: "https://e.example/1", type: ["Evidence"], name: "e", genre: "g" },
      { type: ["Evidence"], narrative: "n" },
      { id: "urn:e", type: ["Evidence"], audience: "a" },
    ],
    endorsement: [{ type: ["VerifiableCredential"], issuer: { id: "did:example:e", name: "E" } }],
    termsOfUse: [{ type: "T", p: 1 }],
    refreshService: { id: "https://r.example", type: "1EdTechCredentialRefresh" },
    credentialStatus: { id: "https://s.example/1", type: "BitstringStatusListEntry", statusListIndex: "5" },
    confidenceMethod: [{ a: true }],
    "a key/~": { "": 1, "a/b": [] },
    nothing: null,
  },
});

const STRANGE: Readonly<Record<string, JsonObject>> = {
  "everything at once": everything,
  "two subjects, one with two achievements": {
    ...badge({ name: "N" }),
    credentialSubject: [
      { id: "did:example:1", type: ["AchievementSubject"], achievement: { id: "urn:1", name: "One" } },
      {
        id: "did:example:2",
        achievement: [
          { id: "urn:2", name: "Two" },
          { id: "urn:3", name: "Three" },
        ],
      },
    ],
  },
  "no achievement": { ...badge({ name: "N" }), credentialSubject: { id: "did:example:1" } },
  "a subject that is a text": { ...badge({ name: "N" }), credentialSubject: "oops" },
  "an issuer that is an identifier": { ...badge({ name: "N" }), issuer: "did:web:x.example" },
  "lists in lists, and two names": { ...badge({ name: "N" }), evidence: [[{ id: "urn:e" }], []], name: ["a", "b"] },
  "a record in a record": clr([clr([badge({ name: "Inside" })]), badge({ name: "Beside" })]),
};

describe.each(Object.entries(STRANGE))("%s", (_, document) => {
  test.each(Object.entries(OUTPUTS))(
    "fits our schema as %s, and what is lost is a leaf with a reason",
    async (_name, output) => {
      const { body, accounts } = await toForm(output, [source(document)], { now: NOW });
      expect(await validate(output.schema, body)).toEqual([]);
      const losses = accounts.flatMap((account) => account.losses);
      expect(losses.filter(({ pointer, reason }) => !pointersOf(document).includes(pointer) || !reason)).toEqual([]);
    },
  );

  test("has no leaf that counts as mapped and is nowhere", () => {
    for (const convert of [lerRsOf, candidateOf, jsonResumeOf]) expect(idleMappings(document, convert)).toEqual([]);
  });
});
