// Suites that sign the hashes of canonical N-Quads: eddsa-rdfc-2022 and its two ancestors, and ecdsa-rdfc-2019.
import type { KeyObject } from "node:crypto";
import { fault } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { multibase58 } from "../core/multibase.ts";
import type { CanonicalForm } from "../rdf/canonical.ts";
import { byCodeUnit, orderMatters } from "../rdf/order.ts";
import { type Canonical, canonicalQuads, quadsIn } from "../rdf/rdfc.ts";
import {
  type Canonicalization,
  type Cryptosuite,
  type Hash,
  hashData,
  hashFor,
  no,
  type ProofAnswer,
  type ProofQuestion,
  proofConfig,
  type SignedTexts,
  signatureOf,
  signBytes,
  unsecured,
  verifyBytes,
  WRONG,
} from "./cryptosuite.ts";

type Suite = Omit<Cryptosuite, "texts" | "check" | "make">;

const SAYING = "the statements of the credential are those that were signed, but the issuer's software";

/** RDFC-1.0, section 4.4.3, step 7: the canonical form is in code point order. */
export const CODE_UNITS = {
  code: "CANONICAL_ORDER",
  message: `${SAYING} sorted them by UTF-16 units, where RDFC-1.0 wants code points`,
} as const;

/**
 * Ways in which much software departs from the standard. A proof that holds only in one of them is no proof that the
 * standard knows, and no sign of a change either: nobody but the holder of the key could have made it.
 */
const DEPARTURES: readonly {
  readonly applies: (hash: Hash, quads: string) => boolean;
  readonly form: CanonicalForm;
  readonly code: string;
  readonly message: string;
}[] = [
  { ...CODE_UNITS, applies: (_, quads) => orderMatters([quads]), form: { order: byCodeUnit } },
  {
    // VC-DI-ECDSA 1.0, section 3.1: with P-384, RDFC-1.0 hashes by SHA-384.
    applies: (hash) => hash === "sha384",
    form: { hash: "sha256" },
    code: "CANONICAL_HASH",
    message: `${SAYING} put them in order by SHA-256, where a P-384 key wants SHA-384`,
  },
];

/** The N-Quads of a document to sign. Throws CREDENTIAL_INVALID when JSON-LD refuses it. */
export const quadsOf = (canonical: Canonical): string => {
  if (canonical.ok) return canonical.quads;
  throw fault("CREDENTIAL_INVALID", canonical.why.message, {
    hint: "Every term of a signed document must be defined by one of its contexts.",
  });
};

/** Configurations whose canonical form is known: one issuer's credentials of one second have the same. */
const configs = new Map<string, Canonical>();
const MOST_CONFIGS = 64;
/** Characters of a configuration that is worth keeping. */
const LONGEST_CONFIG = 4_096;

async function canonicalConfig(config: JsonObject, form: CanonicalForm): Promise<Canonical> {
  const name = JSON.stringify([form.hash, config]);
  const made = configs.get(name) ?? (await canonicalQuads(config, form));
  if (configs.size >= MOST_CONFIGS) configs.clear();
  if (name.length <= LONGEST_CONFIG) configs.set(name, made);
  return made;
}

async function textsIn(question: ProofQuestion, hash: Hash, form: CanonicalForm): Promise<SignedTexts> {
  const { content, contexts } = question;
  const options = proofConfig(question.proof, question.document);
  const isKnown = contexts === undefined && form.order === undefined;
  const config = await (isKnown
    ? canonicalConfig(options, { hash, ...form })
    : canonicalQuads(options, { hash, ...form }, contexts));
  if (!config.ok) return { ok: false, code: "PROOF_MALFORMED", message: config.why.message };
  const standard = hash === "sha256" && form.order === undefined;
  const quads = standard
    ? await content.quads()
    : quadsIn(await content.statements(), { hash, effort: content.effort, ...form });
  if (!quads.ok) return { ok: false, ...quads.why };
  return { ok: true, hash, config: config.quads, content: quads.quads };
}

async function check(suite: Suite, question: ProofQuestion): Promise<readonly ProofAnswer[]> {
  const { proof, key } = question;
  const hash = hashFor(suite, key);
  if (hash === undefined) return no("KEY_KIND", `the key is of a kind that ${suite.name} does not take`);
  const signature = signatureOf(proof["proofValue"], key);
  if (!(signature instanceof Uint8Array)) return signature;
  const fits = (texts: SignedTexts) =>
    texts.ok && verifyBytes(hash, hashData(hash, texts.config, texts.content), key, signature);

  const texts = await textsIn(question, hash, {});
  if (!texts.ok) return no(texts.code, texts.message);
  if (fits(texts)) return [{ status: "passed" }];
  for (const { applies, form, code, message } of DEPARTURES) {
    if (applies(hash, texts.content) && fits(await textsIn(question, hash, form))) {
      return [{ status: "unknown", code, message }];
    }
  }
  return WRONG;
}

async function make(
  suite: Suite,
  document: JsonObject,
  options: JsonObject,
  key: KeyObject,
  canonical: Canonicalization = canonicalQuads,
) {
  const hash = hashFor(suite, key) ?? "sha256";
  const config = quadsOf(await canonicalConfig(proofConfig(options, document), { hash }));
  const rest = unsecured(document);
  const quads = quadsOf(await (hash === "sha256" ? canonical(rest) : canonicalQuads(rest, { hash })));
  return { ...options, proofValue: multibase58(signBytes(hash, hashData(hash, config, quads), key)) };
}

/** A suite that only checks what others signed. */
export const rdfc = (suite: Suite): Cryptosuite => ({
  ...suite,
  chains: true,
  texts: (question, hash) => textsIn(question, hash, {}),
  check: (question) => check(suite, question),
});

/** A suite that laurel signs with, too. */
export const signingRdfc = (suite: Suite): Cryptosuite => ({
  ...rdfc(suite),
  make: (document, options, key, canonical) => make(suite, document, options, key, canonical),
});
