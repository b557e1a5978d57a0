// DID documents and other controller documents, read down to what a verifier needs: keys, and what they may be used for.
import { createPublicKey, type KeyObject } from "node:crypto";
import type { Json, JsonObject } from "../core/json.ts";
import { isObject, listOf, objectsOf, text } from "../core/json.ts";
import { keyOfMultikey } from "./multikey.ts";
import { thumbprintOf } from "./thumbprint.ts";

export interface VerificationMethod {
  /** Absolute DID URL. */
  readonly id: string;
  readonly controller: string;
  readonly key: KeyObject;
  readonly jwk?: JsonObject;
}

export interface ControllerDocument {
  readonly id: string;
  readonly methods: readonly VerificationMethod[];
  /** Ids of the methods that may sign credentials. */
  readonly assertionMethods: ReadonlySet<string>;
}

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

function method(value: JsonObject, base: string): VerificationMethod | undefined {
  const named = text(value["id"]);
  if (named === undefined) return undefined;
  const jwk = isObject(value["publicKeyJwk"]) ? value["publicKeyJwk"] : undefined;
  const key = jwk === undefined ? keyOfMultikey(text(value["publicKeyMultibase"]) ?? "") : keyOfJwk(jwk);
  if (key === undefined) return undefined;
  const controller = text(value["controller"]) ?? base;
  return { id: absolute(named, base), controller, key, ...(jwk === undefined ? {} : { jwk }) };
}

/** DID Core, section 3.2.2: a relative DID URL is a fragment of the document's own id. */
const absolute = (id: string, base: string): string => (id.startsWith("#") ? base + id : id);

/**
 * A key written at the top of a document: a multikey document (Controlled Identifiers 1.0, section 2.2.2), or an
 * issuer's page with its key on it. What stands at the issuer's own address speaks for the issuer.
 */
const ownKey = (value: JsonObject, id: string): readonly VerificationMethod[] => {
  const found = "publicKeyJwk" in value || "publicKeyMultibase" in value ? method(value, id) : undefined;
  return found === undefined ? [] : [found];
};

/** Without the methods whose id stands twice with two keys: nobody could say which key is meant. */
const unambiguous = (methods: readonly VerificationMethod[]): readonly VerificationMethod[] =>
  methods.filter((one) => methods.every((other) => other.id !== one.id || other.key.equals(one.key)));

/** A controller document of a given id, or undefined when it is not one of that id. */
export function controllerDocument(value: Json | undefined, id: string): ControllerDocument | undefined {
  if (!isObject(value) || value["id"] !== id) return undefined;
  const relations = listOf(value["assertionMethod"]);
  const listed = [...objectsOf(value["verificationMethod"]), ...relations.filter(isObject)];
  const own = ownKey(value, id);
  const methods = unambiguous([...own, ...listed.flatMap((entry) => method(entry, id) ?? [])]);
  const names = relations
    .map((entry) => text(isObject(entry) ? entry["id"] : entry))
    .filter((name) => name !== undefined);
  const allowed = [...names.map((name) => absolute(name, id)), ...own.map((one) => one.id)];
  return { id, methods, assertionMethods: new Set(allowed) };
}

/** A published key set, as the document of the issuer whose keys it holds; keys that say they are another's are left out. */
export function keySetDocument(value: Json | undefined, id: string): ControllerDocument | undefined {
  if (!isObject(value) || !Array.isArray(value["keys"])) return undefined;
  const methods = objectsOf(value["keys"]).flatMap((jwk): VerificationMethod[] => {
    const key = keyOfJwk(jwk);
    const kid = text(jwk["kid"]) ?? (key === undefined ? "" : thumbprintOf(jwk));
    const anothers = jwk["iss"] !== undefined && jwk["iss"] !== id;
    if (key === undefined || anothers || jwk["use"] === "enc") return [];
    return [{ id: kid.includes(":") ? kid : `${id}#${kid.replace(/^#/, "")}`, controller: id, key, jwk }];
  });
  return { id, methods: unambiguous(methods), assertionMethods: new Set(methods.map((one) => one.id)) };
}
