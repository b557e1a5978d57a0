// Status at issuing: what is to be signed gets its entries of the status lists, which go into the register first. Register
// and roster are gone through side by side in the order of the ids, so that neither has to be held.
import type { FaultFacts } from "../core/fault.ts";
import type { Json } from "../core/json.ts";
import { follower, grouped, numberKey, type Pile, type Sorter, type Storage, valuesOf } from "../core/storage.ts";
import { count } from "../core/text.ts";
import { credentialStatus, pointingsOf } from "../model/status-list.ts";
import {
  type Entered,
  type List,
  type ListForm,
  onlySlot,
  type Slot,
  type StatusEvent,
} from "../model/status-register.ts";
import { allotter, type Taken, type Wish } from "../model/status-slot.ts";
import { type Forecast, isToSign } from "./foresee.ts";

/** What is said of a credential: by the register, by the roster, by the folder. */
export type StatusWord =
  | { readonly held: Entered }
  /** It is in the roster, whichever part of that is issued here. */
  | { readonly planned: true }
  /** It is to be signed here, for the row at this place. */
  | { readonly sign: number }
  /** It stands in the folder, and points at these entries. */
  | { readonly stands: readonly Slot[]; readonly line: number; readonly at: number };

export interface StatusFacts {
  /** Words by credential id. */
  readonly words: Sorter<StatusWord>;
  readonly lists: ReadonlyMap<number, List>;
  readonly taken: Taken;
  readonly form: ListForm;
  readonly wish: Wish;
}

export interface WithStatus {
  /** The `credentialStatus` of the row at a place; the places are asked for in order. */
  readonly statusAt: (at: number) => Json | undefined;
  /** To be written before the first signature. */
  readonly events: Iterable<StatusEvent>;
  /** Lists among them. */
  readonly opened: readonly Extract<StatusEvent, { event: "list" }>[];
  /** Why nothing may be issued before the register is whole again. */
  readonly fault?: FaultFacts;
}

/** Adds what the folder says of a row; true where a credential stands there without an entry, and so cannot be revoked. */
export function addForecast(words: Sorter<StatusWord>, forecast: Forecast): boolean {
  const { at, line, own, what } = forecast;
  if (isToSign(forecast)) {
    // No roster plans the id of a credential that takes the place of another.
    words.add(own.id, { planned: true });
    words.add(own.id, { sign: at });
    return false;
  }
  const status = "status" in what ? what.status : undefined;
  if (status === undefined) return true;
  const stands = pointingsOf({ credentialStatus: status }).map(({ list, index }) => ({ list, index }));
  words.add(own.id, { stands, line, at });
  return false;
}

interface Lost {
  readonly line: number;
  readonly at: number;
}

function registerFault(lost: number, first: Lost | undefined): { readonly fault?: FaultFacts } {
  if (first === undefined) return {};
  return {
    fault: {
      code: "STATUS_INVALID",
      message: `the status register lacks ${count(lost, "credential")} that were issued with an entry, the first of line ${first.line}`,
      hint: "`laurel status rebuild` puts them back into it, from the credentials and the signed lists.",
    },
  };
}

function* eventsOf(
  opened: WithStatus["opened"],
  entries: Iterable<Extract<StatusEvent, { event: "entry" }>>,
): Generator<StatusEvent> {
  yield* opened;
  yield* entries;
}

/**
 * The whole roster is planned, whichever part of it is issued here: the other parts allot the same, and so never the
 * same entry to another credential.
 */
export function withStatus({ words, lists, taken, form, wish }: StatusFacts, storage: Storage): WithStatus {
  const { slotFor, opened } = allotter(lists, taken, form, wish);
  const slots = storage.sorter<Slot & { readonly at: number }>();
  const entries: Pile<Extract<StatusEvent, { event: "entry" }>> = storage.pile();
  let [lost, highest] = [0, 0];
  let first: Lost | undefined;
  for (const [credential, said] of grouped(words)) {
    const held = onlySlot(said.flatMap((one) => ("held" in one ? [one.held] : [])));
    for (const one of said) {
      if (!("stands" in one)) continue;
      if (one.stands.every(({ list, index }) => held?.list === list && held.index === index)) continue;
      lost += 1;
      if (first === undefined || one.at < first.at) first = one;
    }
    if (!said.some((one) => "planned" in one)) continue;
    const slot = held ?? slotFor(credential);
    const signed = said.flatMap((one) => ("sign" in one ? [one.sign] : []));
    for (const at of signed) slots.add(numberKey(at), { at, ...slot });
    if (held !== undefined || signed.length === 0) continue;
    entries.add({ event: "entry", credential, ...slot });
    highest = Math.max(highest, slot.list);
  }
  // Every list up to the last one that something is signed for here.
  const needed = opened.filter(({ list }) => list <= highest);
  const forms = new Map<number, ListForm>([
    ...lists,
    ...opened.map(({ list, event: _, ...own }) => [list, own] as const),
  ]);
  const slotAt = follower(valuesOf(slots));
  return {
    statusAt: (at) => {
      const slot = slotAt(at);
      return slot === undefined ? undefined : credentialStatus(forms.get(slot.list) ?? form, slot);
    },
    events: { [Symbol.iterator]: () => eventsOf(needed, entries) },
    opened: needed,
    ...registerFault(lost, first),
  };
}
