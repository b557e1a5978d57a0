// How much there is in a credential: one that would take longer to refute than a person waits is not looked at.
import { type Finding, passed, unknown } from "../core/finding.ts";
import { isObject, type Json, type JsonObject, text } from "../core/json.ts";
import type { Kind } from "../schemas/kind.ts";
import { HOLDERS, isCredential, LITERAL } from "./control-field.ts";

/**
 * Objects in a credential, without those of credentials inside it. The reference for JSON-LD takes a quarter of a
 * millisecond for each, so that a signature over more would take longer to refute than a person waits.
 */
const MOST_OBJECTS: Readonly<Partial<Record<Kind, number>>> = { clr: 10_000, presentation: 10_000, "ler-rs": 10_000 };
const FEWER_OBJECTS = 3_000;

/** What a text or a number in a list weighs: each is a statement, which has its part in putting them all in order. */
const LISTED = 1 / 8;

function objectsIn(node: Json, isMember: boolean): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, item) => sum + LISTED + objectsIn(item, isMember), 0);
  if (!isObject(node) || (isMember && isCredential(node))) return 0;
  let sum = 1;
  for (const [name, value] of Object.entries(node)) if (name !== LITERAL) sum += objectsIn(value, HOLDERS.has(name));
  return sum;
}

/** Characters that the ids of a document come to when each is written out with all that is said of it. */
const LONGEST_WRITTEN = 32 * 1024 * 1024;

/** In N-Quads, every statement begins with the id of what it is about, so that a long one is written many times. */
function writtenIds(node: Json): number {
  if (typeof node !== "object" || node === null) return 0;
  if (Array.isArray(node)) return node.reduce<number>((sum, item) => sum + writtenIds(item), 0);
  let [inside, written] = [0, 1];
  for (const value of Object.values(node)) {
    if (typeof value === "object") inside += writtenIds(value);
    // Once where it stands, and once for each value of each member.
    written += Array.isArray(value) ? value.length : 1;
  }
  return inside + (text((node as JsonObject)["id"])?.length ?? 0) * written;
}

export function sizeFindings(document: JsonObject, kind: Kind): readonly Finding[] {
  const most = MOST_OBJECTS[kind] ?? FEWER_OBJECTS;
  if (writtenIds(document) > LONGEST_WRITTEN) {
    return [unknown("shape", "SHAPE_LARGE", "its identifiers are longer than laurel looks at")];
  }
  if (objectsIn(document, false) <= most) return [passed("shape")];
  return [unknown("shape", "SHAPE_LARGE", `laurel looks at no more than ${most} objects in one credential`)];
}
