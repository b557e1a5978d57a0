// The ways of credentials into a record, and what strict receivers say of a record that has taken each. The tests make
// a record for every row, and hold the row to the published schema and to JSON-LD processors of others.

export interface WayIn {
  /** What comes in. */
  readonly credential: string;
  /** How it stands in the record; for what is refused, the way out. */
  readonly way: string;
  /** What the CLR 2.0 schema that 1EdTech publishes says of the record; absent where there is none. */
  readonly schema?: "passes" | "fails";
  /** What JSON-LD in safe mode says, which certification asks for. */
  readonly contexts?: "pass" | "fail";
  /** What else a strict receiver is known to say. */
  readonly receivers: string;
}

export const WAYS = {
  newest: {
    credential: "a badge of data model 2.0 with an embedded proof and the newest context of Open Badges",
    way: "embedded, as it came",
    schema: "passes",
    contexts: "pass",
    receivers: "nothing",
  },
  older: {
    credential: "the same with an older context (3.0.2), as all badges of the record",
    way: "embedded, as it came; the record names the older context too",
    schema: "passes",
    contexts: "pass",
    receivers: "1EdTech's validator warns of the older context",
  },
  token: {
    credential: "a badge that is a JWT, of data model 2.0",
    way: "with --proof vc-jwt, in an envelope (EnvelopedVerifiableCredential); refused otherwise",
    schema: "fails",
    contexts: "pass",
    receivers: "the schema wants issuer, dates and subject in plain; 1EdTech's validator passes over envelopes",
  },
  "older-token": {
    credential: "a badge that is a JWT, of data model 1.1",
    way: "as a JWT of 2.0",
    schema: "fails",
    contexts: "pass",
    receivers: "the same",
  },
  "older-model": {
    credential: "a badge of data model 1.1 with an embedded proof, as all badges of the record",
    way: "embedded, as it came; the record is of data model 1.1 too",
    schema: "fails",
    contexts: "pass",
    receivers: "the schema wants validFrom; 1EdTech's validator takes 1.1 with a warning",
  },
  "mixed-contexts": {
    credential: "badges of two versions of a context",
    way: "refused: one record for each version",
    receivers: "JSON-LD has no meaning for them together",
  },
  "mixed-models": {
    credential: "badges with embedded proofs of both data models",
    way: "refused: one record for each data model",
    receivers: "JSON-LD has no meaning for them together",
  },
  unsigned: {
    credential: "a badge without a signature, also in a CLR",
    way: "refused: ask its issuer for it as a signed badge",
    receivers: "1EdTech's validator wants a proof on every badge in a record",
  },
} as const satisfies Record<string, WayIn>;
