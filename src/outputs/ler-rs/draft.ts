// The sections of a body as they fill up: each credential goes, by what it awards, to the entries it belongs in.
import { type Json, type JsonObject, stringsOf, text } from "../../core/json.ts";
import { NOWHERE, narrowed, repeats, type Spot } from "../ledger.ts";
import { type Award, awardOf, isExpired, type Setting } from "./award.ts";
import { certificationEntry } from "./certification.ts";
import { degreeEntry, learningEntry } from "./education.ts";
import { type Learner, readLearner } from "./person.ts";
import { narrativeOf, relationsOf, repeatIssuer } from "./record.ts";
import { routeOf, type Section } from "./routing.ts";
import { alignedSkills, skillEntry } from "./skill.ts";
import { verificationOf } from "./verification.ts";

/** A verified file: the credential in it, and what must be carried on as it came. */
export interface Source {
  /** The credential; of a token the one in it. Enveloped members are replaced by the credentials in them. */
  readonly document: JsonObject;
  /** What was signed, by JSON Pointer into the document, where that is not the JSON that stands there. */
  readonly originals: ReadonlyMap<string, Json>;
  /** The file's own text, and its media type. */
  readonly received: { readonly text: string; readonly mediaType: string };
}

const SECTIONS = ["educationAndLearnings", "certifications", "licenses", "skills"] as const;
type SectionName = (typeof SECTIONS)[number];

const ENTRIES: Readonly<Record<Section, readonly [SectionName, (award: Award) => JsonObject | undefined]>> = {
  degree: ["educationAndLearnings", degreeEntry],
  learning: ["educationAndLearnings", learningEntry],
  certification: ["certifications", certificationEntry],
  license: ["licenses", certificationEntry],
  skill: ["skills", skillEntry],
};

/** Where an achievement goes that a record names without saying that it was awarded: a degree is no degree yet. */
const UNEARNED: Readonly<Record<Section, Section>> = {
  degree: "learning",
  learning: "learning",
  certification: "certification",
  license: "license",
  skill: "skill",
};

export interface Draft {
  readonly sections: Readonly<Record<SectionName, JsonObject[]>>;
  readonly narratives: JsonObject[];
  readonly attachments: JsonObject[];
  readonly learner: Learner;
}

export const isRecord = (credential: Spot): boolean => stringsOf(credential.at("type").value).includes("ClrCredential");
export const subjectsOf = (credential: Spot): readonly Spot[] => credential.at("credentialSubject").each();
const membersOf = (credential: Spot): readonly Spot[] =>
  subjectsOf(credential).flatMap((subject) => subject.at("verifiableCredential").each());
const achievementsOf = (credential: Spot): readonly Spot[] =>
  subjectsOf(credential).flatMap((subject) => subject.at("achievement").each());

/** Adds an award's entry, and the skills that it is aligned to. */
function enter(award: Award, draft: Draft, earned: boolean): void {
  const { achievement, setting } = award;
  const type = text(achievement.at("achievementType").value);
  const route = routeOf(type);
  if (route.guessed) {
    setting.notice(
      `laurel does not know the achievement type "${type}" and put it with the certifications`,
      achievement.pointer,
    );
  }
  const isSkill = route.section === "skill";
  if (isSkill && award.completion !== "achieved") {
    const why = earned ? "its result says that it was not completed" : "the record names it without an award of it";
    setting.notice(`a competency was left out of the skills: ${why}`, achievement.pointer);
    achievement.mark("content", `it shows no skill: ${why}`);
    return;
  }
  if (isSkill) achievement.at("achievementType").mark("mapped");
  const aligned = alignedSkills(award, isSkill);
  const [section, entryOf] = ENTRIES[earned ? route.section : UNEARNED[route.section]];
  const entry = entryOf(award);
  if (entry !== undefined) draft.sections[section].push(entry);
  draft.sections.skills.push(...aligned);
  if (isExpired(award)) setting.notice("the credential has expired", award.credential.pointer);
}

function enterBadge(credential: Spot, source: Source, setting: Setting, draft: Draft): void {
  const original = source.originals.get(credential.pointer) ?? credential.value;
  const verification = original === undefined ? undefined : verificationOf(original);
  const subjects = subjectsOf(credential);
  for (const subject of subjects) {
    readLearner(subject, draft.learner);
    const achievements = subject.at("achievement").each();
    for (const achievement of achievements.length === 0 ? [NOWHERE] : achievements) {
      const award = awardOf({ credential, subject, achievement, verification, attachment: undefined, setting });
      if (achievement === NOWHERE)
        setting.notice(
          "the credential is no Open Badge; only its name, issuer and dates were read",
          credential.pointer,
        );
      const creator = achievement.at("creator");
      const issuer = credential.at("issuer");
      enter(award, draft, true);
      if (creator.at("id").value === issuer.at("id").value)
        repeats(creator, issuer, "LER-RS has no field for the creator of an achievement");
    }
  }
}

/** Achievements that a record names beside its credentials (ClrSubject, "expects the learner to achieve"). */
function enterUnearned(
  record: Spot,
  members: readonly Spot[],
  attachment: string,
  setting: Setting,
  draft: Draft,
): void {
  const earned = members.flatMap(achievementsOf);
  for (const achievement of achievementsOf(record)) {
    const same = earned.find((one) => one.at("id").value === achievement.at("id").value);
    if (same !== undefined) {
      repeats(achievement, same, "a credential of the record says something else of the same achievement");
      continue;
    }
    const credential = narrowed(record, "issuer");
    setting.notice(
      "the record names an achievement without a credential that awards it; it is entered as not awarded yet",
      achievement.pointer,
    );
    enter(
      awardOf({ credential, subject: NOWHERE, achievement, verification: undefined, attachment, setting }, false),
      draft,
      false,
    );
  }
}

function enterRecord(record: Spot, source: Source, outer: Setting, draft: Draft): void {
  const members = membersOf(record);
  const achievements = [...achievementsOf(record), ...members.flatMap(achievementsOf)];
  const setting = { ...outer, relations: relationsOf(subjectsOf(record), achievements) };
  for (const subject of subjectsOf(record)) readLearner(subject, draft.learner);
  const narrative = narrativeOf(record);
  if (narrative !== undefined) draft.narratives.push(narrative);
  const attachment = setting.attach(attachmentOf(record, source));
  for (const member of members) enterCredential(member, source, setting, draft);
  enterUnearned(record, members, attachment, setting, draft);
  repeatIssuer(record, members);
}

/** Adds all that a credential says of the learner to the sections. */
export function enterCredential(credential: Spot, source: Source, setting: Setting, draft: Draft): void {
  if (isRecord(credential)) enterRecord(credential, source, setting, draft);
  else enterBadge(credential, source, setting, draft);
}

const MEDIA_TYPE = "application/vc+jwt";

/** AttachmentType: a whole record as it was received; one inside another as it stands there. */
function attachmentOf(record: Spot, { originals, received }: Source): JsonObject {
  const original = originals.get(record.pointer) ?? record.value ?? {};
  const inside =
    typeof original === "string"
      ? { text: original, mediaType: MEDIA_TYPE }
      : { text: JSON.stringify(original), mediaType: "application/vc+ld+json" };
  const { text: body, mediaType } = record.pointer === "" ? received : inside;
  const id = text(record.at("id").value);
  return {
    ...(id === undefined ? {} : { id: { value: id } }),
    descriptions: ["The Comprehensive Learner Record as it was received"],
    content: { value: Buffer.from(body).toString("base64"), encoding: "base64", mimeType: mediaType },
  };
}
