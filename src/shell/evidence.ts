// What a verifier brings along: documents by address or DID (`--evidence`), and keys or DID documents (`--keys`).
import { fault } from "../core/fault.ts";
import { isObject, type Json, text } from "../core/json.ts";
import { JSON_LIMITS, type JsonLimits, parseJson } from "../core/strict-json.ts";
import type { Loader } from "../dids/resolve.ts";
import { type HeldKey, heldKeys } from "../proofs/held-key.ts";
import { readText } from "./files.ts";
import { fromNetwork, noNetwork } from "./network.ts";

/** Evidence may hold many status lists, of up to a few megabytes each. */
const LIMITS: JsonLimits = { size: 64 * 1024 * 1024, depth: JSON_LIMITS.depth };
const readJson = async (file: string): Promise<Json> => parseJson(await readText(file), { file }, LIMITS);

export interface Brought {
  readonly load: Loader;
  readonly keys: readonly HeldKey[];
}

/** Answers from what was brought first, then from the network unless told not to; each address is asked for once. */
export async function bring(
  files: { readonly evidence: readonly string[]; readonly keys: readonly string[] },
  offline: boolean,
): Promise<Brought> {
  const documents = new Map<string, Json>();
  const keys: HeldKey[] = [];
  for (const file of files.evidence) {
    const value = await readJson(file);
    if (!isObject(value)) throw fault("FILE_UNREADABLE", "want a JSON map from address or DID to document", { file });
    for (const [address, document] of Object.entries(value)) documents.set(address, document);
  }
  for (const file of files.keys) {
    const value = await readJson(file);
    const found = heldKeys(value);
    const id = isObject(value) ? text(value["id"]) : undefined;
    const document = isObject(value) && ("verificationMethod" in value || "assertionMethod" in value);
    if (id !== undefined && document) documents.set(id, value);
    else if (found.length === 0) {
      throw fault("KEY_INVALID", "want a public JWK, a JWKS, a DID document or a multikey document", { file });
    }
    keys.push(...found);
  }
  const world = offline ? noNetwork : fromNetwork;
  const asked = new Map<string, ReturnType<Loader>>();
  const load: Loader = (address) => {
    const brought = documents.get(address);
    if (brought !== undefined) return Promise.resolve({ ok: true, value: brought });
    // A DID that nobody brought is looked up by its method, not asked for by name.
    if (!address.startsWith("https://")) return Promise.resolve({ ok: false, reason: "it was not brought along" });
    const answer = asked.get(address) ?? world(address);
    asked.set(address, answer);
    return answer;
  };
  return { load, keys };
}
