// What a credential says that its holder can do: the competencies that it names, by identifier, each with its results.
import { type JsonObject, text } from "../core/json.ts";
import { isIdentifier } from "../model/crosswalk.ts";
import { words } from "../outputs/form.ts";
import { type Ledger, ledgerOf, peek, type Spot } from "../outputs/ledger.ts";
import { BUILT_IN } from "../outputs/mapping.ts";
import { completionOf, isReached, type Outcome, outcomesOf } from "../outputs/outcome.ts";

export interface Result {
  readonly name?: string;
  /** The value or the name of the level that was reached. */
  readonly reached: string;
  /** From low to high, where the credential gives an order. */
  readonly scale: readonly string[];
}

export interface Showing {
  /** Addresses and UUIDs of the competency. */
  readonly identifiers: readonly string[];
  readonly code?: string;
  /** The name of the framework that the code is of. */
  readonly framework?: string;
  readonly name?: string;
  /** achievementType, where it is the achievement itself that is shown. */
  readonly type?: string;
  /** False for what was failed, or is not completed yet. */
  readonly achieved: boolean;
  readonly results: readonly Result[];
}

const scalarOf = (spot: Spot): string | undefined => {
  const { value } = spot;
  return typeof value === "number" ? String(value) : peek(spot, words);
};

/** Levels of a rubric from low to high, by their points or their numbers; without both they have no order. */
function rubricScale(description: Spot): readonly string[] {
  const levels = description
    .at("rubricCriterionLevel")
    .each()
    .map((level) => ({
      name: scalarOf(level.at("name")) ?? "",
      rank: Number(scalarOf(level.at("points")) ?? scalarOf(level.at("level"))),
    }));
  if (levels.some(({ rank }) => Number.isNaN(rank))) return [];
  return [...levels].sort((a, b) => a.rank - b.rank).map(({ name }) => name);
}

function resultOf({ value, level, description }: Outcome): readonly Result[] {
  const reached = scalarOf(value) ?? scalarOf(level);
  if (reached === undefined) return [];
  const name = scalarOf(description.at("name"));
  // Open Badges 3.0, ResultDescription: allowed values go from low to high.
  const allowed = description
    .at("allowedValue")
    .each()
    .flatMap((one) => scalarOf(one) ?? []);
  const scale = allowed.length > 0 ? allowed : rubricScale(description);
  return [{ ...(name === undefined ? {} : { name }), reached, scale }];
}

const identifiersIn = (texts: readonly (string | undefined)[]): readonly string[] =>
  texts.filter((one) => one !== undefined && isIdentifier(one)) as readonly string[];

const member = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value });

function aligned(alignment: Spot, achieved: boolean, outcomes: readonly Outcome[]): Showing {
  const [url, code] = [scalarOf(alignment.at("targetUrl")), scalarOf(alignment.at("targetCode"))];
  return {
    identifiers: identifiersIn([url, code]),
    ...member("code", code),
    ...member("framework", scalarOf(alignment.at("targetFramework"))),
    ...member("name", scalarOf(alignment.at("targetName"))),
    achieved,
    results: outcomes.flatMap(resultOf),
  };
}

/** The achievement is itself a competency, by its own id and by those that it has elsewhere. */
function itself(achievement: Spot, achieved: boolean, outcomes: readonly Outcome[]): Showing {
  const others = achievement
    .at("otherIdentifier")
    .each()
    .map((entry) => scalarOf(entry.at("identifier")));
  return {
    identifiers: identifiersIn([scalarOf(achievement.at("id")), ...others]),
    ...member("name", scalarOf(achievement.at("name"))),
    ...member("type", scalarOf(achievement.at("achievementType"))),
    achieved,
    results: outcomes.flatMap(resultOf),
  };
}

function ofAchievement(subject: Spot, achievement: Spot): readonly Showing[] {
  const outcomes = outcomesOf(subject, achievement, BUILT_IN);
  const achieved = completionOf(outcomes) === "achieved";
  return [
    itself(achievement, achieved, outcomes),
    ...achievement
      .at("alignment")
      .each()
      .map((alignment) => aligned(alignment, achieved, outcomes)),
    ...outcomes.flatMap((outcome) => {
      const passed = achieved && isReached(outcome);
      return outcome.result
        .at("alignment")
        .each()
        .map((alignment) => aligned(alignment, passed, [outcome]));
    }),
    ...outcomes.flatMap((outcome) =>
      outcome.description
        .at("alignment")
        .each()
        .map((alignment) => aligned(alignment, achieved && isReached(outcome), [outcome])),
    ),
  ];
}

/** Everything that a credential shows. */
export function showingsOf(document: JsonObject): readonly Showing[] {
  const { root }: Ledger = ledgerOf(document);
  return root
    .at("credentialSubject")
    .each()
    .flatMap((subject) =>
      subject
        .at("achievement")
        .each()
        .flatMap((achievement) => ofAchievement(subject, achievement)),
    );
}

export interface Facts {
  readonly id: string | null;
  readonly name: string | null;
  readonly issuer: { readonly id: string | null; readonly name: string | null };
  /** When it was awarded, else from when it holds. */
  readonly date: string | null;
  readonly until: string | null;
}

/** What a report says of the credential that proves something. */
export function factsOf(document: JsonObject): Facts {
  const { root } = ledgerOf(document);
  const [subject] = root.at("credentialSubject").each();
  const issuer = root.at("issuer");
  const first = (...spots: readonly (Spot | undefined)[]) =>
    spots.map((spot) => (spot === undefined ? undefined : peek(spot, words))).find((one) => one !== undefined) ?? null;
  return {
    id: text(root.at("id").value) ?? null,
    name: first(root.at("name"), subject?.at("achievement", "name")),
    issuer: { id: first(issuer, issuer.at("id")), name: first(issuer.at("name")) },
    date: first(root.at("awardedDate"), root.at("validFrom"), root.at("issuanceDate")),
    until: first(root.at("validUntil"), root.at("expirationDate")),
  };
}
