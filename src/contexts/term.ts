// Which context gives a credential's top-level terms their meaning (JSON-LD 1.1, sections 4.1.2 and 4.1.8).
import { isObject, type JsonObject, listOf, stringsOf } from "../core/json.ts";
import { contextAt } from "./bundle.ts";

export interface TermMeaning {
  readonly term: string;
  /** What it expands to; null when nothing defines it. */
  readonly iri: string | null;
  /** Address of the context that says so. */
  readonly context: string | null;
  /** The type whose own terms it belongs to, if it is one of those. */
  readonly type?: string;
}

interface Definition {
  readonly iri: string;
  readonly context: string;
  readonly value: unknown;
  readonly type?: string;
}

/** In place of an address. */
const WRITTEN_HERE = "a context written into the document";

type Active = ReadonlyMap<string, Definition>;

const idOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : isObject(value) && typeof value["@id"] === "string" ? value["@id"] : undefined;

/** `cred:issuer` with the prefix written out; a few steps at most, for a context may not lead back to itself. */
function expanded(name: string, terms: JsonObject, active: Active): string {
  let iri = name;
  for (let step = 0; step < 5; step++) {
    const [prefix = "", rest] = iri.split(/:(.*)/s, 2);
    if (rest === undefined || rest.startsWith("//") || iri.startsWith("@")) return iri;
    const base = idOf(terms[prefix]) ?? active.get(prefix)?.iri;
    if (base === undefined) return iri;
    iri = base + rest;
  }
  return iri;
}

function withTerms(active: Active, terms: JsonObject, context: string, type?: string): Active {
  const more = new Map(active);
  const vocab = typeof terms["@vocab"] === "string" ? terms["@vocab"] : undefined;
  for (const [term, value] of Object.entries(terms)) {
    if (term.startsWith("@")) continue;
    const id = idOf(value) ?? (isObject(value) && vocab !== undefined ? vocab + term : undefined);
    if (id === undefined) continue;
    const iri = expanded(id, terms, active);
    // Contexts of one family repeat each other's terms: the first to say it defines it.
    if (more.get(term)?.iri === iri) continue;
    more.set(term, { iri, context, value, ...(type === undefined ? {} : { type }) });
  }
  return more;
}

const contextOf = (document: unknown): unknown => (isObject(document) ? document["@context"] : undefined);

/** Every top-level member of a credential with its meaning. Contexts outside the bundle define nothing here. */
export async function meaningsOf(document: JsonObject): Promise<readonly TermMeaning[]> {
  let active: Active = new Map();
  for (const one of listOf(document["@context"])) {
    const context = typeof one === "string" ? contextOf(await contextAt(one)) : one;
    const where = typeof one === "string" ? one : WRITTEN_HERE;
    for (const terms of listOf(context as JsonObject | undefined).filter(isObject))
      active = withTerms(active, terms, where);
  }
  const outside = active;
  // Type-scoped contexts come in the order of the types' names.
  for (const type of [...stringsOf(document["type"])].sort()) {
    const own = outside.get(type);
    if (own === undefined || !isObject(own.value)) continue;
    const scoped = own.value["@context"];
    for (const terms of listOf(scoped).filter(isObject)) active = withTerms(active, terms, own.context, type);
  }
  return Object.keys(document)
    .filter((term) => term !== "@context")
    .map((term) => {
      const found = active.get(term);
      if (found === undefined) return { term, iri: null, context: null };
      const { iri, context, type } = found;
      return { term, iri, context, ...(type === undefined ? {} : { type }) };
    });
}
