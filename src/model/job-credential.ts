// Credentials that a job asks for beside competencies: degrees, licences and others. An identifier or a kind can be held
// against a record; what stands in words only cannot.
import { kindIn, kindsWithin } from "./credential-kind.ts";
import { isIdentifier } from "./crosswalk.ts";
import { allOf, below, firstOf, type Placed } from "./job-place.ts";
import { type CredentialAsked, type Requirement, requirement } from "./requirement.ts";

export interface Asked {
  readonly requirements: readonly Requirement[];
  /** Members that say nothing which can be held against a record. */
  readonly beside: readonly string[];
}

type Kind = Omit<CredentialAsked, "words" | "alternatives">;

/** `License: Registered Nurse`. */
function nameOf({ types, isced }: Kind, words: readonly string[]): string {
  const kind = types[0] ?? "Education";
  const level = isced === undefined ? "" : ` of ISCED level ${isced} or above`;
  return [kind + level, ...words].join(": ");
}

const asked = (
  kind: Kind,
  words: readonly string[],
  pointer: string,
  { required = true, alternatives = false, references = [] as readonly string[] } = {},
): Requirement =>
  requirement({
    name: nameOf(kind, words),
    references,
    required,
    credential: references.length > 0 ? undefined : { ...kind, words, alternatives },
    pointer,
  });

const isLevel = (text: string | undefined): text is string => /^[0-8]$/.test(text ?? "");

const typesOf = (kind: string | undefined): readonly string[] => (kind === undefined ? [] : kindsWithin(kind));

/** EducationRequirementType of HR Open. */
function education({ value, pointer }: Placed): Requirement | undefined {
  const [level, degree] = [firstOf(value, ["iscedEducationLevelCode"]), firstOf(value, ["degreeTypeCode"])];
  const kind = kindIn(degree ?? "");
  const isced = isLevel(level) ? level : undefined;
  if (kind === undefined && isced === undefined) return undefined;
  const more = kind === undefined ? ["degreeTypeCode"] : [];
  const words = allOf(value, [...more, "programs", "programConcentrations", "institutions"]);
  return asked({ types: typesOf(kind), ...(isced === undefined ? {} : { isced }) }, words, pointer);
}

/** `licences` of HR Open, which are texts. */
const licence = (written: string, pointer: string): Requirement =>
  isIdentifier(written)
    ? asked({ types: ["License"] }, [], pointer, { references: [written] })
    : asked({ types: ["License"] }, [written], pointer);

interface Terms {
  readonly required: boolean;
  readonly alternatives: boolean;
}

/** CredentialType of JDX. It has no member for an identifier; JSON-LD has. */
function credential({ value, pointer }: Placed, terms: Terms): Requirement | undefined {
  const [category] = below([{ value, pointer }], "credentialCategory");
  const [kind] = allOf(category?.value ?? {}, ["termCode", "@id", "name"]).flatMap((one) => kindIn(one) ?? []);
  const references = allOf(value, ["@id", "id", "identifier", "url"]).filter(isIdentifier);
  if (kind === undefined && references.length === 0) return undefined;
  const provider = below([{ value, pointer }], "provider").flatMap((one) => allOf(one.value, ["legalName", "name"]));
  const words = [...allOf(value, ["name", "program", "programConcentration", "descriptions"]), ...provider];
  return asked({ types: typesOf(kind) }, words, pointer, { ...terms, references });
}

/** QualifyingExperienceType of JDX, where it names a level of ISCED. */
function schooling({ value, pointer }: Placed, terms: Terms): Requirement | undefined {
  const level = below([{ value, pointer }], "educationLevels")
    .filter((one) => /isced/i.test(JSON.stringify(one.value["inDefinedTermSet"] ?? "")))
    .flatMap((one) => allOf(one.value, ["termCode", "name"]))
    .find(isLevel);
  if (level === undefined) return undefined;
  const words = allOf(value, ["program", "programConcentration", "descriptions"]);
  return asked({ types: [], isced: level }, words, pointer, terms);
}

type Row = readonly [name: string, required: boolean, read: (place: Placed, terms: Terms) => Requirement | undefined];

/** Members of a JDX job description that ask for credentials and schooling. */
const OF_JDX: readonly Row[] = [
  ["requiredCredentials", true, credential],
  ["minimumCredentials", true, credential],
  ["preferredCredentials", false, credential],
  ["requiredEducation", true, schooling],
  ["minimumEducation", true, schooling],
  ["preferredEducation", false, schooling],
];

const ALTERNATIVES = ["alternative", "equivalent"].flatMap((one) =>
  ["Credentials", "Education", "Experiences"].map((what) => one + what),
);

/** What a job asks for that no credential shows by its kind: years of work, tests, conditions upon conditions. */
const OTHERS = [
  "experienceSummary",
  "requiredExperiences",
  "minimumExperiences",
  "requiredAssessments",
  "requiredConditions",
  "citizenshipRequirements",
  "securityClearanceRequirements",
  ...ALTERNATIVES,
];

export function credentialsAsked(job: Placed, qualifications: readonly Placed[]): Asked {
  const alternatives = ALTERNATIVES.some((name) => name in job.value);
  const found: (readonly [name: string, read: Requirement | undefined])[] = [
    ...below(qualifications, "educationRequirement").map(
      (place) => ["educationRequirement", education(place)] as const,
    ),
    ...qualifications.flatMap(({ value, pointer }) =>
      allOf(value, ["licences"]).map(
        (one, index) => ["licences", licence(one, `${pointer}/licences/${index}`)] as const,
      ),
    ),
    ...OF_JDX.flatMap(([name, required, read]) =>
      below([job], name).map((place) => [name, read(place, { required, alternatives })] as const),
    ),
  ];
  const unread = found.flatMap(([name, read]) => (read === undefined ? [name] : []));
  const others = OTHERS.filter((name) => [job, ...qualifications].some(({ value }) => name in value));
  return {
    requirements: found.flatMap(([, read]) => read ?? []),
    beside: [...new Set([...unread, ...others])],
  };
}
