// A verified file, as an output reads it.
import type { Json, JsonObject } from "../core/json.ts";

export interface Source {
  /** The credential; of a token the one in it. Enveloped members are replaced by the credentials in them. */
  readonly document: JsonObject;
  /** What was signed, by JSON Pointer into the document, where that is not the JSON that stands there. */
  readonly originals: ReadonlyMap<string, Json>;
  /** The file's own text, and its media type. */
  readonly received: { readonly text: string; readonly mediaType: string };
}

/** Media types under which originals are carried. */
export const MEDIA = { json: "application/vc+ld+json", token: "application/vc+jwt" } as const;
