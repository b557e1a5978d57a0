// Data Integrity proofs (VC Data Integrity 1.0): what a proof says of itself, and its value by the suite it names.
import type { KeyObject } from "node:crypto";
import { fault } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { oneOf } from "../core/text.ts";
import { type Canonicalization, hashFor } from "./cryptosuite.ts";
import { CRYPTOSUITES } from "./suites.ts";

export { unsecured } from "./cryptosuite.ts";

/** The suites that laurel signs with. */
export const SIGNING_SUITES = [...CRYPTOSUITES.values()].filter(({ make }) => make !== undefined);

export interface ProofOptions {
  readonly cryptosuite: string;
  readonly verificationMethod: string;
  /** RFC 3339 with a zone. */
  readonly created: string;
}

/** The document with a proof by the key. Throws when the suite does not take the key or JSON-LD refuses the document. */
export async function withProof(
  document: JsonObject,
  key: KeyObject,
  options: ProofOptions,
  canonical?: Canonicalization,
): Promise<JsonObject> {
  const suite = CRYPTOSUITES.get(options.cryptosuite);
  if (suite?.make === undefined || hashFor(suite, key) === undefined) {
    const kinds = SIGNING_SUITES.map(({ name, curves }) => `${name} wants a key of ${oneOf(Object.keys(curves))}`);
    throw fault("KEY_MISMATCH", `the proof ${options.cryptosuite} cannot be made with this kind of key`, {
      hint: `${kinds.join(", ")}; vc-jwt takes every kind.`,
    });
  }
  const { cryptosuite, verificationMethod, created } = options;
  const config = { type: suite.type, created, verificationMethod, cryptosuite, proofPurpose: "assertionMethod" };
  return { ...document, proof: [await suite.make(document, config, key, canonical)] };
}
