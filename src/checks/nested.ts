// credentials and endorsements: every credential inside another is examined on its own, and counts in the verdict.
import { type CheckId, type Finding, failed, passed, skipped, unknown } from "../core/finding.ts";
import { canonicalJson, isObject, type Json, listOf, objectsOf, pointerTo, text } from "../core/json.ts";
import { count, quoted } from "../core/text.ts";
import type { Check, Examination, Opened, Report } from "./examination.ts";

interface Spot {
  readonly value: Json;
  readonly pointer: string;
}

const listed = (value: Json | undefined, pointer: string): Spot[] =>
  listOf(value).map((item, index) => ({ value: item, pointer: pointer + pointerTo(index) }));

/** LER-RS: credentials stand in the `verifications` of any item, plain or in `otherW3CVerifiableCredential`. */
function* verifications(node: Json, pointer: string): Generator<Spot> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* verifications(item, pointer + pointerTo(index));
  } else if (isObject(node)) {
    for (const [name, value] of Object.entries(node)) {
      const here = pointer + pointerTo(name);
      if (name !== "verifications") yield* verifications(value, here);
      else for (const spot of listed(value, here)) yield* verification(spot);
    }
  }
}

function* verification({ value, pointer }: Spot): Generator<Spot> {
  const other = isObject(value) ? value["otherW3CVerifiableCredential"] : undefined;
  if (other !== undefined) yield { value: other, pointer: `${pointer}/otherW3CVerifiableCredential` };
  // An organization's word or a reference is no credential.
  else if (typeof value === "string" || (isObject(value) && "@context" in value)) yield { value, pointer };
}

/** One credential may prove several entries of an LER-RS; its body is one JSON literal, so nothing can be added unseen. */
function distinct(spots: readonly Spot[]): Spot[] {
  const seen = new Set<string>();
  return spots.filter(({ value }) => seen.size < seen.add(canonicalJson(value)).size);
}

function members({ document, kind }: Opened): Spot[] {
  if (kind === "ler-rs") return distinct([...verifications(document, "")]);
  const subjects = document["credentialSubject"];
  const inSubjects = objectsOf(subjects).flatMap((subject, index) => {
    const base = pointerTo("credentialSubject") + (Array.isArray(subjects) ? pointerTo(index) : "");
    return listed(subject["verifiableCredential"], `${base}/verifiableCredential`);
  });
  return [...inSubjects, ...listed(document["verifiableCredential"], "/verifiableCredential")];
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

async function examineAll(spots: readonly Spot[], { inside }: Examination): Promise<Report[]> {
  const reports: Report[] = [];
  for (const { value, pointer } of spots) reports.push(await inside(value, pointer));
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
  after: ["shape"],
  async run(examination) {
    const spots = members(examination.opened);
    if (spots.length === 0) return [skipped("credentials", "NO_MEMBERS", "no credentials inside")];
    const reports = await examineAll(spots, examination);
    examination.keep(reports);
    return [summary("credentials", reports), ...doubles(spots)];
  },
};

export const endorsementsCheck: Check = {
  ids: ["endorsements"],
  after: ["shape"],
  async run(examination) {
    const spots = [...endorsements(examination.opened.document, "")];
    if (spots.length === 0) return [skipped("endorsements", "NO_ENDORSEMENTS", "no endorsements inside")];
    const reports = await examineAll(spots, examination);
    examination.keep(reports);
    return [summary("endorsements", reports)];
  },
};
