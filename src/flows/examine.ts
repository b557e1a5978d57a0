// verify: open a credential, run the table of checks over it, and let the worst finding decide.
import type { Allowance, Asked, Examination, Opened, Report, World } from "../checks/examination.ts";
import { issuerOf } from "../checks/issuer.ts";
import { type Opening, openBytes, openText, openValue } from "../checks/open.ts";
import { subjectOf } from "../checks/subject.ts";
import { CHECK_TABLE } from "../checks/table.ts";
import { CHECKS, type CheckId, type Finding, skipped, unknown, verdictOf } from "../core/finding.ts";
import { type JsonObject, object, text } from "../core/json.ts";
import { unsecured } from "../proofs/data-integrity.ts";
import { newEffort } from "../rdf/canonical.ts";
import { contentOf } from "../rdf/rdfc.ts";
import { typeOf } from "../schemas/kind.ts";
import { remembered } from "./remembered.ts";

/** How deep credentials may stand in credentials: a presentation of an LER-RS with a CLR, its badge, its endorsement, its status list. */
const DEEPEST = 6;

/** Characters of a name in a report. What is longer is no name, and would be written many times on its way. */
const LONGEST_NAME = 64 * 1024;

function reportOf(
  document: JsonObject | undefined,
  checks: readonly Finding[],
  credentials: readonly Report[],
): Report {
  const about = document ?? {};
  const named = (value: string | null | undefined): string | null => value?.slice(0, LONGEST_NAME) ?? null;
  const order = (finding: Finding) => CHECKS.indexOf(finding.id);
  return {
    verdict: verdictOf(checks),
    type: named(typeOf(about)),
    id: named(text(about["id"])),
    issuer: { id: named(issuerOf(about)), name: named(text(object(about["issuer"])?.["name"])) },
    subject: named(subjectOf(about)),
    checks: [...checks].sort((a, b) => order(a) - order(b)),
    credentials,
  };
}

const NOT_REACHED = "NOT_REACHED";
const blocked = (id: CheckId): Finding =>
  skipped(id, NOT_REACHED, "not looked at, because an earlier check did not pass");

/** A check that had nothing to judge holds nobody up; one that failed, cannot tell or was held up itself does. */
const stops = ({ status, code }: Finding): boolean =>
  status === "failed" || status === "unknown" || code === NOT_REACHED;

const newAllowance = (): Allowance => ({ graphs: newEffort(), lists: new Set(), unpacked: new Map() });

async function examineOpening(opening: Opening, world: World, depth = 1, allowance = newAllowance()): Promise<Report> {
  const { findings: first } = opening;
  const opened = opening.opened ?? opening.refused;
  if (opened === undefined) {
    const done = new Set(first.map(({ id }) => id));
    return reportOf(undefined, [...first, ...CHECKS.filter((id) => !done.has(id)).map(blocked)], []);
  }
  const content = contentOf(unsecured(opened.document), allowance.graphs);
  const findings: Finding[] = [...first];
  const credentials: Report[] = [];
  const examination: Examination = {
    opened,
    world,
    quads: content.quads,
    content,
    used: new Set(),
    allowance,
    inside: async (value, _, asked) => {
      const own = worldInside(world, opened, findings, asked);
      const look = (its: World) => examineOpening(openValue(value), its, depth + 1, allowance);
      if (depth < DEEPEST)
        return asked?.list === true ? remembered(value, own, { depth, effort: allowance.graphs }, look) : look(own);
      return reportOf(
        undefined,
        [unknown("parse", "TOO_DEEP", `credentials stand more than ${DEEPEST} deep in each other`)],
        [],
      );
    },
    found: (id) => findings.filter((finding) => finding.id === id),
    keep: (reports) => credentials.push(...reports),
  };
  for (const check of CHECK_TABLE) {
    const stopped = check.after.some((id) => examination.found(id).some(stops));
    const said = stopped ? [] : await check.run(examination);
    findings.push(...said, ...check.ids.filter((id) => said.every((finding) => finding.id !== id)).map(blocked));
  }
  const report = reportOf(opened.document, findings, credentials);
  return world.explain === undefined ? report : { ...report, explanation: await world.explain(examination) };
}

const NOT_ASKED = "it was not asked for, because the credential around this one does not hold";

/**
 * The world of a credential inside another. Members of a record name their subject each in its own way; who it is, the
 * record itself says. A presentation says of nobody who they are, so that its members are asked. And whoever broke a credential, or gave it words of their own, shall not choose by what stands inside whom laurel asks.
 */
function worldInside(
  { recipient, refresh: _, trust, ...rest }: World,
  { kind }: Opened,
  findings: readonly Finding[],
  asked: Asked = {},
): World {
  const world: World = {
    ...rest,
    ...(asked.list === true ? { lists: (rest.lists ?? 0) + 1 } : {}),
    ...(trust === undefined || asked.untrusted === true ? {} : { trust }),
    ...(recipient === undefined || kind !== "presentation" ? {} : { recipient }),
  };
  const broken = findings.some(
    ({ id, status, code }) =>
      (id === "shape" && (status === "failed" || code === "SHAPE_CONTEXT")) ||
      (id === "context" && (status === "failed" || status === "unknown")) ||
      (id === "proof.signature" && status === "failed" && code !== "PROOF_MISSING"),
  );
  if (!broken && asked.unasked !== true) return world;
  const load: World["load"] = async (address) => {
    const got = await world.held?.(address);
    return got?.ok === true ? got : { ok: false, reason: NOT_ASKED };
  };
  return { ...world, load };
}

/** Whether a credential may be relied on, from the text of a file: JSON or a compact JWS. */
export const examine = (source: string, world: World): Promise<Report> => examineOpening(openText(source), world);

/** The same of a file's bytes, which may be no text. */
export const examineBytes = (bytes: Uint8Array, world: World): Promise<Report> =>
  examineOpening(openBytes(bytes), world);
