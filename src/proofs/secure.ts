// The proofs that laurel makes, by the name that `--proof` takes.
import { fault } from "../core/fault.ts";
import { type JsonObject, objectsOf } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";
import { methodIds, type SigningKey } from "../dids/signing-key.ts";
import { contentOf } from "../rdf/rdfc.ts";
import { type Canonicalization, type Cryptosuite, hashFor } from "./cryptosuite.ts";
import { SIGNING_SUITES, unsecured, withProof } from "./data-integrity.ts";
import { documentIn } from "./stored.ts";
import { suiteOf } from "./suites.ts";
import { parseToken, signToken, tokenHolds } from "./vc-jwt.ts";

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
  /** What is known of the documents of a batch (`rowTemplates`); without it, each is read as if it were the first. */
  readonly canonical?: Canonicalization;
}

/** A row of the table of proofs. */
interface Securing {
  readonly extension: Secured["extension"];
  readonly accepts: (key: SigningKey) => boolean;
  readonly secure: (document: JsonObject, signer: Signer) => Promise<Secured>;
  /**
   * Whether the proof in such a text holds; undefined when another key than the signer's made it. `document` is the
   * credential in the text, for who has read it already.
   */
  readonly holds: (text: string, signer: Signer, document?: JsonObject) => Promise<boolean | undefined>;
}

/** Any suite's proof by the signer's key, since an issuer may have changed from one to another. */
const proofHolds: Securing["holds"] = async (text, { key, issuer }, document = documentIn(text)) => {
  const [proof] = objectsOf(document?.["proof"]);
  const suite = proof === undefined ? undefined : suiteOf(proof);
  if (document === undefined || proof === undefined || suite === undefined) return false;
  const methods: readonly unknown[] = Object.values(methodIds(issuer, key));
  if (!methods.includes(proof["verificationMethod"])) return undefined;
  const content = contentOf(unsecured(document));
  const answers = await suite.check({ proof, document, key: key.publicKey, content });
  return answers.every(({ status }) => status === "passed");
};

const tokenIsHeld: Securing["holds"] = async (text, { key, issuer }) => {
  const token = parseToken(text.trim());
  if (token === undefined) return false;
  if (token.header["kid"] !== methodIds(issuer, key).jwk) return undefined;
  return tokenHolds(token, key.publicKey);
};

const embedded = (suite: Cryptosuite): Securing => ({
  extension: ".json",
  accepts: ({ privateKey }) => hashFor(suite, privateKey) !== undefined,
  secure: async (document, { key, issuer, created, canonical }) => {
    const ids = methodIds(issuer, key);
    const verificationMethod = ids.multikey ?? ids.jwk;
    const options = { cryptosuite: suite.name, verificationMethod, created };
    const signed = await withProof(document, key.privateKey, options, canonical);
    return { extension: ".json", text: `${JSON.stringify(signed, null, 2)}\n` };
  },
  holds: proofHolds,
});

const token: Securing = {
  extension: ".jwt",
  accepts: () => true,
  secure: async (document, { key, issuer }) => ({
    extension: ".jwt",
    text: `${signToken(document, key, methodIds(issuer, key).jwk)}\n`,
  }),
  holds: tokenIsHeld,
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
