// What stands at an address, from its text: media types are not believed, and not needed.
import { Fault } from "../core/fault.ts";
import { parseJson } from "../core/strict-json.ts";
import type { Got } from "../dids/resolve.ts";

/** Documents are JSON objects, or compact JWS, which are given as strings. */
export function documentIn(body: string): Got {
  const trimmed = body.replace(/^\ufeff/, "").trim();
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(trimmed)) return { ok: true, value: trimmed };
  if (trimmed.startsWith("<")) return { ok: false, reason: "a web page stands there, not JSON" };
  try {
    return { ok: true, value: parseJson(trimmed) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { line, column, message } = error.facts;
    return { ok: false, reason: `what stands there is not JSON: line ${line ?? 1}, column ${column ?? 1}: ${message}` };
  }
}
