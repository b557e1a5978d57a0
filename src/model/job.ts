// What a job asks for: an HR Open position opening, a JDX job description, or a list that somebody wrote.
import type { FaultFacts } from "../core/fault.ts";
import { isObject, type Json, type JsonObject, object, pointerTo } from "../core/json.ts";
import { competenciesAt, listed } from "./job-competency.ts";
import { credentialsAsked } from "./job-credential.ts";
import { below, firstOf, type Placed, type Say } from "./job-place.ts";
import type { Requirement } from "./requirement.ts";

export interface Job {
  readonly title?: string;
  readonly requirements: readonly Requirement[];
  /** Members by which the job asks for what cannot be held against a record, such as years of work. */
  readonly beside: readonly string[];
}

/** A job may stand in a record or a message; the members that lead to it. */
const WRAPPERS = [
  "credentialSubject",
  "lerrsType",
  "job",
  "positionOpening",
  "JDXjobDescription",
  "jobDescription",
  "jobPosting",
];

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

/** Places of one job where it says what it asks for: the job, its profiles, their qualifications. */
function placesOf(job: Placed): { readonly profiles: readonly Placed[]; readonly qualifications: readonly Placed[] } {
  const profiles = "positionProfiles" in job.value ? below([job], "positionProfiles") : [job];
  const qualifications = [...below(profiles, "positionQualifications"), ...profiles.filter((one) => one !== job), job];
  return { profiles, qualifications };
}

/** The same demand once: an opening has a profile for each language, with the same competencies in it. */
function distinct(requirements: readonly Requirement[]): readonly Requirement[] {
  const known = new Map<string, Requirement>();
  for (const requirement of requirements) {
    const { references, framework, level, credential, name } = requirement;
    const what = references.length > 0 ? references : [name, credential];
    const key = JSON.stringify([what, framework, level]);
    if (!known.has(key)) known.set(key, requirement);
  }
  return [...known.values()];
}

/** The job in a document, whose scalars are texts as written; every fault with its place. */
export function jobOf(document: Json): { readonly value: Job; readonly faults: readonly FaultFacts[] } {
  const faults: FaultFacts[] = [];
  const say: Say = (pointer, message, hint) => faults.push({ code: "JOB_INVALID", message, pointer, hint });
  const job = isObject(document) ? unwrapped({ value: document, pointer: "" }) : { value: {}, pointer: "" };
  const { profiles, qualifications } = placesOf(job);
  const asked = credentialsAsked(job, qualifications);
  const requirements = distinct([
    ...(isObject(document) ? competenciesAt(qualifications, say) : listed(document, "", say)),
    ...asked.requirements,
  ]);
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
  const titles = [job, ...profiles].flatMap(({ value }) => firstOf(value, ["title", "name", "positionTitle"]) ?? []);
  const [title] = titles;
  return { value: { ...(title === undefined ? {} : { title }), requirements, beside: asked.beside }, faults };
}
