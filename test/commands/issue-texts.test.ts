// Whatever people write into a roster is signed as they wrote it, and the signature holds.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { examine } from "../../src/flows/examine.ts";
import { artefactIn } from "../../src/model/artefact.ts";
import { trimmed } from "../../src/model/cell.ts";
import type { ColumnName } from "../../src/model/column.ts";
import { desk } from "../desk.ts";
import { filesUnder, NOW } from "../road.ts";

const WORLD = { now: new Date(NOW), load: async () => ({ ok: false, reason: "no network" }) as const, keys: [] };

/** Text that no trimming changes, and that no spreadsheet or conversion left. */
const kept = (column: ColumnName) => (text: string) =>
  text === trimmed(text) && text !== "" && artefactIn(text, column) === undefined;
const anything = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  fc.constantFrom(
    '{{constructor.constructor("return process")()}}',
    '","x":"',
    "_:b0",
    "<http://x>",
    '"@id"',
    "\\u0041\\",
    "a\r\nb\tc",
    "\u202egnp.exe",
    "ﬁ e\u0301 é",
    "__proto__",
    "null",
    "true",
    "1e5",
    "2026-05-31",
  ),
);
const text = anything.filter(kept("name"));
const number = anything.filter(kept("id"));
const row = fc.record({
  id: number,
  name: text,
  role: text,
  term: text,
  "license number": number,
  narrative: text,
  "evidence.1.name": text,
  "evidence.1.narrative": text,
});

const said = (document: JsonObject): JsonObject => {
  const { credentialSubject, evidence } = document as unknown as {
    credentialSubject: JsonObject & { identifier: { identityType: string; identityHash: string }[] };
    evidence: JsonObject[];
  };
  const identifier = (type: string) =>
    credentialSubject.identifier.find(({ identityType }) => identityType === type)?.identityHash ?? "";
  return {
    id: identifier("systemId"),
    name: identifier("name"),
    role: credentialSubject["role"] ?? "",
    term: credentialSubject["term"] ?? "",
    "license number": credentialSubject["licenseNumber"] ?? "",
    narrative: credentialSubject["narrative"] ?? "",
    "evidence.1.name": evidence[0]?.["name"] ?? "",
    "evidence.1.narrative": evidence[0]?.["narrative"] ?? "",
  };
};

describe("any text in any column", () => {
  it.each(["eddsa-rdfc-2022", "vc-jwt"])(
    "is in the credential as it was written, under a proof that holds: %s",
    async (proof) => {
      const rows = fc.uniqueArray(row, { minLength: 3, maxLength: 8, selector: ({ id }) => id });
      await fc.assert(
        fc.asyncProperty(rows, async (learners) => {
          const one = desk();
          const roster = learners.map((learner) => ({ ...learner, achievement: "soil-101", awarded: "2026-05-29" }));
          const done = await one.issue(JSON.stringify(roster), "roster.json", "--proof", proof);
          expect(done.err).toBe("");
          const files = [...filesUnder(one.at("credentials"))].filter(([path]) => path.startsWith("soil-101/"));
          expect(files.length).toBe(learners.length);
          const credentials: JsonObject[] = [];
          for (const [path, source] of files) {
            const report = await examine(source, WORLD);
            expect(`${path} ${report.verdict}`, JSON.stringify(report.checks)).toBe(`${path} valid`);
            const body = proof === "vc-jwt" ? Buffer.from(source.split(".")[1] ?? "", "base64url").toString() : source;
            credentials.push(said(JSON.parse(body)));
          }
          expect(credentials).toEqual(expect.arrayContaining(learners));
          expect((await one.issue(JSON.stringify(roster), "roster.json", "--proof", proof)).out).toBe(
            `0 issued, ${learners.length} unchanged, 0 failed: credentials\n`,
          );
        }),
        { numRuns: 8 },
      );
    },
  );
});
