// Which entry of a status list a new credential gets: spread unpredictably, never given twice, and the same however many
// processes work on a roster.
import { createHmac } from "node:crypto";
import { canonicalJson, type JsonObject } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import { nameOf } from "../core/uuid.ts";
import type { ListForm, Register, Slot, StatusEvent } from "./status-register.ts";

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

export interface Allotment {
  readonly slots: ReadonlyMap<string, Slot>;
  /** Lists that have to be opened, in order. */
  readonly opened: readonly Extract<StatusEvent, { event: "list" }>[];
}

/**
 * The entries of credentials: what the register gave them, and for the others, in order of their ids, the first wish
 * that is still free in the first list of this form that has room. Whoever computes this again with some of the new
 * ones already in the register finds the same for the rest: what these took, they took before those who come later,
 * and nobody who comes earlier wished for it. So parts of a roster need no word between them, as long as each of them
 * allots the whole of it.
 */
export function allotted(register: Register, credentials: Iterable<string>, form: ListForm, wish: Wish): Allotment {
  const wanted = [...new Set(credentials)].sort(byCode);
  const slots = new Map<string, Slot>();
  const taken = new Map<number, Set<number>>();
  for (const [list, held] of register.holders) taken.set(list, new Set(held.keys()));
  const own = said(form);
  const lists = [...register.lists].flatMap(([number, list]) => (said(list) === own && !list.closed ? [number] : []));
  lists.sort((a, b) => a - b);
  const opened: Extract<StatusEvent, { event: "list" }>[] = [];
  let last = Math.max(0, ...register.lists.keys());

  const withRoom = (): number => {
    const found = lists.find((list) => (taken.get(list)?.size ?? 0) < roomIn(form.entries));
    if (found !== undefined) return found;
    last += 1;
    lists.push(last);
    opened.push({ event: "list", list: last, ...form });
    return last;
  };
  for (const credential of wanted) {
    const known = register.slots.get(credential);
    if (known !== undefined) {
      slots.set(credential, known);
      continue;
    }
    const list = withRoom();
    const used = taken.get(list) ?? new Set<number>();
    taken.set(list, used);
    let index = wish(credential, list, 0, form.entries);
    for (let attempt = 1; used.has(index); attempt++) index = wish(credential, list, attempt, form.entries);
    used.add(index);
    slots.set(credential, { list, index });
  }
  return { slots, opened };
}

/** What goes into the register before the wanted ones are signed: every list up to theirs, and their entries. */
export function eventsFor(register: Register, { slots, opened }: Allotment, wanted: readonly string[]): StatusEvent[] {
  const entries = wanted
    .filter((credential) => !register.slots.has(credential))
    .sort(byCode)
    .flatMap((credential): Extract<StatusEvent, { event: "entry" }>[] => {
      const slot = slots.get(credential);
      return slot === undefined ? [] : [{ event: "entry", credential, ...slot }];
    });
  const last = entries.reduce((highest, { list }) => Math.max(highest, list), 0);
  return [...opened.filter(({ list }) => list <= last), ...entries];
}
