// The proofs that stand in a credential itself: what each covers, and which key made it.
import { type Finding, passed, unknown } from "../core/finding.ts";
import { instantOf } from "../core/instant.ts";
import { type JsonObject, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { CRYPTOSUITES } from "../proofs/cryptosuite.ts";
import { checkProof } from "../proofs/data-integrity.ts";
import type { Examination } from "./examination.ts";
import { issuerKey } from "./issuer-key.ts";
import { unkeyed, wrong } from "./signature.ts";

/** Members of a proof whose meaning laurel knows; another one might say something that a verdict must heed. */
const PROOF_MEMBERS = new Set(
  "id type cryptosuite created expires verificationMethod proofPurpose proofValue domain challenge nonce".split(" "),
);

const unsupported = (message: string, pointer: string): Finding =>
  unknown("proof.signature", "PROOF_UNSUPPORTED", message, pointer);

/** Kinds of proof that laurel cannot judge. */
function strangeness(proof: JsonObject): string | undefined {
  const type = text(proof["type"]);
  const suite = text(proof["cryptosuite"]);
  if (type !== "DataIntegrityProof") return `laurel does not check proofs of type ${quoted(type ?? "")}`;
  if (suite === undefined || !CRYPTOSUITES.has(suite))
    return `laurel does not check the cryptosuite ${quoted(suite ?? "")}`;
  if ("previousProof" in proof) return "laurel does not check chains of proofs";
  const member = Object.keys(proof).find((name) => !PROOF_MEMBERS.has(name));
  return member === undefined ? undefined : `the proof has a member that laurel does not know, ${quoted(member)}`;
}

/** What speaks against a proof before its signature is looked at. */
function proofFault(proof: JsonObject, now: Date, pointer: string): Finding | undefined {
  const strange = strangeness(proof);
  if (strange !== undefined) return unsupported(strange, pointer);
  const purpose = text(proof["proofPurpose"]);
  if (purpose !== "assertionMethod") {
    const message = `want the proof purpose assertionMethod, got ${quoted(purpose ?? "")}`;
    return wrong("PURPOSE_WRONG", message, `${pointer}/proofPurpose`);
  }
  if (typeof proof["verificationMethod"] !== "string") {
    return wrong("PROOF_MALFORMED", "the proof names no verification method", pointer);
  }
  for (const name of ["created", "expires"] as const) {
    const value = proof[name];
    const instant = typeof value === "string" ? instantOf(value) : undefined;
    if (value !== undefined && instant === undefined) {
      return wrong("PROOF_MALFORMED", `want "${name}" to be a date and time with a zone`, `${pointer}/${name}`);
    }
    if (name === "expires" && instant !== undefined && instant < now.getTime()) {
      return wrong("PROOF_EXPIRED", `the proof ended on ${quoted(String(value))}`, `${pointer}/expires`);
    }
  }
  return undefined;
}

/** What `proof.signature` and `proof.key` say of one proof. */
export async function embedded(
  proof: JsonObject,
  issuer: string,
  pointer: string,
  { opened, world, quads }: Examination,
): Promise<Finding[]> {
  const fault = proofFault(proof, world.now, pointer);
  const suite = CRYPTOSUITES.get(text(proof["cryptosuite"]) ?? "");
  const method = text(proof["verificationMethod"]);
  if (fault !== undefined || suite === undefined || method === undefined) return fault === undefined ? [] : [fault];
  const { key, binding } = await issuerKey(issuer, method, world, `${pointer}/verificationMethod`);
  if (key === undefined) return [unkeyed(pointer), binding];
  const canonical = await quads();
  if (!canonical.ok) return [wrong(canonical.why.code, canonical.why.message, pointer), binding];
  const answer = await checkProof(proof, opened.document, canonical.quads, suite, key);
  return [answer.holds ? passed("proof.signature", suite.name) : wrong(answer.code, answer.message, pointer), binding];
}
