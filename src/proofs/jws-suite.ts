// Ed25519Signature2018, the suite of the first verifiable credentials: the hashes of canonical N-Quads, signed as a
// detached JWS whose payload is not encoded (RFC 7797).
import { canonicalJson, text } from "../core/json.ts";
import { fromBase64url } from "../core/multibase.ts";
import { parseJson } from "../core/strict-json.ts";
import { canonicalQuads } from "../rdf/rdfc.ts";
import {
  type Cryptosuite,
  type Hash,
  hashData,
  hashFor,
  no,
  type ProofAnswer,
  type ProofQuestion,
  proofConfig,
  signatureLength,
  verifyBytes,
  WRONG,
} from "./cryptosuite.ts";

type Suite = Omit<Cryptosuite, "texts" | "check" | "make">;

/** The one header of these signatures, as canonical JSON: another could mean another way to read them. */
const HEADER = '{"alg":"EdDSA","b64":false,"crit":["b64"]}';

interface Detached {
  readonly header: string;
  readonly signature: Uint8Array;
}

/** The header as it was encoded, and the signature, of a JWS without its payload (RFC 7515, appendix F). */
function detached(jws: string): Detached | undefined {
  const [header = "", payload, encoded = "", ...more] = jws.split(".");
  const [bytes, signature] = [fromBase64url(header), fromBase64url(encoded)];
  if (payload !== "" || more.length > 0 || bytes === undefined || signature === undefined) return undefined;
  try {
    const said = canonicalJson(parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
    return said === HEADER ? { header, signature } : undefined;
  } catch {
    return undefined;
  }
}

async function textsOf({ proof, document, content, contexts }: ProofQuestion, hash: Hash) {
  const { jws: _, ...options } = proof;
  const config = await canonicalQuads(proofConfig(options, document), {}, contexts);
  if (!config.ok) return { ok: false, code: "PROOF_MALFORMED", message: config.why.message } as const;
  const quads = await content.quads();
  if (!quads.ok) return { ok: false, ...quads.why } as const;
  return { ok: true, hash, config: config.quads, content: quads.quads } as const;
}

async function check(suite: Suite, question: ProofQuestion): Promise<readonly ProofAnswer[]> {
  const { proof, key } = question;
  const hash = hashFor(suite, key);
  if (hash === undefined) return no("KEY_KIND", `the key is of a kind that ${suite.name} does not take`);
  const jws = detached(text(proof["jws"]) ?? "");
  if (jws === undefined || jws.signature.length !== signatureLength(key) || "proofValue" in proof) {
    return no("PROOF_MALFORMED", "the proof holds no detached JWS by EdDSA");
  }
  const texts = await textsOf(question, hash);
  if (!texts.ok) return no(texts.code, texts.message);
  const data = Buffer.concat([Buffer.from(`${jws.header}.`), hashData(hash, texts.config, texts.content)]);
  return verifyBytes(hash, data, key, jws.signature) ? [{ status: "passed" }] : WRONG;
}

export const jws = (suite: Suite): Cryptosuite => ({
  ...suite,
  texts: textsOf,
  check: (question) => check(suite, question),
});
