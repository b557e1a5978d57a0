// match: for each competency that a job asks for, what the candidate's verified record shows of it. By identifier and by
// the associations of frameworks, never by words; and every answer says what it is made of.
import type { Strength } from "../model/crosswalk.ts";
import type { CredentialAsked, Requirement } from "../model/requirement.ts";
import type { Holding } from "./holding.ts";
import type { Desk, Wanted } from "./match-desk.ts";
import {
  ambiguousCode,
  distinct,
  type Evidence,
  evidenceFor,
  type Held,
  heldBy,
  isStrongEnough,
} from "./match-evidence.ts";

export type Answer = "shown" | "not shown" | "cannot tell";

export interface Match {
  readonly name: string | null;
  readonly references: readonly string[];
  /** The item of the frameworks that it is. */
  readonly item: { readonly identifier: string; readonly code: string | null; readonly statement: string } | null;
  readonly required: boolean;
  readonly weight: number;
  readonly level: string | null;
  /** Where a credential of some kind is asked for, and no competency. */
  readonly credential?: CredentialAsked;
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

/** Why what is there cannot be compared with what is asked for. */
function beyondCompare(credential: CredentialAsked | undefined): string {
  if (credential === undefined)
    return "the credential does not say which level was reached in words that can be compared";
  return credential.words.length > 0
    ? "the job says in words which one it wants, and words are never compared"
    : "the type of the credential does not tell its level";
}

function verdictOf(
  counting: readonly Evidence[],
  apart: readonly Evidence[],
  trouble: string | undefined,
  { credential }: Requirement,
  least: Strength,
): Verdict {
  if (trouble !== undefined) return { answer: "cannot tell", reason: trouble };
  if (counting.length > 0) return { answer: "shown" };
  const open = apart.filter(({ achieved, strength }) => achieved && isStrongEnough(strength, least));
  const unsure = open.find(({ standing, level }) => standing === "unsure" && level !== "below");
  if (unsure !== undefined)
    return { answer: "cannot tell", reason: unsure.reason ?? "it could not be told whether the credential holds" };
  if (open.some(({ standing, level }) => standing === "valid" && level === "unknown"))
    return { answer: "cannot tell", reason: beyondCompare(credential) };
  const [first] = apart;
  const none = credential === undefined ? "no credential names it" : "no credential is of that kind";
  const lacking = open.some(({ standing }) => standing === "valid") ? "below the level that is asked for" : undefined;
  const reason = lacking ?? (first === undefined ? none : whyApart(first, least));
  return credential?.alternatives === true
    ? { answer: "cannot tell", reason: `${reason}; the job takes something else as well, which was not looked at` }
    : { answer: "not shown", reason };
}

/** Why a piece of evidence does not count. */
export function whyApart({ standing, achieved, strength, level }: Evidence, least: Strength): string {
  if (standing !== "valid") return `only a credential that is ${standing}`;
  if (!achieved) return "only what was not completed";
  if (!isStrongEnough(strength, least)) return "only something related";
  if (level === "below") return "below the level that is asked for";
  return strength === "type" ? "its type alone does not tell" : "the level cannot be compared";
}

function matchOne(wanted: Wanted, held: readonly Held[], { least }: Desk): Match {
  const { requirement, item, parts } = wanted;
  const all = distinct(evidenceFor(wanted, held));
  const counts = ({ standing, achieved, strength, level }: Evidence) =>
    standing === "valid" && achieved && isStrongEnough(strength, least) && (level === null || level === "reached");
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
    ...(requirement.credential === undefined ? {} : { credential: requirement.credential }),
    ...verdictOf(evidence, apart, trouble, requirement, least),
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
