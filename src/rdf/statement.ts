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

const ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};

const escaped = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f"\\]/g,
    (char) => ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );

function literal({ value, datatype, language }: Term): string {
  const quoted = `"${escaped(value)}"`;
  if (language !== undefined) return `${quoted}@${language}`;
  return datatype === undefined || datatype.value === XSD_STRING ? quoted : `${quoted}^^<${datatype.value}>`;
}

/** Gives a blank node the label it is written with, without `_:`. */
export type Labelling = (label: string) => string;

function written(term: Term, label: Labelling): string {
  if (term.termType === "BlankNode") return `_:${label(term.value)}`;
  return term.termType === "Literal" ? literal(term) : `<${term.value}>`;
}

/** A statement as a line, with its line break. */
export function lineOf({ subject, predicate, object, graph }: Statement, label: Labelling): string {
  const end = graph.termType === "DefaultGraph" ? "" : ` ${written(graph, label)}`;
  return `${written(subject, label)} <${predicate.value}> ${written(object, label)}${end} .\n`;
}

const isBlank = ({ termType }: Term): boolean => termType === "BlankNode";

/** Whether nothing in it is a blank node. */
export const isGround = ({ subject, object, graph }: Statement): boolean =>
  !isBlank(subject) && !isBlank(object) && !isBlank(graph);

/** A blank node of a statement, with the place that RDFC-1.0 calls its position. */
export type Blank = readonly [place: "s" | "o" | "g", label: string];

export function blanksOf({ subject, object, graph }: Statement): readonly Blank[] {
  const blanks: Blank[] = [];
  if (isBlank(subject)) blanks.push(["s", subject.value]);
  if (isBlank(object)) blanks.push(["o", object.value]);
  if (isBlank(graph)) blanks.push(["g", graph.value]);
  return blanks;
}
