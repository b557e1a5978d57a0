// laurel case show: all there is to know about one item.
import { printable } from "../core/text.ts";
import type { Framework } from "../frameworks/framework.ts";
import { frameworkIndex, matchOf } from "../frameworks/lookup.ts";
import { plainText } from "../frameworks/plain-text.ts";
import { inForce, readableFrameworks } from "./case-files.ts";
import { csvRow, type ListingFlags, withCsv } from "./case-listing.ts";
import { type View, viewOf } from "./case-show-view.ts";
import type { Register } from "./register.ts";
import { type Voice, voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
The exit status is 1 when no item, or more than one, answers to the name.

Examples:
  $ laurel case show W.1.1 welding.case.json                  by code
  $ laurel case show 0f7c4f5e-2f7e-5b0e-9c7e-0a4f5a4f8a11 frameworks/*.json
  $ laurel case show https://case.example.org/uri/0f7c4f5e-2f7e-5b0e-9c7e-0a4f5a4f8a11 welding.case.json --json
  $ laurel case show W.1.1 welding.case.json --csv            the item, and a row for each of its relations`;

/** How each association reads from the one end and from the other. */
const PHRASES: Readonly<Record<string, readonly [from: string, to: string]>> = {
  isPeerOf: ["is peer of", "is peer of"],
  isPartOf: ["is part of", "has the part"],
  exactMatchOf: ["is an exact match of", "is an exact match of"],
  precedes: ["precedes", "follows"],
  isRelatedTo: ["is related to", "is related to"],
  replacedBy: ["is replaced by", "replaces"],
  exemplar: ["has the example", "is an example of"],
  hasSkillLevel: ["has the skill level", "is a skill level of"],
  isTranslationOf: ["is a translation of", "is translated as"],
};

const named = ({
  code,
  identifier,
  statement,
}: {
  readonly code?: string;
  readonly identifier: string;
  readonly statement?: string;
}): string => [code ?? identifier, statement].filter((part) => part !== undefined).join("  ");

const FACTS: readonly (readonly [label: string, value: (view: View) => string | undefined])[] = [
  ["type", ({ type }) => type],
  ["short", ({ abbreviated, statement }) => (abbreviated === statement ? undefined : abbreviated)],
  ["identifier", ({ identifier }) => identifier],
  ["uri", ({ uri }) => uri ?? "none"],
  ["list number", ({ listEnumeration }) => listEnumeration],
  ["levels", ({ educationLevel }) => educationLevel.join(", ")],
  ["subject", ({ subject }) => subject.join(", ")],
  ["keywords", ({ keywords }) => keywords.join(", ")],
  ["language", ({ language }) => language],
  ["in force", inForce],
  ["last change", ({ lastChangeDateTime }) => lastChangeDateTime],
  ["notes", ({ notes }) => (notes === undefined ? undefined : plainText(notes))],
];

function draw(view: View, framework: Framework, voice: Voice): void {
  const { print, paint } = voice;
  const long = (text: string): string => printable(text, 4000);
  const section = (title: string, lines: readonly string[]): void => {
    if (lines.length > 0) print(paint.bold(title));
    for (const line of lines) print(`  ${long(line)}`);
  };
  print(
    paint.bold(
      [view.code, view.plain || "(no statement)"]
        .filter((part) => part !== undefined)
        .map(long)
        .join("  "),
    ),
  );
  for (const [label, value] of FACTS) {
    const said = value(view);
    if (said !== undefined && said !== "") print(`  ${label.padEnd(12)} ${long(said)}`);
  }
  section("Framework", [framework.document.title, ...(framework.file === undefined ? [] : [framework.file])]);
  section("Up to the root", view.path.map(named));
  section("Below it", view.children.map(named));
  section(
    "Relations",
    view.relations.map((relation) => {
      const phrase =
        PHRASES[relation.type]?.[relation.direction === "out" ? 0 : 1] ?? `${relation.type} (${relation.direction})`;
      return `${phrase} ${named(relation)}`;
    }),
  );
  if (view.alignment !== undefined) section("In a badge", JSON.stringify(view.alignment, null, 2).split("\n"));
  if (view.fault !== undefined)
    section("Not fit for a badge", [view.fault.message, ...(view.fault.hint === undefined ? [] : [view.fault.hint])]);
  section(
    "Mind",
    view.notices.map(({ message, code }) => `${message} [${code}]`),
  );
}

/** `type` and `direction` as the association has them; the item itself comes first, without either. */
const HEADER = [
  "relation",
  "direction",
  "code",
  "statement",
  "type",
  "grade",
  "identifier",
  "uri",
  "framework",
  "file",
];

function table(view: View, { document, file }: Framework, voice: Voice): void {
  const { code, plain, type, educationLevel, identifier, uri } = view;
  const home = [document.title, file];
  voice.print(csvRow(HEADER));
  voice.print(csvRow(["", "", code, plain, type, educationLevel.join("; "), identifier, uri, ...home]));
  const parent = view.path[0];
  const tree = [
    ...(parent === undefined ? [] : [{ ...parent, direction: "out" }]),
    ...view.children.map((child) => ({ ...child, direction: "in" })),
  ];
  for (const one of tree)
    voice.print(
      csvRow(["isChildOf", one.direction, one.code, one.statement, one.type, "", one.identifier, "", ...home]),
    );
  for (const one of view.relations)
    voice.print(csvRow([one.type, one.direction, one.code, one.statement, "", "", one.identifier, one.uri, ...home]));
}

export const showCommand: Register = (program, terminal, finish) => {
  withCsv(withManners(program.command("show <item> <file...>")))
    .summary("one item, by code, UUID or URI")
    .description(
      "Shows one item: its facts, its place in the tree, its relations, and the alignment that a badge will carry.",
    )
    .addHelpText("after", EXAMPLES)
    .action(async (reference: string, files: string[], flags: ListingFlags) => {
      const voice = voiceOf(flags, terminal);
      const { frameworks, status } = await readableFrameworks(files, voice);
      if (frameworks.length === 0) return finish(status);
      const match = matchOf(frameworkIndex(frameworks).find(reference));
      const { item, framework, folded } = match;
      if (folded)
        voice.say(
          `no item is written ${JSON.stringify(printable(reference))}; taken as ${printable(item.code ?? item.identifier)}`,
        );
      const view = viewOf(item, framework, voice.now);
      if (flags.csv === true) table(view, framework, voice);
      else if (voice.json) {
        const { file, document } = framework;
        voice.print(
          JSON.stringify({
            file,
            framework: { title: document.title, identifier: document.identifier },
            folded,
            ...view,
          }),
        );
      } else draw(view, framework, voice);
      finish(status);
    });
};
