// The JSON Schemas of the credentials that laurel reads and makes, built from the tables: the envelope of each profile
// in both versions of the data model. Stricter than the published ones where those let anything pass: types, contexts
// and their order.
import { VC_V1, VC_V2 } from "../contexts/bundle.ts";
import type { JsonObject } from "../core/json.ts";
import { CLASSES } from "./classes.ts";
import { classSchema, either, listHolding, type Members, properties, when } from "./dialect.ts";
import type { Kind, Vcdm } from "./kind.ts";
import { senseOf } from "./leniency.ts";
import { LER_RS_READING_SCHEMA } from "./ler-rs-reading.ts";
import { PRESENTATION_SCHEMAS } from "./presentation.ts";

const VC = {
  "2.0": { const: VC_V2 },
  "1.1": { const: VC_V1 },
} as const;
const BADGES: JsonObject = {
  type: "string",
  pattern: "^https://purl\\.imsglobal\\.org/spec/ob/v3p0/context(-3\\.\\d\\.\\d)*\\.json$",
  wanted: "the context of Open Badges 3.0",
};
const RECORDS: JsonObject = {
  type: "string",
  pattern: "^https://purl\\.imsglobal\\.org/spec/clr/v2p0/context(-2\\.\\d\\.\\d)*\\.json$",
  wanted: "the context of CLR 2.0, before that of Open Badges",
};

const contexts = (more: JsonObject, ...ordered: readonly JsonObject[]): JsonObject => ({
  type: "array",
  minItems: ordered.length,
  items: ordered,
  additionalItems: more,
});
const ADDRESS: JsonObject = { type: "string", format: "uri" };
/** VCDM, "Contexts": the data model takes contexts written into the credential as well; the profiles do not. */
const ADDRESS_OR_WORDS: JsonObject = when({ type: "string" }, ADDRESS, { type: "object" });

/** Members that every profile takes, by version; the two bounds of validity have other names in 1.1. */
const DATES: Readonly<Record<Vcdm, Members>> = {
  "2.0": { "validFrom!": "instant", validUntil: "instant" },
  "1.1": { "issuanceDate!": "instant", expirationDate: "instant" },
};
const ATTACHED: Members = {
  "proof*": "Proof",
  "credentialSchema*": "CredentialSchema",
  credentialStatus: "Statuses",
  "termsOfUse*": "TermsOfUse",
};
const AWARDED: Members = {
  description: "string",
  awardedDate: "instant",
  "evidence*": "Evidence",
  refreshService: "RefreshService",
};
const SERVED: Members = { "refreshService*": "AnyRefreshService" };
const ENDORSED: Members = { "endorsement*": "Endorsement", "endorsementJwt*": "jws" };

interface Profile {
  readonly contexts: readonly JsonObject[];
  readonly types: readonly (string | readonly string[])[];
  readonly members: Members;
  /** Dates that need not be there. */
  readonly undated?: true;
  /** Subjects of no known class. */
  readonly anySubject?: true;
}

const anySubject: Readonly<Record<Vcdm, Members>> = {
  "2.0": { "credentialSubject+": "ClaimingSubject" },
  "1.1": { "credentialSubject+": "AnySubject" },
};

const BASICS: Profile = {
  contexts: [],
  types: ["VerifiableCredential"],
  members: { id: "uri", "issuer!": "AnyIssuer", "evidence*": "AnyEvidence", ...SERVED },
  anySubject: true,
  undated: true,
};

type Profiled = Exclude<Kind, "presentation" | "ler-rs-body">;

const PROFILES: Readonly<Record<Profiled, Profile>> = {
  "open-badge": {
    contexts: [BADGES],
    types: ["VerifiableCredential", ["OpenBadgeCredential", "AchievementCredential"]],
    members: {
      "id!": "uri",
      name: "string",
      image: "Image",
      "issuer!": "Issuer",
      "credentialSubject!": "AchievementSubject",
      ...AWARDED,
      ...ENDORSED,
    },
  },
  clr: {
    contexts: [RECORDS, BADGES],
    types: ["VerifiableCredential", "ClrCredential"],
    members: {
      "id!": "uri",
      "name!": "string",
      image: "Image",
      partial: "boolean",
      "issuer!": "Issuer",
      "credentialSubject!": "ClrSubject",
      ...AWARDED,
      ...ENDORSED,
    },
  },
  endorsement: {
    contexts: [BADGES],
    types: ["VerifiableCredential", "EndorsementCredential"],
    members: {
      "id!": "uri",
      "name!": "string",
      "issuer!": "Issuer",
      "credentialSubject!": "EndorsementSubject",
      ...AWARDED,
    },
  },
  "status-list": {
    contexts: [],
    types: ["VerifiableCredential", "BitstringStatusListCredential"],
    members: { id: "uri", "issuer!": "AnyIssuer", "credentialSubject!": "BitstringStatusList", ...SERVED },
    undated: true,
  },
  // HR Open 4.5, VerifiableCredentialLER-RSType: the issuer is any text.
  "ler-rs": { ...BASICS, members: { ...BASICS.members, "issuer!": "NamedIssuer" } },
  credential: BASICS,
};

const wholeClass = (members: Members): JsonObject => ({ type: "object", ...properties(members) });

/** Definitions that the tables of classes name but that are choices, not classes. */
const CHOICES: JsonObject = {
  Issuer: when({ type: "string" }, { format: "uri" }, { $ref: "#/$defs/Profile" }),
  NamedIssuer: when({ type: "string" }, { minLength: 1 }, wholeClass({ "id!": "uri" })),
  AnyIssuer: when({ type: "string" }, { format: "uri" }, wholeClass({ "id!": "uri" })),
  AnySubject: { type: "object", properties: { id: { type: "string", format: "uri" } } },
  // VCDM 2.0, section 4.8: a subject about which nothing is claimed is none.
  ClaimingSubject: { type: "object", minProperties: 1, properties: { id: { type: "string", format: "uri" } } },
  Status: when(
    { type: "object", properties: { type: { const: "BitstringStatusListEntry" } }, required: ["type"] },
    { $ref: "#/$defs/BitstringStatusListEntry" },
    { $ref: "#/$defs/CredentialStatus" },
  ),
  // 1EdTech's profiles have one status; several are met, and each of them counts.
  Statuses: either({ minItems: 1, items: { $ref: "#/$defs/Status" } }, { $ref: "#/$defs/Status" }),
  // What stands inside as a credential is judged as one by itself (checks "credentials" and "endorsements").
  Member: wholeClass({ "type+": "string" }),
  Endorsement: wholeClass({ "type+": "string" }),
};

const optional = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).map(([name, word]) => [name.replace("!", ""), word]));

function build(kind: Profiled, vcdm: Vcdm): JsonObject {
  const profile = PROFILES[kind];
  // VCDM 2.0, section 4.9: both bounds may be absent. VCDM 1.1, section 4.6: issuanceDate may not.
  const dates = profile.undated && vcdm === "2.0" ? optional(DATES[vcdm]) : DATES[vcdm];
  const built = properties({
    ...profile.members,
    ...(profile.anySubject ? anySubject[vcdm] : {}),
    ...ATTACHED,
    ...dates,
  });
  const more = profile.contexts.length === 0 ? ADDRESS_OR_WORDS : ADDRESS;
  const list = contexts(more, VC[vcdm], ...profile.contexts);
  const types = listHolding(...profile.types);
  return {
    $schema: "https://json-schema.org/draft/2019-09/schema",
    type: "object",
    properties: {
      ...built.properties,
      "@context": profile.contexts.length === 0 ? either(list, VC[vcdm]) : list,
      type: profile.types.length === 1 ? either(types, { const: "VerifiableCredential" }) : types,
    },
    required: ["@context", "type", ...built.required],
    $defs: {
      ...CHOICES,
      ...Object.fromEntries(Object.entries(CLASSES).map(([name, table]) => [name, classSchema(name, table)])),
    },
  };
}

const built = new Map<string, JsonObject>();

/** The schema of a kind of credential in a version of the data model; the same object each time. */
export function schemaFor(kind: Kind, vcdm: Vcdm): JsonObject {
  if (kind === "presentation") return PRESENTATION_SCHEMAS[vcdm];
  if (kind === "ler-rs-body") return LER_RS_READING_SCHEMA;
  const name = `${kind} ${vcdm}`;
  const schema = built.get(name) ?? build(kind, vcdm);
  built.set(name, schema);
  return schema;
}

const PROFILED: ReadonlySet<Kind> = new Set(["open-badge", "clr", "endorsement"]);

/** The profiles of 1EdTech, which ask for more than the data model does. */
export const isProfiled = (kind: Kind): boolean => PROFILED.has(kind);

/** The same schema, read for its sense: what a signed credential must be at the least (see leniency.ts). */
export function senseFor(kind: Kind, vcdm: Vcdm): JsonObject {
  const name = `sense of ${kind} ${vcdm}`;
  const letter = schemaFor(kind, vcdm);
  if (!isProfiled(kind)) return letter;
  const schema = built.get(name) ?? senseOf(letter, vcdm);
  built.set(name, schema);
  return schema;
}

/** The schemas of every kind and version, to the letter and for their sense. */
export function profileSchemas(): readonly JsonObject[] {
  const kinds = Object.keys(PROFILES) as readonly Profiled[];
  const versions: readonly Vcdm[] = ["1.1", "2.0"];
  const all = kinds.flatMap((kind) => versions.flatMap((vcdm) => [schemaFor(kind, vcdm), senseFor(kind, vcdm)]));
  return [...new Set(all)];
}
