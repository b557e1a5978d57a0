// What a candidate holds: every credential in their files, whatever it stands in, verified by itself.
import type { Opened, Report, World } from "../checks/examination.ts";
import { issuerOf } from "../checks/issuer.ts";
import { openBytes, openValue } from "../checks/open.ts";
import { originalsIn, type Spot } from "../checks/original.ts";
import { type FaultFacts, fault } from "../core/fault.ts";
import type { Finding } from "../core/finding.ts";
import { type Json, type JsonObject, listOf, objectsOf, pointerTo } from "../core/json.ts";
import { byLearner, type Subject, subjectOf } from "../model/learner.ts";
import { identityOf } from "../proofs/identity.ts";
import { claimsOf } from "./claim.ts";
import { examine } from "./examine.ts";
import { isExpiry, objections } from "./reliance.ts";

/** How far a credential may be relied on, from best to worst; only the first counts. */
export const STANDINGS = ["valid", "expired", "suspended", "revoked", "self-asserted", "unsure", "invalid"] as const;
export type Standing = (typeof STANDINGS)[number];

export interface Holding {
  readonly file: string;
  /** Where it stands in what the file holds; empty for the file's own credential. */
  readonly pointer: string;
  readonly document: JsonObject;
  readonly standing: Standing;
  /** Why it does not count. */
  readonly reason?: string;
}

/** A file's credentials, and what in it nobody signed. */
export interface Held {
  readonly holdings: readonly Holding[];
  readonly claims: readonly Holding[];
  /** Whom they are about: what one signed record holds is about one person by its issuer's word. */
  readonly subjects: readonly Subject[];
}

type Row = readonly [standing: Standing, fits: (finding: Finding) => boolean];

/** What one finding is enough for, the worst first. */
const WORST_FIRST: readonly Row[] = [
  ["invalid", ({ status, code }) => status === "failed" && !["REVOKED", "SUSPENDED"].includes(code ?? "")],
  ["revoked", ({ code }) => code === "REVOKED"],
  ["suspended", ({ code }) => code === "SUSPENDED"],
  ["unsure", ({ status }) => status === "unknown"],
];

const aboutItself = (document: JsonObject): boolean => {
  const issuer = issuerOf(document);
  return issuer !== undefined && objectsOf(document["credentialSubject"]).some(({ id }) => id === issuer);
};

function standingOf(report: Report, document: JsonObject): Pick<Holding, "standing" | "reason"> {
  const found = objections(report);
  for (const [standing, fits] of WORST_FIRST) {
    const finding = found.find(fits);
    if (finding !== undefined) return { standing, reason: finding.message ?? finding.code ?? standing };
  }
  if (aboutItself(document)) return { standing: "self-asserted", reason: "its issuer is the learner" };
  const over = report.checks.find(isExpiry);
  return over === undefined ? { standing: "valid" } : { standing: "expired", reason: over.message ?? "it is over" };
}

const at = (value: Json | undefined, pointer: string): readonly Spot[] =>
  listOf(value).map((item, index) => ({
    value: item,
    pointer: Array.isArray(value) ? pointer + pointerTo(index) : pointer,
  }));

/** Credentials that a document is only a cover for. */
const INSIDE: Readonly<Partial<Record<Opened["kind"], (document: JsonObject) => readonly Spot[]>>> = {
  clr: (document) =>
    objectsOf(document["credentialSubject"]).flatMap((subject) =>
      at(subject["verifiableCredential"], "/credentialSubject/verifiableCredential"),
    ),
  presentation: (document) => at(document["verifiableCredential"], "/verifiableCredential"),
  "ler-rs": (document) => originalsIn(document, false).spots,
  "ler-rs-body": (document) => originalsIn(document, true).spots,
};

/** Credentials in a document that is a cover for them, each once; none of a badge. */
export function insideOf({ kind, document }: Opened): readonly Spot[] {
  const known = new Map(
    (INSIDE[kind]?.(document) ?? []).map((spot) => [identityOf(spot.value), spot]).reverse() as [string, Spot][],
  );
  return [...known.values()].reverse();
}

/** Deep enough for a presentation of an LER-RS with a record in it. */
const DEEPEST = 4;

interface Found {
  readonly opened: Opened;
  readonly value: Json;
  readonly pointer: string;
}

/** The credentials themselves, each once. */
function* leavesOf(found: Found, seen: Set<string>, depth = 0): Generator<Found> {
  const { opened, pointer } = found;
  const inside = INSIDE[opened.kind];
  if (inside === undefined || depth === DEEPEST) {
    if (seen.size < seen.add(identityOf(found.value)).size) yield found;
    return;
  }
  for (const { value, pointer: below } of inside(opened.document)) {
    const opening = openValue(value);
    const inner = opening.opened ?? opening.refused;
    if (inner !== undefined) yield* leavesOf({ opened: inner, value, pointer: pointer + below }, seen, depth + 1);
  }
}

const UNSIGNED = "nobody signed it";

const written = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

const subjectFor = (document: JsonObject): Subject => subjectOf(document, issuerOf(document) ?? "");

/** All credentials of a file, verified one by one. Throws for a file that holds none. */
export async function heldIn(bytes: Uint8Array, file: string, world: World): Promise<Held> {
  const { opened, refused, findings } = openBytes(bytes);
  const whole = opened ?? refused;
  if (whole === undefined) {
    const unread = findings.find(({ status }) => status === "failed" || status === "unknown");
    throw fault("FILE_UNREADABLE", unread?.message ?? "want a credential, got something else", { file });
  }
  const value: Json = whole.token?.compact ?? whole.document;
  const holdings: Holding[] = [];
  for (const leaf of leavesOf({ opened: whole, value, pointer: "" }, new Set())) {
    const report = await examine(written(leaf.value), world);
    const { document } = leaf.opened;
    holdings.push({ file, pointer: leaf.pointer, document, ...standingOf(report, document) });
  }
  return {
    holdings,
    claims: claimsOf(whole).map((claim): Holding => ({ file, ...claim, standing: "self-asserted", reason: UNSIGNED })),
    subjects: await subjectsOf(whole, value, holdings, world),
  };
}

/** One subject for a record that holds, as its issuer says that its members are about one person; else one for each. */
async function subjectsOf(
  whole: Opened,
  value: Json,
  holdings: readonly Holding[],
  world: World,
): Promise<readonly Subject[]> {
  const each = holdings.map(({ document }) => subjectFor(document));
  // Who made a record of their own credentials has nobody's word but their own.
  if (
    whole.kind !== "clr" ||
    aboutItself(whole.document) ||
    objections(await examine(written(value), world)).length > 0
  )
    return each;
  const own = subjectFor(whole.document);
  const all = [own, ...each];
  return [
    {
      ...own,
      identifiers: all.flatMap(({ identifiers }) => identifiers),
      keys: [...new Set(all.flatMap(({ keys }) => keys))],
      numbers: all.flatMap(({ numbers }) => numbers),
    },
  ];
}

/** What stands against holding all of this to be of one person; nothing when they name somebody in common. */
export function strangers(files: readonly { readonly file: string; readonly held: Held }[]): FaultFacts | undefined {
  const things = files.flatMap(({ file, held }) => held.subjects.map((subject) => ({ file, subject })));
  const [first, second] = byLearner(things, ({ subject }) => subject).map(([one]) => one?.file);
  if (second === undefined) return undefined;
  const got =
    first === second
      ? `some in ${first} that name nobody in common`
      : `${first} and ${second}, which name nobody in common`;
  return {
    code: "CREDENTIAL_INVALID",
    message: `want credentials of one candidate, got ${got}`,
    hint: "--one-person says that they are of one person all the same; --candidates DIR is for several.",
  };
}
