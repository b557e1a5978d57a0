// laurel case import: a spreadsheet as a framework.
import { basename, extname } from "node:path";
import { fault } from "../core/fault.ts";
import { count, printable } from "../core/text.ts";
import { decoded } from "../shell/encoding.ts";
import { readBytes, writeWhole } from "../shell/files.ts";
import { EXIT } from "./exit.ts";
import type { Register } from "./register.ts";
import { type Manners, voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
The workbook has the sheets CF Doc, CF Item and CF Association; \`laurel case export\` writes one to start from. A CSV is
the sheet CF Item alone: one row for each item, with at least fullStatement; smartLevel (1, 1.1, 1.2, 2 …) says where it
stands in the tree. An identifier that is left out is made from the code, so that the same row keeps it. Badges need
items with a web address: give one with --uri-template, or fill in the column uri.

Examples:
  $ laurel case import welding.xlsx --out welding.case.json
  $ laurel case import skills.csv --title "Welding skills" --creator "Example College" --out skills.case.json
  $ laurel case import skills.csv --title Skills --uri-template "https://case.example.edu/uri/{identifier}" > skills.json`;

interface Flags extends Manners {
  readonly out?: string;
  readonly title?: string;
  readonly creator?: string;
  readonly uriTemplate?: string;
}

function templateOf(template: string | undefined): string | undefined {
  if (template === undefined || (template.includes("{identifier}") && URL.canParse(template))) return template;
  throw fault("USAGE", `want --uri-template as an address with {identifier} in it, got "${printable(template)}"`, {
    hint: "https://case.example.edu/uri/{identifier}",
  });
}

export const importCommand: Register = (program, terminal, finish) => {
  withManners(program.command("import <file>"))
    .summary("a framework from a spreadsheet, .xlsx or .csv")
    .description("Makes a CASE 1.1 package of a spreadsheet in the three-sheet form, or of a table of items.")
    .option("--out <file>", "file to write; without it, or with -, standard output")
    .option("--title <text>", "title of the framework, when the sheet has none (default for CSV: the file's name)")
    .option("--creator <text>", "who made the framework, when the sheet does not say")
    .option("--uri-template <url>", "address of each item that has none, with {identifier} in it")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, flags: Flags) => {
      const voice = voiceOf(flags, terminal);
      const uriTemplate = templateOf(flags.uriTemplate);
      const [{ importSheets }, { isWorkbook, readSheets }] = await Promise.all([
        import("../frameworks/sheet-import.ts"),
        import("../readers/sheets.ts"),
      ]);
      const bytes = await readBytes(file);
      const sheets = await readSheets(bytes, file, (text, name) => decoded(text, name).text);
      const named = isWorkbook(bytes) || file === "-" ? undefined : basename(file, extname(file));
      const { title = named, creator } = flags;
      const {
        package: made,
        items,
        associations,
        notices,
      } = importSheets(sheets, { file, now: voice.now, title, creator, uriTemplate });
      const out = flags.out === "-" ? undefined : flags.out;
      if (out !== undefined) await writeWhole(out, `${JSON.stringify(made, null, 2)}\n`);
      if (voice.json) {
        const result = out === undefined ? { package: made } : { out };
        voice.print(JSON.stringify({ file, ...result, items, associations, notices }));
      } else if (out === undefined) voice.print(JSON.stringify(made, null, 2));
      voice.say(
        `${count(items, "item")}, ${count(associations, "association")}${out === undefined ? "" : ` written to ${printable(out)}`}`,
      );
      for (const { message, count: times, code } of notices) voice.say(`  ${times} × ${printable(message)} [${code}]`);
      finish(EXIT.done);
    });
};
