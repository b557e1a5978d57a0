// What an entry of `credentialStatus` asks for: the kinds of bit lists that are met, as a table.
import { gunzipSync, unzipSync } from "node:zlib";
import { type Finding, failed } from "../core/finding.ts";
import { type Json, type JsonObject, stringsOf, text } from "../core/json.ts";
import { fromMultibase } from "../core/multibase.ts";
import type { Allowance, Unpacked } from "./examination.ts";

/** Largest list once unpacked, in bytes (Bitstring Status List 1.0, section 6, warns of compression bombs). */
const LARGEST_LIST = 16 * 1024 * 1024;
/** Most bits that a status may have; a list of the smallest size then fills a fifth of the largest. */
const MOST_BITS = 32;

/** A kind of status list: how its entries name what they ask for, and how its lists are written. */
export interface ListKind {
  readonly listType: string;
  readonly listClass: string;
  /** Members of an entry for the index and the address; the first that is there counts. */
  readonly index: readonly string[];
  readonly address: readonly string[];
  /** What its entries are for where they do not say. */
  readonly purpose?: string;
  /** Fewest entries, for the privacy of the herd. */
  readonly fewest: number;
  readonly unpack: (encoded: string) => Uint8Array | undefined;
}

/** Bytes of all the lists that one file may make laurel unpack. */
const MOST_UNPACKED = 4 * LARGEST_LIST;

const inflated = (inflate: typeof gunzipSync, packed: Uint8Array | undefined): Uint8Array | undefined => {
  try {
    return packed === undefined ? undefined : inflate(packed, { maxOutputLength: LARGEST_LIST });
  } catch {
    return undefined;
  }
};

/** Section 3.2 of the standard: GZIP behind multibase base64url. */
const multibase = (encoded: string): Uint8Array | undefined =>
  inflated(gunzipSync, encoded.startsWith("u") ? fromMultibase(encoded) : undefined);

/** The drafts before it: base64 of either alphabet without a prefix; the first of them packed with ZLIB. */
const bare = (encoded: string): Uint8Array | undefined =>
  inflated(unzipSync, /^[\w+/-]+={0,2}$/.test(encoded) ? Buffer.from(encoded, "base64") : undefined);

const KINDS: Readonly<Record<string, ListKind>> = {
  BitstringStatusListEntry: {
    listType: "BitstringStatusListCredential",
    listClass: "BitstringStatusList",
    index: ["statusListIndex"],
    address: ["statusListCredential"],
    // Section 3.2 wants 131,072. Issuers went on with the 100,000 that programs made before it; those lists hide an
    // entry as well, and what they say of it is as true.
    fewest: 100_000,
    unpack: multibase,
  },
  StatusList2021Entry: {
    listType: "StatusList2021Credential",
    listClass: "StatusList2021",
    index: ["statusListIndex"],
    address: ["statusListCredential"],
    fewest: 0,
    unpack: bare,
  },
  RevocationList2020Status: {
    listType: "RevocationList2020Credential",
    listClass: "RevocationList2020",
    index: ["revocationListIndex", "statusListIndex"],
    address: ["revocationListCredential", "statusListCredential"],
    purpose: "revocation",
    fewest: 0,
    unpack: bare,
  },
};

/** Small lists that were unpacked last: thousands of files ask for one. */
const kept = new Map<string, Unpacked>();
const MOST_KEPT = 4;
const LARGEST_KEPT = 1024 * 1024;

/** The bits of a list, unpacked once for a file; undefined when they cannot be had. */
export function unpackedIn({ unpack }: ListKind, encoded: string, { unpacked }: Allowance): Uint8Array | undefined {
  const known = [unpacked, kept].map((lists) => lists.get(encoded)).find((list) => list?.unpack === unpack);
  const bits = known?.bits ?? unpack(encoded);
  if (bits === undefined) return undefined;
  const list = known ?? { unpack, bits };
  unpacked.set(encoded, list);
  if ([...unpacked.values()].reduce((sum, one) => sum + one.bits.length, 0) > MOST_UNPACKED) {
    unpacked.delete(encoded);
    return undefined;
  }
  if (bits.length <= LARGEST_KEPT) kept.set(encoded, list);
  for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return bits;
}

export interface Entry {
  readonly kind: ListKind;
  readonly purpose: string;
  readonly address: string;
  readonly index: number;
  /** Bits of a status. */
  readonly size: number;
  /** What the issuer says that a value means. */
  readonly meaning: (value: number) => string | undefined;
}

/** The kind of list that an entry's type names; undefined for others. */
export function listKindOf(entry: JsonObject): ListKind | undefined {
  const type = stringsOf(entry["type"]).find((name) => Object.hasOwn(KINDS, name));
  return type === undefined ? undefined : KINDS[type];
}

/** A canonical decimal, as a string or (as the examples of Open Badges 3.0 have it) a number. */
export function wholeNumber(value: Json | undefined): number | undefined {
  const written = typeof value === "number" ? String(value) : text(value);
  return written !== undefined && /^(0|[1-9]\d{0,8})$/.test(written) ? Number(written) : undefined;
}

const firstOf = (entry: JsonObject, names: readonly string[]): Json | undefined =>
  names.map((name) => entry[name]).find((value) => value !== undefined);

/** Section 3.1, statusMessage: a status in hexadecimal, and what it means. */
function meaningIn(entry: JsonObject): Entry["meaning"] {
  const list = entry["statusMessage"];
  const messages = (Array.isArray(list) ? list : []) as readonly JsonObject[];
  return (value) =>
    text(messages.find((one) => Number.parseInt(text(one?.["status"]) ?? "", 16) === value)?.["message"]);
}

/** What an entry of a known kind asks for, or what is to be said of one that asks for nothing. */
export function readEntry(entry: JsonObject, kind: ListKind, pointer: string): Entry | Finding {
  const purpose = text(entry["statusPurpose"]) ?? kind.purpose;
  const address = text(firstOf(entry, kind.address));
  const index = wholeNumber(firstOf(entry, kind.index));
  const size = wholeNumber(entry["statusSize"] ?? 1);
  if (purpose === undefined || address === undefined || index === undefined) {
    const message = `want statusPurpose, ${kind.address[0]} and a ${kind.index[0]} such as "94567"`;
    return failed("status", "STATUS_MALFORMED", message, pointer);
  }
  if (size === undefined || size < 1 || size > MOST_BITS) {
    return failed("status", "STATUS_MALFORMED", `want a statusSize of 1 to ${MOST_BITS} bits`, `${pointer}/statusSize`);
  }
  return { kind, purpose, address, index, size, meaning: meaningIn(entry) };
}

/** The value of an entry of a list; section 3.2: index 0 begins with the leftmost bit of the first byte. */
export function valueAt(bits: Uint8Array, { index, size }: Pick<Entry, "index" | "size">): number | undefined {
  const first = index * size;
  if (first + size > bits.length * 8) return undefined;
  let value = 0;
  for (let bit = first; bit < first + size; bit++) value = value * 2 + (((bits[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  return value;
}
