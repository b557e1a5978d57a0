// laurel case tree: a framework as a tree.
import { Option } from "commander";
import type { Framework } from "../frameworks/framework.ts";
import { type Node, treeOf, walk } from "../frameworks/tree.ts";
import { briefOf, clipped, eachFramework, warnOf, widthOf } from "./case-files.ts";
import { csvRow, type ListingFlags, withCsv } from "./case-listing.ts";
import { EXIT } from "./exit.ts";
import { atLeastOne } from "./flags.ts";
import type { Register } from "./register.ts";
import { type Voice, voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
Siblings stand by sequenceNumber, then listEnumeration, then code, then statement.

Examples:
  $ laurel case tree welding.case.json                the whole tree
  $ laurel case tree welding.case.json --depth 2      clusters and what is right below them
  $ laurel case tree welding.case.json --json         the same as nested objects
  $ laurel case tree welding.case.json --csv          a row for each item, with its depth and parent`;

interface Flags extends ListingFlags {
  readonly depth?: number;
}

interface Branch {
  readonly identifier: string;
  readonly code?: string;
  readonly type?: string;
  readonly statement: string;
  readonly repeated?: true;
  readonly children: readonly Branch[];
}

const branchOf = ({ item, children, repeated }: Node, depth: number): Branch => ({
  ...briefOf(item),
  ...(repeated === true && { repeated }),
  children: depth === 1 ? [] : children.map((child) => branchOf(child, depth - 1)),
});

function draw(nodes: readonly Node[], depth: number, voice: Voice, width: number, indent = ""): void {
  for (const [index, { item, children, repeated }] of nodes.entries()) {
    const last = index === nodes.length - 1;
    const lead = `${indent}${last ? "└─ " : "├─ "}`;
    const hidden =
      depth === 1 && children.length > 0
        ? ` (+${children.length})`
        : repeated === true
          ? " (its parts are shown above)"
          : "";
    const code = item.code === undefined ? "" : `${clipped(item.code, 30)} `;
    const room = Math.max(width - lead.length - code.length - hidden.length, 10);
    voice.print(
      `${lead}${voice.paint.cyan(code)}${clipped(item.plain || "(no statement)", room)}${voice.paint.dim(hidden)}`,
    );
    if (depth > 1) draw(children, depth - 1, voice, width, `${indent}${last ? "   " : "│  "}`);
  }
}

function drawAll(framework: Framework, depth: number, voice: Voice, width: number): void {
  const { roots, orphans } = treeOf(framework);
  voice.print(voice.paint.bold(clipped(framework.document.title, width)));
  draw(roots, depth, voice, width);
  if (orphans.length === 0) return;
  voice.print(
    voice.paint.bold("Without a place in the tree (the parent is not in the file, or parents go round in a circle)"),
  );
  draw(orphans, depth, voice, width);
}

const HEADER = ["depth", "code", "statement", "type", "grade", "identifier", "parent", "framework", "file"];

/** A row for each item where it stands; an item with several parents has several rows. */
function table(framework: Framework, depth: number, voice: Voice): void {
  const { roots, orphans } = treeOf(framework);
  const { file, document } = framework;
  for (const { item, depth: at, parent } of walk([...roots, ...orphans])) {
    if (at >= depth) continue;
    const { code, plain, type, educationLevel, identifier } = item;
    const grade = educationLevel.join("; ");
    voice.print(csvRow([at + 1, code, plain, type, grade, identifier, parent?.identifier, document.title, file]));
  }
}

export const treeCommand: Register = (program, terminal, finish) => {
  withCsv(withManners(program.command("tree <file...>")))
    .summary("a framework as a tree of codes and statements")
    .description("Draws a framework as a tree, each item with its code and the beginning of its statement.")
    .addOption(new Option("--depth <n>", "show so many levels").argParser(atLeastOne))
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], flags: Flags) => {
      const voice = voiceOf(flags, terminal);
      const depth = flags.depth ?? Number.POSITIVE_INFINITY;
      const width = widthOf(terminal);
      if (flags.csv === true) voice.print(csvRow(HEADER));
      const status = await eachFramework(files, voice, (framework) => {
        const { file, document, errors } = framework;
        warnOf(errors, voice);
        if (flags.csv === true) table(framework, depth, voice);
        else if (!voice.json) drawAll(framework, depth, voice, width);
        else {
          const { roots, orphans } = treeOf(framework);
          const branches = (nodes: readonly Node[]): readonly Branch[] => nodes.map((node) => branchOf(node, depth));
          const { title, identifier } = document;
          voice.print(JSON.stringify({ file, title, identifier, roots: branches(roots), orphans: branches(orphans) }));
        }
        return EXIT.done;
      });
      finish(status);
    });
};
