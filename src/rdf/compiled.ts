// The short way from a credential to its statements: JSON-LD expansion and its turn to RDF in one walk, without a
// promise and without a tree between them, for what credentials use. Whatever it is not sure of is left to the
// reference: it may refuse nothing that the reference takes, and must take nothing that the reference refuses.
import { isObject, type Json, type JsonObject } from "../core/json.ts";
import { type ActiveContext, expandIri, initialContext, KEYWORDS, processed, type Standing } from "./active-context.ts";
import { bundledContext, ContextWanted, loadContext } from "./bundled.ts";
import { type GraphNaming, newGraph, placeOf, TYPE } from "./graph.ts";
import { LeftToReference } from "./left.ts";
import type { LocalContext } from "./local-context.ts";
import { isAbsolute, type PropertyPlan, planFor } from "./plan.ts";
import type { Dataset } from "./reference.ts";
import { dropped, NoStatement, Stopped, TOO_HARD } from "./refusal.ts";
import type { Term } from "./statement.ts";
import { DEFAULT_GRAPH, literal, resource } from "./term.ts";
import { jsonLiteral } from "./to-rdf.ts";

/** Deeper than any file that laurel opens. */
const DEEPEST = 200;
/** Contexts in one list; the reference's library counts them too. */
const MOST_CONTEXTS = 10;
/**
 * Active contexts that one document may come to. A record of thousands of badges comes to some dozens; whoever makes
 * one for every node means to make work.
 */
const MOST_ACTIVE = 2_000;

/** Where a node stands. */
interface Place {
  readonly active: ActiveContext;
  readonly plan: PropertyPlan | undefined;
  readonly graph: Term;
  readonly depth: number;
}

/** All that was made of contexts hangs on the first of them; when it has grown large, another document begins anew. */
let root = initialContext();

function walk(document: JsonObject, nameOfGraph: GraphNaming): Dataset {
  if (root.family.size > MOST_ACTIVE) root = initialContext();
  const first = root;
  const seen = new Set<ActiveContext>();
  const { statements, say, fresh, list } = newGraph();

  const counted = (active: ActiveContext): ActiveContext => {
    if (seen.add(active).size > MOST_ACTIVE) throw new Stopped(TOO_HARD);
    return active;
  };
  const enter = (active: ActiveContext, local: LocalContext | null, standing: Standing): ActiveContext =>
    counted(local === null ? first : processed(active, local, standing));

  const embedded = (active: ActiveContext, value: Json | undefined): ActiveContext => {
    const urls = Array.isArray(value) ? value : [value];
    if (urls.length > MOST_CONTEXTS || !urls.every((url) => typeof url === "string")) throw new LeftToReference();
    // All of them are looked up before the first is applied.
    const locals = urls.map((url) => bundledContext(url));
    return locals.reduce<ActiveContext>((made, local) => {
      if (local === undefined) throw new LeftToReference();
      return enter(made, local, "embedded");
    }, active);
  };

  /** Section 5.1.2, steps 7 to 9: the context that a node begins with. */
  const contextOf = (element: JsonObject, keys: readonly string[], { active, plan }: Place): ActiveContext => {
    let own = active;
    const { previous } = active;
    const [only = ""] = keys;
    if (previous !== undefined && !(keys.length === 1 && expandIri(active, only, true) === "@id")) own = previous;
    if (plan?.scoped !== undefined) own = enter(own, plan.scoped, "property");
    return Object.hasOwn(element, "@context") ? embedded(own, element["@context"]) : own;
  };

  /** The one member that expands to a keyword of a node, which may have aliases. */
  const memberOf = (keyword: string, keys: readonly string[], { terms }: ActiveContext): string | undefined => {
    const found = keys.filter((key) => key === keyword || terms.get(key)?.id === keyword);
    if (found.length > 1) throw new LeftToReference();
    return found[0];
  };

  const typesIn = (value: Json | undefined): readonly string[] => {
    const types = value === undefined ? [] : Array.isArray(value) ? value : [value];
    if (!types.every((type) => typeof type === "string")) throw new LeftToReference();
    return types;
  };

  /** Step 11: each type that has a context of its own adds it, in the order of their names. */
  const typed = (begun: ActiveContext, types: readonly string[]): ActiveContext => {
    let active = begun;
    for (const type of types.length > 1 ? [...types].sort() : types) {
      const scoped = begun.terms.get(type)?.scoped;
      if (scoped === null) throw new LeftToReference();
      if (scoped !== undefined) active = enter(active, scoped, "type");
    }
    return active;
  };

  const identifier = (active: ActiveContext, value: string, vocab: boolean): Term => {
    const id = expandIri(active, value, vocab);
    if (id === null || KEYWORDS.has(id)) throw new LeftToReference();
    return resource(id);
  };

  /** Section 5.3, "Value Expansion", or the node that the value is. */
  const object = (value: Json, plan: PropertyPlan, graph: Term, depth: number): Term => {
    if (typeof value === "string" && plan.strings !== undefined && plan.form !== "graph") {
      return identifier(plan.inner, value, plan.strings === "@vocab");
    }
    if (isObject(value)) return node(value, { active: plan.inner, plan, graph, depth: depth + 1 });
    if (value === null || Array.isArray(value) || plan.form === "graph") throw new LeftToReference();
    return literal(value, plan.datatype);
  };

  const member = (value: Json, plan: PropertyPlan, subject: Term, graph: Term, depth: number): void => {
    if (depth > DEEPEST || value === null) throw new LeftToReference();
    if (plan.form === "json") say(subject, plan.predicate, jsonLiteral(value), graph);
    else if (plan.form === "list") {
      const items: readonly Json[] = Array.isArray(value) ? value : [value];
      const at = placeOf(graph, subject, plan.name);
      say(
        subject,
        plan.predicate,
        list(items, graph, at, (item) => object(item, plan, graph, depth)),
        graph,
      );
    } else if (Array.isArray(value)) for (const item of value) member(item, plan, subject, graph, depth + 1);
    else say(subject, plan.predicate, object(value, plan, graph, depth), graph);
  };

  /** Section 5.1.2 for a node, and section 7.2 for the statements about it. Gives what stands for it around it. */
  const node = (element: JsonObject, place: Place): Term => {
    const { plan, depth } = place;
    const keys = Object.keys(element).sort();
    const begun = contextOf(element, keys, place);
    const typeKey = memberOf("@type", keys, begun);
    const types = typesIn(typeKey === undefined ? undefined : element[typeKey]);
    const active = typed(begun, types);
    const idKey = memberOf("@id", keys, active);
    const written = idKey === undefined ? undefined : element[idKey];
    if (idKey !== undefined && typeof written !== "string") throw new LeftToReference();
    const id = typeof written === "string" ? expandIri(active, written, false) : undefined;
    if (id === null) throw new LeftToReference();
    const isNamed = id === undefined || isAbsolute(id);
    const subject = id === undefined || !isNamed ? fresh() : resource(id);
    const name = plan?.form === "graph" && id !== undefined ? nameOfGraph(id) : undefined;
    const own = plan?.form !== "graph" ? undefined : name === undefined ? fresh() : resource(name);
    const graph = own ?? place.graph;

    const before = statements.length;
    for (const key of keys) {
      if (key === "@context") continue;
      const next = planFor(active, key, first);
      const value = element[key] ?? null;
      if (next.keyword === undefined) {
        if (next.inner !== active) counted(next.inner);
        member(value, next, subject, graph, depth);
      } else if (next.keyword === "@type") {
        if (key !== typeKey) throw new LeftToReference();
        for (const type of types) {
          const iri = expandIri(begun, type, true);
          if (iri === "@json") throw new LeftToReference();
          if (!isAbsolute(iri)) throw new Stopped(dropped("relative @type reference", { type }));
          say(subject, TYPE, resource(iri), graph);
        }
      } else if (!isNamed) throw new Stopped(dropped("relative @id reference", { id: written }));
    }
    // Nodes of which nothing is said may not stand by themselves, nor alone in a graph.
    const mustSay = plan === undefined || own !== undefined || active.terms.get(plan.key)?.container === "@graph";
    if (mustSay && statements.length === before) throw new LeftToReference();
    return own ?? subject;
  };

  node(document, { active: first, plan: undefined, graph: DEFAULT_GRAPH, depth: 0 });
  return { ok: true, statements };
}

/** The statements of a document, or its refusal, at once; undefined where only the reference can tell. */
export function compiledStatements(
  document: JsonObject,
  nameOfGraph: GraphNaming = () => undefined,
): Dataset | undefined {
  try {
    return walk(document, nameOfGraph);
  } catch (error) {
    if (error instanceof Stopped) return error.refused;
    if (error instanceof LeftToReference || error instanceof NoStatement) return undefined;
    throw error;
  }
}

/** The same, once the contexts that it needs are at hand. */
export async function loadedStatements(document: JsonObject, nameOfGraph?: GraphNaming): Promise<Dataset | undefined> {
  for (;;) {
    try {
      return compiledStatements(document, nameOfGraph);
    } catch (error) {
      if (!(error instanceof ContextWanted)) throw error;
      await loadContext(error.url);
    }
  }
}
