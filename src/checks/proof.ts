// proof.signature and proof.key for every proof: embedded ones, and the token that the credential came in.
import type { Finding } from "../core/finding.ts";
import { objectsOf, pointerTo } from "../core/json.ts";
import { embedded } from "./embedded.ts";
import type { Check } from "./examination.ts";
import { issuerOf } from "./issuer.ts";
import { wrong } from "./signature.ts";
import { enveloping } from "./token.ts";

export const proofCheck: Check = {
  ids: ["proof.signature", "proof.key"],
  after: ["shape"],
  async run(examination) {
    const stands = (id: "context" | "type") =>
      examination.found(id).every(({ status }) => status === "passed" || status === "skipped");
    if (!stands("type")) return [];
    const { document, token } = examination.opened;
    const issuer = issuerOf(document);
    const proofs = objectsOf(document["proof"]);
    if (issuer === undefined) return [wrong("ISSUER_MISSING", "the credential names no issuer", "/issuer")];
    if (token === undefined && proofs.length === 0) {
      return [wrong("PROOF_MISSING", "this credential was never signed: it has no proof", "")];
    }
    // A signature says nothing about words whose meaning is not known.
    if (!stands("context")) return [];
    const pointers = proofs.map((_, index) =>
      Array.isArray(document["proof"]) ? pointerTo("proof", index) : "/proof",
    );
    const findings: Finding[] = token === undefined ? [] : await enveloping(token, issuer, examination);
    // Every proof must hold: one that nobody looked at could say anything.
    for (const [index, proof] of proofs.entries()) {
      findings.push(...(await embedded(proof, issuer, pointers[index] ?? "", examination)));
    }
    return findings;
  },
};
