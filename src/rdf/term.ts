// RDF terms from the values of JSON-LD (JSON-LD 1.1 Processing Algorithms, sections 8.2.2 and 8.6). What RDF has no
// place for is refused, never dropped: it would stand there unsigned.
import { type Json, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { NoStatement } from "./refusal.ts";
import type { Term } from "./statement.ts";

export const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XSD = "http://www.w3.org/2001/XMLSchema#";

export const iri = (value: string): Term => ({ termType: "NamedNode", value });
export const blank = (label: string): Term => ({ termType: "BlankNode", value: label });
export const DEFAULT_GRAPH: Term = { termType: "DefaultGraph", value: "" };

const STRING = iri(`${XSD}string`);
const BOOLEAN = iri(`${XSD}boolean`);
const INTEGER = iri(`${XSD}integer`);
const DOUBLE = iri(`${XSD}double`);

/** White space, a control character or an angle bracket in an IRI could end it early on its line of N-Quads. */
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\u0000-\u0020<>]*$/;

export const isIri = (value: string): boolean => ABSOLUTE.test(value);

export function absolute(value: string): Term {
  if (!isIri(value)) throw new NoStatement(`want an absolute identifier, got ${quoted(value)}`);
  return iri(value);
}

/** JSON-LD labels its nodes as authors did, or not at all: two kinds of label that must never meet. */
export const resource = (id: string): Term => (id.startsWith("_:") ? blank(`own${id.slice(2)}`) : absolute(id));

export function predicate(property: string): Term {
  if (property.startsWith("_:")) throw new NoStatement(`want a term with an identifier, got ${quoted(property)}`);
  return absolute(property);
}

/** Section 8.2, "Data Round Tripping": numbers with a fraction, or too large for an integer, are doubles. */
function plain(value: Json, datatype: Term | undefined): readonly [string, Term] {
  if (typeof value === "boolean") return [String(value), datatype ?? BOOLEAN];
  if (typeof value !== "number") return [text(value) ?? "", datatype ?? STRING];
  if (value % 1 !== 0 || Math.abs(value) >= 1e21 || datatype?.value === DOUBLE.value) {
    return [value.toExponential(15).replace(/(\d)0*e\+?/, "$1E"), datatype ?? DOUBLE];
  }
  return [value.toFixed(0), datatype ?? INTEGER];
}

/** A string, number or boolean, of the datatype that was asked for or of its own. */
export function literal(value: Json, datatype?: Term): Term {
  const [said, type] = plain(value, datatype);
  return { termType: "Literal", value: said, datatype: type };
}
