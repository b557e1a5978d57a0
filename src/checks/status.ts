// status: Bitstring Status List 1.0. Every entry is looked up; a list that cannot be relied on leaves the answer open.
import { gunzipSync } from "node:zlib";
import { type Finding, failed, passed, skipped, unknown } from "../core/finding.ts";
import { isObject, type Json, type JsonObject, object, objectsOf, pointerTo, stringsOf, text } from "../core/json.ts";
import { fromMultibase } from "../core/multibase.ts";
import { quoted } from "../core/text.ts";
import { kindOf } from "../schemas/kind.ts";
import type { Check, Examination, Report } from "./examination.ts";
import { issuerOf } from "./issuer.ts";
import { openValue } from "./open.ts";

/** Largest list once unpacked, in bytes (Bitstring Status List 1.0, section 6, warns of compression bombs). */
const LARGEST_LIST = 16 * 1024 * 1024;
/** Fewest entries, for the privacy of the herd (section 3.2). */
const FEWEST_ENTRIES = 131_072;

const MEANINGS: Readonly<Record<string, readonly [code: string, message: string]>> = {
  revocation: ["REVOKED", "its issuer has revoked it"],
  suspension: ["SUSPENDED", "its issuer has suspended it"],
};

const open = (code: string, message: string, pointer: string): Finding => unknown("status", code, message, pointer);

/** A list credential as it was fetched: JSON, or a compact JWS as a JSON string. */
function listDocument(value: Json): JsonObject | undefined {
  if (isObject(value)) return value;
  return typeof value === "string" ? openValue(value.trim()).opened?.document : undefined;
}

function bitsOf(encoded: string | undefined): Uint8Array | undefined {
  const packed = encoded?.startsWith("u") ? fromMultibase(encoded) : undefined;
  try {
    return packed === undefined ? undefined : gunzipSync(packed, { maxOutputLength: LARGEST_LIST });
  } catch {
    return undefined;
  }
}

/** A canonical decimal, as a string or (as the examples of Open Badges 3.0 have it) a number. */
function indexOf(value: Json | undefined): number | undefined {
  const written = typeof value === "number" ? String(value) : text(value);
  return written !== undefined && /^(0|[1-9]\d{0,8})$/.test(written) ? Number(written) : undefined;
}

interface Entry {
  readonly purpose: string;
  readonly address: string;
  readonly index: number;
}

/** What an entry asks for, or what is to be said of one that asks for nothing. */
function readEntry(entry: JsonObject, pointer: string): Entry | Finding {
  const purpose = text(entry["statusPurpose"]);
  const address = text(entry["statusListCredential"]);
  const index = indexOf(entry["statusListIndex"]);
  if (entry["type"] !== "BitstringStatusListEntry") {
    const type = stringsOf(entry["type"]).join(", ");
    return open("STATUS_UNSUPPORTED", `laurel cannot look up a status of type ${quoted(type)}`, pointer);
  }
  if (purpose === undefined || address === undefined || index === undefined) {
    const message = 'want statusPurpose, statusListCredential and a statusListIndex such as "94567"';
    return failed("status", "STATUS_MALFORMED", message, pointer);
  }
  if (!Object.hasOwn(MEANINGS, purpose)) {
    const message = `a status of purpose ${quoted(purpose)} takes no part in the verdict`;
    return skipped("status", "STATUS_NOTICE", message, pointer);
  }
  if (entry["statusSize"] !== undefined && String(entry["statusSize"]) !== "1") {
    const message = "laurel reads revocation and suspension only from lists of one bit an entry";
    return open("STATUS_UNSUPPORTED", message, pointer);
  }
  return { purpose, address, index };
}

type Against = readonly [holds: boolean, code: string, message: string];

/** What speaks against a list: it must be a sound credential, of this issuer, at this address, for this purpose. */
function listFaults(
  list: JsonObject,
  { address, purpose }: Entry,
  report: Report,
  document: JsonObject,
): readonly Against[] {
  const purposes = stringsOf(object(list["credentialSubject"])?.["statusPurpose"]);
  return [
    [report.verdict !== "valid", "STATUS_LIST_INVALID", "the status list itself does not verify"],
    [kindOf(list).kind !== "status-list", "STATUS_LIST_INVALID", "what stands at the list's address is no status list"],
    [list["id"] !== address, "STATUS_LIST_OTHER", "the status list has another id than the entry names"],
    [issuerOf(list) !== issuerOf(document), "STATUS_LIST_OTHER", "the status list is signed by another issuer"],
    [!purposes.includes(purpose), "STATUS_LIST_OTHER", "the status list is for another purpose"],
  ];
}

const bitsFaults = (bits: Uint8Array | undefined, { index }: Entry): readonly Against[] => {
  const entries = (bits?.length ?? 0) * 8;
  const few = `the status list has fewer than ${FEWEST_ENTRIES} entries`;
  return [
    [bits === undefined, "STATUS_LIST_INVALID", "the status list cannot be unpacked"],
    [entries < FEWEST_ENTRIES, "STATUS_LIST_INVALID", few],
    [index >= entries, "STATUS_LIST_INVALID", "the entry's index lies beyond the end of the status list"],
  ];
};

async function entryFinding(
  value: JsonObject,
  pointer: string,
  { opened, world, inside }: Examination,
): Promise<Finding> {
  const entry = readEntry(value, pointer);
  if ("status" in entry) return entry;
  const got = await world.load(entry.address);
  if (!got.ok) return open("STATUS_UNAVAILABLE", `the status list could not be had: ${got.reason}`, pointer);
  const list = listDocument(got.value);
  if (list === undefined) {
    return open("STATUS_LIST_INVALID", "what stands at the list's address is no credential", pointer);
  }
  const report = await inside(got.value, pointer);
  const bits = bitsOf(text(object(list["credentialSubject"])?.["encodedList"]));
  const against = [...listFaults(list, entry, report, opened.document), ...bitsFaults(bits, entry)];
  const found = against.find(([holds]) => holds);
  if (found !== undefined) return open(found[1], found[2], pointer);
  // Section 3.2: index 0 is the leftmost bit of the first byte.
  const set = ((bits?.[entry.index >> 3] ?? 0) >> (7 - (entry.index & 7))) & 1;
  const [code, message] = MEANINGS[entry.purpose] ?? ["STATUS_SET", "its status is set"];
  return set === 1 ? failed("status", code, message, pointer) : passed("status", `not in the ${entry.purpose} list`);
}

export const statusCheck: Check = {
  ids: ["status"],
  after: ["shape", "context", "type", "proof.signature", "proof.key"],
  async run(examination) {
    const value = examination.opened.document["credentialStatus"];
    const entries = objectsOf(value);
    if (entries.length === 0) return [skipped("status", "NO_STATUS", "the credential has no status to look up")];
    const pointers = entries.map((_, index) =>
      Array.isArray(value) ? pointerTo("credentialStatus", index) : "/credentialStatus",
    );
    return Promise.all(entries.map((entry, index) => entryFinding(entry, pointers[index] ?? "", examination)));
  },
};
