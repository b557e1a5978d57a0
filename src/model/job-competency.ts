// Competencies in a job: of HR Open, of JDX, or of a list that somebody wrote.
import { isObject, type Json, listOf, object, pointerTo } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";
import { kindIn, kindsWithin } from "./credential-kind.ts";
import { allOf, below, firstOf, type Placed, type Say, said, valuesIn } from "./job-place.ts";
import { type CredentialAsked, type Requirement, requirement } from "./requirement.ts";

const scoreIn = (value: Json | undefined): string | undefined =>
  ["scoresText", "scoresNumeric"].flatMap((name) => valuesIn(object(value)?.[name]))[0];

const YES = new Set(["true", "yes"]);
const NO = new Set(["false", "no"]);

function weightOf(written: string | undefined, pointer: string, say: Say): number {
  if (written === undefined) return 1;
  const weight = Number(written);
  if (Number.isFinite(weight) && weight >= 0) return weight;
  say(pointer, `want a weight such as 2 or 0.5, got ${quoted(written)}`);
  return 1;
}

function requiredOf(written: string | undefined, pointer: string, say: Say): boolean | undefined {
  if (written === undefined || YES.has(written.toLowerCase())) return written === undefined ? undefined : true;
  if (!NO.has(written.toLowerCase())) say(pointer, `want yes or no, got ${quoted(written)}`);
  return false;
}

/** PositionCompetencyType and SpecifiedCompetencyType of HR Open 4.5, or an IdentifierType that stands for one. A level that is only desired is no condition. */
function positionCompetency({ value, pointer }: Placed, say: Say): Requirement {
  const needed = scoreIn(value["requiredProficiencyLevel"]) ?? scoreIn(value["proficiencyLevel"]);
  const wished = scoreIn(value["desiredProficiencyLevel"]);
  const weight = said(value["weight"]) ?? said(object(value["weight"])?.["value"]);
  return requirement({
    name: firstOf(value, ["competencyName", "name"]),
    references: [...valuesIn(value["competencyIds"]), ...allOf(value, ["value"])],
    framework: valuesIn(value["taxonomyIds"])[0],
    weight: weightOf(weight, `${pointer}/weight${isObject(value["weight"]) ? "/value" : ""}`, say),
    required: needed !== undefined || wished === undefined,
    level: needed ?? wished,
    pointer,
  });
}

const REFERENCES = ["code", "termCode", "uuid", "identifier", "id", "@id", "uri", "url"];
/** Members by which an entry is a term of JDX (AnnotatedDefinedTermType), whatever else it has. */
const TERM = ["termCode", "annotation", "descriptions", "inDefinedTermSet", "@type", "@id"];
const KNOWN = [
  ...REFERENCES.filter((name) => !TERM.includes(name)),
  "name",
  "framework",
  "weight",
  "level",
  "required",
  "type",
];

/** A kind of credential instead of a competency: `type: License`. */
function kindAsked({ value, pointer }: Placed, say: Say): CredentialAsked | undefined {
  const written = said(value["type"]);
  if (written === undefined) return undefined;
  const kind = kindIn(written);
  if (kind === undefined)
    say(
      `${pointer}/type`,
      `want a type of achievement such as BachelorDegree or License, got ${quoted(written)}`,
      "The types are those of Open Badges 3.0; one of your own begins with ext:",
    );
  const words = allOf(value, ["name"]);
  return { types: kind === undefined ? [] : kindsWithin(kind), words, alternatives: false };
}

/** An entry of a list, or a term of JDX, which may have members of its own: whoever writes a list may use either's words. */
function entry(place: Placed, say: Say): Requirement {
  const { value, pointer } = place;
  const [annotation, set] = [object(value["annotation"]) ?? {}, value["inDefinedTermSet"]];
  const isTerm = TERM.some((name) => name in value);
  for (const name of Object.keys(value))
    if (!isTerm && !KNOWN.includes(name)) say(pointer + pointerTo(name), `want ${oneOf(KNOWN)}, got ${quoted(name)}`);
  const references = allOf(value, REFERENCES);
  const credential = kindAsked(place, say);
  const own = requiredOf(said(value["required"]), `${pointer}/required`, say);
  const marked = requiredOf(said(annotation["required"]), `${pointer}/annotation/required`, say);
  return requirement({
    name: said(value["name"]) ?? (references.length === 0 ? said(value["type"]) : undefined),
    references,
    framework: said(value["framework"]) ?? said(set) ?? firstOf(object(set) ?? {}, ["url", "@id", "name"]),
    weight: weightOf(said(value["weight"]), `${pointer}/weight`, say),
    required: own ?? marked ?? said(annotation["preferred"]) !== "true",
    level: said(value["level"]),
    // An identifier says more than a kind.
    credential: references.length === 0 ? credential : undefined,
    pointer,
  });
}

/** A text is a code, an address or a name: the frameworks tell which. */
const bare = (written: string, pointer: string): Requirement =>
  requirement({ name: written, references: [written], pointer });

/** By these an entry is a competency of HR Open. */
const OF_HR_OPEN = ["value", "competencyIds", "competencyName", "proficiencyLevel", "requiredProficiencyLevel"];
/** CompetencyType of HR Open holds one of its forms. */
const COVERS = ["positionCompetency", "specifiedCompetency"];

function read(place: Placed, say: Say): Requirement {
  const [one = place] = COVERS.flatMap((name) => below([place], name));
  return OF_HR_OPEN.some((name) => name in one.value) ? positionCompetency(one, say) : entry(one, say);
}

/** Members of a job that list competencies: of HR Open, of JDX, and of a list. */
const LISTS = [
  "positionCompetencies",
  "requiredCompetencies",
  "requiredCompetencyIds",
  "competencies",
  "requirements",
  "skills",
  "knowledge",
  "abilities",
];

/** Those of a list. */
export function listed(list: Json | undefined, pointer: string, say: Say): readonly Requirement[] {
  if (!Array.isArray(list) && !isObject(list)) return [];
  return listOf(list).flatMap((item, index) => {
    const here = pointer + (Array.isArray(list) ? pointerTo(index) : "");
    const written = said(item);
    if (written !== undefined) return [bare(written, here)];
    if (isObject(item)) return [read({ value: item, pointer: here }, say)];
    say(here, "want a code, an address, or members such as code and weight, got something else");
    return [];
  });
}

/** Those of all lists at some places, in the order of the lists. */
export const competenciesAt = (places: readonly Placed[], say: Say): readonly Requirement[] =>
  LISTS.flatMap((name) => places.flatMap(({ value, pointer }) => listed(value[name], pointer + pointerTo(name), say)));
