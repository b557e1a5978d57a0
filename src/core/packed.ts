// Lists outside of the heap, for what is kept of every learner of a large batch: the collector lets a heap grow to
// several times of what is in it.
import { hash } from "node:crypto";

/** Bytes of a digest. */
const WIDTH = 16;

/** A short digest of a text or of bytes, in hexadecimal digits. */
export const digestOf = (value: string | Uint8Array): string => hash("sha256", value, "hex").slice(0, 2 * WIDTH);

/** Numbers of 32 bits by their places. */
export interface Numbers {
  readonly size: () => number;
  readonly at: (place: number) => number;
  readonly set: (place: number, value: number) => void;
  /** Gives the place. */
  readonly push: (value: number) => number;
}

/** No number. */
export const NONE = 0xffffffff;

export function numbers(length = 0, value = NONE): Numbers {
  let all = new Uint32Array(Math.max(length, 16)).fill(value);
  let size = length;
  return {
    size: () => size,
    at: (place) => all[place] ?? NONE,
    set: (place, one) => {
      all[place] = one;
    },
    push: (one) => {
      if (size === all.length) {
        const larger = new Uint32Array(2 * size);
        larger.set(all);
        all = larger;
      }
      all[size] = one;
      return size++;
    },
  };
}

/** Digests by their places. */
export interface Digests {
  readonly at: (place: number) => string;
  readonly push: (digest: string) => void;
  /** The place of a digest in a list that is in order. */
  readonly find: (digest: string) => number | undefined;
}

export function digests(): Digests {
  let all: Buffer = Buffer.alloc(16 * WIDTH);
  let size = 0;
  return {
    at: (place) => all.toString("hex", place * WIDTH, (place + 1) * WIDTH),
    push: (digest) => {
      if (size * WIDTH === all.length) all = Buffer.concat([all, Buffer.alloc(all.length)]);
      all.write(digest, size * WIDTH, "hex");
      size += 1;
    },
    find: (digest) => {
      const wanted = Buffer.from(digest, "hex");
      const against = (place: number) => all.compare(wanted, 0, WIDTH, place * WIDTH, (place + 1) * WIDTH);
      let [low, high] = [0, size];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (against(middle) < 0) low = middle + 1;
        else high = middle;
      }
      return low < size && against(low) === 0 ? low : undefined;
    },
  };
}
