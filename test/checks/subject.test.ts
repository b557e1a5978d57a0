// Whether a credential says whom it is about.
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { badge, record, report, signed } from "./forge.ts";

const nameless = (document: JsonObject): JsonObject => {
  const { id: _, identifier: __, ...rest } = document["credentialSubject"] as JsonObject;
  return { ...document, credentialSubject: rest as JsonObject };
};
const subjectIn = async (document: JsonObject, recipient?: string) => {
  const found = await report(await signed(document), recipient === undefined ? {} : { recipient });
  const of = (wanted: string) =>
    found.checks.filter(({ id }) => id === wanted).map(({ status, code }) => [status, code]);
  return { verdict: found.verdict, subject: of("subject"), recipient: of("recipient") };
};

test("a subject with an id or an identifier is named", async () => {
  expect((await subjectIn(badge())).subject).toEqual([["passed", undefined]]);
  expect((await subjectIn(record([await signed(badge())]))).subject[0]).toEqual(["passed", undefined]);
});

test("a badge that names nobody is valid, which is said of it", async () => {
  expect(await subjectIn(nameless(badge()))).toMatchObject({
    verdict: "valid",
    subject: [["skipped", "SUBJECT_UNNAMED"]],
  });
});

test("a badge that names nobody is nobody's in particular", async () => {
  expect(await subjectIn(nameless(badge()), "ada@example.org")).toMatchObject({
    verdict: "inconclusive",
    recipient: [["unknown", "RECIPIENT_UNKNOWN"]],
  });
});

test("an empty list of identifiers names nobody", async () => {
  const empty = nameless(badge());
  const document = { ...empty, credentialSubject: { ...(empty["credentialSubject"] as JsonObject), identifier: [] } };
  expect((await subjectIn(document)).subject).toEqual([["skipped", "SUBJECT_UNNAMED"]]);
});
