// HR Open's CandidateType (4.5), which today's hiring systems take: the profile of a person, with the signed originals as
// attachments, and from each entry a reference to the original that it was read from.
import { canonicalJson, type JsonObject, listOf, objectsOf, stringsOf, text } from "../core/json.ts";
import { type Award, nameOf, nameSpot } from "./award.ts";
import type { Conversion, Options } from "./conversion.ts";
import { descriptionsOf } from "./description.ts";
import { filled, identifier, moment, NO_DATE, only, scalar, uri, words } from "./form.ts";
import { ledgerOf, NOWHERE, peek, type Spot, take } from "./ledger.ts";
import { type Parts, partsOf, type Skills } from "./ler-rs/body.ts";
import { communicationEntry, personEntry } from "./ler-rs/person.ts";
import { ownAlignment, shownBy } from "./ler-rs/skill.ts";
import type { Source } from "./source.ts";
import { credentialsIn, isRecord, verificationAt } from "./walk.ts";

const NAME = "HR Open's CandidateType";

/** Identifiers of a competency: what an alignment points to, by address and by code. */
const idsOf = (alignment: Spot): readonly (JsonObject | undefined)[] => [
  identifier(alignment.at("targetUrl")),
  identifier(alignment.at("targetCode"), "targetCode"),
];

/** The framework's own address where it was given, and its name. */
function taxonomyOf(alignment: Spot, { setting }: Award): readonly JsonObject[] {
  const address = peek(alignment.at("targetUrl"), uri);
  const framework = setting.frameworks.find(({ has }) => address !== undefined && has(address))?.uri;
  return only([
    framework === undefined ? undefined : { value: framework, schemeId: "URL" },
    identifier(alignment.at("targetFramework"), "framework name"),
  ]);
}

const levelsOf = (outcomes: Award["outcomes"]): JsonObject | undefined =>
  filled({
    scoresText: only(
      outcomes.map(({ level, result }) => {
        const value = take(level, scalar);
        if (value !== undefined) result.at("achievedLevel").mark("mapped");
        return value === undefined ? undefined : { value };
      }),
    ),
  });

const provenBy = ({ verification }: Award): readonly JsonObject[] => only([verification]);

/** PersonCompetencyType of a competency that was awarded. */
function awarded(award: Award): JsonObject | undefined {
  const { achievement, credential } = award;
  const own = ownAlignment(award) ?? NOWHERE;
  const name = nameOf(award);
  const said = only(["targetName", "targetDescription"].map((member) => take(own.at(member), words)));
  const competency = {
    competencyName: name,
    competencyIds: only([
      ...idsOf(own),
      identifier(achievement.at("id"), "Open Badges achievement"),
      identifier(achievement.at("humanCode"), "code"),
    ]),
    taxonomyIds: taxonomyOf(own, award),
    proficiencyLevel: levelsOf(award.outcomes),
  };
  const evidence = {
    verificationSourceName: take(credential.at("issuer", "name"), words),
    verificationDate: take(credential.at("awardedDate"), moment, NO_DATE),
  };
  const others = said.filter((one) => one !== name);
  const descriptions = [...others, ...descriptionsOf(award, [text(nameSpot(award).value), ...others])];
  return filled({
    ...competency,
    competencyEvidence: filled({ ...evidence, descriptions }),
    verifications: provenBy(award),
  });
}

/** PersonCompetencyType of each competency that an award is aligned to. */
const aligned = (award: Award, isSkill: boolean): readonly JsonObject[] =>
  only(
    shownBy(award, isSkill).map(({ alignment, outcomes }) =>
      filled({
        competencyName: take(alignment.at("targetName"), words),
        competencyIds: only(idsOf(alignment)),
        taxonomyIds: taxonomyOf(alignment, award),
        proficiencyLevel: levelsOf(outcomes),
        competencyEvidence: filled({ descriptions: only([take(alignment.at("targetDescription"), words)]) }),
        verifications: provenBy(award),
      }),
    ),
  );

const LISTS = ["competencyIds", "taxonomyIds", "verifications"] as const;

function merged(first: JsonObject, second: JsonObject): JsonObject {
  const union = (name: string) => [
    ...new Map(
      [...objectsOf(first[name]), ...objectsOf(second[name])].map((one) => [canonicalJson(one), one]),
    ).values(),
  ];
  const [one, other] = [first["competencyEvidence"], second["competencyEvidence"]].map(
    (entry) => objectsOf(entry)[0] ?? {},
  );
  const name = second["competencyName"] === first["competencyName"] ? [] : stringsOf(second["competencyName"]);
  const descriptions = [...stringsOf(one?.["descriptions"]), ...name, ...stringsOf(other?.["descriptions"])];
  const scores = [first, second].flatMap((entry) => objectsOf(objectsOf(entry["proficiencyLevel"])[0]?.["scoresText"]));
  return {
    ...first,
    ...filled({
      ...Object.fromEntries(LISTS.map((list) => [list, union(list)])),
      proficiencyLevel: filled({ scoresText: scores }),
      competencyEvidence: filled({ ...other, ...one, descriptions: [...new Set(descriptions)] }),
    }),
  };
}

/** Each competency once: by its first identifier, or by name where it has none. */
function distinct(competencies: readonly JsonObject[]): readonly JsonObject[] {
  const known = new Map<string, JsonObject>();
  for (const competency of competencies) {
    const id = objectsOf(competency["competencyIds"])[0]?.["value"];
    const key = id === undefined ? `name ${text(competency["competencyName"])}` : `id ${text(id)}`;
    const first = known.get(key);
    known.set(key, first === undefined ? competency : merged(first, competency));
  }
  return [...known.values()];
}

const COMPETENCIES: Skills = { entry: awarded, aligned, distinct };

const ATTACHMENTS = "#/profiles/0/attachments/";

/** References to originals, by the entry of `verifications` that each would be in LER-RS. */
function referencesTo(sources: readonly Source[], attachments: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  const held = attachments.map(({ content }) => objectsOf(content)[0]?.["value"]);
  return new Map(
    sources.flatMap((source) => {
      const place = `${ATTACHMENTS}${held.indexOf(Buffer.from(source.received.text).toString("base64"))}`;
      return [...credentialsIn(ledgerOf(source.document).root)].map((credential): [string, JsonObject] => {
        const [id, issuer] = [credential.at("id"), credential.at("issuer")].map(({ value }) => text(value));
        const schemeId = isRecord(credential) ? "CLR credential id" : "Open Badges credential id";
        const schemeAgencyId = issuer ?? text(credential.at("issuer", "id").value);
        const reference = id === undefined ? undefined : filled({ value: id, schemeId, schemeAgencyId });
        const entry = filled({ uri: place, reference, descriptions: ["The signed original"] }) ?? {};
        return [canonicalJson(verificationAt(credential, source) ?? null), entry];
      });
    }),
  );
}

/** An entry with references in place of originals, and all references as this document has them. */
function referring(entry: JsonObject, references: ReadonlyMap<string, JsonObject>): JsonObject {
  const { verifications, attachmentReferences, positionHistories, ...rest } = entry;
  const moved = objectsOf(attachmentReferences).map((one) => ({
    ...one,
    uri: (text(one["uri"]) ?? "").replace("#/attachments/", ATTACHMENTS),
  }));
  const proofs = listOf(verifications).flatMap((one) => references.get(canonicalJson(one)) ?? []);
  return {
    ...rest,
    ...filled({
      positionHistories: objectsOf(positionHistories).map((position) => referring(position, references)),
      attachmentReferences: [...moved, ...proofs],
    }),
  };
}

/** Attachments that say in words what the records in them say of themselves; there is no other place for it here. */
const describing = ({ attachments, narratives }: Parts): readonly JsonObject[] =>
  attachments.map((attachment, index) => {
    const said = narratives
      .filter(([, at]) => at === index)
      .flatMap(([narrative]) => [
        ...stringsOf(narrative["name"]),
        ...objectsOf(narrative["texts"]).flatMap(({ lines }) => stringsOf(lines)),
      ]);
    return said.length === 0
      ? attachment
      : { ...attachment, descriptions: [...stringsOf(attachment["descriptions"]), ...said] };
  });

/** The candidate for credentials of one learner; the caller has verified them. */
export function candidateOf(sources: readonly Source[], options: Options): Conversion {
  const parts = partsOf(sources, options, NAME, COMPETENCIES);
  const { sections, learner } = parts;
  const references = referencesTo(sources, parts.attachments);
  const section = (entries: readonly JsonObject[]) => entries.map((entry) => referring(entry, references));
  const { legalId, ...person } = personEntry(learner) ?? {};
  const profile = filled({
    education: section(sections.educationAndLearnings),
    employment: section(sections.employmentHistories),
    licenses: section(sections.licenses),
    certifications: section(sections.certifications),
    qualifications: section(sections.skills),
    attachments: describing(parts),
  });
  const body = filled({
    ...parts.ids,
    person: filled({ ...person, legalIds: listOf(legalId), communication: communicationEntry(learner) }),
    profiles: only([profile]),
  });
  return { body: body ?? {}, accounts: parts.accounts, subject: parts.subject };
}
