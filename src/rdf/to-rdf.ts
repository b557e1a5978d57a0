// Expanded JSON-LD to RDF statements (JSON-LD 1.1 Processing Algorithms, section 7), in time that grows with the
// document and no faster.
import { canonicalJson, isObject, type Json, type JsonObject, listOf, text } from "../core/json.ts";
import { type GraphNaming, newGraph, placeOf, TYPE } from "./graph.ts";
import { DIRECTED, NoStatement, Stopped } from "./refusal.ts";
import type { Statement, Term } from "./statement.ts";
import { absolute, DEFAULT_GRAPH, iri, literal, predicate, RDF, resource } from "./term.ts";

const JSON_TYPE = iri(`${RDF}JSON`);
const LANG_STRING = iri(`${RDF}langString`);

/** A JSON literal (section 8.4): its text is the canonical one of RFC 8785. */
export const jsonLiteral = (value: Json): Term => ({
  termType: "Literal",
  value: canonicalJson(value),
  datatype: JSON_TYPE,
});

function literalOf(object: JsonObject): Term {
  const value = object["@value"] ?? null;
  const datatype = text(object["@type"]);
  if ("@direction" in object) throw new Stopped(DIRECTED);
  if ("@type" in object && datatype === undefined) throw new NoStatement("want one datatype of a value, got several");
  if (datatype === "@json") return jsonLiteral(value);
  const language = text(object["@language"]);
  if (language !== undefined) {
    return { termType: "Literal", value: text(value) ?? "", datatype: LANG_STRING, language };
  }
  return literal(value, datatype === undefined ? undefined : absolute(datatype));
}

/** The statements of an expanded document. Throws NoStatement for what RDF cannot say. */
export function toRdf(expanded: unknown, nameOfGraph: GraphNaming = () => undefined): readonly Statement[] {
  const { statements, say, fresh, list } = newGraph();

  /** A value, a list or a node, as the object of a statement. */
  const thing = (item: Json, graph: Term, at: string): Term => {
    if (!isObject(item)) return resource(String(item));
    if ("@value" in item) return literalOf(item);
    if (!("@list" in item)) return node(item, graph);
    return list(listOf(item["@list"]), graph, at, (one, place) => thing(one, graph, place));
  };

  const MEMBERS: Readonly<Record<string, (value: Json, subject: Term, graph: Term) => void>> = {
    "@id": () => {},
    "@index": () => {},
    "@type": (value, subject, graph) => {
      for (const type of listOf(value)) say(subject, TYPE, resource(String(type)), graph);
    },
    "@graph": (value, subject) => {
      for (const item of listOf(value)) thing(item, subject, "");
    },
    "@included": (value, _, graph) => {
      for (const item of listOf(value)) thing(item, graph, "");
    },
    "@reverse": (value, subject, graph) => {
      for (const [property, items] of Object.entries(isObject(value) ? value : {})) {
        for (const item of listOf(items)) say(thing(item, graph, ""), predicate(property), subject, graph);
      }
    },
  };

  const graphName = (object: JsonObject): string | undefined => {
    const [first] = listOf(object["@graph"]);
    const inside = isObject(first) ? text(first["@id"]) : undefined;
    return inside === undefined ? undefined : nameOfGraph(inside);
  };

  const node = (object: JsonObject, graph: Term): Term => {
    const id = text(object["@id"]) ?? graphName(object);
    const subject = id === undefined ? fresh() : resource(id);
    for (const [name, value] of Object.entries(object)) {
      const keyword = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
      if (keyword !== undefined) keyword(value, subject, graph);
      else {
        const property = predicate(name);
        const at = placeOf(graph, subject, name);
        for (const item of listOf(value)) say(subject, property, thing(item, graph, at), graph);
      }
    }
    return subject;
  };

  for (const item of listOf(expanded as Json)) thing(item, DEFAULT_GRAPH, "");
  return statements;
}
