// The issuer's status register: which credential has which place in the status lists, and what was done to it since. Its
// events are only ever added; what they come to is computed here, and the published lists are computed from that.
import { type FaultFacts, fault, type Place } from "../core/fault.ts";
import { canonicalJson, isObject, type Json, type JsonObject } from "../core/json.ts";

/** What every list of a number has in common; a list never changes its form, since credentials point into it. */
export interface ListForm {
  readonly issuer: string;
  /** Address of a list, with `{list}` for its name. */
  readonly url: string;
  readonly purposes: readonly string[];
  /** How many credentials have a bit in it, used or not. */
  readonly entries: number;
  /** What the values of the purpose `message` say, from 0. */
  readonly messages?: readonly string[];
}

export interface Slot {
  readonly list: number;
  readonly index: number;
}

export interface Change {
  readonly credential: string;
  readonly purpose: string;
  readonly value: number;
  readonly at: string;
  /** For the issuer alone: it is published nowhere. */
  readonly reason?: string;
}

export type StatusEvent =
  | ({ readonly event: "list"; readonly list: number } & ListForm)
  /** Nothing more goes into a list, because not all that is in it is known. */
  | { readonly event: "close"; readonly list: number }
  | ({ readonly event: "entry"; readonly credential: string } & Slot)
  | ({ readonly event: "change" } & Change);

/** An event and the line that it stands on. */
export interface Recorded {
  readonly event: StatusEvent;
  readonly place: Place;
}

/** A credential's place in the lists, and the line that it stands on. */
export interface Entered extends Slot {
  readonly credential: string;
  readonly place: Place;
}

export interface List extends ListForm {
  readonly closed: boolean;
}

export interface Register {
  readonly lists: ReadonlyMap<number, List>;
  /** By credential id. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Credential ids by list and index. */
  readonly holders: ReadonlyMap<number, ReadonlyMap<number, string>>;
  /** The last change of each purpose, by credential id. */
  readonly states: ReadonlyMap<string, ReadonlyMap<string, Change>>;
}

type Shape = Readonly<Record<string, (value: Json | undefined) => boolean>>;

const word = (value: Json | undefined) => typeof value === "string" && value !== "";
const natural = (value: Json | undefined) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const words = (value: Json | undefined) => Array.isArray(value) && value.length > 0 && value.every(word);
const maybe = (is: (value: Json | undefined) => boolean) => (value: Json | undefined) =>
  value === undefined || is(value);

const SHAPES: Readonly<Record<StatusEvent["event"], Shape>> = {
  list: { list: natural, issuer: word, url: word, purposes: words, entries: natural, messages: maybe(words) },
  close: { list: natural },
  entry: { credential: word, list: natural, index: natural },
  change: { credential: word, purpose: word, value: natural, at: word, reason: maybe(word) },
};

/** A line of the register; undefined when it is none. */
export function eventOf(value: Json): StatusEvent | undefined {
  if (!isObject(value) || typeof value["event"] !== "string" || !Object.hasOwn(SHAPES, value["event"]))
    return undefined;
  const shape = SHAPES[value["event"] as StatusEvent["event"]];
  const fits = Object.entries(shape).every(([name, is]) => is(value[name]));
  return fits ? (value as unknown as StatusEvent) : undefined;
}

const at = ({ file, line }: Place): string => [file, line].filter((part) => part !== undefined).join(":");

function contradiction(message: string, first: Place, second: Place) {
  return fault("STATUS_INVALID", `${message}, and it stands otherwise in ${at(first)}`, {
    ...second,
    hint: "The register contradicts itself. Nothing is issued or changed before somebody has looked at both lines.",
  } satisfies Partial<FaultFacts>);
}

/** The one place that lines name for a credential. Throws STATUS_INVALID where they name several. */
export function onlySlot(entries: readonly Entered[]): Slot | undefined {
  const [first, ...others] = entries;
  if (first === undefined) return undefined;
  const other = others.find(({ list, index }) => list !== first.list || index !== first.index);
  if (other !== undefined)
    throw contradiction(`the place of the credential ${first.credential}`, first.place, other.place);
  return { list: first.list, index: first.index };
}

const REVOCATION = "revocation";

/** A revocation stands; of everything else the last word counts. */
const stands = (before: Change | undefined): boolean => before?.purpose === REVOCATION && before.value !== 0;

/** What the events come to, whichever files and order they were found in. Throws STATUS_INVALID for two that contradict. */
export function registerOf(recorded: readonly Recorded[]): Register {
  const lists = new Map<number, List>();
  const slots = new Map<string, Slot>();
  const holders = new Map<number, Map<number, string>>();
  const states = new Map<string, Map<string, Change>>();
  const first = new Map<string, Recorded>();
  /** Remembers what was said of something first; two parts of a batch may say the same. */
  const agreed = (what: string, one: Recorded): boolean => {
    const before = first.get(what);
    if (before === undefined) {
      first.set(what, one);
      return true;
    }
    if (before.event === one.event || said(before.event) === said(one.event)) return false;
    throw contradiction(what, before.place, one.place);
  };

  for (const one of recorded) {
    const { event } = one;
    if (event.event === "list" && agreed(`list ${event.list}`, one)) {
      const { event: _, list, ...form } = event;
      lists.set(list, { ...form, closed: false });
    } else if (event.event === "entry" && agreed(`the place of the credential ${event.credential}`, one)) {
      const { credential, list, index } = event;
      agreed(`entry ${index} of list ${list}`, one);
      slots.set(credential, { list, index });
      const held = holders.get(list) ?? new Map<number, string>();
      holders.set(list, held.set(index, credential));
    } else if (event.event === "change") {
      const { event: _, ...change } = event;
      const known = states.get(change.credential) ?? new Map<string, Change>();
      if (!stands(known.get(change.purpose))) states.set(change.credential, known.set(change.purpose, change));
    }
  }
  for (const { event, place } of recorded) {
    if (event.event === "change") continue;
    const list = lists.get(event.list);
    if (list === undefined || (event.event === "entry" && event.index >= list.entries)) {
      throw fault("STATUS_INVALID", `want an entry of a list that the register knows, got list ${event.list}`, place);
    }
    if (event.event === "close") lists.set(event.list, { ...list, closed: true });
  }
  return { lists, slots, holders, states };
}

const said = (event: StatusEvent): string => canonicalJson(event as unknown as JsonObject);

/** The value of a purpose for a credential; 0 when nothing was ever said. */
export const statusValue = ({ states }: Register, credential: string, purpose: string): number =>
  states.get(credential)?.get(purpose)?.value ?? 0;
