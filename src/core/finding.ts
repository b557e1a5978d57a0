// A finding: what one check said of one credential. Checks never throw; "no" is an answer.

export const CHECKS = [
  "parse",
  "shape",
  "context",
  "type",
  "schema",
  "subject",
  "proof.signature",
  "proof.key",
  "validity",
  "status",
  "refresh",
  "recipient",
  "trust",
  "endorsements",
  "credentials",
] as const;

export type CheckId = (typeof CHECKS)[number];
export type Outcome = "passed" | "failed" | "unknown" | "skipped";
export type Verdict = "valid" | "invalid" | "inconclusive";

export interface Finding {
  readonly id: CheckId;
  readonly status: Outcome;
  /** Stable word for scripts, such as SIGNATURE_WRONG; absent when the check passed. */
  readonly code?: string;
  readonly message?: string;
  /** JSON Pointer into the credential. */
  readonly pointer?: string;
}

export const passed = (id: CheckId, message?: string): Finding =>
  message === undefined ? { id, status: "passed" } : { id, status: "passed", message };

const said =
  (status: Outcome) =>
  (id: CheckId, code: string, message: string, pointer?: string): Finding =>
    pointer === undefined ? { id, status, code, message } : { id, status, code, message, pointer };

export const failed = said("failed");
export const unknown = said("unknown");
export const skipped = said("skipped");

/** The worst decides: one failure makes it invalid, one unknown makes it inconclusive, never valid. */
export function verdictOf(outcomes: Iterable<{ readonly status: Outcome }>): Verdict {
  const seen = new Set([...outcomes].map(({ status }) => status));
  return seen.has("failed") ? "invalid" : seen.has("unknown") ? "inconclusive" : "valid";
}
