// DID documents and other controller documents, read down to what a verifier needs: keys, and what they may be used for.
import { createPublicKey, type KeyObject } from "node:crypto";
import { instantOf } from "../core/instant.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { isObject, listOf, objectsOf, text } from "../core/json.ts";
import { isUnreadMultikey, keyOfBase58, keyOfMultikey } from "./multikey.ts";
import { thumbprintOf } from "./thumbprint.ts";

export interface VerificationMethod {
  /** Absolute DID URL. */
  readonly id: string;
  readonly controller: string;
  readonly key: KeyObject;
  readonly jwk?: JsonObject;
  /** When it is, or was, revoked or over, in milliseconds since 1970 (Controlled Identifiers 1.0, section 2.2). */
  readonly ends?: number;
}

export interface ControllerDocument {
  readonly id: string;
  readonly methods: readonly VerificationMethod[];
  /** Ids of the methods that may sign credentials. */
  readonly assertionMethods: ReadonlySet<string>;
  /** Ids of the methods that may sign presentations; without it, those that may sign credentials. */
  readonly authenticationMethods?: ReadonlySet<string>;
  /** Ids of methods with a key of a kind that laurel does not read: no fault of the issuer. */
  readonly unread?: ReadonlySet<string>;
}

/** Keys that are read of one document: to read one costs as much as to check a signature. */
const MOST_KEYS = 1_000;

/** The key of a public JWK. Symmetric keys, private members, RSA under 2,048 bits and unknown kinds give undefined. */
export function keyOfJwk(jwk: Json | undefined): KeyObject | undefined {
  if (!isObject(jwk) || "d" in jwk || "k" in jwk) return undefined;
  if (!["OKP", "EC", "RSA"].includes(text(jwk["kty"]) ?? "")) return undefined;
  try {
    const key = createPublicKey({ key: { ...jwk }, format: "jwk" });
    const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
    if (modulusLength !== undefined && (modulusLength < 2048 || (publicExponent ?? 0n) < 3n)) return undefined;
    return key;
  } catch {
    return undefined;
  }
}

/** The forms in which a method may give its key. */
const KEY_FORMS: Readonly<Record<string, (value: Json) => KeyObject | undefined>> = {
  publicKeyJwk: keyOfJwk,
  publicKeyMultibase: (value) => keyOfMultikey(text(value) ?? ""),
  // Ed25519VerificationKey2018, still met in the documents of long-standing issuers.
  publicKeyBase58: (value) => keyOfBase58(text(value) ?? ""),
};

/** The key of a method; undefined when it has none, one that cannot be used, or two that differ. */
function keyIn(value: JsonObject): KeyObject | undefined {
  const given = Object.entries(KEY_FORMS).filter(([name]) => value[name] !== undefined);
  const [first, ...more] = given.map(([name, read]) => read(value[name] ?? null));
  return first !== undefined && more.every((key) => key?.equals(first) === true) ? first : undefined;
}

/** The earlier of a method's ends. One that is no date has come: nobody can say that it has not. */
function endOf(value: JsonObject): number | undefined {
  const ends = ["revoked", "expires"].flatMap((name) =>
    value[name] === undefined ? [] : [instantOf(text(value[name]) ?? "") ?? Number.NEGATIVE_INFINITY],
  );
  return ends.length === 0 ? undefined : Math.min(...ends);
}

function method(value: JsonObject, base: string): VerificationMethod | undefined {
  const named = text(value["id"]);
  const key = keyIn(value);
  if (named === undefined || key === undefined) return undefined;
  const controller = text(value["controller"]) ?? base;
  const jwk = value["publicKeyJwk"];
  const ends = endOf(value);
  return {
    id: absolute(named, base),
    controller,
    key,
    ...(isObject(jwk) ? { jwk } : {}),
    ...(ends === undefined ? {} : { ends }),
  };
}

/** JWK curves that laurel reads. A key of another kind may be sound. */
const READ_CURVES = new Set(["Ed25519", "P-256", "P-384"]);

function isUnread(value: JsonObject): boolean {
  const jwk = value["publicKeyJwk"];
  const curve = isObject(jwk) ? text(jwk["crv"]) : undefined;
  return (
    (curve !== undefined && !READ_CURVES.has(curve)) ||
    isUnreadMultikey(text(value["publicKeyMultibase"]) ?? "") ||
    ["publicKeyPem", "publicKeyHex", "blockchainAccountId"].some((name) => name in value)
  );
}

/** DID Core, section 3.2.2: a relative DID URL is a fragment of the document's own id. */
const absolute = (id: string, base: string): string => (id.startsWith("#") ? base + id : id);

/**
 * A key written at the top of a document: a multikey document (Controlled Identifiers 1.0, section 2.2.2), or an
 * issuer's page with its key on it. What stands at the issuer's own address speaks for the issuer.
 */
const ownKey = (value: JsonObject, id: string): readonly VerificationMethod[] => {
  const found = method(value, id);
  return found === undefined ? [] : [found];
};

/** A document of one method and of a given id, which must say whose it is. */
export function methodDocument(value: JsonObject, id: string): VerificationMethod | undefined {
  return value["id"] === id && typeof value["controller"] === "string" ? method(value, id) : undefined;
}

/** Without the methods whose id stands twice with two keys: nobody could say which key is meant. */
function unambiguous(methods: readonly VerificationMethod[]): readonly VerificationMethod[] {
  const first = new Map<string, KeyObject>();
  const doubtful = new Set<string>();
  for (const { id, key } of methods) {
    if (first.get(id)?.equals(key) === false) doubtful.add(id);
    first.set(id, first.get(id) ?? key);
  }
  return methods.filter(({ id }) => !doubtful.has(id));
}

/** A controller document of a given id, or undefined when it is not one of that id. */
export function controllerDocument(value: Json | undefined, id: string): ControllerDocument | undefined {
  if (!isObject(value) || value["id"] !== id) return undefined;
  const relations = ["assertionMethod", "authentication"].map((name) => listOf(value[name]));
  const listed = [...objectsOf(value["verificationMethod"]), ...relations.flat().filter(isObject)].slice(0, MOST_KEYS);
  const own = ownKey(value, id);
  const methods = unambiguous([...own, ...listed.flatMap((entry) => method(entry, id) ?? [])]);
  const [assertionMethods, authenticationMethods] = relations.map((entries) => {
    const names = entries.flatMap((entry) => text(isObject(entry) ? entry["id"] : entry) ?? []);
    return new Set([...names.map((name) => absolute(name, id)), ...own.map((one) => one.id)]);
  });
  const unread = listed.filter(isUnread).flatMap((entry) => text(entry["id"]) ?? []);
  return {
    id,
    methods,
    assertionMethods: assertionMethods ?? new Set(),
    authenticationMethods: authenticationMethods ?? new Set(),
    unread: new Set(unread.map((name) => absolute(name, id))),
  };
}

/** An address that is looked up, as against a name that only its key set knows: `urn:uuid:…`, or `arn:aws:kms:…`. */
export const isAddress = (name: string): boolean => /^(?:did|https?):/.test(name);

/** The method that a key's name stands for among the keys of an issuer. */
export const methodNamed = (name: string, issuer: string): string =>
  isAddress(name) ? name : `${issuer}#${name.replace(/^#/, "")}`;

const isForSigning = ({ use, key_ops }: JsonObject): boolean =>
  use !== "enc" && (!Array.isArray(key_ops) || key_ops.includes("verify"));

/**
 * A published key set, or a single JWK, as the document of the issuer whose keys it holds; keys that say they are
 * another's are left out.
 */
export function keySetDocument(value: Json | undefined, id: string): ControllerDocument | undefined {
  if (!isObject(value) || (!Array.isArray(value["keys"]) && typeof value["kty"] !== "string")) return undefined;
  const jwks = Array.isArray(value["keys"]) ? objectsOf(value["keys"]).slice(0, MOST_KEYS) : [value];
  const methods = jwks.flatMap((jwk): VerificationMethod[] => {
    const key = keyOfJwk(jwk);
    const kid = text(jwk["kid"]) ?? (key === undefined ? "" : thumbprintOf(jwk));
    const anothers = jwk["iss"] !== undefined && jwk["iss"] !== id;
    if (key === undefined || anothers || !isForSigning(jwk)) return [];
    return [{ id: methodNamed(kid, id), controller: id, key, jwk }];
  });
  return { id, methods: unambiguous(methods), assertionMethods: new Set(methods.map((one) => one.id)) };
}
