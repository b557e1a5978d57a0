// CBOR (RFC 8949) as far as selective disclosures use it: whole numbers, bytes, text, arrays, and maps from numbers.
// Strict: definite lengths, the shortest form of every number (section 4.2.1), no tags, nothing left over.

export type Cbor = number | string | Uint8Array | readonly Cbor[] | ReadonlyMap<number, Cbor>;

const KIND = { number: 0, bytes: 2, text: 3, array: 4, map: 5 } as const;

/** Bytes of a head's argument by its additional information, and the least value that needs so many. */
const WIDTHS: Readonly<Record<number, readonly [bytes: number, least: number]>> = {
  24: [1, 24],
  25: [2, 0x100],
  26: [4, 0x1_0000],
};

/** Arrays and maps in each other; the structures that are read need two. */
const DEEPEST = 4;

/** The value, or undefined for bytes that are anything else than one value in the form above. */
export function fromCbor(bytes: Uint8Array): Cbor | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const fail = (): never => {
    throw new RangeError();
  };
  const head = (): readonly [kind: number, argument: number] => {
    const first = view.getUint8(at);
    at += 1;
    const [kind, info] = [first >> 5, first & 31];
    if (info < 24) return [kind, info];
    const [width, least] = WIDTHS[info] ?? fail();
    const argument = width === 1 ? view.getUint8(at) : width === 2 ? view.getUint16(at) : view.getUint32(at);
    at += width;
    return argument < least ? fail() : [kind, argument];
  };
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) fail();
    at += length;
    return bytes.slice(at - length, at);
  };
  /** Every item takes a byte at least, so that no count can promise more than there is. */
  const times = (count: number): readonly undefined[] =>
    count > bytes.length - at ? fail() : new Array<undefined>(count).fill(undefined);

  const READERS: Readonly<Record<number, (argument: number, depth: number) => Cbor>> = {
    [KIND.number]: (argument) => argument,
    [KIND.bytes]: take,
    [KIND.text]: (length) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(take(length)),
    [KIND.array]: (count, depth) => times(count).map(() => value(depth + 1)),
    [KIND.map]: (count, depth) => {
      const map = new Map<number, Cbor>();
      for (const _ of times(count)) {
        const key = value(depth + 1);
        if (typeof key !== "number" || map.has(key)) fail();
        else map.set(key, value(depth + 1));
      }
      return map;
    },
  };
  const value = (depth: number): Cbor => {
    if (depth > DEEPEST) fail();
    const [kind, argument] = head();
    return (READERS[kind] ?? fail)(argument, depth);
  };
  try {
    const whole = value(1);
    return at === bytes.length ? whole : undefined;
  } catch (error) {
    // DataView and TextDecoder say in their own words that the bytes end too early or are no text.
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function headOf(kind: number, argument: number): Buffer {
  if (!Number.isInteger(argument) || argument < 0 || argument > 0xffff_ffff) {
    throw new RangeError("want a whole number of at most 32 bits");
  }
  const info = argument < 24 ? argument : argument < 0x100 ? 24 : argument < 0x1_0000 ? 25 : 26;
  const width = WIDTHS[info]?.[0] ?? 0;
  const head = Buffer.alloc(1 + width, (kind << 5) | info);
  if (width > 0) head.writeUIntBE(argument, 1, width);
  return head;
}

/** A value in its one deterministic form (RFC 8949, section 4.2.1): the keys of a map ascend. */
export function toCbor(value: Cbor): Buffer {
  if (typeof value === "number") return headOf(KIND.number, value);
  if (value instanceof Uint8Array) return Buffer.concat([headOf(KIND.bytes, value.length), value]);
  if (typeof value === "string") {
    const text = Buffer.from(value);
    return Buffer.concat([headOf(KIND.text, text.length), text]);
  }
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<number, Cbor>)].sort(([a], [b]) => a - b);
    return Buffer.concat([headOf(KIND.map, entries.length), ...entries.flat().map(toCbor)]);
  }
  const items = value as readonly Cbor[];
  return Buffer.concat([headOf(KIND.array, items.length), ...items.map(toCbor)]);
}
