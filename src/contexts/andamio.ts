// The terms of Andamio's badges (https://credentials.andamio.io/context/v1.jsonld), as a table of our own: each name,
// and where it is not a plain word of that vocabulary, what it stands for.
import type { JsonObject } from "../core/json.ts";

const VOCABULARY = "https://credentials.andamio.io/ns/v0#";

const words = (names: string): JsonObject =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, VOCABULARY + name]));
const links = (names: string): JsonObject =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, { "@id": VOCABULARY + name, "@type": "@id" }]));

/** A term whose value is an object with words of its own. */
const holds = (name: string, terms: JsonObject, more: JsonObject = {}): JsonObject => ({
  [name]: { "@id": VOCABULARY + name, "@context": { "@protected": true, ...terms }, ...more },
});

const PREREQUISITE = holds("prereqAttestation", words("policyId sltHash stateHash completionHash"));

const TERMS: JsonObject = {
  "@context": {
    "@version": 1.1,
    "@protected": true,
    andamio: VOCABULARY,
    xsd: "http://www.w3.org/2001/XMLSchema#",
    ...words("AttestationHost OnChainCredentialAnchor network policyId asset claimTxHash"),
    ...links("courseOwner assessor"),
    ...holds("onChainAnchor", {
      ...words("network policyId assetName assetNameAscii assetFingerprint creationTxHash claimTxHash"),
      ...links("explorerUrl"),
      type: `${VOCABULARY}anchorType`,
      creationTime: { "@id": `${VOCABULARY}creationTime`, "@type": "http://www.w3.org/2001/XMLSchema#dateTime" },
    }),
    ...holds("onChainAttestation", {
      ...words("policyId stateHash sltHash completionHash globalStateUtxo globalStateDatumHash verification"),
      type: `${VOCABULARY}attestationType`,
    }),
    ...holds("accessToken", {
      ...words(
        `policyId userTokenAssetName userTokenAssetNameAscii globalStateAssetName globalStateAssetNameAscii alias era
         userTokenHolder globalStateScriptAddress globalStateUtxo`,
      ),
      ...links("image appUrl"),
      name: `${VOCABULARY}tokenName`,
    }),
    ...holds(
      "requires",
      { ...words("enforcement rationale"), ...links("achievementId policyReference"), ...PREREQUISITE },
      { "@container": "@set" },
    ),
    ...PREREQUISITE,
  },
};

export const ANDAMIO_CONTEXTS: Readonly<Record<string, JsonObject>> = {
  "https://credentials.andamio.io/context/v0.jsonld": TERMS,
  "https://credentials.andamio.io/context/v1.jsonld": TERMS,
};
