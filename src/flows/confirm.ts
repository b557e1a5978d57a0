// Before a run counts as done: what stands on the disk is read back, verified, and matched to its row.
import { fault } from "../core/fault.ts";
import { canonicalJson } from "../core/json.ts";
import { sha256 } from "../model/ledger.ts";
import { documentIn } from "../proofs/stored.ts";
import { eachOf } from "./each.ts";
import { foresee, type Issued, type IssueFacts, isRefused, isSame, issueForeseen, type Refused } from "./issue.ts";
import type { Entry } from "./plan.ts";

async function wrongWith({ entry, sha256: hash, status }: Issued, body: string, { holds, extension }: IssueFacts) {
  const document = documentIn(body);
  if (!isSame(document, entry, extension)) return "what stands in it is not the credential of its row";
  if (canonicalJson(document["credentialStatus"] ?? null) !== canonicalJson(status ?? null))
    return "it points at another place in the status lists";
  if ((await holds(body)) === false) return "its proof does not hold";
  return sha256(body) === hash ? undefined : "it is not the file that was written";
}

/** Throws FILE_MISMATCH, which names the file, for the first one that does not say what it should. */
export async function confirm(issued: readonly Issued[], facts: IssueFacts): Promise<void> {
  let done = 0;
  await eachOf(issued, facts.jobs, async (one) => {
    const wrong = await wrongWith(one, await facts.store.keep(one.path), facts);
    facts.progress(++done, issued.length, "credentials read back");
    if (wrong === undefined) return;
    throw fault("FILE_MISMATCH", `read back after it was written, and ${wrong} (line ${one.entry.row.line})`, {
      file: facts.store.where(one.path),
      hint: "Do not hand out this batch. Check the disk, take the file away, and issue the roster again.",
    });
  });
}

/** The whole way of planned entries: looked for, signed, stored and read back. */
export async function issueAll(entries: readonly Entry[], facts: IssueFacts): Promise<readonly (Issued | Refused)[]> {
  const outcomes = await issueForeseen(await foresee(entries, facts), facts);
  await confirm(
    outcomes.filter((one): one is Issued => !isRefused(one)),
    facts,
  );
  return outcomes;
}
