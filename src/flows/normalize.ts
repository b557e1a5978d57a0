// Normalize: a framework put right, and what is still wrong with it.
import type { Json } from "../core/json.ts";
import { type Normalized, normalize } from "../frameworks/normalize.ts";
import { type LintReport, lintFramework } from "./lint.ts";

export interface NormalizedFramework extends Normalized {
  /** Of the clean package, with the standard's own rules: its errors are for a person to decide. */
  readonly report: LintReport;
}

export async function normalizeFramework(
  value: Json,
  { file, now, most }: { readonly file: string; readonly now: Date; readonly most: number },
): Promise<NormalizedFramework> {
  const made = normalize(value, { file, now });
  return { ...made, report: await lintFramework(made.package, { file, now, most, strict: "1.1" }) };
}
