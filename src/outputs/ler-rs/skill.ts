// `skills`: competencies that were awarded, and those that an achievement is aligned to; each once, with all its proofs.
import { canonicalJson, type Json, type JsonObject, objectsOf, stringsOf, text } from "../../core/json.ts";
import { type Award, nameOf, nameSpot } from "../award.ts";
import { descriptionsOf } from "../description.ts";
import { filled, only, scalar, uri, words } from "../form.ts";
import { peek, type Spot, take } from "../ledger.ts";
import { isReached } from "../outcome.ts";
import { organizationOf } from "./organization.ts";

/** Alignments that show a competency, by the mapping. */
const competenciesOf = (holder: Spot, { setting }: Pick<Award, "setting">): readonly Spot[] =>
  holder
    .at("alignment")
    .each()
    .filter(
      (alignment) =>
        setting.mapping.skills.has(text(alignment.at("targetType").value) ?? "") &&
        peek(alignment.at("targetName"), words) !== undefined,
    );

const keyword = (name: string, spot: Spot): JsonObject | undefined => {
  const value = take(spot, scalar);
  return value === undefined ? undefined : { name, value };
};

/** What an alignment says beside name and address; an address that is none can only be a keyword. */
const keywordsOf = (alignment: Spot): readonly JsonObject[] =>
  only([
    ...["targetCode", "targetType", "targetFramework"].map((name) => keyword(name, alignment.at(name))),
    peek(alignment.at("targetUrl"), uri) === undefined ? keyword("targetUrl", alignment.at("targetUrl")) : undefined,
  ]);

/** Levels that results name, of a competency or of the results that are aligned to it. */
const levelsOf = (outcomes: Award["outcomes"]): readonly JsonObject[] =>
  outcomes.flatMap(({ level, result }) => {
    const reached = keyword("achievedLevel", level);
    if (reached !== undefined) result.at("achievedLevel").mark("mapped");
    return reached === undefined ? [] : [reached];
  });

/** RefSchemeType of a skill's definition, with the framework that it stands in where that was given. */
function definitionOf(spots: readonly Spot[], { setting }: Award): Readonly<Record<string, JsonObject | undefined>> {
  const spot = spots.find((one) => peek(one, uri) !== undefined);
  const reference = spot === undefined ? undefined : take(spot, uri);
  if (reference === undefined) return {};
  const scheme = setting.frameworks.find((framework) => framework.has(reference))?.uri;
  return {
    definitionReference: filled({ reference, scheme }),
    schemeReference: scheme === undefined ? undefined : { reference: scheme },
  };
}

const verificationsOf = ({ verification }: Award): readonly JsonObject[] => only([verification]);

function alignedSkill(alignment: Spot, outcomes: Award["outcomes"], award: Award): JsonObject | undefined {
  return filled({
    name: take(alignment.at("targetName"), words),
    description: take(alignment.at("targetDescription"), words),
    ...definitionOf([alignment.at("targetUrl")], award),
    keywords: [...keywordsOf(alignment), ...levelsOf(outcomes)],
    verifications: verificationsOf(award),
  });
}

/** The one competency that a competency badge is aligned to is the same skill, not another one. */
export function ownAlignment(award: Award): Spot | undefined {
  const { achievement } = award;
  const all = competenciesOf(achievement, award);
  return all.length === 1
    ? all[0]
    : all.find((alignment) => alignment.at("targetUrl").value === achievement.at("id").value);
}

/** An alignment that shows a skill, with the result that it is of, if any. */
export interface Shown {
  readonly alignment: Spot;
  readonly outcomes: Award["outcomes"];
}

/** What an award shows by alignment, beside itself when it is a skill. Only what was achieved shows a skill. */
export function shownBy(award: Award, isSkill: boolean): readonly Shown[] {
  if (award.completion !== "achieved") return [];
  const own = isSkill ? ownAlignment(award)?.pointer : undefined;
  return [
    ...competenciesOf(award.achievement, award)
      .filter(({ pointer }) => pointer !== own)
      .map((alignment) => ({ alignment, outcomes: [] })),
    ...award.outcomes
      .filter(isReached)
      .flatMap((outcome) =>
        competenciesOf(outcome.result, award).map((alignment) => ({ alignment, outcomes: [outcome] })),
      ),
  ];
}

export const alignedSkills = (award: Award, isSkill: boolean): readonly JsonObject[] =>
  only(shownBy(award, isSkill).map(({ alignment, outcomes }) => alignedSkill(alignment, outcomes, award)));

/** EndorserType: who vouches for the skill. */
function endorser(issuer: Spot, comment?: Spot): JsonObject | undefined {
  const organization = organizationOf(issuer);
  if (organization === undefined) return undefined;
  const said = comment === undefined ? undefined : take(comment, words);
  return filled({ organization, comments: only([said]) });
}

function endorsersOf({ credential, subject, achievement }: Award): readonly JsonObject[] {
  const endorsed = [credential, subject, achievement, credential.at("issuer")].map((one) => one.at("id").value);
  // Praise of something else may stand here too, and is none of this skill.
  const endorsements = [credential, achievement]
    .flatMap((one) => one.at("endorsement").each())
    .filter((one) => endorsed.includes(one.at("credentialSubject", "id").value));
  return only([
    endorser(credential.at("issuer")),
    ...endorsements.map((one) => endorser(one.at("issuer"), one.at("credentialSubject", "endorsementComment"))),
  ]);
}

/** A competency that was awarded. */
export function skillEntry(award: Award): JsonObject | undefined {
  const { achievement } = award;
  const own = ownAlignment(award);
  const name = nameOf(award);
  const description = take(achievement.at("description"), words);
  const others = own === undefined ? [] : [own.at("targetName"), own.at("targetDescription")];
  const comments = only(others.map((spot) => take(spot, words))).filter((said) => ![name, description].includes(said));
  const entry = {
    name,
    description,
    ...definitionOf([...(own === undefined ? [] : [own.at("targetUrl")]), achievement.at("id")], award),
    endorsers: endorsersOf(award),
    keywords: [
      ...only(
        achievement
          .at("tag")
          .each()
          .map((tag) => take(tag, words)),
      ).map((tag) => ({ name: tag })),
      ...only([keyword("humanCode", achievement.at("humanCode"))]),
      ...(own === undefined ? [] : keywordsOf(own)),
      ...levelsOf(award.outcomes),
    ],
  };
  return filled({
    ...entry,
    comments: [...comments, ...descriptionsOf(award, [text(nameSpot(award).value), description, ...comments])],
    verifications: verificationsOf(award),
  });
}

const union = (first: Json | undefined, second: Json | undefined): readonly JsonObject[] => {
  const known = new Map([...objectsOf(first), ...objectsOf(second)].map((item) => [canonicalJson(item), item]));
  return [...known.values()];
};

/** A text that differs from the one that the skill has becomes a comment. */
const other = (first: Json | undefined, second: Json | undefined): readonly string[] =>
  first === second ? [] : only([text(second)]);

function merged(first: JsonObject, second: JsonObject): JsonObject {
  const comments = [
    ...stringsOf(first["comments"]),
    ...stringsOf(second["comments"]),
    ...other(first["name"], second["name"]),
    ...(first["description"] === undefined ? [] : other(first["description"], second["description"])),
  ];
  return {
    ...first,
    ...filled({
      description: first["description"] ?? second["description"],
      endorsers: union(first["endorsers"], second["endorsers"]),
      keywords: union(first["keywords"], second["keywords"]),
      comments: [...new Set(comments)],
      verifications: union(first["verifications"], second["verifications"]),
    }),
  };
}

/** Each skill once, in the order of first mention: by its definition, or by name where it has none. */
export function distinctSkills(skills: readonly JsonObject[]): readonly JsonObject[] {
  const known = new Map<string, JsonObject>();
  for (const skill of skills) {
    const definition = objectsOf(skill["definitionReference"])[0]?.["reference"];
    const key = definition === undefined ? `name ${text(skill["name"])}` : `uri ${text(definition)}`;
    const first = known.get(key);
    known.set(key, first === undefined ? skill : merged(first, skill));
  }
  return [...known.values()];
}
