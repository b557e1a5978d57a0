// Whether a record takes a credential, by what its verification found.
import type { Report } from "../checks/examination.ts";
import type { FaultFacts } from "../core/fault.ts";
import { verdictOf } from "../core/finding.ts";
import { ownChecks } from "./proving.ts";

export interface JudgingPolicy {
  /** Also what cannot be decided now. */
  readonly acceptUnverified: boolean;
  /** Also what its issuer signed and has no force at present, with a word of that. */
  readonly flag: boolean;
}

/** What speaks against a credential that is its issuer's all the same. Whatever is revoked is the learner's no more. */
const WITHOUT_FORCE = new Set(["EXPIRED", "NOT_YET_VALID", "SUSPENDED"]);

/** The first thing that a report holds against a credential, also in those inside it. */
function complaintOf(report: Report): string {
  const finding =
    report.checks.find(({ status, id }) => status === "failed" && id !== "credentials") ??
    report.checks.find(({ status }) => status === "unknown");
  const inner = report.credentials.find(({ verdict }) => verdict !== "valid");
  return finding?.message ?? (inner === undefined ? "it does not verify" : complaintOf(inner));
}

export const SEEN = "`laurel verify FILE` says more.";

/** Whether a credential is taken, by what is said of it alone; `flag` is what speaks against it. */
export function judged(
  report: Report,
  policy: JudgingPolicy,
): { readonly flag?: string } | { readonly fault: FaultFacts } {
  const checks = ownChecks(report);
  const verdict = verdictOf(checks);
  const bad = checks.filter(({ status }) => status === "failed" || status === "unknown");
  const complaint = complaintOf({ ...report, checks: bad });
  if (verdict === "valid") return {};
  // Members that nobody looked at were too many among others that do not hold.
  const looked = bad.every(({ code }) => code !== "MEMBERS_UNEXAMINED");
  const unsure = verdict === "inconclusive" && looked;
  const forceless = bad.every(({ status, code }) => status === "unknown" || WITHOUT_FORCE.has(code ?? ""));
  if (unsure && (policy.acceptUnverified || policy.flag)) return { flag: complaint };
  if (verdict === "invalid" && forceless && policy.flag && looked) return { flag: complaint };
  if (unsure) {
    const message = `it could not be told whether the credential holds: ${complaint}`;
    return {
      fault: { code: "CREDENTIAL_UNSURE", message, hint: `${SEEN} --accept-unverified takes it all the same.` },
    };
  }
  const unreadable = bad.find(({ id, code }) => id === "parse" && code === "ENCODING");
  const more = forceless ? " --on-problem flag takes it all the same." : "";
  return {
    fault: {
      code: unreadable === undefined ? "CREDENTIAL_INVALID" : "ENCODING",
      message: `want a credential that holds, got one that does not: ${complaint}`,
      hint: SEEN + more,
    },
  };
}
