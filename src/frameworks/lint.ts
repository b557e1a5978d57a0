// What is wrong with a CASE file, beyond what the standard's schema can see: laurel's own rules in one table.
import type { Json } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import type { Framework } from "./framework.ts";
import { linksOf } from "./links.ts";
import { IDENTITY } from "./lint-identity.ts";
import { LIFE } from "./lint-life.ts";
import { LINK } from "./lint-link.ts";
import type { LintRules, Severity, Spotted } from "./lint-rule.ts";
import { TEXT } from "./lint-text.ts";
import { TREE } from "./lint-tree.ts";
import { NOTICES, type NoticeCode, noticing } from "./notices.ts";
import { readFramework } from "./reader.ts";
import { shapeOf } from "./shape.ts";

export interface LintFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly count: number;
  /** The first of them. */
  readonly places: readonly Spotted[];
}

/** Without these an item is no item; everything else that a reader can put up with is a warning. */
const FATAL: ReadonlySet<string> = new Set<NoticeCode>(["IDENTIFIER_MISSING", "STATEMENT_MISSING"]);

const RULES: LintRules = { ...IDENTITY, ...TREE, ...LIFE, ...TEXT, ...LINK };

const severityOf = (code: string): Severity => RULES[code]?.severity ?? (FATAL.has(code) ? "error" : "warning");

/** Every code that lint can give, errors first, for the help. */
export const LINT_CODES: readonly { code: string; severity: Severity; says: string; cure: string }[] = [
  ...Object.entries(RULES).map(([code, { severity, says, cure }]) => ({ code, severity, says, cure })),
  ...Object.entries(NOTICES).map(([code, says]) => ({ code, severity: severityOf(code), says, cure: "" })),
].sort((a, b) => byCode(a.severity, b.severity) || byCode(a.code, b.code));

/** What laurel's rules find in a package; `most` places of each. Throws FRAMEWORK_INVALID for what is no framework. */
export function lint(
  value: Json,
  { file, now, most }: { readonly file: string; readonly now: Date; readonly most: number },
): { readonly framework: Framework; readonly findings: readonly LintFinding[] } {
  const noting = noticing(most);
  const framework = readFramework(value, file, noting);
  const subject = { framework, links: linksOf(framework), shape: shapeOf(value, noticing(), file), now };
  const noticed = noting.notices().map(
    ({ code, message, count, pointers }): LintFinding => ({
      code,
      severity: severityOf(code),
      message,
      count,
      places: pointers.map((pointer) => ({ pointer })),
    }),
  );
  const found = Object.entries(RULES).flatMap(([code, { severity, says, find }]): readonly LintFinding[] => {
    const all = [...find(subject)];
    return all.length === 0 ? [] : [{ code, severity, message: says, count: all.length, places: all.slice(0, most) }];
  });
  return { framework, findings: [...found, ...noticed].sort((a, b) => byCode(a.severity, b.severity)) };
}
