// How the subject of each credential is tied to the learner that the record is about.
import type { JsonObject } from "../core/json.ts";
import { text } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import type { Subject } from "../model/learner.ts";
import type { Member } from "./member.ts";
import type { Said } from "./proving.ts";

/** What each tie is called in a report. */
export const RELATIONS = {
  same: "same identifier",
  linked: "named otherwise, tied to the learner by another credential here",
  declared: "named otherwise, joined by --learner",
  unknown: "names nobody that can be compared",
} as const;

export type Relation = keyof typeof RELATIONS;

/** The identifier that most of the credentials have, by which the learner is known in this record. */
function mainKey(subjects: readonly Subject[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { keys } of subjects) for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || byCode(a, b))[0]?.[0];
}

export interface Tying {
  /** The declared learner that the record is about. */
  readonly known?: number | undefined;
  /** Whether --learner says that all of it is about this one learner. */
  readonly all: boolean;
}

export function relationsOf(members: readonly Member[], { known, all }: Tying): readonly Relation[] {
  const main = mainKey(members.map(({ subject }) => subject));
  return members.map(({ subject, who }) => {
    if (known !== undefined && who === known) return "same";
    if (subject.keys.length === 0) return "unknown";
    if (known !== undefined) return all ? "declared" : "linked";
    return main !== undefined && subject.keys.includes(main) ? "same" : "linked";
  });
}

/** One input of a record, for the report on it. */
export interface InputReport {
  readonly file: string;
  readonly id: string | null;
  readonly verdict: string;
  readonly proof: Said;
  readonly key: Said;
  readonly status: Said;
  readonly dates: Said & { readonly from?: string; readonly until?: string };
  readonly relation: Relation;
  /** What speaks against it, when it is carried all the same. */
  readonly flag?: string;
}

const UNASKED: Said = { status: "unknown" };

const first = (document: JsonObject, ...names: readonly string[]): string | undefined =>
  names.map((name) => text(document[name])).find((value) => value !== undefined);

export function inputReports(members: readonly Member[], tying: Tying): readonly InputReport[] {
  const relations = relationsOf(members, tying);
  return members.map(({ file, document, proving, flag }, at) => {
    const from = first(document, "validFrom", "issuanceDate");
    const until = first(document, "validUntil", "expirationDate");
    return {
      file,
      id: text(document["id"]) ?? null,
      verdict: proving?.verdict ?? "inconclusive",
      proof: proving?.proof ?? UNASKED,
      key: proving?.key ?? UNASKED,
      status: proving?.status ?? UNASKED,
      dates: {
        ...(proving?.dates ?? UNASKED),
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      },
      relation: relations[at] ?? "unknown",
      ...(flag === undefined ? {} : { flag }),
    };
  });
}
