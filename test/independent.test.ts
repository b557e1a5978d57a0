// What laurel signs, verified by software that others wrote: @digitalbazaar/vc for Data Integrity, jose for JWTs.
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { verifyCredential } from "@digitalbazaar/vc";
import { compactVerify, importJWK, type JWK } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../src/core/json.ts";
import { documentLoader } from "./independent.ts";
import { filesUnder, NOW, type Road, road } from "./road.ts";

async function holds(credential: JsonObject): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite });
  const { verified } = await verifyCredential({ credential, suite, documentLoader, now: new Date(NOW) });
  return verified;
}

const documents = (folder: string): readonly [string, JsonObject][] =>
  [...filesUnder(folder)].filter(([path]) => path.endsWith(".json")).map(([path, text]) => [path, JSON.parse(text)]);

describe("others verify what laurel signs", () => {
  let way: Road;
  beforeAll(async () => {
    way = road();
    expect((await way.run("issue", way.at("roster.csv"), "--out", way.at("credentials"))).status).toBe(0);
    expect((await way.run("merge", way.at("credentials"), "--per-learner", "--out", way.at("records"))).status).toBe(0);
  });
  afterAll(() => way.end());

  it("every badge of the roster by @digitalbazaar/vc", async () => {
    const badges = documents(way.at("credentials"));
    expect(badges.length).toBe(63);
    for (const [path, badge] of badges) expect(await holds(badge), path).toBe(true);
  });

  it("every record, and each badge in it, by @digitalbazaar/vc", async () => {
    const records = documents(way.at("records"));
    expect(records.length).toBe(27);
    for (const [path, record] of records) {
      expect(await holds(record), path).toBe(true);
      const { verifiableCredential } = record["credentialSubject"] as { verifiableCredential: JsonObject[] };
      for (const badge of verifiableCredential) expect(await holds(badge), path).toBe(true);
    }
  });

  it("and they find the change of a single letter", async () => {
    const [, badge] = documents(way.at("credentials"))[0] ?? ["", {}];
    expect(await holds({ ...badge, name: `${badge["name"]}.` })).toBe(false);
  });

  it.each(["ed25519", "p256", "rsa"])("JWTs by a key of type %s by jose", async (type) => {
    const key = way.at("keys", `${type}.jwk.json`);
    const made = await way.run("key", "new", "--type", type, "--out", key, "--json");
    expect(made.status, made.err).toBe(0);
    const jwk = (JSON.parse(made.out) as { jwk: JWK }).jwk;
    const out = way.at(`jwt-${type}`);
    expect((await way.run("issue", way.at("roster.csv"), "--proof", "vc-jwt", "--key", key, "--out", out)).status).toBe(
      0,
    );
    const tokens = [...filesUnder(out)].filter(([path]) => path.endsWith(".jwt"));
    expect(tokens.length).toBe(63);
    for (const [path, token] of tokens) {
      const { payload, protectedHeader } = await compactVerify(token.trim(), await importJWK(jwk));
      expect(Object.keys(protectedHeader).sort(), path).toEqual(["alg", "kid", "typ"]);
      const claims = JSON.parse(new TextDecoder().decode(payload));
      expect([claims.iss, claims.jti, claims.nbf], path).toEqual([
        claims.issuer.id,
        claims.id,
        Date.parse(claims.validFrom) / 1000,
      ]);
    }
  });
});
