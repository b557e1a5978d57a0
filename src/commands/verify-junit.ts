// A verdict as JUnit XML, which build servers show: a suite for each file, a case for each check of each credential.
import type { Report } from "../checks/examination.ts";
import type { FaultFacts } from "../core/fault.ts";
import type { Finding } from "../core/finding.ts";
import { printable } from "../core/text.ts";
import { problemOf } from "../outputs/problem.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** A stranger's text as XML 1.0 allows it: no control characters, no lone surrogates, no non-characters, no markup. */
const safe = (text: string, limit = 1_000): string =>
  printable(text, limit)
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? "");

const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${safe(String(value))}"`))
    .join("");

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly finding: Finding;
}

/** A credential's checks, then those of the credentials inside it, under `file / credential 1`. */
function casesOf(report: Report, classname: string): readonly Case[] {
  const seen = new Map<string, number>();
  const own = report.checks.map((finding) => {
    const time = (seen.get(finding.id) ?? 0) + 1;
    seen.set(finding.id, time);
    return { name: time === 1 ? finding.id : `${finding.id} (${time})`, classname, finding };
  });
  const inside = report.credentials.flatMap((one, index) => casesOf(one, `${classname} / credential ${index + 1}`));
  return [...own, ...inside];
}

/** What stands in a case that did not pass. `error` is what could not be told: neither a pass nor a failure. */
const ELEMENTS: Readonly<Record<Finding["status"], string | undefined>> = {
  passed: undefined,
  failed: "failure",
  unknown: "error",
  skipped: "skipped",
};

function caseOf({ name, classname, finding }: Case): string {
  const element = ELEMENTS[finding.status];
  const head = `    <testcase${attributes({ classname, name, time: "0" })}`;
  if (element === undefined) return `${head}/>`;
  const { code, message = "", pointer } = finding;
  if (element === "skipped") return `${head}><skipped${attributes({ message })}/></testcase>`;
  const place = pointer === undefined || pointer === "" ? "" : ` at ${pointer}`;
  const body = safe(`${message}${place} (${problemOf(finding)?.type ?? ""})`);
  return `${head}><${element}${attributes({ type: code, message })}>${body}</${element}></testcase>`;
}

function suite(file: string, cases: readonly Case[]): string {
  const count = (status: Finding["status"]) => cases.filter(({ finding }) => finding.status === status).length;
  const head = attributes({
    name: file,
    tests: cases.length,
    failures: count("failed"),
    errors: count("unknown"),
    skipped: count("skipped"),
    time: "0",
  });
  return [`  <testsuite${head}>`, ...cases.map(caseOf), "  </testsuite>"].join("\n");
}

export const JUNIT_START = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="laurel verify">';
export const JUNIT_END = "</testsuites>";

export const junitSuite = (file: string, report: Report): string => suite(file, casesOf(report, file));

/** A file that could not be read at all. */
export const junitFault = (file: string, { code, message }: FaultFacts): string =>
  suite(file, [{ name: "parse", classname: file, finding: { id: "parse", status: "unknown", code, message } }]);
