// What a member's name means in an active context: all that does not depend on the value, found out once.
import { type ActiveContext, expandIri, KEYWORDS, processContext } from "./active-context.ts";
import type { LocalContext } from "./local-context.ts";
import { dropped, LeftToReference, Stopped } from "./refusal.ts";
import type { Term } from "./statement.ts";
import { absolute, predicate } from "./term.ts";

export interface PropertyPlan {
  readonly keyword?: undefined;
  readonly key: string;
  /** What it expands to. */
  readonly name: string;
  readonly predicate: Term;
  /** The context in which values are read. */
  readonly inner: ActiveContext;
  /** The term's own context, which is applied once more below whatever the node itself goes back to. */
  readonly scoped: LocalContext | null | undefined;
  /** How strings are read: as identifiers, as words of the vocabulary, or as texts. */
  readonly strings: "@id" | "@vocab" | undefined;
  readonly datatype: Term | undefined;
  /** Whether the value is one JSON literal, one list, or each value a graph. */
  readonly form: "json" | "list" | "graph" | "set";
}

export type Plan = { readonly keyword: "@id" } | { readonly keyword: "@type" } | PropertyPlan;

/** As the reference's library has it: white space of any kind, and nothing else, is no part of an IRI. */
const ABSOLUTE = /^(?:[A-Za-z][A-Za-z0-9+-.]*|_):\S*$/;

export const isAbsolute = (iri: string | null): iri is string => iri !== null && ABSOLUTE.test(iri);

/** JSON-LD 1.1 Processing Algorithms, section 5.1.2, steps 13.2 to 13.12, for a member that is named `key`. */
function newPlan(active: ActiveContext, key: string, root: ActiveContext): Plan {
  const expanded = expandIri(active, key, true);
  if (expanded !== null && KEYWORDS.has(expanded)) {
    if (expanded !== "@id" && expanded !== "@type") throw new LeftToReference();
    return { keyword: expanded };
  }
  if (!isAbsolute(expanded)) throw new Stopped(dropped("invalid property", { property: key }));
  const outer = active.terms.get(key);
  const scoped = outer?.scoped;
  const inner = scoped === undefined ? active : scoped === null ? root : processContext(active, scoped, "property");
  const term = inner.terms.get(key);
  const isList = outer?.container === "@list";
  // A term that changes its own meaning for what stands under it.
  if (KEYWORDS.has(expandIri(inner, key, true) ?? "") || isList !== (term?.container === "@list")) {
    throw new LeftToReference();
  }
  const json = outer?.type === "@json";
  if (!json && term?.type === "@json") throw new LeftToReference();
  const coercion = term?.type;
  const strings = coercion === "@id" || coercion === "@vocab" ? coercion : undefined;
  return {
    key,
    name: expanded,
    predicate: predicate(expanded),
    inner,
    scoped: term?.scoped,
    strings,
    datatype: json || strings !== undefined || coercion === undefined ? undefined : absolute(coercion),
    form: json ? "json" : isList ? "list" : outer?.container === "@graph" ? "graph" : "set",
  };
}

/** The plan for a member. Those of terms are kept; there is no end of names that are IRIs. */
export function planFor(active: ActiveContext, key: string, root: ActiveContext): Plan {
  const known = active.plans.get(key);
  if (known !== undefined) return known;
  const plan = newPlan(active, key, root);
  if (active.terms.has(key)) active.plans.set(key, plan);
  return plan;
}
