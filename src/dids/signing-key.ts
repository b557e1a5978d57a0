// An issuer's key: a private JWK, and the public faces that it shows.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { fault } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { canonicalJson, isObject, type Json } from "../core/json.ts";
import { base64url } from "../core/multibase.ts";
import { oneOf } from "../core/text.ts";
import { multikeyOf } from "./multikey.ts";
import { thumbprintOf } from "./thumbprint.ts";

export { thumbprintOf } from "./thumbprint.ts";

export interface KeyType {
  /** JOSE algorithm that the key signs with. */
  readonly alg: string;
  readonly generate: () => KeyObject;
}

export const KEY_TYPES: Readonly<Record<string, KeyType>> = {
  ed25519: { alg: "EdDSA", generate: () => generateKeyPairSync("ed25519").privateKey },
  p256: { alg: "ES256", generate: () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey },
  rsa: { alg: "RS256", generate: () => generateKeyPairSync("rsa", { modulusLength: 3072 }).privateKey },
};

const TYPE_OF_KEY: Readonly<Record<string, string>> = { Ed25519: "ed25519", "P-256": "p256", RSA: "rsa" };

export interface PublicKey {
  readonly type: keyof typeof KEY_TYPES;
  readonly alg: string;
  readonly publicKey: KeyObject;
  readonly publicJwk: JsonObject;
  /** RFC 7638, SHA-256, base64url. */
  readonly thumbprint: string;
  /** Undefined for RSA, which has no multikey here. */
  readonly multikey?: string;
}

export interface SigningKey extends PublicKey {
  readonly privateKey: KeyObject;
}

export const publicJwkOf = (key: KeyObject): JsonObject =>
  (key.type === "private" ? createPublicKey(key) : key).export({ format: "jwk" }) as JsonObject;

export function publicKeyOf(publicKey: KeyObject): PublicKey {
  const publicJwk = publicJwkOf(publicKey);
  const type = TYPE_OF_KEY[String(publicJwk["crv"] ?? publicJwk["kty"])];
  const kind = type === undefined ? undefined : KEY_TYPES[type];
  if (type === undefined || kind === undefined) {
    throw fault("KEY_INVALID", "want an Ed25519, P-256 or RSA key, got another kind");
  }
  const multikey = multikeyOf(publicKey);
  const rest = multikey === undefined ? {} : { multikey };
  return { type, alg: kind.alg, publicKey, publicJwk, thumbprint: thumbprintOf(publicJwk), ...rest };
}

export const signingKey = (privateKey: KeyObject): SigningKey => ({
  ...publicKeyOf(createPublicKey(privateKey)),
  privateKey,
});

/** A new key of a type of the table, from the system's randomness. */
export function generateKey(type: string): SigningKey {
  const kind = Object.hasOwn(KEY_TYPES, type) ? KEY_TYPES[type] : undefined;
  if (kind === undefined) throw fault("USAGE", `want a type of key such as ${oneOf(Object.keys(KEY_TYPES))}`);
  return signingKey(kind.generate());
}

const whole = (part: Json | undefined): bigint =>
  BigInt(`0x0${Buffer.from(typeof part === "string" ? part : "", "base64url").toString("hex")}`);

/** RFC 8017, section 3.2: the parts of an RSA key say the same number in several ways, and software differs in which it reads. */
function isOneRsaKey(jwk: JsonObject): boolean {
  const part = (name: string) => whole(jwk[name]);
  const [n, e, d, p, q] = [part("n"), part("e"), part("d"), part("p"), part("q")];
  if (p < 3n || q < 3n || n !== p * q) return false;
  const inverse = (d * e) % (p - 1n) === 1n && (d * e) % (q - 1n) === 1n;
  return inverse && part("dp") === d % (p - 1n) && part("dq") === d % (q - 1n) && (part("qi") * q) % p === 1n;
}

/** Whether the public part checks what the private part signs; a JWK may hold the parts of two keys. */
function isPair({ privateKey, publicKey, type }: SigningKey, jwk: JsonObject): boolean {
  const digest = type === "ed25519" ? null : "sha256";
  const probe = Buffer.from("laurel");
  try {
    if (type === "rsa" && !isOneRsaKey(jwk)) return false;
    return verify(digest, probe, publicKey, sign(digest, probe, privateKey));
  } catch {
    return false;
  }
}

/** A private JWK as read from a key file. Messages never hold any part of it. */
export function signingKeyOfJwk(value: Json): SigningKey {
  if (!isObject(value) || typeof value["d"] !== "string") {
    throw fault("KEY_INVALID", "want a private key as a JWK, got something without a private part", {
      hint: "Make a key with `laurel key new --out FILE`.",
    });
  }
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: { ...value }, format: "jwk" });
  } catch {
    throw fault("KEY_INVALID", "want a private key as a JWK, got one whose members do not form a key");
  }
  if ((key.asymmetricKeyDetails?.modulusLength ?? 2048) < 2048) {
    throw fault("KEY_INVALID", "want an RSA key of at least 2048 bits, got a shorter one");
  }
  const made = signingKey(key);
  if (!isPair(made, value)) {
    throw fault("KEY_INVALID", "want a private key as a JWK, got one whose parts belong to two keys");
  }
  return made;
}

/** The private JWK to write to a file, named by its thumbprint. */
export function privateJwkOf(key: SigningKey): JsonObject {
  const jwk = key.privateKey.export({ format: "jwk" }) as JsonObject;
  return { ...jwk, alg: key.alg, kid: key.thumbprint, use: "sig" };
}

/** A secret that only the holder of the key has, another one for each label (RFC 5869); it tells nothing of the key. */
export function secretOf({ privateKey }: SigningKey, label: string): Uint8Array {
  const { d = "" } = privateKey.export({ format: "jwk" });
  return new Uint8Array(hkdfSync("sha256", Buffer.from(d, "base64url"), "", `laurel ${label}`, 32));
}

const didJwkOf = (key: PublicKey): string => `did:jwk:${base64url(canonicalJson({ ...key.publicJwk, alg: key.alg }))}`;

/** The identifiers that need no publishing: did:key where the kind of key has one, and did:jwk. */
export function ownDids(key: PublicKey): { readonly didKey?: string; readonly didJwk: string } {
  const didJwk = didJwkOf(key);
  return key.multikey === undefined ? { didJwk } : { didKey: `did:key:${key.multikey}`, didJwk };
}

/** The identifier of an issuer that names none: its did:key, or its did:jwk when the key has no multikey. */
export function defaultDid(key: PublicKey): string {
  const { didKey, didJwk } = ownDids(key);
  return didKey ?? didJwk;
}

/** The ids of a key's verification methods under an issuer's identifier, by the form of key that they hold. */
export interface MethodIds {
  readonly multikey?: string;
  readonly jwk: string;
}

const METHOD_IDS: Readonly<Record<string, (did: string) => MethodIds>> = {
  "did:key:": (did) => ({
    multikey: `${did}#${did.slice("did:key:".length)}`,
    jwk: `${did}#${did.slice("did:key:".length)}`,
  }),
  "did:jwk:": (did) => ({ multikey: `${did}#0`, jwk: `${did}#0` }),
};

/** Where the identifier is the key, its method says the one id; a published document names keys by multikey and thumbprint. */
export function methodIds(issuer: string, key: PublicKey): MethodIds {
  const own = Object.entries(METHOD_IDS).find(([prefix]) => issuer.startsWith(prefix))?.[1];
  if (own !== undefined) return own(issuer);
  const jwk = `${issuer}#${key.thumbprint}`;
  return key.multikey === undefined ? { jwk } : { multikey: `${issuer}#${key.multikey}`, jwk };
}
