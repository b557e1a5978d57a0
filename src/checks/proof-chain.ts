// Proofs in a chain: what a proof signs that names proofs before it (VC Data Integrity 1.0, section 4.5).
import { type JsonObject, objectsOf, stringsOf, text } from "../core/json.ts";
import { unsecured } from "../proofs/cryptosuite.ts";

/**
 * The document that a proof covers: without its proofs, or with those that this one names. Undefined when one of them
 * is not there, or two answer to one name.
 */
export function coveredBy(proof: JsonObject, document: JsonObject): JsonObject | undefined {
  const bare = unsecured(document);
  if (!("previousProof" in proof)) return bare;
  const names = stringsOf(proof["previousProof"]);
  const proofs = objectsOf(document["proof"]);
  const before = names.map((name) => proofs.filter((one) => one !== proof && text(one["id"]) === name));
  if (names.length === 0 || before.some(({ length }) => length !== 1)) return undefined;
  return { ...bare, proof: before.flat() };
}
