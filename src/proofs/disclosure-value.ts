// The values of ecdsa-sd-2023 proofs: what stands in the CBOR of a base proof and of a disclosure
// (VC-DI-ECDSA 1.0, sections 3.5.2 to 3.5.7).
import type { KeyObject } from "node:crypto";
import { type Cbor, fromCbor, toCbor } from "../core/cbor.ts";
import { base64url, fromBase64url, multibase58 } from "../core/multibase.ts";
import { keyOfMultikey } from "../dids/multikey.ts";

interface Shared {
  readonly baseSignature: Uint8Array;
  /** Multikey bytes of the key that signed the single statements, P-256. */
  readonly publicKey: Uint8Array;
  /** One for each statement that is not mandatory, in their order. */
  readonly signatures: readonly Uint8Array[];
}

export interface BaseValue extends Shared {
  readonly form: "base";
  readonly hmacKey: Uint8Array;
  /** JSON Pointers to what every disclosure shows. */
  readonly mandatoryPointers: readonly string[];
}

export interface DerivedValue extends Shared {
  readonly form: "derived";
  /** From the number of a canonical label to the bytes of the label that was signed. */
  readonly labels: ReadonlyMap<number, Uint8Array>;
  /** Which of the statements shown are mandatory. */
  readonly mandatory: readonly number[];
}

/** Tags 23808 and 23809, as their three bytes (section 3.5.2). */
const HEADERS = { base: Buffer.from([0xd9, 0x5d, 0x00]), derived: Buffer.from([0xd9, 0x5d, 0x01]) } as const;

const isBytes = (value: Cbor | undefined, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length;

function all<T extends Cbor>(value: Cbor | undefined, fits: (item: Cbor) => item is T): readonly T[] | undefined {
  const items = Array.isArray(value) ? (value as readonly Cbor[]) : undefined;
  return items?.every(fits) === true ? items : undefined;
}

const isSignature = (item: Cbor): item is Uint8Array => isBytes(item, 64);
const isIndex = (item: Cbor): item is number => typeof item === "number";
const isPointer = (item: Cbor): item is string => typeof item === "string";
const distinct = (items: readonly unknown[]): boolean => new Set(items).size === items.length;

function base([baseSignature, publicKey, hmacKey, list, pointers]: readonly Cbor[]): BaseValue | undefined {
  const [signatures, mandatoryPointers] = [all(list, isSignature), all(pointers, isPointer)];
  if (!isBytes(baseSignature, 64) || !isBytes(publicKey, 35) || !isBytes(hmacKey, 32)) return undefined;
  if (signatures === undefined || mandatoryPointers === undefined) return undefined;
  return { form: "base", baseSignature, publicKey, hmacKey, signatures, mandatoryPointers };
}

function derived([baseSignature, publicKey, list, map, indexes]: readonly Cbor[]): DerivedValue | undefined {
  const [signatures, mandatory] = [all(list, isSignature), all(indexes, isIndex)];
  if (!isBytes(baseSignature, 64) || !isBytes(publicKey, 35) || !(map instanceof Map)) return undefined;
  if (signatures === undefined || mandatory === undefined || !distinct(mandatory)) return undefined;
  const labels = new Map<number, Uint8Array>();
  for (const [number, label] of map as ReadonlyMap<number, Cbor>) if (isBytes(label, 32)) labels.set(number, label);
  // Two nodes under one label would let statements about one thing pass as statements about another.
  const injective = distinct([...labels.values()].map(base64url));
  if (labels.size !== map.size || !injective) return undefined;
  return { form: "derived", baseSignature, publicKey, signatures, labels, mandatory };
}

/** What a proof's value holds; undefined for anything else than one of the two forms. */
export function disclosureValue(text: string): BaseValue | DerivedValue | undefined {
  const bytes = text.startsWith("u") ? fromBase64url(text.slice(1)) : undefined;
  if (bytes === undefined) return undefined;
  const parts = fromCbor(bytes.subarray(3));
  if (!Array.isArray(parts) || parts.length !== 5) return undefined;
  const header = Buffer.from(bytes.subarray(0, 3));
  if (header.equals(HEADERS.base)) return base(parts as readonly Cbor[]);
  return header.equals(HEADERS.derived) ? derived(parts as readonly Cbor[]) : undefined;
}

/** The parts of a value in their order. */
const partsOf = (value: BaseValue | DerivedValue): readonly Cbor[] =>
  value.form === "base"
    ? [value.baseSignature, value.publicKey, value.hmacKey, value.signatures, value.mandatoryPointers]
    : [value.baseSignature, value.publicKey, value.signatures, value.labels, value.mandatory];

export const disclosureText = (value: BaseValue | DerivedValue): string =>
  `u${base64url(Buffer.concat([HEADERS[value.form], toCbor(partsOf(value))]))}`;

/** The key of the single statements; undefined when the bytes are no point on P-256. */
export function statementKey(publicKey: Uint8Array): KeyObject | undefined {
  const key = keyOfMultikey(multibase58(publicKey));
  return key?.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : undefined;
}
