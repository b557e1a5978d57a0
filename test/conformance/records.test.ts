// Every way of a credential into a record (`laurel help records`), judged by the published schema of CLR 2.0, by a
// JSON-LD processor in safe mode, by @digitalbazaar/vc where it reads the proof, and by laurel.
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { verifyCredential } from "@digitalbazaar/vc";
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import jsonld, { type JsonLd } from "jsonld";
import { expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { WAYS, type WayIn } from "../../src/flows/way-in.ts";
import { securing } from "../../src/proofs/secure.ts";
import { documentIn } from "../../src/proofs/stored.ts";
import { badge, ISSUER, issuerKey, OB, V2 } from "../checks/forge.ts";
import { type Desk, desk } from "../desk.ts";
import { documentLoader } from "../independent.ts";
import { laurel, NOW } from "../road.ts";
import { conformance, sharedJson } from "../shared.ts";

const V1 = "https://www.w3.org/2018/credentials/v1";
const OB_302 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json";
const DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2";

let made = 0;
const fresh = (changes: JsonObject = {}): JsonObject =>
  badge({ id: `urn:uuid:00000000-0000-4000-8000-${String(++made).padStart(12, "0")}`, ...changes });

function legacy(...more: readonly string[]): JsonObject {
  const { validFrom, validUntil: _, ...rest } = fresh();
  return { ...rest, "@context": [V1, OB, ...more], issuanceDate: validFrom ?? "" };
}

const signer = { key: issuerKey, issuer: ISSUER, created: "2026-05-02T00:00:00Z" };
const signed = async (document: JsonObject, proof = "eddsa-rdfc-2022"): Promise<string> =>
  (await securing(proof, issuerKey).secure(document, signer)).text;

interface Case {
  readonly inputs: () => Promise<readonly string[]>;
  readonly flags?: readonly string[];
  /** What is said when it is refused. */
  readonly refused?: RegExp;
}

/** Two credentials for each way, and what a person would type. */
const CASES: Readonly<Record<keyof typeof WAYS, Case>> = {
  newest: { inputs: async () => [await signed(fresh()), await signed(fresh())] },
  older: { inputs: async () => [await signed(fresh({ "@context": [V2, OB_302] }))] },
  token: {
    inputs: async () => [await signed(fresh(), "vc-jwt"), await signed(fresh())],
    flags: ["--proof", "vc-jwt"],
  },
  "older-token": {
    inputs: async () => [await signed(legacy(), "vc-jwt"), await signed(fresh())],
    flags: ["--proof", "vc-jwt"],
  },
  "older-model": { inputs: async () => [await signed(legacy(DATA_INTEGRITY)), await signed(legacy(DATA_INTEGRITY))] },
  "mixed-contexts": {
    inputs: async () => [await signed(fresh()), await signed(fresh({ "@context": [V2, OB_302] }))],
    refused: /different versions of their contexts.*hint: Merge each of these groups/s,
  },
  "mixed-models": {
    inputs: async () => [await signed(fresh()), await signed(legacy(DATA_INTEGRITY))],
    refused: /data model 1\.1.*hint: Merge each of these groups/s,
  },
  unsigned: { inputs: async () => [JSON.stringify(fresh())], refused: /CREDENTIAL_INVALID/ },
};

async function merged(one: Desk, { inputs, flags = [] }: Case) {
  for (const [n, text] of (await inputs()).entries())
    one.write(`in/${n}.${text.startsWith("{") ? "json" : "jwt"}`, text);
  return one.run("merge", one.at("in"), "--out", one.at("record"), ...flags);
}

const rows = Object.entries(WAYS) as readonly (readonly [keyof typeof WAYS, WayIn])[];
const taken = rows.filter(([, { schema }]) => schema !== undefined);

function judge(): (document: unknown) => "passes" | "fails" {
  const ajv = new Ajv2019({ strictTuples: false, allErrors: true });
  addFormats.default(ajv);
  const validates = ajv.compile(sharedJson("official/schemas/clr-2.0/clr_v2p0_clrcredential_schema.json") as object);
  return (document) => (validates(document) ? "passes" : "fails");
}

async function processed(document: JsonObject): Promise<"pass" | "fail"> {
  const { proof: _, ...unsigned } = document;
  const options = { algorithm: "RDFC-1.0", format: "application/n-quads", safe: true, documentLoader } as const;
  return (jsonld as JsonLd).canonize(unsigned, options).then(
    () => "pass",
    () => "fail",
  );
}

it.each(taken)("a record of the way %s verifies, and JSON-LD reads it as the table says", async (name, way) => {
  const one = desk();
  const done = await merged(one, CASES[name]);
  expect(done.status, done.err).toBe(0);
  const verified = await one.run("verify", one.at("record"), "--json");
  expect(JSON.parse(verified.out), verified.out).toMatchObject({ verdict: "valid" });
  const document = documentIn(one.read("record")) ?? {};
  expect(await processed(document)).toBe(way.contexts);
  // The note that a record will not pass everywhere is said when it is made, not found out at the receiver.
  expect(done.err.includes("laurel help records")).toBe(way.schema === "fails");
});

it.each(rows.filter(([, { schema }]) => schema === undefined))("%s is refused, with a way out", async (name) => {
  const one = desk();
  const done = await merged(one, CASES[name]);
  expect(done).toMatchObject({ status: 1, out: "", err: expect.stringMatching(CASES[name].refused ?? /^$/) });
  expect(one.has("record")).toBe(false);
});

it.each(["newest", "older", "older-model"] as const)(
  "the record of the way %s is verified by @digitalbazaar/vc",
  async (name) => {
    const one = desk();
    await merged(one, CASES[name]);
    const credential = JSON.parse(one.read("record")) as JsonObject;
    const suite = new DataIntegrityProof({ cryptosuite });
    const now = new Date(NOW);
    const holds = async (document: JsonObject) =>
      (await verifyCredential({ credential: document, suite, documentLoader, now })).verified;
    expect(await holds(credential)).toBe(true);
    expect(await holds({ ...credential, name: "Another" })).toBe(false);
  },
);

it("the help says of every way what the table says", async () => {
  const { out } = await laurel("help", "records");
  for (const [, { credential, way, receivers }] of rows)
    for (const said of [credential, way, receivers]) expect(out).toContain(said);
});

conformance("the published schema of CLR 2.0", () => {
  const fits = judge();
  it.each(taken)("says of a record of the way %s what the table says", async (name, way) => {
    const one = desk();
    await merged(one, CASES[name]);
    expect(fits(documentIn(one.read("record")))).toBe(way.schema);
  });
});
