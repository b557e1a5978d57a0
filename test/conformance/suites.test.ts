// Every cryptosuite against what others signed: the standards' vectors with each value on the way, and the signed cases
// of others by their signatures alone, with all the contexts that their authors used.
import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { coveredBy } from "../../src/checks/proof-chain.ts";
import { contextAt } from "../../src/contexts/bundle.ts";
import { isObject, type JsonObject, objectsOf } from "../../src/core/json.ts";
import { fromMultibase } from "../../src/core/multibase.ts";
import { keyOfJwk } from "../../src/dids/document.ts";
import { keyOfMultikey } from "../../src/dids/multikey.ts";
import { ownDocument } from "../../src/dids/resolve.ts";
import { hashFor, type ProofAnswer, proofConfig, unsecured } from "../../src/proofs/cryptosuite.ts";
import { disclosureText, disclosureValue } from "../../src/proofs/disclosure-value.ts";
import { grouped } from "../../src/proofs/selection.ts";
import { CRYPTOSUITES, suiteOf } from "../../src/proofs/suites.ts";
import { canonicalQuads, contentOf } from "../../src/rdf/rdfc.ts";
import { hmacLabels } from "../proofs/disclose.ts";
import { conformance, sharedFile, sharedJson, sharedText } from "../shared.ts";

const read = (path: string): JsonObject => sharedJson(`vectors/${path}`) as JsonObject;

/** The bundle's contexts, then those that stand with the vectors. */
async function contexts(url: string): Promise<unknown> {
  const entry = read("contexts/manifest.json")[url];
  return (await contextAt(url)) ?? (isObject(entry) ? sharedJson(`vectors/contexts/${entry["file"]}`) : undefined);
}

/** The key of a method: in its own identifier, among the documents of the case, or in its fragment. */
function keyOf(method: string, documents: JsonObject) {
  const own = ownDocument(method.split("#", 1)[0] ?? "")?.methods[0]?.key;
  const named = Object.values(documents)
    .flatMap(objectsOf)
    .flatMap((document) => [
      document,
      ...["verificationMethod", "assertionMethod"].flatMap((name) =>
        objectsOf(document[name]).map((one): JsonObject => ({ ...one, base: document["id"] ?? "" })),
      ),
    ])
    .find(({ id, base }) => method === `${String(id).startsWith("#") ? base : ""}${id}`);
  const listed = isObject(named?.["publicKeyJwk"])
    ? keyOfJwk(named["publicKeyJwk"])
    : keyOfMultikey(String(named?.["publicKeyMultibase"]));
  return own ?? listed ?? keyOfMultikey(method.slice(method.indexOf("#") + 1));
}

interface Judged {
  readonly name: string;
  readonly suite: string;
  /** What the case says of its signature. */
  readonly expected: string;
  readonly answers: readonly ProofAnswer[];
}

/** A case's credential; nothing for tokens, images and broken JSON. */
function inputOf(at: string): JsonObject {
  try {
    return read(`${at}/input.json`);
  } catch {
    return {};
  }
}

/** Every proof of a kind's cases that names a suite of the table and a key that is there. */
async function judgedOf(kind: string): Promise<readonly Judged[]> {
  const all: Judged[] = [];
  for (const name of readdirSync(sharedFile(`vectors/${kind}`))) {
    const at = `${kind}/${name}`;
    const document = inputOf(at);
    const documents = existsSync(sharedFile(`vectors/${at}/docs.json`)) ? read(`${at}/docs.json`) : {};
    const layers = read(`${at}/expected.json`)["layers"];
    for (const proof of isObject(document) ? objectsOf(document["proof"]) : []) {
      const suite = suiteOf(proof);
      const key = keyOf(String(proof["verificationMethod"]), documents);
      const covered = coveredBy(proof, document);
      if (suite === undefined || key === undefined || covered === undefined) continue;
      const content = contentOf(covered, undefined, contexts);
      const answers = await suite.check({ proof, document, key, content, contexts });
      const expected = isObject(layers) ? String(layers["signature"]) : "";
      all.push({ name: at, suite: suite.name, expected, answers });
    }
  }
  return all;
}

const KINDS = ["ob3-di", "clr2", "status", "vc-ld", "w3c-di", "unsupported"];
const holds = ({ answers }: Judged) => answers.every(({ status }) => status !== "failed");
const codes = ({ answers }: Judged) => answers.flatMap((answer) => (answer.status === "passed" ? [] : [answer.code]));

/** Signatures that others find good, and why laurel does not. */
const NOT_HERE: Readonly<Record<string, string>> = {
  "ob3-di/dcc-docs-svg-templates-tec-de-monterrey-pdf-sample-2-svg-signed": "TERM_UNDEFINED",
  "ob3-di/digitalcredent-credential-2018": "TERM_UNDEFINED",
  "vc-ld/spruceid-vp-jwtvc": "TERM_UNDEFINED",
  // A detached JWS that has a payload.
  "vc-ld/mosip-Ed25519Signature2018SignedVP-didKey": "PROOF_MALFORMED",
  // Its proofs name those before them, and do not sign them.
  "vc-ld/learningeconom-proof-chain": "SIGNATURE_WRONG",
};

conformance("the signatures of others", () => {
  test("that independent programs find good are good, and the others are not", async () => {
    const all = (await Promise.all(KINDS.map(judgedOf))).flat();
    const good = all.filter(({ name, expected }) => expected === "valid" && !Object.hasOwn(NOT_HERE, name));
    for (const one of good) expect(holds(one), `${one.name}: ${codes(one)}`).toBe(true);
    for (const one of all.filter(({ expected }) => expected === "invalid" || expected === "malformed")) {
      // Of several proofs only one need be bad.
      const siblings = all.filter(({ name }) => name === one.name);
      expect(siblings.every(holds), one.name).toBe(false);
    }
    for (const [name, code] of Object.entries(NOT_HERE)) {
      expect(all.filter((one) => one.name === name).flatMap(codes)).toContain(code);
    }
    const counts = Object.fromEntries(
      [...CRYPTOSUITES.keys()].map((suite) => [suite, good.filter((one) => one.suite === suite).length]),
    );
    expect(counts["Ed25519Signature2020"]).toBeGreaterThanOrEqual(60);
    expect(counts["Ed25519Signature2018"]).toBeGreaterThanOrEqual(16);
    expect(counts["eddsa-rdfc-2022"]).toBeGreaterThanOrEqual(75);
    expect(counts["ecdsa-rdfc-2019"]).toBeGreaterThanOrEqual(17);
    expect(counts["ecdsa-sd-2023"]).toBeGreaterThanOrEqual(6);
  });

  test("by suites that few programs know are good: canonical JSON, eddsa-2022, base proofs", async () => {
    const all = (await Promise.all(["unsupported", "vc-ld", "w3c-di"].map(judgedOf))).flat();
    const few = all.filter(({ expected }) => expected === "unsupported" || expected === "base-proof");
    expect(few.filter((one) => !holds(one)).map(({ name }) => name)).toEqual([]);
    expect(new Set(few.map(({ suite }) => suite))).toEqual(
      new Set(["eddsa-2022", "eddsa-jcs-2022", "ecdsa-jcs-2019", "ecdsa-sd-2023"]),
    );
    expect(few.length).toBeGreaterThanOrEqual(12);
  });

  test("by P-384 over a graph that was put in order by SHA-256 are told from changed ones", async () => {
    const contested = (await judgedOf("vc-ld")).filter(({ expected }) => expected === "contested");
    expect(contested.map(codes)).toEqual([["CANONICAL_HASH"]]);
  });
});

conformance("the W3C's test vectors", () => {
  test.each([
    "Ed25519Signature2020-alumni",
    "eddsa-rdfc-2022-alumni",
    "ecdsa-rdfc-2019-p256-alumni",
    "ecdsa-rdfc-2019-p384-alumni",
  ])("%s: both canonical texts, byte for byte, and the signature", async (name) => {
    const document = read(`sign/${name}/signed.json`);
    const [proof = {}] = objectsOf(document["proof"]);
    const suite = suiteOf(proof);
    const key = keyOf(String(proof["verificationMethod"]), {});
    const hash = suite === undefined || key === undefined ? undefined : hashFor(suite, key);
    if (suite === undefined || key === undefined || hash === undefined) return expect.unreachable();
    const question = { proof, document, key, content: contentOf(unsecured(document), undefined, contexts), contexts };
    expect(await suite.texts?.(question, hash)).toEqual({
      ok: true,
      hash,
      config: sharedText(`vectors/sign/${name}/canonProof.nq`),
      content: sharedText(`vectors/sign/${name}/canonDoc.nq`),
    });
    expect(await suite.check(question)).toEqual([{ status: "passed" }]);
  });

  test("ecdsa-sd-2023: every statement under its label, those that are mandatory, and both forms of the value", async () => {
    const at = "sign/ecdsa-sd-2023-prc";
    const document = unsecured(read(`${at}/addSignedSDBase.json`));
    const hmacKey = Buffer.from(String(read(`${at}/keyMaterial.json`)["hmacKeyString"]), "hex");
    const pointers = sharedJson(`vectors/${at}/mandatoryPointers.json`) as readonly string[];
    const quads = await canonicalQuads(document, {}, contexts);
    if (!quads.ok) return expect.unreachable(quads.why.message);
    expect(quads.quads).toBe((sharedJson(`vectors/${at}/addBaseDocCanon.json`) as readonly string[]).join(""));
    const grouping = await grouped(document, quads.quads, hmacLabels(hmacKey), pointers, {}, contexts);
    if (!grouping.ok) return expect.unreachable(grouping.message);
    expect(grouping.lines).toEqual(sharedJson(`vectors/${at}/addBaseDocHMACCanon.json`));
    expect([...grouping.picked].sort((a, b) => a - b)).toEqual(
      read(`${at}/derivedGroupIndexes.json`)["mandatoryIndexes"],
    );

    for (const file of ["addSignedSDBase", "derivedRevealDocument"]) {
      const [proof = {}] = objectsOf(read(`${at}/${file}.json`)["proof"]);
      const value = disclosureValue(String(proof["proofValue"]));
      expect(value === undefined ? undefined : disclosureText(value)).toBe(proof["proofValue"]);
      expect(value?.publicKey).toEqual(
        fromMultibase(String((read(`${at}/keyMaterial.json`)["proofKeyPair"] as JsonObject)["publicKeyMultibase"])),
      );
    }
    const config = await canonicalQuads(proofConfig(read(`${at}/addProofConfig.json`), document), {}, contexts);
    expect(config).toEqual({ ok: true, quads: sharedText(`vectors/${at}/addProofConfigCanon.txt`) });
  });
});
