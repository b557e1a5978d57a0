// An LER-RS beside its originals: what its writer says in plain, each entry as a line.

import { HOLDERS } from "../checks/original.ts";
import { isObject, type Json, type JsonObject, objectsOf, stringsOf, text } from "../core/json.ts";

/** Values at a path through objects and lists. */
function at(value: Json | undefined, [name, ...rest]: readonly string[]): readonly string[] {
  if (name === undefined) return stringsOf(value);
  return objectsOf(value).flatMap((one) => at(one[name], rest));
}

interface Row {
  readonly section: string;
  readonly title: string;
  /** The first of these that says something is what the entry is called. */
  readonly names: readonly string[];
  /** Said after it. */
  readonly more: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    section: "educationAndLearnings",
    title: "Education",
    names: ["educationDegrees.name", "programs"],
    more: ["institution.name", "institution.tradeName", "start", "end"],
  },
  {
    section: "employmentHistories",
    title: "Employment",
    names: ["positionHistories.title"],
    more: ["organization.name", "organization.tradeName", "positionHistories.start", "positionHistories.end"],
  },
  {
    section: "certifications",
    title: "Certification",
    names: ["name"],
    more: ["issuingAuthority.name", "issuingAuthority.tradeName", "firstIssued"],
  },
  {
    section: "licenses",
    title: "License",
    names: ["name"],
    more: ["id.value", "issuingAuthority.name", "issuingAuthority.tradeName"],
  },
  { section: "skills", title: "Skill", names: ["name"], more: ["definitionReference.reference"] },
  { section: "narratives", title: "Narrative", names: ["name"], more: ["texts.lines"] },
];

const PERSON: readonly (readonly [title: string, path: string])[] = [
  ["Name", "person.name.formattedName"],
  ["E-mail", "communication.email.address"],
  ["Telephone", "communication.phone.formattedNumber"],
  ["Place", "communication.address.city"],
];

const values = (value: Json, path: string): readonly string[] => at(value, path.split("."));

/** An entry that a signed original stands with is shown by that original. */
const isProved = (entry: JsonObject): boolean => Object.keys(entry).some((name) => HOLDERS.has(name));

function lineOf(entry: JsonObject, { title, names, more }: Row): string {
  const called = names.map((path) => values(entry, path)).find((found) => found.length > 0) ?? [];
  const rest = more.flatMap((path) => values(entry, path));
  return `${title}: ${[called.join(", ") || "?", ...rest].join("; ")}`;
}

/** What stands in a body that no signed original stands with. */
export function claimsOf(body: JsonObject): readonly string[] {
  const person = PERSON.flatMap(([title, path]) => values(body, path).map((value) => `${title}: ${value}`));
  const entries = ROWS.flatMap((row) =>
    objectsOf(body[row.section])
      .filter((entry) => !isProved(entry))
      .map((entry) => lineOf(entry, row)),
  );
  const job = isObject(body["job"])
    ? [
        ...values(body["job"], "positionOpening.positionProfiles.positionTitle"),
        ...values(body["job"], "JDXjobDescription.title"),
      ]
    : [];
  return [...person, ...entries, ...job.map((title) => `For the job: ${text(title)}`)];
}
