// The way through a credential: each achievement in it is handed, by the mapping, to the section that it belongs in.
import { type JsonObject, stringsOf, text } from "../core/json.ts";
import { type Award, awardOf, isExpired, type Setting } from "./award.ts";
import type { Account, Notice, Options } from "./conversion.ts";
import { FORM, only } from "./form.ts";
import { type Ledger, ledgerOf, NOWHERE, narrowed, repeats, type Spot } from "./ledger.ts";
import { verificationOf } from "./ler-rs/verification.ts";
import { lossesOf } from "./losses.ts";
import { BUILT_IN, type Section } from "./mapping.ts";
import { relationsOf, repeatIssuer } from "./record.ts";
import type { Source } from "./source.ts";

/** What a form does with what is found. */
export interface Hands {
  /** What a subject says of the learner. */
  readonly learner: (subject: Spot) => void;
  /** A record, before the credentials in it; gives the reference to it, for achievements that only it names. */
  readonly record: (record: Spot, source: Source) => string | undefined;
  readonly award: (section: Exclude<Section, "nothing">, award: Award) => void;
}

/** Where an achievement goes that a record names without saying that it was awarded: a degree is no degree yet. */
const UNEARNED: Readonly<Partial<Record<Section, Section>>> = { degree: "learning", employment: "learning" };

export const isRecord = (credential: Spot): boolean => stringsOf(credential.at("type").value).includes("ClrCredential");
export const subjectsOf = (credential: Spot): readonly Spot[] => credential.at("credentialSubject").each();
const membersOf = (credential: Spot): readonly Spot[] =>
  subjectsOf(credential).flatMap((subject) => subject.at("verifiableCredential").each());
const achievementsOf = (credential: Spot): readonly Spot[] =>
  subjectsOf(credential).flatMap((subject) => subject.at("achievement").each());

/** The section of an award, with a notice where it was guessed or where the credential lacks what it would take. */
function sectionOf({ route, employer, achievement, setting }: Award, earned: boolean): Section {
  if (route.guessed === true) {
    const type = text(achievement.at("achievementType").value);
    const where = route.section === "certification" ? "put it with the certifications" : "treated it as all others";
    setting.notice(`laurel does not know the achievement type "${type}" and ${where}`, achievement.pointer);
  }
  const section = (earned ? undefined : UNEARNED[route.section]) ?? route.section;
  if (section !== "employment" || employer.value !== undefined) return section;
  setting.notice(
    "an employment was put with the certifications: the credential does not name the employer where the mapping looks",
    achievement.pointer,
  );
  return "certification";
}

function enter(award: Award, hands: Hands, earned: boolean): void {
  const { achievement, setting } = award;
  const section = sectionOf(award, earned);
  if (section === "nothing") {
    achievement.mark("content", "the mapping leaves this type of achievement out");
    return;
  }
  const isSkill = section === "skill";
  if (isSkill && award.completion !== "achieved") {
    const why = earned ? "its result says that it was not completed" : "the record names it without an award of it";
    setting.notice(`a competency was left out of the skills: ${why}`, achievement.pointer);
    achievement.mark("content", `it shows no skill: ${why}`);
    return;
  }
  if (isSkill) achievement.at("achievementType").mark("mapped");
  hands.award(section, award);
  if (isExpired(award)) setting.notice("the credential has expired", award.credential.pointer);
}

function enterBadge(credential: Spot, source: Source, setting: Setting, hands: Hands): void {
  const verification = verificationAt(credential, source);
  for (const subject of subjectsOf(credential)) {
    hands.learner(subject);
    const achievements = subject.at("achievement").each();
    for (const achievement of achievements.length === 0 ? [NOWHERE] : achievements) {
      if (achievement === NOWHERE)
        setting.notice(
          "the credential is no Open Badge; only its name, issuer and dates were read",
          credential.pointer,
        );
      enter(awardOf({ credential, subject, achievement, verification, attachment: undefined, setting }), hands, true);
      const [creator, issuer] = [achievement.at("creator"), credential.at("issuer")];
      if (creator.at("id").value === issuer.at("id").value)
        repeats(creator, issuer, `${FORM} has no field for the creator of an achievement`);
    }
  }
}

/** Achievements that a record names beside its credentials (ClrSubject, "expects the learner to achieve"). */
function enterUnearned(
  record: Spot,
  members: readonly Spot[],
  attachment: string | undefined,
  setting: Setting,
  hands: Hands,
) {
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
    const parts = { credential, subject: NOWHERE, achievement, verification: undefined, attachment, setting };
    enter(awardOf(parts, false), hands, false);
  }
}

function enterRecord(record: Spot, source: Source, outer: Setting, hands: Hands): void {
  const members = membersOf(record);
  const achievements = [...achievementsOf(record), ...members.flatMap(achievementsOf)];
  const setting = { ...outer, relations: relationsOf(subjectsOf(record), achievements) };
  for (const subject of subjectsOf(record)) hands.learner(subject);
  const attachment = hands.record(record, source);
  for (const member of members) enterCredential(member, source, setting, hands);
  enterUnearned(record, members, attachment, setting, hands);
  repeatIssuer(record, members);
}

function enterCredential(credential: Spot, source: Source, setting: Setting, hands: Hands): void {
  if (isRecord(credential)) enterRecord(credential, source, setting, hands);
  else enterBadge(credential, source, setting, hands);
}

/** A credential and all credentials inside it. */
export function* credentialsIn(credential: Spot): Generator<Spot> {
  yield credential;
  for (const member of membersOf(credential)) yield* credentialsIn(member);
}

/** What was signed, as an entry of `verifications`. */
export const verificationAt = (credential: Spot, { originals }: Source): JsonObject | undefined => {
  const original = originals.get(credential.pointer) ?? credential.value;
  return original === undefined ? undefined : verificationOf(original);
};

/** A source with what is known of it so far. */
export interface Reading {
  readonly source: Source;
  readonly ledger: Ledger;
  readonly notices: Notice[];
}

export const readingsOf = (sources: readonly Source[]): readonly Reading[] =>
  sources.map((source) => ({ source, ledger: ledgerOf(source.document), notices: [] }));

/** Hands over all that a source says of the learner. */
export function walk(
  { source, ledger, notices }: Reading,
  { now, frameworks = [], mapping = BUILT_IN }: Options,
  attach: (attachment: JsonObject) => string,
  hands: Hands,
): void {
  const notice = (message: string, pointer: string) => notices.push({ message, pointer });
  enterCredential(ledger.root, source, { now, frameworks, mapping, attach, notice, relations: () => [] }, hands);
}

export const accountOf = ({ source, ledger, notices }: Reading, form: string): Account => ({
  losses: lossesOf(source.document, ledger, form),
  notices,
});

/** The first identifier that a source gives the learner; in a wrapper it has a place. */
export function learnerId(readings: readonly Reading[], placed: boolean): string | undefined {
  const spots = readings.flatMap(({ ledger }) => subjectsOf(ledger.root)).map((subject) => subject.at("id"));
  const first = only(spots.map(({ value }) => text(value)))[0];
  for (const spot of spots) if (placed && spot.value === first) spot.mark("mapped");
  return first;
}
