// Status at issuing: what is to be signed gets its entries of the status lists, which go into the register first.
import type { FaultFacts } from "../core/fault.ts";
import { text } from "../core/json.ts";
import { count } from "../core/text.ts";
import { credentialStatus, pointingsOf } from "../model/status-list.ts";
import type { ListForm, Register, StatusEvent } from "../model/status-register.ts";
import { allotted, eventsFor, type Wish } from "../model/status-slot.ts";
import type { Foreseen, Issued } from "./issue.ts";
import type { Placed } from "./place.ts";
import type { Entry } from "./plan.ts";

export interface StatusFacts {
  readonly register: Register;
  readonly form: ListForm;
  readonly wish: Wish;
}

export interface WithStatus {
  readonly foreseen: readonly Foreseen[];
  /** To be written before the first signature. */
  readonly events: readonly StatusEvent[];
  /** How many stand there without an entry, and so cannot be revoked. */
  readonly without: number;
}

const idOf = ({ document }: Entry): string => text(document["id"]) ?? "";
const isPlaced = (one: Foreseen): one is Placed => "stands" in one;
const isStanding = (one: Foreseen): one is Issued => "sha256" in one;

/** A credential that stands there points at a list, and the register does not know it of that credential. */
function strangers(foreseen: readonly Foreseen[], { slots }: Register): readonly Issued[] {
  return foreseen.filter(isStanding).filter(({ entry, status }) => {
    const slot = slots.get(idOf(entry));
    const pointings = status === undefined ? [] : pointingsOf({ credentialStatus: status });
    return pointings.some(({ list, index }) => slot?.list !== list || slot.index !== index);
  });
}

/** Why nothing may be issued before the register is whole again; undefined when it is. */
export function registerFault(foreseen: readonly Foreseen[], register: Register): FaultFacts | undefined {
  const lost = strangers(foreseen, register);
  if (lost.length === 0) return undefined;
  return {
    code: "STATUS_INVALID",
    message: `the status register lacks ${count(lost.length, "credential")} that were issued with an entry, the first of line ${lost[0]?.entry.row.line}`,
    hint: "`laurel status rebuild` puts them back into it, from the credentials and the signed lists.",
  };
}

/**
 * `planned` is the whole roster, whichever part of it is issued here: the other parts allot the same, and so never the
 * same entry to another credential.
 */
export function withStatus(foreseen: readonly Foreseen[], planned: readonly Entry[], facts: StatusFacts): WithStatus {
  const { register, form, wish } = facts;
  const allotment = allotted(register, planned.map(idOf), form, wish);
  const formOf = (list: number): ListForm => register.lists.get(list) ?? form;
  const signing = foreseen.filter(isPlaced).map(({ entry }) => idOf(entry));
  return {
    foreseen: foreseen.map((one) => {
      const slot = isPlaced(one) ? allotment.slots.get(idOf(one.entry)) : undefined;
      if (slot === undefined) return one;
      const document = { ...one.entry.document, credentialStatus: credentialStatus(formOf(slot.list), slot) };
      return { ...one, entry: { ...one.entry, document } };
    }),
    events: eventsFor(register, allotment, signing),
    without: foreseen.filter((one) => isStanding(one) && one.status === undefined).length,
  };
}
