// Flags that several commands share.
import { type Command, Option } from "commander";

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
export const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** --evidence and --keys, for every command that verifies. */
export function evidenceFlags(command: Command): Command {
  return command
    .option("--evidence <file>", "JSON map from address or DID to the document there; repeatable", collect, [])
    .option(
      "--keys <file>",
      "a key that you hold: JWK, JWKS, DID document or multikey document; repeatable",
      collect,
      [],
    );
}
