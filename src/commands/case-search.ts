// laurel case search: items by their words, code, UUID or URI.
import { Option } from "commander";
import { fault } from "../core/fault.ts";
import { count, quoted } from "../core/text.ts";
import { searchItems } from "../frameworks/search.ts";
import { briefOf, clipped, readableFrameworks, widthOf } from "./case-files.ts";
import { csvRow, type ListingFlags, withCsv } from "./case-listing.ts";
import { EXIT, worstExit } from "./exit.ts";
import type { Register } from "./register.ts";
import { voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
Words are looked for in code, statement, keywords and notes, without regard to case and accents; a code, UUID or URI
finds its item first. What is found stands in the order of the framework's tree. The exit status is 1 when nothing is
found.

Examples:
  $ laurel case search weld welding.case.json                     every item that speaks of welds
  $ laurel case search "groove weld" frameworks/*.json            both words, in any order, in several frameworks
  $ laurel case search "blueprint" welding.case.json --json       one object per hit, for a script
  $ laurel case search "" teks-math.json --type Expectation --grade 03 --csv > grade-3.csv`;

interface Flags extends ListingFlags {
  readonly type?: string;
  readonly grade?: string;
  readonly level?: string;
}

const HEADER = ["code", "statement", "type", "grade", "identifier", "uri", "framework", "file"];

export const searchCommand: Register = (program, terminal, finish) => {
  withCsv(withManners(program.command("search <words> <file...>")))
    .summary("items by their words, code, UUID or URI")
    .description("Finds the items that hold all of some words. Several words go in quotation marks.")
    .option("--type <type>", "only items of this type, such as Standard")
    .option("--grade <grade>", "only items of this grade or education level, such as 09 or KG")
    .addOption(new Option("--level <level>", "the same as --grade").hideHelp())
    .addHelpText("after", EXAMPLES)
    .action(async (words: string, files: string[], flags: Flags) => {
      const voice = voiceOf(flags, terminal);
      const filters = { type: flags.type, grade: flags.grade ?? flags.level };
      if (words.trim() === "" && filters.type === undefined && filters.grade === undefined) {
        throw fault("USAGE", "want words to look for, got none", {
          hint: 'laurel case search "groove weld" welding.case.json',
        });
      }
      const { frameworks, status } = await readableFrameworks(files, voice);
      const hits = searchItems(frameworks, words, filters);
      const width = widthOf(terminal);
      let title: string | undefined;
      if (flags.csv === true) voice.print(csvRow(HEADER));
      for (const { item, framework } of hits) {
        const { file, document } = framework;
        const { code, plain, type, educationLevel, identifier, uri } = item;
        if (flags.csv === true) {
          const grade = educationLevel.join("; ");
          voice.print(csvRow([code, plain, type, grade, identifier, uri, document.title, file]));
          continue;
        }
        if (voice.json) {
          const address = uri === undefined ? {} : { uri };
          voice.print(
            JSON.stringify({ file, framework: document.title, ...briefOf(item), ...address, educationLevel }),
          );
          continue;
        }
        if (title !== document.title && files.length > 1) voice.print(voice.paint.bold(clipped(document.title, width)));
        title = document.title;
        const name = clipped(code ?? identifier, 40);
        voice.print(`${voice.paint.cyan(name)}  ${clipped(plain, Math.max(width - name.length - 2, 20))}`);
      }
      if (frameworks.length > 0)
        voice.say(hits.length === 0 ? `nothing found for ${quoted(words)}` : `${count(hits.length, "item")} found`);
      finish(worstExit([status, hits.length === 0 && frameworks.length > 0 ? EXIT.no : EXIT.done]));
    });
};
