// Data Integrity cryptosuites: what differs between them, as a table. Adding one is a row (or a file and a row).
import { createHash, type KeyObject, sign, verify } from "node:crypto";

export interface Cryptosuite {
  readonly name: string;
  /** Kinds of key that it takes, by JWK curve, each with the hash of documents and signatures. */
  readonly curves: Readonly<Record<string, "sha256" | "sha384">>;
}

const SUITES: readonly Cryptosuite[] = [
  // VC-DI-EDDSA 1.0, section 3.2: SHA-256 over canonical N-Quads, pure Ed25519.
  { name: "eddsa-rdfc-2022", curves: { Ed25519: "sha256" } },
  // VC-DI-ECDSA 1.0, section 3.2: the hash goes with the curve; signatures are r and s side by side.
  { name: "ecdsa-rdfc-2019", curves: { "P-256": "sha256", "P-384": "sha384" } },
];

export const CRYPTOSUITES: ReadonlyMap<string, Cryptosuite> = new Map(SUITES.map((suite) => [suite.name, suite]));

const CURVES: Readonly<Record<string, string>> = { prime256v1: "P-256", secp384r1: "P-384" };

/** The curve of a key as a JWK names it. */
export function curveOf(key: KeyObject): string | undefined {
  return key.asymmetricKeyType === "ed25519" ? "Ed25519" : CURVES[key.asymmetricKeyDetails?.namedCurve ?? ""];
}

/** The hash that the suite pairs with this kind of key; undefined when the suite does not take it. */
export const hashFor = (suite: Cryptosuite, key: KeyObject): "sha256" | "sha384" | undefined =>
  suite.curves[curveOf(key) ?? ""];

/** Bytes of a signature by this kind of key. */
export const signatureLength = (key: KeyObject): number => (curveOf(key) === "P-384" ? 96 : 64);

/** VC Data Integrity 1.0, section 4.2 and the suites' hashing steps: the proof's hash, then the document's. */
export function hashData(algorithm: "sha256" | "sha384", proofQuads: string, documentQuads: string): Uint8Array {
  const hash = (quads: string) => createHash(algorithm).update(quads).digest();
  return Buffer.concat([hash(proofQuads), hash(documentQuads)]);
}

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
