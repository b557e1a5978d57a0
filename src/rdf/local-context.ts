// A local context (JSON-LD 1.1, section 4.1) of the plain kind that the bundle has: terms with an IRI, a type, a
// container and a scoped context. A plain context can fail in one way only, by redefining a protected term; one with
// anything else in it is not read here, and documents that use it are left to the reference.
import { canonicalJson, isObject, type JsonObject } from "../core/json.ts";

export type Container = "@set" | "@list" | "@graph";

/** What a context says of a term, as written. */
export interface Entry {
  readonly term: string;
  /** IRI, compact IRI, another term of the same context, or the keyword that it is an alias of. */
  readonly id: string;
  /** Whether it was written as a bare string, as a prefix must be (section 4.1.5). */
  readonly simple: boolean;
  readonly type?: string;
  readonly container?: Container;
  /** The context of what stands under the term; null forgets all terms. */
  readonly scoped?: LocalContext | null;
}

export interface LocalContext {
  readonly protects: boolean;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Terms by which other terms of their context are written, in this one and in those inside. */
  readonly bases: readonly Base[];
}

export interface Base {
  readonly entry: Entry;
  readonly context: Pick<LocalContext, "protects" | "entries">;
}

const ALIASES: ReadonlySet<unknown> = new Set(["@id", "@type"]);
const TYPES: ReadonlySet<unknown> = new Set(["@id", "@vocab", "@json"]);
const CONTAINERS: ReadonlySet<unknown> = new Set<Container>(["@set", "@list", "@graph"]);
const MEMBERS: ReadonlySet<string> = new Set(["@id", "@type", "@container", "@context"]);

/** Contexts that say the same are one, so that what was made of one serves for the other. */
const known = new Map<string, LocalContext>();

function entryOf(term: string, value: unknown): Entry | undefined {
  if (term === "" || /^@|[:/]/.test(term)) return undefined;
  if (typeof value === "string") return { term, id: value, simple: true };
  if (!isObject(value) || Object.keys(value).some((name) => !MEMBERS.has(name))) return undefined;
  const { "@id": id, "@type": type, "@container": container, "@context": inside } = value;
  if (typeof id !== "string" || ALIASES.has(id)) return undefined;
  if (type !== undefined && typeof type !== "string") return undefined;
  if (container !== undefined && (!CONTAINERS.has(container) || type === "@json")) return undefined;
  const scoped = inside === undefined || inside === null ? inside : localContext(inside);
  if (scoped === undefined && inside !== undefined) return undefined;
  return {
    term,
    id,
    simple: false,
    ...(type === undefined ? {} : { type }),
    ...(container === undefined ? {} : { container: container as Container }),
    ...(scoped === undefined ? {} : { scoped }),
  };
}

const IRI = /^([A-Za-z][A-Za-z0-9+.-]*):(\S+)$/;

/** Whether it is an IRI whatever other contexts say, or one by a prefix that is. */
function isSound(iri: string, entries: ReadonlyMap<string, Entry>, byPrefix = true): boolean {
  const [, scheme = "", rest] = IRI.exec(iri) ?? [];
  if (rest === undefined) return false;
  const prefix = rest.startsWith("//") ? undefined : entries.get(scheme);
  return prefix === undefined || (byPrefix && isSound(prefix.id, entries, false));
}

function isSoundEntry({ id, type }: Entry, entries: ReadonlyMap<string, Entry>): boolean {
  const other = entries.get(id);
  const named = ALIASES.has(id) || (other === undefined ? isSound(id, entries) : isSound(other.id, entries, false));
  return named && (type === undefined || TYPES.has(type) || isSound(type, entries));
}

/** The terms of the same context by which an entry is written: whole, or as a prefix. */
const basesOf = ({ id, type = "" }: Entry, entries: ReadonlyMap<string, Entry>): readonly Entry[] =>
  [id, id.split(":", 1)[0], type.split(":", 1)[0]].flatMap((name = "") => entries.get(name) ?? []);

const insideOf = ({ scoped }: Entry): readonly LocalContext[] => (scoped ? [scoped] : []);

/** Every entry of a term, in a context and in those inside. */
const entriesOf = (term: string, { entries }: Pick<LocalContext, "entries">): readonly Entry[] => [
  ...[entries.get(term)].filter((entry) => entry !== undefined),
  ...[...entries.values()].flatMap(insideOf).flatMap((inside) => entriesOf(term, inside)),
];

const isBare = ({ type, container, scoped }: Entry): boolean =>
  type === undefined && container === undefined && scoped === undefined;

/** The context, read; undefined when it is not plain. */
export function localContext(context: unknown): LocalContext | undefined {
  if (!isObject(context)) return undefined;
  const text = canonicalJson(context);
  const same = known.get(text);
  if (same !== undefined) return same;
  const { "@version": version = 1.1, "@protected": isProtected = true, ...terms }: JsonObject = context;
  // The reference's library takes a protection that is refused by name for a circle of definitions.
  if (version !== 1.1 || isProtected !== true) return undefined;
  const entries = new Map<string, Entry>();
  for (const [term, value] of Object.entries(terms)) {
    const entry = entryOf(term, value);
    if (entry === undefined) return undefined;
    entries.set(term, entry);
  }
  const own = { protects: Object.hasOwn(context, "@protected"), entries };
  for (const entry of entries.values()) if (!isSoundEntry(entry, entries)) return undefined;
  const bases = [
    ...[...entries.values()].flatMap((entry) => basesOf(entry, entries)).map((entry) => ({ entry, context: own })),
    ...[...entries.values()].flatMap(insideOf).flatMap((inside) => inside.bases),
  ];
  // The reference's library lets a context under a term change what is protected, but not what it needs on the way to
  // another term. That can make no difference where such a term is the same throughout.
  const differs = ({ entry }: Base) =>
    entriesOf(entry.term, own).some(
      (other) => !isBare(other) || other.id !== entry.id || other.simple !== entry.simple,
    );
  if (bases.some(differs)) return undefined;
  const read = { ...own, bases: [...new Map(bases.map((base) => [base.entry.term, base])).values()] };
  known.set(text, read);
  return read;
}
