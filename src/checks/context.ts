// context: every JSON-LD context is one of the bundle, and every word of the credential has a meaning in them.

import { isKnownContext, lookalikeOf } from "../contexts/bundle.ts";
import { type Finding, failed, passed, skipped, unknown } from "../core/finding.ts";
import { type JsonObject, pointerTo, stringsOf } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Check } from "./examination.ts";

function stranger(url: string, pointer: string): Finding {
  if (!/^[\x21-\x7e]*$/.test(url)) {
    return failed(
      "context",
      "CONTEXT_COUNTERFEIT",
      `want a context's address in plain letters, got ${quoted(url)}`,
      pointer,
    );
  }
  const like = lookalikeOf(url);
  if (like !== undefined) {
    return failed(
      "context",
      "CONTEXT_COUNTERFEIT",
      `want the context ${quoted(like)}, got ${quoted(url)}, which is another one`,
      pointer,
    );
  }
  return unknown(
    "context",
    "CONTEXT_UNKNOWN",
    `the context ${quoted(url)} is not one that laurel knows, and contexts are never fetched`,
    pointer,
  );
}

function strangers(document: JsonObject): readonly Finding[] {
  const value = document["@context"];
  return stringsOf(value).flatMap((url, index) =>
    isKnownContext(url) ? [] : [stranger(url, Array.isArray(value) ? pointerTo("@context", index) : "/@context")],
  );
}

export const contextCheck: Check = {
  ids: ["context"],
  after: ["shape"],
  async run({ opened, quads }) {
    const strange = strangers(opened.document);
    // VC-JOSE-COSE secures the text itself: what the words mean is for the profiles, which are read as JSON-LD.
    if (
      opened.token !== undefined &&
      opened.kind === "credential" &&
      strange.every(({ status }) => status === "unknown")
    ) {
      return [skipped("context", "NOT_JUDGED", "the token's signature does not rest on the meaning of its terms")];
    }
    if (strange.length > 0) return strange;
    const canonical = await quads();
    if (canonical.ok) return [passed("context")];
    const { code, message, context } = canonical.why;
    // A context of a credential inside.
    return [context === undefined ? failed("context", code, message) : stranger(context, "")];
  },
};
