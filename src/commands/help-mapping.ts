// The help topic `mapping`: the table that laurel maps by, and the file that changes rows of it.
import { oneOf } from "../core/text.ts";
import { SCORE_CODES } from "../model/ler-rs-form.ts";
import { BUILT_IN, EMPLOYERS, GRANTED, RELATIONSHIPS, type Route, SECTIONS, type Section } from "../outputs/mapping.ts";

const MEANINGS: Readonly<Record<Section, string>> = {
  degree: "education, as a degree or diploma",
  learning: "education, as a program: courses, activities",
  certification: "certifications",
  license: "licenses",
  skill: "skills",
  employment: "employment histories, when the credential names the employer; else certifications",
  nothing: "left out, and listed as lost",
};

/** `employment (employer: source, Internship)`: what two routes of one section may differ in. */
const kindOf = ({ section, isced, employer, relationship }: Route): string => {
  const more = [
    ...(isced === undefined ? [] : [`level ${isced}`]),
    ...(employer === undefined ? [] : [`employer: ${employer}`]),
    ...(relationship === undefined ? [] : [relationship]),
  ];
  return more.length === 0 ? section : `${section} (${more.join(", ")})`;
};

function wrapped(words: readonly string[], indent: string): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 108) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => indent + line).join("\n");
}

function builtIn(): string {
  const kinds = new Map<string, string[]>();
  for (const [type, route] of BUILT_IN.types) kinds.set(kindOf(route), [...(kinds.get(kindOf(route)) ?? []), type]);
  return [...kinds].map(([kind, types]) => `  ${kind}\n${wrapped(types, "    ")}`).join("\n");
}

export const MAPPING = `laurel convert puts each achievement, by its achievementType, where a hiring system looks for it. --mapping FILE is YAML
or JSON with rows that replace these or are added to them:

  types:
    Badge: skill                             # a word says where it goes
    ext:HonoursDegree: { to: degree, level: 6 }
    CommunityService: { to: employment, employer: source, relationship: Volunteer }
    Membership: nothing
  otherwise: certification                   # a type that no row names
  skills: [CFItem, ceasn:Competency, CTDL]   # targetTypes of alignments that show a skill; replaces the list
  scores:
    ext:Points: { code: Scaled, minimum: 0, maximum: 15 }   # resultTypes that are numbers
    RawScore: text                                           # and one that is none
  statuses:
    Provisional: Granted                     # what a result's status says of a degree

Where it can go:

${SECTIONS.map((section) => `  ${section.padEnd(15)}${MEANINGS[section]}`).join("\n")}

An employment is made only of what a row calls one. \`employer\` says where the credential names the employer:
${oneOf(EMPLOYERS)} (default: issuer); source is the organization that assessed for the issuer. Nobody is made an
employer whom the credential does not name there. \`relationship\` is ${oneOf(RELATIONSHIPS)}
(default: Employee). \`level\` is that of the International Standard Classification of Education, 0 to 8. Score codes
are ${oneOf(SCORE_CODES)}.
A degree is ${oneOf(Object.keys(GRANTED))}.

Built in:

${builtIn()}

  skills    ${[...BUILT_IN.skills].join(", ")}
  scores    ${[...BUILT_IN.scores].map(([type, { code, maximum }]) => `${type}: ${code ?? `0 to ${maximum}`}`).join(", ")}
  statuses  ${[...BUILT_IN.statuses].map(([status, granted]) => `${status}: ${granted}`).join(", ")}`;
