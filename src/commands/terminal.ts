// A command's way to the outside: the two streams, the clock, colours, and the options that every command takes.
import { Chalk, type ChalkInstance } from "chalk";
import type { Command } from "commander";
import { Option } from "commander";
import { type FaultFacts, fault, sentence } from "../core/fault.ts";
import { asDateTime, instantOf } from "../core/instant.ts";
import type { SIGNAL_EXITS } from "./exit.ts";
import { type Progress, progressTo } from "./progress.ts";

/** The world as a command meets it; a test gives its own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly colour: boolean;
  /** What is printed from now on stands nowhere else: it is a failure when nobody reads it to its end. */
  readonly needsReader?: () => void;
  /** True when a person watches stderr. */
  readonly watched: boolean;
  readonly clock: () => Date;
  /** Tells of the first signal that asks to stop; a second one stops at once. Gives what takes the ear away again. */
  readonly onStop?: (told: (signal: Signal) => void) => () => void;
}

export type Signal = keyof typeof SIGNAL_EXITS;

/** Flags that every command takes, as commander reads them. */
export interface Manners {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly config?: string;
  readonly now?: string;
  readonly offline?: boolean;
}

export function withManners(command: Command): Command {
  return command
    .option("--json", "print one JSON object per input, one per line, and nothing else")
    .option("--quiet", "say nothing on stderr but errors")
    .option("--no-color", "no colours (as NO_COLOR)")
    .addOption(
      new Option("--config <file>", "settings; by default laurel.yaml here or further up").env("LAUREL_CONFIG"),
    )
    .addOption(new Option("--now <instant>", "take this as the present time").env("LAUREL_NOW"))
    .addOption(new Option("--offline", "never use the network").env("LAUREL_OFFLINE"));
}

/** Streams and clock as one command's flags want them. */
export interface Voice {
  readonly json: boolean;
  readonly now: Date;
  /** The computer's own, whatever `now` says. */
  readonly clock: () => Date;
  readonly offline: boolean;
  readonly paint: ChalkInstance;
  /** A line of the product. */
  readonly print: (line: string) => void;
  /** A line of talk, kept back by `--quiet`. */
  readonly say: (line: string) => void;
  /** A fault, never kept back. */
  readonly blame: (facts: FaultFacts) => void;
  readonly progress: Progress;
}

function nowOf(text: string | undefined, terminal: Terminal): Date {
  if (text === undefined) return terminal.clock();
  const instant = instantOf(asDateTime(text) ?? "");
  if (instant === undefined) {
    throw fault("USAGE", `want --now as a time such as 2026-05-31T12:00:00Z, got "${text}"`);
  }
  return new Date(instant);
}

export function voiceOf(manners: Manners, terminal: Terminal): Voice {
  const colour = terminal.colour && manners.color !== false && terminal.env["NO_COLOR"] === undefined;
  const quiet = manners.quiet === true;
  const say = (line: string) => {
    if (!quiet) terminal.err(`${line}\n`);
  };
  return {
    json: manners.json === true,
    now: nowOf(manners.now, terminal),
    clock: terminal.clock,
    offline: manners.offline === true,
    paint: new Chalk({ level: colour ? 1 : 0 }),
    print: (line) => terminal.out(`${line}\n`),
    say,
    blame: (facts) => terminal.err(`laurel: ${sentence(facts)}\n`),
    progress: quiet ? () => {} : progressTo({ watched: terminal.watched, clock: terminal.clock, write: terminal.err }),
  };
}
