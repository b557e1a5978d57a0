// How a command enters the program.
import type { Command } from "commander";
import type { Terminal } from "./terminal.ts";

/** Adds a command; its action says by `finish` what the exit status is. Faults are thrown, never printed there. */
export type Register = (program: Command, terminal: Terminal, finish: (status: number) => void) => void;
