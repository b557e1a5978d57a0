// What was found out about one credential of a record, in the words of the report on its inputs.
import type { Report } from "../checks/examination.ts";
import { type CheckId, type Finding, type Outcome, type Verdict, verdictOf } from "../core/finding.ts";

export interface Said {
  readonly status: Outcome;
  readonly code?: string;
  readonly message?: string;
}

/** One answer to each of the questions that a registrar has about an input. */
export interface Proving {
  readonly verdict: Verdict;
  readonly proof: Said;
  readonly key: Said;
  readonly status: Said;
  readonly dates: Said;
}

const QUESTIONS = {
  proof: "proof.signature",
  key: "proof.key",
  status: "status",
  dates: "validity",
} as const satisfies Record<Exclude<keyof Proving, "verdict">, CheckId>;

const ORDER: readonly Outcome[] = ["failed", "unknown", "passed", "skipped"];

/** The worst of what a check found; of two alike, the first. */
function worst(findings: readonly Finding[]): Said {
  const [first] = ORDER.flatMap((outcome) => findings.filter(({ status }) => status === outcome));
  if (first === undefined) return { status: "unknown" };
  const { status, code, message } = first;
  return { status, ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
}

/** Codes of `credentials` that only sum up what is said of the members, each of which is judged by itself. */
const SUMS = new Set(["MEMBER_INVALID", "MEMBER_INCONCLUSIVE"]);

/** What a report says of the credential itself, without those that it holds. */
export const ownChecks = ({ checks }: Report): readonly Finding[] =>
  checks.filter(({ id, code }) => id !== "credentials" || !SUMS.has(code ?? ""));

export function provingOf(report: Report): Proving {
  const answers = Object.entries(QUESTIONS).map(([question, id]) => [
    question,
    worst(report.checks.filter((finding) => finding.id === id)),
  ]);
  return { verdict: verdictOf(ownChecks(report)), ...Object.fromEntries(answers) } as Proving;
}
