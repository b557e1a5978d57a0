// What lists of trusted issuers say of an issuer: no I/O, and nothing about a credential but its issuer, date and key.
import type { KeyObject } from "node:crypto";
import { multikeyOf } from "../dids/multikey.ts";
import { publicJwkOf, thumbprintOf } from "../dids/signing-key.ts";
import type { TrustedIssuer, TrustList } from "../model/trust.ts";

/** The entries of a list for an issuer. */
export const entriesFor = ({ issuers }: Pick<TrustList, "issuers">, issuer: string): readonly TrustedIssuer[] =>
  issuers.filter(({ ids }) => ids.includes(issuer));

/** Who else may sign status lists for an issuer. */
export const delegatesOf = (lists: readonly TrustList[], issuer: string): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => entriesFor(list, issuer).flatMap(({ statusLists }) => statusLists)));

/** The names of a key in a list. */
export const keyNames = (key: KeyObject): readonly string[] => {
  const multikey = multikeyOf(key);
  return [thumbprintOf(publicJwkOf(key)), ...(multikey === undefined ? [] : [multikey])];
};

export interface Claimed {
  /** When the credential says that it was issued. */
  readonly issued: number | undefined;
  /** Every key that signed it. */
  readonly keys: Iterable<KeyObject>;
  readonly now: number;
}

export type Refusal = "key" | "dates" | "stale";

/** Why an entry does not cover a credential of its issuer; undefined when it does. */
export function refusalOf(entry: TrustedIssuer, { issued, keys, now }: Claimed): Refusal | undefined {
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, stale = Number.POSITIVE_INFINITY } = entry;
  const bounded = entry.from !== undefined || entry.until !== undefined;
  if (bounded && (issued === undefined || issued < from || issued > until)) return "dates";
  const pinned = [...keys].map((key) => keyNames(key).some((name) => entry.keys.includes(name)));
  if (entry.keys.length > 0 && (pinned.length === 0 || pinned.includes(false))) return "key";
  return now > stale ? "stale" : undefined;
}
