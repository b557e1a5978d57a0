// The published cases of others: laurel's verdict against what their authors, and independent programs, say.
import { createPrivateKey, type KeyObject } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Report } from "../../src/checks/examination.ts";
import type { Finding, Verdict } from "../../src/core/finding.ts";
import { isObject, type Json, type JsonObject, objectsOf, text } from "../../src/core/json.ts";
import { fromMultibase } from "../../src/core/multibase.ts";
import { signingKey } from "../../src/dids/signing-key.ts";
import { examine, examineBytes } from "../../src/flows/examine.ts";
import { hashData, verifyBytes } from "../../src/proofs/cryptosuite.ts";
import { unsecured, withProof } from "../../src/proofs/data-integrity.ts";
import { canonicalQuads } from "../../src/rdf/rdfc.ts";
import { bring } from "../../src/shell/evidence.ts";
import { conformance, sharedFile, sharedJson, sharedText } from "../shared.ts";
import { REASONS, STRICTER, UNCHECKED } from "./verdicts.ts";

const NOW = new Date("2026-11-01T00:00:00Z");

/** Words of the cases that each of laurel's verdicts agrees with. */
const AGREES: Readonly<Record<Verdict, readonly string[]>> = {
  valid: ["valid"],
  invalid: ["invalid", "malformed", "unsigned", "no-credential", "not-ob3", "signature-only"],
  inconclusive: ["unverifiable", "unsupported", "signature-only"],
};

interface Case {
  readonly name: string;
  readonly folder: string;
  readonly input: string;
  readonly expected: JsonObject;
}

function casesOf(kind: string): readonly Case[] {
  const names = readdirSync(sharedFile(`vectors/${kind}`), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return names.flatMap(({ name }) => {
    const folder = sharedFile(`vectors/${kind}/${name}/`);
    const expected = JSON.parse(readFileSync(`${folder}expected.json`, "utf8")) as JsonObject;
    const input = [expected["input"]]
      .flat()
      .map(String)
      .find((file) => existsSync(folder + file));
    return input === undefined ? [] : [{ name: `${kind}/${name}`, folder, input: folder + input, expected }];
  });
}

async function judged({ folder, input }: Case): Promise<Report> {
  const there = (...files: readonly string[]) => files.map((file) => folder + file).filter((path) => existsSync(path));
  const evidence = there("docs.json", "status-lists.json");
  const world = (await bring({ evidence, keys: there("jwks.json") }, true)).forFile();
  return examineBytes(readFileSync(input), { ...world, now: NOW });
}

const acceptable = ({ expected }: Case): readonly string[] => [expected["acceptable"] ?? []].flat().map(String);
const suitesOf = ({ expected }: Case): readonly string[] => [expected["suite"] ?? []].flat().map(String);
const deciding = (report: Report): readonly (string | undefined)[] => {
  const status: Finding["status"] = report.verdict === "invalid" ? "failed" : "unknown";
  return report.checks.filter((check) => check.status === status).map(({ code }) => code);
};

/** Learners' credentials, and signed credentials of other kinds; the least part of them on which laurel must agree. */
const LEARNERS = { kinds: ["ob3-di", "ob3-jwt", "baked", "clr2"], least: 0.95 };
const OTHERS = { kinds: ["status", "vc-ld", "vc-jwt", "w3c-di"], least: 0.85 };
const JUDGED = [...LEARNERS.kinds, ...OTHERS.kinds];
/** Kinds that later work will read; until then they are named as unsupported, and nothing breaks. */
const LATER = ["ler-rs", "unsupported", "ob2"];
const UNSIGNED = ["unsigned", "vcdm2"];

conformance("the published credentials", () => {
  test.each(JUDGED)(
    "%s: every verdict is one that the case accepts, or stricter for a reason that is listed",
    async (kind) => {
      for (const one of casesOf(kind)) {
        const report = await judged(one);
        const accepts = acceptable(one);
        if (report.verdict === "valid" && one.expected["acceptable"] !== undefined) {
          expect(accepts, `${one.name} is not valid`).toContain("valid");
        }
        if (accepts.length === 0 || AGREES[report.verdict].some((word) => accepts.includes(word))) continue;
        const listed = STRICTER[one.name];
        if (listed === undefined) {
          expect(`${one.name}: ${report.verdict}`).toBe(`${one.name}: inconclusive`);
          expect(
            suitesOf(one).some((suite) => UNCHECKED.has(suite)),
            `${one.name} uses an unsupported suite`,
          ).toBe(true);
        } else {
          expect(deciding(report), one.name).toContain(listed);
          expect(report.verdict, one.name).not.toBe("valid");
        }
      }
    },
  );

  test.each([LEARNERS, OTHERS])("of $kinds, laurel agrees on $least at the least", async ({ kinds, least }) => {
    const told = kinds.flatMap(casesOf).filter((one) => acceptable(one).length > 0);
    const agreed: string[] = [];
    for (const one of told) {
      const { verdict } = await judged(one);
      if (AGREES[verdict].some((word) => acceptable(one).includes(word))) agreed.push(one.name);
    }
    expect(told.length).toBeGreaterThan(160);
    expect(agreed.length / told.length).toBeGreaterThanOrEqual(least);
  });

  test("every listed exception is needed, and has a reason", async () => {
    const all = new Map(JUDGED.flatMap(casesOf).map((one) => [one.name, one]));
    for (const [name, code] of Object.entries(STRICTER)) {
      const one = all.get(name);
      expect(one, name).toBeDefined();
      expect(REASONS[code]).not.toBe("");
      if (one === undefined) continue;
      const { verdict } = await judged(one);
      expect(
        AGREES[verdict].some((word) => acceptable(one).includes(word)),
        `${name} needs no exception`,
      ).toBe(false);
    }
  });

  test("credentials in every form that laurel signs are found valid", async () => {
    const valid: string[] = [];
    for (const one of JUDGED.flatMap(casesOf)) if ((await judged(one)).verdict === "valid") valid.push(one.name);
    const suites = new Set(
      JUDGED.flatMap(casesOf)
        .filter(({ name }) => valid.includes(name))
        .flatMap(suitesOf),
    );
    expect([...suites]).toEqual(
      expect.arrayContaining([
        "eddsa-rdfc-2022",
        "Ed25519Signature2020",
        "VC-JWT EdDSA",
        "VC-JWT ES256",
        "VC-JWT ES384",
        "VC-JWT RS256",
      ]),
    );
    expect(valid.length).toBeGreaterThan(25);
  });

  test.each(LATER)("%s: what laurel does not read yet is never valid, and never breaks it", async (kind) => {
    for (const one of casesOf(kind)) {
      const { verdict } = await judged(one);
      if (!acceptable(one).includes("valid")) expect(verdict, one.name).not.toBe("valid");
    }
  });

  test.each(UNSIGNED)("%s: what nobody signed is never valid", async (kind) => {
    for (const one of casesOf(kind)) expect((await judged(one)).verdict, one.name).not.toBe("valid");
  });

  /** The cases leave the issuer to the tool that would sign them, unless they are about the issuer. */
  const completed = ({ name, input }: Case): string => {
    const document = JSON.parse(readFileSync(input, "utf8")) as JsonObject;
    const issuer = document["issuer"];
    if (isObject(issuer)) return JSON.stringify({ ...document, issuer: { id: "did:example:issuer", ...issuer } });
    return JSON.stringify(name.includes("issuer") ? document : { issuer: "did:example:issuer", ...document });
  };
  const world = { now: NOW, keys: [], load: async () => ({ ok: false, reason: "offline" }) as const };
  const TEMPLATES = new Set(["vcdm2/credential-validUntil-validFrom-ok"]); // "PAST DATE" stands where dates belong
  const credentialsThatAre = (verdict: string): readonly Case[] =>
    casesOf("vcdm2").filter(
      ({ name, expected }) =>
        expected["verdict"] === verdict && !name.includes("/presentation") && !TEMPLATES.has(name),
    );
  /** What is said of all of these: nobody signed them, and their time is over. */
  const EXPECTED_OF_ALL = new Set(["PROOF_MISSING", "CONTEXT_UNKNOWN", "EXPIRED"]);

  test("data model 2.0: what the standard rejects is rejected for more than its missing proof", async () => {
    for (const one of credentialsThatAre("reject")) {
      const { checks } = await examine(completed(one), world);
      const failed = checks.filter(({ status, code }) => status === "failed" && !EXPECTED_OF_ALL.has(code ?? ""));
      expect.soft(failed, one.name).not.toEqual([]);
    }
  });

  test("data model 2.0: what the standard accepts fails only for its missing proof, or at the shape gate", async () => {
    for (const one of credentialsThatAre("accept")) {
      const { checks } = await examine(completed(one), world);
      const failed = checks.filter(({ status, code }) => status === "failed" && !EXPECTED_OF_ALL.has(code ?? ""));
      expect
        .soft(
          failed.filter(({ id }) => id !== "shape"),
          one.name,
        )
        .toEqual([]);
    }
  });
});

/** PKCS #8 up to an Ed25519 seed (RFC 8410). */
const ED25519_PKCS8 = "302e020100300506032b657004220420";
const ed25519 = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([Buffer.from(ED25519_PKCS8, "hex"), seed]), format: "der", type: "pkcs8" });

/** The private key of a case, in whichever way its authors wrote it. */
function privateKeyOf(keys: JsonObject): KeyObject | undefined {
  const hex = text(keys["privateKeyHex"]);
  if (hex !== undefined) return ed25519(Buffer.from(hex.slice(0, 64), "hex"));
  const seed = fromMultibase(text(keys["seedMultibase"]) ?? "");
  // A seed may stand behind a two-byte multihash header (identity, 32 bytes).
  return seed === undefined ? undefined : ed25519(seed.slice(-32));
}

conformance("the official signed examples", () => {
  test.each(["open-badges", "clr"])(
    "%s: canonical N-Quads and proofValue are reproduced byte for byte",
    async (which) => {
      const at = `official/vectors/${which}/`;
      const signed = sharedJson(`${at}signed-credential.json`) as JsonObject;
      const [proof = {}] = objectsOf(signed["proof"]);
      const { proofValue, ...options } = proof;
      const document = await canonicalQuads(unsecured(signed));
      const config = await canonicalQuads({ "@context": signed["@context"] ?? [], ...options });
      expect(document).toEqual({ ok: true, quads: sharedText(`${at}document-canon.txt`) });
      expect(config).toEqual({ ok: true, quads: sharedText(`${at}proof-canon.txt`) });

      const key = privateKeyOf(sharedJson("vectors/sign/1edtech-ob-impl-guide/keys.json") as JsonObject) as KeyObject;
      const made = await withProof(sharedJson(`${at}credential.json`) as JsonObject, key, {
        cryptosuite: "eddsa-rdfc-2022",
        verificationMethod: String(proof["verificationMethod"]),
        created: String(proof["created"]),
      });
      expect(objectsOf(made["proof"])[0]?.["proofValue"]).toBe(proofValue);

      const data = hashData("sha256", sharedText(`${at}proof-canon.txt`), sharedText(`${at}document-canon.txt`));
      const signature = fromMultibase(String(proofValue)) as Uint8Array;
      expect(verifyBytes("sha256", data, signingKey(key).publicKey, signature)).toBe(true);
    },
  );

  test("eddsa-rdfc-2022 signatures of others are reproduced byte for byte", async () => {
    let reproduced = 0;
    for (const name of readdirSync(sharedFile("vectors/sign"))) {
      const read = (file: string): JsonObject => sharedJson(`vectors/sign/${name}/${file}`) as JsonObject;
      if (!existsSync(sharedFile(`vectors/sign/${name}/proofOptions.json`))) continue;
      const options = read("proofOptions.json");
      const key = privateKeyOf(read("keys.json"));
      if (options["cryptosuite"] !== "eddsa-rdfc-2022" || key === undefined) continue;
      const made = await withProof(unsecured(read("unsigned.json")), key, {
        cryptosuite: "eddsa-rdfc-2022",
        verificationMethod: String(options["verificationMethod"]),
        created: String(options["created"]),
      });
      const wanted = objectsOf(read("signed.json")["proof"] as Json).map((proof) => proof["proofValue"]);
      expect(wanted, name).toContain(objectsOf(made["proof"])[0]?.["proofValue"]);
      reproduced += 1;
    }
    expect(reproduced).toBeGreaterThan(5);
  });
});
