// subject: the credential says whom it is about. Open Badges 3.0 demands an id, an identifier, or both; its published
// schema does not, and badges without either are issued to whoever holds them. The signature stands all the same, so
// their lack is said and decides nothing; whether one is about a person is `recipient`'s question, which stays open.
import { passed, skipped } from "../core/finding.ts";
import { listOf, object, objectsOf, text } from "../core/json.ts";
import type { Check } from "./examination.ts";

const NAMES_ITS_SUBJECT = new Set(["open-badge", "clr"]);

export const subjectCheck: Check = {
  ids: ["subject"],
  after: ["shape"],
  run({ opened }) {
    if (!NAMES_ITS_SUBJECT.has(opened.kind)) return [skipped("subject", "NOT_APPLICABLE", "not asked of this type")];
    const subject = object(opened.document["credentialSubject"]);
    const named = text(subject?.["id"]) !== undefined || listOf(subject?.["identifier"]).length > 0;
    if (named) return [passed("subject")];
    return [
      skipped(
        "subject",
        "SUBJECT_UNNAMED",
        "it does not say whom it is about: Open Badges 3.0 wants an id or an identifier, got neither",
        "/credentialSubject",
      ),
    ];
  },
};

/** Who a credential is about, as far as it says so in plain: its id, else its first plain identifier. */
export function subjectOf(document: Parameters<Check["run"]>[0]["opened"]["document"]): string | null {
  const subject = objectsOf(document["credentialSubject"])[0];
  const plain = objectsOf(subject?.["identifier"]).find((identity) => identity["hashed"] !== true);
  return text(subject?.["id"]) ?? text(plain?.["identityHash"]) ?? null;
}
