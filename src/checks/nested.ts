// credentials and endorsements: every credential inside another is examined on its own, and counts in the verdict.
import { type CheckId, type Finding, failed, passed, skipped, unknown } from "../core/finding.ts";
import { canonicalJson, isObject, type Json, listOf, objectsOf, pointerTo, text } from "../core/json.ts";
import { count, quoted } from "../core/text.ts";
import type { Asked, Check, Examination, Opened, Report } from "./examination.ts";
import { originalsIn, type Spot } from "./original.ts";

const listed = (value: Json | undefined, pointer: string): Spot[] =>
  listOf(value).map((item, index) => ({ value: item, pointer: pointer + pointerTo(index) }));

/** One credential may prove several entries of an LER-RS; its body is one JSON literal, so nothing can be added unseen. */
function distinct(spots: readonly Spot[]): Spot[] {
  const seen = new Set<string>();
  return spots.filter(({ value }) => seen.size < seen.add(canonicalJson(value)).size);
}

const isRecord = ({ kind }: Opened): boolean => kind === "ler-rs" || kind === "ler-rs-body";

function members(opened: Opened): { readonly spots: readonly Spot[]; readonly notices: readonly Finding[] } {
  const { document, kind } = opened;
  if (isRecord(opened)) {
    const { spots, notices } = originalsIn(document, kind === "ler-rs-body");
    return { spots: distinct(spots), notices };
  }
  const subjects = document["credentialSubject"];
  const inSubjects = objectsOf(subjects).flatMap((subject, index) => {
    const base = pointerTo("credentialSubject") + (Array.isArray(subjects) ? pointerTo(index) : "");
    return listed(subject["verifiableCredential"], `${base}/verifiableCredential`);
  });
  return { spots: [...inSubjects, ...listed(document["verifiableCredential"], "/verifiableCredential")], notices: [] };
}

/** Members whose endorsements are found with the credentials that stand in them. */
const ELSEWHERE = new Set(["verifiableCredential", "verifications", "proof"]);

/** Endorsements anywhere but inside credentials that are examined by themselves. */
function* endorsements(node: Json, pointer: string): Generator<Spot> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* endorsements(item, pointer + pointerTo(index));
  } else if (isObject(node)) {
    for (const [name, value] of Object.entries(node)) {
      const here = pointer + pointerTo(name);
      if (name === "endorsement" || name === "endorsementJwt") {
        for (const [index, item] of listOf(value).entries()) {
          yield { value: item, pointer: Array.isArray(value) ? here + pointerTo(index) : here };
        }
      } else if (!ELSEWHERE.has(name)) yield* endorsements(value, here);
    }
  }
}

function summary(id: CheckId, reports: readonly Report[]): Finding {
  const bad = reports.filter(({ verdict }) => verdict === "invalid").length;
  const open = reports.filter(({ verdict }) => verdict === "inconclusive").length;
  const all = count(reports.length, "credential");
  if (bad > 0) return failed(id, "MEMBER_INVALID", `${bad} of ${all} inside ${bad === 1 ? "is" : "are"} invalid`);
  if (open > 0) return unknown(id, "MEMBER_INCONCLUSIVE", `${open} of ${all} inside could not be decided`);
  return passed(id, `${all} inside, each verified on its own`);
}

async function examineAll(spots: readonly Spot[], { inside }: Examination, asked: Asked = {}): Promise<Report[]> {
  const reports: Report[] = [];
  for (const { value, pointer } of spots) reports.push(await inside(value, pointer, asked));
  return reports;
}

/** JSON-LD takes members as a set: a doubled one could be added to a signed record without a trace. */
function doubles(spots: readonly Spot[]): readonly Finding[] {
  const seen = new Map<string, string>();
  return spots.flatMap(({ value, pointer }) => {
    const id = isObject(value) ? text(value["id"]) : undefined;
    if (id === undefined) return [];
    const first = seen.get(id);
    seen.set(id, first ?? pointer);
    return first === undefined
      ? []
      : [failed("credentials", "MEMBER_DOUBLE", `the credential ${quoted(id)} stands here and at ${first}`, pointer)];
  });
}

export const credentialsCheck: Check = {
  ids: ["credentials"],
  after: [],
  async run(examination) {
    const { spots, notices } = members(examination.opened);
    if (spots.length === 0) return [skipped("credentials", "NO_MEMBERS", "no credentials inside"), ...notices];
    const reports = await examineAll(spots, examination);
    examination.keep(reports);
    return [summary("credentials", reports), ...(isRecord(examination.opened) ? [] : doubles(spots)), ...notices];
  },
};

export const endorsementsCheck: Check = {
  ids: ["endorsements"],
  after: [],
  async run(examination) {
    const spots = [...endorsements(examination.opened.document, "")];
    if (spots.length === 0) return [skipped("endorsements", "NO_ENDORSEMENTS", "no endorsements inside")];
    // Whoever endorses need not be one of the issuers that a list of trust names.
    const reports = await examineAll(spots, examination, { untrusted: true });
    examination.keep(reports);
    return [summary("endorsements", reports)];
  },
};
