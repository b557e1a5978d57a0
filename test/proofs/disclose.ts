// A holder at work: disclosures made from an ecdsa-sd-2023 base proof (VC-DI-ECDSA 1.0, section 3.6.6), honest ones and
// ones that no holder ought to make.
import { createHmac } from "node:crypto";
import { type JsonObject, objectsOf } from "../../src/core/json.ts";
import { unsecured } from "../../src/proofs/cryptosuite.ts";
import {
  type BaseValue,
  type DerivedValue,
  disclosureText,
  disclosureValue,
} from "../../src/proofs/disclosure-value.ts";
import { grouped, type Relabelling } from "../../src/proofs/selection.ts";
import { canonicalGraph } from "../../src/rdf/canonical.ts";
import { type ContextSource, canonicalQuads, statementsOf } from "../../src/rdf/rdfc.ts";

export const hmacLabels =
  (key: Uint8Array): Relabelling =>
  (label) =>
    `u${createHmac("sha256", key).update(label).digest("base64url")}`;

/** The proof of a document and its value, which must be a base proof. */
export function baseOf(document: JsonObject): { readonly proof: JsonObject; readonly value: BaseValue } {
  const [proof = {}] = objectsOf(document["proof"]);
  const value = disclosureValue(String(proof["proofValue"]));
  if (value?.form !== "base") throw new Error("no base proof");
  return { proof, value };
}

export interface Disclosing {
  /** What is shown: the document without the members that are kept back. */
  readonly reveal: (document: JsonObject) => JsonObject;
  /** Changes the value before it is written. */
  readonly forge?: (value: DerivedValue) => DerivedValue;
  readonly contexts?: ContextSource;
}

const must = <T extends { readonly ok: boolean }>(made: T): Extract<T, { readonly ok: true }> => {
  if (!made.ok) throw new Error(JSON.stringify(made));
  return made as Extract<T, { readonly ok: true }>;
};

/** The labels of a revealed document, by what its nodes say: each node of the tests has something of its own. */
async function labelsOf(document: JsonObject, relabelled: readonly string[], contexts?: ContextSource) {
  const graph = canonicalGraph(must(await statementsOf(document, contexts)).statements);
  const labels = new Map<number, Uint8Array>();
  const blank = /_:(\S+)/g;
  const skeleton = (line: string) => line.replace(blank, "_:");
  // Lines that only differ in labels would be ambiguous; lines are matched until nothing new is learned.
  const known = new Map<string, string>();
  for (let learned = -1; learned !== known.size; ) {
    learned = known.size;
    for (const line of graph?.lines ?? []) {
      const mine = [...line.matchAll(blank)].map(([, label = ""]) => label);
      const fits = relabelled.filter((other) => {
        const theirs = [...other.matchAll(blank)].map(([, label = ""]) => label);
        return (
          skeleton(other) === skeleton(line) &&
          mine.every((label, at) => (known.get(label) ?? theirs[at]) === theirs[at])
        );
      });
      const [only] = fits;
      if (only === undefined || fits.length > 1) continue;
      const theirs = [...only.matchAll(blank)].map(([, label = ""]) => label);
      for (const [at, label] of mine.entries()) known.set(label, theirs[at] ?? "");
    }
  }
  for (const [label, hmac] of known) labels.set(Number(label.slice(4)), Buffer.from(hmac.slice(1), "base64url"));
  return { labels, known, lines: graph?.lines ?? [] };
}

/** A disclosure of a document with a base proof. */
export async function disclosed(
  document: JsonObject,
  { reveal, forge = (value) => value, contexts }: Disclosing,
): Promise<JsonObject> {
  const { proof, value } = baseOf(document);
  const whole = unsecured(document);
  const { quads } = must(await canonicalQuads(whole, {}, contexts));
  const relabel = hmacLabels(value.hmacKey);
  const all = must(await grouped(whole, quads, relabel, value.mandatoryPointers, {}, contexts));
  const shown = reveal(whole);
  const { labels, known, lines } = await labelsOf(shown, all.lines, contexts);
  const named = lines.map((line) => line.replace(/_:(\S+)/g, (_, label) => `_:${known.get(label)}`)).sort();
  const signatures = new Map(
    all.lines
      .filter((_, index) => !all.picked.has(index))
      .map((line, index) => [line, value.signatures[index]] as const),
  );
  const derived: DerivedValue = {
    form: "derived",
    baseSignature: value.baseSignature,
    publicKey: value.publicKey,
    signatures: named.flatMap((line) => signatures.get(line) ?? []),
    labels,
    mandatory: named.flatMap((line, index) => (all.picked.has(all.lines.indexOf(line)) ? [index] : [])),
  };
  return { ...shown, proof: { ...proof, proofValue: disclosureText(forge(derived)) } };
}
