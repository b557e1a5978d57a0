// `--explain`: what it says is enough to check a signature by hand, and true by other software.
import { createHash, createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsonld from "jsonld";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import { contextAt } from "../../src/contexts/bundle.ts";
import { meaningsOf, type TermMeaning } from "../../src/contexts/term.ts";
import { canonicalJson, type Json, type JsonObject, objectsOf } from "../../src/core/json.ts";
import { fromMultibase, multibase58 } from "../../src/core/multibase.ts";
import { hashData, signBytes } from "../../src/proofs/cryptosuite.ts";
import { badge, CLR, claims, entry, ISSUER, issuerKey, KID, OB, record, signed, token, V2 } from "../checks/forge.ts";
import { laurel } from "../road.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
const put = (name: string, value: JsonObject | string): string => {
  writeFileSync(at(name), typeof value === "string" ? value : JSON.stringify(value));
  return at(name);
};
const run = (...args: readonly string[]) =>
  laurel("verify", ...args, "--explain", "--offline", "--now", "2026-06-01T12:00:00Z");
const explained = async (file: string, ...more: readonly string[]): Promise<Report & { explanation: JsonObject }> =>
  JSON.parse((await run(file, "--json", ...more)).out);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "laurel-explain-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Checks a proof with nothing but what was explained, and the proof's value. */
function holds(explanation: JsonObject, proofValue: string): boolean {
  const [facts = {}] = objectsOf(explanation["proofs"]);
  const text = String(facts["document"] ?? explanation["nquads"]);
  expect(sha256(text).toString("hex")).toBe(facts["documentHash"]);
  expect(sha256(String(facts["configuration"])).toString("hex")).toBe(facts["configurationHash"]);
  const { jwk } = facts["key"] as JsonObject;
  const key = createPublicKey({ key: jwk as JsonObject, format: "jwk" });
  const data = Buffer.concat([sha256(String(facts["configuration"])), sha256(text)]);
  return verify(null, data, key, fromMultibase(proofValue) as Uint8Array);
}
const proofValueOf = (document: JsonObject): string => String(objectsOf(document["proof"])[0]?.["proofValue"]);

describe("an embedded proof", () => {
  test("can be checked by hand with the texts, the hashes and the key", async () => {
    const honest = await signed(badge());
    const { explanation } = await explained(put("good.json", honest));
    expect(holds(explanation, proofValueOf(honest))).toBe(true);
    expect(objectsOf(explanation["proofs"])[0]).toMatchObject({
      pointer: "/proof/0",
      cryptosuite: "eddsa-rdfc-2022",
      hash: "sha256",
      key: {
        verificationMethod: KID,
        thumbprint: issuerKey.thumbprint,
        multikey: issuerKey.multikey,
        issuers: "passed",
        source: "the key is the issuer's, by the did:key itself",
      },
    });
  });
  test("that does not hold is explained too, and does not hold by hand either", async () => {
    const spoilt = { ...(await signed(badge())), name: "Surgery" };
    const { verdict, explanation } = await explained(put("bad.json", spoilt));
    expect(verdict).toBe("invalid");
    expect(String(explanation["nquads"])).toContain('"Surgery"');
    expect(holds(explanation, proofValueOf(spoilt))).toBe(false);
  });
  test("over canonical JSON shows that text", async () => {
    const document = badge();
    const options: JsonObject = {
      type: "DataIntegrityProof",
      cryptosuite: "eddsa-jcs-2022",
      created: "2026-05-01T00:00:00Z",
      verificationMethod: KID,
      proofPurpose: "assertionMethod",
      "@context": document["@context"] as Json,
    };
    const data = hashData("sha256", canonicalJson(options), canonicalJson(document));
    const proofValue = multibase58(signBytes("sha256", data, issuerKey.privateKey));
    const { verdict, explanation } = await explained(
      put("jcs.json", { ...document, proof: [{ ...options, proofValue }] }),
    );
    expect(verdict).toBe("valid");
    expect(objectsOf(explanation["proofs"])[0]?.["document"]).toBe(canonicalJson(document));
    expect(holds(explanation, proofValue)).toBe(true);
  });
  test("of an issuer elsewhere says where its key came from", async () => {
    const did = "did:web:college.example.edu";
    const page = `https://college.example.edu/.well-known/did.json`;
    const method = { id: `${did}#key`, controller: did, publicKeyMultibase: issuerKey.multikey ?? "" };
    const document = badge({ issuer: { id: did, type: ["Profile"], name: "College" } });
    const file = put("web.json", await signed(document, issuerKey, { verificationMethod: `${did}#key` }));
    const evidence = put("docs.json", {
      [page]: { id: did, verificationMethod: [method], assertionMethod: [`${did}#key`] },
    });
    const { explanation } = await explained(file, "--evidence", evidence);
    const { key } = objectsOf(explanation["proofs"])[0] as { key: JsonObject };
    expect(key["source"]).toBe(`the key is the issuer's, by ${page}`);
  });
  test("is not explained where it was not looked at", async () => {
    const { explanation } = await explained(
      put("context.json", { ...(await signed(badge())), "@context": [V2, OB, "https://x.example/"] }),
    );
    expect(explanation["proofs"]).toBeUndefined();
    expect(objectsOf(explanation["terms"]).length).toBeGreaterThan(5);
  });
});

test("a token is explained by its header, its key and the hash of what was signed", async () => {
  const compact = await token(claims(badge()));
  const { explanation } = await explained(put("badge.jwt", compact));
  expect(explanation["token"]).toMatchObject({
    header: { alg: "EdDSA", kid: KID, typ: "JWT" },
    signingInputHash: sha256(compact.split(".").slice(0, 2).join(".")).toString("hex"),
    key: { thumbprint: issuerKey.thumbprint, multikey: issuerKey.multikey, issuers: "passed" },
  });
});

test("every credential inside is explained on its own", async () => {
  const honest = await signed(badge());
  const { explanation, credentials } = await explained(put("record.json", await signed(record([honest]))));
  expect(holds(explanation, proofValueOf(await signed(record([honest]))))).toBe(true);
  expect(holds(credentials[0]?.explanation ?? {}, proofValueOf(honest))).toBe(true);
});

describe("a term", () => {
  const VCDM = "https://www.w3.org/2018/credentials#";
  const vocabulary = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
  const of = async (document: JsonObject, term: string): Promise<TermMeaning | undefined> =>
    (await meaningsOf(document)).find((meaning) => meaning.term === term);

  const awarded = badge({ awardedDate: "2026-05-01T00:00:00Z", credentialStatus: entry() });
  const partial = record([], { partial: true });
  test.each([
    ["id", "@id", V2, undefined, awarded],
    ["issuer", `${VCDM}issuer`, V2, "VerifiableCredential", awarded],
    ["credentialStatus", `${VCDM}credentialStatus`, V2, "VerifiableCredential", awarded],
    ["awardedDate", `${vocabulary}awardedDate`, OB, undefined, awarded],
    ["partial", "https://purl.imsglobal.org/spec/vc/clr/vocab.html#partial", CLR, "ClrCredential", partial],
  ])("%s is %s by %s", async (term, iri, context, type, document) => {
    expect(await of(document, term)).toEqual({ term, iri, context, ...(type === undefined ? {} : { type }) });
  });
  test("that nothing defines has no meaning", async () => {
    expect(await of(badge({ unheard: 1 }), "unheard")).toEqual({ term: "unheard", iri: null, context: null });
  });
  test("means what other software says it does", async () => {
    const full = { ...awarded, description: "Of steel", evidence: [{ id: "urn:x:1", type: ["Evidence"] }] };
    const vcdm11 = "https://www.w3.org/2018/credentials/v1";
    const legacy = { ...badge(), "@context": [vcdm11, OB], issuanceDate: "2026-05-01T00:00:00Z" };
    for (const document of [await signed(full), partial, legacy]) {
      const [expanded = {}] = (await jsonld.expand(document, {
        safe: true,
        base: null,
        documentLoader: async (url: string) => ({ contextUrl: null, documentUrl: url, document: await contextAt(url) }),
      })) as JsonObject[];
      const iris = (await meaningsOf(document)).map(({ iri }) => iri);
      expect(iris.sort()).toEqual(Object.keys(expanded).sort());
    }
  });
});

describe("in text", () => {
  test("it stands under the report, and no line of a credential can pass for another", async () => {
    const liar = await signed(badge({ name: "\nvalid   \u001b[2J\u202elaw" }));
    const { out } = await run(put("liar.json", liar));
    expect(out.split("\n").filter((line) => /^\S/.test(line))).toEqual([`valid        ${at("liar.json")}`]);
    expect(out).not.toMatch(/[\u001b\u202e]/);
    expect(out).toMatch(/\n {4}thumbprint {8}\S{43}\n/);
    expect(out).toContain(`multikey          ${issuerKey.multikey}`);
    expect(out).toContain(`  issuer            ${"https://www.w3.org/2018/credentials#issuer"}, by ${V2}`);
    expect(out).toContain(
      `<urn:uuid:11111111-1111-4111-8111-111111111111> <https://www.w3.org/2018/credentials#issuer> <${ISSUER}> .`,
    );
  });
  test("it is left out unless asked for", async () => {
    const { out } = await laurel("verify", put("plain.json", await signed(badge())), "--offline", "--json");
    expect(out).not.toContain("explanation");
  });
});
