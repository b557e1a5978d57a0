// The terms of CLR 2.0 as tables of term and IRI: no package carries that context.
import type { JsonObject } from "../core/json.ts";

const CLR = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#";
const CREDENTIALS = "https://www.w3.org/2018/credentials#";

/** The vocabulary of Open Badges moved between the two versions of this context. */
const BADGES = {
  "2.0.0": "https://purl.imsglobal.org/spec/ob/v3p0/vocab.html#",
  "2.0.1": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
} as const;

/** `xsd` is no prefix in these contexts: the datatype stays the text "xsd:…", and signatures cover it so. */
const ANY_URI = "xsd:anyURI";
const BOOLEAN = "xsd:boolean";

const keywords = { id: "@id", type: "@type" } as const;

const set = (iri: string, type: string): JsonObject => ({ "@id": iri, "@type": type, "@container": "@set" });

function context(version: keyof typeof BADGES): JsonObject {
  const newer = version === "2.0.1";
  return {
    "@context": {
      ...keywords,
      ClrCredential: {
        "@id": `${CLR}ClrCredential`,
        "@context": { ...keywords, ...(newer ? { partial: { "@id": `${CLR}partial`, "@type": BOOLEAN } } : {}) },
      },
      ClrSubject: {
        "@id": `${CLR}ClrSubject`,
        "@context": {
          ...keywords,
          // Two prefixes hold in everything below a subject: identifiers that begin so are read as IRIs of theirs.
          cred: CREDENTIALS,
          obi: BADGES[version],
          achievement: set(`${CLR}achievement`, "obi:Achievement"),
          association: set(`${CLR}association`, `${CLR}Association`),
          verifiableCredential: set(`${CLR}verifiableCredential`, "cred:verifiableCredential"),
          ...(newer ? { identifier: set(`${CLR}identifier-1`, "obi:Identifier") } : {}),
        },
      },
      Association: {
        "@id": `${CLR}Association`,
        "@context": {
          associationType: { "@id": `${CLR}AssociationType` },
          sourceId: { "@id": `${CLR}sourceId`, "@type": ANY_URI },
          targetId: { "@id": `${CLR}targetId`, "@type": ANY_URI },
        },
      },
    },
  };
}

export const CLR_2_0_0: JsonObject = context("2.0.0");
export const CLR_2_0_1: JsonObject = context("2.0.1");
