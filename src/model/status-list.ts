// Status lists as they are published, and the entries of credentials that point into them (W3C Bitstring Status List 1.0).
import { gunzipSync, gzipSync } from "node:zlib";
import { stampOf } from "../core/instant.ts";
import { type Json, type JsonObject, object, objectsOf, text } from "../core/json.ts";
import { fromMultibase } from "../core/multibase.ts";
import { type ListForm, type Register, type Slot, statusValue } from "./status-register.ts";

/** Purposes that laurel writes, with what it takes to say yes (section 2.1). */
export const PURPOSES = ["revocation", "suspension", "message"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Section 3.2, for the privacy of the herd. */
export const FEWEST_ENTRIES = 131_072;
export const MOST_ENTRIES = 16_777_216;

/** Bits of a status: as many as the messages need. */
const sizeOf = ({ messages }: ListForm, purpose: string): number =>
  purpose === "message" ? Math.max(1, Math.ceil(Math.log2(messages?.length ?? 2))) : 1;

/** A list of its own for each purpose; the entry of a credential is the same in all of them. */
export const listName = (purpose: string, list: number): string => `${purpose}-${list}`;
export const listUrl = ({ url }: ListForm, purpose: string, list: number): string =>
  url.replace("{list}", listName(purpose, list));

const NOT_USED = "not used";

/** The messages that an entry was written with. */
export function messagesIn(entry: JsonObject): readonly string[] {
  const messages = objectsOf(entry["statusMessage"]).map(({ message }) => text(message) ?? "");
  return messages.slice(0, messages.findLastIndex((message) => message !== NOT_USED) + 1);
}

/** Section 3.1, statusMessage: one for each value that the bits can have, in hexadecimal. */
function messagesOf({ messages = [] }: ListForm, size: number): readonly JsonObject[] {
  const values = Array.from({ length: 2 ** size }, (_, value) => value);
  return values.map((value) => ({ status: `0x${value.toString(16)}`, message: messages[value] ?? "not used" }));
}

function statusEntry(form: ListForm, purpose: string, { list, index }: Slot): JsonObject {
  const address = listUrl(form, purpose, list);
  const size = sizeOf(form, purpose);
  return {
    id: `${address}#${index}`,
    type: "BitstringStatusListEntry",
    statusPurpose: purpose,
    // Section 3.1: a decimal as a string.
    statusListIndex: String(index),
    statusListCredential: address,
    ...(purpose === "message" ? { statusSize: size, statusMessage: messagesOf(form, size) } : {}),
  };
}

/** The `credentialStatus` of a credential: one object for one purpose, since strict profiles have room for no more. */
export function credentialStatus(form: ListForm, slot: Slot): Json {
  const entries = form.purposes.map((purpose) => statusEntry(form, purpose, slot));
  return entries.length === 1 ? (entries[0] ?? null) : entries;
}

/** An entry of a credential, as far as laurel wrote it: purpose, number of the list, index, and the address behind it. */
export interface Pointing extends Slot {
  readonly purpose: string;
  readonly url: string;
  readonly entry: JsonObject;
}

/** `https://example.edu/status/revocation-1` as `https://example.edu/status/{list}` and 1. */
export function addressParts(
  address: string,
  purpose: string,
): (Omit<Slot, "index"> & { readonly url: string }) | undefined {
  const [, before, list, after] = new RegExp(`^(.*)${purpose}-([1-9]\\d{0,8})(?!\\d)(.*)$`, "s").exec(address) ?? [];
  return list === undefined ? undefined : { list: Number(list), url: `${before}{list}${after}` };
}

/** What the entries of a document point at; entries of lists that are named otherwise than laurel's are left out. */
export function pointingsOf(document: JsonObject): readonly Pointing[] {
  return objectsOf(document["credentialStatus"]).flatMap((entry): Pointing[] => {
    const purpose = PURPOSES.find((name) => name === entry["statusPurpose"]);
    const index = text(entry["statusListIndex"]) ?? "";
    const found = purpose === undefined ? undefined : addressParts(text(entry["statusListCredential"]) ?? "", purpose);
    if (purpose === undefined || found === undefined || !/^\d{1,9}$/.test(index)) return [];
    return [{ purpose, index: Number(index), entry, ...found }];
  });
}

/** The bits of a list, as the register has them. */
export function listBits(register: Register, list: number, purpose: string): Uint8Array {
  const form = register.lists.get(list);
  const size = form === undefined ? 1 : sizeOf(form, purpose);
  const bits = new Uint8Array(Math.ceil(((form?.entries ?? 0) * size) / 8));
  for (const [index, credential] of register.holders.get(list) ?? []) {
    const value = statusValue(register, credential, purpose);
    // Section 3.2: index 0 begins with the leftmost bit of the first byte.
    for (let bit = 0; bit < size; bit++) {
      const place = index * size + bit;
      if ((value >> (size - 1 - bit)) & 1) bits[place >> 3] = (bits[place >> 3] ?? 0) | (0x80 >> (place & 7));
    }
  }
  return bits;
}

/** The value of an entry in the bits of a list of a form. */
export function bitsAt(bits: Uint8Array, form: ListForm, purpose: string, index: number): number {
  const size = sizeOf(form, purpose);
  let value = 0;
  for (let place = index * size; place < (index + 1) * size; place++)
    value = value * 2 + (((bits[place >> 3] ?? 0) >> (7 - (place & 7))) & 1);
  return value;
}

/** Section 3.2: GZIP in multibase base64url. */
function encoded(bits: Uint8Array): string {
  const packed = gzipSync(bits, { level: 9 });
  // RFC 1952, section 2.3: the machine that packed it, which is left unsaid so that every machine gives the same bytes.
  packed[9] = 0xff;
  return `u${packed.toString("base64url")}`;
}

/** The bits of a list that laurel wrote; undefined for anything else. */
export function bitsIn(document: JsonObject | undefined): Uint8Array | undefined {
  try {
    const packed = fromMultibase(text(object(document?.["credentialSubject"])?.["encodedList"]) ?? "");
    return packed === undefined ? undefined : gunzipSync(packed, { maxOutputLength: MOST_ENTRIES * 4 });
  } catch {
    return undefined;
  }
}

export interface ListFacts {
  readonly list: number;
  readonly purpose: string;
  readonly now: Date;
  readonly validDays: number;
  readonly contexts: readonly string[];
}

const DAY = 86_400_000;

/** A BitstringStatusListCredential, before its proof. */
export function listDocument(register: Register, form: ListForm, facts: ListFacts): JsonObject {
  const { list, purpose, now, validDays, contexts } = facts;
  const id = listUrl(form, purpose, list);
  return {
    "@context": contexts,
    id,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer: form.issuer,
    validFrom: stampOf(now),
    validUntil: stampOf(new Date(now.getTime() + validDays * DAY)),
    credentialSubject: {
      id: `${id}#list`,
      type: "BitstringStatusList",
      statusPurpose: purpose,
      encodedList: encoded(listBits(register, list, purpose)),
    },
  };
}
