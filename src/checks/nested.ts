// credentials and endorsements: every credential inside another is examined on its own, and counts in the verdict.
import { type CheckId, type Finding, failed, passed, skipped, unknown } from "../core/finding.ts";
import { isObject, type Json, type JsonObject, text } from "../core/json.ts";
import { count, quoted } from "../core/text.ts";
import { identityOf } from "../proofs/identity.ts";
import { entryFindings } from "./entry.ts";
import type { Asked, Check, Examination, Opened, Report } from "./examination.ts";
import { groupingFindings } from "./grouping.ts";
import { originalsIn, type Spot } from "./original.ts";
import { isRecord, placedIn } from "./placed.ts";

/** One credential may prove several entries of an LER-RS; its body is one JSON literal, so nothing can be added unseen. */
function distinct(spots: readonly Spot[]): Spot[] {
  const seen = new Set<string>();
  return spots.filter(({ value }) => seen.size < seen.add(identityOf(value)).size);
}

interface Members {
  /** Each once. */
  readonly spots: readonly Spot[];
  /** Wherever they stand. */
  readonly standing: readonly Spot[];
  readonly notices: readonly Finding[];
}

function membersIn(opened: Opened): Members {
  if (!isRecord(opened)) {
    const { members: spots } = placedIn(opened);
    return { spots, standing: spots, notices: [] };
  }
  const { spots, notices } = originalsIn(opened.document, opened.kind === "ler-rs-body");
  return { spots: distinct(spots), standing: spots, notices };
}

const known = new WeakMap<JsonObject, Members>();

/** The credentials in a document, which two checks ask for: those of a large LER-RS take a while to tell apart. */
function members(opened: Opened): Members {
  const there = known.get(opened.document) ?? membersIn(opened);
  known.set(opened.document, there);
  return there;
}

function summary(id: CheckId, reports: readonly Report[]): Finding {
  const bad = reports.filter(({ verdict }) => verdict === "invalid").length;
  const open = reports.filter(({ verdict }) => verdict === "inconclusive").length;
  const all = count(reports.length, "credential");
  if (bad > 0) return failed(id, "MEMBER_INVALID", `${bad} of ${all} inside ${bad === 1 ? "is" : "are"} invalid`);
  if (open > 0) return unknown(id, "MEMBER_INCONCLUSIVE", `${open} of ${all} inside could not be decided`);
  return passed(id, `${all} inside, each verified on its own`);
}

/** Work spent on credentials that do not hold, in objects; whoever sends more of them has shown enough. */
const PATIENCE = 2_000;
/** How much of the work on a credential was for nothing: one that could not be decided may be honest. */
const WASTED: Readonly<Record<Report["verdict"], number>> = { valid: 0, inconclusive: 1, invalid: 2 };
/** What a credential costs beside its objects. */
const EACH = 8;

/** How much work a credential is, from its objects; of a token, from its characters. */
function weight(value: Json): number {
  if (typeof value === "string") return value.length / 256;
  if (!isObject(value) && !Array.isArray(value)) return 0;
  let sum = 1;
  for (const member of Object.values(value)) sum += weight(member);
  return sum;
}

/** Examines credentials inside one after the other, and leaves off when too much of the work was for nothing. */
async function examineAll(
  id: CheckId,
  spots: readonly Spot[],
  { inside, keep }: Examination,
  asked: Asked = {},
): Promise<{ readonly findings: readonly Finding[]; readonly reports: readonly Report[] }> {
  const reports: Report[] = [];
  let spent = 0;
  for (const { value, pointer } of spots) {
    if (spent > PATIENCE) break;
    const report = await inside(value, pointer, asked);
    spent += WASTED[report.verdict] * (EACH + weight(value));
    reports.push(report);
  }
  keep(reports);
  const left = spots.length - reports.length;
  const said = `${left} of ${count(spots.length, "credential")} inside were not looked at: too many before them do not hold`;
  const rest = left === 0 ? [] : [unknown(id, "MEMBERS_UNEXAMINED", said, spots[reports.length]?.pointer)];
  return { findings: [summary(id, reports), ...rest], reports };
}

/** Weight of a document that is looked at as a whole only when there is some sense in it. */
const HEAVY = 5_000;
/** Weight of a document that is given up, whatever stands in it: a record of ten thousand large badges. */
const TOO_HEAVY = 400_000;
const SAMPLE = 32;
/** The same of one that holds too few credentials to take a sample of. */
const HEAVY_FOR_FEW = 60_000;
const TOO_MUCH = "there is more in it than laurel looks at in one document";

/**
 * A large record takes seconds to be put in order, whoever made it. Before that, some of the credentials in it are
 * looked at with nothing but what is at hand: when most of them do not hold, neither does the record.
 */
export const sampleCheck: Check = {
  ids: [],
  after: ["shape"],
  async run({ opened, inside }) {
    const inSubject = members(opened).spots;
    const spots = [...inSubject, ...placedIn(opened).endorsements];
    const heavy = weight(opened.document) + EACH * spots.length;
    const large = (message: string) => [unknown("shape", "SHAPE_LARGE", message)];
    if (heavy > TOO_HEAVY) return large(TOO_MUCH);
    if (spots.length < SAMPLE) return heavy > HEAVY_FOR_FEW ? large(TOO_MUCH) : [];
    if (heavy <= HEAVY) return [];
    if (!isRecord(opened) && doubles(inSubject).length > 0) return large("the same credential stands in it twice");
    let [invalid, spent] = [0, 0];
    for (let taken = 0; taken < SAMPLE; taken += 1) {
      const spot = spots[Math.floor((taken * spots.length) / SAMPLE)];
      const report = spot === undefined ? undefined : await inside(spot.value, spot.pointer, { unasked: true });
      if (spot === undefined || report?.verdict !== "invalid") continue;
      invalid += 1;
      spent += EACH + weight(spot.value);
      if (spent > PATIENCE) break;
    }
    return invalid * 2 > SAMPLE || spent > PATIENCE
      ? large("too many of the credentials in it do not hold, so it was not looked at as a whole")
      : [];
  },
};

/** Most doubles that are named. */
const MOST_DOUBLES = 20;

/** JSON-LD takes members as a set: a doubled one could be added to a signed record without a trace. */
function doubles(spots: readonly Spot[]): readonly Finding[] {
  const seen = new Map<string, string>();
  const found = spots.flatMap(({ value, pointer }) => {
    const id = isObject(value) ? text(value["id"]) : undefined;
    if (id === undefined) return [];
    const first = seen.get(id);
    seen.set(id, first ?? pointer);
    return first === undefined
      ? []
      : [failed("credentials", "MEMBER_DOUBLE", `the credential ${quoted(id)} stands here and at ${first}`, pointer)];
  });
  return found.slice(0, MOST_DOUBLES);
}

export const credentialsCheck: Check = {
  ids: ["credentials"],
  after: [],
  async run(examination) {
    const { spots, standing, notices } = members(examination.opened);
    if (spots.length === 0) return [skipped("credentials", "NO_MEMBERS", "no credentials inside"), ...notices];
    const { opened } = examination;
    const { findings } = await examineAll("credentials", spots, examination);
    // Of originals that do not hold, what they say is nothing to compare with.
    const holds = findings.every(({ status }) => status === "passed");
    const beside = isRecord(opened) ? (holds ? entryFindings(opened, standing) : []) : doubles(spots);
    return [...findings, ...beside, ...notices, ...(await groupingFindings(examination))];
  },
};

export const endorsementsCheck: Check = {
  ids: ["endorsements"],
  after: [],
  async run(examination) {
    const { endorsements: spots, ids } = placedIn(examination.opened);
    if (spots.length === 0) return [skipped("endorsements", "NO_ENDORSEMENTS", "no endorsements inside")];
    // Whoever endorses need not be one of the issuers that a list of trust names.
    const { findings, reports } = await examineAll("endorsements", spots, examination, { untrusted: true });
    // Praise of something else is sound by itself, and none of this credential.
    const other = reports.findIndex(({ subject }) => subject !== null && !ids.has(subject));
    if (other === -1) return findings;
    const message = `it endorses ${quoted(reports[other]?.subject ?? "")}, which this credential does not speak of`;
    return [...findings, skipped("endorsements", "ENDORSES_OTHER", message, spots[other]?.pointer)];
  },
};
