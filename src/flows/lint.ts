// Lint: laurel's own rules of a framework first, then, on request, the standard's.
import { grouped } from "../core/grouping.ts";
import { type Json, pointerTo } from "../core/json.ts";
import type { CaseVersion } from "../frameworks/classes.ts";
import type { Framework } from "../frameworks/framework.ts";
import { type LintFinding, lint } from "../frameworks/lint.ts";
import { CASE_SCHEMAS } from "../schemas/case.ts";
import { type Breach, everyBreach } from "../schemas/validate.ts";

export interface LintOptions {
  readonly file: string;
  readonly now: Date;
  /** Places of each finding that are kept. */
  readonly most: number;
  /** Also the standard's own rules, of this version. */
  readonly strict?: CaseVersion | undefined;
}

/** Codes that only `--strict` gives. */
export const STRICT_CODES = {
  SCHEMA_MISSING: "a member that the standard requires is missing",
  SCHEMA_UNKNOWN: "a member that the standard does not have there",
  SCHEMA_KIND: "a value of another kind than the standard's, such as a text for a list, or null",
  SCHEMA_VALUE: "a value that the standard does not take, such as a time for a date",
} as const;

/** Codes of the standard's rules, by keyword of JSON Schema; any other keyword is a value that does not fit. */
const STRICT_BY_KEYWORD: Readonly<Record<string, keyof typeof STRICT_CODES>> = {
  required: "SCHEMA_MISSING",
  additionalProperties: "SCHEMA_UNKNOWN",
  type: "SCHEMA_KIND",
};
/** Breaches of one rule of the standard at one member are one finding. */
function strictFindings(breaches: readonly Breach[], most: number): readonly LintFinding[] {
  const groups = grouped(breaches, ({ keyword, place }) => pointerTo(keyword) + place);
  return [...groups.values()].map((group): LintFinding => {
    const [{ keyword, place, message }] = group as readonly [Breach, ...Breach[]];
    const code = STRICT_BY_KEYWORD[keyword] ?? "SCHEMA_VALUE";
    const places = group.slice(0, most).map(({ pointer }) => ({ pointer }));
    return { code, severity: "error", message: `${place || "the package"}: ${message}`, count: group.length, places };
  });
}

export interface LintReport {
  readonly framework: Framework;
  /** Errors first. */
  readonly findings: readonly LintFinding[];
  readonly errors: number;
  readonly warnings: number;
}

export async function lintFramework(value: Json, options: LintOptions): Promise<LintReport> {
  const { strict, most } = options;
  const { framework, findings: own } = lint(value, options);
  const standard = strict === undefined ? [] : strictFindings(await everyBreach(CASE_SCHEMAS[strict], value), most);
  const of = (severity: LintFinding["severity"]) => [...own, ...standard].filter((one) => one.severity === severity);
  const [errors, warnings] = [of("error"), of("warning")];
  const sum = (findings: readonly LintFinding[]): number => findings.reduce((total, { count }) => total + count, 0);
  return { framework, findings: [...errors, ...warnings], errors: sum(errors), warnings: sum(warnings) };
}
