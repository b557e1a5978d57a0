// Small contexts that badges of VCDM 1.1 bring along, as tables of term and IRI: the suite Ed25519Signature2020, and
// status lists (which VCDM 2.0 has in its own context) with the drafts that went before them.
import type { JsonObject } from "../core/json.ts";

const SECURITY = "https://w3id.org/security#";
const STATUS = "https://www.w3.org/ns/credentials/status#";
const INSTANT = "http://www.w3.org/2001/XMLSchema#dateTime";

const BASE = { "@protected": true, id: "@id", type: "@type" } as const;

const typed = (iri: string, type: string): JsonObject => ({ "@id": iri, "@type": type });
const scoped = (iri: string, terms: JsonObject): JsonObject => ({ "@id": iri, "@context": { ...BASE, ...terms } });

const plain = (prefix: string, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, prefix + name]));

/** A key's purposes; in RDF they are named after the method, except the one that was there first. */
const PURPOSES: JsonObject = Object.fromEntries(
  ["assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation", "keyAgreement"].map((name) => [
    name,
    { ...typed(`${SECURITY}${name.replace(/Method$/, "")}Method`, "@id"), "@container": "@set" },
  ]),
);

const MULTIBASE = `${SECURITY}multibase`;

export const ED25519_2020: JsonObject = {
  "@context": {
    ...BASE,
    proof: { ...typed(`${SECURITY}proof`, "@id"), "@container": "@graph" },
    Ed25519VerificationKey2020: scoped(`${SECURITY}Ed25519VerificationKey2020`, {
      controller: typed(`${SECURITY}controller`, "@id"),
      revoked: typed(`${SECURITY}revoked`, INSTANT),
      publicKeyMultibase: typed(`${SECURITY}publicKeyMultibase`, MULTIBASE),
    }),
    Ed25519Signature2020: scoped(`${SECURITY}Ed25519Signature2020`, {
      ...plain(SECURITY, "challenge", "domain", "nonce"),
      created: typed("http://purl.org/dc/terms/created", INSTANT),
      expires: typed(`${SECURITY}expiration`, INSTANT),
      proofPurpose: { ...typed(`${SECURITY}proofPurpose`, "@vocab"), "@context": { ...BASE, ...PURPOSES } },
      proofValue: typed(`${SECURITY}proofValue`, MULTIBASE),
      verificationMethod: typed(`${SECURITY}verificationMethod`, "@id"),
    }),
  },
};

/** The drafts before: members named alike under another address, without a multibase type. */
const draft = (
  prefix: string,
  name: string,
  list: readonly string[],
  entry: readonly string[],
  address: string,
): JsonObject => ({
  "@context": {
    "@protected": true,
    [`${name}Credential`]: scoped(`${prefix}${name}Credential`, plain("http://schema.org/", "description", "name")),
    [name]: scoped(`${prefix}${name}`, plain(prefix, ...list)),
    [entry[0] ?? ""]: scoped(`${prefix}${entry[0]}`, {
      ...plain(prefix, ...entry.slice(1)),
      [address]: typed(`${prefix}${address}`, "@id"),
    }),
  },
});

export const STATUS_LIST_2021: JsonObject = draft(
  "https://w3id.org/vc/status-list#",
  "StatusList2021",
  ["statusPurpose", "encodedList"],
  ["StatusList2021Entry", "statusPurpose", "statusListIndex"],
  "statusListCredential",
);

export const REVOCATION_LIST_2020: JsonObject = draft(
  "https://w3id.org/vc-revocation-list-2020#",
  "RevocationList2020",
  ["encodedList"],
  ["RevocationList2020Status", "revocationListIndex"],
  "revocationListCredential",
);

export const STATUS_V1: JsonObject = {
  "@context": {
    ...BASE,
    ...plain(STATUS, "BitstringStatusListCredential"),
    BitstringStatusList: scoped(`${STATUS}BitstringStatusList`, {
      encodedList: typed(`${STATUS}encodedList`, MULTIBASE),
      ...plain(STATUS, "statusPurpose", "ttl"),
    }),
    BitstringStatusListEntry: scoped(`${STATUS}BitstringStatusListEntry`, {
      statusListCredential: typed(`${STATUS}statusListCredential`, "@id"),
      ...plain(STATUS, "statusListIndex", "statusPurpose"),
      statusMessage: scoped(`${STATUS}statusMessage`, plain(STATUS, "message", "status")),
      statusReference: typed(`${STATUS}statusReference`, "@id"),
      statusSize: typed(`${STATUS}statusSize`, "https://www.w3.org/2001/XMLSchema#integer"),
    }),
  },
};
