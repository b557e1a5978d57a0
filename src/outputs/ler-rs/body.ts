// The LER-RS body (HR Open 4.5) from credentials of one learner, with an account of what it could not hold.
import { LER_RS_BODY } from "../../contexts/ler-rs.ts";
import { type Json, type JsonObject, text } from "../../core/json.ts";
import { nameOf, uuid5 } from "../../core/uuid.ts";
import { NOBODY } from "../../model/person.ts";
import type { Award } from "../award.ts";
import type { Conversion, Options } from "../conversion.ts";
import { filled, only } from "../form.ts";
import type { Spot } from "../ledger.ts";
import type { Section } from "../mapping.ts";
import { narrativeOf } from "../record.ts";
import type { Source } from "../source.ts";
import { accountOf, isRecord, learnerId, readingsOf, walk } from "../walk.ts";
import { certificationEntry } from "./certification.ts";
import { degreeEntry, learningEntry } from "./education.ts";
import { employmentEntry } from "./employment.ts";
import { communicationEntry, learnerOf, personEntry, readLearner } from "./person.ts";
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

type Entry = readonly [SectionName, (award: Award) => JsonObject | undefined];
const ENTRIES: Readonly<Record<Exclude<Section, "nothing">, Entry>> = {
  degree: ["educationAndLearnings", degreeEntry],
  learning: ["educationAndLearnings", learningEntry],
  certification: ["certifications", certificationEntry],
  license: ["licenses", certificationEntry],
  employment: ["employmentHistories", employmentEntry],
  skill: ["skills", skillEntry],
};

/** The body for credentials of one learner; the caller has verified them. `form` is its name in the account. */
export function lerRsOf(sources: readonly Source[], options: Options, form = "LER-RS"): Conversion {
  const sections: Readonly<Record<SectionName, JsonObject[]>> = {
    educationAndLearnings: [],
    employmentHistories: [],
    certifications: [],
    licenses: [],
    skills: [],
  };
  const narratives: JsonObject[] = [];
  const attachments: JsonObject[] = [];
  const learner = learnerOf(options.person ?? NOBODY);
  const attach = (attachment: JsonObject) => `#/attachments/${attachments.push(attachment) - 1}`;
  const readings = readingsOf(sources);
  for (const reading of readings) {
    walk(reading, options, attach, {
      learner: (subject) => readLearner(subject, learner),
      record: (record, source) => {
        narratives.push(...only([narrativeOf(record)]));
        return attach(attachmentOf(record, source));
      },
      award: (section, award) => {
        const [name, entryOf] = ENTRIES[section];
        // What shows a skill is taken before the section puts the alignment in words.
        const aligned = alignedSkills(award, section === "skill");
        sections[name].push(...only([entryOf(award)]));
        sections.skills.push(...aligned);
      },
    });
    // A record is attached already: what it names without an award points to it.
    const { source, ledger } = reading;
    if (!isRecord(ledger.root)) attach(attachmentOf(ledger.root, source));
  }
  const body = filled({
    type: LER_RS_BODY,
    ...documentIds(readings.map(({ ledger }) => ledger.root)),
    person: personEntry(learner),
    communication: communicationEntry(learner),
    narratives,
    ...sections,
    skills: distinctSkills(sections.skills),
    attachments,
  });
  const subject = learnerId(readings, options.wrapped === true);
  return { body: body ?? {}, accounts: readings.map((reading) => accountOf(reading, form)), subject };
}
