// The table of DID methods, and how a controller's identifier becomes its document.
import { isObject, type Json } from "../core/json.ts";
import { type ControllerDocument, controllerDocument, keySetDocument } from "./document.ts";
import { didJwkDocument } from "./jwk.ts";
import { didKeyDocument } from "./key.ts";
import { isUnreadMultikey } from "./multikey.ts";
import { didWebUrl } from "./web.ts";

/** What came of asking for a document: the value, or why there is none. */
export type Got = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly reason: string };

/** Gives the document at an https address or of a DID. Files, caches, evidence and the network all look like this. */
export type Loader = (address: string) => Promise<Got>;

export type Resolution =
  | { readonly ok: true; readonly document: ControllerDocument; readonly source: string }
  /** `wrong`: the identifier or its document is unusable. Otherwise it could not be had, and nobody can tell. */
  | { readonly ok: false; readonly wrong: boolean; readonly reason: string };

type Method = (did: string, load: Loader) => Promise<Resolution>;

const EMPTY = (id: string): ControllerDocument => ({ id, methods: [], assertionMethods: new Set() });

/** Methods whose identifier is the key. */
const OWN: Readonly<Record<string, (did: string) => ControllerDocument | undefined>> = {
  "did:key:": didKeyDocument,
  "did:jwk:": didJwkDocument,
};

/** To read a key costs as much as to check a signature, and thousands of credentials name the same. */
const known = new Map<string, ControllerDocument>();
const MOST_KNOWN = 1_000;
/** Characters of an identifier that is worth keeping: an RSA key as did:jwk fits. */
const LONGEST_KNOWN = 1_500;

/** The document that an identifier carries in itself, without keys when it is broken; undefined for other identifiers. */
export function ownDocument(id: string): ControllerDocument | undefined {
  const read = Object.entries(OWN).find(([prefix]) => id.startsWith(prefix))?.[1];
  if (read === undefined) return undefined;
  const document = known.get(id) ?? read(id) ?? EMPTY(id);
  if (known.size >= MOST_KNOWN) known.clear();
  if (id.length <= LONGEST_KNOWN) known.set(id, document);
  return document;
}

const fixed: Method = async (did) => {
  const document = ownDocument(did);
  const name = did.split(":", 2).join(":");
  if (document === undefined || document.methods.length === 0) {
    if (isUnreadMultikey(did.slice("did:key:".length))) {
      return { ok: false, wrong: false, reason: "laurel does not read this kind of key" };
    }
    return { ok: false, wrong: true, reason: `the ${name} holds no usable public key` };
  }
  return { ok: true, document, source: `the ${name} itself` };
};

const fetched =
  (addressOf: (id: string) => string | undefined): Method =>
  async (id, load) => {
    const address = addressOf(id);
    if (address === undefined) return { ok: false, wrong: true, reason: "the identifier breaks the syntax of did:web" };
    const held = await load(id);
    const got = held.ok ? held : await load(address);
    if (!got.ok) return { ok: false, wrong: false, reason: got.reason };
    const document = controllerDocument(got.value, id);
    if (document === undefined) {
      // A server's own words ("not found") say nothing about the issuer; another's document does.
      const wrong = isObject(got.value) && typeof got.value["id"] === "string";
      return {
        ok: false,
        wrong,
        reason: `the document at ${address} ${wrong ? "has another id" : "is no DID document"}`,
      };
    }
    return { ok: true, document, source: held.ok ? "the evidence given" : address };
  };

/**
 * An https issuer has a document or keys at its own address, or keys in the key set of its server (Open Badges 3.0
 * implementation guide, "Key provenance").
 */
const published: Method = async (id, load) => {
  const page = await load(id);
  const document = page.ok ? (controllerDocument(page.value, id) ?? keySetDocument(page.value, id)) : undefined;
  if (document !== undefined && document.methods.length > 0) return { ok: true, document, source: id };
  const address = URL.canParse(id) ? `https://${new URL(id).host}/.well-known/jwks.json` : id;
  const set = await load(address);
  const keys = set.ok ? keySetDocument(set.value, id) : undefined;
  if (keys !== undefined) return { ok: true, document: keys, source: address };
  const reason = page.ok ? `what stands at ${id} holds no keys of that issuer` : page.reason;
  return { ok: false, wrong: false, reason };
};

/** Nobody can look up this kind of DID, but its document may have been brought along. */
const brought: Method = async (id, load) => {
  const got = id.startsWith("did:") ? await load(id) : undefined;
  if (got?.ok !== true)
    return { ok: false, wrong: false, reason: "laurel cannot look up keys for this kind of identifier" };
  const document = controllerDocument(got.value, id);
  if (document === undefined) return { ok: false, wrong: true, reason: "the document given for it has another id" };
  return { ok: true, document, source: "the evidence given" };
};

const METHODS: Readonly<Record<string, Method>> = {
  "did:key:": fixed,
  "did:jwk:": fixed,
  "did:web:": fetched(didWebUrl),
  "https://": published,
};

/** The document of an issuer's identifier, by the method that its beginning names. */
export const resolveController = (id: string, load: Loader): Promise<Resolution> =>
  (Object.entries(METHODS).find(([prefix]) => id.startsWith(prefix))?.[1] ?? brought)(id, load);
