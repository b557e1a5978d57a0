// recipient: the credential is about the person one expects (Open Badges 3.0, verification step 5; IdentityHash).
import { createHash, timingSafeEqual } from "node:crypto";
import { type Finding, failed, passed, skipped, unknown } from "../core/finding.ts";
import { type JsonObject, objectsOf, text } from "../core/json.ts";
import type { Check } from "./examination.ts";
import { placedIn } from "./placed.ts";

const HASHES: ReadonlySet<string> = new Set(["sha256", "md5"]);

/** True or false when the identity could be compared, undefined when its hash is of no known kind. */
export function matches(identity: JsonObject, expected: string): boolean | undefined {
  const value = text(identity["identityHash"]) ?? "";
  if (identity["hashed"] !== true) return value === expected;
  const [algorithm = "", hex = ""] = value.split("$", 2);
  if (!HASHES.has(algorithm) || !/^[0-9a-f]+$/i.test(hex)) return undefined;
  const wanted = createHash(algorithm)
    .update(expected + (text(identity["salt"]) ?? ""))
    .digest();
  const got = Buffer.from(hex, "hex");
  return wanted.length === got.length && timingSafeEqual(wanted, got);
}

/** What a value is, by the look of it, and so which identifiers of a subject speak for or against it. */
const LOOKS: readonly { readonly looks: RegExp; readonly kind: "id" | "email" }[] = [
  { looks: /^[a-z][a-z0-9+.-]*:\S+$/i, kind: "id" },
  { looks: /^[^\s@]+@[^\s@]+$/, kind: "email" },
];

const speaksOf = (identity: JsonObject, kind: string | undefined): boolean => {
  // The implementation guide writes "email", which is none of the standard's words and means the same.
  const email = identity["identityType"] === "emailAddress" || identity["identityType"] === "email";
  return kind === "email" ? email : !email && identity["identityType"] !== "name";
};

const plainly = (address: string): string => address.replace(/^mailto:/i, "").toLowerCase();

function judge(subject: JsonObject, expected: string): Finding {
  const kind = LOOKS.find(({ looks }) => looks.test(expected))?.kind;
  const id = text(subject["id"]);
  if (id === expected || (kind === "email" && id === `mailto:${expected}`)) return passed("recipient");
  const answers = objectsOf(subject["identifier"]).map((identity) => ({
    answer: matches(identity, expected),
    comparable: speaksOf(identity, kind),
  }));
  if (answers.some(({ answer }) => answer === true)) return passed("recipient");
  const spelt = plainly(expected);
  const plain = [id, ...objectsOf(subject["identifier"]).map((identity) => text(identity["identityHash"]))];
  if (kind === "email" && plain.some((value) => value !== undefined && plainly(value) === spelt)) {
    return unknown(
      "recipient",
      "RECIPIENT_SPELLING",
      "the credential is about the same address in other letters; upper and lower case are not the same to the standard",
      "/credentialSubject",
    );
  }
  // An address says nothing against a subject that is named by DID alone, and the other way round.
  const against =
    answers.some(({ answer, comparable }) => answer === false && comparable) || (kind === "id" && id !== undefined);
  return against
    ? failed("recipient", "RECIPIENT_OTHER", "the credential is about somebody else", "/credentialSubject")
    : unknown(
        "recipient",
        "RECIPIENT_UNKNOWN",
        "the credential names its subject in no way that can be compared",
        "/credentialSubject",
      );
}

export const recipientCheck: Check = {
  ids: ["recipient"],
  after: ["shape"],
  run({ opened, world }) {
    const { recipient } = world;
    if (recipient === undefined) return [skipped("recipient", "NOT_ASKED", "no recipient was given")];
    if (opened.kind === "presentation" && placedIn(opened).members.length > 0) {
      return [skipped("recipient", "NOT_APPLICABLE", "each credential in the presentation is asked whom it is about")];
    }
    const subjects = objectsOf(opened.document["credentialSubject"]);
    // A credential about several is about each of them.
    const judged = subjects.map((subject) => judge(subject, recipient));
    return [judged.find(({ status }) => status === "passed") ?? judged[0] ?? judge({}, recipient)];
  },
};
