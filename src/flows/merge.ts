// merge: verified credentials of one learner, put in order and into one record.
import { instantOf } from "../core/instant.ts";
import { canonicalJson, type JsonObject, text } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import { byLearner } from "../model/learner.ts";
import { equalityOf } from "./double.ts";
import { heldIn, type Member, partOf } from "./member.ts";

export { withoutDoubles } from "./double.ts";
export { contextsFor } from "./record-contexts.ts";

export const learnersOf = (members: readonly Member[]): readonly (readonly Member[])[] =>
  byLearner(members, ({ subject }) => subject);

const dayOf = ({ document }: Member): number =>
  ["awardedDate", "validFrom", "issuanceDate"]
    .map((name) => instantOf(text(document[name]) ?? ""))
    .find((instant) => instant !== undefined) ?? 0;

/** As a transcript has them, the first that was awarded first; the order in which they came says nothing. */
export const inOrder = (members: readonly Member[]): readonly Member[] =>
  members
    .map((member) => ({ member, day: dayOf(member), id: text(member.document["id"]) ?? "" }))
    .sort(
      (a, b) =>
        a.day - b.day ||
        byCode(a.id, b.id) ||
        byCode(a.member.issuerId, b.member.issuerId) ||
        byCode(canonicalJson(a.member.carried), canonicalJson(b.member.carried)),
    )
    .map(({ member }) => member);

/** What became of the credentials of a record in the next one, by their ids. */
export interface Changes {
  /** Id of the record before. */
  readonly since: string;
  readonly added: readonly string[];
  /** The same credential, as its issuer has signed it anew. */
  readonly replaced: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  readonly associations: { readonly before: number; readonly now: number };
}

/** The credentials of a record that was made before, as it carries them, by issuer and id. */
function carriedIn(record: JsonObject): ReadonlyMap<string, { readonly id: string; readonly body: string }> {
  const found = new Map<string, { readonly id: string; readonly body: string }>();
  for (const { value, opening } of heldIn(record)) {
    const part = partOf(value, opening, "", "token");
    const key = "member" in part ? equalityOf(part.member) : undefined;
    if ("member" in part && key !== undefined)
      found.set(key, { id: text(part.member.document["id"]) ?? "", body: canonicalJson(part.member.carried) });
  }
  return found;
}

const associationsIn = (record: JsonObject): number => {
  const { association } = (record["credentialSubject"] ?? {}) as JsonObject;
  return Array.isArray(association) ? association.length : 0;
};

export function changesBetween(before: JsonObject, now: JsonObject): Changes {
  const [old, next] = [carriedIn(before), carriedIn(now)];
  const kept = [...next].filter(([key]) => old.has(key));
  const ids = (entries: readonly (readonly [string, { readonly id: string }])[]) => entries.map(([, { id }]) => id);
  return {
    since: text(before["id"]) ?? "",
    added: ids([...next].filter(([key]) => !old.has(key))),
    replaced: ids(kept.filter(([key, { body }]) => old.get(key)?.body !== body)),
    removed: ids([...old].filter(([key]) => !next.has(key))),
    unchanged: kept.filter(([key, { body }]) => old.get(key)?.body === body).length,
    associations: { before: associationsIn(before), now: associationsIn(now) },
  };
}
