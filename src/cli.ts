// The program: the commands in a table, and the one place where a fault becomes a message and an exit status.
import { Command, CommanderError } from "commander";
import { EXIT, worstExit } from "./commands/exit.ts";
import { COMMANDS } from "./commands/table.ts";
import type { Terminal } from "./commands/terminal.ts";
import { exitOf, Fault, type FaultFacts, FaultList, sentence } from "./core/fault.ts";
import { VERSION } from "./version.ts";

const INTRODUCTION =
  "Learners' records from roster to hiring system: reads rosters and competency frameworks (CASE), issues signed " +
  "Open Badges 3.0, verifies them, merges them into a CLR 2.0, and converts that into LER-RS.";

const FIRST_STEPS = `
Examples:
  $ laurel init my-college        a folder that works at once
  $ laurel issue roster.csv       sign a badge for every row
  $ laurel verify credentials     check every file in a folder
  $ laurel help exit-codes        what the exit status means to a script`;

function standardTerminal(): Terminal {
  // Whoever reads the output may have seen enough (`laurel verify … | head -1`).
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.unusable),
  );
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    env: process.env,
    colour: process.stdout.isTTY === true,
    watched: process.stderr.isTTY === true,
    clock: () => new Date(),
  };
}

function programOf(terminal: Terminal, finish: (status: number) => void): Command {
  const program = new Command("laurel")
    .description(INTRODUCTION)
    .version(VERSION, "-V, --version", "print laurel's version")
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) =>
        write(
          `laurel: ${text.replace(/^error: /, "").trimEnd()} [USAGE]\n  hint: \`laurel --help\` lists the commands.\n`,
        ),
    })
    .addHelpText("after", FIRST_STEPS);
  for (const register of COMMANDS) register(program, terminal, finish);
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program);
  return program;
}

function faultsOf(error: unknown): readonly FaultFacts[] | undefined {
  if (error instanceof Fault) return [error.facts];
  return error instanceof FaultList ? error.faults : undefined;
}

/** Runs the command line; gives the exit status and never throws. */
export async function main(args: readonly string[], terminal: Terminal = standardTerminal()): Promise<number> {
  let status: number = EXIT.done;
  try {
    const program = programOf(terminal, (given) => {
      status = given;
    });
    if (args.length === 0) {
      terminal.err(program.helpInformation() + FIRST_STEPS.concat("\n"));
      return EXIT.usage;
    }
    await program.parseAsync([...args], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const faults = faultsOf(error);
    for (const facts of faults ?? []) terminal.err(`laurel: ${sentence(facts)}\n`);
    if (faults !== undefined) return worstExit(faults.map(({ code }) => exitOf(code)));
    const stack = terminal.env["LAUREL_DEBUG"] !== undefined && error instanceof Error ? `\n${error.stack}` : "";
    terminal.err(`laurel: a defect in laurel, not in your files: ${String(error)} [DEFECT]${stack}\n`);
    return EXIT.defect;
  }
}
