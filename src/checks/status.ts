// status: every entry is looked up, whatever it is for (Bitstring Status List 1.0, section 3.3, and the lists before
// it). A list that cannot be had or relied on leaves the answer open.
import { type Finding, failed, passed, skipped, unknown } from "../core/finding.ts";
import { type JsonObject, objectsOf, pointerTo, stringsOf } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Check, Examination } from "./examination.ts";
import { isTextSigned } from "./signature.ts";
import { type Entry, listKindOf, readEntry } from "./status-entry.ts";
import { ageOf, answerOf, type Listed, listAt } from "./status-list.ts";
import { PAGE_TYPE, pageFinding } from "./status-page.ts";

/** Most entries of one credential that are looked up; an issuer writes one for each purpose. */
const MOST_ENTRIES = 16;

type Meaning = (entry: Entry, value: number, pointer: string) => Finding;

const against =
  (code: string, done: string): Meaning =>
  (_, __, pointer) =>
    failed("status", code, `its issuer has ${done} it`, pointer);

const worded = ({ meaning }: Entry, value: number): string => {
  const said = meaning(value);
  return said === undefined ? `0x${value.toString(16)}` : quoted(said);
};

/** What a status that is set means, by its purpose (section 3.1). */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  revocation: against("REVOKED", "revoked"),
  suspension: against("SUSPENDED", "suspended"),
  refresh: (_, __, pointer) => skipped("status", "STATUS_REFRESH", "its issuer has a newer one", pointer),
  message: (entry, value, pointer) =>
    unknown("status", "STATUS_MESSAGE", `its issuer says of it: ${worded(entry, value)}`, pointer),
};

/** A purpose of the issuer's own, which says something that no program can judge. */
const own: Meaning = (entry, value, pointer) =>
  unknown(
    "status",
    "STATUS_MESSAGE",
    `its issuer says of it for the purpose ${quoted(entry.purpose)}: ${worded(entry, value)}`,
    pointer,
  );

const meaningOf = ({ purpose }: Entry): Meaning => (Object.hasOwn(MEANINGS, purpose) ? MEANINGS[purpose] : own) ?? own;

function findingOf(listed: Listed, entry: Entry, pointer: string, examination: Examination): Finding {
  if (!listed.ok) return unknown("status", listed.code, listed.reason, pointer);
  const answer = answerOf(listed, entry, examination);
  const set = answer.value !== undefined && answer.value !== 0;
  const said = set ? meaningOf(entry)(entry, answer.value, pointer) : undefined;
  if (answer.against !== undefined) {
    // Bad news is taken from whatever sound list stands where the issuer said; good news only from the issuer's own.
    const [code, why] = answer.against;
    if (answer.own || said?.status !== "failed") return unknown("status", code, why, pointer);
    return { ...said, message: `${said.message}, by a list that is not shown to be the issuer's own: ${why}` };
  }
  if (said !== undefined) return said;
  const meaning = entry.meaning(0);
  const purpose = Object.hasOwn(MEANINGS, entry.purpose) ? entry.purpose : quoted(entry.purpose);
  const zero = meaning === undefined ? `not in the ${purpose} list` : `its status is ${quoted(meaning)}, in the list`;
  return passed("status", `${zero} ${ageOf(listed, examination.world.now)}`);
}

async function entryFinding(
  value: JsonObject,
  pointer: string,
  examination: Examination,
  lists: Map<string, Promise<Listed>>,
): Promise<Finding> {
  const types = stringsOf(value["type"]);
  if (types.includes(PAGE_TYPE)) return pageFinding(value, pointer, examination);
  const kind = listKindOf(value);
  if (kind === undefined) {
    const message = `laurel cannot look up a status of type ${quoted(types.join(", "))}`;
    return unknown("status", "STATUS_UNSUPPORTED", message, pointer);
  }
  const entry = readEntry(value, kind, pointer);
  if ("status" in entry) return entry;
  const listed = lists.get(entry.address) ?? listAt(entry.address, examination, pointer);
  lists.set(entry.address, listed);
  return findingOf(await listed, entry, pointer, examination);
}

/** JSON-LD joins entries of one id: a proof then does not tell which of them has which list and which index. */
function joined(entries: readonly JsonObject[]): JsonObject | undefined {
  const ids = entries.map(({ id }) => id);
  return entries.find(({ id }, nth) => id !== undefined && ids.indexOf(id) !== nth);
}

export const statusCheck: Check = {
  ids: ["status"],
  after: ["shape", "context", "type", "proof.signature", "proof.key"],
  async run(examination) {
    const value = examination.opened.document["credentialStatus"];
    const entries = objectsOf(value);
    if (entries.length === 0) return [skipped("status", "NO_STATUS", "the credential has no status to look up")];
    // The status of a list is looked up; that of a list for it would lead on without end.
    if ((examination.world.lists ?? 0) > 1) {
      return [
        unknown("status", "STATUS_UNSUPPORTED", "laurel looks up no lists for lists of lists", "/credentialStatus"),
      ];
    }
    const pointers = entries.map((_, index) =>
      Array.isArray(value) ? pointerTo("credentialStatus", index) : "/credentialStatus",
    );
    const lists = new Map<string, Promise<Listed>>();
    const findings: Finding[] = [];
    const doubled = isTextSigned(examination.opened) ? undefined : joined(entries);
    if (doubled !== undefined) {
      const message = `two entries of status have the id ${quoted(String(doubled["id"]))}: its proof does not keep them apart`;
      findings.push(unknown("status", "STATUS_MIXED", message, "/credentialStatus"));
    }
    for (const [index, entry] of entries.slice(0, MOST_ENTRIES).entries()) {
      findings.push(await entryFinding(entry, pointers[index] ?? "", examination, lists));
    }
    if (entries.length <= MOST_ENTRIES) return findings;
    const message = `it has ${entries.length} entries of status; laurel looks up ${MOST_ENTRIES}`;
    return [...findings, unknown("status", "STATUS_UNSUPPORTED", message, "/credentialStatus")];
  },
};
