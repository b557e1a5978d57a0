// Which entry of a status list a new credential gets: spread unpredictably, never given twice, and the same however many
// processes work on a roster.
import { createHmac } from "node:crypto";
import { canonicalJson, type JsonObject } from "../core/json.ts";
import { nameOf } from "../core/uuid.ts";
import type { ListForm, Slot, StatusEvent } from "./status-register.ts";

/** A credential's wish for an entry of a list: its first, its second, … */
export type Wish = (credential: string, list: number, attempt: number, entries: number) => number;

/** Wishes that nobody foresees who has not the secret, and that the same issuer always has again. */
export const wishes =
  (secret: Uint8Array): Wish =>
  (credential, list, attempt, entries) => {
    const digest = createHmac("sha256", secret)
      .update(nameOf(credential, String(list), String(attempt)))
      .digest();
    // 48 bits over at most 2^24 entries: no entry is likelier than another by more than one in 2^24.
    return digest.readUIntBE(0, 6) % entries;
  };

const said = ({ issuer, url, purposes, entries, messages }: ListForm): string =>
  canonicalJson({ issuer, url, purposes, entries, ...(messages === undefined ? {} : { messages }) } as JsonObject);

/** Half of a list stays free, so that a wish is soon granted, and who sees the list cannot count the credentials. */
const roomIn = (entries: number): number => Math.floor(entries / 2);

/** Which entries of each list are taken: a bit for each, however many credentials there are. */
export interface Taken {
  readonly has: (list: number, index: number) => boolean;
  readonly add: (list: number, index: number) => void;
  readonly count: (list: number) => number;
}

export function takenEntries(): Taken {
  const lists = new Map<number, { bits: Uint8Array; count: number }>();
  const has: Taken["has"] = (list, index) => (((lists.get(list)?.bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
  return {
    has,
    add: (list, index) => {
      if (has(list, index)) return;
      const known = lists.get(list) ?? { bits: new Uint8Array(0), count: 0 };
      lists.set(list, known);
      const at = index >> 3;
      if (at >= known.bits.length) {
        const bits = new Uint8Array(2 ** Math.ceil(Math.log2(at + 2)));
        bits.set(known.bits);
        known.bits = bits;
      }
      known.bits[at] = (known.bits[at] ?? 0) | (1 << (index & 7));
      known.count += 1;
    },
    count: (list) => lists.get(list)?.count ?? 0,
  };
}

type ListEvent = Extract<StatusEvent, { event: "list" }>;

/** Gives credentials their entries. */
export interface Allotter {
  /** The entry of a credential that has none yet; they are asked for in the order of their ids. */
  readonly slotFor: (credential: string) => Slot;
  /** Lists that had to be opened, in order. */
  readonly opened: readonly ListEvent[];
}

/**
 * The entries of credentials that the register does not know, in order of their ids: the first wish that is still free
 * in the first list of this form that has room. Whoever asks again with some of the new ones already in the register
 * finds the same for the rest: what these took, they took before those who come later, and nobody who comes earlier
 * wished for it. So parts of a roster need no word between them, as long as each of them asks for the whole of it.
 */
export function allotter(
  known: ReadonlyMap<number, ListForm & { readonly closed: boolean }>,
  taken: Taken,
  form: ListForm,
  wish: Wish,
): Allotter {
  const own = said(form);
  const lists = [...known].flatMap(([number, list]) => (said(list) === own && !list.closed ? [number] : []));
  lists.sort((a, b) => a - b);
  const opened: ListEvent[] = [];
  let last = Math.max(0, ...known.keys());

  const withRoom = (): number => {
    const found = lists.find((list) => taken.count(list) < roomIn(form.entries));
    if (found !== undefined) return found;
    last += 1;
    lists.push(last);
    opened.push({ event: "list", list: last, ...form });
    return last;
  };
  const slotFor = (credential: string): Slot => {
    const list = withRoom();
    let index = wish(credential, list, 0, form.entries);
    for (let attempt = 1; taken.has(list, index); attempt++) index = wish(credential, list, attempt, form.entries);
    taken.add(list, index);
    return { list, index };
  };
  return { slotFor, opened };
}
