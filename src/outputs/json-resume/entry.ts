// Entries of JSON Resume, each from one award.
import { type Json, type JsonObject, text } from "../../core/json.ts";
import { type Award, isExpired, nameOf, typeOf, validFrom, validUntil } from "../award.ts";
import { FORM, filled, IN_WORDS, number, only, scalar, uri, words } from "../form.ts";
import { peek, type Spot, take } from "../ledger.ts";
import { shownBy } from "../ler-rs/skill.ts";
import type { Section } from "../mapping.ts";
import { type Outcome, reachedOf, resultLine, takeReached } from "../outcome.ts";

export const SECTION_NAMES = ["work", "volunteer", "education", "awards", "certificates", "skills"] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

/** A day; JSON Resume knows no time of day. */
const day = (value: Json): string | undefined => /^[12]\d{3}(-[01]\d(-[0-3]\d)?)?(?=T|$)/.exec(text(value) ?? "")?.[0];
const date = (spot: Spot): string | undefined => take(spot, day, `it is no date that ${FORM} knows`);
const said = (spot: Spot): string | undefined => take(spot, words);

const issuerName = ({ credential }: Award): string | undefined => said(credential.at("issuer", "name"));
const issuerUrl = ({ credential }: Award): string | undefined => take(credential.at("issuer", "url"), uri);
const dated = (award: Award): string | undefined => date(award.credential.at("awardedDate")) ?? date(validFrom(award));

/** A value that is put into a text of another. */
function inWords(spot: Spot, read: (value: Json) => string | undefined = scalar): string | undefined {
  const found = peek(spot, read);
  if (found !== undefined) spot.mark("words", IN_WORDS);
  return found;
}

/** `3.8/4.0`: a grade point average is what the field is meant for; any other result goes in by its own words. */
function scoreOf(outcomes: readonly Outcome[]): string | undefined {
  const average = outcomes.find(
    (outcome) => outcome.score?.code === "GPA" && peek(reachedOf(outcome), number) !== undefined,
  );
  if (average === undefined) return only(outcomes.map(resultLine)).join("; ") || undefined;
  const most = take(average.description.at("valueMax"), scalar);
  const value = takeReached(average, scalar);
  average.description.at("resultType").mark("mapped");
  return most === undefined ? value : `${value}/${most}`;
}

const NOT_YET: Readonly<Record<string, string>> = { pending: "not completed yet", failed: "not completed" };

/** A name with what must be said with it, since there is no field: that it is over, or not there yet. */
function plainly(
  award: Award,
  name: string | undefined,
  more: readonly (string | undefined)[] = [],
): string | undefined {
  const over = isExpired(award) ? inWords(validUntil(award), day) : undefined;
  const notes = only([...more, NOT_YET[award.completion], over === undefined ? undefined : `expired ${over}`]);
  return name === undefined || notes.length === 0 ? name : `${name} (${notes.join("; ")})`;
}

function degree(award: Award): JsonObject | undefined {
  const { subject, achievement } = award;
  const end = date(subject.at("activityEndDate"));
  return filled({
    institution: issuerName(award),
    url: issuerUrl(award),
    area: said(achievement.at("fieldOfStudy")) ?? said(achievement.at("specialization")),
    studyType: plainly(award, nameOf(award)),
    startDate: date(subject.at("activityStartDate")),
    // A degree that was not completed has no end that could be taken for one.
    endDate: end ?? (award.completion === "achieved" ? dated(award) : undefined),
    score: scoreOf(award.outcomes),
  });
}

/** `WELD-101 - Introduction to Welding (Final grade: A; 3 credits)`. */
export function courseLine(award: Award): string | undefined {
  const { subject, achievement } = award;
  const name = nameOf(award);
  const code = said(achievement.at("humanCode"));
  const credits = inWords(subject.at("creditsEarned"));
  const notes = [
    ...award.outcomes.map(resultLine),
    credits === undefined ? undefined : `${credits} credits`,
    inWords(subject.at("term")),
  ];
  return plainly(award, only([code, name]).join(" - ") || undefined, notes);
}

export const school = (award: Award): JsonObject | undefined =>
  filled({ institution: issuerName(award), url: issuerUrl(award) });

function certificate(award: Award): JsonObject | undefined {
  const own = inWords(award.subject.at("licenseNumber"));
  return filled({
    name: plainly(award, nameOf(award), [own === undefined ? undefined : `number ${own}`]),
    date: dated(award),
    url: take(award.achievement.at("id"), (value) => (/^https?:/.test(text(value) ?? "") ? uri(value) : undefined)),
    issuer: issuerName(award),
  });
}

const honor = (award: Award): JsonObject | undefined =>
  filled({
    title: plainly(award, nameOf(award)),
    date: dated(award),
    awarder: issuerName(award),
    summary: said(award.achievement.at("description")),
  });

/** The employer's name stands under another name in work than in volunteering. */
function position(award: Award, employer: "name" | "organization"): JsonObject | undefined {
  const { subject, achievement } = award;
  const role = said(subject.at("role"));
  const name = nameOf(award);
  return filled({
    [employer]: said(award.employer.at("name")) ?? scalarOf(award.employer),
    position: plainly(award, role ?? name),
    url: take(award.employer.at("url"), uri),
    startDate: date(subject.at("activityStartDate")),
    endDate: date(subject.at("activityEndDate")),
    summary: said(achievement.at("description")),
    highlights: only([
      role === undefined ? undefined : name,
      said(subject.at("narrative")),
      ...award.outcomes.map(resultLine),
    ]),
  });
}

/** An organization without a name is known by its identifier. */
const scalarOf = (organization: Spot): string | undefined => said(organization) ?? said(organization.at("id"));

/** The level that was reached; a second one is a keyword. */
function levelled(outcomes: readonly Outcome[], keywords: readonly (string | undefined)[]): JsonObject {
  const [level, ...others] = only(
    outcomes.map(({ level: spot, result }) => {
      const reached = said(spot);
      if (reached !== undefined) result.at("achievedLevel").mark("mapped");
      return reached;
    }),
  );
  return { ...(level === undefined ? {} : { level }), keywords: [...only(keywords), ...others] };
}

const skill = (award: Award): JsonObject | undefined =>
  filled({
    name: plainly(award, nameOf(award)),
    ...levelled(award.outcomes, [
      said(award.achievement.at("humanCode")),
      ...award.achievement.at("tag").each().map(said),
    ]),
  });

/** Skills that an award is aligned to. */
export const shownSkills = (award: Award, isSkill: boolean): readonly JsonObject[] =>
  only(
    shownBy(award, isSkill).map(({ alignment, outcomes }) =>
      filled({
        name: plainly(award, said(alignment.at("targetName"))),
        ...levelled(
          outcomes,
          ["targetCode", "targetFramework", "targetUrl"].map((member) => said(alignment.at(member))),
        ),
      }),
    ),
  );

const AWARDS = new Set(["Award"]);
const isVolunteering = ({ route }: Award): boolean => route.relationship === "Volunteer";

type Row = readonly [section: SectionName, write: (award: Award) => JsonObject | undefined];

export const ROWS: Readonly<Record<Exclude<Section, "nothing" | "learning">, (award: Award) => Row>> = {
  degree: () => ["education", degree],
  certification: (award) => (AWARDS.has(typeOf(award) ?? "") ? ["awards", honor] : ["certificates", certificate]),
  license: () => ["certificates", certificate],
  employment: (award) =>
    isVolunteering(award)
      ? ["volunteer", (one) => position(one, "organization")]
      : ["work", (one) => position(one, "name")],
  skill: () => ["skills", skill],
};
