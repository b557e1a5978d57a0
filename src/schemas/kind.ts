// What a credential claims to be: its profile, and its version of the Verifiable Credentials data model.
import { VC_V2 } from "../contexts/bundle.ts";
import { type JsonObject, stringsOf } from "../core/json.ts";

export type Kind = "open-badge" | "clr" | "endorsement" | "status-list" | "ler-rs" | "credential";
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
const LER_RS_TYPE = /^https?:\/\/schema\.hropenstandards\.org\/4\.\d\/recruiting\/json\/(?:ler-rs\/)?LER-RSType\.json$/;

export function kindOf(document: JsonObject): { readonly kind: Kind; readonly vcdm: Vcdm } {
  const types = stringsOf(document["type"]);
  const named = TYPES.find(([word]) => types.includes(word))?.[1];
  const kind = named ?? (types.some((type) => LER_RS_TYPE.test(type)) ? "ler-rs" : "credential");
  return { kind, vcdm: stringsOf(document["@context"]).includes(VC_V2) ? "2.0" : "1.1" };
}

/** The type word that says most of a credential: that of its profile, else the first one of its own. */
export function typeOf(document: JsonObject): string | undefined {
  const types = stringsOf(document["type"]);
  const own = types.filter((type) => type !== "VerifiableCredential");
  return TYPES.find(([word]) => own.includes(word))?.[0] ?? own[0] ?? types[0];
}
