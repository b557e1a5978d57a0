// One thing in two parts: a proof over statements does not tell an object from two of its id that share what it says,
// so that a value could be parted from its bounds, or a grade from its status, without a trace.
import { type Finding, unknown } from "../core/finding.ts";
import { canonicalJson, isObject, type Json, type Path, pointerOf, text } from "../core/json.ts";
import { isCredential, LITERAL } from "./control-field.ts";

/** Graphs of their own, in which nothing is joined with what stands outside, and what is told by its own check. */
const APART: ReadonlySet<string> = new Set(["proof", "verifiableCredential", "credentialStatus", LITERAL]);

/** The place of an object in a list whose id an object before it bears and that says something else than that. */
function parted(list: readonly Json[]): number {
  const first = new Map<string, Json>();
  return list.findIndex((item) => {
    const id = isObject(item) && !isCredential(item) ? text(item["id"]) : undefined;
    if (id === undefined) return false;
    const before = first.get(id);
    first.set(id, before ?? item);
    return before !== undefined && canonicalJson(before) !== canonicalJson(item);
  });
}

/** The first place in a node, and in all in it, where an object stands in two parts. */
function partedIn(node: Json, path: Path | undefined): Path | undefined {
  if (Array.isArray(node)) {
    const place = node.length < 2 ? -1 : parted(node);
    if (place !== -1) return { name: place, above: path };
    for (let at = 0; at < node.length; at++) {
      const found = within(node[at], at, path);
      if (found !== undefined) return found;
    }
  } else if (isObject(node)) {
    for (const name in node) {
      const found = APART.has(name) ? undefined : within(node[name], name, path);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const within = (value: Json | undefined, name: string | number, above: Path | undefined): Path | undefined =>
  value === undefined || typeof value !== "object" || (isObject(value) && isCredential(value))
    ? undefined
    : partedIn(value, { name, above });

/** Of a document whose proof covers its statements. */
export function partFindings(document: Json): readonly Finding[] {
  const place = partedIn(document, undefined);
  if (place === undefined) return [];
  const message = "two parts have one id and say different things: its proof takes them for one";
  return [unknown("schema", "PARTS_MIXED", message, pointerOf(place))];
}
