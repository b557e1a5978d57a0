// What convert says of a conversion: for a person in groups, for a script leaf by leaf.
import { count, printable } from "../core/text.ts";
import type { Notice } from "../outputs/ler-rs/body.ts";
import { type Loss, lossGroups } from "../outputs/ler-rs/losses.ts";

const HEADS: Readonly<Record<Loss["kind"], string>> = {
  content: "not carried over",
  words: "carried over in words only",
  form: "only in the signed original, which is inside",
};

const SECTIONS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  educationAndLearnings: ["degree or course", "degrees and courses"],
  certifications: ["certification", "certifications"],
  licenses: ["license", "licenses"],
  skills: ["skill", "skills"],
  attachments: ["attachment", "attachments"],
};

/** `2 degrees and courses, 1 skill`. */
export const sectionsLine = (sections: Readonly<Record<string, number>>): string =>
  Object.entries(sections)
    .map(([name, number]) => count(number, ...(SECTIONS[name] ?? [name, name])))
    .join(", ") || "nothing";

/** Most members that a line names. */
const MOST = 6;

function membersLine(members: readonly string[]): string {
  const shown = members.slice(0, MOST).map((member) => printable(member, 60));
  return members.length > MOST ? `${shown.join(", ")} and ${members.length - MOST} more` : shown.join(", ");
}

/** The losses of a file in a registrar's words: gravest first, alike ones together. */
export function lossLines(losses: readonly Loss[]): readonly string[] {
  const groups = lossGroups(losses);
  return (Object.keys(HEADS) as Loss["kind"][]).flatMap((kind) => {
    const alike = groups.filter((group) => group.kind === kind);
    const total = alike.reduce((sum, group) => sum + group.count, 0);
    if (total === 0) return [];
    const head = `  ${HEADS[kind]}: ${count(total, "value")}`;
    // What only the original needs is no loss to a reader; --json lists it leaf by leaf.
    if (kind === "form") return [head];
    return [head, ...alike.map(({ members, reason }) => `    ${membersLine(members)}: ${printable(reason)}`)];
  });
}

export const noticeLine = ({ message, pointer }: Notice): string =>
  `  note: ${printable(message)}${pointer === "" ? "" : ` (${printable(pointer)})`}`;
