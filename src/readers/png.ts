// PNG images with a credential baked in (Open Badges 3.0, section 5.3.1). Chunks are read and never a pixel decoded,
// so that an image of any size costs no more than its bytes (PNG, third edition: section 5 for chunks, 11.3.3 for text).
import { crc32, inflateSync } from "node:zlib";
import { BAKED_MARKS, type Baked, type BakedSpot, LARGEST_IMAGE, noBaked, oneBaked } from "./baked.ts";

/** An honest image has a few hundred; each costs some work of its own. */
const MOST_CHUNKS = 100_000;
/** Bytes that a compressed text may unpack to, at most. */
const LARGEST_TEXT = 1024 * 1024;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether the bytes begin as a PNG does; the rest of its signature tells of damage in transit. */
export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.slice(0, 4).every((byte, at) => bytes[at] === byte);

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");

const TEXT_CHUNKS = new Set(["iTXt", "tEXt", "zTXt"]);
/** Bytes of a text chunk's keyword, at most. */
const LONGEST_KEYWORD = 79;

const damaged = (message: string): Baked => noBaked("IMAGE_DAMAGED", message);

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function inflated(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: LARGEST_TEXT });
  } catch {
    return undefined;
  }
}

/** What follows the keyword in an iTXt chunk: compression flag and method, language tag, translated keyword, text. */
function international(data: Uint8Array): Omit<Extract<Baked, { ok: true }>, "as"> | string {
  const [flag, method] = data;
  const language = data.indexOf(0, 2);
  const translated = language === -1 ? -1 : data.indexOf(0, language + 1);
  if (translated === -1 || (flag !== 0 && flag !== 1) || method !== 0) {
    return "the chunk that holds the credential is not put together as the PNG standard says";
  }
  const body = data.subarray(translated + 1);
  const unpacked = flag === 1 ? inflated(body) : body;
  if (unpacked === undefined) {
    return `the credential is compressed, and does not unpack to at most ${LARGEST_TEXT / 1024} KiB`;
  }
  const text = textOf(unpacked);
  if (text === undefined) return "want the credential in the image to be UTF-8 text, got another encoding";
  // The standard forbids compression; image programs that rewrite a file do it all the same, and the words stay the same.
  return flag === 1 ? { ok: true, text, note: "compressed" } : { ok: true, text };
}

function spotIn(type: string, data: Uint8Array): BakedSpot | undefined {
  const end = data.subarray(0, LONGEST_KEYWORD + 1).indexOf(0);
  const keyword = latin1(data.subarray(0, Math.max(end, 0)));
  const as = BAKED_MARKS.find((mark) => mark.keyword === keyword)?.as;
  if (as === undefined) return undefined;
  const rest = data.subarray(end + 1);
  // Open Badges 2.0 was baked into plain text chunks too.
  if (type === "tEXt" && as === "Open Badges 2.0") return { as, read: () => ({ ok: true, as, text: latin1(rest) }) };
  if (type !== "iTXt") return { as, read: () => damaged(`want the credential in an iTXt chunk, got one in ${type}`) };
  const read = (): Baked => {
    const found = international(rest);
    return typeof found === "string" ? damaged(found) : { ...found, as };
  };
  return { as, read };
}

/** The credential in a PNG image. What stands after IEND is no part of it. */
export function bakedInPng(bytes: Uint8Array): Baked {
  if (bytes.length > LARGEST_IMAGE) {
    return noBaked("IMAGE_REFUSED", `want an image of at most ${LARGEST_IMAGE / 1024 / 1024} MiB`);
  }
  if (!SIGNATURE.every((byte, at) => bytes[at] === byte)) {
    return damaged("the image was damaged on its way, as when it is sent as text");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const spots: BakedSpot[] = [];
  let at = SIGNATURE.length;
  for (let count = 0; ; count += 1) {
    if (count === MOST_CHUNKS) return noBaked("IMAGE_REFUSED", `want at most ${MOST_CHUNKS} chunks in a PNG image`);
    const length = at + 12 <= bytes.length ? view.getUint32(at) : bytes.length;
    // Twelve bytes of every chunk are its length, its type and its checksum.
    if (at + 12 + length > bytes.length) return damaged("the image is cut off: it has no end");
    const type = latin1(bytes.subarray(at + 4, at + 8));
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) {
      return damaged(`the image is damaged: the checksum of its chunk ${count + 1} does not fit`);
    }
    if (count === 0 && type !== "IHDR") return damaged("the image does not begin with its header");
    if (type === "IEND") return oneBaked(spots, "PNG");
    const data = bytes.subarray(at + 8, at + 8 + length);
    const spot = TEXT_CHUNKS.has(type) ? spotIn(type, data) : undefined;
    if (spot !== undefined) spots.push(spot);
    at += 12 + length;
  }
}
