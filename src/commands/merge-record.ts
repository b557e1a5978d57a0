// The second pass of merge: one learner's credentials, read again, become one record that is signed and stored.
import { openBytes } from "../checks/open.ts";
import { canonicalJson, type JsonObject, text } from "../core/json.ts";
import type { Group } from "../flows/census.ts";
import type { KnownLearner } from "../flows/known-learner.ts";
import { type Changes, changesBetween, inOrder } from "../flows/merge.ts";
import { type InputReport, inputReports } from "../flows/relation.ts";
import type { Member } from "../flows/take.ts";
import { type Person, personOf } from "../model/record.ts";
import { unsecured } from "../proofs/data-integrity.ts";
import { writeWhole } from "../shell/files.ts";
import { standingRecord } from "../shell/record-file.ts";
import type { Draft, Recording } from "../shell/recording.ts";
import type { MergeFlags } from "./merge-flags.ts";
import { type InputFiles, membersAt } from "./merge-inputs.ts";

export interface Merging {
  readonly files: InputFiles;
  readonly recording: Recording;
  readonly learners: readonly KnownLearner[];
  readonly flags: MergeFlags;
}

/** Why a record says that more is known of the learner than stands in it. */
export type PartialReason = "asked" | "refused" | "before" | "required";

export interface Made {
  readonly state: "written" | "unchanged";
  readonly document: JsonObject;
  /** As it is on the disk, or to be printed. */
  readonly text: string;
  readonly draft: Draft;
  readonly partial: readonly PartialReason[];
  readonly inputs: readonly InputReport[];
  /** Whether the registrar says who the learner is. */
  readonly declared: boolean;
  /** Undefined when there was no record before. */
  readonly changes: Changes | undefined;
}

const dateOf = (record: JsonObject): string | undefined => text(record["validFrom"]) ?? text(record["issuanceDate"]);

/** Reasons that lie in the inputs; `--no-partial` is the operator's word that all there is to know is here. */
function reasonsFor(
  { incomplete, sources }: Group,
  lacks: Draft["lacks"],
  { partial }: MergeFlags,
): readonly PartialReason[] {
  const found: readonly (readonly [PartialReason, boolean])[] = [
    ["asked", partial === true],
    ["refused", incomplete],
    ["before", partial !== false && sources.some((source) => source.partial)],
    ["required", partial !== false && lacks.length > 0],
  ];
  return found.flatMap(([reason, holds]) => (holds ? [reason] : []));
}

/** The record that was made before: one of this issuer's among the inputs, else the one that stands where it goes. */
async function before(group: Group, standing: JsonObject | undefined, { files, recording }: Merging) {
  const own = group.sources.find(({ issuerId }) => issuerId === recording.issuerId);
  return own === undefined ? standing : openBytes(await files.read(own)).opened?.document;
}

const personFor = ({ known }: Group, members: readonly Member[], learners: readonly KnownLearner[]): Person =>
  (known === undefined ? undefined : learners[known]?.person) ?? personOf(members.map(({ subject }) => subject));

/** Makes the record of one learner; `out` is undefined for one that is printed. Writes nothing that stands there already. */
export async function makeRecord(group: Group, out: string | undefined, merging: Merging): Promise<Made> {
  const { recording, flags, files, learners } = merging;
  const members = inOrder(await membersAt(group.entries, files, recording.form));
  const person = personFor(group, members, learners);
  const partial = (lacks: Draft["lacks"]) => reasonsFor(group, lacks, flags).length > 0;
  const drafted = (date?: string) => recording.draft(members, person, partial, date);
  const standing = out === undefined ? undefined : await standingRecord(out);
  const again = standing === undefined ? undefined : drafted(dateOf(standing));
  const stays =
    standing !== undefined &&
    recording.isSecured(standing) &&
    canonicalJson(unsecured(standing)) === canonicalJson(again?.document ?? {});
  const draft = stays && again !== undefined ? again : drafted();
  const said = {
    document: draft.document,
    draft,
    partial: reasonsFor(group, draft.lacks, flags),
    declared: group.known !== undefined,
    inputs: inputReports(draft.members, { known: group.known, all: flags.perLearner !== true }),
  };
  const earlier = await before(group, standing, merging);
  const changes = earlier === undefined ? undefined : changesBetween(earlier, draft.document);
  if (stays) return { ...said, state: "unchanged", text: "", changes };
  const secured = await recording.secure(draft);
  if (out !== undefined) await writeWhole(out, secured.text);
  return { ...said, state: "written", text: secured.text.trimEnd(), changes };
}
