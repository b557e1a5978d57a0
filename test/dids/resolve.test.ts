// Identifiers to documents, against the published cases of others and with documents made to mislead.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
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

describe("where the document of a did:web stands", () => {
  test.each([
    ["did:web:example.edu", "https://example.edu/.well-known/did.json"],
    ["did:web:example.edu:registrar", "https://example.edu/registrar/did.json"],
    ["did:web:example.edu%3A8443:a:b", "https://example.edu:8443/a/b/did.json"],
    ["did:web:localhost%3a3000", "https://localhost:3000/.well-known/did.json"],
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
  test("of another id has none", async () => {
    expect(await methodsOf({ [ID]: { id: "https://other.example", publicKeyJwk: jwk() } })).toMatch(
      /holds no keys of that issuer/,
    );
  });
  test("whose page cannot be had leaves the answer open", async () => {
    expect(await resolveController(ID, nothing)).toMatchObject({ ok: false, wrong: false });
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
