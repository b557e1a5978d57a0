// An award as an OpenBadgeCredential (Open Badges 3.0 over VCDM 2.0), before its proof.
import { createHash } from "node:crypto";
import { asDateTime, instantOf } from "../core/instant.ts";
import { compact, type Json, type JsonObject, text } from "../core/json.ts";
import { base64url } from "../core/multibase.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import type { Award, EvidenceItem, Learner } from "./award.ts";
import type { IssuerProfile, RecipientPolicy } from "./settings.ts";

/** The issuer as a Profile. */
export function profileOf(issuer: IssuerProfile, id: string): JsonObject {
  const { name, url, email, phone, description, image } = issuer;
  return compact({
    id,
    type: ["Profile"],
    name,
    url,
    email,
    phone,
    description,
    image: image === undefined ? undefined : { id: image, type: "Image" },
  }) as JsonObject;
}

/** IdentifierTypeEnum for each thing that a roster knows of a learner. A DID is the subject's id instead. */
const IDENTITY_TYPES: Readonly<Record<Identity, string>> = {
  name: "name",
  email: "emailAddress",
  id: "systemId",
};

/** What tells learners apart: the institution's own number first, which stands when a DID or a new address is added. */
const learnerKey = ({ did, id, email }: Learner): string =>
  nameOf(...(id ? ["id", id] : did ? ["did", did] : ["email", email ?? ""]));

/** A moment in one spelling, whatever its zone and fractions were written like. */
const moment = (instant: string): string =>
  new Date(instantOf(instant) ?? Number.NaN).toISOString().replace(/\.000Z$/, "Z");

/** The same issuer, achievement, learner and moment of award always give the same credential. */
export const credentialId = (issuerId: string, achievementId: string, award: Award): string =>
  `urn:uuid:${uuid5(nameOf(issuerId, achievementId, learnerKey(award.learner), moment(award.awarded)))}`;

export const IDENTITIES = ["email", "id", "name"] as const;
type Identity = (typeof IDENTITIES)[number];

/** A plain IdentityObject. */
export const identityOf = (by: Identity, value: string): JsonObject => ({
  type: "IdentityObject",
  hashed: false,
  identityHash: value,
  identityType: IDENTITY_TYPES[by],
});

function hashedIdentityOf(by: Identity, value: string, credential: string): JsonObject {
  // Another salt for every credential and identifier, yet the same one when the row is issued again.
  const salt = base64url(
    createHash("sha256")
      .update(nameOf(credential, by, "salt"))
      .digest()
      .subarray(0, 16),
  );
  const hash = createHash("sha256")
    .update(value + salt)
    .digest("hex");
  return { ...identityOf(by, value), hashed: true, identityHash: `sha256$${hash}`, salt };
}

/** The learner's name stands beside what identifies them, for a person to read, unless that is hidden by hashes. */
function identifiers(
  learner: Learner,
  { identifyBy, hashed }: RecipientPolicy,
  credential: string,
): readonly JsonObject[] {
  return IDENTITIES.flatMap((by) => {
    const value = learner[by];
    const wanted = identifyBy.includes(by) || (by === "name" && !hashed);
    if (value === undefined || !wanted) return [];
    return [hashed ? hashedIdentityOf(by, value, credential) : identityOf(by, value)];
  });
}

/** True when what the policy identifies learners by is there; a name alone identifies nobody. */
export const isIdentified = (learner: Learner, { identifyBy }: RecipientPolicy): boolean =>
  learner.did !== undefined || identifyBy.some((by) => learner[by] !== undefined);

const evidenceOf = (items: readonly EvidenceItem[]): readonly JsonObject[] =>
  items.map(({ id, ...rest }) => ({
    ...(id === undefined ? {} : { id }),
    type: ["Evidence"],
    ...(rest as JsonObject),
  }));

export interface BadgeFacts {
  readonly issuer: JsonObject;
  readonly achievement: JsonObject;
  readonly results: readonly JsonObject[];
  readonly policy: RecipientPolicy;
  readonly contexts: readonly string[];
}

export function badgeOf(award: Award, { issuer, achievement, results, policy, contexts }: BadgeFacts): JsonObject {
  const id = credentialId(text(issuer["id"]) ?? "", text(achievement["id"]) ?? "", award);
  const day = (value: string | undefined) => (value === undefined ? undefined : asDateTime(value));
  return compact({
    "@context": contexts,
    id,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: achievement["name"] as Json,
    issuer,
    validFrom: award.awarded,
    validUntil: award.validUntil,
    awardedDate: award.awarded,
    credentialSubject: compact({
      id: award.learner.did,
      type: ["AchievementSubject"],
      identifier: identifiers(award.learner, policy, id),
      activityStartDate: day(award.started),
      activityEndDate: day(award.ended),
      creditsEarned: award.credits,
      licenseNumber: award.licenseNumber,
      role: award.role,
      term: award.term,
      narrative: award.narrative,
      achievement,
      result: results,
    }),
    evidence: evidenceOf(award.evidence),
  }) as JsonObject;
}
