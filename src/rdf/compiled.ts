// The short way from a credential to its statements: JSON-LD expansion and its turn to RDF in one walk, without a
// promise and without a tree between them, for what credentials use. Whatever it is not sure of is left to the
// reference: it may refuse nothing that the reference takes, and must take nothing that the reference refuses.
import { isObject, type Json, type JsonObject } from "../core/json.ts";
import { type ActiveContext, expandIri, initialContext, KEYWORDS } from "./active-context.ts";
import { bundledContext, ContextWanted, loadContext } from "./bundled.ts";
import { type GraphNaming, newGraph, placeOf, TYPE } from "./graph.ts";
import { type ContextLookup, contextOf, contextsInUse, MOST_ACTIVE, typedContext } from "./node-context.ts";
import { isAbsolute, type PropertyPlan, planFor } from "./plan.ts";
import type { Dataset } from "./reference.ts";
import { dropped, LeftToReference, NoStatement, refusalOf, Stopped } from "./refusal.ts";
import type { Term } from "./statement.ts";
import { DEFAULT_GRAPH, iri, literal, resource } from "./term.ts";
import { jsonLiteral } from "./to-rdf.ts";

/** Deeper than any file that laurel opens. */
const DEEPEST = 200;

/** Where a node stands. */
interface Place {
  readonly active: ActiveContext;
  /** Of the term it is a value of; a document is none. */
  readonly plan: PropertyPlan | undefined;
  readonly graph: Term;
  readonly depth: number;
}

/** The one member that expands to a keyword of a node, which may have aliases. */
function memberFor(keyword: string, keys: readonly string[], { terms }: ActiveContext): string | undefined {
  const found = keys.filter((key) => key === keyword || terms.get(key)?.id === keyword);
  if (found.length > 1) throw new LeftToReference();
  return found[0];
}

function typesIn(value: Json | undefined): readonly string[] {
  const types = value === undefined ? [] : Array.isArray(value) ? value : [value];
  if (!types.every((type) => typeof type === "string")) throw new LeftToReference();
  return types;
}

const nameless: GraphNaming = () => undefined;

function walk(
  document: JsonObject,
  initial: ActiveContext,
  lookup: ContextLookup,
  nameOfGraph: GraphNaming = nameless,
): Dataset {
  const contexts = contextsInUse(initial, lookup);
  const { statements, say, fresh, list } = newGraph();

  /** What RDF has no place for counts only where JSON-LD itself refuses nothing. */
  const unsaid = new Set<string>();
  const named = (id: string): Term => {
    try {
      return resource(id);
    } catch (error) {
      if (!(error instanceof NoStatement)) throw error;
      unsaid.add(error.message);
      return iri(id);
    }
  };

  const reference = (active: ActiveContext, value: string, isWord: boolean): Term => {
    const id = expandIri(active, value, isWord);
    if (id === null || KEYWORDS.has(id)) throw new LeftToReference();
    return named(id);
  };

  /** Section 5.3, "Value Expansion", or the node that the value is. */
  const expandValue = (value: Json, plan: PropertyPlan, graph: Term, depth: number): Term => {
    if (isObject(value)) return expandNode(value, { active: plan.inner, plan, graph, depth: depth + 1 });
    if (value === null || Array.isArray(value) || plan.form === "graph") throw new LeftToReference();
    if (typeof value !== "string" || plan.strings === undefined) return literal(value, plan.datatype);
    return reference(plan.inner, value, plan.strings === "@vocab");
  };

  /** Steps 13.3 to 13.14, by the form that the term's values have. */
  const expandMember = (value: Json, plan: PropertyPlan, subject: Term, graph: Term, depth: number): void => {
    if (depth > DEEPEST || value === null) throw new LeftToReference();
    if (plan.form === "json") say(subject, plan.predicate, jsonLiteral(value), graph);
    else if (plan.form === "list") {
      const items: readonly Json[] = Array.isArray(value) ? value : [value];
      const at = placeOf(graph, subject, plan.name);
      say(
        subject,
        plan.predicate,
        list(items, graph, at, (item) => expandValue(item, plan, graph, depth)),
        graph,
      );
    } else if (Array.isArray(value)) {
      for (const item of value) expandMember(item, plan, subject, graph, depth + 1);
    } else say(subject, plan.predicate, expandValue(value, plan, graph, depth), graph);
  };

  const expandTypes = (types: readonly string[], begun: ActiveContext, subject: Term, graph: Term): void => {
    for (const type of types) {
      const meant = expandIri(begun, type, true);
      if (meant === "@json") throw new LeftToReference();
      if (!isAbsolute(meant)) throw new Stopped(dropped("relative @type reference", { type }));
      say(subject, TYPE, named(meant), graph);
    }
  };

  /** Section 5.1.2 for a node, and section 7.2 for the statements about it. Gives what stands for it where it stands. */
  const expandNode = (element: JsonObject, { active: around, plan, graph: outer, depth }: Place): Term => {
    const keys = Object.keys(element).sort();
    const begun = contextOf(element, keys, around, plan?.scoped, contexts);
    const typeKey = memberFor("@type", keys, begun);
    const types = typesIn(typeKey === undefined ? undefined : element[typeKey]);
    const active = typedContext(begun, types, contexts);

    const idKey = memberFor("@id", keys, active);
    const written = idKey === undefined ? undefined : element[idKey];
    if (idKey !== undefined && typeof written !== "string") throw new LeftToReference();
    const id = typeof written === "string" ? expandIri(active, written, false) : undefined;
    if (id === null) throw new LeftToReference();
    const isRelative = id !== undefined && !isAbsolute(id);
    const subject = id === undefined || isRelative ? fresh() : named(id);
    const name = plan?.form === "graph" && id !== undefined ? nameOfGraph(id) : undefined;
    const own = plan?.form !== "graph" ? undefined : name === undefined ? fresh() : named(name);
    const graph = own ?? outer;

    const before = statements.length;
    for (const key of keys) {
      if (key === "@context") continue;
      const next = planFor(active, key, initial);
      if (next.keyword === "@id") {
        if (isRelative) throw new Stopped(dropped("relative @id reference", { id: written }));
      } else if (next.keyword === "@type") {
        if (key !== typeKey) throw new LeftToReference();
        expandTypes(types, begun, subject, graph);
      } else {
        if (next.inner !== active) contexts.count(next.inner);
        expandMember(element[key] ?? null, next, subject, graph, depth);
      }
    }
    // Nodes of which nothing is said may not stand by themselves, nor alone in a graph.
    const mustSay = plan === undefined || own !== undefined || active.terms.get(plan.key)?.container === "@graph";
    if (mustSay && statements.length === before) {
      if (keys.some((key) => key !== "@context" && key !== idKey)) throw new LeftToReference();
      throw new Stopped(dropped(id === undefined ? "empty object" : "object with only @id", {}));
    }
    return own ?? subject;
  };

  expandNode(document, { active: initial, plan: undefined, graph: DEFAULT_GRAPH, depth: 0 });
  const [only, ...others] = unsaid;
  if (only === undefined) return { ok: true, statements };
  // Of several, the reference names the first in an order of its own.
  if (others.length > 0) throw new LeftToReference();
  return refusalOf(new NoStatement(only));
}

/** All active contexts hang on this one. When they have become many, the next document begins with another. */
let initial = initialContext();

/** The statements of a document, or its refusal, at once; undefined where only the reference can tell. */
export function compiledStatements(
  document: JsonObject,
  nameOfGraph?: GraphNaming,
  lookup: ContextLookup = bundledContext,
): Dataset | undefined {
  if (initial.family.size > MOST_ACTIVE) initial = initialContext();
  try {
    return walk(document, initial, lookup, nameOfGraph);
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
