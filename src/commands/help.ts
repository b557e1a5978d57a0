// help: the topics that belong to no single command.

import { fault } from "../core/fault.ts";
import { oneOf } from "../core/text.ts";
import { COLUMNS, EVIDENCE_FIELDS } from "../model/column.ts";
import { EXIT, EXIT_TABLE } from "./exit.ts";
import type { Register } from "./register.ts";

const rows = (entries: Iterable<readonly [string | number, string]>, width: number): string =>
  [...entries].map(([name, meaning]) => `  ${String(name).padEnd(width)}  ${meaning}`).join("\n");

const ROSTER = `A roster has one row for each award: .csv, .tsv, .yaml, .yml or .json, in UTF-8.
Columns, without regard to case, spaces and punctuation:

${rows(Object.entries(COLUMNS), 22)}
${rows(
  [
    ["result.<name>", "a result, by its name in achievements.yaml, such as result.Final grade"],
    ["evidence.<n>.<field>", `evidence 1, 2, …; fields are ${oneOf(EVIDENCE_FIELDS)}`],
  ],
  22,
)}

"achievement" and "awarded" must be filled in, and one of "id", "email" and "did".
Another header is an error, unless \`columns:\` of laurel.yaml maps it to one of these or to "ignore".`;

const CONFIG = `laurel.yaml is looked for here and then upwards; --config FILE names another.

${rows(
  [
    [
      "issuer",
      "name (required), id (did:web:… or https://…; without it the did:key of the key), url, email, phone, description, image",
    ],
    ["key", "key file to sign with"],
    ["proof", "kind of proof; by default eddsa-rdfc-2022"],
    ["achievements", "file with what you award, such as achievements.yaml"],
    ["frameworks", "list of CASE files"],
    ["columns", "headers of your roster, each with laurel's column or ignore"],
    ["recipient", "identify-by: list of email, id, name, did; hashed: true or false"],
    ["out", "folder for credentials"],
  ],
  14,
)}

A flag goes before a LAUREL_* variable (LAUREL_KEY, LAUREL_PROOF, LAUREL_OUT, …), that before laurel.yaml.`;

const TOPICS: Readonly<Record<string, string>> = {
  "exit-codes": rows(EXIT_TABLE, 3),
  roster: ROSTER,
  config: CONFIG,
};

export const helpCommand: Register = (program, terminal, finish) => {
  program
    .command("help")
    .description(`explains ${oneOf(Object.keys(TOPICS))}, or a command`)
    .argument("[topic]", "topic or command")
    .addHelpText("after", "\nExamples:\n  $ laurel help exit-codes\n  $ laurel help roster")
    .action((topic: string | undefined) => {
      const page = topic === undefined ? program.helpInformation() : TOPICS[topic];
      const command = program.commands.find((one) => one.name() === topic);
      if (page !== undefined) terminal.out(`${page.trimEnd()}\n`);
      else if (command !== undefined) command.outputHelp();
      else throw fault("USAGE", `want ${oneOf(Object.keys(TOPICS))} or a command, got "${topic}"`);
      finish(EXIT.done);
    });
};
