// A register that was lost, put together again from what was issued: credentials, manifests and signed lists. What it
// cannot know, it does not guess: its lists are closed, and the next credentials go into new ones.
import { issuerOf } from "../checks/issuer.ts";
import type { FaultFacts, Place } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import { type JsonObject, object, objectsOf, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import {
  addressParts,
  bitsAt,
  bitsIn,
  FEWEST_ENTRIES,
  messagesIn,
  type Pointing,
  PURPOSES,
  pointingsOf,
} from "../model/status-list.ts";
import { type ListForm, type Recorded, registerOf, type Slot, type StatusEvent } from "../model/status-register.ts";

export interface Found {
  readonly credentials: readonly { readonly document: JsonObject; readonly place: Place }[];
  /** Rows of manifests; the index is that of the only list, where the credential's own file is not at hand. */
  readonly rows: readonly { readonly id: string; readonly index: number; readonly place: Place }[];
  readonly lists: readonly { readonly document: JsonObject; readonly place: Place }[];
}

export interface Rebuilt {
  readonly events: readonly StatusEvent[];
  /** Credentials that have no place in it, and why. */
  readonly faults: readonly FaultFacts[];
  /** Entries that are set in a list and belong to no credential at hand. */
  readonly strangers: number;
}

interface Signed {
  readonly purpose: string;
  readonly list: number;
  readonly url: string;
  readonly issuer: string;
  readonly bits: Uint8Array;
  readonly at: string;
  readonly place: Place;
}

function signedIn({ document, place }: Found["lists"][number]): readonly Signed[] {
  const purpose = text(object(document["credentialSubject"])?.["statusPurpose"]) ?? "";
  const parts = PURPOSES.some((name) => name === purpose)
    ? addressParts(text(document["id"]) ?? "", purpose)
    : undefined;
  const [issuer, bits] = [issuerOf(document), bitsIn(document)];
  if (parts === undefined || issuer === undefined || bits === undefined) return [];
  return [{ purpose, ...parts, issuer, bits, at: text(document["validFrom"]) ?? stampOf(new Date(0)), place }];
}

/** Form of the lists of a number, as its credentials and its signed lists tell. */
function formOf(list: number, pointings: readonly Pointing[], issuer: string, signed: readonly Signed[]): ListForm {
  const own = signed.filter((one) => one.list === list);
  const purposes = PURPOSES.filter((name) => [...pointings, ...own].some(({ purpose }) => purpose === name));
  const messages = pointings.flatMap(({ purpose, entry }) => (purpose === "message" ? [messagesIn(entry)] : []))[0];
  // A list of single bits tells how many entries it has.
  const bits = own.find(({ purpose }) => purpose !== "message")?.bits.length;
  const entries = bits === undefined ? FEWEST_ENTRIES : bits * 8;
  const url = [...pointings, ...own][0]?.url ?? "";
  return { issuer, url, purposes, entries, ...(messages === undefined ? {} : { messages }) };
}

/** `issuers` are those whose credentials are the issuer's own. Throws STATUS_INVALID for what contradicts itself. */
export function rebuilt(
  before: readonly Recorded[],
  { credentials, rows, lists }: Found,
  issuers: readonly string[],
): Rebuilt {
  const recorded: Recorded[] = [...before];
  const faults: FaultFacts[] = [];
  const { lists: known, slots } = registerOf(before);
  const forms = new Map<number, ListForm>(known);
  const placed = new Map<string, Slot>(slots);
  const touched = new Set<number>();
  const signed = lists.flatMap(signedIn);
  const own = new Set([...issuers, ...signed.map(({ issuer }) => issuer)]);
  const refuse = (message: string, place: Place) => faults.push({ code: "STATUS_UNKNOWN", message, ...place });
  const add = (event: StatusEvent, place: Place) => {
    recorded.push({ event, place });
    if (event.event !== "change") touched.add(event.list);
  };
  const open = (list: number, form: ListForm, place: Place) => {
    if (forms.has(list)) return;
    forms.set(list, form);
    add({ event: "list", list, ...form }, place);
  };
  const enter = (credential: string, slot: Slot, place: Place) => {
    const there = placed.get(credential);
    if (there?.list === slot.list && there.index === slot.index) return;
    placed.set(credential, slot);
    add({ event: "entry", credential, ...slot }, place);
  };

  for (const { document, place } of credentials) {
    const pointings = pointingsOf(document);
    const [first] = pointings;
    const [id, issuer] = [text(document["id"]), issuerOf(document)];
    if (id === undefined || first === undefined || objectsOf(document["credentialStatus"]).length === 0) continue;
    if (issuer === undefined || !own.has(issuer)) refuse(`${quoted(id)} is of another issuer`, place);
    else if (pointings.some(({ list, index }) => list !== first.list || index !== first.index))
      refuse(`${quoted(id)} has status entries that laurel did not write`, place);
    else {
      open(first.list, formOf(first.list, pointings, issuer, signed), place);
      enter(id, { list: first.list, index: first.index }, place);
    }
  }
  for (const { list, issuer, place } of signed) open(list, formOf(list, [], issuer, signed), place);
  const [only, ...others] = forms.keys();
  for (const { id, index, place } of rows) {
    if (placed.has(id)) continue;
    if (only !== undefined && others.length === 0) enter(id, { list: only, index }, place);
    else refuse(`nothing tells which list ${quoted(id)} is in, for its file is not there`, place);
  }

  const { holders, states } = registerOf(recorded);
  let strangers = 0;
  for (const { purpose, list, bits, at, place } of signed) {
    const form = forms.get(list);
    if (form === undefined) continue;
    for (let index = 0; index < form.entries; index++) {
      const value = bitsAt(bits, form, purpose, index);
      const credential = holders.get(list)?.get(index) ?? `unknown:${list}:${index}`;
      if (value === 0 || states.get(credential)?.has(purpose) === true) continue;
      if (!placed.has(credential)) strangers += 1;
      // What is set stays set, whosever it is.
      enter(credential, { list, index }, place);
      add({ event: "change", credential, purpose, value, at, reason: "found set in the signed list" }, place);
    }
  }
  for (const list of touched) if (known.get(list)?.closed !== true) add({ event: "close", list }, {});
  registerOf(recorded);
  return { events: recorded.slice(before.length).map(({ event }) => event), faults, strangers };
}
