// Canonical N-Quads of rows: a document is put in order once, and of each that is like it only the lines that differ are
// written, and only the nodes without a name that these touch are hashed again.
import { hash as digest } from "node:crypto";
import type { JsonObject } from "../core/json.ts";
import { loadedStatements } from "./compiled.ts";
import { hasAbove, hasSurrogate } from "./order.ts";
import { filled, labelsIn, type Pattern, patternFor } from "./pattern.ts";
import { type Change, hasShape, type Shaped, shaped } from "./shape.ts";
import { lineOf, type Statement } from "./statement.ts";
import { merged, type Still, still } from "./still.ts";

/** The canonical N-Quads of a document; undefined for one that is not like the template's own. */
export type Template = (document: JsonObject) => string | undefined;

/** Texts that differ: with more of them, the document is another one. */
const MOST_CHANGES = 32;

/** A node without a name, with the lines that touch it: those that stay, as its hash has them, and those that move. */
interface Node {
  readonly label: string;
  readonly staying: readonly string[];
  readonly moving: readonly Pattern[];
  /** For a node that nothing moving touches. */
  readonly hash: string | undefined;
}

/** What is known once it is known which lines move. */
interface Plan {
  /** Lines that are the same in every document. */
  readonly still: Still;
  /** Those that have a text that varies in them, or a label. */
  readonly moving: readonly Pattern[];
  readonly nodes: readonly Node[];
}

/** RDFC-1.0, section 4.6: the node itself is called `a`, and every other `z`. */
const seenFrom = (label: string) => (other: string) => (other === label ? "a" : "z");

const hashFirstDegreeQuads = (lines: string[]): string => digest("sha256", lines.sort().join(""));

function planFor(patterns: readonly Pattern[], moves: ReadonlySet<Pattern>, values: readonly string[]): Plan {
  const isMoving = (pattern: Pattern) => moves.has(pattern);
  const labels = new Set(patterns.flatMap(labelsIn));
  const nodes = [...labels].map((label): Node => {
    const touching = patterns.filter((pattern) => labelsIn(pattern).includes(label));
    const moving = touching.filter(isMoving);
    const staying = touching
      .filter((pattern) => !isMoving(pattern))
      .map((pattern) => filled(pattern, values, seenFrom(label)));
    return { label, staying, moving, hash: moving.length > 0 ? undefined : hashFirstDegreeQuads([...staying]) };
  });
  const isStill = (pattern: Pattern) => !isMoving(pattern) && labelsIn(pattern).length === 0;
  const lines = patterns.filter(isStill).map((pattern) => filled(pattern, values, (label) => label));
  return { still: still(lines), moving: patterns.filter((pattern) => !isStill(pattern)), nodes };
}

function templateFrom({ shape, slots }: Shaped, patterns: readonly Pattern[]): Template {
  const own = slots.map(({ written }) => written);
  const lines = patterns.map((pattern) => filled(pattern, own, (label) => label));
  const [surrogate, above] = [lines.some(hasSurrogate), lines.some(hasAbove)];
  /** Slots in which some document so far had another text, and the lines that have it. */
  const varied = new Set<number>();
  const moves = new Set<Pattern>();
  let plan = planFor(patterns, moves, own);

  const move = (slot: number): void => {
    varied.add(slot);
    for (const pattern of patterns) if (pattern.holes.includes(slot)) moves.add(pattern);
    plan = planFor(patterns, moves, own);
  };

  return (document) => {
    const changes: Change[] = [];
    if (!hasShape(shape, document, changes) || changes.length > MOST_CHANGES) return undefined;
    // Where the order of code points is another than that of UTF-16 units, lines are not sorted here.
    const isMixed =
      (surrogate || changes.some(({ value }) => hasSurrogate(value))) &&
      (above || changes.some(({ value }) => hasAbove(value)));
    if (isMixed) return undefined;
    const values = [...own];
    for (const { slot, value } of changes) {
      values[slot] = slots[slot]?.write(value) ?? "";
      if (!varied.has(slot)) move(slot);
    }
    const { moving, nodes } = plan;

    const hashed = nodes.map((node) => {
      const seen = seenFrom(node.label);
      const hash =
        node.hash ?? hashFirstDegreeQuads([...node.staying, ...node.moving.map((one) => filled(one, values, seen))]);
      return { label: node.label, hash };
    });
    hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1));
    // Nodes that look alike are told apart by what is around them (section 4.8), which is not done here.
    if (hashed.some(({ hash }, at) => hash === hashed[at + 1]?.hash)) return undefined;
    const issued = new Map(hashed.map(({ label }, at) => [label, `c14n${at}`]));
    const labelling = (label: string) => issued.get(label) ?? label;
    return merged(
      plan.still,
      moving.map((pattern) => filled(pattern, values, labelling)),
    );
  };
}

/** A template from a document; undefined when it has anything in it that varies in other ways than a text does. */
export async function newTemplate(document: JsonObject): Promise<Template | undefined> {
  const made = await loadedStatements(document);
  if (made?.ok !== true) return undefined;
  const { statements } = made;
  // What is said twice is said once, as long as it is the same: no text of it may vary.
  const places = new Map<string, number>();
  const doubled = new Set<number>();
  for (const [at, statement] of statements.entries()) {
    const text = lineOf(statement, (label) => label);
    const first = places.get(text);
    if (first === undefined) places.set(text, at);
    else doubled.add(first).add(at);
  }
  const found = shaped(document, statements, (at) => doubled.has(at));
  if (found === undefined) return undefined;
  const openingsAt = (at: number) => found.openings.filter(({ statement }) => statement === at);
  const patterns = [...places.values()].map((at) => patternFor(statements[at] as Statement, openingsAt(at)));
  return templateFrom(found, patterns);
}
