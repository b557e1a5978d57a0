// match: for each competency that a job asks for, what the candidate's verified record shows of it. By identifier and by
// the associations of frameworks, never by words; and every answer says what it is made of.
import { isAsStrong, type Strength } from "../model/crosswalk.ts";
import type { Holding } from "./holding.ts";
import type { Desk, Wanted } from "./match-desk.ts";
import { ambiguousCode, distinct, type Evidence, evidenceFor, type Held, heldBy } from "./match-evidence.ts";

export type Answer = "shown" | "not shown" | "cannot tell";

export interface Match {
  readonly name: string | null;
  readonly references: readonly string[];
  /** The item of the frameworks that it is. */
  readonly item: { readonly identifier: string; readonly code: string | null; readonly statement: string } | null;
  readonly required: boolean;
  readonly weight: number;
  readonly level: string | null;
  readonly answer: Answer;
  /** Why it cannot be told, or what is missing. */
  readonly reason?: string;
  /** How many of the direct parts of the item were shown, where only parts were. */
  readonly parts?: { readonly shown: number; readonly of: number };
  readonly evidence: readonly Evidence[];
  /** Evidence that does not count: expired, revoked, self-asserted, too weak, not achieved, below the level. */
  readonly apart: readonly Evidence[];
}

export interface Matched {
  readonly answer: "yes" | "no" | "cannot tell";
  readonly required: { readonly shown: number; readonly of: number };
  readonly weight: { readonly shown: number; readonly of: number };
  readonly requirements: readonly Match[];
}

type Verdict = Pick<Match, "answer"> & { readonly reason?: string };

function verdictOf(
  counting: readonly Evidence[],
  apart: readonly Evidence[],
  trouble: string | undefined,
  least: Strength,
): Verdict {
  if (trouble !== undefined) return { answer: "cannot tell", reason: trouble };
  if (counting.length > 0) return { answer: "shown" };
  const open = apart.filter(({ achieved, strength }) => achieved && isAsStrong(strength, least));
  const unsure = open.find(({ standing, level }) => standing === "unsure" && level !== "below");
  if (unsure !== undefined)
    return { answer: "cannot tell", reason: unsure.reason ?? "it could not be told whether the credential holds" };
  if (open.some(({ standing, level }) => standing === "valid" && level === "unknown"))
    return {
      answer: "cannot tell",
      reason: "the credential does not say which level was reached in words that can be compared",
    };
  if (open.some(({ standing }) => standing === "valid"))
    return { answer: "not shown", reason: "below the level that is asked for" };
  const [first] = apart;
  return { answer: "not shown", reason: first === undefined ? "no credential names it" : whyApart(first, least) };
}

/** Why a piece of evidence does not count. */
export function whyApart({ standing, achieved, strength, level }: Evidence, least: Strength): string {
  if (standing !== "valid") return `only a credential that is ${standing}`;
  if (!achieved) return "only what was not completed";
  if (!isAsStrong(strength, least)) return "only something related";
  return level === "below" ? "below the level that is asked for" : "the level cannot be compared";
}

function matchOne(wanted: Wanted, held: readonly Held[], { least }: Desk): Match {
  const { requirement, item, parts } = wanted;
  const all = distinct(evidenceFor(wanted, held));
  const counts = ({ standing, achieved, strength, level }: Evidence) =>
    standing === "valid" && achieved && isAsStrong(strength, least) && (level === null || level === "reached");
  const trouble = wanted.trouble ?? ambiguousCode(wanted, held);
  const evidence = trouble === undefined ? all.filter(counts) : [];
  const apart = all.filter((one) => !evidence.includes(one));
  const byParts = evidence.length > 0 && evidence.every(({ strength }) => strength === "part");
  const shownParts = new Set(
    evidence.flatMap(({ path }) => path.map(({ from }) => from)).filter((key) => parts.includes(key)),
  );
  return {
    name: requirement.name ?? item?.plain ?? null,
    references: requirement.references,
    item: item === undefined ? null : { identifier: item.identifier, code: item.code ?? null, statement: item.plain },
    required: requirement.required,
    weight: requirement.weight,
    level: requirement.level ?? null,
    ...verdictOf(evidence, apart, trouble, least),
    ...(byParts ? { parts: { shown: shownParts.size, of: parts.length } } : {}),
    evidence,
    apart,
  };
}

const sum = (matches: readonly Match[]): number => matches.reduce((total, { weight }) => total + weight, 0);

/** What a candidate's credentials show of a job. */
export function matchOf(desk: Desk, holdings: readonly Holding[]): Matched {
  const held = heldBy(holdings, desk.crosswalk);
  const requirements = desk.wanted.map((wanted) => matchOne(wanted, held, desk));
  const required = requirements.filter((match) => match.required);
  const shown = requirements.filter(({ answer }) => answer === "shown");
  const answers = required.map(({ answer }) => answer);
  return {
    answer: answers.includes("not shown") ? "no" : answers.includes("cannot tell") ? "cannot tell" : "yes",
    required: { shown: shown.filter((match) => match.required).length, of: required.length },
    weight: { shown: sum(shown), of: sum(requirements) },
    requirements,
  };
}
