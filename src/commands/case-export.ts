// laurel case export: a framework as a spreadsheet.
import { Option } from "commander";
import { csvLine, inert } from "../core/csv.ts";
import { fault } from "../core/fault.ts";
import { count, printable } from "../core/text.ts";
import type { Notice } from "../frameworks/framework.ts";
import type { Exported } from "../frameworks/sheet-export.ts";
import { ITEM_SHEET } from "../frameworks/sheet-form.ts";
import { writeStandard, writeWhole } from "../shell/files.ts";
import { readFrameworkSource } from "../shell/framework-file.ts";
import { EXIT } from "./exit.ts";
import type { Register } from "./register.ts";
import { type Manners, voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
xlsx is a workbook of three sheets, CF Doc, CF Item and CF Association, as other CASE programs read and write it; after
their columns come those for what CASE has besides. csv is the sheet CF Item alone. What the form cannot hold is listed
on stderr. In the CSV, an apostrophe stands before what a spreadsheet would run as a formula.

Examples:
  $ laurel case export welding.case.json --to xlsx --out welding.xlsx    to edit, and to import again
  $ laurel case export welding.case.json --to csv > welding.csv          a table of its items`;

interface Flags extends Manners {
  readonly to: "csv" | "xlsx";
  readonly out?: string;
}

/** What a table of items alone does not hold. */
function moreLosses({ sheets, losses }: Exported): readonly Notice[] {
  const [, , associations] = sheets;
  const type = associations?.rows[0]?.cells.indexOf("associationType") ?? -1;
  const others = associations?.rows.slice(1).filter(({ cells }) => cells[type] !== "isChildOf") ?? [];
  const lost = (message: string, pointer: string, times: number): Notice[] =>
    times === 0 ? [] : [{ code: "NOT_IN_SHEETS", message, pointer, count: times }];
  return [
    ...lost("CFDocument", "/CFDocument", 1),
    ...lost("CFAssociations other than isChildOf", "/CFAssociations", others.length),
    ...losses.filter(({ message }) => !/^CF(?:Document|Association)\./.test(message)),
  ];
}

export const exportCommand: Register = (program, terminal, finish) => {
  withManners(program.command("export <file>"))
    .summary("a framework as a spreadsheet, .xlsx or .csv")
    .description("Writes a framework as a spreadsheet, to be read, edited and imported again.")
    .addOption(new Option("--to <form>", "csv or xlsx").choices(["csv", "xlsx"]).makeOptionMandatory())
    .option("--out <file>", "file to write; without it, or with -, standard output")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, flags: Flags) => {
      const voice = voiceOf(flags, terminal);
      const out = flags.out === "-" ? undefined : flags.out;
      if (voice.json && out === undefined) {
        throw fault("USAGE", "want --out with --json: standard output cannot carry both", {
          hint: `laurel case export ${file} --to ${flags.to} --out framework.${flags.to} --json`,
        });
      }
      const [{ normalize }, { exportSheets }] = await Promise.all([
        import("../frameworks/normalize.ts"),
        import("../frameworks/sheet-export.ts"),
      ]);
      const { value } = await readFrameworkSource(file);
      const exported = exportSheets(normalize(value, { file, now: voice.now }).package);
      const items = exported.sheets.find(({ name }) => name === ITEM_SHEET.name)?.rows ?? [];
      const losses = flags.to === "csv" ? moreLosses(exported) : exported.losses;
      const body =
        flags.to === "csv"
          ? items.map(({ cells }) => csvLine(cells.map(inert))).join("")
          : await (await import("../outputs/workbook.ts")).writeWorkbook(exported.sheets);
      if (out !== undefined) await writeWhole(out, body);
      else if (typeof body === "string") terminal.out(body);
      else await writeStandard(body);
      if (voice.json) voice.print(JSON.stringify({ file, out, items: items.length - 1, losses }));
      voice.say(`${count(items.length - 1, "item")} written${out === undefined ? "" : ` to ${printable(out)}`}`);
      if (losses.length > 0) voice.say("not in the spreadsheet:");
      for (const { message, count: times, pointer } of losses)
        voice.say(`  ${times} × ${printable(message)}${pointer ? `, first at ${printable(pointer)}` : ""}`);
      finish(EXIT.done);
    });
};
