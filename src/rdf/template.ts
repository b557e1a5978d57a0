// Canonical N-Quads of rows: a document is put in order once, and of each that is like it only the statements that
// differ are written, and only the nodes without a name that these touch are hashed again.
import { hash as digest } from "node:crypto";
import type { JsonObject } from "../core/json.ts";
import { loadedStatements } from "./compiled.ts";
import { hasAbove, hasSurrogate } from "./order.ts";
import { type Canonical, canonicalQuads } from "./rdfc.ts";
import { type Change, hasShape, type Opening, type Shaped, shaped } from "./shape.ts";
import { type Line, labelled, lineFor, PLACES, type Statement } from "./statement.ts";

/** The canonical N-Quads of a document; undefined for one that is not like the template's own. */
export type Template = (document: JsonObject) => string | undefined;

/** Labels that are known for a template's nodes; of more orders, the oldest are made again. */
const MOST_ORDERS = 1_000;
/** Texts that differ: with more of them, the document is another one. */
const MOST_CHANGES = 32;

/** Lines that stand still, in order, as one text. */
interface Still {
  readonly lines: readonly string[];
  readonly text: string;
  /** Where each line begins in the text, and the last one ends. */
  readonly offsets: readonly number[];
}

function still(lines: readonly string[]): Still {
  const sorted = [...lines].sort();
  const offsets = [0];
  for (const line of sorted) offsets.push((offsets.at(-1) ?? 0) + line.length);
  return { lines: sorted, text: sorted.join(""), offsets };
}

/** All lines in order; undefined when one stands there twice. */
function merged({ lines, text, offsets }: Still, moving: readonly string[]): string | undefined {
  let [out, from, low] = ["", 0, 0];
  let before: string | undefined;
  for (const line of [...moving].sort()) {
    if (line === before) return undefined;
    before = line;
    for (let high = lines.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? "") < line) low = middle + 1;
      else high = middle;
    }
    if (lines[low] === line) return undefined;
    const to = offsets[low] ?? 0;
    out += text.slice(from, to) + line;
    from = to;
  }
  return out + text.slice(from);
}

const LABEL_SELF = "a";
const LABEL_OTHER = "z";

/** Section 4.6 of RDFC-1.0, from the lines that touch a node. */
const hashFirstDegreeQuads = (label: string, lines: readonly string[], more: readonly Line[]): string => {
  const labelling = (other: string) => (other === label ? LABEL_SELF : LABEL_OTHER);
  return digest("sha256", [...lines, ...more.map((line) => labelled(line, labelling))].sort().join(""));
};

/** A node without a name: its hash, and where it can change, the lines that stay and the statements that may not. */
interface Node {
  readonly label: string;
  readonly hash: string;
  readonly lines: readonly string[];
  readonly moving: readonly number[];
}

/** What is known once it is known which statements vary. */
interface Plan {
  readonly moving: readonly number[];
  readonly nodes: readonly Node[];
  readonly orders: Map<string, Still>;
}

function planFor(lines: readonly Line[], moves: ReadonlySet<number>): Plan {
  const touching = new Map<string, Set<number>>();
  for (const [at, line] of lines.entries()) {
    for (const place of PLACES) {
      const label = line[place];
      if (label !== undefined) touching.set(label, (touching.get(label) ?? new Set()).add(at));
    }
  }
  const nodes = [...touching].map(([label, all]): Node => {
    const moving = [...all].filter((at) => moves.has(at));
    const labelling = (other: string) => (other === label ? LABEL_SELF : LABEL_OTHER);
    const staying = [...all].filter((at) => !moves.has(at)).flatMap((at) => lines[at] ?? []);
    const own = staying.map((line) => labelled(line, labelling));
    return { label, lines: own, moving, hash: moving.length > 0 ? "" : hashFirstDegreeQuads(label, own, []) };
  });
  return { moving: [...moves], nodes, orders: new Map() };
}

function templateFrom({ shape, openings }: Shaped, statements: readonly Statement[]): Template | undefined {
  const lines = statements.map(lineFor);
  const bySlot = new Map<number, Opening[]>();
  for (const opening of openings) bySlot.set(opening.slot, [...(bySlot.get(opening.slot) ?? []), opening]);
  const all = lines.map((line) => labelled(line, (own) => own));
  // A statement that stands there twice counts once, in this document but not in every other.
  if (new Set(all).size < all.length) return undefined;
  const [surrogate, above] = [all.some(hasSurrogate), all.some(hasAbove)];
  /** Statements in which some document so far had another text. */
  const moves = new Set<number>();
  let plan = planFor(lines, moves);

  /** The statements that the changes touch, written anew. */
  const written = (changes: readonly Change[]): ReadonlyMap<number, Line> => {
    const changed = new Map<number, Statement>();
    for (const { slot, value } of changes) {
      for (const { statement, place } of bySlot.get(slot) ?? []) {
        const one = changed.get(statement) ?? (statements[statement] as Statement);
        changed.set(statement, { ...one, [place]: { ...one[place], value } });
      }
    }
    return new Map([...changed].map(([at, statement]) => [at, lineFor(statement)]));
  };

  return (document) => {
    const changes: Change[] = [];
    if (!hasShape(shape, document, changes) || changes.length > MOST_CHANGES) return undefined;
    // Where the order of code points is another than that of UTF-16 units, lines are not sorted here.
    const values = changes.map(({ value }) => value);
    if ((surrogate || values.some(hasSurrogate)) && (above || values.some(hasAbove))) return undefined;
    const fresh = written(changes);
    const known = moves.size;
    for (const at of fresh.keys()) moves.add(at);
    if (moves.size > known) plan = planFor(lines, moves);
    const { moving, nodes, orders } = plan;
    const lineAt = (at: number): Line => fresh.get(at) ?? (lines[at] as Line);

    const hashed = nodes.map(({ label, hash, lines: own, moving: its }, nth) => {
      const found = its.length === 0 ? hash : hashFirstDegreeQuads(label, own, its.map(lineAt));
      return { label, hash: found, nth };
    });
    hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1));
    // Nodes that look alike are told apart by what is around them (section 4.8), which is not done here.
    if (hashed.some(({ hash }, at) => hash === hashed[at + 1]?.hash)) return undefined;
    const labels = new Map(hashed.map(({ label }, at) => [label, `c14n${at}`]));
    const labelling = (label: string) => labels.get(label) ?? label;

    const order = hashed.map(({ nth }) => nth).join();
    let standing = orders.get(order);
    if (standing === undefined) {
      standing = still(lines.filter((_, at) => !moves.has(at)).map((line) => labelled(line, labelling)));
      if (orders.size >= MOST_ORDERS) orders.clear();
      orders.set(order, standing);
    }
    return merged(
      standing,
      moving.map((at) => labelled(lineAt(at), labelling)),
    );
  };
}

/** A template from a document; undefined when it has anything in it that varies in other ways than a text does. */
export async function newTemplate(document: JsonObject): Promise<Template | undefined> {
  const made = await loadedStatements(document);
  if (made?.ok !== true) return undefined;
  const found = shaped(document, made.statements);
  return found === undefined ? undefined : templateFrom(found, made.statements);
}

/** Templates of one batch, the last used first: a batch has some dozens of achievements. */
const MOST_TEMPLATES = 32;

/** Gives canonical N-Quads of documents that are much alike, such as those of one batch. */
export function rowTemplates(): (document: JsonObject) => Promise<Canonical> {
  const templates: Template[] = [];
  let [hits, misses] = [0, 0];
  return async (document) => {
    for (const [nth, template] of templates.entries()) {
      const quads = template(document);
      if (quads === undefined) continue;
      hits += 1;
      if (nth > 0) templates.unshift(...templates.splice(nth, 1));
      return { ok: true, quads };
    }
    misses += 1;
    // Documents that have nothing in common would each pay for a template that serves no other.
    const made = misses > hits + MOST_TEMPLATES ? undefined : await newTemplate(document);
    if (made !== undefined) templates.unshift(made);
    if (templates.length > MOST_TEMPLATES) templates.pop();
    return canonicalQuads(document);
  };
}
