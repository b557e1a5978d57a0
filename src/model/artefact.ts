// What a spreadsheet or a conversion left in a cell in place of what was meant. Nothing of it is guessed back.
import { byteOf, UPPER } from "../core/windows-1252.ts";
import type { ColumnName } from "./column.ts";

export interface Complaint {
  readonly message: string;
  readonly hint: string;
}

interface Artefact extends Complaint {
  readonly applies: (text: string) => boolean;
  /** Only in these columns. */
  readonly columns?: ReadonlySet<ColumnName>;
}

/** Columns whose texts tell one thing from another, so that two that only look alike must not be there. */
const TELLING: ReadonlySet<ColumnName> = new Set(["id", "email", "did", "achievement"]);
const NUMBERS: ReadonlySet<ColumnName> = new Set(["id", "license number"]);
/** Nobody's name has a question mark in it, or the signs of a web page. */
const NAMES: ReadonlySet<ColumnName> = new Set(["name", "given name", "family name"]);

const DECODER = new TextDecoder("utf-8", { fatal: true });

/** Two to four characters that, as bytes of Windows-1252, are one letter of UTF-8. */
const TWICE = new RegExp(`[\u00c2-\u00f4][\u0080-\u00bf${UPPER}]{1,3}`, "g");

function isLetterTwiceEncoded(run: string): boolean {
  for (let length = 2; length <= run.length; length++) {
    try {
      DECODER.decode(Uint8Array.from([...run].slice(0, length).map(byteOf)));
      return true;
    } catch {}
  }
  return false;
}

const isTwiceEncoded = (text: string): boolean => (text.match(TWICE) ?? []).some(isLetterTwiceEncoded);

const AS_VALUES = "In the spreadsheet, copy the column, paste it as values, and save again.";
const AS_TEXT = "In the spreadsheet, format the column as text, enter the number anew, and save again.";

const ARTEFACTS: readonly Artefact[] = [
  {
    applies: (text) => /^#(?:N\/A|NV|DIV\/0!|[\p{Lu}\d_/¡¿]+[!?])$/u.test(text),
    message: "want a value, got the error of a spreadsheet's formula",
    hint: "Mend the formula in the spreadsheet, and save again.",
  },
  {
    applies: (text) => /^#{3,}$/.test(text),
    message: "want a value, got the number signs of a spreadsheet's column that was too narrow",
    hint: "Make the column wider in the spreadsheet, and save again.",
  },
  {
    applies: (text) => /^=[^\s=>]/.test(text) || /^[+@-]\s*(?:[A-Z][A-Z0-9.]*\(|cmd\|)/.test(text),
    message: "want a value, got the formula of a spreadsheet",
    hint: AS_VALUES,
  },
  {
    applies: (text) => text.includes("\ufffd"),
    message: "a letter was lost when this text was converted, and stands as U+FFFD",
    hint: "Save the roster again as UTF-8 from the system that it came from.",
  },
  {
    columns: NAMES,
    applies: (text) => /\p{L}\?|\?\p{L}/u.test(text),
    message: "a letter was lost when this text was converted, and stands as a question mark",
    hint: "Save the roster again as UTF-8 from the system that it came from.",
  },
  {
    columns: NAMES,
    applies: (text) => /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/i.test(text),
    message: "a letter stands in the code of a web page, such as &eacute; for é or &#39; for an apostrophe",
    hint: "Save the roster again as text from the system that it came from, or type the cell anew.",
  },
  {
    applies: isTwiceEncoded,
    message: "letters were converted to UTF-8 twice, such as Ã© for é",
    hint: "Save the roster again as UTF-8 from the system that it came from, and open it as UTF-8 from then on.",
  },
  {
    // What a conversion by the wrong table leaves of curly quotation marks and dashes, and what pads a damaged file.
    applies: (text) => /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text),
    message: "a control character stands in it, which no program shows",
    hint: "Save the roster again as UTF-8 from the system that it came from, or type the cell anew.",
  },
  {
    columns: TELLING,
    applies: (text) => /[\t\n\r\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff]/.test(text),
    message: "a character stands in it that nobody sees, such as a no-break space, a line break or one of no width",
    hint: "Type the cell anew; copied texts often bring such characters along.",
  },
  {
    columns: NUMBERS,
    applies: (text) => /^\d(?:[.,]\d+)?E\+\d{2,3}$/i.test(text),
    message: "want the number as it is, got a spreadsheet's short form of it, whose last digits are lost",
    hint: AS_TEXT,
  },
  {
    columns: NUMBERS,
    applies: (text) => /^\d{3,}[.,]0$/.test(text),
    message: "want the number as it is, got one with a decimal, which an export made of it",
    hint: AS_TEXT,
  },
  {
    columns: NUMBERS,
    applies: (text) => /^['’`]\s*\d/.test(text),
    message: "want the number as it is, got one behind an apostrophe, by which a spreadsheet tells text from numbers",
    hint: "Take the apostrophe out.",
  },
];

/** What was left in a cell of a column, or in one of no column's own. */
export const artefactIn = (text: string, column: ColumnName | undefined): Complaint | undefined =>
  ARTEFACTS.find(
    ({ applies, columns }) => (columns === undefined || (column !== undefined && columns.has(column))) && applies(text),
  );
