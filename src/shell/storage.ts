// Storage on disk, for more than fits into memory; few values need no disk yet. What fits is sorted, and
// written as a run when it is full; reading merges the runs (external merge sort; D. E. Knuth, The Art of Computer
// Programming 3, section 5.4).
import type { Pile, Sorter, Storage } from "../core/storage.ts";
import { gathering, type Span, type TempFile, tempFile } from "./temp-file.ts";

/** Bytes that are gathered before they are written, and read at a time. */
const CHUNK = 1 << 16;
/** Bytes that are sorted in memory, and that are read at a time of each of many runs. */
const RUN = 1 << 20;
const RUN_CHUNK = 1 << 13;

function pileIn<T>(file: TempFile): Pile<T> {
  const waiting = gathering();
  let [size, end] = [0, 0];
  return {
    add: (value) => {
      waiting.add(JSON.stringify(value));
      size += 1;
      if (waiting.size() >= CHUNK) end = file.append(waiting.take()).end;
    },
    size: () => size,
    *[Symbol.iterator]() {
      const last = waiting.lines();
      for (const line of file.lines({ from: 0, end }, CHUNK)) yield JSON.parse(line) as T;
      for (const line of last) yield JSON.parse(line) as T;
    },
  };
}

/** Two sorted sequences as one. */
function* merged(one: Iterator<string>, other: Iterator<string>): Generator<string> {
  let [a, b] = [one.next(), other.next()];
  while (a.done !== true && b.done !== true) {
    if (a.value <= b.value) {
      yield a.value;
      a = one.next();
    } else {
      yield b.value;
      b = other.next();
    }
  }
  for (; a.done !== true; a = one.next()) yield a.value;
  for (; b.done !== true; b = other.next()) yield b.value;
}

/** Sorted sequences as one: by halves, so that a line passes few others. */
function mergedAll(runs: readonly Iterator<string>[]): Iterator<string> {
  const half = runs.length >> 1;
  const [only] = runs;
  return half === 0 ? (only ?? [].values()) : merged(mergedAll(runs.slice(0, half)), mergedAll(runs.slice(half)));
}

/** A line is the key, the number of its addition, and the value; a tab sorts before whatever may stand in a key. */
function sorterIn<T>(file: TempFile): Sorter<T> {
  const runs: Span[] = [];
  const waiting = gathering();
  let size = 0;
  const flush = () => {
    const lines = waiting.lines().sort();
    waiting.take();
    for (const line of lines) waiting.add(line);
    runs.push(file.append(waiting.take()));
  };
  return {
    add: (key, value) => {
      waiting.add(`${key}\t${String(size++).padStart(10, "0")}\t${JSON.stringify(value)}`);
      if (waiting.size() >= RUN) flush();
    },
    size: () => size,
    *[Symbol.iterator]() {
      const last = waiting.lines().sort().values();
      const all = mergedAll([...runs.map((run) => file.lines(run, RUN_CHUNK)), last]);
      for (let next = all.next(); next.done !== true; next = all.next()) {
        const line = next.value;
        const tab = line.indexOf("\t");
        yield [line.slice(0, tab), JSON.parse(line.slice(line.indexOf("\t", tab + 1) + 1)) as T] as const;
      }
    },
  };
}

/** Does something with storage that is there for as long as it takes. */
export async function withStorage<T>(action: (storage: Storage) => Promise<T>): Promise<T> {
  const files: TempFile[] = [];
  const opened = (): TempFile => {
    const file = tempFile();
    files.push(file);
    return file;
  };
  try {
    return await action({ pile: () => pileIn(opened()), sorter: () => sorterIn(opened()) });
  } finally {
    for (const file of files) file.close();
  }
}
