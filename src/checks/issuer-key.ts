// Which key a proof asks for, and whether it is the issuer's: two questions that are never one answer.
import type { KeyObject } from "node:crypto";
import { type Finding, failed, passed, unknown } from "../core/finding.ts";
import { quoted } from "../core/text.ts";
import type { ControllerDocument, VerificationMethod } from "../dids/document.ts";
import { keyOfMultikey } from "../dids/multikey.ts";
import { methodAt } from "../dids/published.ts";
import { ownDocument, type Resolution, resolveController } from "../dids/resolve.ts";
import { heldKeys, keyNamed } from "../proofs/held-key.ts";
import type { World } from "./examination.ts";
import type { Purpose } from "./issuer.ts";

export interface FoundKey {
  /** To check the signature with; undefined when none could be had. */
  readonly key?: KeyObject;
  /** What `proof.key` says: bound to the issuer, not bound, or cannot tell. */
  readonly binding: Finding;
}

const allowedIn = (document: ControllerDocument, purpose: Purpose): ReadonlySet<string> =>
  (purpose === "authentication" ? document.authenticationMethods : undefined) ?? document.assertionMethods;

export const GIVEN = "the key is one that you gave";

const controllerOf = (method: string): string => method.split("#", 1)[0] ?? method;

/** An https issuer may keep its keys at other addresses of its server; its own document must list them all the same. */
const isSameServer = (address: string, issuer: string): boolean =>
  [address, issuer].every((one) => one.startsWith("https://") && URL.canParse(one)) &&
  new URL(address).host === new URL(issuer).host;

/** did:key and did:jwk have one key, which some name without its fragment. */
function methodIn(document: ControllerDocument, id: string): VerificationMethod | undefined {
  const named = document.methods.find((method) => method.id === id);
  return named ?? (id === document.id ? ownDocument(id)?.methods[0] : undefined);
}

/** A key written into the method's own fragment. It may check a signature; it proves nothing about the issuer. */
const keyInFragment = (method: string): KeyObject | undefined => keyOfMultikey(method.slice(method.indexOf("#") + 1));

/** What `proof.key` says when an issuer's document could not be used. */
export function unresolved({ wrong, reason }: Extract<Resolution, { ok: false }>, pointer: string): Finding {
  const message = `the issuer's keys could not be had: ${reason}`;
  return wrong
    ? failed("proof.key", "KEY_UNUSABLE", message, pointer)
    : unknown("proof.key", "KEY_UNAVAILABLE", message, pointer);
}

const keyed = (key: KeyObject | undefined, binding: Finding): FoundKey =>
  key === undefined ? { binding } : { key, binding };

/** A key that is not the issuer's. Only what its own identifier holds is looked at: a stranger's address is never asked for. */
function strangersKey(controller: string, issuer: string, method: string, pointer: string): FoundKey {
  const key = ownDocument(controller)?.methods[0]?.key ?? keyInFragment(method);
  const message = `the key belongs to ${quoted(controller)}, the credential names ${quoted(issuer)} as its issuer`;
  return keyed(key, failed("proof.key", "KEY_NOT_ISSUERS", message, pointer));
}

/** A method's own document among the evidence, where the issuer's cannot be had. */
async function broughtKey(issuer: string, method: string, world: World): Promise<KeyObject | undefined> {
  const got = method.startsWith("did:") ? await world.load(method) : undefined;
  const keys = got?.ok === true ? heldKeys(got.value).filter(({ controller }) => controller === issuer) : [];
  return keyNamed(keys, issuer, method);
}

/** Finds the key of a verification method for an issuer. Only the issuer's own documents are ever asked for. */
export async function issuerKey(
  issuer: string,
  method: string,
  world: World,
  pointer: string,
  purpose: Purpose = "assertionMethod",
): Promise<FoundKey> {
  const controller = controllerOf(method);
  if (controller !== issuer && !isSameServer(controller, issuer)) {
    return strangersKey(controller, issuer, method, pointer);
  }
  const heldKey = keyNamed(world.keys, issuer, method);
  if (heldKey !== undefined) return { key: heldKey, binding: passed("proof.key", GIVEN) };

  const resolved = await resolveController(issuer, world.load);
  if (!resolved.ok) {
    const brought = resolved.wrong ? undefined : await broughtKey(issuer, method, world);
    if (brought !== undefined) return { key: brought, binding: passed("proof.key", GIVEN) };
    return keyed(keyInFragment(method), unresolved(resolved, pointer));
  }
  const no = (code: string, message: string) => failed("proof.key", code, message, pointer);
  const found = methodIn(resolved.document, method) ?? (await methodAt(method, resolved.document, world.load));
  if (found === undefined) {
    if (resolved.document.unread?.has(method) === true) {
      return { binding: unknown("proof.key", "KEY_UNSUPPORTED", "laurel does not read this kind of key", pointer) };
    }
    return { binding: no("KEY_NOT_LISTED", `the issuer's document does not list the key ${quoted(method)}`) };
  }
  const { key, ends } = found;
  if (ends !== undefined && ends <= world.now.getTime()) {
    return { key, binding: no("KEY_REVOKED", "the issuer's document says that this key is revoked or over") };
  }
  if (found.controller !== issuer) {
    return { key, binding: no("KEY_CONTROLLER", "the issuer's document gives the key to another controller") };
  }
  if (!allowedIn(resolved.document, purpose).has(found.id)) {
    return { key, binding: no("KEY_PURPOSE", "the issuer's document does not allow this key to sign credentials") };
  }
  return { key, binding: passed("proof.key", `the key is the issuer's, by ${resolved.source}`) };
}

/** Every key with which the issuer may sign credentials now. */
export function signingKeysOf(document: ControllerDocument, now: Date, purpose: Purpose = "assertionMethod") {
  return document.methods
    .filter(({ ends = Number.POSITIVE_INFINITY }) => now.getTime() < ends)
    .filter((method) => method.controller === document.id && allowedIn(document, purpose).has(method.id))
    .map((method) => method.key);
}
