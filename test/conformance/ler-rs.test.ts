// LER-RS as laurel makes it, against HR Open's own schema files and against verifiers of others.
import { existsSync, readdirSync } from "node:fs";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import * as eddsa from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import * as vc from "@digitalbazaar/vc";
import fc from "fast-check";
import { expect, test } from "vitest";
import { contextAt } from "../../src/contexts/bundle.ts";
import { isObject, type Json, type JsonObject } from "../../src/core/json.ts";
import { defaultDid, generateKey } from "../../src/dids/signing-key.ts";
import { toLerRs } from "../../src/flows/convert.ts";
import { examine } from "../../src/flows/examine.ts";
import { sourceOf } from "../../src/flows/source.ts";
import { candidateOf } from "../../src/outputs/candidate.ts";
import { lerRsOf } from "../../src/outputs/ler-rs/body.ts";
import { securing } from "../../src/proofs/secure.ts";
import { anyCredential } from "../outputs/ler-rs/arbitrary.ts";
import {
  certification,
  clr,
  competency,
  converted,
  course,
  degree,
  license,
  NOW,
  olderBadge,
  PROGRAM,
  SAMPLES,
  source,
} from "../outputs/ler-rs/sample.ts";
import { conformance, sharedFile, sharedJson } from "../shared.ts";
import { bodyFaults, candidateFaults, wrapperFaults } from "./hropen.ts";

const key = generateKey("ed25519");
const issuer = defaultDid(key);
const created = "2026-06-01T12:00:00Z";
const signer = (proof: string) => {
  const { secure } = securing(proof, key);
  return { issuerId: issuer, secure: (document: JsonObject) => secure(document, { key, issuer, created }) };
};
const sign = async (document: JsonObject): Promise<JsonObject> =>
  JSON.parse((await signer("eddsa-rdfc-2022").secure(document)).text) as JsonObject;

const byUs = (document: JsonObject): JsonObject => ({
  ...document,
  issuer: { id: issuer, type: ["Profile"], name: "Example University" },
});
const OLD_PROOFS = [
  "https://www.w3.org/2018/credentials/v1",
  "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
  "https://w3id.org/security/data-integrity/v2",
];

const world = { now: NOW, load: async () => ({ ok: false as const, reason: "no network in tests" }), keys: [] };

const documentLoader = async (url: string) => {
  if (url.startsWith("did:key:")) {
    const [did = "", fragment] = url.split("#");
    const multikey = did.slice("did:key:".length);
    const method = { id: `${did}#${multikey}`, type: "Multikey", controller: did, publicKeyMultibase: multikey };
    const context = "https://w3id.org/security/multikey/v1";
    const controller = {
      "@context": ["https://www.w3.org/ns/did/v1", context],
      id: did,
      verificationMethod: [method],
      assertionMethod: [method.id],
    };
    return {
      contextUrl: null,
      documentUrl: url,
      document: fragment === undefined ? controller : { "@context": context, ...method },
    };
  }
  return { contextUrl: null, documentUrl: url, document: await contextAt(url) };
};

/** What Digital Bazaar's library says of a signed credential. */
const verifiedByOthers = async (credential: JsonObject): Promise<unknown> => {
  const suite = new DataIntegrityProof({ cryptosuite: eddsa.cryptosuite });
  const answer = await vc.verifyCredential({ credential, suite, documentLoader, now: NOW });
  return answer.verified === true ? true : answer.error;
};

/** Every entry of `verifications` in a document. */
function* originalsIn(value: Json): Generator<JsonObject> {
  if (Array.isArray(value)) for (const item of value) yield* originalsIn(item);
  else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (name === "verifications") yield* member as readonly JsonObject[];
      else yield* originalsIn(member);
    }
  }
}

conformance("HR Open's schema of the body", () => {
  test("takes the reference and refuses what is wrong, so it is at work here", () => {
    const reference = sharedJson("real/ler-rs/ler-rs-body.reference.json") as JsonObject;
    expect(bodyFaults(reference)).toEqual([]);
    expect(bodyFaults({ ...reference, type: "other" })).not.toEqual([]);
    expect(bodyFaults({ ...reference, communication: {} })).not.toEqual([]);
    expect(
      bodyFaults({
        ...reference,
        certifications: [{ name: "x", effectiveTimePeriod: { validFrom: "2024-05-01" }, issuingAuthority: {} }],
      }),
    ).not.toEqual([]);
  });

  test.each(Object.entries(SAMPLES))("takes what laurel makes of a %s", (_, document) => {
    expect(bodyFaults(converted([document]).body)).toEqual([]);
  });

  test("takes several badges in one", () => {
    expect(bodyFaults(converted([degree, course, certification, license, competency, olderBadge]).body)).toEqual([]);
  });

  test("takes a badge that is a JWT, and a person with everything", () => {
    const person = {
      name: { formattedName: "Ada", given: "Ada", family: "Lovelace", generationAffixCode: "II" },
      birthDate: "1815-12-10",
      legalId: "AA 12 34 56 C",
      emails: ["ada@example.com"],
      phones: ["+44"],
      webs: ["https://ada.example.org/"],
      addresses: [
        { line: "1 St", city: "London", region: "London", country: "England", countryCode: "GB", postOfficeBox: "9" },
      ],
    };
    const { body } = lerRsOf([source(license, new Map([["", "a.b.c"]]))], { now: NOW, person });
    expect(bodyFaults(body)).toEqual([]);
  });

  test("takes what laurel makes of any credential", () => {
    fc.assert(
      fc.property(anyCredential, (document) => {
        expect(bodyFaults(converted([document]).body)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("of a candidate takes what laurel makes of any credential, and refuses what is wrong", () => {
    fc.assert(
      fc.property(anyCredential, (document) => {
        expect(candidateFaults(candidateOf([source(document)], { now: NOW }).body)).toEqual([]);
      }),
      { numRuns: 100 },
    );
    expect(candidateFaults({ profiles: [{ qualifications: [{ competencyIds: [{}] }] }] })).not.toEqual([]);
  });

  test("takes what laurel makes of credentials that others made", () => {
    let seen = 0;
    for (const kind of ["clr2", "ob3-di", "unsigned"]) {
      for (const name of readdirSync(sharedFile(`vectors/${kind}`))) {
        const file = `vectors/${kind}/${name}/input.json`;
        if (!existsSync(sharedFile(file))) continue;
        let document: Json = null;
        try {
          document = sharedJson(file);
        } catch {
          // Broken on purpose.
        }
        if (!isObject(document) || !isObject(document["credentialSubject"]) || document["issuer"] === undefined)
          continue;
        seen += 1;
        expect(bodyFaults(converted([document]).body), file).toEqual([]);
      }
    }
    expect(seen).toBeGreaterThan(80);
  });
});

conformance("A signed LER-RS", () => {
  const members = async () => {
    const older = byUs({ ...olderBadge, "@context": OLD_PROOFS });
    const badges = await Promise.all([degree, course, certification, competency].map((one) => sign(byUs(one))));
    const record = await sign(byUs(clr(badges, { achievement: [PROGRAM] })));
    const token = (await signer("vc-jwt").secure(byUs(license))).text;
    return [JSON.stringify(record), token, JSON.stringify(await sign(older))];
  };
  const wrapper = async (proof: string) =>
    toLerRs((await members()).map(sourceOf), { now: NOW, signer: signer(proof) });

  test("fits HR Open's schema of the wrapper, the body included", async () => {
    const document = JSON.parse((await wrapper("eddsa-rdfc-2022")).text) as JsonObject;
    expect(wrapperFaults(document)).toEqual([]);
    expect(wrapperFaults({ ...document, credentialSubject: { lerrsType: { type: "other" } } })).not.toEqual([]);
    expect(document).toMatchObject({
      issuer,
      type: ["VerifiableCredential", "LER-RS VC"],
      credentialSubject: { id: "did:example:ada" },
    });
  });

  test("is verified by software of others, which notices a change inside an original", async () => {
    const { text } = await wrapper("eddsa-rdfc-2022");
    expect(await verifiedByOthers(JSON.parse(text))).toBe(true);
    expect(await verifiedByOthers(JSON.parse(text.replace("What Programming asks for.", "Nothing.")))).not.toBe(true);
  });

  test.each(["eddsa-rdfc-2022", "vc-jwt"])(
    "by %s is the issuer's own to laurel's verifier, and each original is looked at",
    async (proof) => {
      const report = await examine((await wrapper(proof)).text, world);
      const passing = ["parse", "shape", "context", "type", "proof.signature", "proof.key", "validity"];
      const found = report.checks.filter(({ id }) => passing.includes(id));
      expect(found.map(({ id, status }) => `${id} ${status}`)).toEqual(passing.map((id) => `${id} passed`));
      expect(report.type).toBe("LER-RS VC");
      // Four badges, a license in a token, a certificate that has expired since, and the record that held the badges.
      expect(report.credentials.map(({ verdict }) => verdict).sort()).toEqual(["invalid", ...Array(6).fill("valid")]);
    },
  );

  test("holds originals that still verify by themselves", async () => {
    const document = JSON.parse((await wrapper("eddsa-rdfc-2022")).text) as JsonObject;
    const kinds = { embedded: 0, enveloped: 0 };
    for (const original of originalsIn(document)) {
      const other = original["otherW3CVerifiableCredential"];
      const expired = JSON.stringify(original).includes('"expirationDate"');
      const report = await examine(JSON.stringify(other ?? original), {
        ...world,
        ...(expired ? { now: new Date("2024-12-01T00:00:00Z") } : {}),
      });
      expect(report.verdict).toBe("valid");
      kinds[other === undefined ? "embedded" : "enveloped"] += 1;
      if (other === undefined && !expired) expect(await verifiedByOthers(original)).toBe(true);
    }
    expect(kinds.embedded).toBeGreaterThan(5);
    expect(kinds.enveloped).toBe(1);
  });

  test("is the same each time", async () => {
    const inputs = (await members()).map(sourceOf);
    const options = { now: NOW, signer: signer("eddsa-rdfc-2022") };
    expect((await toLerRs(inputs, options)).text).toBe((await toLerRs(inputs, options)).text);
  });
});
