// A verdict for a person to read: the verdict first, then what speaks against the credential and what to do about it,
// then what was found in order. Text out of a credential is a claim until its signature holds, and never control.
import type { Report } from "../checks/examination.ts";
import type { CheckId, Finding, Verdict } from "../core/finding.ts";
import { count, printable, quoted } from "../core/text.ts";
import type { Voice } from "./terminal.ts";
import { explanationLines } from "./verify-explain.ts";

type Paint = Voice["paint"];

const COLOURS: Readonly<Record<Verdict, "green" | "red" | "yellow">> = {
  valid: "green",
  invalid: "red",
  inconclusive: "yellow",
};

/** What a person can do, by the code of a finding. */
const ADVICE: Readonly<Record<string, string>> = {
  FILE_EMPTY: "Download or save the file again.",
  IMAGE_EMPTY:
    "Ask for the image as it was issued: many programs take the badge out of a picture when they save or send it.",
  IMAGE_DAMAGED: "Ask for the image again, as a file and not pasted into a message.",
  SIGNATURE_WRONG: "Ask the issuer, or the learner, for the file as it was issued.",
  PROOF_MISSING: "Ask for the signed credential; anybody could have written this file.",
  PRESENTATION_UNSIGNED: "Rely on the credentials inside, and not on who shows them.",
  RECORD_UNSIGNED: "Rely on the originals that hold; ask for the record signed if its own words matter.",
  SHAPE_DISPLACED:
    "Do not rely on it: somebody hid an end, a status or a result; ask the issuer for the file as it was issued.",
  SHAPE_LARGE: "Ask for it in parts.",
  MEMBERS_UNEXAMINED: "Ask for a record that holds, or for the credentials you need one by one.",
  PROOF_UNSUPPORTED: "Verify it with a tool that knows this kind of proof, or ask the issuer for another one.",
  PROOF_EXPIRED: "Ask the issuer for a newly signed copy.",
  MANDATORY_MISSING: "Ask the learner for the whole credential, or the issuer whether it has ended or was revoked.",
  CANONICAL_ORDER: "Ask the issuer to sign it again with software that follows RDFC-1.0; nothing in it was changed.",
  CANONICAL_HASH: "Ask the issuer to sign it again with software that follows the standard; nothing in it was changed.",
  CONTEXT_UNSIGNED: "Ask the issuer for the file as it was issued: contexts were added to it.",
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
  PARTS_MIXED: "Ask the issuer for the file as it was issued, and to give each part an id of its own.",
  STATUS_MIXED: "Ask the issuer whether it was revoked, and to give each entry of status an id of its own, or none.",
  STATUS_UNSUPPORTED: "Look the status up where the issuer says, or ask the issuer.",
  STATUS_MESSAGE: "Read what the issuer says, and judge whether it may be relied on.",
  ENDORSES_OTHER: "Do not count it as praise of this credential.",
  RECIPIENT_OTHER: "Check that this is the right file for this person.",
  RECIPIENT_UNKNOWN: "Identify the learner in another way.",
  RECIPIENT_SPELLING: "Ask again with the address as the credential spells it, if that is the same person.",
  SUBJECT_UNNAMED: "Whoever has this file can show it as theirs; ask the issuer whom it was given to.",
  ISSUER_NOT_TRUSTED: "Find out who the issuer is before you rely on it; then add it to your list.",
  ISSUER_OUT_OF_DATES: "Ask those who keep the list whether the issuer was entitled when it issued this.",
  KEY_NOT_PINNED: "Do not rely on it unless the issuer confirms the key; then add it to your list.",
  KEY_PUBLIC: "Do not rely on it: it is a demonstration, or the issuer must change its key.",
  TRUST_UNAVAILABLE: "Go online, or give the registry itself as a file: --trust FILE.",
  TRUST_STALE: "Get the federation's statements anew.",
};

const line = (indent: string, label: string, said: string): string => `${indent}  ${label.padEnd(8)}${said}`;

const LABELS: Readonly<Partial<Record<Finding["status"], string>>> = { unknown: "unknown", skipped: "note" };

function finding({ id, status, code, message, pointer }: Finding, indent: string, paint: Paint): string[] {
  const place = pointer === undefined || pointer === "" ? "" : ` at ${printable(pointer, 120)}`;
  const said = `${id}: ${printable(message ?? "", 400)}${place}${code === undefined ? "" : ` [${code}]`}`;
  const label = status === "failed" ? paint.red("failed".padEnd(8)) : paint.yellow((LABELS[status] ?? "").padEnd(8));
  return [`${indent}  ${label}${said}`];
}

/** The same for every other code, by the check that found it. */
const BY_CHECK: Readonly<Record<CheckId, string>> = {
  parse: "Ask for the file as the issuer made it.",
  shape: "Ask the issuer for a credential of standard form; this one could be read in more than one way.",
  context: "Ask the issuer for a credential with standard terms only.",
  type: "Ask the issuer what kind of credential this is meant to be.",
  schema: "Ask the issuer to correct it and issue it anew.",
  subject: "Ask the issuer whom it is about.",
  "proof.signature": "Ask the issuer for a credential with a sound proof.",
  "proof.key": "Do not rely on it unless the issuer confirms the key.",
  validity: "Ask the issuer from when until when it holds.",
  status: "Ask the issuer whether it still holds.",
  refresh: "Ask the issuer for the newest one.",
  recipient: "Check that this is the right file for this person.",
  trust: "Find out who the issuer is before you rely on it.",
  endorsements: "Ask the issuer for sound endorsements, or for none.",
  credentials: "See below which of the credentials inside it is.",
};

const advice = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(findings.flatMap((one) => ADVICE[one.code ?? ""] ?? (one.status === "skipped" ? [] : [BY_CHECK[one.id]]))),
];

/** Passed, whatever notices stand beside it. */
const holds = ({ checks }: Report, id: Finding["id"]): boolean => {
  const said = checks.filter((check) => check.id === id && check.status !== "skipped");
  return said.length > 0 && said.every(({ status }) => status === "passed");
};

/** A finding that decides nothing and yet points at something: a person wants to know. */
const isNotice = ({ status, pointer }: Finding): boolean => status === "skipped" && pointer !== undefined;

const noticesIn = (report: Report): readonly Finding[] =>
  holds(report, "proof.signature") && holds(report, "proof.key")
    ? report.checks.filter(isNotice)
    : report.checks.filter((one) => isNotice(one) && one.code === "PRESENTATION_UNSIGNED");

const notices = (report: Report, indent: string, paint: Paint): string[] =>
  noticesIn(report).flatMap((one) => finding(one, indent, paint));

/** Who a list that the reader gave says the issuer is; without one, what the issuer says of itself. */
function nameOf({ issuer, checks }: Report): string {
  const confirmed = checks.find(({ id, status }) => id === "trust" && status === "passed")?.message;
  if (confirmed !== undefined) return `, ${printable(confirmed, 300)}`;
  return issuer.name === null ? "" : `, which says it is ${quoted(issuer.name)}`;
}

/** An identifier in plain letters: a host's name in another alphabet is shown as DNS has it, so that none looks like it. */
function plainId(id: string): string {
  const ascii = /^[\x20-\x7e]*$/;
  const seen = !ascii.test(id) && id.startsWith("https://") && URL.canParse(id) ? new URL(id).href : id;
  return printable(seen.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`));
}

/** What the credential says of itself, once its signature shows that its issuer said so. */
function claims(report: Report, indent: string): string[] {
  if (!holds(report, "proof.signature") || !holds(report, "proof.key")) return [];
  const { issuer, subject, type } = report;
  const name = nameOf(report);
  return [
    ...(type === null ? [] : [line(indent, "type", printable(type))]),
    ...(issuer.id === null ? [] : [line(indent, "issuer", plainId(issuer.id) + name)]),
    ...(subject === null ? [] : [line(indent, "about", printable(subject))]),
  ];
}

const explained = ({ explanation }: Report, indent: string): string[] =>
  explanation === undefined ? [] : explanationLines(explanation).map((said) => indent + said);

function body(report: Report, indent: string, paint: Paint): string[] {
  const against = report.checks.filter(({ status }) => status === "failed" || status === "unknown");
  const passed = [...new Set(report.checks.filter(({ status }) => status === "passed").map(({ id }) => id))];
  const clean = passed.filter((id) => holds(report, id));
  return [
    ...against.flatMap((one) => finding(one, indent, paint)),
    ...advice([...against, ...noticesIn(report)]).map((said) => line(indent, "to do", said)),
    ...claims(report, indent),
    ...notices(report, indent, paint),
    ...(clean.length === 0 ? [] : [line(indent, "passed", clean.join(", "))]),
  ];
}

const verdict = (report: Report, paint: Paint): string => paint[COLOURS[report.verdict]](report.verdict.padEnd(13));

/** Most credentials inside that are shown though nothing speaks against them. */
const MOST_SHOWN = 20;

function member(report: Report, index: number, indent: string, paint: Paint): string[] {
  return [
    `${indent}${verdict(report, paint)}credential ${index + 1}`,
    ...(report.verdict === "valid"
      ? [...claims(report, indent), ...notices(report, indent, paint)]
      : body(report, indent, paint)),
    ...explained(report, indent),
    ...inside(report.credentials, indent, paint),
  ];
}

function inside(reports: readonly Report[], indent: string, paint: Paint): string[] {
  if (reports.length === 0) return [];
  const few = reports.length <= MOST_SHOWN;
  const isShown = ({ verdict, explanation }: Report) => few || verdict !== "valid" || explanation !== undefined;
  const verdicts = reports.map((report) => report.verdict);
  const rest = reports.every(isShown) ? "" : "; those that are valid are not shown, --json has all";
  return [
    line(indent, "inside", tally(verdicts, "credential") + rest),
    ...reports.flatMap((report, index) => (isShown(report) ? member(report, index, `${indent}    `, paint) : [])),
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
  return [first, ...body(report, "", paint), ...explained(report, ""), ...inside(report.credentials, "", paint)].join(
    "\n",
  );
}
