// laurel case info: what a framework is.
import { count, printable } from "../core/text.ts";
import { type Summary, summaryOf } from "../frameworks/summary.ts";
import { natural } from "../frameworks/tree.ts";
import { eachFramework, inForce, warnOf } from "./case-files.ts";
import { csvRow, type ListingFlags, withCsv } from "./case-listing.ts";
import { EXIT } from "./exit.ts";
import type { Register } from "./register.ts";
import { type Voice, voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
The exit status is 0 when the framework could be read; what contradicts itself in it stands under "errors".

Examples:
  $ laurel case info welding.case.json           title, version, licence, counts, and what is odd
  $ laurel case info frameworks/*.json --json    one object per file, for a script
  $ laurel case info frameworks/*.json --csv     a row for each framework
  $ curl -s https://case.example.org/ims/case/v1p1/CFPackages/UUID | laurel case info -`;

/** Most kinds that a line of counts names. */
const MOST = 12;

type Counts = Readonly<Record<string, number>>;

function countsOf(counts: Counts, order?: (a: string, b: string) => number): string | undefined {
  const all = Object.entries(counts);
  // JavaScript puts names such as "10" before all others.
  if (order !== undefined) all.sort(([a], [b]) => order(a, b));
  const shown = all.slice(0, MOST).map(([name, times]) => `${printable(name, 60)} (${times})`);
  const more = all.length - shown.length;
  return all.length === 0 ? undefined : shown.join(", ") + (more > 0 ? `, and ${more} more` : "");
}

const licenceOf = ({ licence }: Summary): string =>
  licence === undefined
    ? "none given; ask the publisher before you rely on it"
    : [licence.title, licence.uri === licence.title ? undefined : licence.uri]
        .filter((part) => part !== undefined)
        .join(", ");

const NAMED: readonly (readonly [label: string, value: (summary: Summary) => string | undefined])[] = [
  ["file", ({ file }) => file],
  ["creator", ({ creator }) => creator],
  ["publisher", ({ publisher, creator }) => (publisher === creator ? undefined : publisher)],
  ["version", ({ version }) => version],
  ["status", ({ adoptionStatus }) => adoptionStatus],
  ["in force", inForce],
  ["last change", ({ lastChangeDateTime }) => lastChangeDateTime],
  ["licence", licenceOf],
  ["language", ({ language }) => language],
  ["subject", ({ subject }) => subject.join(", ") || undefined],
  ["kind", ({ frameworkType }) => frameworkType],
  ["CASE", ({ caseVersion }) => caseVersion ?? "version not stated"],
  ["identifier", ({ identifier }) => identifier],
  ["uri", ({ uri }) => uri],
  ["source", ({ sourceUrl }) => sourceUrl],
  [
    "items",
    ({ items, roots, orphans }) =>
      `${items}, ${roots} at the top${orphans > 0 ? `, ${orphans} without a place in the tree` : ""}`,
  ],
  ["types", ({ itemTypes }) => countsOf(itemTypes)],
  ["levels", ({ educationLevels }) => countsOf(educationLevels, natural)],
  ["without code", ({ withoutCode }) => (withoutCode === 0 ? undefined : count(withoutCode, "item"))],
  ["same code", ({ repeatedCodes }) => countsOf(repeatedCodes)],
  ["associations", ({ associations, associationTypes }) => (associations === 0 ? "0" : countsOf(associationTypes))],
  [
    "leading out",
    ({ leadingOut }) =>
      leadingOut === 0 ? undefined : `${count(leadingOut, "association")} to or from other frameworks`,
  ],
  ["rubrics", ({ rubrics }) => (rubrics === 0 ? undefined : String(rubrics))],
];

const HEADER = ["title", ...NAMED.map(([label]) => label), "odd", "errors"];

const rowOf = (summary: Summary): string =>
  csvRow([
    summary.title,
    ...NAMED.map(([, value]) => value(summary)),
    summary.notices.map(({ code }) => code).join("; "),
    summary.errors.map(({ message }) => message).join("; "),
  ]);

function draw(summary: Summary, voice: Voice): void {
  voice.print(voice.paint.bold(printable(summary.title)));
  for (const [label, value] of NAMED) {
    const said = value(summary);
    if (said !== undefined && said !== "") voice.print(`  ${label.padEnd(13)} ${printable(said, 400)}`);
  }
  if (summary.notices.length > 0) voice.print("  odd, and read all the same:");
  for (const { code, message, count: times, pointer } of summary.notices) {
    const first = pointer === undefined ? "" : `${times > 1 ? ", first" : ""} at ${printable(pointer)}`;
    voice.print(`    ${times} × ${message}${first} [${code}]`);
  }
  if (summary.errors.length > 0) voice.print("  errors:");
  for (const { message, pointer } of summary.errors)
    voice.print(`    ${pointer === undefined ? "" : `${pointer} `}${message}`);
}

export const infoCommand: Register = (program, terminal, finish) => {
  withCsv(withManners(program.command("info <file...>")))
    .summary("what a framework is: title, version, counts, what is odd")
    .description(
      "Says what a framework is: title, creator, version, status, licence, counts, and what is odd about the file.",
    )
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], flags: ListingFlags) => {
      const voice = voiceOf(flags, terminal);
      let first = true;
      if (flags.csv === true) voice.print(csvRow(HEADER));
      const status = await eachFramework(files, voice, (framework) => {
        const summary = summaryOf(framework);
        if (voice.json) {
          warnOf(summary.errors, voice);
          voice.print(JSON.stringify(summary));
          return EXIT.done;
        }
        if (flags.csv === true) {
          voice.print(rowOf(summary));
          return EXIT.done;
        }
        if (!first) voice.print("");
        first = false;
        draw(summary, voice);
        return EXIT.done;
      });
      finish(status);
    });
};
