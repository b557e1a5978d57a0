// Images made for tests: a PNG from its chunks, and an SVG with anything in it.
import { crc32, deflateSync } from "node:zlib";

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** A chunk; `crc` and `length` only where they are to be wrong. */
export function chunk(
  type: string,
  data: Uint8Array | string = "",
  { crc, length }: { readonly crc?: number; readonly length?: number } = {},
): Buffer {
  const body = typeof data === "string" ? Buffer.from(data) : Buffer.from(data);
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  return Buffer.concat([word(length ?? body.length), named, word(crc ?? crc32(named))]);
}

export const SIGNATURE: Buffer = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** One grey pixel. */
export const HEADER: Buffer = chunk("IHDR", Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
export const PIXELS: Buffer = chunk("IDAT", deflateSync(Buffer.from([0, 0])));
export const END: Buffer = chunk("IEND");

/** A whole PNG with chunks between its pixels and its end. */
export const png = (...chunks: readonly Uint8Array[]): Buffer =>
  Buffer.concat([SIGNATURE, HEADER, PIXELS, ...chunks, END]);

export interface TextOptions {
  readonly keyword?: string;
  readonly flag?: number;
  readonly method?: number;
  readonly language?: string;
  readonly translated?: string;
}

/** An iTXt chunk (PNG, section 11.3.3.4), compressed when its flag says so. */
export function iTXt(
  text: string | Uint8Array,
  { keyword = "openbadgecredential", flag = 0, method = 0, language = "", translated = "" }: TextOptions = {},
): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.concat([Buffer.from(`${keyword}\0`), Buffer.from([flag, method])]);
  const names = Buffer.from(`${language}\0${translated}\0`);
  return chunk("iTXt", Buffer.concat([head, names, flag === 1 ? deflateSync(body) : body]));
}

export const OB_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0";
export const CLR_NAMESPACE = "https://purl.imsglobal.org/clr/v2p0";

/** A drawing around some elements, with the prefix that the standard's own examples use. */
export const svg = (inside: string, attributes = ""): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="${OB_NAMESPACE}" ${attributes}>${inside}<path d="M0 0"/></svg>`;

export const element = (body: string): string => `<openbadges:credential><![CDATA[${body}]]></openbadges:credential>`;
