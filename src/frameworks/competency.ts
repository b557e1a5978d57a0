// A CASE item taken straight as an Achievement of Open Badges 3.0: the issuer's own, aligned to the item.
import { compact, type JsonObject } from "../core/json.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import { alignmentOf, statementOf } from "./alignment.ts";
import type { Framework, Item, Notice } from "./framework.ts";
import { plainText, tidy } from "./plain-text.ts";

export interface Competency {
  readonly achievement: JsonObject;
  readonly notices: readonly Notice[];
}

const LONGEST_NAME = 100;

/** AchievementType by CFItemType; everything else is a Competency. */
const ACHIEVEMENT_TYPES: Readonly<Record<string, string>> = { course: "Course", coursecode: "Course" };

const typeOf = ({ type = "" }: Item): string =>
  ACHIEVEMENT_TYPES[type.toLowerCase().replace(/[^a-z]/g, "")] ?? "Competency";

/** The abbreviated statement if it is truly shorter (Texas repeats the full one there), else the statement's beginning. */
function shortName(item: Item, statement: string): string {
  const abbreviated = item.abbreviated === undefined ? "" : plainText(item.abbreviated);
  if (abbreviated !== "" && abbreviated.length < statement.length && abbreviated.length <= LONGEST_NAME)
    return abbreviated;
  if (statement.length <= LONGEST_NAME) return statement;
  const cut = statement.slice(0, LONGEST_NAME);
  const words = cut.slice(0, Math.max(cut.lastIndexOf(" "), 0)).replace(/[\s,;:.–—-]+$/u, "");
  // Half of a surrogate pair must not stay behind.
  return `${words.length > LONGEST_NAME / 2 ? words : cut.replace(/[\ud800-\udbff]$/, "")}…`;
}

/** A language tag of BCP 47 as Open Badges 3.0 takes it; the CASE guide writes `en_US`. */
export function languageTag(written: string): string | undefined {
  const tag = written.replaceAll("_", "-");
  return /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i.test(tag) ? tag : undefined;
}

/** The id is the same for the same issuer and item, at any time and on any machine. */
export const competencyId = (item: Item, issuerId: string): string =>
  `urn:uuid:${uuid5(nameOf("competency", issuerId, item.identifier))}`;

export function competencyOf(item: Item, framework: Framework, issuerId: string): Competency {
  const statement = statementOf(item, framework);
  const subjects = item.subject.length > 0 ? item.subject : framework.document.subject;
  const achievement = compact({
    id: competencyId(item, issuerId),
    type: ["Achievement"],
    achievementType: typeOf(item),
    name: shortName(item, statement),
    description: statement,
    criteria: { narrative: statement },
    humanCode: item.code === undefined ? undefined : tidy(item.code),
    fieldOfStudy: subjects.length === 0 ? undefined : subjects.join(", "),
    inLanguage: languageTag(item.language ?? framework.document.language ?? ""),
    tag: [...new Set([...item.keywords, ...item.educationLevel])],
    otherIdentifier: [{ type: "IdentifierEntry", identifier: item.identifier, identifierType: "ext:caseIdentifier" }],
    alignment: [alignmentOf(item, framework)],
  });
  const narrative = {
    code: "CRITERIA_FROM_STATEMENT",
    message: "the item's statement stands as the criteria; a competency is not a criterion, so better write one",
    pointer: item.pointer,
    count: 1,
  };
  return { achievement, notices: [narrative] };
}
