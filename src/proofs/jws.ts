// JWS signatures (RFC 7518, section 3; RFC 8037, section 3.1): a table of the algorithms, each as node:crypto has it.
import { constants, type KeyObject, sign, verify } from "node:crypto";

interface Algorithm {
  /** The kind of key that it demands: a token never chooses how a key is used. */
  readonly fits: (key: KeyObject) => boolean;
  /** Ed25519 hashes by itself. */
  readonly hash: string | null;
  readonly parameters: {
    readonly dsaEncoding?: "ieee-p1363";
    readonly padding?: number;
    readonly saltLength?: number;
  };
  /** Bytes of a signature. Node takes others for one in another form. */
  readonly length: (key: KeyObject) => number;
}

const ofCurve = (name: string, hash: string, length: number): Algorithm => ({
  fits: (key) => key.asymmetricKeyDetails?.namedCurve === name,
  hash,
  parameters: { dsaEncoding: "ieee-p1363" },
  length: () => length,
});

const modulus = (key: KeyObject): number => key.asymmetricKeyDetails?.modulusLength ?? 0;

const ofRsa = (parameters: Algorithm["parameters"]): Algorithm => ({
  fits: (key) => key.asymmetricKeyType === "rsa" && modulus(key) >= 2048,
  hash: "sha256",
  parameters,
  length: (key) => Math.ceil(modulus(key) / 8),
});

const ED25519: Algorithm = {
  fits: (key) => key.asymmetricKeyType === "ed25519",
  hash: null,
  parameters: {},
  length: () => 64,
};

const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ["EdDSA", ED25519],
  // RFC 9864 names the curve, and deprecates the name before.
  ["Ed25519", ED25519],
  ["ES256", ofCurve("prime256v1", "sha256", 64)],
  ["ES384", ofCurve("secp384r1", "sha384", 96)],
  ["RS256", ofRsa({ padding: constants.RSA_PKCS1_PADDING })],
  ["PS256", ofRsa({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST })],
]);

export const isAlgorithm = (name: string): boolean => ALGORITHMS.has(name);

/** Whether an algorithm may be used with a key. */
export const fitsAlgorithm = (name: string, key: KeyObject): boolean => ALGORITHMS.get(name)?.fits(key) === true;

/** The signature of a text that is all ASCII. Throws for a key that does not fit. */
export function signJws(name: string, input: string, key: KeyObject): Uint8Array {
  const algorithm = ALGORITHMS.get(name);
  if (algorithm?.fits(key) !== true) throw new TypeError(`no key for ${name}`);
  return sign(algorithm.hash, Buffer.from(input, "latin1"), { key, ...algorithm.parameters });
}

/** Whether the key made the signature of a text that is all ASCII, by this algorithm. */
export function verifyJws(name: string, input: string, key: KeyObject, signature: Uint8Array): boolean {
  const algorithm = ALGORITHMS.get(name);
  if (algorithm?.fits(key) !== true || signature.length !== algorithm.length(key)) return false;
  return verify(algorithm.hash, Buffer.from(input, "latin1"), { key, ...algorithm.parameters }, signature);
}
