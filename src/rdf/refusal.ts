// Why a document has no canonical form, in words for the one who holds it.
import { type Json, text } from "../core/json.ts";
import { printable, quoted } from "../core/text.ts";

/** What stopped a canonicalization: a term without a meaning, a context outside the bundle, or a poisoned graph. */
export interface Refusal {
  readonly code: "CONTEXT_UNKNOWN" | "TERM_UNDEFINED" | "DIRECTION_UNREAD" | "GRAPH_TOO_HARD" | "CONTEXT_INVALID";
  readonly message: string;
  /** The address of the unknown context. */
  readonly context?: string;
}

export interface Refused {
  readonly ok: false;
  readonly why: Refusal;
}

export const TOO_HARD: Refused = {
  ok: false,
  why: { code: "GRAPH_TOO_HARD", message: "the credential's graph takes too much work to put in order" },
};

/** JSON-LD 1.1 leaves open how RDF would say a direction of writing, so that no two signers need say it alike. */
export const DIRECTED: Refused = {
  ok: false,
  why: { code: "DIRECTION_UNREAD", message: "laurel does not read texts with a direction of writing" },
};

const named = (value: unknown): string => quoted(typeof value === "string" ? value : JSON.stringify(value));

/** What JSON-LD would drop without a word, by the names that its processors give to such an event. */
const EVENTS = {
  "invalid property": ({ property }) => `no context defines the term ${named(property)}`,
  "relative @type reference": ({ type }) => `no context defines the type ${named(type)}`,
  "relative @id reference": ({ id }) => `want an absolute identifier, got ${named(id)}`,
  "relative object reference": ({ object }) => `want an absolute identifier, got ${named(object)}`,
  "relative type reference": ({ type }) => `no context defines the type ${named(type)}`,
  "reserved term": ({ term }) => `the term ${named(term)} looks like a keyword`,
} satisfies Readonly<Record<string, (details: Record<string, unknown>) => string>>;

/** A document of which JSON-LD would leave something out. */
export function dropped(event: keyof typeof EVENTS | (string & {}), details: Record<string, unknown>): Refused {
  const say = Object.hasOwn(EVENTS, event) ? EVENTS[event as keyof typeof EVENTS] : undefined;
  return { ok: false, why: { code: "TERM_UNDEFINED", message: say?.(details) ?? event } };
}

/** Codes of the JSON-LD 1.1 standard that a person can do something about. */
const CODES: Readonly<Record<string, string>> = {
  "protected term redefinition":
    "two of its contexts give one term different meanings; these versions cannot stand together in one document",
};

/** A document that the JSON-LD standard calls an error, by the standard's code for it. */
export function invalid(code: string, message = code): Refused {
  const said = CODES[code] ?? `JSON-LD refuses the document: ${printable(code || message)}`;
  return { ok: false, why: { code: "CONTEXT_INVALID", message: said } };
}

/** Ends the reading of a document that is refused. */
export class Stopped extends Error {
  readonly refused: Refused;
  constructor(refused: Refused) {
    super(refused.why.message);
    this.refused = refused;
  }
}

/** Ends the reading of a document in which something stands that only the reference reads. */
export class LeftToReference extends Error {}

export class UnknownContext extends Error {}

/** Something in the document that has no place in RDF. */
export class NoStatement extends Error {}

/** As much of a JSON-LD processor's error as says which word of the document it was about. */
interface JsonLdError {
  readonly message?: unknown;
  readonly details?: {
    readonly code?: unknown;
    readonly cause?: unknown;
    readonly event?: { readonly code?: unknown; readonly details?: Record<string, unknown> };
  };
  readonly cause?: unknown;
}

function unknownContext(thrown: unknown): string | undefined {
  let cause = thrown;
  while (cause instanceof Error && !(cause instanceof UnknownContext)) {
    cause = cause.cause ?? (cause as JsonLdError).details?.cause;
  }
  return cause instanceof UnknownContext ? cause.message : undefined;
}

/** What a JSON-LD processor threw, in these words. */
export function refusalOf(thrown: unknown): Refused {
  if (thrown instanceof Stopped) return thrown.refused;
  if (thrown instanceof NoStatement) return { ok: false, why: { code: "TERM_UNDEFINED", message: thrown.message } };
  const error = (thrown ?? {}) as JsonLdError;
  const context = unknownContext(thrown);
  if (context !== undefined) {
    const message = `the context ${quoted(context)} is not in laurel's bundle`;
    return { ok: false, why: { code: "CONTEXT_UNKNOWN", context, message } };
  }
  const event = error.details?.event;
  if (event !== undefined) return dropped(String(event.code), event.details ?? {});
  return invalid(text(error.details?.code as Json | undefined) ?? "", String(error.message ?? thrown));
}
