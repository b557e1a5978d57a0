// The issuer at work: settings and key file become a way to sign documents.
import { isPublicKey } from "../checks/public-keys.ts";
import { fault } from "../core/fault.ts";
import { stampOf } from "../core/instant.ts";
import type { JsonObject } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { ownDocument } from "../dids/resolve.ts";
import { defaultDid, methodIds, type PublicKey, publicKeyOf, type SigningKey, secretOf } from "../dids/signing-key.ts";
import { profileOf } from "../model/badge.ts";
import type { Settings } from "../model/settings.ts";
import { DEFAULT_PROOF, type Secured, securing, servedProof } from "../proofs/secure.ts";
import { rowTemplates } from "../rdf/batch.ts";
import { readKey } from "./key-file.ts";
import type { SigningPool } from "./signing-pool.ts";
import { SIGNING_WORKER, workersFor } from "./workers.ts";

export interface Signing {
  readonly issuerId: string;
  /** The issuer as an Open Badges Profile. */
  readonly issuer: JsonObject;
  /** Name of the proof, as `--proof` takes it. */
  readonly proof: string;
  readonly extension: Secured["extension"];
  readonly secure: (document: JsonObject) => Promise<Secured>;
  /** Whether the proof in a credential's text holds; undefined when another key of the issuer made it. */
  readonly holds: (text: string, document?: JsonObject) => Promise<boolean | undefined>;
  /** The same two on several cores, for a number of credentials; `jobs` are the workers, if anybody said how many. */
  readonly spread: (credentials: number, jobs: number | undefined) => Promise<SigningPool>;
  /** For a record, which is like no other in too many places for what is known of one to help with the next. */
  readonly secureRecord: (document: JsonObject) => Promise<Secured>;
  /** The verification method that names the key. */
  readonly keyId: string;
  /** For what everybody reads, such as a status list. */
  readonly secureServed: (document: JsonObject) => Promise<Secured>;
  /** A secret of the issuer's own for a purpose. */
  readonly secretFor: (label: string) => Uint8Array;
  readonly key: PublicKey;
}

export interface SigningFlags {
  readonly key?: string;
  readonly proof?: string;
  readonly passphraseFile?: string;
}

/** An issuer whose identifier is a key must be this key; of any other the published document decides. */
function issuerIdOf({ issuer }: Settings, key: SigningKey): string {
  if (issuer.id === undefined) return defaultDid(key);
  const own = ownDocument(issuer.id);
  if (own === undefined || own.methods.some((method) => method.key.equals(key.publicKey))) return issuer.id;
  throw fault("KEY_MISMATCH", `the issuer ${quoted(issuer.id)} is another key than the one in the key file`, {
    hint: "`laurel key show FILE` shows the identifiers of a key; leave issuer.id out to use its did:key.",
  });
}

/** Reads the key and says how this issuer signs at this time. Flags go before settings. */
export async function openSigning(
  settings: Settings,
  flags: SigningFlags,
  voice: { readonly now: Date; readonly say: (line: string) => void },
): Promise<Signing> {
  const file = flags.key ?? settings.key;
  if (file === undefined) {
    throw fault("KEY_INVALID", "want a key to sign with, got none", {
      hint: "Name it in laurel.yaml as `key: FILE`, or by --key FILE.",
    });
  }
  const key = await readKey(file, flags.passphraseFile, voice.say);
  if (isPublicKey(key.publicKey)) {
    throw fault("KEY_INVALID", "the private half of this key is published, so that anybody could sign in your name", {
      file,
      hint: "It comes from an example. Make a key of your own with `laurel key new --out FILE`.",
    });
  }
  const proof = flags.proof ?? settings.proof ?? DEFAULT_PROOF;
  const { extension, secure, holds } = securing(proof, key);
  const issuerId = issuerIdOf(settings, key);
  const ids = methodIds(issuerId, key);
  const plain = { key, issuer: issuerId, created: stampOf(voice.now) };
  const signer = { ...plain, canonical: rowTemplates() };
  const alone = {
    secure: (document: JsonObject) => secure(document, signer),
    holds: (text: string, document?: JsonObject) => holds(text, signer, document),
  };
  return {
    issuerId,
    issuer: profileOf(settings.issuer, issuerId),
    proof,
    extension,
    ...alone,
    secureRecord: (document) => secure(document, plain),
    spread: async (credentials, jobs) => {
      // The main thread has as much to do as a worker: it plans, and writes and reads the files.
      const workers = workersFor(SIGNING_WORKER, credentials, jobs) - 1;
      if (workers < 1) return { ...alone, end: async () => {} };
      const { openSigningPool } = await import("./signing-pool.ts");
      const { privateKey } = key;
      return openSigningPool({ proof, privateKey, issuer: issuerId, created: signer.created }, workers);
    },
    keyId: ids.multikey ?? ids.jwk,
    secureServed: (document) => securing(servedProof(proof), key).secure(document, signer),
    secretFor: (label) => secretOf(key, label),
    key: publicKeyOf(key.publicKey),
  };
}
