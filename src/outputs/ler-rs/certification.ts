// `certifications` and `licenses`: one shape in HR Open (LicenseType is CertificationType with more of its own).
import { type JsonObject, text } from "../../core/json.ts";
import { type Award, isExpired, nameOf, nameSpot, validFrom, validUntil } from "../award.ts";
import { descriptionsOf } from "../description.ts";
import { filled, identifier, instant, moment, NO_DATE, words } from "../form.ts";
import { take } from "../ledger.ts";
import { readable } from "../mapping.ts";
import { attachmentReferences } from "./evidence.ts";
import { organizationOf } from "./organization.ts";

/** What a certificate is known by: its own number before the achievement that it is for. */
function identityOf({ subject, achievement }: Award): Readonly<Record<"own" | "kind", JsonObject | undefined>> {
  const own = identifier(subject.at("licenseNumber"), "license number");
  const kind = identifier(achievement.at("id"), "Open Badges achievement");
  return own === undefined
    ? { own: kind, kind: identifier(achievement.at("humanCode"), "code") }
    : { own, kind: kind ?? identifier(achievement.at("humanCode"), "code") };
}

/** EntityType: what sort of certificate it is. A credential without an achievement has only its type words. */
function kindOf(award: Award, id: JsonObject | undefined): JsonObject | undefined {
  const type = take(award.achievement.at("achievementType"), words);
  return filled({ id, name: type === undefined ? undefined : readable(type), code: type });
}

const NOT_HELD: Readonly<Record<string, string>> = { pending: "pending", failed: "not awarded" };

/** HR Open leaves the word open and names active, expired, pending and suspended. */
const statusOf = (award: Award): string => NOT_HELD[award.completion] ?? (isExpired(award) ? "expired" : "active");

function datesOf(award: Award): Readonly<Record<string, JsonObject | string | undefined>> {
  const issued = take(award.credential.at("awardedDate"), moment, NO_DATE);
  return {
    effectiveTimePeriod: filled({
      validFrom: take(validFrom(award), instant, "it is no date and time with a zone"),
      validTo: take(validUntil(award), instant, "it is no date and time with a zone"),
    }),
    issued,
    firstIssued: issued,
  };
}

/** A certification or a license; the two differ in the section that they stand in. */
export function certificationEntry(award: Award): JsonObject | undefined {
  const { own, kind } = identityOf(award);
  const entry = {
    id: own,
    name: nameOf(award),
    type: kindOf(award, kind),
    status: statusOf(award),
    ...datesOf(award),
    issuingAuthority: organizationOf(award.credential.at("issuer")),
    attachmentReferences: attachmentReferences(award),
  };
  return filled({
    ...entry,
    descriptions: descriptionsOf(award, [text(nameSpot(award).value)]),
    verifications: award.verification === undefined ? undefined : [award.verification],
  });
}
