// Which statements a part of a document stands for: JSON Pointers select from the document, and what they select is
// turned into statements with the same labels as the whole (VC-DI-ECDSA 1.0, sections 3.4.3 to 3.4.14).
import { isObject, type Json, type JsonObject, text } from "../core/json.ts";
import { type CanonicalForm, canonicalGraph } from "../rdf/canonical.ts";
import { byCodePoint } from "../rdf/order.ts";
import { type ContextSource, statementsOf } from "../rdf/rdfc.ts";
import { type Refusal, TOO_HARD } from "../rdf/refusal.ts";
import { lineOf, type Statement, type Term } from "../rdf/statement.ts";

/** What a node without a name is called while parts of a document are compared (section 3.4.6, skolemization). */
const SKOLEM = "urn:bnid:";

/** The document with a name on every node that has none. */
function skolemized(document: JsonObject): JsonObject {
  let count = 0;
  const nameOf = (id: Json | undefined): string => {
    const own = text(id);
    if (own === undefined) return `${SKOLEM}node${count++}`;
    return own.startsWith("_:") ? `${SKOLEM}own${own.slice(2)}` : own;
  };
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value) || "@value" in value) return value;
    const members = Object.entries(value).map(([name, member]): [string, Json] => [
      name,
      name === "@context" ? member : walk(member),
    ]);
    return { ...Object.fromEntries(members), id: nameOf(value["id"]) };
  };
  return walk(document) as JsonObject;
}

/** A graph has no name in the document; it gets one after the node in it, which is the same in every part. */
const nameOfGraph = (inside: string): string => `${SKOLEM}graph-${inside}`;

const unnamed = (term: Term): Term =>
  term.termType === "NamedNode" && term.value.startsWith(SKOLEM)
    ? { termType: "BlankNode", value: term.value.slice(SKOLEM.length) }
    : term;

const deskolemized = ({ subject, predicate, object, graph }: Statement): Statement => ({
  subject: unnamed(subject),
  predicate,
  object: unnamed(object),
  graph: unnamed(graph),
});

/** Members that pointers want, or the whole of it. */
type Wanted = "whole" | Map<string, Wanted>;

function wantedBy(pointers: readonly string[]): Wanted {
  let root: Wanted = new Map();
  for (const pointer of pointers) {
    const tokens = pointer.split("/").slice(1);
    if (tokens.length === 0) root = "whole";
    let at = root;
    for (const [index, token] of tokens.entries()) {
      if (at === "whole") break;
      const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
      const next: Wanted = index === tokens.length - 1 ? "whole" : (at.get(name) ?? new Map<string, Wanted>());
      at.set(name, next);
      at = next;
    }
  }
  return root;
}

/** Section 3.4.13: what is wanted, with the id and type of every object on the way; undefined for what is not there. */
function selected(value: Json | undefined, wanted: Wanted): Json | undefined {
  if (wanted === "whole" || value === undefined) return value;
  if (Array.isArray(value)) {
    const indexes = [...wanted].sort(([a], [b]) => Number(a) - Number(b));
    const items = indexes.map(([index, more]) => selected(value[Number(index)], more));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (!isObject(value)) return undefined;
  const members: Record<string, Json> = {};
  for (const name of ["@context", "id", "type"]) {
    const member = value[name];
    if (member !== undefined) members[name] = member;
  }
  for (const [name, more] of wanted) {
    const member = Object.hasOwn(value, name) ? selected(value[name], more) : undefined;
    if (member === undefined) return undefined;
    members[name] = member;
  }
  return members;
}

/** Gives a node the label it is signed under, from its canonical one. */
export type Relabelling = (canonical: string) => string;

export interface Grouping {
  readonly ok: true;
  /** Lines of the whole document, in order. */
  readonly lines: readonly string[];
  /** Which of them the pointers select. */
  readonly picked: ReadonlySet<number>;
  /** Canonical labels of the nodes without a name. */
  readonly blanks: readonly string[];
}

export interface Ungrouped {
  readonly ok: false;
  readonly code: Refusal["code"] | "PARTS_UNCLEAR";
  readonly message: string;
}

const UNCLEAR: Ungrouped = {
  ok: false,
  code: "PARTS_UNCLEAR",
  message: "the parts of this document cannot be told from each other, as a selective disclosure needs",
};

/** The statements of a document under new labels, and those that pointers select. `quads` are its canonical N-Quads. */
export async function grouped(
  document: JsonObject,
  quads: string,
  relabel: Relabelling,
  pointers: readonly string[],
  { order = byCodePoint, ...form }: CanonicalForm = {},
  contexts?: ContextSource,
): Promise<Grouping | Ungrouped> {
  const named = skolemized(document);
  const whole = await statementsOf(named, contexts, nameOfGraph);
  if (!whole.ok) return UNCLEAR;
  const statements = whole.statements.map(deskolemized);
  const graph = canonicalGraph(statements, { order, ...form });
  if (graph === undefined) return { ok: false, ...TOO_HARD.why };
  // Names that changed what the document says (in a JSON literal, say) or that it has itself would group something else.
  if (graph.lines.join("") !== quads) return UNCLEAR;
  const label = (own: string): string => relabel(graph.labels.get(own) ?? own);
  const linesOf = (list: readonly Statement[]) => new Set(list.map((statement) => lineOf(statement, label)));
  const lines = order([...linesOf(statements)]);
  const blanks = [...graph.labels.values()];
  if (pointers.length === 0) return { ok: true, lines, picked: new Set(), blanks };

  const part = selected(named, wantedBy(pointers));
  if (!isObject(part)) return UNCLEAR;
  const chosen = await statementsOf(part, contexts, nameOfGraph);
  if (!chosen.ok) return { ok: false, ...chosen.why };
  const places = new Map(lines.map((line, index) => [line, index]));
  const picked = [...linesOf(chosen.statements.map(deskolemized))].map((line) => places.get(line));
  const known = picked.filter((index) => index !== undefined);
  return known.length === picked.length ? { ok: true, lines, picked: new Set(known), blanks } : UNCLEAR;
}
