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

/** By bytes: a text of many millions of escapes would take seconds by pattern. */
function escaped(text: string): string {
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

/** A blank node of a statement, with the place that RDFC-1.0 calls its position. */
export type Blank = readonly [place: "s" | "o" | "g", label: string];

/** A statement's line, but for the labels of its blank nodes: each belongs between one of the texts and the next. */
export interface Line {
  readonly predicate: string;
  readonly texts: readonly string[];
  readonly blanks: readonly Blank[];
}

export function lineFor({ subject, predicate, object, graph }: Statement): Line {
  const texts: string[] = [];
  const blanks: Blank[] = [];
  let text = "";
  const write = (place: Blank[0], term: Term): void => {
    if (term.termType === "BlankNode") {
      texts.push(`${text}_:`);
      blanks.push([place, term.value]);
      text = "";
    } else text += term.termType === "Literal" ? literal(term) : `<${term.value}>`;
  };
  write("s", subject);
  text += ` <${predicate.value}> `;
  write("o", object);
  if (graph.termType !== "DefaultGraph") {
    text += " ";
    write("g", graph);
  }
  texts.push(`${text} .\n`);
  return { predicate: predicate.value, texts, blanks };
}

/** Gives a blank node the label it is written with, without `_:`. */
export type Labelling = (label: string) => string;

/** The line with its line break. */
export function labelled({ texts, blanks }: Line, label: Labelling): string {
  let line = texts[0] ?? "";
  for (let index = 0; index < blanks.length; index++) line += label(blanks[index]?.[1] ?? "") + texts[index + 1];
  return line;
}

/** A statement as a line. */
export const lineOf = (statement: Statement, label: Labelling): string => labelled(lineFor(statement), label);
