// merge: verified credentials, taken apart by learner, each group ready to become one record.
import type { Report, World } from "../checks/examination.ts";
import { CLR, VC_V2 } from "../contexts/bundle.ts";
import type { FaultFacts } from "../core/fault.ts";
import { instantOf } from "../core/instant.ts";
import { type JsonObject, object, objectsOf, text } from "../core/json.ts";
import { count, quoted } from "../core/text.ts";
import { nameOf } from "../core/uuid.ts";
import { byLearner, type Subject, subjectOf } from "../model/learner.ts";
import { badgeContextOf } from "../model/record.ts";
import { documentIn } from "../proofs/stored.ts";
import { kindOf } from "../schemas/kind.ts";
import { examine } from "./examine.ts";

/** A signed credential with the file that it came in. */
export interface Member {
  readonly file: string;
  readonly document: JsonObject;
  readonly issuerId: string;
  readonly subject: Subject;
}

export type Taken = { readonly members: readonly Member[]; readonly note?: string } | { readonly fault: FaultFacts };

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

/** CLR 2.0 takes members as JSON objects of VCDM 2.0 only; nothing that is signed may be rewritten to fit. */
function memberFault(source: string, document: JsonObject): FaultFacts | undefined {
  const impossible = (message: string, hint: string): FaultFacts => ({ code: "MERGE_IMPOSSIBLE", message, hint });
  if (!source.trimStart().startsWith("{") || document["type"] === "EnvelopedVerifiableCredential") {
    return impossible("a CLR cannot hold a credential that is secured as a JWT", JWT_HINT);
  }
  if (kindOf(document).vcdm === "1.1") {
    return impossible(
      "the credential is of data model 1.1, and a CLR 2.0 holds credentials of data model 2.0",
      OLD_HINT,
    );
  }
  return undefined;
}

/** Verifies one input and takes its credentials: itself, or those that a CLR holds. */
export async function take(source: string, file: string, world: World, acceptUnverified: boolean): Promise<Taken> {
  const report = await examine(source, world);
  const fault = verdictFault(report, acceptUnverified);
  if (fault !== undefined) return { fault: { ...fault, file } };
  const document = documentIn(source);
  if (document === undefined)
    return { fault: { code: "CREDENTIAL_INVALID", message: "want a credential, got something else", file } };
  const unfit = memberFault(source, document);
  if (unfit !== undefined) return { fault: { ...unfit, file } };
  const { kind } = kindOf(document);
  if (kind === "open-badge") return { members: [memberOf(document, file)] };
  if (kind !== "clr") {
    return {
      fault: {
        code: "MERGE_IMPOSSIBLE",
        message: `want badges or CLRs, got ${quoted(report.type ?? "something else")}`,
        file,
      },
    };
  }
  const inner = objectsOf(object(document["credentialSubject"])?.["verifiableCredential"]);
  return {
    members: inner.map((member) => memberOf(member, file)),
    note: `${file}: the ${count(inner.length, "credential")} in this CLR ${inner.length === 1 ? "is" : "are"} carried, its own signature is not`,
  };
}

const newer = (a: Member, b: Member): boolean =>
  (instantOf(text(a.document["validFrom"]) ?? "") ?? 0) > (instantOf(text(b.document["validFrom"]) ?? "") ?? 0);

const trimmedId = (value: string): string => {
  try {
    return decodeURIComponent(value.trim());
  } catch {
    return value.trim();
  }
};

/** Open Badges 3.0, "equality": credentials of one issuer and id are one, and the newest stands for it. */
export function withoutDoubles(members: readonly Member[]): {
  readonly kept: readonly Member[];
  readonly dropped: readonly Member[];
} {
  const kept = new Map<string, Member>();
  const dropped: Member[] = [];
  for (const [index, member] of members.entries()) {
    const id = text(member.document["id"]);
    const key = id === undefined ? String(index) : nameOf(trimmedId(member.issuerId), trimmedId(id));
    const other = kept.get(key);
    if (other === undefined) kept.set(key, member);
    else if (newer(member, other)) {
      kept.set(key, member);
      dropped.push(other);
    } else dropped.push(member);
  }
  return { kept: [...kept.values()], dropped };
}

export const learnersOf = (members: readonly Member[]): readonly (readonly Member[])[] =>
  byLearner(members, ({ subject }) => subject);

/**
 * The contexts of a record for these members. A record's contexts stay in force inside it, and the protected terms of
 * two versions of the badge context exclude each other (JSON-LD 1.1, section 4.1.11): all must name the same one.
 */
export function contextsFor(
  members: readonly Member[],
): { readonly contexts: readonly string[] } | { readonly fault: FaultFacts } {
  const files = new Map<string, string[]>();
  for (const { document, file } of members) {
    const context = badgeContextOf(document) ?? "no context of Open Badges";
    files.set(context, [...(files.get(context) ?? []), file]);
  }
  const [only] = files.keys();
  if (files.size === 1 && only !== undefined) return { contexts: [VC_V2, CLR, only] };
  const listed = [...files].map(([context, list]) => `\n    ${context}: ${list.join(", ")}`).join("");
  return {
    fault: {
      code: "MERGE_IMPOSSIBLE",
      message: `these credentials name different versions of the Open Badges context, which cannot stand in one signed record:${listed}`,
      hint: "Merge each of these groups into a record of its own, or ask the issuers for credentials with one version.",
    },
  };
}
