// What a file says, for a person to read, with a verdict on everything that anybody signed by itself.
import type { Opened, World } from "../checks/examination.ts";
import { openBytes, openValue } from "../checks/open.ts";
import type { Finding, Verdict } from "../core/finding.ts";
import { type Json, text } from "../core/json.ts";
import { type Award, awardOf, type Setting } from "../outputs/award.ts";
import { scalar, words } from "../outputs/form.ts";
import { ledgerOf, NOWHERE, peek, type Spot } from "../outputs/ledger.ts";
import { BUILT_IN, readable } from "../outputs/mapping.ts";
import { resultLine } from "../outputs/outcome.ts";
import { typeOf } from "../schemas/kind.ts";
import { bodiesOf } from "../schemas/ler-rs-reading.ts";
import { examine, examineBytes } from "./examine.ts";
import { insideOf } from "./holding.ts";
import { claimsOf } from "./view-claims.ts";

export interface AchievementView {
  readonly name: string | null;
  readonly type: string | null;
  readonly code: string | null;
  readonly description: string | null;
  readonly completion: Award["completion"];
  /** Facts in words, such as credits and term. */
  readonly details: readonly string[];
  readonly results: readonly string[];
  readonly competencies: readonly {
    readonly name: string | null;
    readonly code: string | null;
    readonly framework: string | null;
    readonly address: string | null;
  }[];
}

/** What a document says. Whether it is so, the verdict beside it tells. */
export interface Said {
  readonly type: string | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly issuer: { readonly id: string | null; readonly name: string | null };
  /** Names, addresses and numbers that are written in plain. */
  readonly learner: readonly string[];
  readonly awarded: string | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly achievements: readonly AchievementView[];
  /** Of an LER-RS: what stands in it that nobody signed by itself. */
  readonly unsigned: readonly string[];
}

export interface View {
  readonly verdict: Verdict;
  /** What speaks against it. */
  readonly against: readonly Finding[];
  readonly says: Said | null;
  readonly inside: readonly View[];
}

const first = (...spots: readonly Spot[]): string | null =>
  spots.map((spot) => peek(spot, scalar)).find((one) => one !== undefined) ?? null;

const DETAILS: readonly (readonly [title: string, path: readonly string[]])[] = [
  ["Credits", ["creditsEarned"]],
  ["Term", ["term"]],
  ["Role", ["role"]],
  ["License number", ["licenseNumber"]],
  ["Started", ["activityStartDate"]],
  ["Ended", ["activityEndDate"]],
  ["Narrative", ["narrative"]],
];

const SETTING: Omit<Setting, "now"> = {
  frameworks: [],
  mapping: BUILT_IN,
  attach: () => "",
  relations: () => [],
  notice: () => {},
};

function achievementView(credential: Spot, subject: Spot, achievement: Spot, now: Date): AchievementView {
  const setting = { ...SETTING, now };
  const award = awardOf({ credential, subject, achievement, verification: undefined, attachment: undefined, setting });
  const type = peek(achievement.at("achievementType"), words);
  const alignments = [achievement, ...award.outcomes.map(({ result }) => result)].flatMap((holder) =>
    holder.at("alignment").each(),
  );
  return {
    name: first(achievement.at("name")),
    type: type === undefined ? null : readable(type),
    code: first(achievement.at("humanCode")),
    description: first(achievement.at("description")),
    completion: award.completion,
    details: DETAILS.flatMap(([title, path]) => {
      const value = first(subject.at(...path));
      return value === null ? [] : [`${title}: ${value}`];
    }),
    results: award.outcomes.flatMap((outcome) => resultLine(outcome) ?? []),
    competencies: alignments.map((alignment) => ({
      name: first(alignment.at("targetName")),
      code: first(alignment.at("targetCode")),
      framework: first(alignment.at("targetFramework")),
      address: first(alignment.at("targetUrl")),
    })),
  };
}

/** What a subject says of the learner in plain; a hash is nobody's name. */
function learnerIn(subject: Spot): readonly string[] {
  const identities = subject.at("identifier").each();
  const plain = identities
    .filter((identity) => identity.at("hashed").value !== true)
    .map((identity) => first(identity.at("identityHash")));
  const hashed = identities.length > plain.length ? ["identified by a hash"] : [];
  const id = plain.length === 0 ? first(subject.at("id")) : null;
  return [...new Set([first(subject.at("name")), ...plain, id, ...hashed].filter((one) => one !== null))];
}

function saidBy({ document, kind }: Opened, now: Date): Said {
  const { root } = ledgerOf(document);
  const record = kind === "ler-rs" || kind === "ler-rs-body";
  const subjects = record ? [] : root.at("credentialSubject").each();
  const issuer = root.at("issuer");
  const [about] = subjects;
  return {
    type: typeOf(document) ?? null,
    id: text(root.at("id").value) ?? null,
    name: first(root.at("name"), about?.at("achievement", "name") ?? NOWHERE),
    issuer: { id: first(issuer, issuer.at("id")), name: first(issuer.at("name")) },
    learner: subjects.flatMap(learnerIn),
    awarded: first(root.at("awardedDate")),
    validFrom: first(root.at("validFrom"), root.at("issuanceDate")),
    validUntil: first(root.at("validUntil"), root.at("expirationDate")),
    achievements: subjects.flatMap((subject) =>
      subject
        .at("achievement")
        .each()
        .map((one) => achievementView(root, subject, one, now)),
    ),
    unsigned: record ? bodiesOf(document, kind === "ler-rs-body").flatMap(({ body }) => claimsOf(body)) : [],
  };
}

const against = (checks: readonly Finding[]): readonly Finding[] =>
  checks.filter(({ status }) => status === "failed" || status === "unknown");

/** Deep enough for a presentation of an LER-RS with a record in it. */
const DEEPEST = 4;

async function viewInside(opened: Opened, world: World, depth: number): Promise<readonly View[]> {
  if (depth === DEEPEST) return [];
  const views: View[] = [];
  for (const { value } of insideOf(opened)) views.push(await viewValue(value, world, depth + 1));
  return views;
}

async function viewValue(value: Json, world: World, depth: number): Promise<View> {
  const opening = openValue(value);
  const opened = opening.opened ?? opening.refused;
  const { verdict, checks } = await examine(typeof value === "string" ? value : JSON.stringify(value), world);
  return {
    verdict,
    against: against(checks),
    says: opened === undefined ? null : saidBy(opened, world.now),
    inside: opened === undefined ? [] : await viewInside(opened, world, depth),
  };
}

/** What a file says, and whether it is so. */
export async function viewOf(bytes: Uint8Array, world: World): Promise<View> {
  const { opened, refused } = openBytes(bytes);
  const whole = opened ?? refused;
  const { verdict, checks } = await examineBytes(bytes, world);
  return {
    verdict,
    against: against(checks),
    says: whole === undefined ? null : saidBy(whole, world.now),
    inside: whole === undefined ? [] : await viewInside(whole, world, 0),
  };
}
