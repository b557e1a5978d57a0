// What a job asks for: an HR Open position opening, a JDX job description, or a list that somebody wrote.
import type { FaultFacts } from "../core/fault.ts";
import { isObject, type Json, type JsonObject, object, objectsOf, pointerTo, text } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";

export interface Requirement {
  readonly name?: string;
  /** Codes, UUIDs and addresses, any of which names the competency. */
  readonly references: readonly string[];
  /** Name or address of the framework, where the job says it. */
  readonly framework?: string;
  readonly weight: number;
  readonly required: boolean;
  /** The level that is asked for, as the job writes it. */
  readonly level?: string;
  readonly pointer: string;
}

export interface Job {
  readonly title?: string;
  readonly requirements: readonly Requirement[];
  /** Members by which the job asks for something that is no competency, such as a degree or years of work. */
  readonly beside: readonly string[];
}

interface Placed {
  readonly value: JsonObject;
  readonly pointer: string;
}

const said = (value: Json | undefined): string | undefined => {
  const written = typeof value === "number" || typeof value === "boolean" ? String(value) : text(value)?.trim();
  return written === "" ? undefined : written;
};
const firstOf = (value: JsonObject, names: readonly string[]): string | undefined =>
  names.map((name) => said(value[name])).find((found) => found !== undefined);
const allOf = (value: JsonObject, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => said(value[name]) ?? []);

const valuesIn = (value: Json | undefined): readonly string[] =>
  objectsOf(value).flatMap((id) => said(id["value"]) ?? []);
const scoreIn = (value: Json | undefined): string | undefined =>
  ["scoresText", "scoresNumeric"].flatMap((name) => valuesIn(object(value)?.[name]))[0];

/** Places of objects in a list below some objects. */
const below = (places: readonly Placed[], name: string): readonly Placed[] =>
  places.flatMap(({ value, pointer }) =>
    objectsOf(value[name]).map((inner, index) => ({
      value: inner,
      pointer: pointer + (Array.isArray(value[name]) ? pointerTo(name, index) : pointerTo(name)),
    })),
  );

/** A job may stand in a record or a message; the members that lead to it. */
const WRAPPERS = ["job", "positionOpening", "JDXjobDescription", "jobDescription"];

function unwrapped(place: Placed): Placed {
  const name = WRAPPERS.find((wrapper) => isObject(place.value[wrapper]));
  const inner = name === undefined ? undefined : object(place.value[name]);
  return inner === undefined || name === undefined
    ? place
    : unwrapped({ value: inner, pointer: place.pointer + pointerTo(name) });
}

/** Members by which a document is one of the two forms that LER-RS holds (HR Open 4.5, JobType). */
const FORMS: readonly (readonly [form: "positionOpening" | "JDXjobDescription", members: readonly string[]])[] = [
  ["positionOpening", ["positionProfiles", "postingRequester", "statusCode", "approvalStatusCode"]],
  ["JDXjobDescription", ["title", "hiringOrganization", "competencies", "skills", "responsibilities", "positionID"]],
];

/** A job as LER-RS holds it: HR Open's position opening or a JDX job description; undefined for anything else. */
export function jobEntry(document: Json): JsonObject | undefined {
  if (!isObject(document)) return undefined;
  const { value } = unwrapped({ value: document, pointer: "" });
  const form = FORMS.find(([, members]) => members.some((name) => name in value))?.[0];
  return form === undefined ? undefined : { [form]: value };
}

type Say = (pointer: string, message: string, hint?: string) => void;

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

const requirement = (
  members: { [K in keyof Requirement]: Requirement[K] | undefined } & Pick<
    Requirement,
    "references" | "weight" | "required" | "pointer"
  >,
): Requirement =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as unknown as Requirement;

/** PositionCompetencyType of HR Open 4.5. A level that is only desired is no condition. */
function positionCompetency({ value, pointer }: Placed, say: Say): Requirement {
  const [needed, wished] = [scoreIn(value["requiredProficiencyLevel"]), scoreIn(value["desiredProficiencyLevel"])];
  return requirement({
    name: said(value["competencyName"]),
    references: valuesIn(value["competencyIds"]),
    framework: valuesIn(value["taxonomyIds"])[0],
    weight: weightOf(said(object(value["weight"])?.["value"]), `${pointer}/weight/value`, say),
    required: needed !== undefined || wished === undefined,
    level: needed ?? wished,
    pointer,
  });
}

const REFERENCES = ["code", "termCode", "uuid", "identifier", "id", "uri", "url"];
const KNOWN = [...REFERENCES, "name", "framework", "weight", "level", "required"];
/** AnnotatedDefinedTermType of JDX has these too. */
const TERM = ["annotation", "descriptions", "inDefinedTermSet"];

/** An entry of a list, or a term of JDX: whoever writes a list may use either's words. */
function entry({ value, pointer }: Placed, say: Say): Requirement {
  const annotation = object(value["annotation"]) ?? {};
  const set = object(value["inDefinedTermSet"]) ?? {};
  for (const name of Object.keys(value)) {
    if (![...KNOWN, ...TERM].includes(name))
      say(pointer + pointerTo(name), `want ${oneOf(KNOWN)}, got ${quoted(name)}`);
  }
  const own = requiredOf(said(value["required"]), `${pointer}/required`, say);
  const marked = requiredOf(said(annotation["required"]), `${pointer}/annotation/required`, say);
  const preferred = said(annotation["preferred"]) === "true";
  return requirement({
    name: said(value["name"]),
    references: allOf(value, REFERENCES),
    framework: said(value["framework"]) ?? firstOf(set, ["url", "name"]),
    weight: weightOf(said(value["weight"]), `${pointer}/weight`, say),
    required: own ?? marked ?? !preferred,
    level: said(value["level"]),
    pointer,
  });
}

/** Members of a job that list competencies. */
const LISTS = ["competencies", "requirements", "skills", "knowledge"];

/** A text is a code, an address or a name: the frameworks tell which. */
const bare = (written: string, pointer: string): Requirement => ({
  name: written,
  references: [written],
  weight: 1,
  required: true,
  pointer,
});

function listed(list: Json | undefined, pointer: string, say: Say): readonly Requirement[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly Json[]).flatMap((item, index) => {
    const here = pointer + pointerTo(index);
    const written = said(item);
    if (written !== undefined) return [bare(written, here)];
    if (isObject(item)) return [entry({ value: item, pointer: here }, say)];
    say(here, "want a code, an address, or members such as code and weight, got something else");
    return [];
  });
}

/** What a job asks for beside competencies, in HR Open and in JDX. */
const BESIDE = [
  "educationRequirement",
  "experienceSummary",
  "licences",
  "requiredCredentials",
  "requiredEducation",
  "requiredExperiences",
  "requiredAssessments",
  "requiredConditions",
  "minimumCredentials",
  "minimumEducation",
  "minimumExperiences",
];

/** The job in a document, whose scalars are texts as written; every fault with its place. */
export function jobOf(document: Json): { readonly value: Job; readonly faults: readonly FaultFacts[] } {
  const faults: FaultFacts[] = [];
  const say: Say = (pointer, message, hint) => faults.push({ code: "JOB_INVALID", message, pointer, hint });
  const job = isObject(document) ? unwrapped({ value: document, pointer: "" }) : { value: {}, pointer: "" };
  const profiles = "positionProfiles" in job.value ? below([job], "positionProfiles") : [job];
  const qualifications = below(profiles, "positionQualifications");
  const requirements = [
    ...below(qualifications, "positionCompetencies").map((place) => positionCompetency(place, say)),
    ...(isObject(document)
      ? LISTS.flatMap((name) => listed(job.value[name], job.pointer + pointerTo(name), say))
      : listed(document, "", say)),
  ];
  for (const { references, name, pointer } of requirements) {
    if (references.length === 0 && name === undefined)
      say(pointer, "want a competency's code, UUID, address or name, got none");
  }
  if (requirements.length === 0 && faults.length === 0) {
    say(
      job.pointer,
      "want a job's competencies, got none",
      "An HR Open position opening has positionCompetencies, a JDX job description competencies or skills; or write a list of CASE codes.",
    );
  }
  const title =
    firstOf(job.value, ["title", "name", "positionTitle"]) ??
    profiles.map(({ value }) => said(value["positionTitle"])).find((found) => found !== undefined);
  const beside = BESIDE.filter((name) => [job, ...qualifications].some(({ value }) => name in value));
  return { value: { ...(title === undefined ? {} : { title }), requirements, beside }, faults };
}
