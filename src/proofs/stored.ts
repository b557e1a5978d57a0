// A credential as laurel stored it, read back for what it says; nothing is verified.
import { isObject, type JsonObject } from "../core/json.ts";
import { parseJson } from "../core/strict-json.ts";
import { credentialIn, parseToken } from "./vc-jwt.ts";

/** The credential in the text of a file, JSON or compact JWS; undefined when there is none. */
export function documentIn(source: string): JsonObject | undefined {
  try {
    const body = source.trim();
    if (body.startsWith("{")) {
      const value = parseJson(body);
      return isObject(value) ? value : undefined;
    }
    const token = parseToken(body);
    return token === undefined ? undefined : credentialIn(token.payload);
  } catch {
    return undefined;
  }
}
