// Canonical JSON (RFC 8785) and the suites that sign it.
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { canonicalJson, type Json, type JsonObject } from "../../src/core/json.ts";
import { multibase58 } from "../../src/core/multibase.ts";
import { parseJson } from "../../src/core/strict-json.ts";
import { multikeyOf } from "../../src/dids/multikey.ts";
import { hashData, signBytes } from "../../src/proofs/cryptosuite.ts";
import { badge, codesOf, report } from "../checks/forge.ts";

describe("canonical JSON", () => {
  /** RFC 8785, appendix B: doubles by their bits, as ECMAScript writes them. */
  test.each([
    ["0000000000000000", "0"],
    ["8000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["8000000000000001", "-5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["ffefffffffffffff", "-1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["c340000000000000", "-9007199254740992"],
    ["4430000000000000", "295147905179352830000"],
    ["44b52d02c7e14af5", "9.999999999999997e+22"],
    ["44b52d02c7e14af6", "1e+23"],
    ["44b52d02c7e14af7", "1.0000000000000001e+23"],
    ["444b1ae4d6e2ef4e", "999999999999999700000"],
    ["444b1ae4d6e2ef4f", "999999999999999900000"],
    ["444b1ae4d6e2ef50", "1e+21"],
    ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["41b3de4355555553", "333333333.3333332"],
    ["41b3de4355555554", "333333333.33333325"],
    ["41b3de4355555555", "333333333.3333333"],
    ["41b3de4355555556", "333333333.3333334"],
    ["41b3de4355555557", "333333333.33333343"],
    ["becbf647612f3696", "-0.0000033333333333333333"],
    ["43143ff3c1cb0959", "1424953923781206.2"],
  ])("the double %s is %s, and the same when read again", (bits, written) => {
    const value = Buffer.from(bits, "hex").readDoubleBE();
    expect(canonicalJson(value)).toBe(written);
    expect(canonicalJson(parseJson(written))).toBe(written);
  });

  test("a number written in another way is the same number", () => {
    expect(canonicalJson(parseJson("[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]"))).toBe(
      "[333333333.3333333,1e+30,4.5,0.002,1e-27]",
    );
  });

  test("strings are escaped where JSON must, and nowhere else (section 3.2.2.2)", () => {
    const source = String.raw`"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/\u0008\u0009\u000c\u000d\u001f\u007f\u2028"`;
    expect(canonicalJson(parseJson(source))).toBe(
      `"\u20ac$\\u000f\\nA'B\\"\\\\\\\\\\"/\\b\\t\\f\\r\\u001f\u007f\u2028"`,
    );
  });

  test("names are sorted by UTF-16 unit (section 3.2.3): an emoji stands before a full-width letter", () => {
    const names = ["\u20ac", "\r", "\ufb33", "1", "\u{1f600}", "\u0080", "\u00f6", "10", "2"];
    const value = Object.fromEntries(names.map((name): [string, Json] => [name, 0]));
    expect(Object.keys(JSON.parse(canonicalJson(value)) as object).filter((name) => !/^\d+$/.test(name))).toEqual([
      "\r",
      "\u0080",
      "\u00f6",
      "\u20ac",
      "\u{1f600}",
      "\ufb33",
    ]);
    expect(canonicalJson(value).startsWith('{"\\r":0,"1":0,"10":0,"2":0,')).toBe(true);
  });

  test("half a character and a number beyond all doubles are no JSON to sign", () => {
    expect(() => parseJson('"\\ud800"')).toThrow();
    expect(() => parseJson("1e400")).toThrow();
  });
});

interface Signer {
  readonly suite: string;
  readonly hash: "sha256" | "sha384";
  readonly key: KeyObject;
}
const SIGNERS: readonly Signer[] = [
  { suite: "eddsa-jcs-2022", hash: "sha256", key: generateKeyPairSync("ed25519").privateKey },
  { suite: "ecdsa-jcs-2019", hash: "sha256", key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey },
  { suite: "ecdsa-jcs-2019", hash: "sha384", key: generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey },
];

describe.each(SIGNERS)("$suite with $hash", ({ suite, hash, key }) => {
  const did = `did:key:${multikeyOf(key)}`;
  const document = badge({ issuer: { id: did, type: ["Profile"], name: "Example College" } });

  /** `contexts` are those that the proof says it was made with; null for a proof that says none. */
  function signed(contexts: Json = document["@context"] ?? null, covered: JsonObject = document): JsonObject {
    const options: JsonObject = {
      type: "DataIntegrityProof",
      cryptosuite: suite,
      created: "2026-05-01T00:00:00Z",
      verificationMethod: `${did}#${multikeyOf(key)}`,
      proofPurpose: "assertionMethod",
      ...(contexts === null ? {} : { "@context": contexts }),
    };
    const data = hashData(hash, canonicalJson(options), canonicalJson(covered));
    return { ...document, proof: { ...options, proofValue: multibase58(signBytes(hash, data, key)) } };
  }
  const proofOf = (secured: JsonObject) => secured["proof"] as JsonObject;

  test("a badge is valid, with its contexts in the proof and without", async () => {
    expect(codesOf(await report(signed()))).toEqual([]);
    expect("@context" in proofOf(signed())).toBe(true);
    expect(codesOf(await report(signed(null)))).toEqual([]);
    expect("@context" in proofOf(signed(null))).toBe(false);
  });

  test("contexts put into a proof, or taken out of it, are a change", async () => {
    const [withThem, without] = [signed(), signed(null)];
    const { "@context": contexts, ...fewer } = proofOf(withThem);
    expect(codesOf(await report({ ...withThem, proof: fewer }))).toEqual(["SIGNATURE_WRONG"]);
    const more = { ...proofOf(without), "@context": contexts ?? [] };
    expect(codesOf(await report({ ...without, proof: more }))).toEqual(["SIGNATURE_WRONG"]);
  });

  test("members in another order are the same badge", async () => {
    const secured = signed();
    const shuffled = Object.fromEntries(Object.entries(secured).reverse());
    expect(codesOf(await report(shuffled as JsonObject))).toEqual([]);
  });

  test("a changed badge is not, nor a changed proof", async () => {
    const secured = signed();
    expect(codesOf(await report({ ...secured, name: "Surgery" }))).toEqual(["SIGNATURE_WRONG"]);
    const later = { ...proofOf(secured), created: "2026-05-02T00:00:00Z" };
    expect(codesOf(await report({ ...secured, proof: later }))).toEqual(["SIGNATURE_WRONG"]);
  });

  test("the order of a list is signed, where canonical N-Quads would not know it", async () => {
    const listed = { ...document, type: ["OpenBadgeCredential", "VerifiableCredential"] };
    expect(codesOf(await report({ ...signed(), type: listed.type }))).toContain("SIGNATURE_WRONG");
  });

  const [first = ""] = document["@context"] as readonly string[];
  test("contexts that stand after those of the proof were never signed", async () => {
    const covered = { ...document, "@context": [first] };
    const found = await report(signed([first], covered));
    expect(codesOf(found)).toEqual(["CONTEXT_UNSIGNED"]);
    expect(found.verdict).toBe("inconclusive");
  });
  test.each<[string, Json]>([
    ["others", ["https://x.example/other"]],
    ["in another order", [...(document["@context"] as readonly string[])].reverse()],
    ["more than the credential has", [...(document["@context"] as readonly string[]), "https://x.example/other"]],
    ["inline", [{ name: "https://x.example/name" }]],
  ])("contexts in the proof that are %s are refused before any signature", async (_, contexts) => {
    const found = await report(signed(contexts));
    expect(codesOf(found)).toContain("SHAPE_KEYWORD");
    expect(found.verdict).toBe("invalid");
  });
});
