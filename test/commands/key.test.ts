import { chmodSync, statSync } from "node:fs";
import { compactVerify, importJWK, type JWK } from "jose";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { desk, SETTINGS } from "../desk.ts";
import { laurel } from "../road.ts";

const ROSTER = "id,achievement,awarded\n1,soil-101,2026-05-29\n";
const TYPES = ["ed25519", "p256", "rsa"];

interface Face {
  readonly didKey?: string;
  readonly didJwk: string;
  readonly multikey?: string;
  readonly thumbprint: string;
  readonly jwk: JWK;
}

const PRIVATE = ["d", "p", "q", "dp", "dq", "qi"];
/** The private members of a key file, which may stand nowhere else. */
const secretsOf = (jwk: JsonObject): readonly string[] =>
  PRIVATE.map((name) => jwk[name]).filter((value) => typeof value === "string");

describe("key new", () => {
  it.each(TYPES)("makes a key file for its owner alone, and says nothing of the private part: %s", async (type) => {
    const one = desk();
    const file = one.at("keys/new.jwk.json");
    const made = await laurel("key", "new", "--type", type, "--out", file);
    expect([made.status, statSync(file).mode & 0o777]).toEqual([0, 0o600]);
    const jwk = JSON.parse(one.read("keys/new.jwk.json")) as JsonObject;
    const shown = await laurel("key", "show", file, "--json");
    const plain = await laurel("key", "show", file);
    const published = await laurel(
      "key",
      "did-document",
      file,
      "--did",
      "did:web:x.example",
      "--out",
      one.at("p"),
      "--json",
    );
    const said =
      [made, shown, plain, published].map(({ out, err }) => out + err).join("") +
      one.read("p/did.json") +
      one.read("p/jwks.json");
    expect(secretsOf(jwk).length).toBeGreaterThan(0);
    for (const secret of secretsOf(jwk)) expect(said).not.toContain(secret);
    expect((JSON.parse(shown.out) as Face).jwk.kid).toBe(jwk["kid"]);
  });

  it("never replaces a file", async () => {
    const one = desk();
    const before = one.read("keys/issuer.jwk.json");
    const done = await laurel("key", "new", "--out", one.at("keys/issuer.jwk.json"));
    expect(done).toMatchObject({ status: 3, err: expect.stringContaining("[FILE_EXISTS]") });
    expect(one.read("keys/issuer.jwk.json")).toBe(before);
  });
});

describe("a key file", () => {
  const issueWith = async (key: string, ...flags: readonly string[]) => {
    const one = desk();
    const done = await one.issue(ROSTER, "r.csv", "--key", one.write("keys/k.json", key), ...flags);
    return done;
  };
  const good = async (type = "ed25519") => {
    const one = desk();
    await laurel("key", "new", "--type", type, "--out", one.at("k.json"));
    return one.read("k.json");
  };

  it("that others can read is used, and said so", async () => {
    const one = desk();
    chmodSync(one.at("keys/issuer.jwk.json"), 0o644);
    const done = await one.issue(ROSTER);
    expect([done.status, done.err]).toEqual([
      0,
      expect.stringMatching(/others on this machine can read this private key; run: chmod 600/),
    ]);
  });

  it.each(TYPES)("is refused without any of its private text when it is broken: %s", async (type) => {
    const text = await good(type);
    const jwk = JSON.parse(text) as JsonObject;
    const other = JSON.parse(await good(type)) as JsonObject;
    const broken = [
      text.replace(/,\n/, "\n"),
      text.slice(0, -20),
      text.replace(/"d": "/, '"d": '),
      `${text}x`,
      `[${text}]`,
      JSON.stringify({ ...jwk, d: "AAAA" }),
      JSON.stringify({ ...jwk, kty: "oct" }),
      JSON.stringify(
        type === "rsa"
          ? { ...jwk, n: other["n"] }
          : type === "p256"
            ? { ...jwk, d: other["d"] }
            : { ...jwk, crv: "X25519" },
      ),
      "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n",
    ];
    for (const key of broken) {
      const done = await issueWith(key, "--proof", "vc-jwt");
      expect(done.status, done.err).toBe(3);
      expect(done.err).toMatch(/^laurel: keys\/k\.json.*\[KEY_INVALID\]/s);
      for (const secret of [...secretsOf(jwk), ...secretsOf(other), "MC4CAQAw"]) {
        expect(done.err).not.toContain(secret.slice(0, 6));
        expect(done.err).not.toContain(secret.slice(-6));
      }
    }
  });

  it("with the public part alone shows its face, and does not sign", async () => {
    const { d: _, ...jwk } = JSON.parse(await good()) as JsonObject;
    const one = desk();
    const file = one.write("pub.json", JSON.stringify(jwk));
    expect((await laurel("key", "show", file)).status).toBe(0);
    expect(await one.issue(ROSTER, "r.csv", "--key", file)).toMatchObject({
      status: 3,
      err: expect.stringContaining("[KEY_INVALID]"),
    });
  });

  it("under a passphrase signs with it, and with nothing else", async () => {
    const one = desk();
    const [pass, wrong, key] = [
      one.write("pass", "correct horse\nbattery\n"),
      one.write("wrong", "x\n"),
      one.at("sealed.jwe"),
    ];
    expect((await laurel("key", "new", "--out", key, "--passphrase-file", pass)).status).toBe(0);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(one.read("sealed.jwe")).toMatch(/^[\w-]+(\.[\w-]+){4}\n$/);
    const issue = (...flags: readonly string[]) => one.issue(ROSTER, "r.csv", "--key", key, ...flags);
    expect((await issue("--passphrase-file", one.write("same", "correct horse\r\n"))).status).toBe(0);
    expect(await issue("--passphrase-file", wrong)).toMatchObject({
      status: 3,
      err: "laurel: sealed.jwe: the passphrase does not open this key [KEY_INVALID]\n",
    });
    expect(await issue()).toMatchObject({
      status: 3,
      err: expect.stringMatching(/the key is encrypted \[KEY_INVALID\]\n {2}hint: .*--passphrase-file/),
    });
    expect(await issue("--passphrase-file", one.at("none"))).toMatchObject({
      status: 3,
      err: expect.stringContaining("none: no such file"),
    });
    expect(await issue("--passphrase-file", one.write("blank", "\n"))).toMatchObject({
      status: 3,
      err: expect.stringContaining("want a passphrase"),
    });
  });

  it("that cannot make the proof is refused with the proofs that it can make", async () => {
    const done = await issueWith(await good("rsa"));
    expect(done).toMatchObject({
      status: 3,
      err: expect.stringMatching(/KEY_MISMATCH\]\n {2}hint: With this key: --proof vc-jwt/),
    });
  });
});

describe("the issuer", () => {
  const issuedAs = async (id: string | undefined, type = "ed25519", ...flags: readonly string[]) => {
    const one = desk({
      "laurel.yaml": id === undefined ? SETTINGS : SETTINGS.replace("name:", `id: "${id}"\n  name:`),
    });
    return { one, run: (key: string) => one.issue(ROSTER, "r.csv", "--key", key, ...flags), type };
  };
  const newKey = async (type: string) => {
    const one = desk();
    const made = await laurel("key", "new", "--type", type, "--out", one.at("k.json"), "--json");
    return { text: one.read("k.json"), face: JSON.parse(made.out) as Face };
  };

  it.each([
    ["did:key", (face: Face) => face.didKey, 0],
    ["did:jwk", (face: Face) => face.didJwk, 0],
  ] as const)("may be the %s of the key", async (_, idOf, status) => {
    const { text, face } = await newKey("ed25519");
    const { one, run } = await issuedAs(idOf(face));
    expect((await run(one.write("k.json", text))).status).toBe(status);
    const [path] = [...one.credentials().keys()];
    expect(await one.run("verify", one.at("credentials", path ?? ""))).toMatchObject({ status: 0 });
  });

  it("may not be another key", async () => {
    const [mine, other] = [await newKey("ed25519"), await newKey("ed25519")];
    for (const id of [other.face.didKey, other.face.didJwk, "did:key:z6Mkbroken"]) {
      const { one, run } = await issuedAs(id);
      expect(await run(one.write("k.json", mine.text))).toMatchObject({
        status: 3,
        err: expect.stringContaining("[KEY_MISMATCH]"),
      });
    }
  });

  it.each(TYPES)("as a did:web signs by a key that key did-document publishes: %s", async (type) => {
    const { text, face } = await newKey(type);
    const { one, run } = await issuedAs("did:web:x.example", type, "--proof", "vc-jwt");
    const key = one.write("k.json", text);
    expect((await run(key)).status).toBe(0);
    expect((await one.run("key", "did-document", key, "--out", one.at("public"))).status).toBe(0);
    const document = JSON.parse(one.read("public/did.json")) as {
      verificationMethod: JsonObject[];
      assertionMethod: string[];
    };
    const { keys } = JSON.parse(one.read("public/jwks.json")) as { keys: JWK[] };
    const token = one.read("credentials/soil-101/1.jwt").trim();
    const { kid = "", alg } = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as {
      kid?: string;
      alg: string;
    };
    const method = document.verificationMethod.find(({ id }) => id === kid);
    expect(document.assertionMethod).toContain(kid);
    expect(keys.map((jwk) => jwk.kid)).toEqual([face.thumbprint]);
    expect(alg).toBe({ ed25519: "EdDSA", p256: "ES256", rsa: "RS256" }[type]);
    for (const jwk of [method?.["publicKeyJwk"], keys[0]]) {
      const { payload } = await compactVerify(token, await importJWK(jwk as JWK, alg));
      expect(JSON.parse(new TextDecoder().decode(payload)).issuer.id).toBe("did:web:x.example");
    }
    const verified = await one.run("verify", one.at("credentials/soil-101/1.jwt"), "--keys", one.at("public/did.json"));
    expect(verified.status, verified.out).toBe(0);
  });

  it("as a did:web signs embedded proofs by a method of its document", async () => {
    const { text } = await newKey("ed25519");
    const { one, run } = await issuedAs("did:web:x.example");
    const key = one.write("k.json", text);
    await run(key);
    await one.run("key", "did-document", key, "--out", one.at("public"));
    const document = JSON.parse(one.read("public/did.json")) as { assertionMethod: string[] };
    const methods = [...one.credentials().values()].flatMap(({ proof }) => proof as JsonObject[]);
    expect(methods.map(({ verificationMethod }) => verificationMethod)).toEqual([document.assertionMethod[0]]);
    const verified = await one.run("verify", one.at("credentials"), "--keys", one.at("public/did.json"));
    expect(verified.status, verified.out).toBe(0);
  });
});

describe("key did-document", () => {
  const publish = async (files: readonly string[], out: string, did = "did:web:x.example") =>
    laurel("key", "did-document", ...files, "--did", did, "--out", out);

  it("keeps a retired key with its right to sign, and a key without that right without it", async () => {
    const one = desk();
    for (const name of ["a", "b"]) await laurel("key", "new", "--out", one.at(`${name}.json`));
    await publish([one.at("a.json")], one.at("p"));
    const first = JSON.parse(one.read("p/did.json")) as JsonObject & {
      verificationMethod: JsonObject[];
      assertionMethod: string[];
    };
    const door = {
      id: "#door",
      type: "Multikey",
      controller: "did:web:x.example",
      publicKeyMultibase: "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc",
    };
    one.write(
      "p/did.json",
      JSON.stringify({
        ...first,
        verificationMethod: [...first.verificationMethod, door],
        keyAgreement: ["#door"],
        service: [{ id: "#s" }],
      }),
    );
    expect((await publish([one.at("b.json")], one.at("p"))).status).toBe(0);
    const second = JSON.parse(one.read("p/did.json")) as typeof first;
    expect(second.verificationMethod).toEqual(expect.arrayContaining([...first.verificationMethod, door]));
    expect(second.verificationMethod).toHaveLength(5);
    expect(second.assertionMethod).toHaveLength(4);
    expect(second.assertionMethod).toEqual(expect.arrayContaining(first.assertionMethod));
    expect(second).toMatchObject({ keyAgreement: ["#door"], service: [{ id: "#s" }] });
    expect((JSON.parse(one.read("p/jwks.json")) as { keys: unknown[] }).keys).toHaveLength(2);
    const before = [one.read("p/did.json"), one.read("p/jwks.json")];
    await publish([one.at("b.json")], one.at("p"));
    expect([one.read("p/did.json"), one.read("p/jwks.json")]).toEqual(before);
  });

  it("knows a key again that stands there under a relative id", async () => {
    const one = desk();
    await laurel("key", "new", "--out", one.at("a.json"));
    await publish([one.at("a.json")], one.at("p"));
    const before = one.read("p/did.json");
    one.write("p/did.json", before.replaceAll("did:web:x.example#", "#"));
    await publish([one.at("a.json")], one.at("p"));
    expect(one.read("p/did.json")).toBe(before);
  });

  it.each([
    [
      "did.json",
      '{"id":"did:web:other.example","verificationMethod":[{"id":"did:web:other.example#k"}]}',
      "FILE_EXISTS",
    ],
    ["did.json", "[]", "FILE_EXISTS"],
    ["did.json", '{"id":', "JSON_INVALID"],
    ["jwks.json", '{"id":"x"}', "FILE_EXISTS"],
  ])("does not write over a %s that is something else: %s", async (name, body, code) => {
    const one = desk();
    await laurel("key", "new", "--out", one.at("a.json"));
    one.write(`p/${name}`, body);
    const done = await publish([one.at("a.json")], one.at("p"));
    expect(done).toMatchObject({ status: 3, err: expect.stringMatching(new RegExp(`p/${name}.*\\[${code}\\]`)) });
    expect([one.read(`p/${name}`), one.has("p/did.json") && one.has("p/jwks.json")]).toEqual([body, false]);
  });

  it("wants a did:web", async () => {
    const one = desk();
    const done = await publish([one.at("keys/issuer.jwk.json")], one.at("p"), "did:web:x.example/path");
    expect(done).toMatchObject({ status: 2, err: expect.stringContaining("[USAGE]") });
  });
});
