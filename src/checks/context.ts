// context: every JSON-LD context is one of the bundle, and every word of the credential has a meaning in them.

import { isKnownContext, lookalikeOf } from "../contexts/bundle.ts";
import { LER_RS_TERMS, LER_RS_WRAPPER } from "../contexts/ler-rs.ts";
import { type Finding, failed, passed, skipped, unknown } from "../core/finding.ts";
import { type JsonObject, objectsOf, pointerTo, stringsOf } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { suiteOf } from "../proofs/suites.ts";
import type { Check } from "./examination.ts";
import { isReadAsJson } from "./shape.ts";
import { isTextSigned } from "./signature.ts";

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

const hasNoTerms = (document: JsonObject): boolean => {
  const contexts = stringsOf(document["@context"]);
  return contexts.includes(LER_RS_WRAPPER) && !contexts.includes(LER_RS_TERMS);
};

/** True when the document has proofs, and all of them are of kinds that laurel does not know. */
function hasStrangeProofs(document: JsonObject): boolean {
  const proofs = objectsOf(document["proof"]);
  return proofs.length > 0 && proofs.every((proof) => suiteOf(proof) === undefined);
}

/** What JSON-LD has no statement for. */
const UNSAID: ReadonlySet<string> = new Set(["TERM_UNDEFINED", "DIRECTION_UNREAD"]);

export const contextCheck: Check = {
  ids: ["context"],
  after: ["shape"],
  async run({ opened, quads }) {
    if (opened.kind === "ler-rs-body") return [skipped("context", "NOT_JUDGED", "plain JSON has no contexts")];
    const strange = strangers(opened.document);
    // VC-JOSE-COSE secures the text itself: what the words mean is for the profiles, which are read as JSON-LD.
    if (
      isReadAsJson(opened.kind, opened.token !== undefined) &&
      strange.every(({ status }) => status === "unknown") &&
      // An LER-RS has the context that its writer gave it, which may well define every word.
      (opened.kind !== "ler-rs" || strange.length > 0 || !(await quads()).ok)
    ) {
      return [skipped("context", "NOT_JUDGED", "the token's signature does not rest on the meaning of its terms")];
    }
    if (strange.length > 0) return strange;
    if (opened.kind === "presentation" && opened.token === undefined && opened.document["proof"] === undefined) {
      return [skipped("context", "NOT_JUDGED", "nobody signed the presentation, so no signature rests on its terms")];
    }
    const canonical = await quads();
    if (canonical.ok) return [passed("context")];
    const { code, message, context } = canonical.why;
    // Such a signature covers every word of the text: what no context defines is said, and hides nothing.
    if (isTextSigned(opened) && UNSAID.has(code)) {
      return [passed("context"), skipped("context", code, message, "/@context")];
    }
    // HR Open's own samples have these contexts alone: nothing speaks against them, and no signature could cover them.
    if (code === "TERM_UNDEFINED" && opened.kind === "ler-rs" && hasNoTerms(opened.document)) {
      const why =
        "HR Open's context defines no terms, so laurel cannot tell which words a signature in JSON-LD would cover";
      return [unknown("context", code, `${message}: ${why}`, "/@context")];
    }
    // Whether a signature covers a word without a meaning is the suite's to say.
    if (code === "TERM_UNDEFINED" && hasStrangeProofs(opened.document)) {
      const why = "and laurel does not know the kind of its proof, so it cannot tell whether that is signed";
      return [unknown("context", code, `${message}, ${why}`, "/@context")];
    }
    if (code === "DIRECTION_UNREAD") return [unknown("context", code, message)];
    // A context of a credential inside.
    return [context === undefined ? failed("context", code, message) : stranger(context, "")];
  },
};
