// Suites that sign the hashes of canonical JSON (RFC 8785): eddsa-jcs-2022 and ecdsa-jcs-2019.
import { canonicalJson, type JsonObject } from "../core/json.ts";
import {
  type Cryptosuite,
  type Hash,
  hashData,
  hashFor,
  no,
  type ProofAnswer,
  type ProofQuestion,
  signatureOf,
  unsecured,
  verifyBytes,
  WRONG,
} from "./cryptosuite.ts";

type Suite = Omit<Cryptosuite, "texts" | "check" | "make">;

/**
 * VC-DI-EDDSA 1.0, section 3.3.2, steps 4 and 5: what was signed has the contexts of the proof, which are the first of
 * the credential's. That they are no others, the caller has seen to; more of them, nobody signed.
 */
const signedPart = (proof: JsonObject, document: JsonObject): JsonObject =>
  "@context" in proof ? { ...unsecured(document), "@context": proof["@context"] ?? [] } : unsecured(document);

function textsOf({ proof, document }: ProofQuestion, hash: Hash) {
  const { proofValue: _, ...options } = proof;
  const content = canonicalJson(signedPart(proof, document));
  return { ok: true, hash, config: canonicalJson(options), content } as const;
}

function check(suite: Suite, question: ProofQuestion): readonly ProofAnswer[] {
  const { proof, key } = question;
  const hash = hashFor(suite, key);
  if (hash === undefined) return no("KEY_KIND", `the key is of a kind that ${suite.name} does not take`);
  const signature = signatureOf(proof["proofValue"], key);
  if (!(signature instanceof Uint8Array)) return signature;
  const { config, content } = textsOf(question, hash);
  return verifyBytes(hash, hashData(hash, config, content), key, signature) ? [{ status: "passed" }] : WRONG;
}

export const jcs = (suite: Suite): Cryptosuite => ({
  ...suite,
  ofText: true,
  texts: async (question, hash) => textsOf(question, hash),
  check: async (question) => check(suite, question),
});
