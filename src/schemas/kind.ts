// What a document claims to be: its profile, and its version of the Verifiable Credentials data model.
import { VC_V2 } from "../contexts/bundle.ts";
import { type JsonObject, stringsOf } from "../core/json.ts";

export type Kind =
  | "open-badge"
  | "clr"
  | "endorsement"
  | "status-list"
  | "ler-rs"
  /** An LER-RS as plain JSON, which nobody signed as a whole. */
  | "ler-rs-body"
  | "presentation"
  | "credential";
export type Vcdm = "1.1" | "2.0";

/** Type words of each profile. LER-RS has no agreed one: these are the four that are in use. */
const TYPES: readonly (readonly [word: string, kind: Kind])[] = [
  ["ClrCredential", "clr"],
  ["OpenBadgeCredential", "open-badge"],
  ["AchievementCredential", "open-badge"],
  ["EndorsementCredential", "endorsement"],
  ["BitstringStatusListCredential", "status-list"],
  ["LER-RS VC", "ler-rs"],
  ["LERRSCredential", "ler-rs"],
  ["TrustedCareerProfileCredential", "ler-rs"],
];
/** HR Open's addresses of the body's schema, 4.4 to 4.6; the last of these renamed it Trusted Career Profile. */
const LER_RS_TYPE =
  /^https?:\/\/[a-z.]{0,40}hropen[a-z]{0,20}\.org\/4\.\d[^/]*\/recruiting\/json[^/]*\/(?:[a-z-]+\/)?(?:LER-RS|TrustedCareerProfile)Type\.json$/;

export const isCredentialType = (types: readonly string[]): boolean => types.includes("VerifiableCredential");

export function kindOf(document: JsonObject): { readonly kind: Kind; readonly vcdm: Vcdm } {
  const types = stringsOf(document["type"]);
  const vcdm = stringsOf(document["@context"]).includes(VC_V2) ? "2.0" : "1.1";
  const record = types.some((type) => LER_RS_TYPE.test(type));
  const named = TYPES.find(([word]) => types.includes(word))?.[1] ?? (record ? "ler-rs" : undefined);
  if (isCredentialType(types)) return { kind: named ?? "credential", vcdm };
  if (types.includes("VerifiablePresentation")) return { kind: "presentation", vcdm };
  return { kind: record ? "ler-rs-body" : (named ?? "credential"), vcdm };
}

/** The type word that says most of a document: that of its profile, else the first one of its own. */
export function typeOf(document: JsonObject): string | undefined {
  const types = stringsOf(document["type"]);
  const own = types.filter((type) => type !== "VerifiableCredential");
  return TYPES.find(([word]) => own.includes(word))?.[0] ?? own[0] ?? types[0];
}
