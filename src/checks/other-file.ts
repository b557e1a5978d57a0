// Files that are given in a credential's place, by mistake or in good faith: what each is, and what to do with it.
import { isObject, type Json, type JsonObject, objectsOf, stringsOf, text } from "../core/json.ts";

export interface Other {
  readonly code: string;
  readonly message: string;
}

interface Row {
  readonly is: (document: JsonObject) => boolean;
  readonly code: string;
  /** What it is, and what to do. */
  readonly message: string;
}

const has = (document: JsonObject, ...names: readonly string[]): boolean =>
  names.some((name) => Object.hasOwn(document, name));
const speaks = (document: JsonObject, part: RegExp): boolean =>
  stringsOf(document["@context"]).some((context) => part.test(context));
const isOfType = (document: JsonObject, ...names: readonly string[]): boolean =>
  stringsOf(document["type"]).some((type) => names.includes(type));

const other = (message: string, is: Row["is"], code = "NOT_A_CREDENTIAL"): Row => ({ is, code, message });

export const OLDER_BADGE =
  "this is an Open Badges 2.0 assertion, which laurel does not verify; ask the issuer for the badge as Open Badges 3.0";

const ROWS: readonly Row[] = [
  other(
    OLDER_BADGE,
    (document) =>
      isOfType(document, "Assertion") &&
      (speaks(document, /w3id\.org\/openbadges\/v[12]/) ||
        has(document, "badge", "recipient", "verification", "verify")),
    "OPEN_BADGES_2",
  ),
  other(
    "this describes an Open Badges 2.0 badge or its issuer, and says of nobody that they earned it; ask for the assertion",
    (document) =>
      isOfType(document, "BadgeClass", "Issuer", "Profile") && speaks(document, /w3id\.org\/openbadges\/v[12]/),
    "OPEN_BADGES_2",
  ),
  other(
    "this is a CLR of version 1.0, which laurel does not verify; ask the issuer for it as CLR 2.0",
    (document) => isOfType(document, "Clr", "CLR") || speaks(document, /\/clr\/v1p0\//),
    "CLR_1",
  ),
  other(
    "this is a CASE framework of competencies, not a credential; `laurel case info` shows what is in it",
    (document) => has(document, "CFDocument", "CFItems", "CFPackageURI", "CFAssociations"),
  ),
  other(
    "this is an issuer's DID document, not a credential; it can be brought along with --keys",
    (document) =>
      /^(did:|https:)/.test(text(document["id"]) ?? "") &&
      [document["verificationMethod"], document["assertionMethod"]].some(Array.isArray),
  ),
  other("this is a key or a set of keys, not a credential; it can be brought along with --keys", (document) => {
    const keys = objectsOf(document["keys"]);
    return text(document["kty"]) !== undefined || keys.some(({ kty }) => kty !== undefined);
  }),
  other("this is evidence that laurel saved, not a credential; it can be brought along with --evidence", (document) =>
    has(document, "laurelEvidence"),
  ),
  other(
    "this is a list of trusted issuers, not a credential; it can be brought along with --trust",
    (document) => Array.isArray(document["issuers"]) || isObject(document["registry"]),
  ),
  other(
    "this describes a program (package.json), not a credential",
    (document) => has(document, "dependencies", "devDependencies", "scripts") && has(document, "name", "version"),
  ),
  other("this is a JSON Schema, not a credential", (document) => has(document, "$schema", "$defs")),
  other(
    'this is JSON but no credential: it has neither "@context" nor "type"; ask for the credential itself',
    (document) => !has(document, "@context", "type"),
  ),
];

/** What a document is instead of a credential; undefined when it may be one. */
export function otherThanCredential(document: JsonObject): Other | undefined {
  if (has(document, "credentialSubject", "verifiableCredential", "proof")) return undefined;
  return ROWS.find(({ is }) => is(document));
}

/** The same of JSON that is no object. */
export const ofOtherForm = (value: Json): string =>
  Array.isArray(value)
    ? "this is a list, not a credential; give each of its credentials as a file of its own"
    : "want a credential as a JSON object, got something else";

/** A web page that was saved in the place of what it shows. */
export const isWebPage = (source: string): boolean =>
  /^\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*)*(?:<!doctype html|<html[\s>])/i.test(source.slice(0, 4096));

export const WEB_PAGE =
  "this is a web page, not a credential; open it and download the credential from it, as JSON or as an image with the badge in it";
