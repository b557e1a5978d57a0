// What a record takes in: each input is verified, and taken for the credentials that a CLR can hold.
import type { Report, World } from "../checks/examination.ts";
import type { FaultFacts } from "../core/fault.ts";
import { isObject, type Json, type JsonObject, listOf, object, objectsOf, text } from "../core/json.ts";
import { count, quoted } from "../core/text.ts";
import { type Subject, subjectOf } from "../model/learner.ts";
import { documentIn } from "../proofs/stored.ts";
import { kindOf, typeOf } from "../schemas/kind.ts";
import { examine } from "./examine.ts";

/** A signed credential with the file that it came in. */
export interface Member {
  readonly file: string;
  readonly document: JsonObject;
  readonly issuerId: string;
  readonly subject: Subject;
}

export type Taken =
  | { readonly members: readonly Member[]; readonly note?: string }
  /** `about`: whom a refused credential claims to be about; nothing in it is believed. */
  | { readonly fault: FaultFacts; readonly about: readonly Subject[] };

const issuerOf = (document: JsonObject): string =>
  text(document["issuer"]) ?? text(object(document["issuer"])?.["id"]) ?? "";

function memberOf(document: JsonObject, file: string): Member {
  const issuerId = issuerOf(document);
  return { file, document, issuerId, subject: subjectOf(document, issuerId) };
}

/** The first thing that a report holds against a credential, also in those inside it. */
function complaintOf(report: Report): string {
  const finding =
    report.checks.find(({ status, id }) => status === "failed" && id !== "credentials") ??
    report.checks.find(({ status }) => status === "unknown");
  const inner = report.credentials.find(({ verdict }) => verdict !== "valid");
  return finding?.message ?? (inner === undefined ? "it does not verify" : complaintOf(inner));
}

function verdictFault(report: Report, acceptUnverified: boolean): FaultFacts | undefined {
  const seen = "`laurel verify FILE` says more.";
  if (report.verdict === "invalid") {
    return {
      code: "CREDENTIAL_INVALID",
      message: `want a credential that holds, got one that does not: ${complaintOf(report)}`,
      hint: seen,
    };
  }
  if (report.verdict === "valid" || acceptUnverified) return undefined;
  const message = `it could not be told whether the credential holds: ${complaintOf(report)}`;
  return { code: "CREDENTIAL_UNSURE", message, hint: `${seen} --accept-unverified takes it all the same.` };
}

const JWT_HINT =
  "Ask its issuer for it with an embedded proof, or keep it beside the record: `laurel convert` carries JWTs into LER-RS.";
const OLD_HINT =
  "Ask its issuer for it in data model 2.0, or keep it beside the record: `laurel convert` takes it as it is.";

export const impossible = (message: string, hint: string): { readonly fault: FaultFacts } => ({
  fault: { code: "MERGE_IMPOSSIBLE", message, hint },
});

type Parts = { readonly members: readonly Member[] } | { readonly fault: FaultFacts };

/** CLR 2.0 takes members as JSON objects of VCDM 2.0 only; nothing that is signed may be rewritten to fit. */
function memberIn(document: Json, file: string): Parts {
  if (!isObject(document) || document["type"] === "EnvelopedVerifiableCredential")
    return impossible("a CLR cannot hold a credential that is secured as a JWT", JWT_HINT);
  const { kind, vcdm } = kindOf(document);
  if (vcdm === "1.1") {
    return impossible(
      "the credential is of data model 1.1, and a CLR 2.0 holds credentials of data model 2.0",
      OLD_HINT,
    );
  }
  if (kind === "clr") return membersOf(document, file);
  if (kind !== "open-badge") {
    return impossible(
      `want badges or CLRs, got ${quoted(typeOf(document) ?? "something else")}`,
      "Keep it beside the record.",
    );
  }
  if (!("proof" in document)) {
    return impossible(
      "a credential in this CLR has no signature of its own, and would stand in the record with nobody's word for it",
      "Ask its issuer for it as a signed badge.",
    );
  }
  return { members: [memberOf(document, file)] };
}

/** The credentials that a CLR holds, also those in a CLR inside it. */
function membersOf(clr: JsonObject, file: string): Parts {
  const members: Member[] = [];
  for (const subject of objectsOf(clr["credentialSubject"])) {
    for (const inner of listOf(subject["verifiableCredential"])) {
      const parts = memberIn(inner, file);
      if ("fault" in parts) return parts;
      members.push(...parts.members);
    }
  }
  return { members };
}

const carried = (file: string, clr: JsonObject, many: number): string => {
  const subjects = objectsOf(clr["credentialSubject"]);
  const more = subjects.some((subject) => "association" in subject)
    ? "its own signature and associations are not"
    : "its own signature is not";
  return `${file}: the ${count(many, "credential")} in this CLR ${many === 1 ? "is" : "are"} carried, ${more}`;
};

/** Whom the credentials of a document say that they are about. */
function claimedSubjects(document: JsonObject | undefined): readonly Subject[] {
  if (document === undefined) return [];
  const inner = objectsOf(document["credentialSubject"]).flatMap((subject) =>
    objectsOf(subject["verifiableCredential"]),
  );
  return [document, ...inner].map((one) => subjectOf(one, issuerOf(one)));
}

/** Verifies one input and takes its credentials: itself, or those that a CLR holds. */
export async function take(source: string, file: string, world: World, acceptUnverified: boolean): Promise<Taken> {
  const report = await examine(source, world);
  const document = documentIn(source);
  const refuse = (facts: FaultFacts): Taken => ({ fault: { ...facts, file }, about: claimedSubjects(document) });
  const fault = verdictFault(report, acceptUnverified);
  if (fault !== undefined) return refuse(fault);
  if (document === undefined)
    return refuse({ code: "CREDENTIAL_INVALID", message: "want a credential, got something else" });
  const isClr = kindOf(document).kind === "clr";
  // A CLR is taken apart, so how it was secured itself does not matter.
  const isToken = !source.trimStart().startsWith("{");
  const parts = isClr ? membersOf(document, file) : memberIn(isToken ? source : document, file);
  if ("fault" in parts) return refuse(parts.fault);
  return isClr ? { ...parts, note: carried(file, document, parts.members.length) } : parts;
}
