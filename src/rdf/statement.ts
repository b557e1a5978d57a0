// RDF statements, and the one way to write each as a line of canonical N-Quads (RDFC-1.0, section 5).

export interface Term {
  readonly termType: "NamedNode" | "BlankNode" | "Literal" | "DefaultGraph";
  /** IRI, blank node label without `_:`, or the text of a literal. */
  readonly value: string;
  readonly datatype?: { readonly value: string };
  readonly language?: string;
}

export interface Statement {
  readonly subject: Term;
  readonly predicate: Term;
  readonly object: Term;
  readonly graph: Term;
}

const XSD_STRING = "http://www.w3.org/2001/XMLSchema#string";

const NAMED: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};

const SPECIAL = /[\u0000-\u001f"\\\u007f]/;

/** How each special byte is written; none of them is a part of another character in UTF-8. */
const ESCAPES: readonly (Uint8Array | undefined)[] = Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  if (!SPECIAL.test(char)) return undefined;
  return Buffer.from(NAMED[char] ?? `\\u${byte.toString(16).toUpperCase().padStart(4, "0")}`);
});

/** The text of a literal between its quotation marks. By bytes: a text of many millions of escapes would take seconds by pattern. */
export function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  const bytes = Buffer.from(text);
  let length = 0;
  for (const byte of bytes) length += ESCAPES[byte]?.length ?? 1;
  const made = Buffer.allocUnsafe(length);
  let at = 0;
  for (const byte of bytes) {
    const special = ESCAPES[byte];
    if (special === undefined) made[at++] = byte;
    else for (const one of special) made[at++] = one;
  }
  return made.toString();
}

function literal({ value, datatype, language }: Term): string {
  const quoted = `"${escaped(value)}"`;
  if (language !== undefined) return `${quoted}@${language}`;
  return datatype === undefined || datatype.value === XSD_STRING ? quoted : `${quoted}^^<${datatype.value}>`;
}

/** A statement's line, but for the labels of its blank nodes, which are undefined where none stands. */
export interface Line {
  readonly predicate: string;
  readonly s: string | undefined;
  readonly o: string | undefined;
  readonly g: string | undefined;
  /** What stands before the label of the subject, of the object, and of the graph. */
  readonly before: readonly [subject: string, object: string, graph: string];
}

const labelOf = ({ termType, value }: Term): string | undefined => (termType === "BlankNode" ? value : undefined);

const written = (term: Term): string =>
  term.termType === "BlankNode" ? "_:" : term.termType === "Literal" ? literal(term) : `<${term.value}>`;

/** How every line ends. */
export const END = " .\n";

export function lineFor({ subject, predicate, object, graph }: Statement): Line {
  const g = labelOf(graph);
  const behind = graph.termType === "DefaultGraph" ? END : ` ${written(graph)}${g === undefined ? END : ""}`;
  return {
    predicate: predicate.value,
    s: labelOf(subject),
    o: labelOf(object),
    g,
    before: [written(subject), ` <${predicate.value}> ${written(object)}`, behind],
  };
}

/** Whether nothing in it is a blank node. */
export const isGround = ({ s, o, g }: Line): boolean => s === undefined && o === undefined && g === undefined;

/** Places of a statement that RDFC-1.0 tells apart. */
export const PLACES = ["s", "o", "g"] as const;

/** Gives a blank node the label it is written with, without `_:`. */
export type Labelling = (label: string) => string;

/** The line with its line break. */
export function labelled({ s, o, g, before: [subject, object, graph] }: Line, label: Labelling): string {
  const first = s === undefined ? subject + object : subject + label(s) + object;
  return first + (o === undefined ? graph : label(o) + graph) + (g === undefined ? "" : label(g) + END);
}

/** A statement as a line. */
export const lineOf = (statement: Statement, label: Labelling): string => labelled(lineFor(statement), label);
