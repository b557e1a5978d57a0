// Key files: a private JWK, plain (mode 600) or encrypted under a passphrase as a JWE (RFC 7517, section 7).
import { stat } from "node:fs/promises";
import { Fault, fault, placed } from "../core/fault.ts";
import { isObject, type Json } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import { keyOfJwk } from "../dids/document.ts";
import { type PublicKey, privateJwkOf, publicKeyOf, type SigningKey, signingKeyOfJwk } from "../dids/signing-key.ts";
import { readText, writeWhole } from "./files.ts";

/** PBKDF2 rounds for HMAC-SHA-256. */
const ROUNDS = 600_000;

async function passphraseIn(file: string): Promise<Uint8Array> {
  const [line = ""] = (await readText(file)).split(/\r?\n/, 1);
  if (line === "") throw fault("KEY_INVALID", "want a passphrase in the first line, got none", { file });
  return new TextEncoder().encode(line);
}

/** Writes a new key file; an existing one is never replaced. */
export async function writeKey(file: string, key: SigningKey, passphraseFile?: string): Promise<void> {
  const jwk = `${JSON.stringify(privateJwkOf(key), null, 2)}\n`;
  if (passphraseFile === undefined) return writeWhole(file, jwk, { mode: 0o600, exclusive: true });
  const { CompactEncrypt } = await import("jose");
  const sealed = await new CompactEncrypt(new TextEncoder().encode(jwk))
    .setProtectedHeader({ alg: "PBES2-HS256+A128KW", enc: "A256GCM", cty: "jwk+json" })
    .setKeyManagementParameters({ p2c: ROUNDS })
    .encrypt(await passphraseIn(passphraseFile));
  return writeWhole(file, `${sealed}\n`, { mode: 0o600, exclusive: true });
}

async function unsealed(file: string, sealed: string, passphraseFile: string | undefined): Promise<string> {
  if (passphraseFile === undefined) {
    throw fault("KEY_INVALID", "the key is encrypted", {
      file,
      hint: "Name the file with its passphrase: --passphrase-file FILE.",
    });
  }
  const passphrase = await passphraseIn(passphraseFile);
  const { compactDecrypt } = await import("jose");
  try {
    const { plaintext } = await compactDecrypt(sealed, passphrase, {
      keyManagementAlgorithms: ["PBES2-HS256+A128KW"],
      maxPBES2Count: 10_000_000,
    });
    return new TextDecoder().decode(plaintext);
  } catch {
    throw fault("KEY_INVALID", "the passphrase does not open this key", { file });
  }
}

/** A compact JWE: five parts of base64url. */
const isSealed = (source: string): boolean => /^[\w-]+(?:\.[\w-]*){4}$/.test(source);

/** What stands in a key file may be a key, so a fault of its form repeats none of it. */
function parsedKey(source: string, file: string): Json {
  try {
    return parseJson(source);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { line, column } = error.facts;
    throw fault("KEY_INVALID", "want a key as a JWK, got something that is not JSON", {
      file,
      line,
      column,
      hint: source.startsWith("-----BEGIN") ? "This is a PEM file; laurel reads keys as JWK (RFC 7517)." : undefined,
    });
  }
}

interface KeySource {
  readonly jwk: Json;
  readonly sealed: boolean;
}

async function jwkIn(file: string, passphraseFile: string | undefined): Promise<KeySource> {
  const source = (await readText(file)).trim();
  const sealed = isSealed(source);
  return { jwk: parsedKey(sealed ? await unsealed(file, source, passphraseFile) : source, file), sealed };
}

/** Reads a private key, and says on `warn` when others on this machine can read it too. */
export async function readKey(
  file: string,
  passphraseFile: string | undefined,
  warn: (message: string) => void,
): Promise<SigningKey> {
  const mode = (await stat(file).catch(() => undefined))?.mode ?? 0;
  try {
    const { jwk, sealed } = await jwkIn(file, passphraseFile);
    const key = signingKeyOfJwk(jwk);
    if (process.platform !== "win32" && (mode & 0o077) !== 0 && !sealed) {
      warn(`laurel: ${file}: others on this machine can read this private key; run: chmod 600 ${file}`);
    }
    return key;
  } catch (error) {
    throw placed(error, { file });
  }
}

/** The public side of a key file, which may hold a private or a public JWK. */
export async function readPublicKey(file: string, passphraseFile: string | undefined): Promise<PublicKey> {
  try {
    const { jwk } = await jwkIn(file, passphraseFile);
    if (isObject(jwk) && "d" in jwk) return signingKeyOfJwk(jwk);
    const key = keyOfJwk(jwk);
    if (key === undefined) throw fault("KEY_INVALID", "want a JWK of an Ed25519, P-256 or RSA key, got something else");
    return publicKeyOf(key);
  } catch (error) {
    throw placed(error, { file });
  }
}
