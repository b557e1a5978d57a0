// Status lists as they ought to be, and what a published one lacks of it.

import { issuerOf } from "../checks/issuer.ts";
import { instantOf } from "../core/instant.ts";
import { type JsonObject, object, text } from "../core/json.ts";
import { bitsIn, listBits, listName, listUrl } from "../model/status-list.ts";
import type { List, Register } from "../model/status-register.ts";

/** A list of one purpose. */
export interface Listed {
  readonly list: number;
  readonly purpose: string;
  readonly name: string;
  readonly url: string;
  readonly form: List;
}

/** Every list that the register knows, in order of their numbers. */
export const listsOf = ({ lists }: Register): readonly Listed[] =>
  [...lists]
    .sort(([a], [b]) => a - b)
    .flatMap(([list, form]) =>
      form.purposes.map((purpose) => ({
        list,
        purpose,
        name: listName(purpose, list),
        url: listUrl(form, purpose, list),
        form,
      })),
    );

export type Need = "missing" | "behind" | "lapsing";

export const lapseOf = (document: JsonObject | undefined): number =>
  instantOf(text(document?.["validUntil"]) ?? "") ?? 0;

/** Why a list has to be signed anew: there is none, it says something else than the register, or it ends too soon. */
export function needOf(
  register: Register,
  listed: Listed,
  document: JsonObject | undefined,
  { now, within }: { readonly now: Date; readonly within: number },
): Need | undefined {
  if (document === undefined) return "missing";
  const { list, purpose, url, form } = listed;
  const bits = bitsIn(document);
  const same =
    document["id"] === url &&
    issuerOf(document) === form.issuer &&
    object(document["credentialSubject"])?.["statusPurpose"] === purpose &&
    bits !== undefined &&
    Buffer.from(bits).equals(listBits(register, list, purpose));
  if (!same) return "behind";
  return lapseOf(document) <= now.getTime() + within ? "lapsing" : undefined;
}

/** What shows that a list was signed by a wrong clock: it is over by the computer's own, or older than the one before. */
export function clockDoubt(signed: JsonObject, before: JsonObject | undefined, clock: Date): string | undefined {
  const [from = "", earlier = ""] = [text(signed["validFrom"]), text(before?.["validFrom"])];
  if (lapseOf(signed) <= clock.getTime())
    return `it lapsed on ${text(signed["validUntil"])}, so that no verifier takes it; sign it anew without --now`;
  if ((instantOf(earlier) ?? 0) > (instantOf(from) ?? 0))
    return `it is signed as of ${from}, and the one before it was as of ${earlier}; see to the clock, for it may lapse early`;
  return undefined;
}

/** How many a signed list revokes that the register does not; a revocation is for good, so the register is an old one. */
export function lostRevocations(
  register: Register,
  { list, purpose }: Listed,
  document: JsonObject | undefined,
): number {
  const bits = purpose === "revocation" ? bitsIn(document) : undefined;
  if (bits === undefined) return 0;
  const own = listBits(register, list, purpose);
  let lost = 0;
  for (const [at, byte] of bits.entries()) {
    for (let rest = byte & ~(own[at] ?? 0) & 0xff; rest > 0; rest &= rest - 1) lost += 1;
  }
  return lost;
}
