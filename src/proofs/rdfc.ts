// JSON-LD to canonical N-Quads (RDFC-1.0): the only door to the jsonld package.
import { contextAt } from "../contexts/bundle.ts";
import { type Json, type JsonObject, text } from "../core/json.ts";
import { printable, quoted } from "../core/text.ts";

/** What stopped a canonicalization: a term without a meaning, a context outside the bundle, or a poisoned graph. */
export interface Refusal {
  readonly code: "CONTEXT_UNKNOWN" | "TERM_UNDEFINED" | "GRAPH_TOO_HARD" | "CONTEXT_INVALID";
  readonly message: string;
  /** The address of the unknown context. */
  readonly context?: string;
}

export type Canonical = { readonly ok: true; readonly quads: string } | { readonly ok: false; readonly why: Refusal };

/** Work allowed on blank nodes that look alike, as a power of their number (RDFC-1.0, section 7.1: poison graphs). */
const WORK_FACTOR = 2;
const TIME_LIMIT_MS = 5_000;

class UnknownContext extends Error {}

async function loadContext(url: string) {
  const document = await contextAt(url);
  if (document === undefined) throw new UnknownContext(url);
  return { contextUrl: null, document, documentUrl: url };
}

/** Safe mode: whatever JSON-LD would drop without a word (undefined terms, relative IRIs) is refused. */
export async function canonicalQuads(document: JsonObject): Promise<Canonical> {
  const { default: jsonld } = await import("jsonld");
  try {
    const quads = await jsonld.canonize(document, {
      algorithm: "RDFC-1.0",
      format: "application/n-quads",
      safe: true,
      base: null,
      documentLoader: loadContext,
      canonizeOptions: { maxWorkFactor: WORK_FACTOR, signal: AbortSignal.timeout(TIME_LIMIT_MS) },
    });
    return { ok: true, quads };
  } catch (error) {
    return { ok: false, why: refusal(error) };
  }
}

/** As much of a JSON-LD error as says which word of the document it was about. */
interface JsonLdError {
  readonly name?: unknown;
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

const TOO_HARD = new Set(["AbortError", "TimeoutError"]);

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
  if (TOO_HARD.has(String(error.name)) || /work limit|aborted|maximum .*iterations/i.test(String(error.message))) {
    return { code: "GRAPH_TOO_HARD", message: "the credential's graph takes too much work to put in order" };
  }
  const code = text(error.details?.code as Json | undefined) ?? "";
  const said = CODES[code] ?? `JSON-LD refuses the document: ${printable(code || String(error.message ?? thrown))}`;
  return { code: "CONTEXT_INVALID", message: said };
}
