// Every command and every subcommand is documented, with examples that name it.
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/commands/table.ts";
import { laurel } from "./road.ts";

const SUBCOMMANDS: Readonly<Record<string, readonly string[]>> = {
  key: ["new", "show", "did-document"],
  ledger: ["verify"],
  status: ["revoke", "suspend", "restore", "message", "list", "renew", "rebuild"],
  case: ["info", "tree", "search", "show", "lint", "normalize", "diff", "crosswalk", "export", "import", "fetch"],
};

const lines = COMMANDS.flatMap(({ name }) => [[name], ...(SUBCOMMANDS[name] ?? []).map((inner) => [name, inner])]);

describe("the help", () => {
  it.each(lines.map((words) => [words.join(" ")]))("of laurel %s ends with worked examples", async (command) => {
    const { status, out } = await laurel(...command.split(" "), "--help");
    expect(status).toBe(0);
    const [, examples = ""] = out.split("\nExamples:\n");
    const shown = examples.trim().split("\n");
    expect(shown.length).toBeGreaterThan(0);
    for (const line of shown) expect(line).toMatch(/^ {0,2}\$ .*laurel /);
    expect(examples).toContain(`laurel ${command}`);
  });

  it("lists every subcommand that there is", async () => {
    for (const [name, inner] of Object.entries(SUBCOMMANDS)) {
      const { out } = await laurel(name, "--help");
      const listed = [...(out.split("\nCommands:\n")[1] ?? "").matchAll(/^ {2}([a-z-]+)/gm)].map(([, word]) => word);
      expect(listed.filter((word) => word !== "help").sort(), name).toEqual([...inner].sort());
    }
  });

  it("says what each exit status means, as the contract has it", async () => {
    const { out } = await laurel("help", "exit-codes");
    expect([...out.matchAll(/^ {2}(\d+)/gm)].map(([, status]) => Number(status))).toEqual([0, 1, 2, 3, 4, 70]);
  });

  it("is what a line without a command gets, with the status of a wrong line", async () => {
    const { status, out, err } = await laurel();
    expect([status, out]).toEqual([2, ""]);
    for (const { name, summary } of COMMANDS)
      expect(err).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 20)}`, "m"));
  });
});
