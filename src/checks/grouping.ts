// How far the proof of a record says which of its parts a statement stands in. JSON-LD makes one graph of all of them:
// what two parts say alike about one thing is one statement, and could be taken out of either without a trace.
import { type Finding, skipped } from "../core/finding.ts";
import { objectsOf } from "../core/json.ts";
import { isOfText } from "../proofs/suites.ts";
import type { Examination } from "./examination.ts";

export async function groupingFindings({ opened, content, quads, found }: Examination): Promise<readonly Finding[]> {
  const signed = found("proof.signature").some(({ status }) => status === "passed");
  if (opened.token !== undefined || !signed || objectsOf(opened.document["proof"]).some(isOfText)) return [];
  const canonical = await quads();
  if (!canonical.ok) return [];
  const repeated = (await content.size()) - canonical.quads.split("\n").length + 1;
  if (repeated === 0) return [];
  const message =
    "parts of it say the same of one thing, and its proof does not tell which of them says it; " +
    "what each credential inside says is held by that credential's own proof";
  return [skipped("credentials", "GROUPING_UNPROTECTED", message)];
}
