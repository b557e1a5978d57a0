// What laurel says of the published cases where it is stricter on purpose than their authors ask for, or where it
// cannot tell yet: case by case, with the code of the finding that decides.

/** Why each of these codes outranks what the case would accept. */
export const REASONS = {
  SHAPE_CONTEXT: "a context written into it takes the prefix of a standard's vocabulary (the shape gate)",
  SHAPE_TYPE: "a null or another JSON type in a field that decides the verdict (the shape gate)",
  SCHEMA:
    "a member that its profile or its data model demands is missing or malformed, as the published schema finds too",
  STATUS_LIST_OTHER: "a status list of another issuer, whom no list of trust names, vouches for nothing",
  CONTEXT_COUNTERFEIT: "an address with a space in it is none",
  CONTEXT_INVALID: "its contexts redefine each other's protected terms, so nobody can process it as JSON-LD",
  CONTEXT_UNKNOWN: "a context that is not in the bundle is never fetched: laurel cannot tell",
  KEY_NOT_ISSUERS: "its key is named as another's than its issuer's, which is plain without the key",
  SIGNATURE_WRONG: "its proofs name proofs before them, and do not sign them as VC Data Integrity says",
  PROOF_MALFORMED: "its detached JWS holds a payload",
  MANDATORY_MISSING: "nothing tells whether the holder left out an end or a status",
  NOT_A_CREDENTIAL: "a token whose payload holds no credential",
  MEMBER_INVALID: "the presentation or record holds, but a credential in it does not",
  MEMBER_INCONCLUSIVE: "a credential in it is signed in a way that laurel does not check",
  PROOF_UNSUPPORTED: "laurel does not check selective disclosure by SD-JWT",
} as const;

/** Suites and algorithms that laurel names as unsupported: its answer is then `inconclusive` whatever the truth. */
export const UNCHECKED = new Set(["JsonWebSignature2020", "VC-JWT ES256K", "VC-JWT ES256K-R", "VC-JWT ES512"]);

export const STRICTER: Readonly<Record<string, keyof typeof REASONS>> = {
  "clr2/1edtech-simple_old_safesigned": "MEMBER_INVALID",
  "ob3-di/dcc-v1-dataIntegrityProof-didKey-mixedRegistry-validStatus-noExpiry": "STATUS_LIST_OTHER",
  "ob3-di/dcc-v1-ed25519-didWeb-oidf-validStatus-noExpiry": "STATUS_LIST_OTHER",
  "ob3-di/digitalcredent-Verify.experimentation.spec": "STATUS_LIST_OTHER",
  "ob3-di/digitalcredent-v2didWebWithValidStatus": "STATUS_LIST_OTHER",
  "ob3-di/jff-plugfest-1-2022-plugfest-1-ex-1": "CONTEXT_UNKNOWN",
  "ob3-jwt/openwallet-fou-credo-sd-jwt-vc": "CONTEXT_INVALID",
  "ob3-jwt/sphereon-opens-digitalCredential.store.test": "SCHEMA",
  "vc-jwt/decentralized-verifiableDataEIP712": "SCHEMA",
  "vc-jwt/hyperledger-vc_jwt": "KEY_NOT_ISSUERS",
  "vc-jwt/mosip-sdJwt": "SHAPE_TYPE",
  "vc-jwt/openwallet-fou-credo-jwt-vc-v2": "MEMBER_INVALID",
  "vc-jwt/openwallet-fou-credo-sd-jwt-vc": "PROOF_UNSUPPORTED",
  "vc-jwt/tbd54566975-VerifiableCredentialTest-5": "SHAPE_TYPE",
  "vc-jwt/transmute-indu-ES384.complex.signed": "CONTEXT_COUNTERFEIT",
  "vc-jwt/transmute-indu-holder-claims.jwt.verified": "SCHEMA",
  "vc-jwt/transmute-indu-jose.complex-object-signed": "CONTEXT_COUNTERFEIT",
  "vc-jwt/velocitycareer-credentials": "SCHEMA",
  "vc-jwt/web5-credentials-bad-missing-kid": "NOT_A_CREDENTIAL",
  "vc-ld/blockchain-cer-derived-credential": "SCHEMA",
  "vc-ld/danubetech-examples-ldp-vp": "MEMBER_INCONCLUSIVE",
  "vc-ld/digitalbazaar-README-3": "SCHEMA",
  "vc-ld/filip26-0002-out": "SHAPE_TYPE",
  "vc-ld/filip26-0003-out": "SHAPE_TYPE",
  "vc-ld/filip26-0005-out": "SHAPE_TYPE",
  "vc-ld/hyperledger-didconfig_test-0": "CONTEXT_UNKNOWN",
  "vc-ld/learningeconom-proof-chain": "SIGNATURE_WRONG",
  "vc-ld/learningeconom-sample-vcs-TAMPERED_BOOST_CERTIFICATE": "SHAPE_CONTEXT",
  "vc-ld/mosip-Ed25519Signature2018SignedVP-didKey": "PROOF_MALFORMED",
  "vc-ld/mosip-InvalidDidUrlSunbirdVC": "KEY_NOT_ISSUERS",
  "vc-ld/spruceid-verification_3-input": "MANDATORY_MISSING",
  "vc-ld/transmute-indu-case-6": "CONTEXT_UNKNOWN",
  "vc-ld/w3c-ccg-case-1-2": "MEMBER_INCONCLUSIVE",
  "vc-ld/w3c-ccg-case-12": "CONTEXT_UNKNOWN",
};
