// Refresh services: named always, asked only when that was asked for, and believed only as far as they prove.
import { expect, test } from "vitest";
import type { Finding, Verdict } from "../../src/core/finding.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { ATTACKER, attackerKey, badge, OB, report, signed, V2 } from "./forge.ts";

const SERVICE = "https://college.example.edu/refresh/1";
const EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
const refreshable = (changes: JsonObject = {}) =>
  badge({
    "@context": [V2, OB, EXTENSIONS],
    refreshService: { id: SERVICE, type: "1EdTechCredentialRefresh" },
    ...changes,
  });
const newer = (changes: JsonObject = {}) => refreshable({ validFrom: "2026-05-20T00:00:00Z", ...changes });

async function asked(credential: JsonObject, documents: Readonly<Record<string, Json>>, refresh = true) {
  const log: string[] = [];
  const found = await report(credential, { documents, refresh, log });
  const [said] = found.checks.filter(({ id }) => id === "refresh");
  return { verdict: found.verdict, said, log, inside: found.credentials.length };
}

type Row = readonly [title: string, answer: () => Promise<Json> | undefined, said: Partial<Finding>, verdict: Verdict];
const ROWS: readonly Row[] = [
  ["a newer one that holds", () => signed(newer()), { status: "passed" }, "valid"],
  ["no answer", () => undefined, { status: "skipped", code: "REFRESH_UNAVAILABLE" }, "valid"],
  [
    "a newer one of somebody else",
    () => signed(newer({ issuer: { id: ATTACKER, type: ["Profile"] } }), attackerKey),
    { status: "skipped", code: "REFRESH_OTHER" },
    "valid",
  ],
  [
    "another credential",
    () => signed(newer({ id: "urn:uuid:0" })),
    { status: "skipped", code: "REFRESH_OTHER" },
    "valid",
  ],
  [
    "a newer one that was changed",
    async () => ({ ...(await signed(newer())), name: "Surgery" }),
    { status: "unknown", code: "REFRESH_UNSOUND" },
    "inconclusive",
  ],
  [
    "a newer one that is over",
    () => signed(newer({ validUntil: "2026-05-25T00:00:00Z" })),
    { status: "unknown", code: "REFRESH_UNSOUND" },
    "inconclusive",
  ],
];

test.each(ROWS)("%s", async (_, answer, said, verdict) => {
  const value = await answer();
  const found = await asked(await signed(refreshable()), value === undefined ? {} : { [SERVICE]: value });
  expect(found.said).toMatchObject(said);
  expect(found.verdict).toBe(verdict);
  expect(found.log).toEqual([SERVICE]);
});

test("nobody is asked unless that was asked for", async () => {
  const found = await asked(await signed(refreshable()), { [SERVICE]: await signed(newer()) }, false);
  expect(found).toMatchObject({ verdict: "valid", said: { status: "skipped", code: "REFRESH_NOT_FOLLOWED" }, log: [] });
  expect(found.said?.message).toContain(SERVICE);
});

test("nobody is asked for a credential whose signature does not hold", async () => {
  const found = await asked(
    { ...(await signed(refreshable())), name: "Surgery" },
    { [SERVICE]: await signed(newer()) },
  );
  expect(found.log).toEqual([]);
  expect(found.verdict).toBe("invalid");
});

test("an answer is not refreshed in its turn", async () => {
  const again = await signed(newer());
  const found = await asked(await signed(refreshable()), { [SERVICE]: again });
  expect(found.log).toEqual([SERVICE]);
  expect(found.inside).toBe(1);
});
