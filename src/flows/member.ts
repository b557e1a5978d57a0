// What a CLR can hold of what came in: each credential in the form in which it is carried, or why it cannot be.

import type { Opened } from "../checks/examination.ts";
import { issuerOf } from "../checks/issuer.ts";
import { type Opening, openValue } from "../checks/open.ts";
import { VC_V2 } from "../contexts/bundle.ts";
import type { FaultFacts } from "../core/fault.ts";
import { isObject, type Json, type JsonObject, listOf, objectsOf, pointerTo, stringsOf } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { type Subject, subjectOf } from "../model/learner.ts";
import type { Carried } from "../model/record.ts";
import { typeOf } from "../schemas/kind.ts";
import type { Recognition } from "./known-learner.ts";
import type { Proving } from "./proving.ts";

/** How a record is secured, which decides what it can hold. */
export type RecordForm = "embedded" | "token";

/** A signed credential with the file that it came in. */
export interface Member extends Carried {
  readonly file: string;
  /** Its place among the credentials of the file. */
  readonly nth: number;
  readonly issuerId: string;
  readonly subject: Subject;
  /** What was found out about it; absent when it was only read again. */
  readonly proving?: Proving;
  /** What speaks against it, when it is carried all the same. */
  readonly flag?: string;
  /** Which of the declared learners its subject is. */
  readonly who?: Recognition;
}

export type Part = { readonly member: Member } | { readonly fault: FaultFacts };

export const impossible = (message: string, hint: string): { readonly fault: FaultFacts } => ({
  fault: { code: "MERGE_IMPOSSIBLE", message, hint },
});

/** Media types of VC-JOSE for data model 2.0, and what is left for tokens of 1.1. */
const MEDIA_TYPES: Readonly<Record<Opened["vcdm"], string>> = { "2.0": "application/vc+jwt", "1.1": "application/jwt" };

const ENVELOPE = "EnvelopedVerifiableCredential";
export const isEnvelope = (value: Json): value is JsonObject =>
  isObject(value) && stringsOf(value["type"]).includes(ENVELOPE);

/** VCDM 2.0, section 4.13. An envelope that stood in a record stays as it is. */
const enveloped = (compact: string, { vcdm }: Opened, value: Json): JsonObject =>
  isEnvelope(value) ? value : { "@context": VC_V2, id: `data:${MEDIA_TYPES[vcdm]},${compact}`, type: ENVELOPE };

const JWT_HINT =
  "--proof vc-jwt makes the record a JWT too, which holds it in an envelope; `laurel help records` says what receivers make of that. Or keep it beside the record: `laurel convert` carries JWTs into LER-RS.";

/** One credential that is no CLR. Nothing that is signed is rewritten to fit. */
export function partOf(value: Json, { opened }: Pick<Opening, "opened">, file: string, form: RecordForm): Part {
  if (opened === undefined)
    return impossible("want a credential, got something else", "`laurel verify FILE` says more.");
  const { document, kind, token } = opened;
  if (kind !== "open-badge") {
    return impossible(
      `want badges or CLRs, got ${quoted(typeOf(document) ?? "something else")}`,
      "Keep it beside the record.",
    );
  }
  if (token !== undefined && form === "embedded")
    return impossible("a CLR with an embedded proof cannot hold a credential that is secured as a JWT", JWT_HINT);
  if (token === undefined && !("proof" in document)) {
    return impossible(
      "the credential has no signature of its own, and would stand in the record with nobody's word for it",
      "Ask its issuer for it as a signed badge.",
    );
  }
  const issuerId = issuerOf(document) ?? "";
  const carried = token === undefined ? document : enveloped(token.compact, opened, value);
  return { member: { file, document, carried, nth: 0, issuerId, subject: subjectOf(document, issuerId) } };
}

export interface Held {
  readonly value: Json;
  readonly opening: Opening;
  /** Where it stands in the file. */
  readonly pointer: string;
}

/** The credentials that a CLR holds, also those in a CLR inside it, in order; as they stand, judged by nobody. */
export function* heldIn(record: JsonObject, base = ""): Generator<Held> {
  const subjects = record["credentialSubject"];
  for (const [at, subject] of objectsOf(subjects).entries()) {
    const place = `${base}/credentialSubject${Array.isArray(subjects) ? pointerTo(at) : ""}/verifiableCredential`;
    for (const [nth, value] of listOf(subject["verifiableCredential"]).entries()) {
      const pointer = place + (Array.isArray(subject["verifiableCredential"]) ? pointerTo(nth) : "");
      const opening = openValue(value);
      const inner = opening.opened;
      yield { value, opening, pointer };
      if (inner?.kind === "clr") yield* heldIn(inner.document, pointer);
    }
  }
}
