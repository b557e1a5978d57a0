// Whether a credential may be relied on in something that is made of it, from the verifier's report.
import type { Report } from "../checks/examination.ts";
import { type FaultCode, fault } from "../core/fault.ts";
import type { Finding } from "../core/finding.ts";

/** Members' own reports say more than the check that sums them up. */
const isSummary = ({ code }: Finding): boolean => ["MEMBER_INVALID", "MEMBER_INCONCLUSIVE"].includes(code ?? "");

/** A credential that was good and is over is still a part of a career; LER-RS says "expired". */
export const isExpiry = ({ id, code }: Finding): boolean => id === "validity" && code === "EXPIRED";

/** What stands against relying on a credential, in it and in those inside it. */
export function objections(report: Report): readonly Finding[] {
  const own = report.checks.filter(
    (finding) => ["failed", "unknown"].includes(finding.status) && !isSummary(finding) && !isExpiry(finding),
  );
  // A member's pointers start at the member, which nobody could find in the file.
  const inside = report.credentials.flatMap(objections).map(({ pointer: _, ...finding }) => finding);
  return [...own, ...inside];
}

const SAY_MORE = "`laurel verify FILE` says more.";

/** Throws for what is invalid, revoked, or cannot be decided. */
export function mustHold(report: Report): void {
  const found = objections(report);
  const unread = report.checks.find(({ id, status }) => id === "parse" && status === "failed");
  if (unread !== undefined) throw fault("FILE_UNREADABLE", unread.message ?? "want a credential, got something else");
  const against = (code: FaultCode, fits: (finding: Finding) => boolean, say: string, hint?: string) => {
    const finding = found.find(fits);
    if (finding !== undefined) throw fault(code, `${say}: ${finding.message}`, { pointer: finding.pointer, hint });
  };
  const want = "want a credential that holds, got one that does not";
  against("CREDENTIAL_REVOKED", ({ code }) => code === "REVOKED", want);
  against("CREDENTIAL_INVALID", ({ status }) => status === "failed", want, SAY_MORE);
  against(
    "CREDENTIAL_UNSURE",
    ({ status }) => status === "unknown",
    "it could not be told whether the credential holds",
    `${SAY_MORE} --evidence and --keys bring along what could not be had.`,
  );
}
