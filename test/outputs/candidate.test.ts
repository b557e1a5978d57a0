import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JsonObject, objectsOf } from "../../src/core/json.ts";
import { candidateOf } from "../../src/outputs/candidate.ts";
import type { Options } from "../../src/outputs/conversion.ts";
import { CANDIDATE_SCHEMA } from "../../src/schemas/candidate.ts";
import { validate } from "../../src/schemas/validate.ts";
import { idleMappings, lostIn, pointersOf } from "./ler-rs/account.ts";
import { anyCredential } from "./ler-rs/arbitrary.ts";
import {
  badge,
  CASE_ITEM,
  certification,
  competency,
  converted,
  course,
  degree,
  license,
  NOW,
  record,
  SAMPLES,
  source,
} from "./ler-rs/sample.ts";

const made = (documents: readonly JsonObject[], options: Partial<Options> = {}) =>
  candidateOf(
    documents.map((one) => source(one)),
    { now: NOW, ...options },
  );
const profileOf = (documents: readonly JsonObject[], options: Partial<Options> = {}): JsonObject =>
  objectsOf(made(documents, options).body["profiles"])[0] ?? {};
const entries = (documents: readonly JsonObject[], name: string) => objectsOf(profileOf(documents)[name]);

describe("A candidate", () => {
  test("is the person, with ways to reach them", () => {
    expect(made([degree]).body).toMatchObject({
      documentId: { value: degree["id"] },
      person: { name: { formattedName: "Ada Lovelace" }, communication: { email: [{ address: "ada@example.com" }] } },
    });
  });

  test("has the same education, certifications and licenses as LER-RS, without the originals in them", () => {
    const { body } = converted([degree, certification, license]);
    const without = (entry: JsonObject | undefined) => {
      const { verifications: _, attachmentReferences: __, ...rest } = entry ?? {};
      return rest;
    };
    const pairs = [
      ["education", "educationAndLearnings"],
      ["certifications", "certifications"],
      ["licenses", "licenses"],
    ] as const;
    for (const [here, there] of pairs) {
      expect(without(entries([degree, certification, license], here)[0])).toEqual(without(objectsOf(body[there])[0]));
    }
  });

  test("refers from each entry to its original among the attachments, by id and issuer", () => {
    const [entry] = entries([degree, license], "licenses");
    const [reference] = objectsOf(entry?.["attachmentReferences"]);
    expect(reference).toEqual({
      uri: "#/profiles/0/attachments/1",
      reference: {
        value: license["id"],
        schemeId: "Open Badges credential id",
        schemeAgencyId: "https://www.example.edu/issuer",
      },
      descriptions: ["The signed original"],
    });
    const attached = entries([degree, license], "attachments")[1];
    expect(Buffer.from(String(objectsOf(attached?.["content"])[0]?.["value"]), "base64").toString()).toBe(
      JSON.stringify(license),
    );
  });

  test("refers from what a record holds to the record, by the member's own id", () => {
    const [entry] = entries([record], "licenses");
    expect(objectsOf(entry?.["attachmentReferences"])[0]).toMatchObject({
      uri: "#/profiles/0/attachments/0",
      reference: { value: license["id"] },
    });
  });

  test("keeps references to evidence and to records pointing at their attachments", () => {
    const [entry] = entries([certification], "certifications");
    const uris = objectsOf(entry?.["attachmentReferences"]).map(({ uri }) => uri);
    expect(uris).toEqual(["#/profiles/0/attachments/0", "#/profiles/0/attachments/1"]);
  });

  test("has competencies with their identifiers, framework, level and who says so", () => {
    const [own] = entries([competency], "qualifications");
    expect(own).toMatchObject({
      competencyName: "Programming",
      competencyIds: [
        { value: `${CASE_ITEM}2`, schemeId: "URL" },
        { value: "P.1", schemeId: "targetCode" },
        { value: "https://www.example.edu/achievements/programming" },
      ],
      competencyEvidence: { verificationSourceName: "Example University" },
    });
    const [aligned] = entries([course], "qualifications");
    expect(aligned).toMatchObject({
      competencyIds: [{ value: CASE_ITEM }, { value: "W.1.2" }],
      taxonomyIds: [{ value: "Welding framework", schemeId: "framework name" }],
    });
  });

  test("has a competency that two credentials show once, with references to both", () => {
    const again = badge({
      name: "Again",
      achievement: (course["credentialSubject"] as JsonObject)["achievement"] as JsonObject,
    });
    const [one, ...others] = entries([course, again], "qualifications");
    expect(others).toEqual([]);
    expect(objectsOf(one?.["attachmentReferences"]).map(({ uri }) => uri)).toEqual([
      "#/profiles/0/attachments/0",
      "#/profiles/0/attachments/1",
    ]);
  });

  test.each(Object.entries(SAMPLES))("fits our closed schema, and its account is true: %s", async (_, document) => {
    const conversion = made([document]);
    expect(await validate(CANDIDATE_SCHEMA, conversion.body)).toEqual([]);
    expect(idleMappings(document, candidateOf)).toEqual([]);
  });

  test("of any credential fits our schema, and every leaf is mapped or listed", async () => {
    await fc.assert(
      fc.asyncProperty(anyCredential, async (document) => {
        const conversion = made([document]);
        expect(await validate(CANDIDATE_SCHEMA, conversion.body)).toEqual([]);
        const pointers = new Set(pointersOf(document));
        expect([...lostIn(conversion)].filter((pointer) => !pointers.has(pointer))).toEqual([]);
        expect(idleMappings(document, candidateOf)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
