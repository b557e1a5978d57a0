// verify: open a credential, run the table of checks over it, and let the worst finding decide.
import type { Examination, Report, World } from "../checks/examination.ts";
import { issuerOf } from "../checks/issuer.ts";
import { type Opening, openBytes, openText, openValue } from "../checks/open.ts";
import { subjectOf } from "../checks/subject.ts";
import { CHECK_TABLE } from "../checks/table.ts";
import { CHECKS, type CheckId, type Finding, skipped, unknown, verdictOf } from "../core/finding.ts";
import { type JsonObject, object, text } from "../core/json.ts";
import { unsecured } from "../proofs/data-integrity.ts";
import { type Canonical, canonicalQuads } from "../proofs/rdfc.ts";
import { typeOf } from "../schemas/kind.ts";

/** How deep credentials may stand in credentials: a badge in a CLR in an LER-RS, its endorsement, their status lists. */
const DEEPEST = 5;

function reportOf(
  document: JsonObject | undefined,
  checks: readonly Finding[],
  credentials: readonly Report[],
): Report {
  const about = document ?? {};
  const order = (finding: Finding) => CHECKS.indexOf(finding.id);
  return {
    verdict: verdictOf(checks),
    type: typeOf(about) ?? null,
    id: text(about["id"]) ?? null,
    issuer: { id: issuerOf(about) ?? null, name: text(object(about["issuer"])?.["name"]) ?? null },
    subject: subjectOf(about),
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

async function examineOpening({ opened, findings: first }: Opening, world: World, depth: number): Promise<Report> {
  if (opened === undefined) {
    const done = new Set(first.map(({ id }) => id));
    return reportOf(undefined, [...first, ...CHECKS.filter((id) => !done.has(id)).map(blocked)], []);
  }
  let canonical: Promise<Canonical> | undefined;
  const findings: Finding[] = [...first];
  const credentials: Report[] = [];
  const examination: Examination = {
    opened,
    world,
    quads: () => {
      canonical ??= canonicalQuads(unsecured(opened.document));
      return canonical;
    },
    inside: async (value) => {
      if (depth < DEEPEST) return examineOpening(openValue(value), withoutRecipient(world), depth + 1);
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
  return reportOf(opened.document, findings, credentials);
}

/** Members of a record name their subject each in its own way; who it is, the record itself says. */
function withoutRecipient({ recipient: _, ...world }: World): World {
  return world;
}

/** Whether a credential may be relied on, from the text of a file: JSON or a compact JWS. */
export const examine = (source: string, world: World): Promise<Report> => examineOpening(openText(source), world, 1);

/** The same of a file's bytes, which may be no text. */
export const examineBytes = (bytes: Uint8Array, world: World): Promise<Report> =>
  examineOpening(openBytes(bytes), world, 1);
