// The LER-RS body (HR Open 4.5) from credentials of one learner, with an account of what it could not hold; and the parts
// of it that other documents of HR Open have too.
import { LER_RS_BODY } from "../../contexts/ler-rs.ts";
import { type Json, type JsonObject, text } from "../../core/json.ts";
import { nameOf, uuid5 } from "../../core/uuid.ts";
import { NOBODY } from "../../model/person.ts";
import type { Award } from "../award.ts";
import type { Account, Conversion, Options } from "../conversion.ts";
import { filled, only } from "../form.ts";
import type { Spot } from "../ledger.ts";
import type { Section } from "../mapping.ts";
import { narrativeOf } from "../record.ts";
import type { Source } from "../source.ts";
import { accountOf, isRecord, learnerId, readingsOf, walk } from "../walk.ts";
import { certificationEntry } from "./certification.ts";
import { degreeEntry, learningEntry } from "./education.ts";
import { employmentEntry } from "./employment.ts";
import { communicationEntry, type Learner, learnerOf, personEntry, readLearner } from "./person.ts";
import { alignedSkills, distinctSkills, skillEntry } from "./skill.ts";
import { attachmentOf } from "./verification.ts";

const SCHEMES = { record: "CLR credential id", badge: "Open Badges credential id", several: "laurel" } as const;

/** One source gives its id; of several the document's id is made, and theirs are the others. */
function documentIds(roots: readonly Spot[]): Readonly<Record<string, Json | undefined>> {
  const ids = only(
    roots.map((root) => {
      const id = text(root.at("id").value);
      if (id !== undefined) root.at("id").mark("mapped");
      return id === undefined ? undefined : { value: id, schemeId: isRecord(root) ? SCHEMES.record : SCHEMES.badge };
    }),
  );
  const [first, ...more] = ids;
  if (first === undefined || more.length === 0) return { documentId: first };
  const several = `urn:uuid:${uuid5(nameOf(...ids.map(({ value }) => value)))}`;
  return { documentId: { value: several, schemeId: SCHEMES.several }, alternateIds: ids };
}

export const SECTION_NAMES = [
  "educationAndLearnings",
  "employmentHistories",
  "certifications",
  "licenses",
  "skills",
] as const;
type SectionName = (typeof SECTION_NAMES)[number];

type EntryOf = (award: Award) => JsonObject | undefined;
const ENTRIES: Readonly<Record<Exclude<Section, "nothing" | "skill">, readonly [SectionName, EntryOf]>> = {
  degree: ["educationAndLearnings", degreeEntry],
  learning: ["educationAndLearnings", learningEntry],
  certification: ["certifications", certificationEntry],
  license: ["licenses", certificationEntry],
  employment: ["employmentHistories", employmentEntry],
};

/** Where two documents of HR Open differ: LER-RS has skills, others have competencies. */
export interface Skills {
  /** A competency that was awarded. */
  readonly entry: EntryOf;
  /** What an award is aligned to, beside itself when it is a skill. */
  readonly aligned: (award: Award, isSkill: boolean) => readonly JsonObject[];
  /** Each skill once. */
  readonly distinct: (skills: readonly JsonObject[]) => readonly JsonObject[];
}

export interface Parts {
  readonly sections: Readonly<Record<SectionName, readonly JsonObject[]>>;
  /** What records say of themselves, each with the number of the attachment that it is. */
  readonly narratives: readonly (readonly [narrative: JsonObject, attachment: number])[];
  readonly attachments: readonly JsonObject[];
  readonly learner: Learner;
  readonly ids: Readonly<Record<string, Json | undefined>>;
  readonly subject: string | undefined;
  readonly accounts: readonly Account[];
}

/** The parts of a document of HR Open; `form` is its name in the account. */
export function partsOf(sources: readonly Source[], options: Options, form: string, skills: Skills): Parts {
  const sections: Readonly<Record<SectionName, JsonObject[]>> = {
    educationAndLearnings: [],
    employmentHistories: [],
    certifications: [],
    licenses: [],
    skills: [],
  };
  const narratives: (readonly [JsonObject, number])[] = [];
  const attachments: JsonObject[] = [];
  const learner = learnerOf(options.person ?? NOBODY);
  const attach = (attachment: JsonObject) => `#/attachments/${attachments.push(attachment) - 1}`;
  const readings = readingsOf(sources);
  for (const reading of readings) {
    walk(reading, options, attach, {
      learner: (subject) => readLearner(subject, learner),
      record: (record, source) => {
        const narrative = narrativeOf(record);
        if (narrative !== undefined) narratives.push([narrative, attachments.length]);
        return attach(attachmentOf(record, source));
      },
      award: (section, award) => {
        const [name, entryOf] = section === "skill" ? (["skills", skills.entry] as const) : ENTRIES[section];
        // What shows a skill is taken before the section puts the alignment in words.
        const aligned = skills.aligned(award, section === "skill");
        sections[name].push(...only([entryOf(award)]));
        sections.skills.push(...aligned);
      },
    });
    // A record is attached already: what it names without an award points to it.
    const { source, ledger } = reading;
    if (!isRecord(ledger.root)) attach(attachmentOf(ledger.root, source));
  }
  const ids = documentIds(readings.map(({ ledger }) => ledger.root));
  const subject = learnerId(readings, options.wrapped === true);
  return {
    sections: { ...sections, skills: skills.distinct(sections.skills) },
    narratives,
    attachments,
    learner,
    ids,
    subject,
    accounts: readings.map((reading) => accountOf(reading, form)),
  };
}

const SKILLS: Skills = { entry: skillEntry, aligned: alignedSkills, distinct: distinctSkills };

/** The body for credentials of one learner; the caller has verified them. */
export function lerRsOf(sources: readonly Source[], options: Options): Conversion {
  const parts = partsOf(sources, options, "LER-RS", SKILLS);
  const body = filled({
    type: LER_RS_BODY,
    ...parts.ids,
    person: personEntry(parts.learner),
    communication: communicationEntry(parts.learner),
    job: options.job,
    narratives: parts.narratives.map(([narrative]) => narrative),
    ...parts.sections,
    attachments: parts.attachments,
  });
  return { body: body ?? {}, accounts: parts.accounts, subject: parts.subject };
}
