// The text of a file of any length, piece by piece.
import { createHash } from "node:crypto";
import { decoding } from "./encoding.ts";
import { bytesOf } from "./files.ts";

export interface OpenText {
  /** Pieces that end where a line does; read once. */
  readonly pieces: AsyncIterable<string>;
  /** When all pieces were read: the byte order mark before them, and the hash of the bytes. */
  readonly mark: () => string;
  readonly sha256: () => string;
}

/** Fewest bytes of a piece. */
const PIECE = 1 << 16;

async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    const end = Math.max(chunk.lastIndexOf("\n"), chunk.lastIndexOf("\r", -2)) + 1;
    if (size < PIECE || end === 0) continue;
    yield Buffer.concat([...waiting.slice(0, -1), chunk.subarray(0, end)]);
    waiting = [chunk.subarray(end)];
    size = chunk.length - end;
  }
  yield Buffer.concat(waiting);
}

export function openText(path: string): OpenText {
  const hash = createHash("sha256");
  const { take, mark } = decoding(path);
  const pieces = (async function* () {
    for await (const bytes of wholeLines(bytesOf(path))) {
      hash.update(bytes);
      yield take(bytes);
    }
  })();
  return { pieces, mark, sha256: () => hash.digest("hex") };
}

/** Lines in pieces that are worth a write each. */
export function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}
