// laurel case lint: what is wrong with a framework, and where.
import { Option } from "commander";
import { count, printable } from "../core/text.ts";
import type { CaseVersion } from "../frameworks/classes.ts";
import type { LintFinding } from "../frameworks/lint.ts";
import { spotsIn } from "../readers/json.ts";
import type { Spot } from "../readers/located.ts";
import { eachSource } from "./case-files.ts";
import { EXIT } from "./exit.ts";
import { atLeastOne } from "./flags.ts";
import type { Register } from "./register.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
Errors make a framework unfit for issuing: an item without identifier or statement, one identifier for two items, a
circle of isChildOf. All else is a warning. With --strict, whatever the standard's own schema refuses is an error too;
hardly any published framework passes that. The exit status is 1 when there are errors.

\`laurel help case-lint\` lists every code with its meaning and cure.

Examples:
  $ laurel case lint welding.case.json                   laurel's own rules
  $ laurel case lint frameworks --strict 1.1             every framework of a folder, and the rules of CASE 1.1
  $ laurel case lint teks-math.json --places 20 --json   one object per file, with more of the places`;

interface Flags extends Manners {
  readonly strict?: CaseVersion;
  readonly places: number;
}

const PLACES = 3;

function draw(finding: LintFinding, spots: ReadonlyMap<string, Spot>, { print, paint }: Voice): void {
  const { code, severity, message, count: times, places } = finding;
  const mark = severity === "error" ? paint.red(severity) : paint.yellow(severity);
  print(`  ${mark}${" ".repeat(9 - severity.length)}${times} × ${printable(message, 400)} [${code}]`);
  for (const { pointer, detail } of places) {
    const at = spots.get(pointer);
    const line = at === undefined ? "" : `, line ${at.line}`;
    print(`           ${printable(pointer || "/")}${line}${detail === undefined ? "" : `: ${printable(detail, 120)}`}`);
  }
  if (times > places.length) print(paint.dim(`           and ${times - places.length} more`));
}

export const lintCommand: Register = (program, terminal, finish) => {
  withManners(program.command("lint <file...>"))
    .summary("what is wrong with a framework, and where")
    .description(
      "Looks a framework over: circles, orphans, codes and identifiers that stand twice, dates that mean nothing, text that is not text, and more.",
    )
    .addOption(
      new Option("--strict <version>", "also the standard's own rules of this version").choices(["1.0", "1.1"]),
    )
    .addOption(new Option("--places <n>", "places to show of each finding").argParser(atLeastOne).default(PLACES))
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], flags: Flags) => {
      const voice = voiceOf(flags, terminal);
      const { lintFramework } = await import("../flows/lint.ts");
      const status = await eachSource(files, voice, async ({ file, text, value }) => {
        const report = await lintFramework(value, { file, now: voice.now, most: flags.places, strict: flags.strict });
        const { framework, findings, errors, warnings } = report;
        const spots = spotsIn(text, new Set(findings.flatMap(({ places }) => places.map(({ pointer }) => pointer))));
        const { title, identifier } = framework.document;
        if (voice.json) {
          const placed = findings.map(({ places, ...finding }) => ({
            ...finding,
            places: places.map((place) => ({ ...place, ...spots.get(place.pointer) })),
          }));
          voice.print(JSON.stringify({ file, title, identifier, errors, warnings, findings: placed }));
        } else {
          const verdict = `${count(errors, "error")}, ${count(warnings, "warning")}`;
          voice.print(`${voice.paint.bold(printable(file))}: ${verdict}`);
          for (const finding of findings) draw(finding, spots, voice);
        }
        return errors > 0 ? EXIT.no : EXIT.done;
      });
      finish(status);
    });
};
