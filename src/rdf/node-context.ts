// The active context of a node (JSON-LD 1.1 Processing Algorithms, section 5.1.2, steps 7 to 11): what holds around it,
// without what types above it added, with the context of the term it stands under, its own, and those of its types.
import type { Json, JsonObject } from "../core/json.ts";
import { type ActiveContext, expandIri, processContext, type Standing } from "./active-context.ts";
import type { LocalContext } from "./local-context.ts";
import { LeftToReference, Stopped, TOO_HARD } from "./refusal.ts";

/** Contexts in one list; the reference's library counts them too. */
const MOST_CONTEXTS = 10;
/**
 * Active contexts that one document may come to. A record of thousands of badges comes to some dozens; whoever makes
 * one for every node means to make work.
 */
export const MOST_ACTIVE = 2_000;

/** The context at an address; undefined for one that is not plain. */
export type ContextLookup = (url: string) => LocalContext | undefined;

/** The active contexts of one document. */
export interface ContextsInUse {
  readonly initial: ActiveContext;
  readonly lookup: ContextLookup;
  readonly count: (active: ActiveContext) => ActiveContext;
  readonly process: (active: ActiveContext, local: LocalContext | null, standing: Standing) => ActiveContext;
}

export function contextsInUse(initial: ActiveContext, lookup: ContextLookup): ContextsInUse {
  const seen = new Set<ActiveContext>();
  const count = (active: ActiveContext): ActiveContext => {
    if (seen.add(active).size > MOST_ACTIVE) throw new Stopped(TOO_HARD);
    return active;
  };
  return {
    initial,
    lookup,
    count,
    process: (active, local, standing) => count(local === null ? initial : processContext(active, local, standing)),
  };
}

function embedded(active: ActiveContext, value: Json | undefined, { lookup, process }: ContextsInUse): ActiveContext {
  const urls = Array.isArray(value) ? value : [value];
  if (urls.length > MOST_CONTEXTS || !urls.every((url) => typeof url === "string")) throw new LeftToReference();
  // All of them are looked up before the first is applied.
  const locals = urls.map(lookup);
  return locals.reduce<ActiveContext>((made, local) => {
    if (local === undefined) throw new LeftToReference();
    return process(made, local, "embedded");
  }, active);
}

/** Steps 7 to 9. `scoped` is the context of the term that the node stands under. */
export function contextOf(
  element: JsonObject,
  keys: readonly string[],
  around: ActiveContext,
  scoped: LocalContext | null | undefined,
  contexts: ContextsInUse,
): ActiveContext {
  const [only = ""] = keys;
  // A reference to a node says nothing of it, so that nothing has to be gone back to.
  const isReference = keys.length === 1 && expandIri(around, only, true) === "@id";
  let active = isReference ? around : (around.previous ?? around);
  if (scoped !== undefined) active = contexts.process(active, scoped, "property");
  return Object.hasOwn(element, "@context") ? embedded(active, element["@context"], contexts) : active;
}

/** Step 11: each type that has a context of its own adds it, in the order of their names. */
export function typedContext(
  begun: ActiveContext,
  types: readonly string[],
  { process }: ContextsInUse,
): ActiveContext {
  let active = begun;
  for (const type of types.length > 1 ? [...types].sort() : types) {
    const scoped = begun.terms.get(type)?.scoped;
    if (scoped === null) throw new LeftToReference();
    if (scoped !== undefined) active = process(active, scoped, "type");
  }
  return active;
}
