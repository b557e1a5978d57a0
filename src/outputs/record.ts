// A ClrCredential beside its members: narratives that say what the record is, and how its achievements belong together.
import { type JsonObject, text } from "../core/json.ts";
import type { Relation } from "./award.ts";
import { FORM, scalar, words } from "./form.ts";
import { NOWHERE, peek, repeats, type Spot } from "./ledger.ts";

const LINES: readonly (readonly [path: readonly string[], title: string | undefined])[] = [
  [["description"], undefined],
  [["issuer", "name"], "Issued by"],
  [["issuer", "url"], "Issuer's address"],
  [["issuer", "email"], "Issuer's e-mail"],
  [["issuer", "phone"], "Issuer's telephone"],
  [["awardedDate"], "Awarded"],
  [["validFrom"], "Valid from"],
  [["issuanceDate"], "Valid from"],
  [["validUntil"], "Valid until"],
  [["expirationDate"], "Valid until"],
];

const IN_NARRATIVE = `${FORM} has no field for it; it stands in the narrative on the record`;

/** NarrativeType of a record: its name, who issued it, when, and whether it is the whole. */
export function narrativeOf(record: Spot): JsonObject | undefined {
  const lines: string[] = [];
  for (const [path, title] of LINES) {
    const spot = record.at(...path);
    const value = peek(spot, words);
    if (value === undefined) continue;
    spot.mark("words", IN_NARRATIVE);
    lines.push(title === undefined ? value : `${title}: ${value}`);
  }
  const partial = record.at("partial");
  if (typeof partial.value === "boolean") {
    partial.mark("words", IN_NARRATIVE);
    lines.push(
      partial.value ? "The record is a part of what its issuer knows" : "The record is all that its issuer knows",
    );
  }
  if (lines.length === 0) return undefined;
  const name = peek(record.at("name"), words);
  if (name !== undefined) record.at("name").mark("mapped");
  return { name: name ?? "Learner record", texts: [{ lines }] };
}

/** The record's issuer once more, where it is the issuer of a credential in it. */
export function repeatIssuer(record: Spot, members: readonly Spot[]): void {
  const issuer = record.at("issuer");
  const id = text(issuer.value) ?? text(issuer.at("id").value);
  const same = members
    .map((member) => member.at("issuer"))
    .find((one) => id !== undefined && (text(one.value) ?? text(one.at("id").value)) === id);
  if (same !== undefined) repeats(issuer, same, `${FORM} has no field for the issuer of a record`);
}

const HOLDS = "Includes";

/** AssociationType of CLR 2.0: which end says it, and in which words. */
const SAYINGS: Readonly<Record<string, readonly [end: "sourceId" | "targetId", saying: string]>> = {
  isPartOf: ["targetId", HOLDS],
  isChildOf: ["targetId", HOLDS],
  isParentOf: ["sourceId", HOLDS],
  isPeerOf: ["sourceId", "Stands beside"],
  isRelatedTo: ["sourceId", "Is related to"],
  exactMatchOf: ["sourceId", "Is the same as"],
  precedes: ["sourceId", "Comes before"],
  replacedBy: ["sourceId", "Was replaced by"],
};

/** Relations of a record's achievements, by the id of the achievement that says them. */
export function relationsOf(
  subjects: readonly Spot[],
  achievements: readonly Spot[],
): (id: string) => readonly Relation[] {
  const known = new Map(achievements.map((achievement) => [text(achievement.at("id").value) ?? "", achievement]));
  const relations = new Map<string, Relation[]>();
  for (const association of subjects.flatMap((subject) => subject.at("association").each())) {
    const type = text(association.at("associationType").value) ?? "";
    const [end, saying] = (Object.hasOwn(SAYINGS, type) ? SAYINGS[type] : undefined) ?? [];
    if (end === undefined) continue;
    const from = text(association.at(end).value) ?? "";
    const to = known.get(text(association.at(end === "sourceId" ? "targetId" : "sourceId").value) ?? "") ?? NOWHERE;
    const name = peek(to.at("name"), scalar);
    if (name === undefined) continue;
    const say = () => {
      for (const member of ["associationType", "sourceId", "targetId"]) {
        association.at(member).mark("words", `${FORM} cannot put one entry into another; the relation stands in words`);
      }
    };
    relations.set(from, [...(relations.get(from) ?? []), { line: `${saying}: ${name}`, say }]);
  }
  return (id) => relations.get(id) ?? [];
}
