// Text in another encoding than UTF-8: told by what it looks like, and never read by guessing.
import { fault } from "../core/fault.ts";
import { charOf } from "../core/windows-1252.ts";

const EXCEL = 'In Excel: Save As, "CSV UTF-8". In other programs, choose UTF-8 when you save.';

type Form = readonly [name: string, applies: (bytes: Uint8Array) => boolean];

const begins =
  (...mark: readonly number[]) =>
  (bytes: Uint8Array): boolean =>
    mark.every((byte, index) => bytes[index] === byte);

/** Latin text has a zero in nearly every second byte: before each letter or behind it, and seldom both. */
const zeros = (bytes: Uint8Array, parity: 0 | 1): boolean => {
  const start = bytes.subarray(0, 1000);
  const at = (which: number) => start.filter((byte, index) => byte === 0 && index % 2 === which).length;
  const found = at(parity);
  return start.length > 1 && found * 4 >= start.length && found > 4 * at(1 - parity);
};

/** The longer mark first: that of UTF-32 begins with that of UTF-16. */
const FORMS: readonly Form[] = [
  ["UTF-32", begins(0xff, 0xfe, 0, 0)],
  ["UTF-32", begins(0, 0, 0xfe, 0xff)],
  ["UTF-16", begins(0xff, 0xfe)],
  ["UTF-16", begins(0xfe, 0xff)],
  ["UTF-16 without a byte order mark", (bytes) => zeros(bytes, 1)],
  ["UTF-16 without a byte order mark", (bytes) => zeros(bytes, 0)],
  ["a spreadsheet's own file (a ZIP archive)", begins(0x50, 0x4b, 3, 4)],
  ["a spreadsheet's own file (of old Excel)", begins(0xd0, 0xcf, 0x11, 0xe0)],
];

const isWide = ([name]: Form): boolean => name.startsWith("UTF");

/** What stands for a byte that is none of UTF-8's. */
const LOST = "\ufffd";

/** The first byte that is no UTF-8, and where it stands. */
function oddByte(bytes: Uint8Array) {
  const read = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let at = read.indexOf(LOST);
  const offset = () => Buffer.byteLength(read.slice(0, at));
  // The sign for a lost letter may stand in the file itself.
  while (Buffer.from(bytes.subarray(offset(), offset() + 3)).toString() === LOST) at = read.indexOf(LOST, at + 1);
  const valid = read.slice(0, at);
  const byte = bytes[offset()] ?? 0;
  const lines = valid.split(/\r\n|\n|\r/);
  return { byte, line: lines.length, column: [...(lines.at(-1) ?? "")].length + 1 };
}

const LINE_BREAK = /\r\n|\n|\r/g;

const MARK = "\ufeff";
/** The mark of UTF-8 after its three bytes were read as Windows-1252 and saved as UTF-8. */
const MARK_TWICE = "ï»¿";

/** Bytes by which a form is known. */
const START = 1000;

export interface Decoding {
  /** The text of the next bytes, which end where a line does. Throws ENCODING. */
  readonly take: (bytes: Uint8Array) => string;
  /** The byte order mark that stood before all. */
  readonly mark: () => string;
}

/** UTF-8 that comes in pieces; what is wrong with it is told as if it had come at once. */
export function decoding(file: string): Decoding {
  let start: Uint8Array | undefined;
  let [line, mark] = [1, ""];
  const begin = (bytes: Uint8Array): Uint8Array => {
    start = bytes.slice(0, START);
    return start;
  };
  /** The encoding that the bytes look like, or the byte that fits none. */
  const encodingFault = (bytes: Uint8Array, beginning: Uint8Array) => {
    const form = FORMS.find(([, applies]) => applies(beginning));
    if (form !== undefined) return fault("ENCODING", `want UTF-8, got ${form[0]}`, { file, hint: EXCEL });
    const { byte, ...odd } = oddByte(bytes);
    const hex = byte.toString(16).toUpperCase();
    const letter = charOf(byte);
    const there = /\p{C}/u.test(letter) ? "" : `, there ${letter}`;
    const message = `want UTF-8, got a letter in another encoding, such as Windows-1252 (byte ${hex}${there})`;
    return fault("ENCODING", message, { file, line: line - 1 + odd.line, column: odd.column, hint: EXCEL });
  };
  const textOf = (bytes: Uint8Array, beginning: Uint8Array): string => {
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      if (!text.includes("\0") || !FORMS.some((form) => isWide(form) && form[1](beginning))) return text;
    } catch {}
    throw encodingFault(bytes, beginning);
  };
  const take: Decoding["take"] = (bytes) => {
    const isFirst = start === undefined;
    const text = textOf(bytes, start ?? begin(bytes));
    if (isFirst && text.startsWith(MARK_TWICE)) {
      throw fault("ENCODING", "want UTF-8, got UTF-8 that was converted to UTF-8 a second time", {
        file,
        line: 1,
        column: 1,
        hint: "Take the file from the system that it came from again, and open it as UTF-8.",
      });
    }
    if (isFirst && text.startsWith(MARK)) mark = MARK;
    line += text.match(LINE_BREAK)?.length ?? 0;
    return isFirst ? text.slice(mark.length) : text;
  };
  return { take, mark: () => mark };
}

/** The text of UTF-8, and the byte order mark that stood before it. Throws ENCODING. */
export function decoded(bytes: Uint8Array, file: string): { readonly text: string; readonly mark: string } {
  const { take, mark } = decoding(file);
  const text = take(bytes);
  return { text, mark: mark() };
}
