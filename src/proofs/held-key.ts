// Keys and documents that a verifier already holds (`--keys`): JWK, JWKS, DID document or multikey document.
import type { KeyObject } from "node:crypto";
import { isObject, type Json, type JsonObject, objectsOf, text } from "../core/json.ts";
import { keyOfJwk } from "../dids/document.ts";
import { keyOfMultikey, multikeyOf } from "../dids/multikey.ts";
import { publicJwkOf, thumbprintOf } from "../dids/signing-key.ts";

export interface HeldKey {
  readonly key: KeyObject;
  /** Names under which a credential may ask for it: kid, id, thumbprint, multikey. */
  readonly names: readonly string[];
  /** Whose key it is, where its document says so; without it, the one who gave the key vouches for it. */
  readonly controller?: string;
}

const defined = (names: readonly (string | undefined)[]): string[] => names.filter((name) => name !== undefined);

interface Naming {
  readonly controller: string | undefined;
  readonly names: readonly (string | undefined)[];
}

const held = (key: KeyObject | undefined, { controller, names }: Naming): HeldKey[] => {
  if (key === undefined) return [];
  const known = defined([...names, thumbprintOf(publicJwkOf(key)), multikeyOf(key)]);
  return [{ key, names: known, ...(controller === undefined ? {} : { controller }) }];
};

const ofJwk = (jwk: JsonObject): HeldKey[] => {
  const { d: _, ...open } = jwk;
  return held(keyOfJwk(open), { controller: text(jwk["iss"]), names: [text(jwk["kid"])] });
};

/** The public keys in a file's value; empty when it holds none. A DID document is no key: it is evidence under its id. */
export function heldKeys(value: Json): readonly HeldKey[] {
  if (!isObject(value)) return [];
  const keys = objectsOf(value["keys"]);
  if (keys.length > 0) return keys.flatMap(ofJwk);
  if (typeof value["kty"] === "string") return ofJwk(value);
  const naming = { controller: text(value["controller"]), names: [text(value["id"])] };
  const jwk = isObject(value["publicKeyJwk"]) ? keyOfJwk(value["publicKeyJwk"]) : undefined;
  return held(jwk ?? keyOfMultikey(text(value["publicKeyMultibase"]) ?? ""), naming);
}

/** The held key that goes by a verification method's id or its fragment, unless it says that it is somebody else's. */
export function keyNamed(keys: readonly HeldKey[], issuer: string, method: string): KeyObject | undefined {
  const wanted = [method, method.slice(method.indexOf("#") + 1)];
  const fits = ({ names, controller = issuer }: HeldKey) =>
    controller === issuer && names.some((name) => wanted.includes(name));
  return keys.find(fits)?.key;
}
