// A verdict for a person to read: the verdict first, then what speaks against the credential and what to do about it,
// then what was found in order. Text out of a credential is a claim until its signature holds, and never control.
import type { Report } from "../checks/examination.ts";
import type { Finding, Verdict } from "../core/finding.ts";
import { count, printable, quoted } from "../core/text.ts";
import type { Voice } from "./terminal.ts";

type Paint = Voice["paint"];

const COLOURS: Readonly<Record<Verdict, "green" | "red" | "yellow">> = {
  valid: "green",
  invalid: "red",
  inconclusive: "yellow",
};

/** What a person can do, by the code of a finding. */
const ADVICE: Readonly<Record<string, string>> = {
  SIGNATURE_WRONG: "Ask the issuer, or the learner, for the file as it was issued.",
  PROOF_MISSING: "Ask for the signed credential; anybody could have written this file.",
  PROOF_UNSUPPORTED: "Verify it with a tool that knows this kind of proof, or ask the issuer for another one.",
  PROOF_EXPIRED: "Ask the issuer for a newly signed copy.",
  KEY_UNAVAILABLE: "Go online, or bring the issuer's keys: --keys FILE or --evidence FILE.",
  KEY_NOT_ISSUERS: "Do not rely on it: anybody can sign with a key of their own.",
  KEY_NOT_LISTED: "Do not rely on it unless the issuer confirms the key; then bring it with --keys FILE.",
  CONTEXT_UNKNOWN: "laurel cannot say what these terms mean. Ask the issuer for a credential with standard terms only.",
  CONTEXT_COUNTERFEIT: "Do not rely on it: the address imitates a standard one.",
  EXPIRED: "Ask the issuer whether it was renewed.",
  NOT_YET_VALID: "Try again when it has begun, or ask for another day: --as-of INSTANT.",
  REVOKED: "Do not rely on it; ask the issuer why.",
  SUSPENDED: "Ask the issuer whether the suspension will be lifted.",
  STATUS_UNAVAILABLE: "Go online, or bring the list: --evidence FILE.",
  STATUS_LIST_INVALID: "Ask the issuer to publish a sound status list.",
  STATUS_LIST_OTHER: "Ask the issuer to publish the list that the credential names.",
  RECIPIENT_OTHER: "Check that this is the right file for this person.",
  RECIPIENT_UNKNOWN: "Identify the learner in another way.",
  SUBJECT_UNNAMED: "Ask the issuer for a credential that says whom it is about.",
};

const line = (indent: string, label: string, said: string): string => `${indent}  ${label.padEnd(8)}${said}`;

function finding({ id, status, code, message, pointer }: Finding, indent: string, paint: Paint): string[] {
  const place = pointer === undefined || pointer === "" ? "" : ` at ${printable(pointer, 120)}`;
  const said = `${id}: ${printable(message ?? "", 400)}${place}${code === undefined ? "" : ` [${code}]`}`;
  const label = status === "failed" ? paint.red("failed".padEnd(8)) : paint.yellow("unknown".padEnd(8));
  return [`${indent}  ${label}${said}`];
}

const advice = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(findings.flatMap(({ code }) => ADVICE[code ?? ""] ?? [])),
];

const holds = ({ checks }: Report, id: Finding["id"]): boolean => {
  const said = checks.filter((check) => check.id === id);
  return said.length > 0 && said.every(({ status }) => status === "passed");
};

/** What the credential says of itself, once its signature shows that its issuer said so. */
function claims(report: Report, indent: string): string[] {
  if (!holds(report, "proof.signature") || !holds(report, "proof.key")) return [];
  const { issuer, subject, type } = report;
  const name = issuer.name === null ? "" : `, which says it is ${quoted(issuer.name)}`;
  return [
    ...(type === null ? [] : [line(indent, "type", printable(type))]),
    ...(issuer.id === null ? [] : [line(indent, "issuer", printable(issuer.id) + name)]),
    ...(subject === null ? [] : [line(indent, "about", printable(subject))]),
  ];
}

function body(report: Report, indent: string, paint: Paint): string[] {
  const against = report.checks.filter(({ status }) => status === "failed" || status === "unknown");
  const passed = [...new Set(report.checks.filter(({ status }) => status === "passed").map(({ id }) => id))];
  const clean = passed.filter((id) => holds(report, id));
  return [
    ...against.flatMap((one) => finding(one, indent, paint)),
    ...advice(against).map((said) => line(indent, "to do", said)),
    ...claims(report, indent),
    ...(clean.length === 0 ? [] : [line(indent, "passed", clean.join(", "))]),
  ];
}

const verdict = (report: Report, paint: Paint): string => paint[COLOURS[report.verdict]](report.verdict.padEnd(13));

function inside(reports: readonly Report[], indent: string, paint: Paint): string[] {
  if (reports.length === 0) return [];
  return [
    line(
      indent,
      "inside",
      tally(
        reports.map((report) => report.verdict),
        "credential",
      ),
    ),
    ...reports.flatMap((report, index) => [
      `${indent}    ${verdict(report, paint)}credential ${index + 1}`,
      ...(report.verdict === "valid" ? claims(report, `${indent}    `) : body(report, `${indent}    `, paint)),
      ...inside(report.credentials, `${indent}    `, paint),
    ]),
  ];
}

/** `27 files: 26 valid, 1 invalid`. */
export function tally(verdicts: readonly string[], what: string): string {
  const order = ["valid", "invalid", "inconclusive", "unreadable"];
  const counts = order.map((word) => [verdicts.filter((given) => given === word).length, word] as const);
  const parts = counts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `${count(verdicts.length, what)}: ${parts.join(", ")}`;
}

/** The report of one file, without a line break at its end. */
export function verifyReport(file: string, report: Report, paint: Paint): string {
  const first = `${verdict(report, paint)}${printable(file, 400)}`;
  return [first, ...body(report, "", paint), ...inside(report.credentials, "", paint)].join("\n");
}
