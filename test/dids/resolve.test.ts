// Identifiers to documents, against the published cases of others and with documents made to mislead.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { multibase58 } from "../../src/core/multibase.ts";
import { controllerDocument } from "../../src/dids/document.ts";
import { type Loader, resolveController } from "../../src/dids/resolve.ts";
import { didWebUrl } from "../../src/dids/web.ts";
import { ATTACKER, attackerKey, ISSUER, issuerKey } from "../checks/forge.ts";
import { conformance, sharedFile, sharedJson, sharedText } from "../shared.ts";

const loader =
  (documents: Readonly<Record<string, Json>>): Loader =>
  async (address) => {
    const value = documents[address];
    return value === undefined ? { ok: false, reason: "nothing stands there" } : { ok: true, value };
  };
const nothing = loader({});

/** The bytes of a JWK's member in bare base58btc. */
const base58Of = (member: string): string => multibase58(Buffer.from(member, "base64url")).slice(1);

describe("where the document of a did:web stands", () => {
  test.each([
    ["did:web:example.edu", "https://example.edu/.well-known/did.json"],
    ["did:web:example.edu:registrar", "https://example.edu/registrar/did.json"],
    ["did:web:example.edu%3A8443:a:b", "https://example.edu:8443/a/b/did.json"],
    ["did:web:localhost%3a3000", "https://localhost:3000/.well-known/did.json"],
    ["did:web:Example.EDU", "https://example.edu/.well-known/did.json"],
    ["did:web:xn--exmple-cua.edu", "https://xn--exmple-cua.edu/.well-known/did.json"],
    ["did:web:example.edu:Registrar:~staff", "https://example.edu/Registrar/~staff/did.json"],
    ["did:web:example.edu:caf%C3%A9", "https://example.edu/caf%C3%A9/did.json"],
    ["did:web:example.edu:443", "https://example.edu/443/did.json"],
    ["did:web:example.edu%3A65535", "https://example.edu:65535/.well-known/did.json"],
  ])("%s", (did, url) => expect(didWebUrl(did)).toBe(url));

  test.each([
    "did:web:",
    "did:web:127.0.0.1",
    "did:web:[::1]",
    "did:web:example.edu:..:x",
    "did:web:example.edu:a/b",
    "did:web:example.edu:%2e%2e",
    "did:web:example.edu?x",
    "did:web:user@example.edu",
    "did:web:exämple.edu",
    "did:web:example.edu::x",
    "did:web:example.edu:",
    "did:web:example.edu.",
    "did:web:.example.edu",
    "did:web:example..edu",
    "did:web:edu",
    "did:web:2130706433",
    "did:web:0x7f.1",
    "did:web:0177.0.0.1",
    "did:web:%5B%3A%3A1%5D",
    "did:web:user%40example.edu",
    "did:web:example.edu%3A0",
    "did:web:example.edu%3A065",
    "did:web:example.edu%3A65536",
    "did:web:example.edu%3A",
    "did:web:example.edu%3A80%3A90",
    "did:web:example.edu%2Fx",
    "did:web:example.edu:a%2Fb",
    "did:web:example.edu:a%5Cb",
    "did:web:example.edu:%252e",
    "did:web:example.edu:a%00",
    "did:web:example.edu:a%20b",
    "did:web:example.edu:a%3Fb",
    "did:web:example.edu:a#b",
    "did:web:example.edu:a%",
    "did:web:example.edu:.",
    "did:web:exam\u00adple.edu",
    "did:web:example.edu\n",
    `did:web:${"a".repeat(64)}.edu`,
  ])("%s has none", (did) => expect(didWebUrl(did)).toBeUndefined());
});

describe("an https issuer", () => {
  const ID = "https://college.example/issuer";
  const KEYS = "https://college.example/.well-known/jwks.json";
  const jwk = (changes: JsonObject = {}): JsonObject => ({ ...issuerKey.publicJwk, kid: "1", ...changes });
  const methodsOf = async (documents: Readonly<Record<string, Json>>) => {
    const resolved = await resolveController(ID, loader(documents));
    return resolved.ok ? resolved.document.methods.map(({ id }) => id) : resolved.reason;
  };

  test("has the keys of the document at its address", async () => {
    const page = { id: ID, verificationMethod: [{ id: "#1", publicKeyJwk: jwk() }], assertionMethod: ["#1"] };
    expect(await methodsOf({ [ID]: page })).toEqual([`${ID}#1`]);
  });
  test("has the key on its own page", async () => {
    expect(await methodsOf({ [ID]: { id: ID, publicKeyJwk: jwk() } })).toEqual([ID]);
  });
  test("has the keys of its server's key set", async () => {
    expect(
      await methodsOf({ [ID]: { id: ID, type: "Profile" }, [KEYS]: { keys: [jwk(), jwk({ kid: `${ID}#2` })] } }),
    ).toEqual([`${ID}#1`, `${ID}#2`]);
  });
  test("has none that says it is another's, is for encryption, or shares its name with another", async () => {
    const keys = [
      jwk({ iss: "https://other.example" }),
      jwk({ kid: "2", use: "enc" }),
      jwk({ kid: "3" }),
      { ...attackerKey.publicJwk, kid: "3" },
    ];
    expect(await methodsOf({ [KEYS]: { keys } })).toEqual([]);
  });
  test("has the key, or the key set, that stands at its own address", async () => {
    expect(await methodsOf({ [ID]: jwk() })).toEqual([`${ID}#1`]);
    expect(await methodsOf({ [ID]: { keys: [jwk(), jwk({ kid: "2" })] } })).toEqual([`${ID}#1`, `${ID}#2`]);
    expect(await methodsOf({ [ID]: jwk({ iss: "https://other.example" }) })).toMatch(/holds no keys of that issuer/);
    expect(await methodsOf({ [ID]: jwk({ key_ops: ["encrypt"] }) })).toMatch(/holds no keys of that issuer/);
    expect(await methodsOf({ [ID]: jwk({ key_ops: ["verify"] }) })).toEqual([`${ID}#1`]);
  });
  test("of another id has none", async () => {
    expect(await methodsOf({ [ID]: { id: "https://other.example", publicKeyJwk: jwk() } })).toMatch(
      /holds no keys of that issuer/,
    );
  });
  test("whose page cannot be had leaves the answer open", async () => {
    expect(await resolveController(ID, nothing)).toMatchObject({ ok: false, wrong: false });
  });
});

describe("the document of a did:web", () => {
  const ID = "did:web:college.example";
  const ADDRESS = "https://college.example/.well-known/did.json";
  const multikey = issuerKey.multikey ?? "";
  const resolved = (document: Json) => resolveController(ID, loader({ [ADDRESS]: document }));
  const base58 = base58Of(issuerKey.publicKey.export({ format: "jwk" }).x ?? "");

  test.each<readonly [string, JsonObject, string]>([
    ["a multikey", { id: `${ID}#1`, controller: ID, publicKeyMultibase: multikey }, `${ID}#1`],
    ["a JWK", { id: `${ID}#1`, controller: ID, publicKeyJwk: issuerKey.publicJwk }, `${ID}#1`],
    [
      "both, of one key",
      { id: "#1", controller: ID, publicKeyMultibase: multikey, publicKeyJwk: issuerKey.publicJwk },
      `${ID}#1`,
    ],
    ["the form of 2018", { id: "#1", controller: ID, publicKeyBase58: base58 }, `${ID}#1`],
    ["no controller of its own", { id: "#1", publicKeyMultibase: multikey }, `${ID}#1`],
  ])("gives a key as %s, listed or embedded, under an absolute or a relative id", async (_, method, id) => {
    const documents: readonly JsonObject[] = [
      { id: ID, verificationMethod: [method], assertionMethod: [id] },
      { id: ID, verificationMethod: [method], assertionMethod: ["#1"] },
      { id: ID, verificationMethod: method, assertionMethod: "#1" },
      { id: ID, assertionMethod: [method] },
    ];
    for (const document of documents) {
      const found = await resolved(document);
      expect(
        found.ok && found.document.methods.map((one) => [one.id, one.controller, one.key.equals(issuerKey.publicKey)]),
      ).toEqual([[id, ID, true]]);
      expect(found.ok && [...found.document.assertionMethods]).toEqual([id]);
    }
  });
  test.each([
    ["two keys that differ", { publicKeyMultibase: multikey, publicKeyJwk: attackerKey.publicJwk }],
    ["a key and something that is none", { publicKeyMultibase: multikey, publicKeyJwk: { kty: "OKP" } }],
    ["a secret one", { publicKeyJwk: { ...issuerKey.publicJwk, d: "AAAA" } }],
    ["a symmetric one", { publicKeyJwk: { kty: "oct", k: "AAAA" } }],
    ["none", {}],
  ])("gives no key in a method with %s", async (_, key) => {
    const found = await resolved({
      id: ID,
      verificationMethod: [{ id: "#1", controller: ID, ...key }],
      assertionMethod: ["#1"],
    });
    expect(found.ok && found.document.methods).toEqual([]);
  });
  test("gives no key under an id that two keys share", async () => {
    const methods = [issuerKey, attackerKey].map((key) => ({
      id: "#1",
      controller: ID,
      publicKeyMultibase: key.multikey ?? "",
    }));
    const found = await resolved({ id: ID, verificationMethod: methods, assertionMethod: ["#1"] });
    expect(found.ok && found.document.methods).toEqual([]);
  });
  test("says when a key is over, whatever is written as its end", async () => {
    const ends = async (member: JsonObject) => {
      const found = await resolved({
        id: ID,
        assertionMethod: [{ id: "#1", publicKeyMultibase: multikey, ...member }],
      });
      return found.ok ? found.document.methods[0]?.ends : found.reason;
    };
    expect(await ends({})).toBeUndefined();
    expect(await ends({ revoked: "2026-01-01T00:00:00Z" })).toBe(Date.parse("2026-01-01T00:00:00Z"));
    expect(await ends({ expires: "2027-01-01T00:00:00Z", revoked: "2026-01-01T00:00:00Z" })).toBe(
      Date.parse("2026-01-01T00:00:00Z"),
    );
    expect(await ends({ revoked: "yes" })).toBe(Number.NEGATIVE_INFINITY);
    expect(await ends({ revoked: true })).toBe(Number.NEGATIVE_INFINITY);
  });
  test.each([
    ["did:web:college.example:other", true],
    ["did:web:COLLEGE.example", true],
    ["did:web:college.example#", true],
    ["https://college.example/.well-known/did.json", true],
    [undefined, false],
    [7, false],
  ])("of the id %s is not its document, and wrong only if it is another's: %s", async (id, wrong) => {
    const document = {
      ...(id === undefined ? {} : { id }),
      verificationMethod: [{ id: "#1", publicKeyMultibase: multikey }],
    };
    expect(await resolved(document)).toMatchObject({ ok: false, wrong });
  });
});

describe("other identifiers", () => {
  test("a did:key and a did:jwk hold their key", async () => {
    const jwk = `did:jwk:${Buffer.from(JSON.stringify(issuerKey.publicJwk)).toString("base64url")}`;
    for (const did of [ISSUER, jwk]) {
      const resolved = await resolveController(did, nothing);
      expect(resolved.ok && resolved.document.methods[0]?.key.equals(issuerKey.publicKey), did).toBe(true);
    }
  });
  test.each(["did:key:", "did:key:z6Mkbroken", "did:key:zzzz", "did:jwk:AAAA", "did:jwk:e30"])(
    "%s is wrong",
    async (did) => {
      expect(await resolveController(did, nothing)).toMatchObject({ ok: false, wrong: true });
    },
  );
  test("a DID that nobody can look up may have its document brought along", async () => {
    const id = "did:example:college";
    const document = {
      id,
      verificationMethod: [{ id: "#1", publicKeyMultibase: issuerKey.multikey ?? "" }],
      assertionMethod: ["#1"],
    };
    expect(await resolveController(id, nothing)).toMatchObject({ ok: false, wrong: false });
    expect(await resolveController(id, loader({ [id]: document }))).toMatchObject({ ok: true });
    expect(await resolveController(id, loader({ [id]: { ...document, id: ATTACKER } }))).toMatchObject({
      ok: false,
      wrong: true,
    });
  });
  test.each(["http://college.example", "mailto:a@example.org", "", "urn:uuid:1"])(
    "%s cannot be looked up",
    async (id) => {
      expect(await resolveController(id, nothing)).toMatchObject({ ok: false, wrong: false });
    },
  );
});

/** Kinds of key that laurel does not read. */
const UNREAD = /^(bls12381|rsa|secp256k1|nist-curves-z2J9)/;

conformance("identifiers of others", () => {
  const cases = (method: string) => readdirSync(sharedFile(`vectors/${method}`)).map((name) => [name] as const);

  test.each(cases("did-key").filter(([name]) => !name.startsWith("ssi")))("did:key %s", async (name) => {
    const did = sharedText(`vectors/did-key/${name}/input.txt`).trim();
    const resolved = await resolveController(did, nothing);
    const document = sharedJson(`vectors/did-key/${name}/didDocument.json`) as JsonObject;
    const wanted = controllerDocument({ ...document, id: did }, did);
    if (UNREAD.test(name)) expect(resolved).toMatchObject({ ok: false, wrong: false });
    else expect(resolved.ok && [...resolved.document.assertionMethods]).toEqual([...(wanted?.assertionMethods ?? [])]);
  });

  test("did:jwk", async () => {
    const good = sharedText("vectors/did-jwk/web5-resolves-did-jwk-2/input.txt").trim();
    const broken = sharedText("vectors/did-jwk/web5-resolution-for-invalid-did/input.txt").trim();
    expect(await resolveController(broken, nothing)).toMatchObject({ ok: false });
    const resolved = await resolveController(good, nothing);
    expect(resolved.ok || resolved.wrong).toBe(true);
  });
});
