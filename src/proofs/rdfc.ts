// JSON-LD to RDF statements and canonical N-Quads: the only door to the jsonld package.
import { contextAt } from "../contexts/bundle.ts";
import { type Json, type JsonObject, text } from "../core/json.ts";
import { printable, quoted } from "../core/text.ts";
import { type CanonicalForm, canonicalGraph, type Effort, newEffort } from "./canonical.ts";
import { NoStatement, rdfOf } from "./rdf.ts";
import type { Statement } from "./statement.ts";

/** What stopped a canonicalization: a term without a meaning, a context outside the bundle, or a poisoned graph. */
export interface Refusal {
  readonly code: "CONTEXT_UNKNOWN" | "TERM_UNDEFINED" | "GRAPH_TOO_HARD" | "CONTEXT_INVALID";
  readonly message: string;
  /** The address of the unknown context. */
  readonly context?: string;
}

interface Refused {
  readonly ok: false;
  readonly why: Refusal;
}

export type Canonical = { readonly ok: true; readonly quads: string } | Refused;
export type Dataset = { readonly ok: true; readonly statements: readonly Statement[] } | Refused;

/** Gives the document of a context's address; undefined for one that is not known. */
export type ContextSource = (address: string) => Promise<unknown>;

class UnknownContext extends Error {}

const loader = (contexts: ContextSource) => async (url: string) => {
  const document = await contexts(url);
  if (document === undefined) throw new UnknownContext(url);
  return { contextUrl: null, document, documentUrl: url };
};

export const TOO_HARD: Refused = {
  ok: false,
  why: { code: "GRAPH_TOO_HARD", message: "the credential's graph takes too much work to put in order" },
};

/**
 * The statements of a document. Safe mode: whatever JSON-LD would drop without a word (undefined terms, relative IRIs)
 * is refused. `naming` may give names to nodes and graphs that have none, in the expanded form, before it is turned.
 */
export async function statementsOf(
  document: JsonObject,
  contexts: ContextSource = contextAt,
  naming: (expanded: unknown) => unknown = (expanded) => expanded,
): Promise<Dataset> {
  const { default: jsonld } = await import("jsonld");
  const options = { safe: true, base: null, documentLoader: loader(contexts) } as const;
  try {
    const expanded = naming(await jsonld.expand(document, options));
    return { ok: true, statements: rdfOf(expanded) };
  } catch (error) {
    if (error instanceof NoStatement) return { ok: false, why: { code: "TERM_UNDEFINED", message: error.message } };
    return { ok: false, why: refusal(error) };
  }
}

/** The canonical N-Quads of a dataset. */
export function quadsIn(dataset: Dataset, form: CanonicalForm = {}): Canonical {
  if (!dataset.ok) return dataset;
  const graph = canonicalGraph(dataset.statements, form);
  return graph === undefined ? TOO_HARD : { ok: true, quads: graph.lines.join("") };
}

/** The canonical N-Quads of a document. */
export const canonicalQuads = async (
  document: JsonObject,
  form: CanonicalForm = {},
  contexts: ContextSource = contextAt,
): Promise<Canonical> => quadsIn(await statementsOf(document, contexts), form);

/** A document's statements and its canonical N-Quads, each made once for all that ask. */
export interface Content {
  readonly statements: () => Promise<Dataset>;
  /** By SHA-256, in the order of the standard. */
  readonly quads: () => Promise<Canonical>;
  readonly effort: Effort;
}

export function contentOf(document: JsonObject, effort: Effort = newEffort(), contexts?: ContextSource): Content {
  let dataset: Promise<Dataset> | undefined;
  let canonical: Promise<Canonical> | undefined;
  const statements = () => {
    dataset ??= statementsOf(document, contexts);
    return dataset;
  };
  const quads = () => {
    canonical ??= statements().then((made) => quadsIn(made, { effort }));
    return canonical;
  };
  return { statements, quads, effort };
}

/** As much of a JSON-LD error as says which word of the document it was about. */
interface JsonLdError {
  readonly message?: unknown;
  readonly details?: {
    readonly code?: unknown;
    readonly cause?: unknown;
    readonly event?: { readonly code?: unknown; readonly details?: Record<string, unknown> };
  };
  readonly cause?: unknown;
}

const named = (value: unknown): string => quoted(typeof value === "string" ? value : JSON.stringify(value));

const EVENTS: Readonly<Record<string, (details: Record<string, unknown>) => string>> = {
  "invalid property": ({ property }) => `no context defines the term ${named(property)}`,
  "relative @type reference": ({ type }) => `no context defines the type ${named(type)}`,
  "relative @id reference": ({ id }) => `want an absolute identifier, got ${named(id)}`,
  "relative object reference": ({ object }) => `want an absolute identifier, got ${named(object)}`,
  "relative type reference": ({ type }) => `no context defines the type ${named(type)}`,
  "reserved term": ({ term }) => `the term ${named(term)} looks like a keyword`,
};

/** Codes of the JSON-LD 1.1 standard that a person can do something about. */
const CODES: Readonly<Record<string, string>> = {
  "protected term redefinition":
    "two of its contexts give one term different meanings; these versions cannot stand together in one document",
};

function unknownContext(thrown: unknown): string | undefined {
  let cause = thrown;
  while (cause instanceof Error && !(cause instanceof UnknownContext)) {
    cause = cause.cause ?? (cause as JsonLdError).details?.cause;
  }
  return cause instanceof UnknownContext ? cause.message : undefined;
}

function refusal(thrown: unknown): Refusal {
  const error = (thrown ?? {}) as JsonLdError;
  const context = unknownContext(thrown);
  if (context !== undefined) {
    return { code: "CONTEXT_UNKNOWN", context, message: `the context ${quoted(context)} is not in laurel's bundle` };
  }
  const event = error.details?.event;
  if (event !== undefined) {
    const say = EVENTS[String(event.code)];
    return { code: "TERM_UNDEFINED", message: say?.(event.details ?? {}) ?? String(event.code) };
  }
  const code = text(error.details?.code as Json | undefined) ?? "";
  const said = CODES[code] ?? `JSON-LD refuses the document: ${printable(code || String(error.message ?? thrown))}`;
  return { code: "CONTEXT_INVALID", message: said };
}
