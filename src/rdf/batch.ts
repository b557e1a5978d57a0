// The documents of a batch, which are much alike: a template for each kind, made from the first of them.
import type { JsonObject } from "../core/json.ts";
import { type Canonical, canonicalQuads } from "./rdfc.ts";
import { newTemplate, type Template } from "./template.ts";

/** Templates, the last used first: a batch has some dozens of achievements. */
const MOST_TEMPLATES = 32;

/** Gives what `canonicalQuads` gives, sooner for documents that are like those before. */
export function rowTemplates(): (document: JsonObject) => Promise<Canonical> {
  const known: { readonly template: Template; hasServed: boolean }[] = [];
  /** Documents that were made templates for nothing so far. */
  let wasted = 0;
  return async (document) => {
    for (const [nth, one] of known.entries()) {
      const quads = one.template(document);
      if (quads === undefined) continue;
      if (!one.hasServed) wasted -= 1;
      one.hasServed = true;
      if (nth > 0) known.unshift(...known.splice(nth, 1));
      return { ok: true, quads };
    }
    // Documents that have nothing in common would each pay for a template that serves no other.
    if (wasted < MOST_TEMPLATES) {
      wasted += 1;
      const template = await newTemplate(document);
      if (template !== undefined) known.unshift({ template, hasServed: false });
      if (known.length > MOST_TEMPLATES) known.pop();
    }
    return canonicalQuads(document);
  };
}
