// key: makes keys, shows their public side, and writes what an issuer publishes of them.
import { join } from "node:path";
import { type Command, Option } from "commander";
import { fault, placed } from "../core/fault.ts";
import { compact, type Json } from "../core/json.ts";
import { didDocumentOf, jwkSetOf } from "../dids/publication.ts";
import { generateKey, KEY_TYPES, ownDids, type PublicKey } from "../dids/signing-key.ts";
import { didWebUrl } from "../dids/web.ts";
import { fileExists, readJson, writeWhole } from "../shell/files.ts";
import { readPublicKey, writeKey } from "../shell/key-file.ts";
import { readSettings } from "../shell/settings.ts";
import { EXIT } from "./exit.ts";
import type { Register } from "./register.ts";
import { type Manners, type Terminal, type Voice, voiceOf, withManners } from "./terminal.ts";

const DEFAULT_FILE = "keys/issuer.jwk.json";

const passphraseFlag = () =>
  new Option("--passphrase-file <file>", "file whose first line encrypts or opens the key").env(
    "LAUREL_PASSPHRASE_FILE",
  );

/** The public side of a key, in every form that somebody may ask for. */
const faceOf = (key: PublicKey) =>
  compact({
    type: key.type,
    algorithm: key.alg,
    ...ownDids(key),
    multikey: key.multikey,
    thumbprint: key.thumbprint,
    jwk: { ...key.publicJwk, alg: key.alg, kid: key.thumbprint, use: "sig" },
  });

function printFace(face: ReturnType<typeof faceOf>, voice: Voice): void {
  const { didKey, didJwk, jwk, ...rest } = face;
  const rows = Object.entries({ ...rest, "did:key": didKey, "did:jwk": didJwk, JWK: JSON.stringify(jwk) });
  for (const [name, value] of rows) if (value !== undefined) voice.print(`${name.padEnd(11)} ${value}`);
}

interface NewFlags extends Manners {
  readonly type: string;
  readonly out: string;
  readonly passphraseFile?: string;
}

async function make(flags: NewFlags, voice: Voice): Promise<void> {
  const key = generateKey(flags.type);
  await writeKey(flags.out, key, flags.passphraseFile);
  const face = faceOf(key);
  if (voice.json) return voice.print(JSON.stringify({ file: flags.out, ...face }));
  voice.print(`${flags.out}: a new ${key.type} key; keep this file secret, and a copy of it in a safe place`);
  voice.print(`its public identifier is ${face.didKey ?? face.didJwk}`);
}

interface DocumentFlags extends Manners {
  readonly did?: string;
  readonly out: string;
  readonly passphraseFile?: string;
}

/** A file with what stands in it so far, and more. */
async function added(
  file: string,
  make: (before: Json | undefined) => Json,
): Promise<readonly [file: string, body: string]> {
  const before = fileExists(file) ? await readJson(file) : undefined;
  try {
    return [file, `${JSON.stringify(make(before), null, 2)}\n`];
  } catch (error) {
    throw placed(error, { file });
  }
}

async function publish(files: readonly string[], flags: DocumentFlags, voice: Voice): Promise<void> {
  const did = flags.did ?? (await readSettings(flags.config))?.issuer.id;
  const address = did === undefined ? undefined : didWebUrl(did);
  if (did === undefined || address === undefined) {
    throw fault("USAGE", "want the did:web of the issuer, such as did:web:registrar.example.edu", {
      hint: "Give it by --did, or as issuer.id in laurel.yaml.",
    });
  }
  const keys: PublicKey[] = [];
  for (const file of files) keys.push(await readPublicKey(file, flags.passphraseFile));
  const [document, set] = [join(flags.out, "did.json"), join(flags.out, "jwks.json")];
  // Both are made before either is written.
  const made = [
    await added(document, (before) => didDocumentOf(did, keys, before)),
    await added(set, (before) => jwkSetOf(keys, before)),
  ];
  for (const [file, body] of made) await writeWhole(file, body);
  if (voice.json) return voice.print(JSON.stringify({ did, address, files: [document, set] }));
  voice.print(`${document}: to stand at ${address}`);
  voice.print(`${set}: to stand at https://${new URL(address).host}/.well-known/jwks.json`);
}

function subcommands(command: Command, terminal: Terminal, finish: (status: number) => void): void {
  withManners(command.command("new"))
    .description("Makes a key. The file is readable by you alone (mode 600), and never overwritten.")
    .addOption(new Option("--type <type>", "kind of key").choices(Object.keys(KEY_TYPES)).default("ed25519"))
    .option("--out <file>", "where to write it", DEFAULT_FILE)
    .addOption(passphraseFlag())
    .addHelpText(
      "after",
      `
Examples:
  $ laurel key new                                    an Ed25519 key in ${DEFAULT_FILE}
  $ laurel key new --type rsa --out keys/jwt.jwk.json    for JWTs signed with RS256
  $ laurel key new --passphrase-file secret.txt       encrypted on disk`,
    )
    .action(async (flags: NewFlags) => {
      await make(flags, voiceOf(flags, terminal));
      finish(EXIT.done);
    });
  withManners(command.command("show"))
    .description(
      "Shows the public side of a key: JWK, multikey, did:key, did:jwk and thumbprint. Never the private part.",
    )
    .argument("<file>", "key file")
    .addOption(passphraseFlag())
    .addHelpText(
      "after",
      `\nExamples:\n  $ laurel key show ${DEFAULT_FILE}\n  $ laurel key show ${DEFAULT_FILE} --json | jq -r .didKey`,
    )
    .action(async (file: string, flags: Manners & { passphraseFile?: string }) => {
      const voice = voiceOf(flags, terminal);
      const face = faceOf(await readPublicKey(file, flags.passphraseFile));
      if (voice.json) voice.print(JSON.stringify({ file, ...face }));
      else printFace(face, voice);
      finish(EXIT.done);
    });
  withManners(command.command("did-document"))
    .description(
      "Writes did.json and jwks.json to publish. Keys that already stand in them are kept, so old credentials still verify.",
    )
    .argument("<files...>", "key files: the one in use, and any others to publish")
    .option("--did <did>", "did:web of the issuer; by default issuer.id of laurel.yaml")
    .option("--out <dir>", "folder to write to", ".")
    .addOption(passphraseFlag())
    .addHelpText(
      "after",
      `\nExamples:\n  $ laurel key did-document --did did:web:registrar.example.edu ${DEFAULT_FILE} --out public`,
    )
    .action(async (files: string[], flags: DocumentFlags) => {
      await publish(files, flags, voiceOf(flags, terminal));
      finish(EXIT.done);
    });
}

export const keyCommand: Register = (program, terminal, finish) => {
  const command = program
    .command("key")
    .description("Makes and shows the issuer's keys, and writes what is published of them.");
  command.addHelpText("after", `\nExamples:\n  $ laurel key new\n  $ laurel key show ${DEFAULT_FILE}`);
  subcommands(command, terminal, finish);
};
