// What a candidate's credentials show of one competency, the best first.
import { byCode } from "../core/text.ts";
import { type Crosswalk, isAsStrong, type Reach, STRENGTHS, type Step, type Strength } from "../model/crosswalk.ts";
import type { CredentialAsked, Requirement } from "../model/requirement.ts";
import { BUILT_IN } from "../outputs/mapping.ts";
import { type Holding, STANDINGS, type Standing } from "./holding.ts";
import type { Wanted } from "./match-desk.ts";
import { type Facts, factsOf, type Result, type Showing, showingsOf } from "./showing.ts";

/** Whether a level that is asked for was reached; null where none is asked for. */
export type LevelAnswer = "reached" | "below" | "unknown" | null;

/** `type`: no identifier is asked for, but a kind of credential. */
export const WAYS = [...STRENGTHS, "type"] as const;
type Way = (typeof WAYS)[number];

/** A kind of credential has no crosswalk, and so nothing that would be too weak. */
export const isStrongEnough = (way: Way, least: Strength): boolean => way === "type" || isAsStrong(way, least);

export interface Evidence {
  readonly strength: Way;
  /** Associations from what was shown to what is wanted; none when they are one item. */
  readonly path: readonly Step[];
  readonly standing: Standing;
  readonly reason?: string;
  readonly achieved: boolean;
  readonly level: LevelAnswer;
  /** What the credential names. */
  readonly shown: {
    readonly name: string | null;
    readonly code: string | null;
    readonly identifier: string | null;
    /** achievementType, where it is what the evidence goes by. */
    readonly type?: string;
  };
  readonly results: readonly Result[];
  readonly credential: Facts & { readonly file: string; readonly pointer: string };
}

export interface Held extends Showing {
  readonly holding: Holding;
  readonly facts: Facts;
  readonly keys: readonly string[];
}

export function heldBy(holdings: readonly Holding[], crosswalk: Crosswalk): readonly Held[] {
  return holdings.flatMap((holding) => {
    const facts = factsOf(holding.document);
    return showingsOf(holding.document).map((showing) => ({
      ...showing,
      holding,
      facts,
      keys: [...new Set(showing.identifiers.map(crosswalk.keyFor))],
    }));
  });
}

const number = (written: string): number =>
  /^-?\d+(\.\d+)?\s*%?$/.test(written.trim()) ? Number.parseFloat(written) : Number.NaN;

/** Compares by the credential's own scale, or as numbers; words without an order are not compared. */
function levelOf(level: string | undefined, results: readonly Result[]): LevelAnswer {
  if (level === undefined) return null;
  const answers = results.map(({ reached, scale }): Exclude<LevelAnswer, null> => {
    if (reached === level) return "reached";
    const [got, asked] = [scale.indexOf(reached), scale.indexOf(level)];
    if (got !== -1 && asked !== -1) return got >= asked ? "reached" : "below";
    const [value, least] = [number(reached), number(level)];
    if (Number.isNaN(value) || Number.isNaN(least)) return "unknown";
    return value >= least ? "reached" : "below";
  });
  return (["reached", "below"] as const).find((answer) => answers.includes(answer)) ?? "unknown";
}

/** How a showing shows what is wanted; undefined when it does not. */
function reachOf({ reach, codes, requirement }: Wanted, { keys, code, framework }: Held): Reach | undefined {
  const [best] = keys
    .flatMap((key) => reach.get(key) ?? [])
    .sort((a, b) => STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength) || a.path.length - b.path.length);
  if (best !== undefined) return best;
  const same =
    code !== undefined &&
    codes.includes(code) &&
    (framework === undefined || requirement.framework === undefined || framework === requirement.framework);
  return same ? { strength: "identifier", path: [] } : undefined;
}

const LEVELS: readonly LevelAnswer[] = [null, "reached", "unknown", "below"];
const ranked = ({ standing, achieved, strength, level }: Evidence): readonly number[] => [
  STANDINGS.indexOf(standing),
  Number(!achieved),
  WAYS.indexOf(strength),
  LEVELS.indexOf(level),
];

/** The best first; what is alike goes by credential, so that the order never depends on that of the files. */
function byWorth(a: Evidence, b: Evidence): number {
  const [first, second] = [ranked(a), ranked(b)];
  const apart = first.findIndex((rank, index) => rank !== second[index]);
  if (apart !== -1) return (first[apart] ?? 0) - (second[apart] ?? 0);
  const nameOf = ({ credential, shown }: Evidence) =>
    JSON.stringify([credential.id, credential.pointer, shown.identifier]);
  return byCode(nameOf(a), nameOf(b));
}

/** Each credential once, by its best. */
export function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  const known = new Map<string, Evidence>();
  for (const one of [...evidence].sort(byWorth)) {
    const { credential, standing } = one;
    const key = JSON.stringify([
      credential.id ?? `${credential.file}${credential.pointer}`,
      credential.issuer.id,
      standing,
    ]);
    if (!known.has(key)) known.set(key, one);
  }
  return [...known.values()];
}

const isced = (type: string): string | undefined => BUILT_IN.types.get(type)?.isced;

/** Whether a type is of the kind that is asked for; where only a level is, every degree and diploma is. */
const isOfKind = ({ types }: CredentialAsked, type: string): boolean =>
  types.length > 0 ? types.includes(type) : BUILT_IN.types.get(type)?.section === "degree";

/** What the type alone says: it is below the level, or of the kind; which one it is where words say more, it does not. */
function kindLevel({ isced: least, words }: CredentialAsked, type: string, results: LevelAnswer): LevelAnswer {
  const own = isced(type);
  if (least !== undefined && own !== undefined && own < least) return "below";
  if (results === "below") return "below";
  if (words.length > 0 || (least !== undefined && own === undefined)) return "unknown";
  return least === undefined ? results : "reached";
}

/** How a showing is what is wanted, and how far; undefined when it is not. */
function judged(
  wanted: Wanted,
  one: Held,
): (Omit<Reach, "strength"> & Pick<Evidence, "strength" | "level">) | undefined {
  const { credential, level }: Requirement = wanted.requirement;
  const results = levelOf(level, one.results);
  if (credential === undefined) {
    const reach = reachOf(wanted, one);
    return reach === undefined ? undefined : { ...reach, level: results };
  }
  if (one.type === undefined || !isOfKind(credential, one.type)) return undefined;
  return { strength: "type", path: [], level: kindLevel(credential, one.type, results) };
}

export function evidenceFor(wanted: Wanted, held: readonly Held[]): readonly Evidence[] {
  return held.flatMap((one): Evidence[] => {
    const found = judged(wanted, one);
    if (found === undefined) return [];
    const { holding, facts, achieved, results, name, code, identifiers, type } = one;
    return [
      {
        ...found,
        standing: holding.standing,
        ...(holding.reason === undefined ? {} : { reason: holding.reason }),
        achieved,
        shown: {
          name: name ?? null,
          code: code ?? null,
          identifier: identifiers[0] ?? null,
          ...(found.strength === "type" && type !== undefined ? { type } : {}),
        },
        results,
        credential: { ...facts, file: holding.file, pointer: holding.pointer },
      },
    ];
  });
}

/** Two frameworks may have one code for two things; then the code alone says nothing. */
export function ambiguousCode({ codes, requirement }: Wanted, held: readonly Held[]): string | undefined {
  if (requirement.framework !== undefined) return undefined;
  const names = new Set(
    held.flatMap(({ code, framework }) => (code !== undefined && codes.includes(code) ? [framework ?? ""] : [])),
  );
  return names.size > 1 ? `its code stands in ${names.size} frameworks; give the framework, or an address` : undefined;
}
