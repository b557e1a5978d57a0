// RDFC-1.0 (RDF Dataset Canonicalization), section 4: the same labels for blank nodes, whoever wrote the graph down.
// The work is counted and bounded, so that a graph made to be hard ends in an answer, the same on every machine.
import { canonicalLabels, TooHard } from "./labels.ts";
import { byCodePoint, byCodeUnit, type LineOrder, orderMatters } from "./order.ts";
import { isGround, type Line, labelled, lineFor, type Statement } from "./statement.ts";

export interface CanonicalForm {
  readonly hash?: "sha256" | "sha384";
  readonly order?: LineOrder;
  /** Steps that may be taken to tell blank nodes apart that look alike. */
  readonly effort?: Effort;
}

/** Work that may still be done, shared by all graphs that came together, such as the credentials of one file. */
export interface Effort {
  left: number;
}

export interface CanonicalGraph {
  /** Lines of canonical N-Quads, in order. */
  readonly lines: readonly string[];
  /** From each blank node's own label to its canonical one. */
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * The hardest graph of the standard's own tests that can be done at all takes some thousands of steps. A step is a hash
 * or a node of a path: this many take about a tenth of a second.
 */
export const newEffort = (): Effort => ({ left: 60_000 });

/** A dataset is a set: what is said twice is said once. */
const withoutDoubles = (sorted: readonly string[]): string[] =>
  sorted.filter((line, index) => index === 0 || line !== sorted[index - 1]);

const own = (label: string): string => label;

interface Dataset {
  /** Lines without blank nodes, which no label will change. */
  readonly ground: readonly string[];
  readonly others: readonly Line[];
  /** Whether it could ever matter in which order its lines are sorted. */
  readonly isMixed: boolean;
}

function dataset(statements: readonly Statement[]): Dataset {
  const ground: string[] = [];
  const others = new Map<string, Line>();
  for (const statement of statements) {
    const line = lineFor(statement);
    const text = labelled(line, own);
    if (isGround(line)) ground.push(text);
    else others.set(text, line);
  }
  return { ground, others: [...others.values()], isMixed: orderMatters([...ground, ...others.keys()]) };
}

/** The canonical form of a dataset; undefined when it takes more steps than are allowed (section 7.1, poisoning). */
export function canonicalGraph(
  statements: readonly Statement[],
  { hash = "sha256", order = byCodePoint, effort = newEffort() }: CanonicalForm = {},
): CanonicalGraph | undefined {
  const { ground, others, isMixed } = dataset(statements);
  const form = { hash, effort, order: isMixed ? order : byCodeUnit };
  try {
    const { issued } = canonicalLabels(others, form);
    const labelling = (label: string) => issued.get(label) ?? label;
    const lines = [...ground, ...others.map((line) => labelled(line, labelling))];
    return { lines: withoutDoubles(form.order(lines)), labels: issued };
  } catch (error) {
    if (error instanceof TooHard) return undefined;
    throw error;
  }
}
