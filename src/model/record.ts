// A learner's credentials as one ClrCredential (CLR 2.0 over VCDM 2.0), before its proof.
import { compact, type JsonObject, objectsOf, stringsOf, text } from "../core/json.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import { clrAssociations } from "../frameworks/clr-association.ts";
import type { Framework, Notice } from "../frameworks/framework.ts";
import { uuidIn } from "../frameworks/members.ts";
import { type AchievementSpec, achievementId } from "./achievement.ts";

export interface Person {
  readonly id?: string;
  /** IdentityObjects. */
  readonly identifiers: readonly JsonObject[];
}

export interface RecordFacts {
  readonly contexts: readonly string[];
  readonly issuer: JsonObject;
  readonly name: string;
  /** True when more is known of the learner than stands here. */
  readonly partial: boolean;
  /** RFC 3339 with a zone. */
  readonly validFrom: string;
  readonly learner: Person;
  /** Signed credentials, each carried as it came. */
  readonly members: readonly JsonObject[];
  readonly catalogue: readonly AchievementSpec[];
  /** The Achievement of an entry of the catalogue, word for word as its badges carry it. */
  readonly achievementFor: (spec: AchievementSpec) => JsonObject;
  readonly frameworks: readonly Framework[];
}

const achievementsIn = (members: readonly JsonObject[]): readonly JsonObject[] =>
  members.flatMap((member) =>
    objectsOf(member["credentialSubject"]).flatMap((subject) => objectsOf(subject["achievement"])),
  );

/** Items of frameworks that achievements are: by their CASE identifier, or the one item that a competency aligns to. */
function itemsOf(achievement: JsonObject): readonly string[] {
  const own = objectsOf(achievement["otherIdentifier"])
    .filter((entry) => entry["identifierType"] === "ext:caseIdentifier")
    .map((entry) => text(entry["identifier"]) ?? "");
  if (own.length > 0) return own;
  const alignments = objectsOf(achievement["alignment"]).filter((alignment) => alignment["targetType"] === "CFItem");
  const [only] = alignments;
  if (only === undefined || alignments.length > 1 || achievement["achievementType"] !== "Competency") return [];
  const uuid = uuidIn(text(only["targetUrl"]) ?? "") ?? uuidIn(text(only["targetCode"]) ?? "");
  return uuid === undefined ? [] : [uuid];
}

function byItem(achievements: readonly JsonObject[]): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const achievement of achievements) {
    const id = text(achievement["id"]) ?? "";
    for (const item of itemsOf(achievement)) {
      const known = ids.get(item.toLowerCase()) ?? [];
      ids.set(item.toLowerCase(), known.includes(id) ? known : [...known, id]);
    }
  }
  return ids;
}

interface Parts {
  readonly associations: readonly JsonObject[];
  /** Achievements that nobody was awarded here and something is a part of. */
  readonly wholes: readonly JsonObject[];
}

/** `part-of` of the catalogue for the achievements of a record, and for the wholes that these bring in. */
function partsOf(awarded: ReadonlySet<string>, { catalogue, issuer, achievementFor }: RecordFacts): Parts {
  const issuerId = text(issuer["id"]) ?? "";
  const idOf = (spec: AchievementSpec) => achievementId(spec, issuerId);
  const bySlug = new Map(catalogue.map((spec) => [spec.slug, spec]));
  const associations: JsonObject[] = [];
  const wholes = new Map<string, JsonObject>();
  const queue = catalogue.filter((spec) => awarded.has(idOf(spec)));
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    for (const whole of part.partOf.flatMap((slug) => bySlug.get(slug) ?? [])) {
      const [sourceId, targetId] = [idOf(part), idOf(whole)];
      associations.push({ type: "Association", associationType: "isPartOf", sourceId, targetId });
      if (awarded.has(targetId) || wholes.has(targetId)) continue;
      // JSON-LD makes one node of all copies of an achievement, so they must not differ.
      wholes.set(targetId, achievementFor(whole));
      queue.push(whole);
    }
  }
  return { associations, wholes: [...wholes.values()] };
}

/** The record, and what was left out of the frameworks' relations. */
export function recordOf(facts: RecordFacts): { readonly document: JsonObject; readonly notices: readonly Notice[] } {
  const { contexts, issuer, name, partial, validFrom, learner, members, frameworks } = facts;
  const achievements = achievementsIn(members);
  const awarded = new Set(achievements.map((achievement) => text(achievement["id"]) ?? ""));
  const parts = partsOf(awarded, facts);
  const related = clrAssociations(frameworks, byItem(achievements));
  const ids = members.map((member) => text(member["id"]) ?? "").sort();
  const document = {
    "@context": contexts,
    id: `urn:uuid:${uuid5(nameOf("clr", text(issuer["id"]) ?? "", validFrom, ...ids))}`,
    type: ["VerifiableCredential", "ClrCredential"],
    name,
    ...(partial ? { partial } : {}),
    issuer,
    validFrom,
    credentialSubject: compact({
      id: learner.id,
      type: ["ClrSubject"],
      identifier: learner.identifiers,
      verifiableCredential: members,
      achievement: parts.wholes,
      association: [...parts.associations, ...related.associations],
    }) as JsonObject,
  };
  return { document, notices: related.notices };
}

/** The first context of Open Badges that a credential names. */
export const badgeContextOf = (member: JsonObject): string | undefined =>
  stringsOf(member["@context"]).find((url) => url.startsWith("https://purl.imsglobal.org/spec/ob/"));

/** The learner of several subjects: the one id that they share, and every identifier once. */
export function personOf(
  subjects: readonly { readonly id?: string; readonly identifiers: readonly JsonObject[] }[],
): Person {
  const ids = new Set(subjects.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const [only] = ids;
  const identifiers = new Map<string, JsonObject>();
  for (const identity of subjects.flatMap((subject) => subject.identifiers)) {
    identifiers.set(
      nameOf(...["identityType", "identityHash", "salt"].map((member) => text(identity[member]) ?? "")),
      identity,
    );
  }
  // Several ids are several names of one person; none of them is the record's, unless there is no other name.
  const id = ids.size === 1 || identifiers.size === 0 ? only : undefined;
  return { ...(id === undefined ? {} : { id }), identifiers: [...identifiers.values()] };
}
