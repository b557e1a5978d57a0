// ecdsa-sd-2023 (VC-DI-ECDSA 1.0, section 3.6): the issuer signs every statement by itself, in a base proof for the
// holder, who discloses some of them; those that the issuer made mandatory are in every disclosure.
import { createHmac, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { fault } from "../core/fault.ts";
import { type JsonObject, text } from "../core/json.ts";
import { base64url, fromMultibase } from "../core/multibase.ts";
import { multikeyOf } from "../dids/multikey.ts";
import type { CanonicalForm } from "../rdf/canonical.ts";
import { byCodeUnit, orderMatters } from "../rdf/order.ts";
import { type ContextSource, canonicalQuads, quadsIn } from "../rdf/rdfc.ts";
import {
  type Cryptosuite,
  digest,
  hashFor,
  no,
  type ProofAnswer,
  type ProofQuestion,
  proofConfig,
  signBytes,
  unsecured,
  verifyBytes,
  WRONG,
} from "./cryptosuite.ts";
import {
  type BaseValue,
  type DerivedValue,
  disclosureText,
  disclosureValue,
  statementKey,
} from "./disclosure-value.ts";
import { mandatoryPointers, missingControls } from "./mandatory.ts";
import { CODE_UNITS, quadsOf } from "./rdfc-suite.ts";
import { type Grouping, grouped, type Relabelling, type Ungrouped } from "./selection.ts";

const SUITE = {
  name: "ecdsa-sd-2023",
  type: "DataIntegrityProof",
  cryptosuite: "ecdsa-sd-2023",
  curves: { "P-256": "sha256" },
} as const;

/** A document that laurel cannot take apart may be signed all the same. */
const ungrouped = ({ code, message }: Ungrouped): readonly ProofAnswer[] =>
  code === "PARTS_UNCLEAR" ? [{ status: "unknown", code: "PROOF_UNSUPPORTED", message }] : no(code, message);

/** Section 3.4.4: a label that tells nothing of the nodes that are not shown. */
const hmacLabels =
  (key: Uint8Array): Relabelling =>
  (label) =>
    `u${createHmac("sha256", key).update(label).digest("base64url")}`;

const disclosedLabels =
  ({ labels }: DerivedValue): Relabelling =>
  (label) =>
    `u${base64url(labels.get(Number(label.slice("c14n".length))) ?? "")}`;

interface Parts {
  readonly mandatory: readonly string[];
  readonly others: readonly string[];
}

const partsOf = (lines: readonly string[], mandatory: ReadonlySet<number>): Parts => ({
  mandatory: lines.filter((_, index) => mandatory.has(index)),
  others: lines.filter((_, index) => !mandatory.has(index)),
});

/** Section 3.5.1: what the issuer's key signs. */
const signedData = (config: string, publicKey: Uint8Array, { mandatory }: Parts): Uint8Array =>
  Buffer.concat([digest("sha256", config), publicKey, digest("sha256", mandatory.join(""))]);

function holds(
  { baseSignature, publicKey, signatures }: BaseValue | DerivedValue,
  parts: Parts,
  config: string,
  key: KeyObject,
) {
  const single = statementKey(publicKey);
  if (single === undefined || signatures.length !== parts.others.length) return false;
  if (!verifyBytes("sha256", signedData(config, publicKey, parts), key, baseSignature)) return false;
  return parts.others.every((line, index) =>
    verifyBytes("sha256", Buffer.from(line), single, signatures[index] ?? new Uint8Array()),
  );
}

const BASE: readonly ProofAnswer[] = [
  { status: "passed", note: "a base proof, which is for the learner alone; others get a disclosure made from it" },
];

/** A disclosure holds for what it shows. What it does not show may never have been there, or may have been left out. */
function disclosure(
  document: JsonObject,
  { picked }: Grouping,
  mandatory: ReadonlySet<number>,
): readonly ProofAnswer[] {
  const open = missingControls(document);
  // One status entry shown by choice may stand where others were not shown.
  const chosen = [...picked].some((index) => !mandatory.has(index)) ? ["credentialStatus"] : [];
  const named = [...open, ...chosen].map((name) => `"${name}"`).join(", ");
  const shown: ProofAnswer = { status: "passed", note: "a disclosure: its holder chose what to show" };
  if (named === "") return [shown];
  const message = `the holder chose what to show, and nothing tells whether any ${named} was left out`;
  return [shown, { status: "unknown", code: "MANDATORY_MISSING", message }];
}

async function judged(value: BaseValue | DerivedValue, question: ProofQuestion, form: CanonicalForm) {
  const { proof, document, key, content, contexts } = question;
  const config = await canonicalQuads(proofConfig(proof, document), form, contexts);
  if (!config.ok) return no("PROOF_MALFORMED", config.why.message);
  const quads =
    form.order === undefined
      ? await content.quads()
      : quadsIn(await content.statements(), { ...form, effort: content.effort });
  if (!quads.ok) return no(quads.why.code, quads.why.message);
  const group = (relabel: Relabelling, pointers: readonly string[]) =>
    grouped(unsecured(document), quads.quads, relabel, pointers, { ...form, effort: content.effort }, contexts);

  if (value.form === "base") {
    const grouping = await group(hmacLabels(value.hmacKey), value.mandatoryPointers);
    if (!grouping.ok) return ungrouped(grouping);
    return holds(value, partsOf(grouping.lines, grouping.picked), config.quads, key) ? BASE : WRONG;
  }
  const grouping = await group(disclosedLabels(value), "credentialStatus" in document ? ["/credentialStatus"] : []);
  if (!grouping.ok) return ungrouped(grouping);
  const named = new Set([...value.labels.keys()].map((number) => `c14n${number}`));
  const sound =
    named.size === grouping.blanks.length &&
    grouping.blanks.every((label) => named.has(label)) &&
    value.mandatory.every((index) => index < grouping.lines.length);
  const mandatory = new Set(value.mandatory);
  if (!sound || !holds(value, partsOf(grouping.lines, mandatory), config.quads, key)) return WRONG;
  return disclosure(document, grouping, mandatory);
}

async function check(question: ProofQuestion): Promise<readonly ProofAnswer[]> {
  const { proof, document, key } = question;
  if (hashFor(SUITE, key) === undefined) return no("KEY_KIND", `the key is of a kind that ${SUITE.name} does not take`);
  const value = disclosureValue(text(proof["proofValue"]) ?? "");
  if (value === undefined) return no("PROOF_MALFORMED", "the proof's value is no base proof and no disclosure");
  const answers = await judged(value, question, {});
  const holding = (list: readonly ProofAnswer[]) => list.every(({ status }) => status !== "failed");
  if (holding(answers) || !orderMatters([JSON.stringify(document)])) return answers;
  const others = await judged(value, question, { order: byCodeUnit });
  return holding(others) ? [{ status: "unknown", ...CODE_UNITS }] : answers;
}

/** What chance gives to a base proof. */
export interface Chance {
  readonly hmacKey: Uint8Array;
  /** Private key for the single statements, P-256. */
  readonly statements: KeyObject;
}

const chance = (): Chance => ({
  hmacKey: randomBytes(32),
  statements: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
});

/** Sections 3.6.1 to 3.6.5. Throws CREDENTIAL_INVALID for a document that cannot be signed part by part. */
export async function baseProof(
  document: JsonObject,
  options: JsonObject,
  key: KeyObject,
  pointers: readonly string[] = mandatoryPointers(document),
  { hmacKey, statements }: Chance = chance(),
  contexts?: ContextSource,
): Promise<JsonObject> {
  const content = unsecured(document);
  const config = quadsOf(await canonicalQuads(proofConfig(options, document), {}, contexts));
  const quads = quadsOf(await canonicalQuads(content, {}, contexts));
  const grouping = await grouped(content, quads, hmacLabels(hmacKey), pointers, {}, contexts);
  if (!grouping.ok) {
    throw fault("CREDENTIAL_INVALID", grouping.message, {
      hint: "Sign it with another proof, such as --proof ecdsa-rdfc-2019.",
    });
  }
  const parts = partsOf(grouping.lines, grouping.picked);
  const publicKey = fromMultibase(multikeyOf(statements) ?? "") ?? new Uint8Array();
  const proofValue = disclosureText({
    form: "base",
    baseSignature: signBytes("sha256", signedData(config, publicKey, parts), key),
    publicKey,
    hmacKey,
    signatures: parts.others.map((line) => signBytes("sha256", Buffer.from(line), statements)),
    mandatoryPointers: pointers,
  });
  return { ...options, proofValue };
}

export const ecdsaSd2023: Cryptosuite = {
  ...SUITE,
  check,
  make: (document, options, key) => baseProof(document, options, key),
};
