// Flags that several commands share.
import { type Command, InvalidArgumentError, Option } from "commander";

/** --key, --passphrase-file and --proof, for every command that signs. */
export function signingFlags(command: Command, proofs: readonly string[]): Command {
  return command
    .addOption(new Option("--key <file>", "key to sign with (default: `key` of laurel.yaml)").env("LAUREL_KEY"))
    .addOption(
      new Option("--passphrase-file <file>", "file whose first line opens the key").env("LAUREL_PASSPHRASE_FILE"),
    )
    .addOption(
      new Option("--proof <name>", "kind of proof (default: `proof` of laurel.yaml, else eddsa-rdfc-2022)")
        .choices([...proofs])
        .env("LAUREL_PROOF"),
    );
}

/** For flags that may be given several times. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

const repeatable = (flags: string, description: string): Option =>
  new Option(flags, `${description}; repeatable`).argParser(collect).default([], "none");

export interface EvidenceFlags {
  readonly evidence: readonly string[];
  readonly keys: readonly string[];
  readonly allowLocal?: boolean;
  readonly cache?: string | false;
}

/** How far a command may ask, and where it keeps what it got. */
export function cacheFlags(command: Command): Command {
  return command
    .addOption(new Option("--allow-local", "also fetch from this machine and private networks, on any port"))
    .addOption(
      new Option("--cache <dir>", "folder for what is fetched (default: laurel in your cache folder)").env(
        "LAUREL_CACHE",
      ),
    )
    .option("--no-cache", "keep nothing that is fetched, and use nothing kept");
}

/** What a verdict may rest on beside the file, for every command that verifies. */
export function evidenceFlags(command: Command): Command {
  command
    .addOption(repeatable("--keys <file>", "keys that you hold: a JWK, JWKS, DID document or multikey document"))
    .addOption(
      repeatable(
        "--evidence <file>",
        "what --save-evidence wrote, a status list or a folder of them, or a JSON map from address or DID to document",
      ),
    );
  return cacheFlags(command);
}

/** Commander says which flag it was. */
export const wholeNumber = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Want a whole number.");
};

export const atLeastOne = (text: string): number => {
  const number = wholeNumber(text);
  if (number >= 1) return number;
  throw new InvalidArgumentError("Want a whole number of at least 1.");
};
