// A verdict for a program to read: one line of JSON, in the fields of the contract.
import type { Report } from "../checks/examination.ts";
import type { FaultFacts } from "../core/fault.ts";
import type { Finding } from "../core/finding.ts";
import { problemOf } from "../outputs/problem.ts";

/** Characters that JSON allows but that a terminal might obey; escaped, they are the same text. */
const UNSHOWN = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
/** A value on one line that no terminal takes for control. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(UNSHOWN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

const checked = (finding: Finding): Finding => {
  const problem = problemOf(finding);
  return problem === undefined ? finding : { ...finding, ...{ problem } };
};

const reported = (report: Report): Report => ({
  ...report,
  checks: report.checks.map(checked),
  credentials: report.credentials.map(reported),
});

export const reportLine = (file: string, report: Report): string => jsonLine({ file, ...reported(report) });

export const faultLine = (file: string, { code, message }: FaultFacts): string =>
  jsonLine({ file, error: { code, message } });
