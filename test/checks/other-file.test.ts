// Files that are given in a credential's place: each is told what it is, and what to do.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/core/json.ts";
import { examineBytes } from "../../src/flows/examine.ts";
import { badge, ISSUER, issuerKey, signed, token, worldOf } from "./forge.ts";

const parsed = async (source: string | Uint8Array) => {
  const bytes = typeof source === "string" ? new TextEncoder().encode(source) : source;
  const found = await examineBytes(bytes, worldOf());
  const [parse] = found.checks;
  return { verdict: found.verdict, id: parse?.id, code: parse?.code, message: parse?.message ?? "" };
};
const json = (value: Json): string => JSON.stringify(value);
const OB2 = "https://w3id.org/openbadges/v2";
const page = readFileSync(new URL("../../package.json", import.meta.url), "utf8");

type Row = readonly [title: string, source: string, code: string, message: RegExp];
const ROWS: readonly Row[] = [
  ["an empty file", "", "FILE_EMPTY", /the file is empty/],
  ["a file of blanks", " \n\t", "FILE_EMPTY", /the file is empty/],
  ["a web page", "<!DOCTYPE html>\n<html><body>{}</body></html>", "NOT_A_CREDENTIAL", /a web page.*download/],
  ["a web page with a comment first", "<!-- saved -->\n<html lang='en'>", "NOT_A_CREDENTIAL", /a web page/],
  ["package.json", page, "NOT_A_CREDENTIAL", /describes a program/],
  [
    "a CASE framework",
    json({ CFDocument: { identifier: "x" }, CFItems: [], CFAssociations: [] }),
    "NOT_A_CREDENTIAL",
    /a CASE framework.*`laurel case info`/,
  ],
  [
    "an Open Badges 2.0 assertion",
    json({ "@context": OB2, type: "Assertion", id: "https://a.example/1", badge: "https://a.example/b" }),
    "OPEN_BADGES_2",
    /Open Badges 2\.0 assertion.*Open Badges 3\.0/,
  ],
  [
    "an Open Badges 2.0 badge",
    json({ "@context": OB2, type: "BadgeClass", name: "Welding" }),
    "OPEN_BADGES_2",
    /nobody that they earned it/,
  ],
  [
    "a CLR 1.0",
    json({ "@context": "https://purl.imsglobal.org/spec/clr/v1p0/context/clr_v1p0.jsonld", type: "Clr" }),
    "CLR_1",
    /version 1\.0/,
  ],
  [
    "a DID document",
    json({ "@context": "https://www.w3.org/ns/did/v1", id: ISSUER, verificationMethod: [] }),
    "NOT_A_CREDENTIAL",
    /DID document.*--keys/,
  ],
  ["a key", json(issuerKey.publicJwk), "NOT_A_CREDENTIAL", /a key.*--keys/],
  ["a set of keys", json({ keys: [issuerKey.publicJwk] }), "NOT_A_CREDENTIAL", /set of keys/],
  ["saved evidence", json({ laurelEvidence: 1, documents: [] }), "NOT_A_CREDENTIAL", /--evidence/],
  ["a list of trusted issuers", json({ issuers: [] }), "NOT_A_CREDENTIAL", /--trust/],
  ["a list of credentials", json([badge()]), "PARSE", /a list.*file of its own/],
  ["other JSON", json({ hello: "world" }), "NOT_A_CREDENTIAL", /JSON but no credential/],
];

test.each(ROWS)("%s", async (_, source, code, message) => {
  const found = await parsed(source);
  expect(found).toMatchObject({ verdict: "invalid", id: "parse", code });
  expect(found.message).toMatch(message);
});

test("an Open Badges 2.0 assertion as a token is told the same", async () => {
  const compact = await token({ type: "Assertion", badge: "https://a.example/b", recipient: { type: "email" } });
  expect(await parsed(compact)).toMatchObject({ verdict: "invalid", code: "OPEN_BADGES_2" });
});

describe("a credential is not taken for another file", () => {
  test("by members that those have", async () => {
    const odd = badge({
      "@context": OB2,
      type: ["VerifiableCredential", "Assertion"],
      version: "1",
      keys: [{ kty: "EC" }],
    });
    expect((await parsed(json(odd))).code).toBeUndefined();
    expect((await parsed(json(await signed(badge())))).verdict).toBe("valid");
  });
});
