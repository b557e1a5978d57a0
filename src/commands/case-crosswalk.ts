// laurel case crosswalk: which items of one framework match or relate to those of another.
import { count, printable } from "../core/text.ts";
import { type Crossing, type Crosswalk, crosswalk, type End } from "../frameworks/crosswalk.ts";
import type { Framework } from "../frameworks/framework.ts";
import { readFrameworkFile } from "../shell/framework-file.ts";
import { briefOf, clipped, widthOf } from "./case-files.ts";
import { csvRow, type ListingFlags, withCsv } from "./case-listing.ts";
import { EXIT } from "./exit.ts";
import type { Register } from "./register.ts";
import { type Voice, voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
Takes exactMatchOf, replacedBy and isRelatedTo from both files, in both directions, and from further files that hold
nothing but such associations. Items with the same identifier in both are the same item. Nothing is guessed from codes
or words. The exit status is 1 when the two have nothing to do with each other.

Examples:
  $ laurel case crosswalk state.json national.json                 pairs, and ends that lie in neither
  $ laurel case crosswalk state.json national.json links.json      with associations from a third file
  $ laurel case crosswalk state.json national.json --csv > crosswalk.csv`;

type Side = "a" | "b" | "elsewhere";
type Titles = Readonly<Record<Side, string>>;

const nameOf = ({ item, identifier, uri }: End): string =>
  printable(item?.code ?? item?.identifier ?? uri ?? identifier, 100);
const viewOf = ({ in: place, item, identifier, uri }: End) => ({
  in: place,
  ...(item === undefined ? { identifier } : briefOf(item)),
  ...(uri !== undefined && { uri }),
});
const crossingView = ({ type, from, to, file, pointer }: Crossing) => ({
  type,
  from: viewOf(from),
  to: viewOf(to),
  file,
  pointer,
});

function table({ crossings, shared, elsewhere }: Crosswalk, titles: Titles, voice: Voice): void {
  const cells = ({ in: place, item, identifier, uri }: End) => [
    titles[place],
    item?.code,
    item?.plain,
    identifier,
    item?.uri ?? uri,
  ];
  const names = ["framework", "code", "statement", "identifier", "uri"];
  voice.print(csvRow(["type", ...names.map((name) => `from ${name}`), ...names.map((name) => `to ${name}`)]));
  for (const { a, b } of shared) {
    const end = (item: typeof a, place: Side): End => ({ in: place, identifier: item.identifier, item }) as End;
    voice.print(csvRow(["same", ...cells(end(a, "a")), ...cells(end(b, "b"))]));
  }
  for (const { type, from, to } of [...crossings, ...elsewhere])
    voice.print(csvRow([type, ...cells(from), ...cells(to)]));
}

function draw({ crossings, shared, elsewhere, without }: Crosswalk, titles: Titles, voice: Voice, width: number): void {
  const { print, paint } = voice;
  const section = (title: string, lines: readonly string[]): void => {
    if (lines.length > 0) print(paint.bold(`${title} (${lines.length})`));
    for (const line of lines) print(`  ${clipped(line, width - 2)}`);
  };
  const line = ({ type, from, to }: Crossing): string =>
    `${nameOf(from)} ${type} ${nameOf(to)}${to.item === undefined ? "" : `  ${to.item.plain}`}`;
  const [there, back] = [
    crossings.filter(({ from }) => from.in === "a"),
    crossings.filter(({ from }) => from.in === "b"),
  ];
  section(`${titles.a} → ${titles.b}`, there.map(line));
  section(`${titles.b} → ${titles.a}`, back.map(line));
  section(
    "the same item in both",
    shared.map(({ a }) => `${a.code ?? a.identifier}  ${a.plain}`),
  );
  section("with an end in neither of the two", elsewhere.map(line));
  print(
    `without a counterpart: ${count(without.a, "item")} of ${titles.a}, ${count(without.b, "item")} of ${titles.b}`,
  );
}

export const crosswalkCommand: Register = (program, terminal, finish) => {
  withCsv(withManners(program.command("crosswalk <a> <b> [more...]")))
    .summary("which items match or relate to those of another framework")
    .description("Lists how the items of two frameworks match, relate to, or replace each other.")
    .addHelpText("after", EXAMPLES)
    .action(async (first: string, second: string, more: string[], flags: ListingFlags) => {
      const voice = voiceOf(flags, terminal);
      const [a, b] = [await readFrameworkFile(first), await readFrameworkFile(second)];
      const others: Framework[] = [];
      for (const file of more) others.push(await readFrameworkFile(file));
      const walk = crosswalk(a, b, others);
      const { crossings, elsewhere, shared, without } = walk;
      const titles = { a: a.document.title, b: b.document.title, elsewhere: "" };
      const facts = ({ file, document }: Framework) => ({
        file,
        title: document.title,
        identifier: document.identifier,
      });
      if (voice.json) {
        voice.print(
          JSON.stringify({
            a: facts(a),
            b: facts(b),
            crossings: crossings.map(crossingView),
            shared: shared.map((both) => briefOf(both.a)),
            elsewhere: elsewhere.map(crossingView),
            without,
          }),
        );
      } else if (flags.csv === true) table(walk, titles, voice);
      else draw(walk, titles, voice, widthOf(terminal));
      finish(crossings.length + elsewhere.length + shared.length === 0 ? EXIT.no : EXIT.done);
    });
};
