// refresh: a refresh service is named. Only a reader who asks for it has it asked, once, and what it answers is a
// credential like any other: of the same issuer and id, or it is none of this one (Open Badges 3.0, verification step 3).
import { type Finding, passed, skipped, unknown } from "../core/finding.ts";
import { objectsOf, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Check, Examination, Report } from "./examination.ts";
import { issuerOf } from "./issuer.ts";

const POINTER = "/refreshService";
const note = (code: string, message: string): Finding => skipped("refresh", code, message, POINTER);

/** What an answer is worth; the original stands in any case. */
function judge(report: Report, { opened: { document } }: Examination): Finding {
  if (report.id !== document["id"] || report.issuer.id !== (issuerOf(document) ?? null)) {
    return note("REFRESH_OTHER", "what the refresh service answered is another credential");
  }
  if (report.verdict === "valid") return passed("refresh", "what the refresh service answered holds; it stands below");
  return unknown("refresh", "REFRESH_UNSOUND", "what the refresh service answered does not hold", POINTER);
}

async function followed(address: string, examination: Examination): Promise<Finding> {
  const got = await examination.world.load(address);
  if (!got.ok) return note("REFRESH_UNAVAILABLE", `the refresh service gave no answer: ${got.reason}`);
  const report = await examination.inside(got.value, POINTER);
  examination.keep([report]);
  return judge(report, examination);
}

export const refreshCheck: Check = {
  ids: ["refresh"],
  after: ["shape"],
  async run(examination) {
    const { opened, world, found } = examination;
    const services = objectsOf(opened.document["refreshService"]);
    if (services.length === 0) return [skipped("refresh", "NO_REFRESH", "the credential names no refresh service")];
    const [address] = services.flatMap((service) => text(service["id"]) ?? []);
    const at = address === undefined ? "" : ` at ${quoted(address)}`;
    const holds = (["context", "proof.signature", "proof.key"] as const).every((id) =>
      found(id).every(({ status }) => status === "passed" || status === "skipped"),
    );
    // Nothing but the issuer's keys is asked for before the signature holds.
    if (world.refresh === true && address?.startsWith("https://") === true && holds) {
      return [await followed(address, examination)];
    }
    return [note("REFRESH_NOT_FOLLOWED", `a refresh service${at} may hold a newer one; it was not asked`)];
  },
};
