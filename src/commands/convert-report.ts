// What convert says of a conversion: for a person in groups, for a script leaf by leaf.
import { count, printable } from "../core/text.ts";
import type { Converted } from "../flows/convert.ts";
import type { Account, Notice } from "../outputs/conversion.ts";
import { type Loss, lossGroups } from "../outputs/losses.ts";
import type { Output } from "../outputs/table.ts";
import type { Task } from "./convert-place.ts";
import type { Voice } from "./terminal.ts";

const headsFor = (embeds: boolean): Readonly<Record<Loss["kind"], string>> => ({
  content: "not carried over",
  words: "carried over in words only",
  form: embeds ? "only in the signed original, which is inside" : "only in the signed original",
});

const SECTIONS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  educationAndLearnings: ["degree or course", "degrees and courses"],
  employmentHistories: ["employment", "employments"],
  certifications: ["certification", "certifications"],
  licenses: ["license", "licenses"],
  skills: ["skill", "skills"],
  qualifications: ["competency", "competencies"],
  education: ["degree or school", "degrees and schools"],
  employment: ["employment", "employments"],
  work: ["employment", "employments"],
  volunteer: ["voluntary work", "voluntary works"],
  awards: ["award", "awards"],
  certificates: ["certificate", "certificates"],
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
export function lossLines(losses: readonly Loss[], embeds: boolean): readonly string[] {
  const groups = lossGroups(losses);
  const heads = headsFor(embeds);
  return (Object.keys(heads) as Loss["kind"][]).flatMap((kind) => {
    const alike = groups.filter((group) => group.kind === kind);
    const total = alike.reduce((sum, group) => sum + group.count, 0);
    if (total === 0) return [];
    const head = `  ${heads[kind]}: ${count(total, "value")}`;
    // What only the original needs is no loss to a reader; --json lists it leaf by leaf.
    if (kind === "form") return [head];
    return [head, ...alike.map(({ members, reason }) => `    ${membersLine(members)}: ${printable(reason)}`)];
  });
}

export const noticeLine = ({ message, pointer }: Notice): string =>
  `  note: ${printable(message)}${pointer === "" ? "" : ` (${printable(pointer)})`}`;

/** Says what became of each input of a task, and gives the document itself where it goes to no file. */
export function reportTask(
  { inputs, out }: Task,
  output: Output,
  made: Converted,
  accounts: readonly Account[],
  voice: Voice,
): void {
  const sections = output.sections(made.body);
  for (const [index, { file }] of inputs.entries()) {
    const { losses = [], notices = [] } = accounts[index] ?? {};
    if (voice.json) {
      const document =
        out === undefined && index === 0
          ? { document: made.extension === ".json" ? JSON.parse(made.text) : made.text.trim() }
          : {};
      voice.print(JSON.stringify({ file, out: out ?? null, sections, losses, notices, ...document }));
    }
    const target = out === undefined ? "" : ` -> ${out}`;
    // What several files make together is told with the last of them.
    const whole = index === inputs.length - 1 ? `: ${sectionsLine(sections)}` : "";
    voice.say(`${file}${target}${whole}`);
    for (const line of [...notices.map(noticeLine), ...lossLines(losses, output.embeds)]) voice.say(line);
  }
}
