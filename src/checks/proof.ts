// proof.signature and proof.key for every proof: embedded ones, and the token that the credential came in.
import { type Finding, unknown } from "../core/finding.ts";
import { objectsOf, pointerTo, text } from "../core/json.ts";
import type { Loader } from "../dids/resolve.ts";
import { suiteOf } from "../proofs/suites.ts";
import { embedded } from "./embedded.ts";
import type { Check, Examination } from "./examination.ts";
import { signerOf } from "./issuer.ts";
import { issuerKey } from "./issuer-key.ts";
import { ofHolder, presentedFindings } from "./presented.ts";
import { wrong } from "./signature.ts";
import { enveloping } from "./token.ts";
import { unsignedFindings } from "./unsigned.ts";

/** Documents that may be without an issuer, and without a signature of their own. */
const NEEDS_NO_PROOF: ReadonlySet<string> = new Set(["presentation", "ler-rs-body"]);

/** Each costs a signature and a graph; nobody signs a credential so often. */
const MOST_PROOFS = 10;

const NOBODY: Loader = async () => ({ ok: false, reason: "nobody was asked" });

/** What can be told of a key without asking anybody: that it is not the issuer's. */
async function strangersKey(
  method: string,
  issuer: string,
  pointer: string,
  { world }: Examination,
): Promise<Finding[]> {
  const { binding } = await issuerKey(issuer, method, { ...world, load: NOBODY }, pointer);
  return binding.code === "KEY_NOT_ISSUERS" ? [binding] : [];
}

export const proofCheck: Check = {
  ids: ["proof.signature", "proof.key"],
  after: ["shape"],
  async run(examination) {
    const stands = (id: "context" | "type") =>
      examination.found(id).every(({ status }) => status === "passed" || status === "skipped");
    if (!stands("type")) return [];
    const { opened } = examination;
    const { document, token } = opened;
    const proofs = objectsOf(document["proof"]);
    const unsigned = token === undefined && proofs.length === 0;
    if (unsigned && NEEDS_NO_PROOF.has(opened.kind)) return unsignedFindings(opened);
    const signers = proofs.map((proof) => signerOf(opened, text(proof["verificationMethod"])));
    const [first] = token === undefined ? signers : [];
    const issuer = first ?? signerOf(opened);
    if (issuer === undefined) {
      const presents = opened.kind === "presentation";
      const message = presents ? "nothing says who signed the presentation" : "the credential names no issuer";
      return [wrong("ISSUER_MISSING", message, presents ? "/holder" : "/issuer")];
    }
    if (unsigned) return unsignedFindings(opened);
    if (proofs.length > MOST_PROOFS) {
      const message = `want at most ${MOST_PROOFS} proofs, got ${proofs.length}; none of them was checked`;
      return [unknown("proof.signature", "PROOFS_TOO_MANY", message, "/proof")];
    }
    const pointers = proofs.map((_, index) =>
      Array.isArray(document["proof"]) ? pointerTo("proof", index) : "/proof",
    );
    // A signature says nothing about words whose meaning is not known; a stranger's key is a stranger's all the same.
    if (!stands("context")) {
      const keys = proofs.map(async (proof, index) => {
        if (suiteOf(proof) === undefined) return [];
        const method = text(proof["verificationMethod"]) ?? "";
        return strangersKey(method, signers[index] ?? issuer, `${pointers[index]}/verificationMethod`, examination);
      });
      return (await Promise.all(keys)).flat();
    }
    const findings: Finding[] = token === undefined ? [] : await enveloping(token, issuer, examination);
    // Every proof must hold: one that nobody looked at could say anything.
    for (const [index, proof] of proofs.entries()) {
      findings.push(...(await embedded(proof, signers[index] ?? issuer, pointers[index] ?? "", examination)));
    }
    return opened.kind === "presentation" ? [...ofHolder(findings, issuer), ...presentedFindings(opened)] : findings;
  },
};
