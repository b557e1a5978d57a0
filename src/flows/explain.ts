// How a verdict came about, for those who want to check it by hand: what the words of a credential mean and by which
// context, the canonical texts that were hashed, their hashes, and the key with its origin.
import type { Examination } from "../checks/examination.ts";
import { issuerOf, purposeOf } from "../checks/issuer.ts";
import { type FoundKey, issuerKey } from "../checks/issuer-key.ts";
import { tokenKey } from "../checks/token.ts";
import { meaningsOf } from "../contexts/term.ts";
import { compact, type JsonObject, objectsOf, pointerTo, text } from "../core/json.ts";
import { multikeyOf } from "../dids/multikey.ts";
import { publicJwkOf } from "../dids/signing-key.ts";
import { thumbprintOf } from "../dids/thumbprint.ts";
import { type Cryptosuite, digest, hashFor, type ProofQuestion } from "../proofs/cryptosuite.ts";
import { suiteOf } from "../proofs/suites.ts";
import type { Token } from "../proofs/vc-jwt.ts";

function keyFacts({ key, binding }: FoundKey, method: string | undefined): JsonObject {
  const jwk = key === undefined ? undefined : publicJwkOf(key);
  return compact({
    verificationMethod: method,
    thumbprint: jwk === undefined ? undefined : thumbprintOf(jwk),
    multikey: key === undefined ? undefined : multikeyOf(key),
    jwk,
    issuers: binding.status,
    source: binding.message,
  }) as JsonObject;
}

/** The two texts that a suite hashes, and their hashes; of a suite that signs more than two, nothing. */
async function textFacts(suite: Cryptosuite, question: ProofQuestion): Promise<JsonObject> {
  const hash = hashFor(suite, question.key);
  const texts = hash === undefined ? undefined : await suite.texts?.(question, hash);
  if (texts?.ok !== true) return {};
  const { config, content } = texts;
  const quads = await question.content.quads();
  const hashed = (content: string) => digest(texts.hash, content).toString("hex");
  return {
    hash: texts.hash,
    documentHash: hashed(content),
    configurationHash: hashed(config),
    configuration: config,
    // Of canonical JSON, and of N-Quads that another hash puts in order, the text is not the one shown above.
    ...(quads.ok && quads.quads === content ? {} : { document: content }),
  };
}

async function proofFacts(proof: JsonObject, pointer: string, examination: Examination): Promise<JsonObject> {
  const { opened, world, content } = examination;
  const { document } = opened;
  const suite = suiteOf(proof);
  const method = text(proof["verificationMethod"]);
  const issuer = issuerOf(document);
  const name = suite?.name ?? text(proof["cryptosuite"]) ?? text(proof["type"]);
  if (method === undefined || issuer === undefined) return compact({ pointer, cryptosuite: name }) as JsonObject;
  const found = await issuerKey(issuer, method, world, `${pointer}/verificationMethod`, purposeOf(opened));
  const { key } = found;
  const texts =
    suite === undefined || key === undefined ? {} : await textFacts(suite, { proof, document, key, content });
  return compact({ pointer, cryptosuite: name, ...texts, key: keyFacts(found, method) }) as JsonObject;
}

async function tokenFacts(token: Token, { opened, world }: Examination): Promise<JsonObject> {
  const issuer = issuerOf(opened.document);
  const signingInput = token.compact.slice(0, token.compact.lastIndexOf("."));
  const found = issuer === undefined ? undefined : await tokenKey(token, issuer, world, purposeOf(opened));
  return compact({
    header: token.header,
    // RFC 7515, section 5.1: the encoded header and payload with the full stop between them.
    signingInputHash: digest("sha256", signingInput).toString("hex"),
    key: found === undefined ? undefined : keyFacts(found, text(token.header["kid"])),
  }) as JsonObject;
}

/** Proofs that are explained; more are no credential's honest need. */
const MOST_PROOFS = 20;

/** Explains one credential. Asks for nothing that the checks have not asked for. */
export async function explain(examination: Examination): Promise<JsonObject> {
  const { opened, content, found } = examination;
  const { document, token } = opened;
  const canonical = await content.quads();
  const keyed = found("proof.key").some(({ code }) => code !== "NOT_REACHED");
  const several = Array.isArray(document["proof"]);
  const facts: JsonObject[] = [];
  for (const [index, proof] of keyed ? objectsOf(document["proof"]).slice(0, MOST_PROOFS).entries() : []) {
    facts.push(await proofFacts(proof, several ? pointerTo("proof", index) : "/proof", examination));
  }
  return compact({
    terms: (await meaningsOf(document)).map((meaning): JsonObject => ({ ...meaning })),
    nquads: canonical.ok ? canonical.quads : undefined,
    token: token === undefined || !keyed ? undefined : await tokenFacts(token, examination),
    proofs: facts,
  }) as JsonObject;
}
