// What every disclosure of a credential has to show: the fields that decide whether it holds. A holder who could
// leave out an end or a status entry could bring an ended or revoked credential back to life.
import { isObject, type JsonObject, pointerTo } from "../core/json.ts";

/** By both versions of the data model; of each row, one member stands for all. */
const CONTROLS: readonly (readonly string[])[] = [
  ["validFrom", "issuanceDate"],
  ["validUntil", "expirationDate"],
  ["credentialStatus"],
];

/** Control fields that a credential has none of, by the name of its version. */
export const missingControls = (document: JsonObject): readonly string[] =>
  CONTROLS.filter((names) => names.every((name) => !Object.hasOwn(document, name))).map(([name = ""]) => name);

/** Members that a learner may keep back, and those that come with every selection anyway. */
const FREE = new Set([
  "@context",
  "id",
  "type",
  "proof",
  "credentialSubject",
  "evidence",
  "endorsement",
  "endorsementJwt",
]);

/** What Open Badges 3.0 demands of an achievement beside its id and type, so that a disclosure is still a badge. */
const ACHIEVEMENT = ["name", "description", "criteria"];

/** Pointers to what laurel makes mandatory: all of a credential but evidence, endorsements, and details of a badge. */
export function mandatoryPointers(document: JsonObject): readonly string[] {
  const top = Object.keys(document).filter((name) => !FREE.has(name));
  const subject = document["credentialSubject"];
  const achievement = isObject(subject) ? subject["achievement"] : undefined;
  if (!isObject(subject) || !isObject(achievement)) return [...top, "credentialSubject"].map((name) => pointerTo(name));
  const subjects = "id" in subject || !("identifier" in subject) ? [] : ["/credentialSubject/identifier"];
  const achievements = ACHIEVEMENT.filter((name) => name in achievement);
  return [
    ...top.map((name) => pointerTo(name)),
    ...subjects,
    ...achievements.map((name) => pointerTo("credentialSubject", "achievement", name)),
  ];
}
