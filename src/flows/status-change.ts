// A change of status: what becomes of each credential that somebody named, decided before anything is written.
import type { FaultFacts } from "../core/fault.ts";
import { quoted } from "../core/text.ts";
import { type Change, type Register, type Slot, statusValue } from "../model/status-register.ts";

/** A credential that somebody named, and where. */
export interface Named {
  readonly id: string;
  readonly file?: string;
  readonly line?: number;
  /** Why, where a table says it. */
  readonly reason?: string;
}

export interface Verb {
  readonly purpose: string;
  readonly value: number;
  /** `revoked`, as a credential is afterwards. */
  readonly done: string;
  /** What it was before, when there is nothing to do. */
  readonly already: string;
}

export interface Decided {
  readonly id: string;
  readonly slot: Slot;
  /** Undefined when the credential is so already. */
  readonly change?: Change;
}

export interface Decision {
  readonly decided: readonly Decided[];
  readonly faults: readonly (FaultFacts & { readonly credential: string })[];
}

export interface ChangeFacts {
  readonly verb: Verb;
  readonly at: string;
  /** For all of them, whatever a table says. */
  readonly reason?: string;
}

/** Why a change cannot be made; undefined when it can. */
function refusal(register: Register, id: string, { verb }: ChangeFacts): Omit<FaultFacts, "file" | "line"> | undefined {
  const slot = register.slots.get(id);
  if (slot === undefined) {
    return {
      code: "STATUS_UNKNOWN",
      message: `want a credential of this status register, got ${quoted(id)}`,
      hint: "It was issued elsewhere, or before `status:` was set. `laurel status list` shows what can be revoked.",
    };
  }
  const revoked = statusValue(register, id, "revocation") !== 0;
  if (verb.purpose === "suspension" && revoked) {
    const message = `${id} is revoked, and a revocation is for good`;
    return { code: "STATUS_REFUSED", message, hint: "Issue the award anew instead." };
  }
  const purposes = register.lists.get(slot.list)?.purposes ?? [];
  if (!purposes.includes(verb.purpose)) {
    const message = `${id} was issued without a status entry for ${verb.purpose}`;
    const hint = `It has one for ${purposes.join(" and ")}. \`purposes\` of laurel.yaml counts for what is issued from then on.`;
    return { code: "STATUS_REFUSED", message, hint };
  }
  return undefined;
}

/** Each credential once, in the order in which they were named; what is wrong with one keeps none of the others back. */
export function decide(register: Register, named: readonly Named[], facts: ChangeFacts): Decision {
  const { verb, at } = facts;
  const decided: Decided[] = [];
  const faults: (FaultFacts & { readonly credential: string })[] = [];
  const seen = new Set<string>();
  for (const { id, reason: own, ...place } of named) {
    if (seen.has(id)) continue;
    seen.add(id);
    const wrong = refusal(register, id, facts);
    const slot = register.slots.get(id);
    if (wrong !== undefined || slot === undefined) {
      if (wrong !== undefined) faults.push({ ...place, ...wrong, credential: id });
      continue;
    }
    const { purpose, value } = verb;
    const same = statusValue(register, id, purpose) === value;
    const reason = facts.reason ?? own;
    const why = reason === undefined ? {} : { reason };
    decided.push({ id, slot, ...(same ? {} : { change: { credential: id, purpose, value, at, ...why } }) });
  }
  return { decided, faults };
}
