// The proofs that laurel makes, by the name that `--proof` takes.
import { fault } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";
import { methodIds, type SigningKey } from "../dids/signing-key.ts";
import { type Cryptosuite, hashFor } from "./cryptosuite.ts";
import { SIGNING_SUITES, withProof } from "./data-integrity.ts";
import { signToken } from "./vc-jwt.ts";

/** A credential as it goes to disk: JSON text ending in a line break, or a compact JWS. */
export interface Secured {
  readonly extension: ".json" | ".jwt";
  readonly text: string;
}

export interface Signer {
  readonly key: SigningKey;
  /** Identifier of the issuer, whose verification method the key is. */
  readonly issuer: string;
  readonly created: string;
}

/** A row of the table of proofs. */
interface Securing {
  readonly extension: Secured["extension"];
  readonly accepts: (key: SigningKey) => boolean;
  readonly secure: (document: JsonObject, signer: Signer) => Promise<Secured>;
}

const embedded = (suite: Cryptosuite): Securing => ({
  extension: ".json",
  accepts: ({ privateKey }) => hashFor(suite, privateKey) !== undefined,
  secure: async (document, { key, issuer, created }) => {
    const ids = methodIds(issuer, key);
    const verificationMethod = ids.multikey ?? ids.jwk;
    const signed = await withProof(document, key.privateKey, { cryptosuite: suite.name, verificationMethod, created });
    return { extension: ".json", text: `${JSON.stringify(signed, null, 2)}\n` };
  },
});

const token: Securing = {
  extension: ".jwt",
  accepts: () => true,
  secure: async (document, { key, issuer }) => ({
    extension: ".jwt",
    text: `${await signToken(document, key, methodIds(issuer, key).jwk)}\n`,
  }),
};

const PROOFS: ReadonlyMap<string, Securing> = new Map([
  ...SIGNING_SUITES.map((suite): [string, Securing] => [suite.name, embedded(suite)]),
  ["vc-jwt", token],
]);

export const PROOF_NAMES: readonly string[] = [...PROOFS.keys()];
export const DEFAULT_PROOF = "eddsa-rdfc-2022";

/** A base proof is for its holder, who makes disclosures from it; what everybody reads is signed whole. */
const SERVED: Readonly<Record<string, string>> = { "ecdsa-sd-2023": "ecdsa-rdfc-2019" };

/** The proof of documents that an issuer serves to everybody, such as status lists, for that of its credentials. */
export const servedProof = (name: string): string => (Object.hasOwn(SERVED, name) ? SERVED[name] : undefined) ?? name;

/** The way to secure documents with a named proof. Throws USAGE for an unknown name, KEY_MISMATCH for a key that it cannot use. */
export function securing(name: string, key: SigningKey): Securing {
  const found = PROOFS.get(name);
  if (found === undefined) throw fault("USAGE", `want a proof such as ${oneOf(PROOF_NAMES)}, got ${quoted(name)}`);
  if (found.accepts(key)) return found;
  throw fault("KEY_MISMATCH", `the proof ${name} cannot be made with a key of type ${key.type}`, {
    hint: `With this key: --proof ${oneOf(PROOF_NAMES.filter((other) => PROOFS.get(other)?.accepts(key) === true))}.`,
  });
}
