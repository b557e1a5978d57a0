// A status list as a credential: what it must be before its bits are believed, and how old it is.
import { verdictOf } from "../core/finding.ts";
import { instantOf } from "../core/instant.ts";
import { isObject, type Json, type JsonObject, object, objectsOf, stringsOf, text } from "../core/json.ts";
import { count, quoted } from "../core/text.ts";
import type { Examination, Report } from "./examination.ts";
import { issuerOf } from "./issuer.ts";
import { openValue } from "./open.ts";
import { type Entry, unpackedIn, valueAt, wholeNumber } from "./status-entry.ts";
import { delegatesOf } from "./trust-match.ts";

/** A list at its address, examined, or why there is none. */
export type Listed =
  | { readonly ok: true; readonly document: JsonObject; readonly issued?: number; readonly sound: boolean }
  | { readonly ok: false; readonly code: string; readonly reason: string };

/** When the list that was found was made: the latest of the times that it tells. */
function issuedAt(document: JsonObject, payload: JsonObject | undefined): number | undefined {
  const proofs = objectsOf(document["proof"]).map((proof) => proof["created"]);
  const written = [document["validFrom"], document["issuanceDate"], ...proofs].map((value) =>
    instantOf(text(value) ?? ""),
  );
  const claimed = [payload?.["iat"], payload?.["nbf"]].map((seconds) =>
    typeof seconds === "number" ? seconds * 1000 : undefined,
  );
  const times = [...written, ...claimed].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Whether an issuer is trusted is asked of the credential; a list only has to be a sound one. */
const isSound = ({ checks }: Report): boolean => verdictOf(checks) === "valid";

/** Status lists of one file, with the credentials in it: each costs a signature. */
const MOST_LISTS = 64;

/** Gets and examines the list at an address. */
export async function listAt(
  address: string,
  { world, inside, allowance }: Examination,
  pointer: string,
): Promise<Listed> {
  if (allowance.lists.add(address).size > MOST_LISTS) {
    const reason = `the file names more than ${MOST_LISTS} status lists, of which laurel looks at no more`;
    return { ok: false, code: "STATUS_UNSUPPORTED", reason };
  }
  const got = await world.load(address);
  if (!got.ok)
    return { ok: false, code: "STATUS_UNAVAILABLE", reason: `the status list could not be had: ${got.reason}` };
  const { document, issued } = openedIn(got.value);
  if (document === undefined) {
    return { ok: false, code: "STATUS_LIST_INVALID", reason: "what stands at the list's address is no credential" };
  }
  const sound = isSound(await inside(got.value, pointer, { untrusted: true, list: true }));
  return { ok: true, document, sound, ...(issued === undefined ? {} : { issued }) };
}

interface OpenedList {
  readonly document?: JsonObject;
  readonly issued?: number | undefined;
}

/** Lists that were opened last, by their values, which are never changed. */
const opened = new Map<Json, OpenedList>();
const MOST_OPENED = 8;

/** A list credential as it was fetched: JSON, or a compact JWS as a JSON string. */
function openList(value: Json): OpenedList {
  const opening = openValue(typeof value === "string" ? value.trim() : value).opened;
  const document = opening?.document ?? (isObject(value) ? value : undefined);
  return document === undefined ? {} : { document, issued: issuedAt(document, opening?.token?.payload) };
}

/** The same, once for each of the last lists. */
function openedIn(value: Json): OpenedList {
  const list = opened.get(value) ?? openList(value);
  opened.set(value, list);
  for (const oldest of opened.keys()) if (opened.size > MOST_OPENED) opened.delete(oldest);
  return list;
}

/**
 * A list that moved keeps a name that nobody else would choose: a UUID, or letters of both cases and digits at random.
 * Any other name ("1", "revocation") may be that of another list.
 */
const UNIQUE = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=\w*[a-z])(?=\w*[A-Z])(?=\w*\d)[0-9A-Za-z]{16,})$/;
const nameIn = (address: string): string | undefined => UNIQUE.exec(address)?.[1];

/** Section 3.2: a list may name itself, and then by the address that its entries name. */
function isAt(list: JsonObject, address: string): boolean {
  const id = list["id"];
  return id === undefined || id === address || (typeof id === "string" && nameIn(id) === (nameIn(address) ?? ""));
}

const isBy = (list: JsonObject, issuer: string | undefined, { world }: Examination): boolean => {
  const by = issuerOf(list);
  return by !== undefined && (by === issuer || delegatesOf(world.trust ?? [], issuer ?? "").has(by));
};

type Against = readonly [holds: boolean, code: string, message: string];

export interface Answer {
  readonly value: number | undefined;
  /** Why the answer cannot be relied on. */
  readonly against?: readonly [code: string, message: string];
  /** False when it comes from a list of another issuer, or of another name; then it can only speak against. */
  readonly own: boolean;
}

/** What a list answers an entry. */
export function answerOf(list: Extract<Listed, { ok: true }>, entry: Entry, examination: Examination): Answer {
  const { kind, purpose, address, index, size } = entry;
  const { document, sound } = list;
  const subject = object(document["credentialSubject"]) ?? {};
  const purposes = stringsOf(subject["statusPurpose"]);
  const bits = sound ? unpackedIn(kind, text(subject["encodedList"]) ?? "", examination.allowance) : undefined;
  const entries = Math.floor(((bits?.length ?? 0) * 8) / size);
  const ownSize = wholeNumber(subject["statusSize"]);
  const is = (name: string, value: Json | undefined) => stringsOf(value).includes(name);
  const forIt = purposes.includes(purpose) || (purposes.length === 0 && kind.purpose === purpose);
  const faults: readonly Against[] = [
    [!sound, "STATUS_LIST_INVALID", "the status list itself does not verify"],
    [
      !is(kind.listType, document["type"]) || !is(kind.listClass, subject["type"]),
      "STATUS_LIST_INVALID",
      "what stands at the list's address is no status list of that kind",
    ],
    [!forIt, "STATUS_LIST_OTHER", `the status list is for another purpose than ${quoted(purpose)}`],
    [bits === undefined, "STATUS_LIST_INVALID", "the status list cannot be unpacked"],
    [
      ownSize !== undefined && ownSize !== size,
      "STATUS_LIST_INVALID",
      "the status list has another statusSize than the entry",
    ],
    [entries < kind.fewest, "STATUS_LIST_INVALID", `the status list has fewer than ${kind.fewest} entries`],
    [index >= entries, "STATUS_LIST_INVALID", "the entry's index lies beyond the end of the status list"],
  ];
  const strange: readonly Against[] = [
    [!isAt(document, address), "STATUS_LIST_OTHER", "the status list has another id than the entry names"],
    [
      !isBy(document, issuerOf(examination.opened.document), examination),
      "STATUS_LIST_OTHER",
      "the status list is signed by another issuer",
    ],
  ];
  const value = bits === undefined ? undefined : valueAt(bits, entry);
  const first = ([...faults, ...strange] as const).find(([holds]) => holds);
  const own = first === undefined || !strange.includes(first);
  return { value, own, ...(first === undefined ? {} : { against: [first[1], first[2]] as const }) };
}

const DAY = 86_400_000;

/** `of 2026-05-01, 31 days old`: a list from before a revocation says nothing of it. */
export function ageOf({ issued, document }: Extract<Listed, { ok: true }>, now: Date): string {
  if (issued === undefined || Number.isNaN(new Date(issued).getTime())) return "without a date";
  const days = Math.max(0, Math.floor((now.getTime() - issued) / DAY));
  // Section 2.2, ttl: how long a copy may be kept, in milliseconds.
  const ttl = object(document["credentialSubject"])?.["ttl"];
  const late = typeof ttl === "number" && now.getTime() > issued + ttl ? ", past the time to ask for a newer one" : "";
  return `of ${new Date(issued).toISOString().slice(0, 10)}, ${days === 0 ? "not a day" : count(days, "day")} old${late}`;
}
