// What no schema catches: members that contradict each other fail, members that lead nowhere are said.
import { type Finding, skipped } from "../core/finding.ts";
import { instantOf } from "../core/instant.ts";
import { type JsonObject, objectsOf, text } from "../core/json.ts";
import type { Kind } from "../schemas/kind.ts";
import type { Check } from "./examination.ts";
import { partFindings } from "./parts.ts";
import { recordFindings } from "./semantics-record.ts";
import { pointersOf, subjectFindings } from "./semantics-result.ts";
import { isTextSigned } from "./signature.ts";

/** Most findings that are listed of one credential. */
const MOST = 20;

const timeOf = (node: JsonObject, name: string): number | undefined => instantOf(text(node[name]) ?? "");

function activity(subject: JsonObject, pointer: string): readonly Finding[] {
  const [start, end] = [timeOf(subject, "activityStartDate"), timeOf(subject, "activityEndDate")];
  if (start === undefined || end === undefined || start <= end) return [];
  return [skipped("schema", "ACTIVITY_REVERSED", "the activity ends before it starts", `${pointer}/activityEndDate`)];
}

type OfSubject = (subject: JsonObject, pointer: string) => readonly Finding[];

const OF_SUBJECTS: Readonly<Partial<Record<Kind, readonly OfSubject[]>>> = {
  "open-badge": [subjectFindings, activity],
  clr: [recordFindings],
};

/** A proof that says it was made outside the credential's life: nothing that a verdict rests on, but odd. */
function proofDates(document: JsonObject, now: Date): readonly Finding[] {
  const until = timeOf(document, "validUntil") ?? timeOf(document, "expirationDate") ?? Number.POSITIVE_INFINITY;
  const at = pointersOf(document["proof"], "/proof");
  return objectsOf(document["proof"]).flatMap((proof, index) => {
    const created = timeOf(proof, "created");
    if (created === undefined || (created <= until && created <= now.getTime())) return [];
    const when = created > until ? "after the credential's end" : "at a time that is still to come";
    const message = `the proof says that it was made ${when}`;
    return [skipped("validity", "PROOF_DATE_ODD", message, `${at(index)}/created`)];
  });
}

export const semanticsCheck: Check = {
  ids: [],
  after: ["shape", "type", "schema"],
  run({ opened, world }) {
    const { document, kind } = opened;
    const subjects = document["credentialSubject"];
    const at = pointersOf(subjects, "/credentialSubject");
    const rules = OF_SUBJECTS[kind] ?? [];
    const findings = objectsOf(subjects).flatMap((subject, index) => rules.flatMap((rule) => rule(subject, at(index))));
    const isOfStatements = document["proof"] !== undefined && !isTextSigned(opened);
    const parts = isOfStatements ? partFindings(document) : [];
    return [...parts, ...findings, ...proofDates(document, world.now)].slice(0, MOST);
  },
};
