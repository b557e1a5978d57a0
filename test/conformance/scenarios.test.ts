// Seven records on the whole way: verified, converted, held to our strict schemas and HR Open's own, verified again, and
// had back.
import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { toForm } from "../../src/flows/convert.ts";
import { examine } from "../../src/flows/examine.ts";
import { originalsOf } from "../../src/flows/originals.ts";
import { sourceOf, verifiedSource } from "../../src/flows/source.ts";
import { jobEntry } from "../../src/model/job.ts";
import type { Source } from "../../src/outputs/source.ts";
import { OUTPUTS } from "../../src/outputs/table.ts";
import { validate } from "../../src/schemas/validate.ts";
import { SCENARIOS, scenario, signer } from "../outputs/scenario.ts";
import { conformance } from "../shared.ts";
import { bodyFaults, candidateFaults, wrapperFaults } from "./hropen.ts";

const NOW = new Date("2026-06-01T12:00:00Z");
const world = { now: NOW, load: async () => ({ ok: false as const, reason: "no network in tests" }), keys: [] };
const LER_RS = OUTPUTS["ler-rs"] as NonNullable<(typeof OUTPUTS)[string]>;
const CANDIDATE = OUTPUTS["candidate"] as NonNullable<(typeof OUTPUTS)[string]>;

/** Sections of the LER-RS of each, by number of entries. */
const SECTIONS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "a degree transcript": { educationAndLearnings: 41, skills: 40, attachments: 1 },
  "a K-12 record": { educationAndLearnings: 2, skills: 1, attachments: 1 },
  "a nursing licence": { licenses: 1, attachments: 1 },
  "an apprenticeship": { employmentHistories: 1, certifications: 2, skills: 1, attachments: 4 },
  "a bootcamp certificate": { certifications: 1, skills: 1, attachments: 2 },
  "a co-curricular record": { educationAndLearnings: 1, employmentHistories: 1, certifications: 3, attachments: 1 },
  "a record of 500 credentials": { educationAndLearnings: 500, skills: 500, attachments: 1 },
};

describe.each(Object.keys(SCENARIOS))("%s", (name) => {
  let texts: readonly string[] = [];
  let sources: readonly Source[] = [];
  beforeAll(async () => {
    texts = await scenario(name);
    sources = await Promise.all(texts.map((text) => verifiedSource(text, world)));
  }, 60_000);

  test.each(Object.entries(OUTPUTS))("becomes %s without a misspelt member", async (_, output) => {
    const { body } = await toForm(output, sources, { now: NOW });
    expect(await validate(output.schema, body)).toEqual([]);
    const [first = ""] = Object.keys(body).slice(-1);
    expect(await validate(output.schema, { ...body, [`${first}x`]: body[first] ?? null })).toHaveLength(1);
  });

  test("has every entry in its section", async () => {
    const { body } = await toForm(LER_RS, sources, { now: NOW });
    expect(LER_RS.sections(body)).toEqual(SECTIONS[name]);
  });

  test("is valid again in a signed LER-RS, with each original intact and to be had back", async () => {
    const { text } = await toForm(LER_RS, sources, { now: NOW, signer });
    const report = await examine(text, world);
    expect(report.checks.filter(({ status }) => status === "failed" || status === "unknown")).toEqual([]);
    const held = texts.flatMap(
      (one) => (JSON.parse(one.startsWith("{") ? one : "{}") as JsonObject)["credentialSubject"] ?? [],
    );
    const members = (held as JsonObject[]).flatMap(
      (subject) => (subject["verifiableCredential"] as JsonObject[] | undefined) ?? [],
    );
    // Each file, and each member of a record by itself as well.
    expect(report.credentials).toHaveLength(texts.length + members.length);
    expect(originalsOf(text).map((original) => original.text)).toEqual(texts);
  }, 60_000);
});

conformance("HR Open's schemas take, of", () => {
  test.each(Object.keys(SCENARIOS))(
    "%s, the body, the signed wrapper and the candidate",
    async (name) => {
      const sources = (await scenario(name)).map(sourceOf);
      expect(bodyFaults((await toForm(LER_RS, sources, { now: NOW })).body)).toEqual([]);
      const { text } = await toForm(LER_RS, sources, { now: NOW, signer });
      expect(wrapperFaults(JSON.parse(text) as JsonObject)).toEqual([]);
      expect(candidateFaults((await toForm(CANDIDATE, sources, { now: NOW })).body)).toEqual([]);
    },
    60_000,
  );
});

conformance("HR Open's schema takes a body", () => {
  test("with the job that it is for, of either form", async () => {
    const sources = (await scenario("a nursing licence")).map(sourceOf);
    const opening = { positionProfiles: [{ positionTitle: "Nurse", positionOpenQuantity: 2 }] };
    for (const document of [opening, { title: "Nurse", competencies: [{ name: "Cares", termCode: "C.1" }] }]) {
      const { body } = await toForm(LER_RS, sources, { now: NOW, job: jobEntry(document) });
      expect([bodyFaults(body), Object.keys(body["job"] as JsonObject)]).toEqual([[], [expect.any(String)]]);
    }
    expect(jobEntry({ colour: "red" })).toBeUndefined();
  });
});
