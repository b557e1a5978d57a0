// One thing in two parts: a proof over statements does not tell an object from two of its id that share what it says,
// so that a value could be parted from its bounds, or a grade from its status, without a trace.
import { type Finding, unknown } from "../core/finding.ts";
import { canonicalJson, isObject, type Json, type Path, pointerOf, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
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

function* listsIn(
  node: Json,
  path: Path | undefined,
): Generator<{ readonly list: readonly Json[]; readonly path: Path }> {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node) && path !== undefined) yield { list: node, path };
  for (const [name, value] of Object.entries(node)) {
    if (APART.has(name) || typeof value !== "object" || (isObject(value) && isCredential(value))) continue;
    yield* listsIn(value, { name: Array.isArray(node) ? Number(name) : name, above: path });
  }
}

/** Of a document whose proof covers its statements. */
export function partFindings(document: Json): readonly Finding[] {
  for (const { list, path } of listsIn(document, undefined)) {
    const place = parted(list);
    if (place === -1) continue;
    const id = isObject(list[place]) ? text(list[place]["id"]) : undefined;
    const message = `two parts have the id ${quoted(id ?? "")} and say different things: its proof takes them for one`;
    return [unknown("schema", "PARTS_MIXED", message, pointerOf({ name: place, above: path }))];
  }
  return [];
}
