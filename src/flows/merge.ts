// merge: verified credentials, taken apart by learner, each group ready to become one record.
import { CLR, VC_V2 } from "../contexts/bundle.ts";
import type { FaultFacts } from "../core/fault.ts";
import { instantOf } from "../core/instant.ts";
import { type JsonObject, objectsOf, text } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import { nameOf } from "../core/uuid.ts";
import { learnerStem, short } from "../model/file-name.ts";
import { byLearner, type Subject } from "../model/learner.ts";
import { badgeContextOf } from "../model/record.ts";
import { impossible, type Member } from "./take.ts";

const instantIn = (document: JsonObject | undefined, member: string): number =>
  instantOf(text(document?.[member]) ?? "") ?? 0;

/** By the date that the standard compares; one that was only signed again is newer than its first self. */
function newer(a: Member, b: Member): boolean {
  const [first, second] = [a, b].map(({ document }) => ({
    from: instantIn(document, "validFrom"),
    signed: instantIn(objectsOf(document["proof"])[0], "created"),
  }));
  if (first === undefined || second === undefined) return false;
  return first.from === second.from ? first.signed > second.signed : first.from > second.from;
}

const trimmedId = (value: string): string => {
  try {
    return decodeURIComponent(value.trim());
  } catch {
    return value.trim();
  }
};

/** Open Badges 3.0, "equality": credentials of one issuer and id are one, and the newest stands for it. */
export function withoutDoubles(members: readonly Member[]): {
  readonly kept: readonly Member[];
  readonly dropped: readonly Member[];
} {
  const kept = new Map<string, Member>();
  const dropped: Member[] = [];
  for (const [index, member] of members.entries()) {
    const id = text(member.document["id"]);
    const key = id === undefined ? String(index) : nameOf(trimmedId(member.issuerId), trimmedId(id));
    const other = kept.get(key);
    if (other === undefined) kept.set(key, member);
    else if (newer(member, other)) {
      kept.set(key, member);
      dropped.push(other);
    } else dropped.push(member);
  }
  return { kept: [...kept.values()], dropped };
}

export const learnersOf = (members: readonly Member[]): readonly (readonly Member[])[] =>
  byLearner(members, ({ subject }) => subject);

/** The credentials of one learner, and whether one that was refused claims to be about the same learner. */
export interface Group {
  readonly members: readonly Member[];
  readonly incomplete: boolean;
}

export function groupsOf(members: readonly Member[], refused: readonly Subject[]): readonly Group[] {
  // The members without the refused decide who belongs together: a forgery must not join two learners.
  const groups = learnersOf(members);
  const claimed = new Set(refused.flatMap(({ keys }) => keys));
  return groups.map((group) => ({
    members: group,
    incomplete: group.some(({ subject }) => subject.keys.some((key) => claimed.has(key))),
  }));
}

/** The institution's number names a learner's file; without one, a hash does. */
function stemOf({ members }: Group, issuerId: string): { readonly stem: string; readonly own: boolean } {
  const numbers = (own: boolean) =>
    members
      .filter((member) => !own || member.issuerId === issuerId)
      .flatMap(({ subject }) => subject.numbers.map(({ number }) => number))
      .sort(byCode);
  const [number] = [...numbers(true), ...numbers(false)];
  return {
    stem: learnerStem(number === undefined ? { did: nameFor(members) } : { id: number }),
    own: numbers(true).length > 0,
  };
}

const nameFor = (members: readonly Member[]): string =>
  members.flatMap(({ subject }) => subject.keys).sort(byCode)[0] ?? "";

/** A file name for each group, whatever their order; of two with one name, the issuer's own learner has it. */
export function recordNames(groups: readonly Group[], issuerId: string): readonly string[] {
  const named = groups.map((group) => ({ group, ...stemOf(group, issuerId), key: nameFor(group.members) }));
  const names = new Map<Group, string>();
  const taken = new Set<string>();
  for (const { group, stem, key } of [...named].sort((a, b) => Number(b.own) - Number(a.own) || byCode(a.key, b.key))) {
    let name = stem;
    for (let n = 0; taken.has(name.toLowerCase()); n++) name = `${stem}-${short(nameOf(key, String(n)))}`;
    taken.add(name.toLowerCase());
    names.set(group, name);
  }
  return groups.map((group) => names.get(group) ?? "");
}

/** JSON-LD makes one node of two credentials with one id; only those of one issuer are copies of each other. */
function twinsAmong(members: readonly Member[]): { readonly fault: FaultFacts } | undefined {
  const files = new Map<string, string>();
  for (const { document, file } of members) {
    const id = text(document["id"]) ?? "";
    const first = id === "" ? undefined : files.get(id);
    if (first !== undefined) {
      return impossible(
        `two issuers gave one id to different credentials, which cannot stand in one record: ${first}, ${file}`,
        "Merge them into records of their own, or ask one issuer for a credential with another id.",
      );
    }
    files.set(id, file);
  }
  return undefined;
}

/**
 * The contexts of a record for these members. A record's contexts stay in force inside it, and the protected terms of
 * two versions of the badge context exclude each other (JSON-LD 1.1, section 4.1.11): all must name the same one.
 */
export function contextsFor(
  members: readonly Member[],
): { readonly contexts: readonly string[] } | { readonly fault: FaultFacts } {
  const files = new Map<string, string[]>();
  for (const { document, file } of members) {
    const context = badgeContextOf(document) ?? "no context of Open Badges";
    files.set(context, [...(files.get(context) ?? []), file]);
  }
  const [only] = files.keys();
  const twins = twinsAmong(members);
  if (twins !== undefined) return twins;
  if (files.size === 1 && only !== undefined) return { contexts: [VC_V2, CLR, only] };
  const listed = [...files].map(([context, list]) => `\n    ${context}: ${list.join(", ")}`).join("");
  return {
    fault: {
      code: "MERGE_IMPOSSIBLE",
      message: `these credentials name different versions of the Open Badges context, which cannot stand in one signed record:${listed}`,
      hint: "Merge each of these groups into a record of its own, or ask the issuers for credentials with one version.",
    },
  };
}
