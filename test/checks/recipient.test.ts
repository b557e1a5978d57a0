// Whom a credential is about, against whom one expects.
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Verdict } from "../../src/core/finding.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { badge, report, signed } from "./forge.ts";

const identity = (identityHash: string, identityType = "emailAddress"): JsonObject => ({
  type: "IdentityObject",
  hashed: false,
  identityHash,
  identityType,
});
const hashed = (value: string, salt = "", algorithm = "sha256"): JsonObject => ({
  type: "IdentityObject",
  hashed: true,
  identityHash: `${algorithm}$${createHash(algorithm === "md5" ? "md5" : "sha256")
    .update(value + salt)
    .digest("hex")}`,
  identityType: "emailAddress",
  ...(salt === "" ? {} : { salt }),
});
const subject = (members: JsonObject): JsonObject => {
  const { identifier: _, ...rest } = badge()["credentialSubject"] as JsonObject;
  return { ...rest, ...members } as JsonObject;
};

const EMAIL = "ada@example.org";
const DID = "did:example:ada";
type Row = readonly [title: string, members: JsonObject, recipient: string, verdict: Verdict];
const of = (...identifier: readonly Json[]): JsonObject => ({ identifier });

const ROWS: readonly Row[] = [
  ["the same address", of(identity(EMAIL)), EMAIL, "valid"],
  ["another address", of(identity("eve@example.org")), EMAIL, "invalid"],
  ["the second of two addresses", of(identity("eve@example.org"), identity(EMAIL)), EMAIL, "valid"],
  ["a hashed address", of(hashed(EMAIL)), EMAIL, "valid"],
  ["a salted address", of(hashed(EMAIL, "Kosher")), EMAIL, "valid"],
  ["an address hashed with md5", of(hashed(EMAIL, "x", "md5")), EMAIL, "valid"],
  ["another hashed address", of(hashed("eve@example.org", "Kosher")), EMAIL, "invalid"],
  ["a hash of a kind that nobody knows", of({ ...hashed(EMAIL), identityHash: "sha3$00" }), EMAIL, "inconclusive"],
  ["no address but a DID", { id: DID }, EMAIL, "inconclusive"],
  ["the same DID", { id: DID }, DID, "valid"],
  ["another DID", { id: "did:example:eve" }, DID, "invalid"],
  ["no DID but an address", of(identity(EMAIL)), DID, "inconclusive"],
  ["the address as a mailto URI", { id: `mailto:${EMAIL}` }, EMAIL, "valid"],
  ["a name beside no address", of(identity("Ada Lovelace", "name")), EMAIL, "inconclusive"],
  ["the same address in other letters", of(identity("Ada@Example.org")), EMAIL, "inconclusive"],
  ["the same address as a mailto URI in other letters", { id: "mailto:ADA@example.org" }, EMAIL, "inconclusive"],
  ["another address under the guide's word for it", of(identity("eve@example.org", "email")), EMAIL, "invalid"],
  ["the same student number", of(identity("0012", "sisSourcedId")), "0012", "valid"],
  ["another student number", of(identity("12", "sisSourcedId")), "0012", "invalid"],
];

for (const [title, members, recipient, verdict] of ROWS) {
  test(`${title}: ${verdict}`, async () => {
    const found = await report(await signed(badge({ credentialSubject: subject(members) })), { recipient });
    expect(found.verdict).toBe(verdict);
  });
}

test("the hash that the standard gives as its example is understood", async () => {
  const identityHash = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399";
  const members = of({ ...hashed("x", "Kosher"), identityHash });
  const found = await report(await signed(badge({ credentialSubject: subject(members) })), {
    recipient: "a@example.com",
  });
  expect(found.verdict).toBe("valid");
});
