// The labels that RDFC-1.0 gives to blank nodes (sections 4.4 to 4.8), from what stands around each of them.
import { hash as digest } from "node:crypto";
import type { CanonicalForm } from "./canonical.ts";
import { Issuer } from "./issuer.ts";
import { permutations } from "./permutation.ts";
import { type Line, labelled, PLACES } from "./statement.ts";

/** Steps that each node may take beside what is allowed to all: honest graphs, large ones too, need no more. */
const STEPS_PER_NODE = 4;

/** Ends the work on a graph that takes more steps than are allowed. */
export class TooHard extends Error {}

/** Adds to the list under a key. */
function put<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

interface Path {
  readonly hash: string;
  readonly issuer: Issuer;
}

export function canonicalLabels(all: readonly Line[], form: Required<CanonicalForm>): Issuer {
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
    const { s, o, g } = line;
    if (s !== undefined) put(touching, s, line);
    if (o !== undefined && o !== s) put(touching, o, line);
    if (g !== undefined && g !== s && g !== o) put(touching, g, line);
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
      for (const place of PLACES) {
        const related = line[place];
        if (related === undefined || related === label) continue;
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
