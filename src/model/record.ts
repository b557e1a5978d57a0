// A learner's credentials as one ClrCredential (CLR 2.0), before its proof.
import { createHash } from "node:crypto";
import { canonicalJson, compact, type JsonObject, objectsOf, stringsOf, text } from "../core/json.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import { ancestorsOf } from "../frameworks/ancestors.ts";
import { clrAssociations } from "../frameworks/clr-association.ts";
import { competencyOf } from "../frameworks/competency.ts";
import type { Framework, Notice } from "../frameworks/framework.ts";
import { uuidIn } from "../frameworks/members.ts";
import type { AchievementSpec } from "./achievement.ts";
import { type Lack, partsOf } from "./record-parts.ts";

export interface Person {
  readonly id?: string;
  /** IdentityObjects. */
  readonly identifiers: readonly JsonObject[];
}

export interface RecordFacts {
  readonly contexts: readonly string[];
  readonly issuer: JsonObject;
  readonly name: string;
  /** Whether more is known of the learner than stands here, which may depend on what awarded achievements lack. */
  readonly partial: (lacks: readonly Lack[]) => boolean;
  /** RFC 3339 with a zone. */
  readonly validFrom: string;
  readonly learner: Person;
  /** Signed credentials; the record has them in this order. */
  readonly members: readonly Carried[];
  readonly catalogue: readonly AchievementSpec[];
  /** The Achievement of an entry of the catalogue, word for word as its badges carry it. */
  readonly achievementFor: (spec: AchievementSpec) => JsonObject;
  readonly frameworks: readonly Framework[];
  /** Also the items above those of the record, which nobody was awarded. */
  readonly withAncestors?: boolean;
}

/** A credential, and what stands for it in the record: itself, or its envelope when it is a token. */
export interface Carried {
  readonly document: JsonObject;
  readonly carried: JsonObject;
}

export interface Built {
  readonly document: JsonObject;
  /** What was left out of the frameworks' relations. */
  readonly notices: readonly Notice[];
  readonly lacks: readonly Lack[];
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

/** Achievements of the items above those that achievements are. */
function above(
  achievements: readonly JsonObject[],
  frameworks: readonly Framework[],
  issuerId: string,
): readonly JsonObject[] {
  const items = new Set(byItem(achievements).keys());
  return ancestorsOf(frameworks, items).map(
    ({ item, framework }) => competencyOf(item, framework, issuerId).achievement,
  );
}

/** Data model 1.1 names the date otherwise. */
const dated = (contexts: readonly string[]): "validFrom" | "issuanceDate" =>
  contexts[0]?.startsWith("https://www.w3.org/2018/") === true ? "issuanceDate" : "validFrom";

const DIGESTS = new WeakMap<JsonObject, string>();

/** Once for each credential: a record is drafted again to see whether it stands there already. */
function digestOf(carried: JsonObject): string {
  const known = DIGESTS.get(carried) ?? createHash("sha256").update(canonicalJson(carried)).digest("hex");
  DIGESTS.set(carried, known);
  return known;
}

/** The same content has the same id, and any other has another. */
function idOf(
  around: JsonObject,
  { verifiableCredential, ...subject }: { readonly verifiableCredential: readonly JsonObject[] },
) {
  const said = canonicalJson([around, compact(subject) as JsonObject]);
  return `urn:uuid:${uuid5(nameOf("clr", said, ...verifiableCredential.map(digestOf)))}`;
}

export function recordOf(facts: RecordFacts): Built {
  const { contexts, issuer, name, partial, validFrom, learner, members, frameworks } = facts;
  const issuerId = text(issuer["id"]) ?? "";
  const achievements = achievementsIn(members.map(({ document }) => document));
  const awarded = new Set(achievements.map((achievement) => text(achievement["id"]) ?? ""));
  const parts = partsOf({ ...facts, awarded, issuerId });
  const known = [...achievements, ...parts.wholes];
  const ancestors = facts.withAncestors === true ? above(known, frameworks, issuerId) : [];
  const related = clrAssociations(frameworks, byItem([...known, ...ancestors]));
  const subject = {
    id: learner.id,
    type: ["ClrSubject"],
    identifier: learner.identifiers,
    verifiableCredential: members.map(({ carried }) => carried),
    achievement: [...parts.wholes, ...ancestors],
    association: [...parts.associations, ...related.associations],
  };
  const around = {
    type: ["VerifiableCredential", "ClrCredential"],
    name,
    ...(partial(parts.lacks) ? { partial: true } : {}),
    issuer,
    [dated(contexts)]: validFrom,
  };
  const document = {
    "@context": contexts,
    id: idOf({ "@context": contexts, ...around }, subject),
    ...around,
    credentialSubject: compact(subject) as JsonObject,
  };
  return { document, notices: related.notices, lacks: parts.lacks };
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
