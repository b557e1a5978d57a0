// Badges about one learner or another, signed, and merge over the files of a desk.
import type { JsonObject } from "../../src/core/json.ts";
import type { SigningKey } from "../../src/dids/signing-key.ts";
import { securing } from "../../src/proofs/secure.ts";
import { ATTACKER, badge, issuerKey } from "../checks/forge.ts";
import type { Desk } from "../desk.ts";

const CREATED = "2026-05-02T00:00:00Z";

export async function signed(
  document: JsonObject,
  key: SigningKey = issuerKey,
  proof = "eddsa-rdfc-2022",
  created = CREATED,
) {
  const issuer = (document["issuer"] as JsonObject)["id"] as string;
  return (await securing(proof, key).secure(document, { key, issuer, created })).text;
}

export const identity = (identityType: string, identityHash: string): JsonObject => ({
  type: "IdentityObject",
  hashed: false,
  identityHash,
  identityType,
});

let count = 0;
/** A badge about whom `who` says: `did`, `id` (a number at the issuer), `email`. */
export function about(who: { did?: string; id?: string; email?: string }, changes: JsonObject = {}): JsonObject {
  const { did, id, email } = who;
  const base = badge();
  const identifier = [
    ...(email === undefined ? [] : [identity("emailAddress", email)]),
    ...(id === undefined ? [] : [identity("systemId", id)]),
  ];
  return {
    ...base,
    id: `urn:uuid:00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`,
    credentialSubject: {
      ...(did === undefined ? {} : { id: did }),
      type: ["AchievementSubject"],
      ...(identifier.length === 0 ? {} : { identifier }),
      achievement: (base["credentialSubject"] as JsonObject)["achievement"] as JsonObject,
    },
    ...changes,
  };
}
export const byOther: JsonObject = { issuer: { id: ATTACKER, type: ["Profile"], name: "Other College" } };

export const membersOf = (document: JsonObject | undefined): readonly JsonObject[] =>
  ((document?.["credentialSubject"] ?? {}) as { verifiableCredential?: JsonObject[] }).verifiableCredential ?? [];
export const merge = ({ run, at }: Desk, files: readonly string[], ...flags: readonly string[]) =>
  run("merge", ...files.map((file) => at(file)), ...flags);
export const perLearner = (one: Desk) => merge(one, ["in"], "--per-learner", "--out", one.at("records"));
