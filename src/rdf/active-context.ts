// Context processing and IRI expansion (JSON-LD 1.1 Processing Algorithms, sections 4.1 and 5.2). An active context is
// never changed and never copied for its own sake: what a local context makes of it is made once and remembered there.
import type { Base, Container, Entry, LocalContext } from "./local-context.ts";
import type { Plan } from "./plan.ts";
import { invalid, LeftToReference, Stopped } from "./refusal.ts";

export interface TermDefinition {
  /** An IRI, or the keyword that the term is an alias of. */
  readonly id: string;
  readonly prefix: boolean;
  readonly type: string | undefined;
  readonly container: Container | undefined;
  readonly scoped: LocalContext | null | undefined;
  readonly protected: boolean;
}

/**
 * Where a local context stands: in a node, at the term that the node is the value of, or at one of the node's types.
 * The first two hold for all below; only that of a term may change protected terms (sections 4.1.2 and 4.1.3).
 */
export type Standing = "embedded" | "property" | "type";

export interface ActiveContext {
  readonly terms: ReadonlyMap<string, TermDefinition>;
  /** What holds again in the nodes below, when contexts of types made this one. */
  readonly previous: ActiveContext | undefined;
  /** What was made of it. */
  readonly made: Readonly<Record<Standing, Map<LocalContext, ActiveContext>>>;
  /** What its terms mean as members of a node. */
  readonly plans: Map<string, Plan>;
  /** All that were made of one initial context, counted. */
  readonly family: { size: number };
}

function newContext(
  terms: ReadonlyMap<string, TermDefinition>,
  previous: ActiveContext | undefined,
  family: { size: number },
): ActiveContext {
  family.size += 1;
  const made = { embedded: new Map(), property: new Map(), type: new Map() };
  return { terms, previous, made, plans: new Map(), family };
}

/** The context in which nothing is defined. */
export const initialContext = (): ActiveContext => newContext(new Map(), undefined, { size: 0 });

/** RFC 3986 lets a prefix end only in a character that parts an IRI. */
const PARTING = /[:/?#[\]@]$/;

/** Section 5.2 during the definition of terms: a context's own terms come before those that were there. */
function written(iri: string, own: ReadonlyMap<string, Entry>, active: ActiveContext): string {
  const other = own.get(iri);
  if (other !== undefined) return written(other.id, own, active);
  const colon = iri.indexOf(":");
  const rest = iri.slice(colon + 1);
  if (colon < 1 || rest.startsWith("//")) return iri;
  const name = iri.slice(0, colon);
  const entry = own.get(name);
  if (entry === undefined) {
    const prefix = active.terms.get(name);
    return prefix?.prefix === true ? prefix.id + rest : iri;
  }
  const id = written(entry.id, own, active);
  return entry.simple && PARTING.test(id) ? id + rest : iri;
}

/** Section 4.2. */
function createTermDefinition(
  entry: Entry,
  { protects, entries }: Base["context"],
  active: ActiveContext,
): TermDefinition {
  const id = written(entry.id, entries, active);
  return {
    id,
    prefix: entry.simple && PARTING.test(id),
    type: entry.type === undefined ? undefined : written(entry.type, entries, active),
    container: entry.container,
    scoped: entry.scoped,
    protected: protects,
  };
}

const isSame = (a: TermDefinition, b: TermDefinition): boolean =>
  a.id === b.id && a.prefix === b.prefix && a.type === b.type && a.container === b.container && a.scoped === b.scoped;

function newlyProcessed(active: ActiveContext, local: LocalContext, standing: Standing): ActiveContext {
  for (const { entry, context } of local.bases) {
    const old = active.terms.get(entry.term);
    const changes = old?.protected === true && !isSame(old, createTermDefinition(entry, context, active));
    if (changes) throw new LeftToReference();
  }
  let terms: Map<string, TermDefinition> | undefined;
  for (const entry of local.entries.values()) {
    const old = active.terms.get(entry.term);
    const made = createTermDefinition(entry, local, active);
    const kept = old !== undefined && isSame(old, made);
    if (old?.protected === true && standing !== "property") {
      if (!kept) throw new Stopped(invalid("protected term redefinition"));
    } else if (!kept || old.protected !== made.protected) {
      terms ??= new Map(active.terms);
      terms.set(entry.term, made);
    }
  }
  const previous = active.previous ?? (standing === "type" ? active : undefined);
  if (terms === undefined && previous === active.previous) return active;
  return newContext(terms ?? active.terms, previous, active.family);
}

/** Section 4.1: the active context that a local one makes. */
export function processContext(active: ActiveContext, local: LocalContext, standing: Standing): ActiveContext {
  const known = active.made[standing].get(local);
  if (known !== undefined) return known;
  const made = newlyProcessed(active, local, standing);
  active.made[standing].set(local, made);
  return made;
}

/** Section 1.7, and the keywords of framing, which the reference's library keeps apart nowhere. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  `@base @container @context @default @direction @embed @explicit @graph @id @included @index @json @language @list
   @nest @none @omitDefault @prefix @preserve @protected @requireAll @reverse @set @type @value @version @vocab`.split(
    /\s+/,
  ),
);

/** What looks like a keyword without being one means nothing (section 5.2.2, step 2). */
const LIKE_KEYWORD = /^@[A-Za-z]+$/;

/** Section 5.2, relative to the vocabulary or not; null for what means nothing. Nothing is relative to a document. */
export function expandIri({ terms }: ActiveContext, value: string, vocab: boolean): string | null {
  if (KEYWORDS.has(value)) return value;
  if (LIKE_KEYWORD.test(value)) return null;
  const term = vocab ? terms.get(value) : undefined;
  if (term !== undefined) return term.id;
  const colon = value.indexOf(":");
  if (colon < 1 || value.startsWith("//", colon + 1)) return value;
  const prefix = terms.get(value.slice(0, colon));
  return prefix?.prefix === true ? prefix.id + value.slice(colon + 1) : value;
}
