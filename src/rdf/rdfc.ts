// A document's statements, and its canonical N-Quads.
import { contextAt } from "../contexts/bundle.ts";
import type { JsonObject } from "../core/json.ts";
import { type CanonicalForm, canonicalGraph, type Effort, newEffort } from "./canonical.ts";
import { loadedStatements } from "./compiled.ts";
import type { GraphNaming } from "./graph.ts";
import { type ContextSource, type Dataset, referenceStatements } from "./reference.ts";
import { type Refused, TOO_HARD } from "./refusal.ts";

export type { ContextSource, Dataset } from "./reference.ts";

export type Canonical = { readonly ok: true; readonly quads: string } | Refused;

/** The short way knows the contexts of the bundle alone. */
const shortly = async (document: JsonObject, contexts: ContextSource, nameOfGraph?: GraphNaming) =>
  contexts === contextAt ? loadedStatements(document, nameOfGraph) : undefined;

/** The statements of a document, or why it has none. */
export const statementsOf = async (
  document: JsonObject,
  contexts: ContextSource = contextAt,
  nameOfGraph?: GraphNaming,
): Promise<Dataset> =>
  (await shortly(document, contexts, nameOfGraph)) ?? referenceStatements(document, contexts, nameOfGraph);

/** The canonical N-Quads of a dataset. */
export function quadsIn(dataset: Dataset, form: CanonicalForm = {}): Canonical {
  if (!dataset.ok) return dataset;
  const graph = canonicalGraph(dataset.statements, form);
  return graph === undefined ? TOO_HARD : { ok: true, quads: graph.lines.join("") };
}

/** The canonical N-Quads of a document. */
export const canonicalQuads = async (
  document: JsonObject,
  form: CanonicalForm = {},
  contexts: ContextSource = contextAt,
): Promise<Canonical> => quadsIn(await statementsOf(document, contexts), form);

/** A document's statements and its canonical N-Quads, for all that ask. */
export interface Content {
  readonly statements: () => Promise<Dataset>;
  /** By SHA-256, in the order of the standard. */
  readonly quads: () => Promise<Canonical>;
  /** How many statements there are, those that say the same as another among them; 0 where there are none to be had. */
  readonly size: () => Promise<number>;
  readonly effort: Effort;
}

export function contentOf(
  document: JsonObject,
  effort: Effort = newEffort(),
  contexts: ContextSource = contextAt,
): Content {
  let long: Promise<Dataset> | undefined;
  let canonical: Promise<Canonical> | undefined;
  let count = 0;
  // The short way is quickly gone again, and the statements of a large record are a burden to keep.
  const statements = async () => {
    const made = await shortly(document, contexts);
    if (made !== undefined) return made;
    long ??= referenceStatements(document, contexts);
    return long;
  };
  const quads = () => {
    canonical ??= statements().then((made) => {
      count = made.ok ? made.statements.length : 0;
      return quadsIn(made, { effort });
    });
    return canonical;
  };
  const size = () => quads().then(() => count);
  return { statements, quads, size, effort };
}
