// Open Badges 3.0, "equality": credentials of one issuer and id are one, and the newest stands for it.
import { instantOf } from "../core/instant.ts";
import { canonicalJson, type JsonObject, objectsOf, text } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import { nameOf } from "../core/uuid.ts";
import type { Member } from "./member.ts";

/** What decides which of two copies is the newer. */
export interface Age {
  readonly from: number;
  /** When it was signed: one that was only signed again is newer than its first self. */
  readonly signed: number;
}

const instantIn = (document: JsonObject | undefined, ...members: readonly string[]): number =>
  members.map((member) => instantOf(text(document?.[member]) ?? "")).find((instant) => instant !== undefined) ?? 0;

export const ageOf = (document: JsonObject): Age => ({
  from: instantIn(document, "validFrom", "issuanceDate"),
  signed: instantIn(objectsOf(document["proof"])[0], "created"),
});

/** Above zero when the first is the newer; zero for copies that only their bytes tell apart. */
export const compareAges = (a: Age, b: Age): number => a.from - b.from || a.signed - b.signed;

const trimmedId = (value: string): string => {
  try {
    return decodeURIComponent(value.trim());
  } catch {
    return value.trim();
  }
};

/** The one name of all copies of a credential; undefined when it has no id, and is a copy of nothing. */
export function equalityOf({ document, issuerId }: Pick<Member, "document" | "issuerId">): string | undefined {
  const id = text(document["id"]);
  return id === undefined ? undefined : nameOf(trimmedId(issuerId), trimmedId(id));
}

export function withoutDoubles(members: readonly Member[]): {
  readonly kept: readonly Member[];
  readonly dropped: readonly Member[];
} {
  const kept = new Map<string, Member>();
  const dropped: Member[] = [];
  for (const [index, member] of members.entries()) {
    const key = equalityOf(member) ?? String(index);
    const other = kept.get(key);
    const newer =
      other === undefined ||
      (compareAges(ageOf(member.document), ageOf(other.document)) ||
        byCode(canonicalJson(member.carried), canonicalJson(other.carried))) > 0;
    if (newer) kept.set(key, member);
    if (other !== undefined) dropped.push(newer ? other : member);
  }
  return { kept: [...kept.values()], dropped };
}
