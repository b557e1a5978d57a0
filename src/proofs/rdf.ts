// Expanded JSON-LD to RDF statements (JSON-LD 1.1 Processing Algorithms, section 7), in time that grows with the
// document and no faster. What RDF has no place for is refused, never dropped: it would stand there unsigned.
import { canonicalJson, isObject, type Json, type JsonObject, listOf, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Statement, Term } from "./statement.ts";

const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XSD = "http://www.w3.org/2001/XMLSchema#";

/** Something in the document that has no place in RDF. */
export class NoStatement extends Error {}

const iri = (value: string): Term => ({ termType: "NamedNode", value });
const TYPE = iri(`${RDF}type`);
const FIRST = iri(`${RDF}first`);
const REST = iri(`${RDF}rest`);
const NIL = iri(`${RDF}nil`);
const DEFAULT_GRAPH: Term = { termType: "DefaultGraph", value: "" };

/** A space, a control character or an angle bracket in an IRI could end it early on its line of N-Quads. */
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[^\u0000-\u0020<>]*$/;

function absolute(value: string): Term {
  if (!ABSOLUTE.test(value)) throw new NoStatement(`want an absolute identifier, got ${quoted(value)}`);
  return iri(value);
}

/** JSON-LD labels its nodes as authors did, or not at all: two kinds of label that must never meet. */
const resource = (id: string): Term =>
  id.startsWith("_:") ? { termType: "BlankNode", value: `own${id.slice(2)}` } : absolute(id);

function predicate(property: string): Term {
  if (property.startsWith("_:")) throw new NoStatement(`want a term with an identifier, got ${quoted(property)}`);
  return absolute(property);
}

/** Section 8.2, "Data Round Tripping": numbers with a fraction, or too large for an integer, are doubles. */
function plain(value: Json, datatype: string | undefined): readonly [string, string] {
  if (typeof value === "boolean") return [String(value), datatype ?? `${XSD}boolean`];
  if (typeof value !== "number") return [text(value) ?? "", datatype ?? `${XSD}string`];
  if (value % 1 !== 0 || Math.abs(value) >= 1e21 || datatype === `${XSD}double`) {
    return [value.toExponential(15).replace(/(\d)0*e\+?/, "$1E"), datatype ?? `${XSD}double`];
  }
  return [value.toFixed(0), datatype ?? `${XSD}integer`];
}

function literal(object: JsonObject): Term {
  const value = object["@value"] ?? null;
  const datatype = text(object["@type"]);
  if ("@direction" in object) throw new NoStatement("laurel does not read texts with a direction of writing");
  if ("@type" in object && datatype === undefined) throw new NoStatement("want one datatype of a value, got several");
  if (datatype === "@json") {
    return { termType: "Literal", value: canonicalJson(value), datatype: iri(`${RDF}JSON`) };
  }
  const language = text(object["@language"]);
  if (language !== undefined) {
    return { termType: "Literal", value: text(value) ?? "", datatype: iri(`${RDF}langString`), language };
  }
  const [said, type] = plain(value, datatype);
  return { termType: "Literal", value: said, datatype: absolute(type) };
}

/** The statements of an expanded document. Throws NoStatement for what RDF cannot say. */
export function rdfOf(expanded: unknown): Statement[] {
  const statements: Statement[] = [];
  let count = 0;
  const fresh = (): Term => ({ termType: "BlankNode", value: `new${count++}` });

  /** Cells of a list are labelled by what the list stands at: the same in a part of the document as in the whole. */
  const places = new Map<string, number>();
  const list = (items: readonly Json[], graph: Term, at: string): Term => {
    const place = `${at} list ${places.get(at) ?? 0}`;
    places.set(at, (places.get(at) ?? 0) + 1);
    const objects = items.map((item, index) => thing(item, graph, `${place} ${index}`));
    let head = NIL;
    for (const [index, object] of [...objects.entries()].reverse()) {
      const cell: Term = { termType: "BlankNode", value: `${place} ${index}` };
      statements.push({ subject: cell, predicate: FIRST, object, graph });
      statements.push({ subject: cell, predicate: REST, object: head, graph });
      head = cell;
    }
    return head;
  };

  /** A value, a list or a node, as the object of a statement. */
  const thing = (item: Json, graph: Term, at: string): Term => {
    if (!isObject(item)) return resource(String(item));
    if ("@value" in item) return literal(item);
    return "@list" in item ? list(listOf(item["@list"]), graph, at) : node(item, graph);
  };

  const MEMBERS: Readonly<Record<string, (value: Json, subject: Term, graph: Term) => void>> = {
    "@id": () => {},
    "@index": () => {},
    "@type": (value, subject, graph) => {
      for (const type of listOf(value)) {
        statements.push({ subject, predicate: TYPE, object: resource(String(type)), graph });
      }
    },
    "@graph": (value, subject) => {
      for (const item of listOf(value)) thing(item, subject, "");
    },
    "@included": (value, _, graph) => {
      for (const item of listOf(value)) thing(item, graph, "");
    },
    "@reverse": (value, subject, graph) => {
      for (const [property, items] of Object.entries(isObject(value) ? value : {})) {
        for (const item of listOf(items)) {
          statements.push({ subject: thing(item, graph, ""), predicate: predicate(property), object: subject, graph });
        }
      }
    },
  };

  const node = (object: JsonObject, graph: Term): Term => {
    const id = text(object["@id"]);
    const subject = id === undefined ? fresh() : resource(id);
    for (const [name, value] of Object.entries(object)) {
      const keyword = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
      if (keyword !== undefined) keyword(value, subject, graph);
      else {
        const property = predicate(name);
        const at = `${graph.value} ${subject.value} ${name}`;
        for (const item of listOf(value)) {
          statements.push({ subject, predicate: property, object: thing(item, graph, at), graph });
        }
      }
    }
    return subject;
  };

  for (const item of listOf(expanded as Json)) thing(item, DEFAULT_GRAPH, "");
  return statements;
}
