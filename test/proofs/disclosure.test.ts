// Selective disclosure, ecdsa-sd-2023: what an issuer signs, what a holder may show of it, and what nobody may do.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type JsonObject, objectsOf } from "../../src/core/json.ts";
import { base64url, fromMultibase } from "../../src/core/multibase.ts";
import { signingKey } from "../../src/dids/signing-key.ts";
import { baseProof } from "../../src/proofs/disclosure-suite.ts";
import { disclosureText, disclosureValue } from "../../src/proofs/disclosure-value.ts";
import { mandatoryPointers } from "../../src/proofs/mandatory.ts";
import { securing } from "../../src/proofs/secure.ts";
import { grouped } from "../../src/proofs/selection.ts";
import { canonicalQuads } from "../../src/rdf/rdfc.ts";
import { type Asked, badge, codesOf, entry, LIST, record, report, signed, statusList } from "../checks/forge.ts";
import { baseOf, disclosed } from "./disclose.ts";

const key = signingKey(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
const ISSUER = `did:key:${key.multikey}`;
const METHOD = `${ISSUER}#${key.multikey}`;
const issuer = { id: ISSUER, type: ["Profile"], name: "Example College" };

const subject = badge()["credentialSubject"] as JsonObject;
const achievement = subject["achievement"] as JsonObject;
const results = (grade: string): JsonObject => ({
  result: [{ type: ["Result"], resultDescription: "urn:uuid:55555555-5555-4555-8555-555555555555", value: grade }],
  achievement: {
    ...achievement,
    tag: ["steel", "arc"],
    resultDescription: [
      {
        id: "urn:uuid:55555555-5555-4555-8555-555555555555",
        type: ["ResultDescription"],
        name: "Grade",
        allowedValue: ["C", "B", "A"],
        resultType: "LetterGrade",
      },
    ],
  },
});
const plain: JsonObject = badge({
  issuer,
  credentialStatus: entry(),
  credentialSubject: { ...subject, ...results("B") },
  evidence: [{ id: "https://college.example/evidence/1", type: ["Evidence"], name: "A joint" }],
});

const issued = async (document: JsonObject = plain): Promise<JsonObject> => {
  const { text } = await securing("ecdsa-sd-2023", key).secure(document, {
    key,
    issuer: ISSUER,
    created: "2026-05-01T00:00:00Z",
  });
  return JSON.parse(text) as JsonObject;
};
/** A base proof by an issuer who chose what is mandatory. */
const chosen = async (pointers: readonly string[], document: JsonObject = plain): Promise<JsonObject> => {
  const options = {
    type: "DataIntegrityProof",
    cryptosuite: "ecdsa-sd-2023",
    created: "2026-05-01T00:00:00Z",
    verificationMethod: METHOD,
    proofPurpose: "assertionMethod",
  };
  return { ...document, proof: [await baseProof(document, options, key.privateKey, pointers)] };
};

/** The status list is the issuer's, by its own key. */
async function asked(revoked: readonly number[] = []): Promise<Asked> {
  const list = await signed(statusList(revoked, { issuer: ISSUER }), key, {
    cryptosuite: "ecdsa-rdfc-2019",
    verificationMethod: METHOD,
  });
  return { documents: { [LIST]: list } };
}
const judged = async (document: JsonObject, revoked: readonly number[] = []) => report(document, await asked(revoked));

const withoutSubject =
  (...names: readonly string[]) =>
  (document: JsonObject): JsonObject => {
    const shown = Object.entries(document["credentialSubject"] as JsonObject).filter(([name]) => !names.includes(name));
    return { ...document, credentialSubject: Object.fromEntries(shown) };
  };
const without =
  (...names: readonly string[]) =>
  (document: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name)));
const everything = (document: JsonObject): JsonObject => document;

describe("what laurel issues", () => {
  test("is valid, and said to be for the learner alone", async () => {
    const found = await judged(await issued());
    expect(codesOf(found)).toEqual([]);
    expect(found.checks.find(({ id }) => id === "proof.signature")?.message).toContain("base proof");
  });

  test("makes every field mandatory that decides whether it holds", () => {
    expect(mandatoryPointers({ ...plain, refreshService: {}, termsOfUse: {}, credentialSchema: {} })).toEqual(
      expect.arrayContaining(
        "issuer validFrom validUntil credentialStatus credentialSchema refreshService termsOfUse name"
          .split(" ")
          .map((name) => `/${name}`),
      ),
    );
    expect(mandatoryPointers(plain)).not.toContain("/evidence");
    // A record is disclosed whole or not at all: what stands in it is proof of what does not.
    expect(mandatoryPointers(record([]))).toContain("/credentialSubject");
  });

  test("names nothing of the learner in labels, and makes another proof each time", async () => {
    const [one, other] = [baseOf(await issued()).value, baseOf(await issued()).value];
    expect(Buffer.from(one.hmacKey).equals(other.hmacKey)).toBe(false);
    expect(Buffer.from(one.publicKey).equals(other.publicKey)).toBe(false);
  });

  test("a changed one is not valid", async () => {
    const document = await issued();
    expect(codesOf(await judged({ ...document, name: "Surgery" }))).toContain("SIGNATURE_WRONG");
    expect(codesOf(await judged(withoutSubject("result")(document)))).toContain("SIGNATURE_WRONG");
  });

  test("a record can be signed so, with the graphs of its members", async () => {
    const { text } = await securing("ecdsa-sd-2023", key).secure(record([await signed(badge())], { issuer }), {
      key,
      issuer: ISSUER,
      created: "2026-05-01T00:00:00Z",
    });
    const found = await report(text);
    expect(codesOf(found)).toEqual([]);
    expect(found.credentials.map(({ verdict }) => verdict)).toEqual(["valid"]);
  });

  test("lists may be mandatory, and kept back", async () => {
    for (const pointers of [
      ["/credentialSubject"],
      ["/credentialSubject/achievement/resultDescription"],
      ["/issuer"],
      [],
    ]) {
      expect(codesOf(await judged(await chosen(pointers)))).toEqual([]);
    }
    const withoutList = (document: JsonObject): JsonObject => ({
      ...document,
      credentialSubject: { ...subject, ...results("B"), achievement: { ...achievement, tag: ["arc"] } },
    });
    const bare = withoutSubject("result");
    expect(
      codesOf(await judged(await disclosed(await issued(), { reveal: (document) => bare(withoutList(document)) }))),
    ).toEqual([]);
  });

  test("no other key than P-256 is taken", () => {
    const ed25519 = signingKey(generateKeyPairSync("ed25519").privateKey);
    expect(() => securing("ecdsa-sd-2023", ed25519)).toThrow(/ed25519/);
  });
});

describe("a disclosure", () => {
  test.each<[string, (document: JsonObject) => JsonObject]>([
    ["of everything", everything],
    ["without the result", withoutSubject("result")],
    ["without evidence", without("evidence")],
  ])("%s is valid, for what it shows", async (_, reveal) => {
    const found = await judged(await disclosed(await issued(), { reveal }));
    expect(codesOf(found)).toEqual([]);
    expect(found.checks.find(({ id }) => id === "proof.signature")?.message).toContain("disclosure");
  });

  test("of a revoked badge is revoked", async () => {
    const found = await judged(await disclosed(await issued(), { reveal: withoutSubject("result") }), [7]);
    expect(codesOf(found)).toContain("REVOKED");
  });

  test.each(["validUntil", "credentialStatus", "validFrom", "issuer"])(
    "cannot leave out %s, which laurel makes mandatory",
    async (name) => {
      const found = await judged(await disclosed(await issued(), { reveal: without(name) }));
      expect(found.verdict).toBe("invalid");
    },
  );

  /** An issuer who made only itself mandatory, as the examples of the standard do. */
  const careless = ["/issuer"];
  test.each(["validUntil", "credentialStatus"])(
    "that leaves out %s, because its issuer let it, leaves the answer open",
    async (name) => {
      const found = await judged(await disclosed(await chosen(careless), { reveal: without(name) }));
      expect(codesOf(found)).toEqual(["MANDATORY_MISSING"]);
      expect(found.verdict).toBe("inconclusive");
      expect(found.checks.find(({ code }) => code === "MANDATORY_MISSING")?.message).toContain(name);
    },
  );
  test("that shows a status entry by choice leaves open whether there are others", async () => {
    const found = await judged(await disclosed(await chosen(careless), { reveal: everything }));
    expect(codesOf(found)).toEqual(["MANDATORY_MISSING"]);
  });
  test("of a badge that never had an end or a status cannot be told from one that had", async () => {
    const { validUntil: _, credentialStatus: _status, ...endless } = plain;
    const whole = await issued(endless as JsonObject);
    expect(codesOf(await judged(whole))).toEqual([]);
    expect(codesOf(await judged(await disclosed(whole, { reveal: everything })))).toEqual(["MANDATORY_MISSING"]);
  });
});

describe("what nobody may do to a disclosure", () => {
  const reveal = withoutSubject("result");
  type Forge = NonNullable<Parameters<typeof disclosed>[1]["forge"]>;
  test.each<[string, Forge]>([
    ["take a signature away", (value) => ({ ...value, signatures: value.signatures.slice(1) })],
    ["add a signature", (value) => ({ ...value, signatures: [...value.signatures, ...value.signatures.slice(0, 1)] })],
    ["put signatures in another order", (value) => ({ ...value, signatures: [...value.signatures].reverse() })],
    [
      "call a statement mandatory that is not",
      (value) => ({ ...value, mandatory: [...value.mandatory, Math.max(...value.mandatory) + 1] }),
    ],
    ["call a mandatory statement selected", (value) => ({ ...value, mandatory: value.mandatory.slice(1) })],
    ["name a statement that is not there", (value) => ({ ...value, mandatory: [...value.mandatory, 4000] })],
    [
      "swap the labels of two nodes",
      (value) => {
        const [[one, a], [other, b], ...rest] = [...value.labels] as [[number, Uint8Array], [number, Uint8Array]];
        return { ...value, labels: new Map([[one, b], [other, a], ...rest]) };
      },
    ],
    ["leave a label out", (value) => ({ ...value, labels: new Map([...value.labels].slice(1)) })],
    ["add a label", (value) => ({ ...value, labels: new Map([...value.labels, [99, new Uint8Array(32)]]) })],
    [
      "use a key of one's own for the statements",
      (value) => ({
        ...value,
        publicKey:
          fromMultibase(String(signingKey(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey).multikey)) ??
          value.publicKey,
      }),
    ],
    [
      "use another base signature",
      (value) => ({ ...value, baseSignature: value.signatures[0] ?? value.baseSignature }),
    ],
  ])("%s", async (_, forge) => {
    expect(codesOf(await judged(await disclosed(await issued(), { reveal, forge })))).toEqual(["SIGNATURE_WRONG"]);
  });

  test("two nodes cannot pass as one", async () => {
    const forge: Forge = (value) => {
      const [label = new Uint8Array()] = value.labels.values();
      return { ...value, labels: new Map([...value.labels].map(([number]) => [number, label])) };
    };
    expect(codesOf(await judged(await disclosed(await issued(), { reveal, forge })))).toEqual(["PROOF_MALFORMED"]);
  });

  test.each<[string, (document: JsonObject) => JsonObject]>([
    ["change a statement", (document) => ({ ...document, name: "Surgery" })],
    ["add a statement", (document) => ({ ...document, description: "With honours" })],
    ["remove a statement", without("evidence")],
  ])("%s afterwards", async (_, change) => {
    const shown = await disclosed(await issued(), { reveal });
    expect((await judged(change(shown))).verdict).toBe("invalid");
  });

  test("statements of two credentials cannot be put together", async () => {
    const [mine, theirs] = [
      await issued(),
      await issued({ ...plain, credentialSubject: { ...subject, ...results("A") } }),
    ];
    const shown = await disclosed(mine, { reveal });
    const better = await disclosed(theirs, { reveal: everything });
    const mixed = { ...better, proof: shown["proof"] as JsonObject };
    expect(codesOf(await judged(mixed))).toEqual(["SIGNATURE_WRONG"]);
  });

  test("the order in which members are written is free", async () => {
    const shown = await disclosed(await issued(), { reveal });
    expect(codesOf(await judged(Object.fromEntries(Object.entries(shown).reverse()) as JsonObject))).toEqual([]);
  });
});

describe("documents whose parts cannot be told from each other", () => {
  const TERMS = { "@version": 1.1, id: "@id", data: { "@id": "urn:x:data", "@type": "@json" }, says: "urn:x:says" };
  const contexts = async () => ({ "@context": TERMS });
  const groupedCode = async (members: JsonObject) => {
    const document: JsonObject = { "@context": ["https://x.example/terms"], ...members };
    const quads = await canonicalQuads(document, {}, contexts);
    const made = await grouped(document, quads.ok ? quads.quads : "", (label) => label, ["/says"], {}, contexts);
    return made.ok ? "grouped" : made.code;
  };
  test.each<[string, JsonObject, string]>([
    ["an honest one is taken apart", { says: "a" }, "grouped"],
    [
      "a JSON literal, which would get a name and so say something else",
      { says: "a", data: { b: 1 } },
      "PARTS_UNCLEAR",
    ],
    ["an identifier like the names that are given", { id: "urn:bnid:node0", says: "a" }, "PARTS_UNCLEAR"],
    ["a pointer to what is not there", { id: "urn:x:1" }, "PARTS_UNCLEAR"],
  ])("%s", async (_, members, code) => {
    expect(await groupedCode(members)).toBe(code);
  });
});

describe("a value that is not of its form", () => {
  const spoil = async (change: (bytes: Buffer) => Uint8Array): Promise<string> => {
    const { proof } = baseOf(await issued());
    const bytes = Buffer.from(String(proof["proofValue"]).slice(1), "base64url");
    return `u${base64url(change(bytes))}`;
  };
  test.each<[string, (bytes: Buffer) => Uint8Array]>([
    ["nothing", () => new Uint8Array()],
    ["another tag", (bytes) => Buffer.concat([Buffer.from([0xd9, 0x5d, 0x02]), bytes.subarray(3)])],
    ["no tag", (bytes) => bytes.subarray(3)],
    ["the other form's tag", (bytes) => Buffer.concat([Buffer.from([0xd9, 0x5d, 0x01]), bytes.subarray(3)])],
    ["an end too early", (bytes) => bytes.subarray(0, -1)],
    ["something after its end", (bytes) => Buffer.concat([bytes, Buffer.from([0])])],
    ["an array of four", (bytes) => Buffer.concat([bytes.subarray(0, 3), Buffer.from([0x84]), bytes.subarray(4)])],
    [
      "a signature that is too short",
      (bytes) => Buffer.concat([bytes.subarray(0, 5), Buffer.from([63]), bytes.subarray(7)]),
    ],
  ])("%s", async (_, change) => {
    const text = await spoil(change);
    expect(disclosureValue(text)).toBeUndefined();
    const document = await issued();
    const [proof = {}] = objectsOf(document["proof"]);
    const found = await judged({ ...document, proof: { ...proof, proofValue: text } });
    expect(codesOf(found)).toEqual(["PROOF_MALFORMED"]);
  });

  test("base58 is no base of these values, and base64 has one spelling", async () => {
    const { proof, value } = baseOf(await issued());
    expect(disclosureText(value)).toBe(proof["proofValue"]);
    expect(disclosureValue(`z${String(proof["proofValue"]).slice(1)}`)).toBeUndefined();
    expect(disclosureValue(`${proof["proofValue"]}=`)).toBeUndefined();
  });

  test("pointers that lead nowhere leave the answer open", async () => {
    const document = await issued();
    const { proof, value } = baseOf(document);
    const text = disclosureText({ ...value, mandatoryPointers: ["/nowhere/at/all"] });
    const found = await judged({ ...document, proof: { ...proof, proofValue: text } });
    expect(codesOf(found)).toEqual(["PROOF_UNSUPPORTED"]);
  });
});
