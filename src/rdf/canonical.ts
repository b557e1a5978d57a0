// RDFC-1.0 (RDF Dataset Canonicalization), section 4: the same labels for blank nodes, whoever wrote the graph down.
// The work is counted and bounded, so that a graph made to be hard ends in an answer, the same on every machine.
import { hash as digest } from "node:crypto";
import { byCodePoint, byCodeUnit, type LineOrder, orderMatters } from "./order.ts";
import { type Line, labelled, lineFor, type Statement } from "./statement.ts";

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

/** Steps that each node may take beside: honest graphs, large ones too, need no more. */
const STEPS_PER_NODE = 4;

/** Labels in the order in which they were given out (section 4.5). */
class Issuer {
  readonly issued: Map<string, string>;
  readonly #prefix: string;
  constructor(prefix: string, issued: ReadonlyMap<string, string> = new Map()) {
    this.#prefix = prefix;
    this.issued = new Map(issued);
  }
  issue(label: string): string {
    const known = this.issued.get(label);
    if (known !== undefined) return known;
    const made = this.#prefix + this.issued.size;
    this.issued.set(label, made);
    return made;
  }
  copy(): Issuer {
    return new Issuer(this.#prefix, this.issued);
  }
}

class TooHard extends Error {}

/** Adds to the list under a key. */
function put<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Every order of a list, the list itself first. */
function* permutations<T>(list: readonly T[]): Generator<readonly T[]> {
  if (list.length < 2) yield list;
  else {
    for (const [index, first] of list.entries()) {
      for (const rest of permutations(list.filter((_, other) => other !== index))) yield [first, ...rest];
    }
  }
}

interface Path {
  readonly hash: string;
  readonly issuer: Issuer;
}

function canonicalLabels(all: readonly Line[], form: Required<CanonicalForm>): Issuer {
  let free = 0;
  const spend = (steps: number): void => {
    if (free >= steps) free -= steps;
    else form.effort.left -= steps;
    if (form.effort.left < 0) throw new TooHard();
  };
  const hashOf = (text: string): string => {
    spend(1);
    return digest(form.hash, text);
  };

  /** The blank node to quads map (section 4.4.3, step 2). */
  const touching = new Map<string, Line[]>();
  for (const line of all) {
    for (const [index, [, label]] of line.blanks.entries()) {
      if (line.blanks.findIndex(([, other]) => other === label) === index) put(touching, label, line);
    }
  }
  const canonical = new Issuer("c14n");
  free = STEPS_PER_NODE * touching.size;

  // Section 4.6: what is known of a node from its own statements. Costs no steps: it is done once for each node.
  const hashFirstDegreeQuads = (label: string): string => {
    const labelling = (other: string) => (other === label ? "a" : "z");
    const lines = (touching.get(label) ?? []).map((line) => labelled(line, labelling));
    return digest(form.hash, form.order(lines).join(""));
  };
  const first = new Map<string, string>();
  for (const label of touching.keys()) first.set(label, hashFirstDegreeQuads(label));

  // Section 4.7.
  const hashRelatedBlankNode = (related: string, { predicate }: Line, issuer: Issuer, place: string): string => {
    const label = canonical.issued.get(related) ?? issuer.issued.get(related);
    const name = label === undefined ? (first.get(related) ?? "") : `_:${label}`;
    return hashOf(place + (place === "g" ? "" : `<${predicate}>`) + name);
  };

  // Section 4.8. Paths hold only ASCII, so that every order of strings is the same.
  const hashNDegreeQuads = (label: string, given: Issuer): Path => {
    let issuer = given;
    const groups = new Map<string, string[]>();
    for (const line of touching.get(label) ?? []) {
      for (const [place, related] of line.blanks) {
        if (related === label) continue;
        const hash = hashRelatedBlankNode(related, line, issuer, place);
        put(groups, hash, related);
      }
    }
    let data = "";
    for (const hash of [...groups.keys()].sort()) {
      let chosen: { readonly path: string; readonly issuer: Issuer } | undefined;
      for (const order of permutations(groups.get(hash) ?? [])) {
        const found = pathThrough(order, issuer, chosen?.path);
        if (found !== undefined && (chosen === undefined || found.path < chosen.path)) chosen = found;
      }
      data += hash + (chosen?.path ?? "");
      issuer = chosen?.issuer ?? issuer;
    }
    return { hash: hashOf(data), issuer };
  };

  /** Steps 5.4.4 and 5.4.5; undefined as soon as the path cannot become the least any more. */
  const pathThrough = (order: readonly string[], given: Issuer, least: string | undefined) => {
    // Copying an issuer's labels is work too.
    spend(order.length + (given.issued.size >> 4));
    let issuer = given.copy();
    let path = "";
    const hopeless = () => least !== undefined && path.length >= least.length && path > least;
    const unvisited: string[] = [];
    for (const related of order) {
      const known = canonical.issued.get(related);
      if (known === undefined && !issuer.issued.has(related)) unvisited.push(related);
      path += `_:${known ?? issuer.issue(related)}`;
      if (hopeless()) return undefined;
    }
    for (const related of unvisited) {
      const result = hashNDegreeQuads(related, issuer);
      path += `_:${issuer.issue(related)}<${result.hash}>`;
      issuer = result.issuer;
      if (hopeless()) return undefined;
    }
    return { path, issuer };
  };

  // Section 4.4: nodes that nothing else is like, then the others, by what stands around them.
  const alike = new Map<string, string[]>();
  for (const [label, hash] of first) put(alike, hash, label);
  const groups = [...alike.keys()].sort().map((hash) => alike.get(hash) ?? []);
  for (const [only, ...more] of groups) if (only !== undefined && more.length === 0) canonical.issue(only);
  for (const group of groups.filter((labels) => labels.length > 1)) {
    const paths: Path[] = [];
    for (const label of group) {
      if (canonical.issued.has(label)) continue;
      const issuer = new Issuer("b");
      issuer.issue(label);
      paths.push(hashNDegreeQuads(label, issuer));
    }
    paths.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));
    for (const { issuer } of paths) for (const label of issuer.issued.keys()) canonical.issue(label);
  }
  return canonical;
}

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
    if (line.blanks.length === 0) ground.push(text);
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
