// `descriptions` (of skills: `comments`): what has no field of its own, said in words, one line for each fact.
import { text } from "../core/json.ts";
import { type Award, validFrom } from "./award.ts";
import { IN_WORDS, scalar, words } from "./form.ts";
import { type Fate, peek, type Spot } from "./ledger.ts";
import { type Outcome, resultLine } from "./outcome.ts";

interface Line {
  readonly of: "credential" | "subject" | "achievement";
  readonly path: readonly string[];
  /** What is said before the value; without it the value speaks for itself. */
  readonly title?: string;
  readonly fate: Fate;
}

/** Titles of texts that people repeat in several members; a text is said once. */
const TEXTS: readonly (string | undefined)[] = [undefined, "Credential", "Criteria"];

const mapped = (of: Line["of"], path: string, title?: string): Line => ({
  of,
  path: path.split("."),
  fate: "mapped",
  ...(title === undefined ? {} : { title }),
});
const worded = (of: Line["of"], path: string, title: string): Line => ({ ...mapped(of, path, title), fate: "words" });

/** A line is said only when the section's own fields have not taken the value. */
const LINES: readonly Line[] = [
  mapped("achievement", "description"),
  mapped("subject", "narrative"),
  mapped("credential", "description"),
  worded("credential", "name", "Credential"),
  mapped("achievement", "criteria.narrative", "Criteria"),
  worded("achievement", "criteria.id", "Criteria"),
  worded("achievement", "humanCode", "Code"),
  worded("achievement", "fieldOfStudy", "Field of study"),
  worded("achievement", "specialization", "Specialization"),
  worded("subject", "creditsEarned", "Credits earned"),
  worded("achievement", "creditsAvailable", "Credits available"),
  worded("subject", "licenseNumber", "License number"),
  worded("subject", "role", "Role"),
  worded("subject", "term", "Term"),
  worded("subject", "activityStartDate", "Started"),
  worded("subject", "activityEndDate", "Ended"),
  worded("credential", "awardedDate", "Awarded"),
  worded("credential", "validFrom", "Credential valid from"),
  worded("credential", "issuanceDate", "Credential valid from"),
  worded("credential", "validUntil", "Credential valid until"),
  worded("credential", "expirationDate", "Credential valid until"),
  worded("subject", "source.name", "Assessed by"),
  worded("credential", "issuer.name", "Issued by"),
  worded("achievement", "tag", "Keyword"),
];

/** `Identifier (ext:caseIdentifier): …` */
function identifierLine(entry: Spot): string | undefined {
  const [value, type] = [entry.at("identifier"), entry.at("identifierType")];
  if (!value.free() || peek(value, scalar) === undefined) return undefined;
  const kind = type.free() ? peek(type, words) : undefined;
  value.mark("words", IN_WORDS);
  if (kind !== undefined) type.mark("words", IN_WORDS);
  return `Identifier${kind === undefined ? "" : ` (${kind})`}: ${peek(value, scalar)}`;
}

/** All places that a path leads to, through lists. */
const placesOf = (spot: Spot, [name, ...rest]: readonly string[]): readonly Spot[] =>
  name === undefined ? spot.each() : spot.each().flatMap((one) => placesOf(one.at(name), rest));

const ENDS = ["targetName", "targetUrl", "targetFramework", "targetDescription", "targetCode", "targetType"] as const;

/** An alignment that shows no skill: to a rubric, another credential, or of no said kind. */
function alignmentLine(alignment: Spot): string | undefined {
  const spots = ENDS.map((name) => alignment.at(name)).filter((spot) => spot.free() && peek(spot, words) !== undefined);
  for (const spot of spots) spot.mark("words", IN_WORDS);
  const [first, ...rest] = spots.map((spot) => peek(spot, words));
  return first === undefined ? undefined : `Aligned to: ${first}${rest.length === 0 ? "" : ` (${rest.join("; ")})`}`;
}

const EVIDENCE = ["name", "description", "narrative", "id", "genre", "audience"] as const;

/** Evidence without an address to point to, or in a section that points to none. */
function evidenceLine(evidence: Spot): string | undefined {
  const spots = EVIDENCE.map((name) => evidence.at(name)).filter(
    (spot) => spot.free() && peek(spot, words) !== undefined,
  );
  for (const spot of spots) spot.mark("words", IN_WORDS);
  return spots.length === 0 ? undefined : `Evidence: ${spots.map((spot) => peek(spot, words)).join("; ")}`;
}

/**
 * The lines for an award, after its section has taken what it has fields for. `said` holds texts that stand in the
 * section already; they are not said twice.
 */
export function descriptionsOf(
  award: Award,
  said: readonly (string | undefined)[],
  shown = award.outcomes,
): readonly string[] {
  const spoken = new Set(said.filter((one) => one !== undefined));
  const lines: string[] = [];
  const say = (line: string | undefined) => {
    if (line !== undefined && !lines.includes(line)) lines.push(line);
  };
  const start = validFrom(award);
  const awarded = award.credential.at("awardedDate");
  if (start.free() && start.value === awarded.value) start.mark("form", "it is the date of the award");
  for (const { of, path, title, fate } of LINES) {
    for (const spot of placesOf(award[of], path)) {
      const value = spot.free() ? peek(spot, scalar) : undefined;
      if (value === undefined) continue;
      const again = TEXTS.includes(title) && spoken.has(value);
      spot.mark(again ? "mapped" : fate, fate === "words" ? IN_WORDS : undefined);
      if (again) continue;
      spoken.add(value);
      say(title === undefined ? value : `${title}: ${value}`);
    }
  }
  for (const entry of award.achievement.at("otherIdentifier").each()) say(identifierLine(entry));
  for (const outcome of shown) say(resultLine(outcome));
  for (const holder of [award.achievement, ...award.outcomes.map(({ result }) => result)]) {
    for (const alignment of holder.at("alignment").each()) say(alignmentLine(alignment));
  }
  for (const evidence of award.credential.at("evidence").each()) say(evidenceLine(evidence));
  for (const relation of award.setting.relations(text(award.achievement.at("id").value) ?? "")) {
    relation.say();
    say(relation.line);
  }
  return lines;
}

/** Of a degree, whose scores have fields: the results that still have something to say. */
export const unscored = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.filter(({ description, result, level }) =>
    [description.at("name"), result.at("status"), level].some((spot) => spot.free() && peek(spot, words) !== undefined),
  );
