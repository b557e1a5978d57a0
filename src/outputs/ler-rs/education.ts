// `educationAndLearnings`: degrees, and courses and programs, for which LER-RS has no field but the program's name.
import { type JsonObject, text } from "../../core/json.ts";
import { type Award, nameOf, nameSpot } from "../award.ts";
import { descriptionsOf, unscored } from "../description.ts";
import { filled, identifier, moment, NO_DATE, only, words } from "../form.ts";
import { type Spot, take } from "../ledger.ts";
import { readable } from "../mapping.ts";
import { attachmentReferences } from "./evidence.ts";
import { organizationOf } from "./organization.ts";
import { grantedStatus, honorsOf, scoreOf } from "./score.ts";

const ACHIEVEMENT = "Open Badges achievement";

/** The type as a level of education: the one place where LER-RS keeps what sort of learning it was. */
function levelsOf(award: Award): readonly JsonObject[] | undefined {
  const type = take(award.achievement.at("achievementType"), words);
  return type === undefined ? undefined : [{ name: readable(type), code: type }];
}

const specializationsOf = ({ achievement }: Award): readonly JsonObject[] => {
  const names = only([take(achievement.at("fieldOfStudy"), words), take(achievement.at("specialization"), words)]);
  return [...new Set(names)].map((name) => ({ name, type: "major" }));
};

const codesOf = ({ achievement }: Award): readonly string[] => {
  const codes = achievement
    .at("otherIdentifier")
    .each()
    .map((entry) => take(entry.at("identifier"), words));
  return only([take(achievement.at("humanCode"), words), ...codes]);
};

const degreeOf = (award: Award): JsonObject | undefined =>
  filled({
    id: identifier(award.achievement.at("id"), ACHIEVEMENT),
    name: nameOf(award),
    codes: codesOf(award),
    date: take(award.credential.at("awardedDate"), moment, NO_DATE),
    specializations: specializationsOf(award),
    academicHonors: honorsOf(award.outcomes),
    score: scoreOf(award.outcomes),
    degreeGrantedStatus: grantedStatus(award.outcomes),
    iscedEducationLevelCode: award.route.isced,
  });

const period = (spot: Spot): string | undefined => take(spot, moment, NO_DATE);

/** What degrees and other learning have in common; `own` is what they have not. */
function attendanceOf(
  award: Award,
  own: Readonly<Record<string, JsonObject | undefined | readonly JsonObject[] | readonly string[]>>,
  shown = award.outcomes,
): JsonObject | undefined {
  const entry = {
    institution: organizationOf(award.credential.at("issuer")),
    ...own,
    educationLevelCodes: levelsOf(award),
    start: period(award.subject.at("activityStartDate")),
    end: period(award.subject.at("activityEndDate")),
    attachmentReferences: attachmentReferences(award),
  };
  return filled({
    ...entry,
    descriptions: descriptionsOf(award, [text(nameSpot(award).value)], shown),
    verifications: award.verification === undefined ? undefined : [award.verification],
  });
}

export function degreeEntry(award: Award): JsonObject | undefined {
  const degree = degreeOf(award);
  return attendanceOf(
    award,
    { educationDegrees: degree === undefined ? undefined : [degree] },
    unscored(award.outcomes),
  );
}

export function learningEntry(award: Award): JsonObject | undefined {
  return attendanceOf(award, {
    id: identifier(award.achievement.at("id"), ACHIEVEMENT),
    programs: only([nameOf(award)]),
  });
}
