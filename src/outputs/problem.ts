// Problem types (RFC 9457) for findings that failed or could not be told: an address for each code that stays the same,
// where one fits that of the W3C's own list.
import type { Finding } from "../core/finding.ts";

export interface Problem {
  readonly type: string;
  readonly title: string;
}

const VCDM = "https://www.w3.org/TR/vc-data-model#";
const SECURITY = "https://w3id.org/security#";
const STATUS = "https://www.w3.org/ns/credentials/status-list#";

type Row = readonly [type: string, title: string, codes: string];

/**
 * Verifiable Credentials Data Model 2.0, section 7.1 (problem details); Data Integrity 1.0, section 4.7; Controlled
 * Identifiers 1.0, section 3.5; Bitstring Status List 1.0, section 3.5.
 */
const ROWS: readonly Row[] = [
  [
    `${VCDM}PARSING_ERROR`,
    "The input cannot be read",
    "PARSE JSON_INVALID FILE_EMPTY FILE_TOO_LARGE ENCODING NOT_A_CREDENTIAL VERSION_MIXED",
  ],
  [
    `${VCDM}CRYPTOGRAPHIC_SECURITY_ERROR`,
    "The signature does not fit the credential",
    "SIGNATURE_WRONG PROOF_MISSING ALGORITHM_REFUSED HEADER_REFUSED TOKEN_KIND",
  ],
  [
    `${VCDM}MALFORMED_VALUE_ERROR`,
    "A value is not of the form that the standard wants",
    `SHAPE_NULL SHAPE_TYPE SHAPE_IRI_KEY SHAPE_KEYWORD SHAPE_DISPLACED TYPE_WRONG SUBJECT_UNNAMED ISSUER_MISSING
     DATE_MALFORMED CLAIM_MALFORMED CLAIM_MISMATCH CONTEXT_COUNTERFEIT CONTEXT_INVALID TERM_UNDEFINED STATUS_MALFORMED`,
  ],
  [
    `${VCDM}RANGE_ERROR`,
    "A value lies outside of its range",
    "EXPIRED NOT_YET_VALID DATES_REVERSED VALUE_OUT_OF_RANGE",
  ],
  [
    `${SECURITY}PROOF_VERIFICATION_ERROR`,
    "A proof is not sound",
    "PROOF_MALFORMED PROOF_EXPIRED PURPOSE_WRONG KEY_KIND",
  ],
  [`${SECURITY}PROOF_TRANSFORMATION_ERROR`, "The credential cannot be put in canonical form", "GRAPH_TOO_HARD"],
  [
    `${SECURITY}INVALID_CONTROLLED_IDENTIFIER_DOCUMENT`,
    "The issuer's document, or the key in it, cannot be used",
    "KEY_UNUSABLE",
  ],
  [
    `${SECURITY}INVALID_VERIFICATION_METHOD`,
    "The key is not one of the issuer's",
    "KEY_NOT_ISSUERS KEY_NOT_LISTED KEY_CONTROLLER KEY_REVOKED",
  ],
  [
    `${SECURITY}INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD`,
    "The issuer's key is not for signing credentials",
    "KEY_PURPOSE",
  ],
  [`${STATUS}STATUS_RETRIEVAL_ERROR`, "The status list could not be had", "STATUS_UNAVAILABLE"],
  [
    `${STATUS}STATUS_VERIFICATION_ERROR`,
    "The status list cannot be relied on",
    "STATUS_LIST_INVALID STATUS_LIST_OTHER",
  ],
];

const PROBLEMS: ReadonlyMap<string, Problem> = new Map(
  ROWS.flatMap(([type, title, codes]) => codes.split(/\s+/).map((code): [string, Problem] => [code, { type, title }])),
);

/** `MEMBER_INVALID` as `Member invalid`. */
const words = (code: string): string => {
  const said = code.toLowerCase().replaceAll("_", " ");
  return said.charAt(0).toUpperCase() + said.slice(1);
};

/** The problem that a finding is an instance of; undefined for one that speaks for the credential, or not at all. */
export function problemOf({ status, code }: Finding): Problem | undefined {
  if (code === undefined || (status !== "failed" && status !== "unknown")) return undefined;
  return PROBLEMS.get(code) ?? { type: `urn:laurel:problem:${code}`, title: words(code) };
}
