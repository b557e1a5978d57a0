// Problem types: a stable address for every code of a finding that speaks against a credential.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Finding } from "../../src/core/finding.ts";
import { problemOf } from "../../src/outputs/problem.ts";

const src = fileURLToPath(new URL("../../src/", import.meta.url));
const sources = ["checks", "proofs", "rdf", "core", "readers", "flows"]
  .flatMap((room) => readdirSync(src + room).map((name) => `${src + room}/${name}`))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

const finding = (code: string, status: Finding["status"] = "failed"): Finding => ({ id: "parse", status, code });
const typeOf = (code: string): string | undefined => problemOf(finding(code))?.type;

test.each([
  ["JSON_INVALID", "https://www.w3.org/TR/vc-data-model#PARSING_ERROR"],
  ["SIGNATURE_WRONG", "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR"],
  ["SHAPE_TYPE", "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR"],
  ["EXPIRED", "https://www.w3.org/TR/vc-data-model#RANGE_ERROR"],
  ["PROOF_MALFORMED", "https://w3id.org/security#PROOF_VERIFICATION_ERROR"],
  ["GRAPH_TOO_HARD", "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR"],
  ["KEY_NOT_LISTED", "https://w3id.org/security#INVALID_VERIFICATION_METHOD"],
  ["KEY_PURPOSE", "https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD"],
  ["STATUS_UNAVAILABLE", "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR"],
  ["STATUS_LIST_OTHER", "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR"],
  ["REVOKED", "urn:laurel:problem:REVOKED"],
  ["MEMBER_INVALID", "urn:laurel:problem:MEMBER_INVALID"],
])("%s is a %s", (code, type) => expect(typeOf(code)).toBe(type));

test("a code of laurel's own is its own title in words", () => {
  expect(problemOf(finding("RECIPIENT_OTHER", "unknown"))).toEqual({
    type: "urn:laurel:problem:RECIPIENT_OTHER",
    title: "Recipient other",
  });
});

test("what passed or was skipped is no problem", () => {
  expect(problemOf(finding("NOT_ASKED", "skipped"))).toBeUndefined();
  expect(problemOf({ id: "parse", status: "passed" })).toBeUndefined();
});

test("every code of the table is one that laurel gives", () => {
  const table = readFileSync(`${src}outputs/problem.ts`, "utf8");
  const codes = [...table.matchAll(/"([A-Z_ \n]{4,})"|`([A-Z_ \n]{20,})`/g)].flatMap(([, one, other]) =>
    (one ?? other ?? "").trim().split(/\s+/),
  );
  expect(codes.length).toBeGreaterThan(30);
  expect(codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(sources))).toEqual([]);
});
