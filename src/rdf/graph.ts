// Statements as they are made: nodes without a name, and lists as RDF writes them, one cell after the other.
import type { Statement, Term } from "./statement.ts";
import { blank, iri, RDF } from "./term.ts";

export const TYPE = iri(`${RDF}type`);
const FIRST = iri(`${RDF}first`);
const REST = iri(`${RDF}rest`);
const NIL = iri(`${RDF}nil`);

/** Names a graph that has no name in the document, after the id of the node in it; undefined leaves it without. */
export type GraphNaming = (node: string) => string | undefined;

export interface Graph {
  readonly statements: Statement[];
  readonly say: (subject: Term, predicate: Term, object: Term, graph: Term) => void;
  /** A node without a name. */
  readonly fresh: () => Term;
  /**
   * The first cell of a list. Cells are labelled by what the list stands at: the same in a part of a document as in the
   * whole. `object` turns an item into a term; `at` is the place of a list inside the list.
   */
  readonly list: <T>(items: readonly T[], graph: Term, at: string, object: (item: T, at: string) => Term) => Term;
}

/** The place of the lists at one member of one node. */
export const placeOf = (graph: Term, subject: Term, property: string): string =>
  `${graph.value} ${subject.value} ${property}`;

export function newGraph(): Graph {
  const statements: Statement[] = [];
  const say: Graph["say"] = (subject, predicate, object, graph) => {
    statements.push({ subject, predicate, object, graph });
  };
  let count = 0;
  const places = new Map<string, number>();
  return {
    statements,
    say,
    fresh: () => blank(`new${count++}`),
    list: (items, graph, at, object) => {
      const place = `${at} list ${places.get(at) ?? 0}`;
      places.set(at, (places.get(at) ?? 0) + 1);
      const objects = items.map((item, index) => object(item, `${place} ${index}`));
      let head = NIL;
      for (const [index, item] of [...objects.entries()].reverse()) {
        const cell = blank(`${place} ${index}`);
        say(cell, FIRST, item, graph);
        say(cell, REST, head, graph);
        head = cell;
      }
      return head;
    },
  };
}
