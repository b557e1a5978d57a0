// The flags of the commands about status: what was typed, read into what it means.
import { type Command, Option } from "commander";
import { fault } from "../core/fault.ts";
import { PROOF_NAMES } from "../proofs/secure.ts";
import { signingFlags } from "./flags.ts";
import type { Manners } from "./terminal.ts";

export interface StatusFlags extends Manners {
  readonly key?: string;
  readonly proof?: string;
  readonly passphraseFile?: string;
}

export interface ChangeFlags extends StatusFlags {
  readonly reason?: string;
  readonly dryRun?: boolean;
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `7d` in milliseconds. */
export function spanOf(text: string): number {
  const [, number, unit = ""] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * (UNITS[unit] ?? 0);
  throw fault("USAGE", `want a time such as 7d, 12h or 30m, got "${text}"`);
}

export function changeFlags(command: Command): Command {
  return signingFlags(
    command
      .argument("<credential...>", "ids, credential files, manifest.csv or another table of ids; - reads from a pipe")
      .addOption(new Option("--reason <text>", "why, for your own register; it is published nowhere"))
      .option("--dry-run", "say what would be changed, and change nothing"),
    PROOF_NAMES,
  );
}
