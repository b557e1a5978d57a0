// The program: the commands in a table, and the one place where a fault becomes a message and an exit status.
import { Command, CommanderError } from "commander";
import { EXIT, worstExit } from "./commands/exit.ts";
import { COMMANDS } from "./commands/table.ts";
import type { Signal, Terminal } from "./commands/terminal.ts";
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

/** Why standard output may end. */
const ENDS: Readonly<Record<string, string>> = {
  EPIPE: "whoever reads it stopped before its end",
  ENOSPC: "the disk is full",
};

function standardTerminal(): Terminal {
  let isNeeded = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // Whoever reads the output may have seen enough (`laurel verify … | head -1`).
    if (error.code === "EPIPE" && !isNeeded) process.exit(EXIT.done);
    const message = `cannot be written: ${ENDS[error.code ?? ""] ?? error.message}`;
    process.stderr.write(`laurel: ${sentence({ code: "FILE_UNWRITABLE", message, file: "standard output" })}\n`);
    process.exit(EXIT.unusable);
  });
  return {
    needsReader: () => {
      isNeeded = true;
    },
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    env: process.env,
    colour: process.stdout.isTTY === true,
    watched: process.stderr.isTTY === true,
    clock: () => new Date(),
    onStop: (told) => {
      const signals: readonly Signal[] = ["SIGINT", "SIGTERM"];
      const end = () => {
        for (const signal of signals) process.off(signal, heard);
      };
      const heard = (signal: Signal) => {
        end();
        told(signal);
      };
      for (const signal of signals) process.on(signal, heard);
      return end;
    },
  };
}

/** Commands that a line may need: its own, and with `help` the one that it asks about. The others are but named. */
const wanted = (args: readonly string[], name: string): boolean =>
  args.slice(0, args[0] === "help" ? 2 : 1).includes(name);

async function programOf(
  args: readonly string[],
  terminal: Terminal,
  finish: (status: number) => void,
): Promise<Command> {
  const program = new Command("laurel")
    .description(INTRODUCTION)
    .version(VERSION, "-V, --version", "print laurel's version")
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(usageError(text, args)),
    })
    .addHelpText("after", FIRST_STEPS);
  for (const { name, summary, load } of COMMANDS) {
    if (!wanted(args, name)) program.command(name).description(summary);
    else {
      (await load())(program, terminal, finish);
      program.commands.at(-1)?.summary(summary);
    }
  }
  for (const command of program.commands) inherit(command, program);
  return program;
}

/** Errors and output of subcommands go the way of the program's. */
function inherit(command: Command, parent: Command): void {
  command.exitOverride().copyInheritedSettings(parent);
  for (const inner of command.commands) inherit(inner, command);
}

/** Commander's own words for a wrong command line, in the form of a fault. */
function usageError(text: string, [verb = ""]: readonly string[]): string {
  const known = COMMANDS.some(({ name }) => name === verb);
  const hint = known ? `\`laurel ${verb} --help\` shows how it is used.` : "`laurel --help` lists the commands.";
  const words = text
    .replace(/^error: /, "")
    .trim()
    .replace(/\s*\n\s*/g, " ");
  return `laurel: ${words} [USAGE]\n  hint: ${hint}\n`;
}

function faultsOf(error: unknown): readonly FaultFacts[] | undefined {
  if (error instanceof Fault) return [error.facts];
  return error instanceof FaultList ? error.faults : undefined;
}

/** Runs the command line; gives the exit status and never throws. */
export async function main(args: readonly string[], terminal: Terminal = standardTerminal()): Promise<number> {
  let status: number = EXIT.done;
  try {
    const program = await programOf(args, terminal, (given) => {
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
