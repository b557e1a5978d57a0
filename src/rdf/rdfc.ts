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

/** The statements of a document, or why it has none. */
export async function statementsOf(
  document: JsonObject,
  contexts: ContextSource = contextAt,
  nameOfGraph?: GraphNaming,
): Promise<Dataset> {
  const made = contexts === contextAt ? await loadedStatements(document, nameOfGraph) : undefined;
  return made ?? referenceStatements(document, contexts, nameOfGraph);
}

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

/** A document's statements and its canonical N-Quads, each made once for all that ask. */
export interface Content {
  readonly statements: () => Promise<Dataset>;
  /** By SHA-256, in the order of the standard. */
  readonly quads: () => Promise<Canonical>;
  readonly effort: Effort;
}

export function contentOf(document: JsonObject, effort: Effort = newEffort(), contexts?: ContextSource): Content {
  let dataset: Promise<Dataset> | undefined;
  let canonical: Promise<Canonical> | undefined;
  const statements = () => {
    dataset ??= statementsOf(document, contexts);
    return dataset;
  };
  const quads = () => {
    canonical ??= statements().then((made) => quadsIn(made, { effort }));
    return canonical;
  };
  return { statements, quads, effort };
}
