// Data Integrity proofs (VC Data Integrity 1.0): how a document and a proof become the bytes that are signed.
import type { KeyObject } from "node:crypto";
import { fault } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { text } from "../core/json.ts";
import { fromMultibase, multibase58 } from "../core/multibase.ts";
import {
  CRYPTOSUITES,
  type Cryptosuite,
  hashData,
  hashFor,
  signatureLength,
  signBytes,
  verifyBytes,
} from "./cryptosuite.ts";
import { type Canonical, canonicalQuads } from "./rdfc.ts";

/** The document without its proof: the part that a proof covers. */
export function unsecured(document: JsonObject): JsonObject {
  const { proof: _, ...rest } = document;
  return rest;
}

/** VC-DI suites, "proof configuration": the proof without its value, read with the document's own contexts. */
function proofConfig(proof: JsonObject, document: JsonObject): JsonObject {
  const { proofValue: _, ...options } = proof;
  return { "@context": document["@context"] ?? [], ...options };
}

function quadsOf(canonical: Canonical): string {
  if (canonical.ok) return canonical.quads;
  throw fault("CREDENTIAL_INVALID", canonical.why.message, {
    hint: "Every term of a signed document must be defined by one of its contexts.",
  });
}

export interface ProofOptions {
  readonly cryptosuite: string;
  readonly verificationMethod: string;
  /** RFC 3339 with a zone. */
  readonly created: string;
}

/** The document with a proof by the key. Throws when the suite does not take the key or JSON-LD refuses the document. */
export async function withProof(document: JsonObject, key: KeyObject, options: ProofOptions): Promise<JsonObject> {
  const suite = CRYPTOSUITES.get(options.cryptosuite);
  const algorithm = suite === undefined ? undefined : hashFor(suite, key);
  if (algorithm === undefined) {
    throw fault("KEY_MISMATCH", `the proof ${options.cryptosuite} cannot be made with this kind of key`, {
      hint: "eddsa-rdfc-2022 wants an Ed25519 key, ecdsa-rdfc-2019 a P-256 key; vc-jwt takes every kind.",
    });
  }
  const { cryptosuite, verificationMethod, created } = options;
  const proof = {
    type: "DataIntegrityProof",
    created,
    verificationMethod,
    cryptosuite,
    proofPurpose: "assertionMethod",
  };
  const proofQuads = quadsOf(await canonicalQuads(proofConfig(proof, document)));
  const documentQuads = quadsOf(await canonicalQuads(unsecured(document)));
  const signature = signBytes(algorithm, hashData(algorithm, proofQuads, documentQuads), key);
  return { ...document, proof: [{ ...proof, proofValue: multibase58(signature) }] };
}

export type ProofAnswer =
  | { readonly holds: true }
  | { readonly holds: false; readonly code: string; readonly message: string };

const no = (code: string, message: string): ProofAnswer => ({ holds: false, code, message });

/** Whether one proof's value was made by the key over the document, whose canonical N-Quads are given. */
export async function checkProof(
  proof: JsonObject,
  document: JsonObject,
  documentQuads: string,
  suite: Cryptosuite,
  key: KeyObject,
): Promise<ProofAnswer> {
  const algorithm = hashFor(suite, key);
  if (algorithm === undefined) return no("KEY_KIND", `the key is of a kind that ${suite.name} does not take`);
  const value = text(proof["proofValue"]) ?? "";
  // Both suites write base58btc; another base would be a second spelling of the same proof.
  const signature = value.startsWith("z") ? fromMultibase(value) : undefined;
  if (signature === undefined) return no("PROOF_MALFORMED", "the proof's value is not base58btc multibase");
  if (signature.length !== signatureLength(key)) return no("PROOF_MALFORMED", "the proof's value has the wrong length");
  const config = await canonicalQuads(proofConfig(proof, document));
  if (!config.ok) return no("PROOF_MALFORMED", config.why.message);
  if (verifyBytes(algorithm, hashData(algorithm, config.quads, documentQuads), key, signature)) return { holds: true };
  return no(
    "SIGNATURE_WRONG",
    "the signature does not fit: the credential was changed after it was signed, or another key made it",
  );
}
