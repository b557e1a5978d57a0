// What a record takes in: each input is verified, and taken for the credentials that a CLR can hold.
import type { Opened, Report, World } from "../checks/examination.ts";
import { issuerOf } from "../checks/issuer.ts";
import { type Opening, openBytes } from "../checks/open.ts";
import type { FaultFacts } from "../core/fault.ts";
import { type JsonObject, text } from "../core/json.ts";
import { type Subject, subjectOf } from "../model/learner.ts";
import { examineBytes } from "./examine.ts";
import { type JudgingPolicy, judged, SEEN } from "./judgement.ts";
import { type Held, heldIn, impossible, type Member, type Part, partOf, type RecordForm } from "./member.ts";
import { provingOf } from "./proving.ts";

export type { Member } from "./member.ts";

export interface TakePolicy extends JudgingPolicy {
  readonly form: RecordForm;
}

/** A credential that is not taken; `about`: whom it claims to be about, nothing of which is believed. */
export interface Refusal {
  readonly fault: FaultFacts;
  readonly about: readonly Subject[];
}

/** A CLR that came in, which is taken apart. */
export interface Source {
  readonly id: string;
  readonly issuerId: string;
  readonly partial: boolean;
  readonly validFrom: string;
}

export interface Taken {
  readonly members: readonly Member[];
  readonly refusals: readonly Refusal[];
  readonly source?: Source;
}

/** What a verdict is about: the token as it came, or the very object in the document. */
const keyOf = ({ token, document }: Opened): string | JsonObject => token?.compact ?? document;

interface Examined {
  readonly report: Report;
  /** Undefined when it could not be read at all. */
  readonly opened?: Opened;
  readonly reportOn: (inner: Opened) => Report | undefined;
}

/** Verifies bytes, and tells the verdicts on the credentials inside apart by the credentials themselves. */
async function examined(bytes: Uint8Array, world: World): Promise<Examined> {
  const marks = new Map<JsonObject, Opened>();
  const explain: World["explain"] = async ({ opened }) => {
    const mark = {};
    marks.set(mark, opened);
    return mark;
  };
  const report = await examineBytes(bytes, { ...world, explain });
  const reports = new Map<string | JsonObject, Report>();
  const openedFor = ({ explanation }: Report) => (explanation === undefined ? undefined : marks.get(explanation));
  const walk = (one: Report): void => {
    const about = openedFor(one);
    if (about !== undefined) reports.set(keyOf(about), one);
    one.credentials.forEach(walk);
  };
  walk(report);
  const opened = openedFor(report);
  return { report, ...(opened === undefined ? {} : { opened }), reportOn: (inner) => reports.get(keyOf(inner)) };
}

/** What is inside, also when the shape gate did not let it through; it was judged all the same. */
const openedIn = ({ opened, refused }: Opening): Opened | undefined => opened ?? refused;

const claimOf = (opened: Opened | undefined): readonly Subject[] =>
  opened === undefined ? [] : [subjectOf(opened.document, issuerOf(opened.document) ?? "")];

/** Whom the credentials of a document say that they are about. */
const claimsIn = (opened: Opened): readonly Subject[] => [
  ...claimOf(opened),
  ...(opened.kind === "clr" ? [...heldIn(opened.document)].flatMap(({ opening }) => claimOf(openedIn(opening))) : []),
];

const sourceOf = (document: JsonObject): Source => ({
  id: text(document["id"]) ?? "",
  issuerId: issuerOf(document) ?? "",
  partial: document["partial"] === true,
  validFrom: text(document["validFrom"]) ?? text(document["issuanceDate"]) ?? "",
});

/** One credential by its own verdict; undefined for a CLR, which is nothing but what it holds. */
function taking(
  { value, opening }: Pick<Held, "value" | "opening">,
  report: Report | undefined,
  file: string,
  policy: TakePolicy,
): Part | undefined {
  if (report === undefined) return impossible("want a credential, got something that is none", SEEN);
  const judgement = judged(report, policy);
  if ("fault" in judgement) return judgement;
  if (opening.opened?.kind === "clr") return undefined;
  const part = partOf(value, opening, file, policy.form);
  return "fault" in part ? part : { member: { ...part.member, ...judgement, proving: provingOf(report) } };
}

/** All that an opened file holds: itself, or what a CLR holds. */
const held = (opened: Opened): readonly Held[] =>
  opened.kind === "clr"
    ? [...heldIn(opened.document)]
    : [{ value: opened.document, opening: { opened, findings: [] }, pointer: "" }];

/** Verifies one input and takes its credentials: itself, or each of those that a CLR holds. */
export async function take(bytes: Uint8Array, file: string, world: World, policy: TakePolicy): Promise<Taken> {
  const { report, opened, reportOn } = await examined(bytes, world);
  const refusal = (fault: FaultFacts, about: readonly Subject[]): Refusal => ({ fault: { file, ...fault }, about });
  const judgement = judged(report, policy);
  if ("fault" in judgement || opened === undefined) {
    const none: FaultFacts = { code: "CREDENTIAL_INVALID", message: "want a credential, got something else" };
    const fault = "fault" in judgement ? judgement.fault : none;
    return { members: [], refusals: [refusal(fault, opened === undefined ? [] : claimsIn(opened))] };
  }
  const members: Member[] = [];
  const refusals: Refusal[] = [];
  for (const [nth, one] of held(opened).entries()) {
    const inner = openedIn(one.opening);
    const part = taking(one, inner === undefined ? undefined : reportOn(inner), file, policy);
    if (part === undefined) continue;
    if ("member" in part) members.push({ ...part.member, nth });
    else
      refusals.push(refusal(one.pointer === "" ? part.fault : { pointer: one.pointer, ...part.fault }, claimOf(inner)));
  }
  return { members, refusals, ...(opened.kind === "clr" ? { source: sourceOf(opened.document) } : {}) };
}

/** The credentials of bytes of which it was found out before what they are worth, each at its place. */
export function takenAgain(bytes: Uint8Array, file: string, form: RecordForm): readonly (Member | undefined)[] {
  const { opened } = openBytes(bytes);
  return (opened === undefined ? [] : held(opened)).map(({ value, opening }, nth) => {
    const part = partOf(value, opening, file, form);
    return "member" in part ? { ...part.member, nth } : undefined;
  });
}
