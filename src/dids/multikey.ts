// Public keys as multikeys (Controlled Identifiers 1.0, section 2.2.2): a table of multicodec, curve and DER prefix.
import { createPublicKey, type KeyObject } from "node:crypto";
import { fromMultibase, multibase58 } from "../core/multibase.ts";

interface KeyKind {
  /** JWK curve. */
  readonly crv: string;
  /** Multicodec as an unsigned varint. */
  readonly codec: readonly [number, number];
  /** Bytes of the key itself: 32 for Ed25519, the compressed point for NIST curves. */
  readonly length: number;
  /** SubjectPublicKeyInfo up to the key's bytes. */
  readonly spki: string;
}

const KINDS: readonly KeyKind[] = [
  { crv: "Ed25519", codec: [0xed, 0x01], length: 32, spki: "302a300506032b6570032100" },
  { crv: "P-256", codec: [0x80, 0x24], length: 33, spki: "3039301306072a8648ce3d020106082a8648ce3d030107032200" },
  { crv: "P-384", codec: [0x81, 0x24], length: 49, spki: "3046301006072a8648ce3d020106052b81040022033200" },
];

/** Multicodecs of keys that laurel does not read: secp256k1, P-521, RSA, BLS12-381 and X25519. */
const UNREAD: readonly (readonly [number, number])[] = [
  [0xe7, 0x01],
  [0x82, 0x24],
  [0x85, 0x24],
  [0xea, 0x01],
  [0xeb, 0x01],
  [0xee, 0x01],
  [0xec, 0x01],
];

/** True for a multikey of a kind that laurel does not read: no fault of the one who uses it. */
export function isUnreadMultikey(text: string): boolean {
  const [first, second] = fromMultibase(text) ?? [];
  return UNREAD.some(([one, two]) => first === one && second === two);
}

/** The key of a multikey text such as `z6Mk…` or `zDn…`; undefined when it is none or not a point on its curve. */
export function keyOfMultikey(text: string): KeyObject | undefined {
  const bytes = fromMultibase(text);
  if (bytes === undefined) return undefined;
  const kind = KINDS.find(({ codec, length }) => {
    return bytes[0] === codec[0] && bytes[1] === codec[1] && bytes.length === length + 2;
  });
  if (kind === undefined) return undefined;
  try {
    const der = Buffer.concat([Buffer.from(kind.spki, "hex"), bytes.subarray(2)]);
    return createPublicKey({ key: der, format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

/** The Ed25519 key of a bare base58btc text of 32 bytes. */
export function keyOfBase58(text: string): KeyObject | undefined {
  const bytes = fromMultibase(`z${text}`);
  return bytes?.length === 32 ? keyOfMultikey(multibase58(Uint8Array.from([0xed, 0x01, ...bytes]))) : undefined;
}

/** The multikey of a public or private key; undefined for kinds without one here, such as RSA. */
export function multikeyOf(key: KeyObject): string | undefined {
  const { crv, x, y } = (key.type === "private" ? createPublicKey(key) : key).export({ format: "jwk" });
  const kind = KINDS.find((candidate) => candidate.crv === crv);
  if (kind === undefined || x === undefined) return undefined;
  const point = Buffer.from(x, "base64url");
  // SEC 1, section 2.3.3: a compressed point is the parity of y, then x.
  const parity = y === undefined ? [] : [2 + ((Buffer.from(y, "base64url").at(-1) ?? 0) & 1)];
  return multibase58(Uint8Array.from([...kind.codec, ...parity, ...point]));
}
