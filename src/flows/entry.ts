// A credential of a batch by its place, and a store of as many of them as there are: 68 bytes for each, outside of the
// heap, which its collector lets grow to several times of what is in it.
import { type Age, compareAges } from "./double.ts";
import type { Proving } from "./proving.ts";

/** A credential by its place: the file in the list of inputs, and which of the file's credentials it is. */
export interface Entry extends Age {
  readonly file: number;
  readonly nth: number;
  readonly subject: number;
  /** Of the file's bytes, which must be the same when they are read again. */
  readonly digest: Uint8Array;
  readonly proving: Proving | undefined;
  readonly flag: string | undefined;
}

/** Bytes of a name or a digest. */
export const WIDTH = 16;
const ROW = 68;
const AT = { key: 0, digest: 16, from: 32, signed: 40, file: 48, nth: 52, subject: 56, proving: 60, flag: 64 } as const;

/** Values by number; what says the same has the same number. */
function pool<T>() {
  const numbers = new Map<string, number>();
  const values: T[] = [];
  return {
    numberOf: (value: T): number => {
      const key = JSON.stringify(value) ?? "";
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, values.length);
      return values.push(value) - 1;
    },
    at: (number: number): T | undefined => values[number],
  };
}

export interface EntryStore {
  /** `key` is the same for all copies of one credential. */
  readonly add: (key: Uint8Array, entry: Entry) => void;
  readonly at: (row: number) => Entry;
  readonly subjectAt: (row: number) => number;
  /** The row of one entry for each key, the newest, in the order of the keys. */
  readonly newest: () => Uint32Array;
  readonly rowOf: (key: Uint8Array, rows: Uint32Array) => number | undefined;
  readonly size: () => number;
}

export function openEntries(): EntryStore {
  let bytes = Buffer.alloc(ROW * 1024);
  let size = 0;
  const provings = pool<Proving | undefined>();
  const flags = pool<string | undefined>();

  /** Two pieces of two rows, without a copy of either. */
  const compareAt = (a: number, b: number, place: number): number => {
    const [first, second] = [a * ROW + place, b * ROW + place];
    return bytes.compare(bytes, second, second + WIDTH, first, first + WIDTH);
  };
  const ageAt = (row: number): Age => ({
    from: bytes.readDoubleLE(row * ROW + AT.from),
    signed: bytes.readDoubleLE(row * ROW + AT.signed),
  });
  /** By key; of one key, the newest first, and of one age, always the same one. */
  const compare = (a: number, b: number): number =>
    compareAt(a, b, AT.key) || compareAges(ageAt(b), ageAt(a)) || compareAt(b, a, AT.digest);

  return {
    add: (key, { digest, from, signed, file, nth, subject, proving, flag }) => {
      const start = size * ROW;
      if (start === bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
      bytes.set(key, start + AT.key);
      bytes.set(digest, start + AT.digest);
      bytes.writeDoubleLE(from, start + AT.from);
      bytes.writeDoubleLE(signed, start + AT.signed);
      bytes.writeUInt32LE(file, start + AT.file);
      bytes.writeUInt32LE(nth, start + AT.nth);
      bytes.writeUInt32LE(subject, start + AT.subject);
      bytes.writeUInt32LE(provings.numberOf(proving), start + AT.proving);
      bytes.writeUInt32LE(flags.numberOf(flag), start + AT.flag);
      size += 1;
    },
    at: (row) => {
      const start = row * ROW;
      return {
        ...ageAt(row),
        digest: bytes.subarray(start + AT.digest, start + AT.digest + WIDTH),
        file: bytes.readUInt32LE(start + AT.file),
        nth: bytes.readUInt32LE(start + AT.nth),
        subject: bytes.readUInt32LE(start + AT.subject),
        proving: provings.at(bytes.readUInt32LE(start + AT.proving)),
        flag: flags.at(bytes.readUInt32LE(start + AT.flag)),
      };
    },
    newest: () => {
      const rows = new Uint32Array(size).map((_, row) => row).sort(compare);
      return rows.filter((row, at) => at === 0 || compareAt(row, rows[at - 1] ?? 0, AT.key) !== 0);
    },
    rowOf: (key, rows) => {
      const against = (row: number) => bytes.compare(key, 0, WIDTH, row * ROW + AT.key, row * ROW + AT.key + WIDTH);
      let [low, high] = [0, rows.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (against(rows[middle] ?? 0) < 0) low = middle + 1;
        else high = middle;
      }
      const row = rows[low];
      return row !== undefined && against(row) === 0 ? row : undefined;
    },
    subjectAt: (row) => bytes.readUInt32LE(row * ROW + AT.subject),
    size: () => size,
  };
}
