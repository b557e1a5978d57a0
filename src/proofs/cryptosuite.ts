// What a Data Integrity cryptosuite is: an object with a name and ways to check and make proofs, and the signatures
// that all of them are built from.
import { hash, type KeyObject, sign, verify } from "node:crypto";
import { type Json, type JsonObject, listOf } from "../core/json.ts";
import { fromMultibase } from "../core/multibase.ts";
import type { Canonical, Content, ContextSource } from "../rdf/rdfc.ts";

export type Hash = "sha256" | "sha384";

export interface ProofQuestion {
  readonly proof: JsonObject;
  /** The credential, with its proofs. */
  readonly document: JsonObject;
  readonly key: KeyObject;
  /** What the proof covers, as statements: the document without its proofs, or with those that came before. */
  readonly content: Content;
  readonly contexts?: ContextSource;
}

/** The two canonical texts whose hashes are signed together. */
export type SignedTexts =
  | { readonly ok: true; readonly hash: Hash; readonly config: string; readonly content: string }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Gives canonical N-Quads by SHA-256; one that knows the documents of a batch is quicker than one that knows none. */
export type Canonicalization = (document: JsonObject) => Promise<Canonical>;

/** One thing that a suite says of a proof. A proof holds when all that is said of it is `passed`. */
export type ProofAnswer =
  | { readonly status: "passed"; readonly note?: string }
  | { readonly status: "failed" | "unknown"; readonly code: string; readonly message: string };

export interface Cryptosuite {
  /** What it is called in reports, and by `--proof`. */
  readonly name: string;
  /** The members of a proof that name the suite. */
  readonly type: string;
  readonly cryptosuite?: string;
  /** A suite that its standard has replaced. */
  readonly legacy?: true;
  /** Kinds of key that it takes, by JWK curve, each with the hash that goes with it. */
  readonly curves: Readonly<Record<string, Hash>>;
  /** A suite whose proofs cover the text, and not only what it states. */
  readonly ofText?: true;
  /** A suite whose proofs may cover the proofs before them, as statements beside the credential's. */
  readonly chains?: true;
  /** What its signature covers; undefined for suites that sign more than two texts. */
  readonly texts?: (question: ProofQuestion, hash: Hash) => Promise<SignedTexts>;
  readonly check: (question: ProofQuestion) => Promise<readonly ProofAnswer[]>;
  /** The proof with its value; only for suites that laurel signs with. */
  readonly make?: (
    document: JsonObject,
    options: JsonObject,
    key: KeyObject,
    canonical?: Canonicalization,
  ) => Promise<JsonObject>;
}

export const no = (code: string, message: string): readonly ProofAnswer[] => [{ status: "failed", code, message }];

export const WRONG: readonly ProofAnswer[] = no(
  "SIGNATURE_WRONG",
  "the signature does not fit: the credential was changed after it was signed, or another key made it",
);

/** The document without its proof: the part that a proof covers. */
export function unsecured(document: JsonObject): JsonObject {
  const { proof: _, ...rest } = document;
  return rest;
}

/**
 * Suites of JSON-LD, "proof configuration": the proof without its value, read with the document's own contexts. Those
 * that an older proof brings stand after them, as they do for every reader of the whole document.
 */
export function proofConfig(proof: JsonObject, document: JsonObject): JsonObject {
  const { proofValue: _, "@context": own = [], ...options } = proof;
  const contexts = listOf(document["@context"]);
  const more = listOf(own).filter((context) => !contexts.includes(context));
  return { ...options, "@context": [...contexts, ...more] };
}

const CURVES: Readonly<Record<string, string>> = { prime256v1: "P-256", secp384r1: "P-384" };

/** The curve of a key as a JWK names it. */
export function curveOf(key: KeyObject): string | undefined {
  return key.asymmetricKeyType === "ed25519" ? "Ed25519" : CURVES[key.asymmetricKeyDetails?.namedCurve ?? ""];
}

/** The hash that the suite pairs with this kind of key; undefined when the suite does not take it. */
export const hashFor = (suite: Pick<Cryptosuite, "curves">, key: KeyObject): Hash | undefined =>
  suite.curves[curveOf(key) ?? ""];

/** Bytes of a signature by this kind of key. */
export const signatureLength = (key: KeyObject): number => (curveOf(key) === "P-384" ? 96 : 64);

export const digest = (algorithm: Hash, data: string | Uint8Array): Buffer => hash(algorithm, data, "buffer");

/** VC Data Integrity 1.0, section 4.2 and the suites' hashing steps: the proof's hash, then the document's. */
export const hashData = (algorithm: Hash, proof: string, document: string): Uint8Array =>
  Buffer.concat([digest(algorithm, proof), digest(algorithm, document)]);

// Ed25519 hashes by itself and must be given none; ECDSA signatures are fixed-length, not DER.
const parameters = (algorithm: string, key: KeyObject) =>
  [key.asymmetricKeyType === "ed25519" ? null : algorithm, { key, dsaEncoding: "ieee-p1363" }] as const;

export function signBytes(algorithm: string, data: Uint8Array, key: KeyObject): Uint8Array {
  const [hash, options] = parameters(algorithm, key);
  return sign(hash, data, options);
}

export function verifyBytes(algorithm: string, data: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  const [hash, options] = parameters(algorithm, key);
  return verify(hash, data, options, signature);
}

/** The signature in a proof's value as all suites but those of selective disclosure write it, or what is wrong with it. */
export function signatureOf(value: Json | undefined, key: KeyObject): Uint8Array | readonly ProofAnswer[] {
  const written = typeof value === "string" ? value : "";
  // Base58btc only; another base would be a second spelling of the same proof.
  const signature = written.startsWith("z") ? fromMultibase(written) : undefined;
  if (signature === undefined) return no("PROOF_MALFORMED", "the proof's value is not base58btc multibase");
  if (signature.length !== signatureLength(key)) return no("PROOF_MALFORMED", "the proof's value has the wrong length");
  return signature;
}
