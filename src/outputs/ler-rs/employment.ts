// `employmentHistories`: only what the mapping calls an employment, with the employer that the credential names.
import { type JsonObject, text } from "../../core/json.ts";
import { type Award, nameOf, nameSpot } from "../award.ts";
import { descriptionsOf } from "../description.ts";
import { filled, identifier, moment, NO_DATE, only, words } from "../form.ts";
import { peek, take } from "../ledger.ts";
import type { Relationship } from "../mapping.ts";
import { attachmentReferences } from "./evidence.ts";
import { organizationOf } from "./organization.ts";

/** WorkRelationshipTypeCodeList has three words; the others are in ResourceRelationshipCodeList, which it replaces. */
const RELATIONSHIP: Readonly<Record<Relationship, JsonObject>> = {
  Employee: { workRelationshipTypeCode: "Employment" },
  Contractor: { workRelationshipTypeCode: "Contract" },
  Volunteer: { workRelationshipTypeCode: "Volunteering" },
  Internship: { resourceRelationshipCode: "Internship" },
  Externship: { resourceRelationshipCode: "Externship" },
  Apprenticeship: { resourceRelationshipCode: "Apprenticeship" },
};

/** The position: the role where the credential says one, else the achievement's name. */
function titleOf(award: Award): string | undefined {
  const role = award.subject.at("role");
  return peek(role, words) === undefined ? nameOf(award) : take(role, words);
}

/** EmployerHistoryType with the one position that the credential speaks of. */
export function employmentEntry(award: Award): JsonObject | undefined {
  const { subject, achievement, employer, route, verification } = award;
  const [start, end] = ["activityStartDate", "activityEndDate"].map((name) => take(subject.at(name), moment, NO_DATE));
  const title = titleOf(award);
  const name = nameOf(award);
  if (route.relationship !== undefined) achievement.at("achievementType").mark("mapped");
  const position = {
    id: identifier(achievement.at("id"), "Open Badges achievement"),
    title,
    ...(route.relationship === undefined ? {} : RELATIONSHIP[route.relationship]),
    start,
    end,
    attachmentReferences: attachmentReferences(award),
    descriptions: [
      ...only([name === title ? undefined : name]),
      ...descriptionsOf(award, [text(nameSpot(award).value), title]),
    ],
  };
  const organization = organizationOf(employer);
  return filled({
    organization,
    positionHistories: only([filled(position)]),
    start,
    end,
    verifications: only([verification]),
  });
}
