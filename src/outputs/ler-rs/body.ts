// The LER-RS body (HR Open 4.5) from credentials of one learner, with an account of what it could not hold.
import { LER_RS_BODY } from "../../contexts/ler-rs.ts";
import { type Json, type JsonObject, text } from "../../core/json.ts";
import { nameOf, uuid5 } from "../../core/uuid.ts";
import { NOBODY, type Person } from "../../model/person.ts";
import { type Ledger, ledgerOf, type Spot } from "../ledger.ts";
import type { SkillFramework } from "./award.ts";
import { type Draft, enterCredential, isRecord, type Source, subjectsOf } from "./draft.ts";
import { filled, only } from "./form.ts";
import { type Loss, lossesOf } from "./losses.ts";
import { communicationEntry, learnerOf, personEntry } from "./person.ts";
import { distinctSkills } from "./skill.ts";

export type { Source } from "./draft.ts";

export interface Options {
  readonly now: Date;
  readonly person?: Person | undefined;
  readonly frameworks?: readonly SkillFramework[];
  /** The learner's identifier goes into a wrapper around the body. */
  readonly wrapped?: boolean;
}

export interface Notice {
  readonly message: string;
  readonly pointer: string;
}

export interface Account {
  readonly losses: readonly Loss[];
  readonly notices: readonly Notice[];
}

export interface Conversion {
  readonly body: JsonObject;
  /** What became of each source, in their order. */
  readonly accounts: readonly Account[];
  /** The learner's identifier, where the sources name one. */
  readonly subject: string | undefined;
}

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

/** The body for credentials of one learner; the caller has verified them. The same sources give the same body. */
export function lerRsOf(
  sources: readonly Source[],
  { now, person, frameworks = [], wrapped = false }: Options,
): Conversion {
  const draft: Draft = {
    sections: { educationAndLearnings: [], certifications: [], licenses: [], skills: [] },
    narratives: [],
    attachments: [],
    learner: learnerOf(person ?? NOBODY),
  };
  const readings = sources.map((source) => ({ source, ledger: ledgerOf(source.document), notices: [] as Notice[] }));
  const attach = (attachment: JsonObject) => `#/attachments/${draft.attachments.push(attachment) - 1}`;
  for (const { source, ledger, notices } of readings) {
    const notice = (message: string, pointer: string) => notices.push({ message, pointer });
    enterCredential(ledger.root, source, { now, frameworks, attach, notice, relations: () => [] }, draft);
  }
  const roots = readings.map(({ ledger }) => ledger.root);
  const ids = documentIds(roots);
  const subject = subjectId(roots, wrapped);
  const { skills, ...sections } = draft.sections;
  const body = filled({
    type: LER_RS_BODY,
    ...ids,
    person: personEntry(draft.learner),
    communication: communicationEntry(draft.learner),
    narratives: draft.narratives,
    ...sections,
    skills: distinctSkills(skills),
    attachments: draft.attachments,
  });
  const account = ({
    source,
    ledger,
    notices,
  }: {
    source: Source;
    ledger: Ledger;
    notices: readonly Notice[];
  }): Account => ({
    losses: lossesOf(source.document, ledger),
    notices,
  });
  return { body: body ?? {}, accounts: readings.map(account), subject };
}

/** The first identifier that a source gives the learner; in a wrapper it has a place. */
function subjectId(roots: readonly Spot[], wrapped: boolean): string | undefined {
  const spots = roots.flatMap(subjectsOf).map((subject) => subject.at("id"));
  const first = text(spots.find(({ value }) => typeof value === "string")?.value);
  for (const spot of spots) if (wrapped && spot.value === first) spot.mark("mapped");
  return first;
}
