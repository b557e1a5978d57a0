// Signing by workers: the same bytes as by one process, for every document its own.
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { generateKey, signingKey } from "../../src/dids/signing-key.ts";
import { securing } from "../../src/proofs/secure.ts";
import { parseToken, tokenHolds } from "../../src/proofs/vc-jwt.ts";
import { badge, ISSUER, issuerKey } from "../checks/forge.ts";

const DIST = new URL("../../dist/shell/signing-pool.js", import.meta.url).href;
const { openSigningPool } = (await import(/* @vite-ignore */ DIST)) as typeof import("../../src/shell/signing-pool.ts");

const CREATED = "2026-06-01T00:00:00Z";
const documents = Array.from({ length: 150 }, (_, nth) => badge({ id: `urn:uuid:${nth}`, name: `Welding ${nth % 7}` }));
const material = { proof: "eddsa-rdfc-2022", privateKey: issuerKey.privateKey, issuer: ISSUER, created: CREATED };

test.each([1, 2, 4])("%i workers sign what one process signs", async (jobs) => {
  const { secure } = securing("eddsa-rdfc-2022", issuerKey);
  const alone = await Promise.all(
    documents.map((one) => secure(one, { key: issuerKey, issuer: ISSUER, created: CREATED })),
  );
  const pool = openSigningPool(material, jobs);
  try {
    expect(await Promise.all(documents.map(pool.secure))).toEqual(alone);
    expect(await pool.secure(documents[3] as JsonObject)).toEqual(alone[3]);
  } finally {
    await pool.end();
  }
});

test("a document that cannot be signed has its own fault, and the others their signatures", async () => {
  const pool = openSigningPool(material, 2);
  const answers = await Promise.allSettled([badge(), badge({ nonsense: "x" }), badge()].map(pool.secure));
  await pool.end();
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  const [, refused] = answers;
  expect(refused?.status === "rejected" && refused.reason.facts).toMatchObject({ code: "CREDENTIAL_INVALID" });
});

test.each(["p256", "rsa"])("a token by a %s key holds", async (type) => {
  const key = generateKey(type);
  const pool = openSigningPool({ ...material, proof: "vc-jwt", privateKey: key.privateKey }, 1);
  const { text } = await pool.secure(badge());
  await pool.end();
  const made = parseToken(text.trim());
  expect(made !== undefined && tokenHolds(made, signingKey(key.privateKey).publicKey)).toBe(true);
});

test("a worker that cannot begin says so to all that wait", async () => {
  const pool = openSigningPool({ ...material, proof: "nonsense" }, 1);
  await expect(pool.secure(badge())).rejects.toThrow("nonsense");
  await pool.end();
});
