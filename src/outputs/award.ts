// One achievement of a learner, seen in its credential: what every section of every output reads from.
import { instantOf } from "../core/instant.ts";
import { type JsonObject, text } from "../core/json.ts";
import { instant, words } from "./form.ts";
import { NOWHERE, peek, type Spot, take } from "./ledger.ts";
import { type Completion, type Employer, type Mapping, type Route, routeOf } from "./mapping.ts";
import { completionOf, type Outcome, outcomesOf } from "./outcome.ts";

/** A competency framework, as far as a skill points into one. */
export interface SkillFramework {
  readonly uri: string;
  /** Whether an item of the framework has this URI. */
  readonly has: (uri: string) => boolean;
}

/** What a record says of two achievements, as a line for one of them; taken down when it is said. */
export interface Relation {
  readonly line: string;
  readonly say: () => void;
}

export interface Setting {
  readonly now: Date;
  readonly frameworks: readonly SkillFramework[];
  readonly mapping: Mapping;
  /** Adds to the document's attachments and gives the reference to the new one. */
  readonly attach: (attachment: JsonObject) => string;
  /** Relations of the achievement with this id. */
  readonly relations: (achievement: string) => readonly Relation[];
  readonly notice: (message: string, pointer: string) => void;
}

interface Parts {
  readonly credential: Spot;
  readonly subject: Spot;
  readonly achievement: Spot;
  /** The issuer's signed original as an entry of `verifications`; none for an achievement that nobody awarded. */
  readonly verification: JsonObject | undefined;
  /** Reference to the attachment that names the achievement, where there is no credential of its own. */
  readonly attachment: string | undefined;
  readonly setting: Setting;
}

export interface Award extends Parts {
  readonly route: Route;
  /** Where the credential names the employer, for an award that is an employment by the mapping. */
  readonly employer: Spot;
  readonly outcomes: readonly Outcome[];
  readonly completion: Completion;
}

const EMPLOYER: Readonly<Record<Employer, (parts: Parts) => Spot>> = {
  issuer: ({ credential }) => credential.at("issuer"),
  source: ({ subject }) => subject.at("source"),
  creator: ({ achievement }) => achievement.at("creator"),
};

export const typeOf = ({ achievement }: Pick<Award, "achievement">): string | undefined =>
  text(achievement.at("achievementType").value);

/** An award as a credential has it; `earned` is false for what a record names without saying that it was awarded. */
export function awardOf(parts: Parts, earned = true): Award {
  const { mapping } = parts.setting;
  const outcomes = outcomesOf(parts.subject, parts.achievement, mapping);
  const route = routeOf(mapping, typeOf(parts));
  const employer = route.employer === undefined ? NOWHERE : EMPLOYER[route.employer](parts);
  return { ...parts, route, employer, outcomes, completion: earned ? completionOf(outcomes) : "pending" };
}

/** The first of several places that something stands at: the two versions of the data model differ in names. */
const either = (first: Spot, second: Spot): Spot => (first.value === undefined ? second : first);

export const validFrom = ({ credential }: Award): Spot =>
  either(credential.at("validFrom"), credential.at("issuanceDate"));
const timeOf = (spot: Spot): number | undefined => instantOf(peek(spot, instant) ?? "");

/** Of two ends the earlier one, as the verdict has it. */
export function validUntil({ credential }: Award): Spot {
  const [until, expiration] = [credential.at("validUntil"), credential.at("expirationDate")];
  const isEarlier = (timeOf(expiration) ?? Number.POSITIVE_INFINITY) < (timeOf(until) ?? Number.POSITIVE_INFINITY);
  return isEarlier ? expiration : either(until, expiration);
}

/** The credential is over at the instant that is asked about. */
export const isExpired = (award: Award): boolean =>
  (timeOf(validUntil(award)) ?? Number.POSITIVE_INFINITY) < award.setting.now.getTime();

/** The achievement's name; for a credential of another type its own name, or its type's. */
export const nameSpot = ({ achievement, credential }: Award): Spot => {
  const types = credential.at("type").each();
  const places = [
    achievement.at("name"),
    credential.at("name"),
    ...types.filter(({ value }) => value !== "VerifiableCredential"),
  ];
  return places.find((place) => peek(place, words) !== undefined) ?? achievement.at("name");
};

export const nameOf = (award: Award): string | undefined => take(nameSpot(award), words);

/** An `attachmentReferences` entry for the record that names this achievement. */
export const recordReference = ({ attachment }: Award): readonly JsonObject[] =>
  attachment === undefined ? [] : [{ uri: attachment, descriptions: ["The record that names it"] }];
