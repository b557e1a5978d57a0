// A list of texts outside of the heap.

/** Texts by number: the paths of a large batch are many, and the collector lets a heap grow to several times of what is in it. */
export interface Packed {
  readonly length: number;
  readonly at: (number: number) => string;
}

export function packed(names: readonly string[]): Packed {
  const bytes = Buffer.from(names.join("\0"));
  const ends = new Uint32Array(names.length);
  let end = -1;
  for (const [at, name] of names.entries()) {
    end += 1 + Buffer.byteLength(name);
    ends[at] = end;
  }
  return {
    length: names.length,
    at: (number) => bytes.toString("utf8", number === 0 ? 0 : (ends[number - 1] ?? 0) + 1, ends[number]),
  };
}
