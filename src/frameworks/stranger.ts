// Files that are no CASE framework, told by their first bytes, so that the answer says what they are and what to do.

interface Stranger {
  readonly is: string;
  readonly starts: readonly string[];
  readonly hint: string;
}

const FROM_SERVER =
  "A framework is a JSON file, as …/ims/case/v1p1/CFPackages/{identifier} of a CASE server gives it; laurel case fetch gets it.";
const SHEET =
  "laurel case import FILE --out framework.json makes a framework of a spreadsheet in the three-sheet form.";

const STRANGERS: readonly Stranger[] = [
  { is: "a workbook or another ZIP archive", starts: ["PK\u0003\u0004", "PK\u0005\u0006"], hint: SHEET },
  {
    is: "an old Excel workbook (.xls)",
    starts: ["\u00d0\u00cf\u0011\u00e0"],
    hint: `Save it as .xlsx first. ${SHEET}`,
  },
  {
    is: "a picture",
    starts: ["\u0089PNG", "\u00ff\u00d8\u00ff", "GIF8", "RIFF", "BM", "II*\u0000", "MM\u0000*"],
    hint: FROM_SERVER,
  },
  { is: "a PDF", starts: ["%PDF"], hint: FROM_SERVER },
  { is: "a packed file", starts: ["\u001f\u008b"], hint: "Unpack it first." },
  { is: "a web page or XML", starts: ["<"], hint: FROM_SERVER },
];

/** Text in columns: no JSON begins with a letter or a quotation mark and has a comma on the same line. */
const isTable = (start: string): boolean => /^(?:"[^"\r\n]*"|[A-Za-z][^,;\t\r\n{}[\]]*)[,;\t]/.test(start);

/** What a file is that is no JSON, from its first bytes; undefined when it may be. */
export function strangerOf(bytes: Uint8Array): { readonly is: string; readonly hint: string } | undefined {
  const start = Buffer.from(bytes.subarray(0, 400))
    .toString("latin1")
    .replace(/^(?:\u00ef\u00bb\u00bf)?\s*/, "");
  const known = STRANGERS.find(({ starts }) => starts.some((mark) => start.startsWith(mark)));
  return known ?? (isTable(start) ? { is: "a table (CSV)", hint: SHEET } : undefined);
}
