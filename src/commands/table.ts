// The commands, in the order that `laurel --help` lists them.
import { caseCommand } from "./case.ts";
import { convertCommand } from "./convert.ts";
import { helpCommand } from "./help.ts";
import { initCommand } from "./init.ts";
import { issueCommand } from "./issue.ts";
import { keyCommand } from "./key.ts";
import { mergeCommand } from "./merge.ts";
import type { Register } from "./register.ts";
import { verifyCommand } from "./verify.ts";

export const COMMANDS: readonly Register[] = [
  initCommand,
  keyCommand,
  issueCommand,
  verifyCommand,
  mergeCommand,
  convertCommand,
  caseCommand,
  helpCommand,
];
