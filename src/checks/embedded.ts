// The proofs that stand in a credential itself: what each covers, and which key made it.
import { type Finding, failed, passed, unknown } from "../core/finding.ts";
import { instantOf } from "../core/instant.ts";
import { canonicalJson, type JsonObject, listOf, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Cryptosuite, ProofAnswer } from "../proofs/cryptosuite.ts";
import { suiteOf } from "../proofs/suites.ts";
import { contentOf } from "../rdf/rdfc.ts";
import type { Examination } from "./examination.ts";
import { type Purpose, purposeOf } from "./issuer.ts";
import { issuerKey } from "./issuer-key.ts";
import { coveredBy } from "./proof-chain.ts";
import { unkeyed, wrong } from "./signature.ts";

/** Members of a proof whose meaning laurel knows; another one might say something that a verdict must heed. */
const PROOF_MEMBERS = new Set(
  (
    "@context id type cryptosuite created expires verificationMethod proofPurpose proofValue jws domain challenge nonce " +
    "previousProof"
  ).split(" "),
);

const unsupported = (message: string, pointer: string): Finding =>
  unknown("proof.signature", "PROOF_UNSUPPORTED", message, pointer);

/** Why laurel cannot judge a proof. */
function strangeness(proof: JsonObject): string {
  const type = text(proof["type"]);
  if (type !== "DataIntegrityProof") return `laurel does not check proofs of type ${quoted(type ?? "")}`;
  return `laurel does not check the cryptosuite ${quoted(text(proof["cryptosuite"]) ?? "")}`;
}

/** Members that laurel cannot heed. */
function strangeMember(proof: JsonObject): string | undefined {
  const member = Object.keys(proof).find((name) => !PROOF_MEMBERS.has(name));
  return member === undefined ? undefined : `the proof has a member that laurel does not know, ${quoted(member)}`;
}

/** What speaks against a proof before its signature is looked at. */
function proofFault(proof: JsonObject, now: Date, pointer: string, wanted: Purpose): Finding | undefined {
  const strange = strangeMember(proof);
  if (strange !== undefined) return unsupported(strange, pointer);
  const purpose = text(proof["proofPurpose"]);
  if (purpose !== wanted) {
    const message = `want the proof purpose ${wanted}, got ${quoted(purpose ?? "")}`;
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

/** A proof may bring its contexts (VC-DI-EDDSA 1.0, section 3.3.1); those after them, its signer never saw. */
function contextFault(proof: JsonObject, document: JsonObject, pointer: string): Finding | undefined {
  const signed = proof["@context"];
  const same = canonicalJson(listOf(signed)) === canonicalJson(listOf(document["@context"]));
  if (signed === undefined || same) return undefined;
  const message = "the credential has more contexts than its proof was made with";
  return unknown("proof.signature", "CONTEXT_UNSIGNED", message, `${pointer}/@context`);
}

function said(suite: Cryptosuite, answer: ProofAnswer, pointer: string): Finding {
  if (answer.status === "passed") {
    const old = suite.legacy === true ? "legacy: its standard has replaced this suite" : undefined;
    return passed("proof.signature", [suite.name, answer.note, old].filter((part) => part !== undefined).join("; "));
  }
  const finding = answer.status === "failed" ? failed : unknown;
  return finding("proof.signature", answer.code, answer.message, pointer);
}

/** What `proof.signature` and `proof.key` say of one proof. */
export async function embedded(
  proof: JsonObject,
  issuer: string,
  pointer: string,
  { opened, world, content, used }: Examination,
): Promise<Finding[]> {
  const suite = suiteOf(proof);
  if (suite === undefined) return [unsupported(strangeness(proof), pointer)];
  const { document } = opened;
  const purpose = purposeOf(opened);
  const fault = proofFault(proof, world.now, pointer, purpose);
  if (fault !== undefined) return [fault];
  const method = text(proof["verificationMethod"]) ?? "";
  const { key, binding } = await issuerKey(issuer, method, world, `${pointer}/verificationMethod`, purpose);
  if (key === undefined) return [unkeyed(pointer), binding];
  used.add(key);
  const covered = coveredBy(proof, document);
  if (covered === undefined) {
    const message = "the proof names a proof before it, and not one of that name stands in the credential";
    return [wrong("PROOF_CHAIN", message, `${pointer}/previousProof`), binding];
  }
  const chained = "proof" in covered;
  if (chained && suite.chains !== true) return [unsupported(`laurel checks no chains of ${suite.name}`, pointer)];
  const open = contextFault(proof, document, pointer);
  const signed = chained ? contentOf(covered, content.effort) : content;
  const answers = await suite.check({ proof, document, key, content: signed });
  return [...(open === undefined ? [] : [open]), ...answers.map((answer) => said(suite, answer, pointer)), binding];
}
