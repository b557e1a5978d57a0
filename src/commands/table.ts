// The commands, in the order that `laurel --help` lists them. Each is loaded when it is called for.
import type { Register } from "./register.ts";

export interface CommandRow {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Register>;
}

export const COMMANDS: readonly CommandRow[] = [
  {
    name: "init",
    summary: "make a folder that works at once",
    load: async () => (await import("./init.ts")).initCommand,
  },
  {
    name: "key",
    summary: "make keys, show their public side, publish them",
    load: async () => (await import("./key.ts")).keyCommand,
  },
  {
    name: "issue",
    summary: "sign a badge for every row of a roster",
    load: async () => (await import("./issue.ts")).issueCommand,
  },
  {
    name: "ledger",
    summary: "say whether a batch's ledger is whole",
    load: async () => (await import("./ledger.ts")).ledgerCommand,
  },
  {
    name: "verify",
    summary: "say whether a credential file may be relied on, and why",
    load: async () => (await import("./verify.ts")).verifyCommand,
  },
  {
    name: "show",
    summary: "show a credential or record for a person to read",
    load: async () => (await import("./show.ts")).showCommand,
  },
  {
    name: "merge",
    summary: "put signed badges into one signed CLR record",
    load: async () => (await import("./merge.ts")).mergeCommand,
  },
  {
    name: "convert",
    summary: "turn records and badges into what hiring systems take",
    load: async () => (await import("./convert.ts")).convertCommand,
  },
  {
    name: "match",
    summary: "say which of a job's competencies a record shows",
    load: async () => (await import("./match.ts")).matchCommand,
  },
  {
    name: "case",
    summary: "read, check, compare and fetch competency frameworks (CASE)",
    load: async () => (await import("./case.ts")).caseCommand,
  },
  {
    name: "status",
    summary: "revoke, suspend and restore what was issued",
    load: async () => (await import("./status.ts")).statusCommand,
  },
  {
    name: "publish",
    summary: "write what must stand on your web server, and check that it does",
    load: async () => (await import("./publish.ts")).publishCommand,
  },
  {
    name: "help",
    summary: "explain exit-codes, roster, config, trust, mapping, evidence, records, case-lint, or a command",
    load: async () => (await import("./help.ts")).helpCommand,
  },
];
