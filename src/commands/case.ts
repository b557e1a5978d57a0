// laurel case: competency frameworks, one file for each verb.
import { crosswalkCommand } from "./case-crosswalk.ts";
import { diffCommand } from "./case-diff.ts";
import { exportCommand } from "./case-export.ts";
import { fetchCommand } from "./case-fetch.ts";
import { importCommand } from "./case-import.ts";
import { infoCommand } from "./case-info.ts";
import { lintCommand } from "./case-lint.ts";
import { normalizeCommand } from "./case-normalize.ts";
import { searchCommand } from "./case-search.ts";
import { showCommand } from "./case-show.ts";
import { treeCommand } from "./case-tree.ts";
import type { Register } from "./register.ts";

const SUBCOMMANDS: readonly Register[] = [
  infoCommand,
  treeCommand,
  searchCommand,
  showCommand,
  lintCommand,
  normalizeCommand,
  diffCommand,
  crosswalkCommand,
  exportCommand,
  importCommand,
  fetchCommand,
];

const EXAMPLES = `
Examples:
  $ laurel case info welding.case.json              what the framework is, and what is odd about it
  $ laurel case search "blueprint" *.case.json      competencies by their words
  $ laurel case show W.1.1 welding.case.json        one competency, and how it will look in a badge
  $ laurel case lint welding.case.json              what is wrong with it
  $ laurel case diff welding-2025.json welding-2026.json
  $ laurel case fetch https://case.example.org/cftree/doc/12 --out nursing.json`;

export const caseCommand: Register = (program, terminal, finish) => {
  const command = program
    .command("case")
    .summary("read, check, compare and fetch competency frameworks (CASE)")
    .description(
      "Works with competency frameworks in the CASE format (1.0 and 1.1), as publishers make them: whole packages saved from a CASE server, flat or wrapped.",
    )
    .helpCommand(false)
    .addHelpText("after", EXAMPLES);
  for (const register of SUBCOMMANDS) register(command, terminal, finish);
};
