// Learners as the registrar knows them (`merge --learner FILE`): identifiers that are declared to be one person's.
// Nobody is joined but by what stands there; a hash is compared with what it could be the hash of.
import { matches } from "../checks/recipient.ts";
import { text } from "../core/json.ts";
import { nameOf } from "../core/uuid.ts";
import type { Subject } from "../model/learner.ts";
import type { Person } from "../model/record.ts";

export interface KnownLearner {
  /** The learner as the record names them. */
  readonly person: Person;
  readonly dids: readonly string[];
  readonly emails: readonly string[];
  /** Numbers, each with the institution that gave it. */
  readonly numbers: readonly { readonly issuer: string; readonly number: string }[];
}

/** Which of the known learners a subject is. */
export type Recognition = number | "several" | undefined;

const EMAILS = new Set(["emailAddress", "email"]);

/** Names under which a known learner is found, each as one text. */
const namesOf = ({ dids, emails, numbers }: KnownLearner): readonly string[] => [
  ...dids.map((did) => nameOf("id", did)),
  ...emails.map((email) => nameOf("email", email.toLowerCase())),
  ...numbers.map(({ issuer, number }) => nameOf("number", issuer, number)),
];

/** Names that a subject gives in plain. */
const plainNames = ({ id, issuer, identifiers }: Subject): readonly string[] => [
  ...(id === undefined ? [] : [nameOf("id", id)]),
  ...identifiers.flatMap((identity) => {
    const [type = "", value = ""] = [text(identity["identityType"]), text(identity["identityHash"])];
    if (identity["hashed"] === true || type === "name") return [];
    return [EMAILS.has(type) ? nameOf("email", value.toLowerCase()) : nameOf("number", issuer, value)];
  }),
];

/** Whether one of a subject's hashes is of something that belongs to the learner. */
const isHashOf = ({ issuer, identifiers }: Subject, { emails, numbers }: KnownLearner): boolean =>
  identifiers.some((identity) => {
    if (identity["hashed"] !== true) return false;
    const own = EMAILS.has(text(identity["identityType"]) ?? "")
      ? emails
      : numbers.filter((one) => one.issuer === issuer).map(({ number }) => number);
    return own.some((value) => matches(identity, value) === true);
  });

export function recognizing(learners: readonly KnownLearner[]): (subject: Subject) => Recognition {
  const byName = new Map<string, number>();
  for (const [at, learner] of learners.entries()) for (const name of namesOf(learner)) byName.set(name, at);
  return (subject) => {
    const plain = plainNames(subject).flatMap((name) => byName.get(name) ?? []);
    const hashed = subject.identifiers.some((identity) => identity["hashed"] === true);
    const found =
      plain.length > 0 || !hashed ? plain : learners.flatMap((learner, at) => (isHashOf(subject, learner) ? [at] : []));
    const [one, ...others] = new Set(found);
    return others.length > 0 ? "several" : one;
  };
}
