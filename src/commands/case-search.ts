// laurel case search: items by their words.
import { fault } from "../core/fault.ts";
import { count, quoted } from "../core/text.ts";
import { searchItems } from "../frameworks/search.ts";
import { readFrameworks } from "../shell/framework-file.ts";
import { briefOf, clipped, widthOf } from "./case-files.ts";
import { EXIT } from "./exit.ts";
import type { Register } from "./register.ts";
import { type Manners, voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
Words are looked for in code, statement, keywords and notes, without regard to case and accents. The exit status
is 1 when nothing is found.

Examples:
  $ laurel case search weld welding.case.json                     every item that speaks of welds
  $ laurel case search "groove weld" frameworks/*.json            both words, in any order, in several frameworks
  $ laurel case search "blueprint" welding.case.json --json       one object per hit, for a script
  $ laurel case search "" teks-math.json --type Expectation --level 03`;

interface Flags extends Manners {
  readonly type?: string;
  readonly level?: string;
}

export const searchCommand: Register = (program, terminal, finish) => {
  withManners(program.command("search <words> <file...>"))
    .summary("items by their words")
    .description("Finds the items that hold all of some words. Several words go in quotation marks.")
    .option("--type <type>", "only items of this type, such as Standard")
    .option("--level <level>", "only items of this education level, such as 09")
    .addHelpText("after", EXAMPLES)
    .action(async (words: string, files: string[], flags: Flags) => {
      const voice = voiceOf(flags, terminal);
      if (words.trim() === "" && flags.type === undefined && flags.level === undefined) {
        throw fault("USAGE", "want words to look for, got none", {
          hint: 'laurel case search "groove weld" welding.case.json',
        });
      }
      const hits = searchItems(await readFrameworks(files), words, flags);
      const width = widthOf(terminal);
      let title: string | undefined;
      for (const { item, framework } of hits) {
        const { file, document } = framework;
        if (voice.json) {
          const { uri, educationLevel } = item;
          voice.print(
            JSON.stringify({
              file,
              framework: document.title,
              ...briefOf(item),
              ...(uri !== undefined && { uri }),
              educationLevel,
            }),
          );
          continue;
        }
        if (title !== document.title && files.length > 1) voice.print(voice.paint.bold(clipped(document.title, width)));
        title = document.title;
        const name = clipped(item.code ?? item.identifier, 40);
        voice.print(`${voice.paint.cyan(name)}  ${clipped(item.plain, Math.max(width - name.length - 2, 20))}`);
      }
      voice.say(hits.length === 0 ? `nothing found for ${quoted(words)}` : `${count(hits.length, "item")} found`);
      finish(hits.length === 0 ? EXIT.no : EXIT.done);
    });
};
