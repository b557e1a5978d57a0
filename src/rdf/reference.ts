// JSON-LD to RDF statements by the jsonld package, in its two steps; the only door to it. Whatever else turns a
// document into statements must say the same as this, or leave it to this.
import type { JsonObject } from "../core/json.ts";
import type { GraphNaming } from "./graph.ts";
import { type Refused, refusalOf, UnknownContext } from "./refusal.ts";
import type { Statement } from "./statement.ts";
import { toRdf } from "./to-rdf.ts";

export type Dataset = { readonly ok: true; readonly statements: readonly Statement[] } | Refused;

/** Gives the document of a context's address; undefined for one that is not known. */
export type ContextSource = (address: string) => Promise<unknown>;

const loader = (contexts: ContextSource) => async (url: string) => {
  const document = await contexts(url);
  if (document === undefined) throw new UnknownContext(url);
  return { contextUrl: null, document, documentUrl: url };
};

/** Safe mode: whatever JSON-LD would drop without a word (undefined terms, relative IRIs) is refused. */
export async function referenceStatements(
  document: JsonObject,
  contexts: ContextSource,
  nameOfGraph?: GraphNaming,
): Promise<Dataset> {
  const { default: jsonld } = await import("jsonld");
  const options = { safe: true, base: null, documentLoader: loader(contexts) } as const;
  try {
    return { ok: true, statements: toRdf(await jsonld.expand(document, options), nameOfGraph) };
  } catch (error) {
    return refusalOf(error);
  }
}
