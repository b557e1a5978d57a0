// laurel case diff: what became of a framework's items in a newer version.
import { count, printable } from "../core/text.ts";
import type { Comparison, MemberChange } from "../frameworks/compare.ts";
import { compare, isSame } from "../frameworks/compare.ts";
import type { Association, Framework, Item } from "../frameworks/framework.ts";
import { readFrameworkFile } from "../shell/framework-file.ts";
import { briefOf, clipped, widthOf } from "./case-files.ts";
import { EXIT } from "./exit.ts";
import type { Register } from "./register.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
Items are matched by identifier. An item that is gone while one of the same code and statement came is shown with
"perhaps now": a publisher may have given it a new identifier. Times of last change are not compared. The exit status
is 0 when the two say the same, 1 when they differ.

Examples:
  $ laurel case diff nursing-2024.json nursing-2025.json          what changed, for a person
  $ laurel case diff nursing-2024.json nursing-2025.json --json   the same for a script`;

const nameOf = ({ code, identifier }: Item): string => printable(code ?? identifier, 60);
const said = (value: string | undefined): string =>
  value === undefined ? "nothing" : JSON.stringify(printable(value, 120));
const memberLine = ({ member, from, to }: MemberChange): string => `${member} ${said(from)} → ${said(to)}`;
const places = (items: readonly Item[]): string => (items.length === 0 ? "the top" : items.map(nameOf).join(", "));
const edge = ({ type, origin, destination }: Association, name: (identifier: string) => string): string =>
  `${name(origin.identifier)} ${type} ${name(destination.identifier)}`;

type Lines = (
  comparison: Comparison,
  name: (identifier: string) => string,
) => readonly (readonly [string, ...string[]])[];

/** Each entry is the line of an item, and lines below it. */
const SECTIONS: readonly (readonly [title: string, lines: Lines])[] = [
  ["document", ({ document }) => document.map((change) => [memberLine(change)])],
  ["added", ({ added }) => added.map((item) => [`${nameOf(item)}  ${item.plain}`])],
  [
    "removed",
    ({ removed }) =>
      removed.map(({ item, alike }) => [
        `${nameOf(item)}  ${item.plain}`,
        ...(alike === undefined ? [] : [`perhaps now ${alike.identifier}`]),
      ]),
  ],
  [
    "replaced",
    ({ replaced }) =>
      replaced.map(({ item, by }) => [
        `${nameOf(item)}  ${item.plain}`,
        ...by.map(({ identifier, item: next }) =>
          next === undefined ? `by ${identifier}, which is not in the new file` : `by ${nameOf(next)}  ${next.plain}`,
        ),
      ]),
  ],
  ["retired", ({ retired }) => retired.map(({ after }) => [`${nameOf(after)}  ends ${after.statusEnd ?? ""}`])],
  [
    "reworded",
    ({ reworded }) => reworded.map(({ before, after }) => [nameOf(after), `- ${before.plain}`, `+ ${after.plain}`]),
  ],
  [
    "recoded",
    ({ recoded }) => recoded.map(({ before, after }) => [`${said(before.code)} → ${said(after.code)}`, after.plain]),
  ],
  [
    "moved",
    ({ moved }) => moved.map(({ after, from, to }) => [`${nameOf(after)}  from ${places(from)} to ${places(to)}`]),
  ],
  ["changed", ({ changed }) => changed.map(({ after, members }) => [nameOf(after), ...members.map(memberLine)])],
  ["linked", ({ linked }, name) => linked.map((one) => [edge(one, name)])],
  ["unlinked", ({ unlinked }, name) => unlinked.map((one) => [edge(one, name)])],
];

function draw(comparison: Comparison, frameworks: readonly Framework[], voice: Voice, width: number): void {
  const items = new Map(frameworks.flatMap(({ items: all }) => all.map((item) => [item.identifier, item] as const)));
  const name = (identifier: string): string => {
    const item = items.get(identifier);
    return item === undefined ? printable(identifier, 80) : nameOf(item);
  };
  for (const [title, lines] of SECTIONS) {
    const entries = lines(comparison, name);
    if (entries.length === 0) continue;
    voice.print(voice.paint.bold(`${title} (${entries.length})`));
    for (const [head, ...below] of entries) {
      voice.print(`  ${clipped(head, width - 2)}`);
      for (const line of below) voice.print(`    ${printable(line, 4000)}`);
    }
  }
}

const facts = ({ file, document }: Framework) => {
  const { identifier, title, version } = document;
  return { file, identifier, title, ...(version !== undefined && { version }) };
};

function jsonOf(comparison: Comparison, before: Framework, after: Framework) {
  const { document, added, removed, reworded, recoded, moved, retired, replaced, changed, linked, unlinked, kept } =
    comparison;
  const link = ({ type, origin, destination }: Association) => ({ type, origin, destination });
  return {
    old: facts(before),
    new: facts(after),
    same: isSame(comparison),
    kept,
    document,
    added: added.map(briefOf),
    removed: removed.map(({ item, alike }) => ({ ...briefOf(item), ...(alike && { alike: alike.identifier }) })),
    replaced: replaced.map(({ item, by }) => ({
      ...briefOf(item),
      by: by.map(({ identifier, item: next }) => (next === undefined ? { identifier } : briefOf(next))),
    })),
    retired: retired.map((pair) => ({ ...briefOf(pair.after), statusEndDate: pair.after.statusEnd })),
    reworded: reworded.map((pair) => ({
      ...briefOf(pair.after),
      from: pair.before.statement,
      to: pair.after.statement,
    })),
    recoded: recoded.map((pair) => ({
      ...briefOf(pair.after),
      from: pair.before.code ?? null,
      to: pair.after.code ?? null,
    })),
    moved: moved.map(({ after: item, from, to }) => ({
      ...briefOf(item),
      from: from.map(briefOf),
      to: to.map(briefOf),
    })),
    changed: changed.map(({ after: item, members }) => ({ ...briefOf(item), members })),
    linked: linked.map(link),
    unlinked: unlinked.map(link),
  };
}

export const diffCommand: Register = (program, terminal, finish) => {
  withManners(program.command("diff <old> <new>"))
    .summary("what became of the items in a newer version")
    .description(
      "Compares two versions of a framework: items added, removed, reworded, moved, recoded, retired and replaced.",
    )
    .addHelpText("after", EXAMPLES)
    .action(async (old: string, next: string, manners: Manners) => {
      const voice = voiceOf(manners, terminal);
      const [before, after] = [await readFrameworkFile(old), await readFrameworkFile(next)];
      const comparison = compare(before, after);
      if (voice.json) voice.print(JSON.stringify(jsonOf(comparison, before, after)));
      else draw(comparison, [before, after], voice, widthOf(terminal));
      if (comparison.kept === 0)
        voice.say("no item of the old file is in the new one; are they versions of one framework?");
      const same = isSame(comparison);
      if (same) voice.say(`the same ${count(comparison.kept, "item")}`);
      finish(same ? EXIT.done : EXIT.no);
    });
};
