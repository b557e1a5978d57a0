// The contexts of a signed LER-RS: HR Open's address, which defines no terms, and our own two terms.
import type { JsonObject } from "../core/json.ts";

/** The address that the wrapper's schema wants in second place (VerifiableCredentialLER-RSType 4.5, `@context`). */
export const LER_RS_WRAPPER =
  "http://schema.hropenstandards.org/4.5/recruiting/json/VerifiableCredentialLER-RSType.json";

/** The address of the terms below. */
export const LER_RS_TERMS = "https://w3id.org/laurel/ler-rs/v1";

/** The only value that the body's schema allows for `type`, in 4.5 too (LER-RSType). */
export const LER_RS_BODY = "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json";

/** The type of the wrapper beside VerifiableCredential, as HR Open's samples have it. */
export const LER_RS_TYPE = "LER-RS VC";

/**
 * The body is one JSON literal: its `id` and `type` are objects, which JSON-LD cannot take, and the credentials in it
 * keep contexts of their own, of either data model, so that their proofs still hold.
 */
const TERMS: JsonObject = {
  "@context": {
    "@protected": true,
    [LER_RS_TYPE]: { "@id": LER_RS_WRAPPER },
    lerrsType: { "@id": `${LER_RS_WRAPPER}#lerrsType`, "@type": "@json" },
  },
};

/** HR Open serves a JSON Schema there; JSON-LD reads a document without `@context` as a context without terms. */
const NO_TERMS: JsonObject = { "@context": {} };

export const LER_RS_CONTEXTS: Readonly<Record<string, JsonObject>> = {
  [LER_RS_WRAPPER]: NO_TERMS,
  [LER_RS_TERMS]: TERMS,
};
