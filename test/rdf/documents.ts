// Documents as fast-check makes them: credentials of every class that the bundle's contexts know, and what hostile or
// tired hands make of them.
import fc from "fast-check";
import { CLR, DATA_INTEGRITY_V2, KNOWN_CONTEXTS, OB, OB_EXTENSIONS, VC_V1, VC_V2 } from "../../src/contexts/bundle.ts";
import { LER_RS_TERMS } from "../../src/contexts/ler-rs.ts";
import { isObject, type Json, type JsonObject } from "../../src/core/json.ts";
import { changed, placesIn } from "../fuzz/mutation.ts";

const STATUS_2021 = "https://w3id.org/vc/status-list/2021/v1";
const OLDER = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json";
const EXTENSION = "1EdTechJsonSchemaValidator2019";
const ED25519 = "https://w3id.org/security/suites/ed25519-2020/v1";

/** Texts that somebody's software gets wrong: escapes, surrogates, other planes, what looks like syntax or an IRI. */
export const NASTY = [
  "",
  " ",
  '"',
  "\\",
  "a\nb\r\t\b\f",
  "\u0000\u001f\u007f\u0080\u2028\ufeff",
  "\u{1f600}",
  "\uff21",
  "\u{1f600} \uff21",
  "e\u0301 é",
  "<a> <b> .",
  '"x"@en',
  "_:b0",
  "@id",
  "@type",
  "@foo",
  "@",
  "cred:x",
  "obi:x",
  "xsd:string",
  "https://x.example/a b",
  "https://x.example/\u00a0",
  "urn:x:a<b>",
  "a:b",
  ":",
  "//x",
  "__proto__",
  "constructor",
  "toString",
];
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("Welding", "Joins steel.", "Pass the test.", "en", "Course") },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
);
const iri = fc.oneof(
  { weight: 80, arbitrary: fc.nat(6).map((n) => `urn:uuid:00000000-0000-4000-8000-00000000000${n}`) },
  { weight: 40, arbitrary: fc.nat(9).map((n) => `https://x.example/${n}#é`) },
  { weight: 20, arbitrary: fc.constantFrom("did:key:z6Mk", "_:a", "_:b", "obi:Achievement", "cred:id", "mailto:a@b") },
  { weight: 1, arbitrary: fc.constantFrom("", "x", "#x", "/a/b", "a b:c", "1:x", ...NASTY) },
);
const number = fc.constantFrom(0, -0, 1, 3, 1.5, -7, 0.1, 1e-7, 1e20, 1e21, 1e100, 123456789012, 5e-324);
const date = fc.constantFrom("2026-05-01T00:00:00Z", "2026-05-01", "2026-05-01T00:00:00.123+02:00", "yesterday");
const truth = fc.boolean();
const mixed: fc.Arbitrary<Json> = fc.oneof(word, number, date, truth);

/** Members of a class: plain values, or the classes of what stands there. */
type Shape = Readonly<Record<string, fc.Arbitrary<Json> | readonly string[]>>;

const SHAPES: Readonly<Record<string, Shape>> = {
  Profile: {
    name: word,
    url: iri,
    email: word,
    image: ["Image"],
    address: ["Address"],
    otherIdentifier: ["IdentifierEntry"],
    dateOfBirth: date,
    parentOrg: ["Profile"],
    endorsement: ["EndorsementCredential"],
  },
  Image: { caption: word },
  Address: { addressCountry: word, postalCode: word, geo: ["GeoCoordinates"] },
  GeoCoordinates: { latitude: number, longitude: number },
  IdentifierEntry: { identifier: word, identifierType: word },
  AchievementSubject: {
    identifier: ["IdentityObject"],
    achievement: ["Achievement"],
    result: ["Result"],
    source: ["Profile"],
    image: ["Image"],
    role: word,
    term: word,
    licenseNumber: word,
    creditsEarned: number,
    activityStartDate: date,
    narrative: word,
  },
  IdentityObject: { hashed: truth, identityHash: word, identityType: word, salt: word },
  Achievement: {
    name: word,
    description: word,
    achievementType: word,
    criteria: ["Criteria"],
    alignment: ["Alignment"],
    resultDescription: ["ResultDescription"],
    related: ["Related"],
    creator: ["Profile"],
    image: ["Image"],
    tag: fc.array(word, { maxLength: 4 }),
    creditsAvailable: number,
    humanCode: word,
    inLanguage: word,
    version: word,
    otherIdentifier: ["IdentifierEntry"],
    endorsement: ["EndorsementCredential"],
  },
  Criteria: { narrative: word },
  Alignment: { targetCode: word, targetName: word, targetUrl: iri, targetFramework: word, targetType: word },
  Related: { inLanguage: word, version: word },
  ResultDescription: {
    name: word,
    resultType: word,
    allowedValue: fc.array(word, { maxLength: 3 }),
    requiredLevel: iri,
    rubricCriterionLevel: ["RubricCriterionLevel"],
    valueMax: word,
  },
  RubricCriterionLevel: { name: word, level: word, points: word, alignment: ["Alignment"] },
  Result: { value: word, resultDescription: iri, achievedLevel: iri, status: word, alignment: ["Alignment"] },
  Evidence: { name: word, narrative: word, genre: word, audience: word, description: word },
  EndorsementSubject: { endorsementComment: word },
  ClrSubject: {
    achievement: ["Achievement"],
    association: ["Association"],
    verifiableCredential: ["OpenBadgeCredential", "AchievementCredential"],
    identifier: ["IdentityObject"],
  },
  Association: { associationType: word, sourceId: iri, targetId: iri },
  BitstringStatusListEntry: {
    statusPurpose: word,
    statusListIndex: word,
    statusListCredential: iri,
    statusSize: number,
    statusMessage: word,
  },
  StatusList2021Entry: { statusPurpose: word, statusListIndex: word, statusListCredential: iri },
  BitstringStatusList: { statusPurpose: word, encodedList: word, ttl: number },
  [EXTENSION]: {},
  JsonSchema: { digestSRI: word },
  DataIntegrityProof: {
    cryptosuite: word,
    created: date,
    expires: date,
    verificationMethod: iri,
    proofPurpose: fc.constantFrom("assertionMethod", "authentication", "nonsense", "sec:x"),
    proofValue: word,
    nonce: word,
  },
  Ed25519Signature2020: { created: date, verificationMethod: iri, proofPurpose: word, proofValue: word },
};

/** Contexts that stand together, and the classes that they define for what surrounds a credential. */
interface Family {
  readonly contexts: readonly string[];
  readonly schema: string;
  readonly status: string;
  readonly suite: string;
}
const NEWER = { schema: "JsonSchema", status: "BitstringStatusListEntry", suite: "DataIntegrityProof" };
const FAMILIES: readonly Family[] = [
  { ...NEWER, contexts: [VC_V2, CLR, OB] },
  { ...NEWER, contexts: [VC_V2, CLR, OB, DATA_INTEGRITY_V2] },
  { ...NEWER, contexts: [VC_V2, CLR, OB, OB_EXTENSIONS, ED25519], schema: EXTENSION, suite: "Ed25519Signature2020" },
  {
    contexts: [VC_V1, OLDER, STATUS_2021, ED25519, OB_EXTENSIONS],
    schema: EXTENSION,
    status: "StatusList2021Entry",
    suite: "Ed25519Signature2020",
  },
];

/** Credentials by their own type, each with what its subject is. */
const SUBJECTS: Readonly<Record<string, string>> = {
  OpenBadgeCredential: "AchievementSubject",
  AchievementCredential: "AchievementSubject",
  EndorsementCredential: "EndorsementSubject",
  ClrCredential: "ClrSubject",
};

/** Contexts of any kind. */
const contexts: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>([VC_V2, OB], [VC_V2, CLR, OB], [VC_V1, STATUS_2021], VC_V2, [VC_V2, OB, ED25519], [VC_V2, CLR]),
  fc.shuffledSubarray([...KNOWN_CONTEXTS], { maxLength: 4 }),
  fc.constantFrom<Json>([], "https://x.example/unknown", [VC_V2, OB, LER_RS_TERMS]),
);

/** Some of these members, often none, seldom many. */
function some(members: Readonly<Record<string, fc.Arbitrary<Json>>>, chance: number): fc.Arbitrary<JsonObject> {
  const names = Object.keys(members);
  return fc
    .tuple(...names.map((name) => fc.tuple(fc.nat(99), members[name] ?? fc.constant(null))))
    .map((drawn) =>
      Object.fromEntries(
        drawn.flatMap(([luck, value], index): [string, Json][] => (luck < chance ? [[names[index] ?? "", value]] : [])),
      ),
    );
}

const oneOrSeveral = (one: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof({ weight: 3, arbitrary: one }, { weight: 2, arbitrary: fc.array(one, { minLength: 0, maxLength: 2 }) });

function classNamed(name: string, depth: number, family: Family): fc.Arbitrary<Json> {
  if (depth > 4) return iri.map((id) => ({ id }));
  if (Object.hasOwn(SUBJECTS, name)) return credentialNamed(name, depth, family);
  const members = Object.fromEntries(
    Object.entries(SHAPES[name] ?? {}).map(([member, value]): [string, fc.Arbitrary<Json>] => [
      member,
      value instanceof fc.Arbitrary
        ? value
        : oneOrSeveral(fc.constantFrom(...value).chain((other) => classNamed(other, depth + 1, family))),
    ]),
  );
  const types = fc.oneof(
    { weight: 6, arbitrary: fc.constant<Json>([name]) },
    { weight: 3, arbitrary: fc.constant<Json>(name) },
    { weight: 1, arbitrary: fc.constantFrom<Json>([name, "Profile"], ["Address", name], [name, name]) },
  );
  return fc
    .tuple(some({ id: iri }, 60), some({ type: types }, 99), some(members, depth < 3 ? 45 : 25))
    .map(([id, type, rest]) => ({ ...id, ...type, ...rest }));
}

function credentialNamed(name: string, depth: number, around?: Family): fc.Arbitrary<Json> {
  const own = around === undefined || depth % 2 === 1 ? fc.constantFrom(...FAMILIES) : fc.constant(around);
  return own.chain((family) => {
    const of = (other: string) => classNamed(other, depth + 2, family);
    const members = {
      name: word,
      description: word,
      issuer: fc.oneof(iri, of("Profile")),
      validFrom: date,
      ...(name === "OpenBadgeCredential" ? { awardedDate: date, image: of("Image") } : {}),
      credentialSubject: oneOrSeveral(classNamed(SUBJECTS[name] ?? "", depth + 1, family)),
      credentialStatus: of(family.status),
      credentialSchema: of(family.schema),
      evidence: oneOrSeveral(of("Evidence")),
      proof: oneOrSeveral(of(family.suite)),
    };
    const context: Json = family.contexts;
    return fc.tuple(some({ id: iri }, 80), some(members, 55)).map(([id, rest]) => ({
      ...(family === around ? {} : { "@context": context }),
      ...id,
      type: ["VerifiableCredential", name],
      ...rest,
    }));
  });
}

/** What a member may be changed to. */
const odd: fc.Arbitrary<Json> = fc.oneof(
  mixed,
  iri,
  fc.constantFrom<Json>(
    null,
    [],
    {},
    [[]],
    [["a"], "b"],
    [null, "a"],
    { "@value": "x", "@language": "en" },
    { "@value": "x", "@type": "xsd:date" },
    { "@value": null },
    { "@list": ["a"] },
    { "@set": ["a", "b"] },
    { "@graph": [{ id: "urn:x:1", name: "x" }] },
    { "@reverse": {} },
    { id: "urn:x:1" },
    { "@id": "urn:x:1" },
    { type: [] },
    { type: ["Achievement", "Nonsense"] },
    { type: "Profile", name: "x", "@type": "Image" },
    { "@context": [VC_V2, OB], type: ["VerifiableCredential"] },
    { "@context": [], name: "x" },
    { "@context": null },
    { "@context": { name: "urn:x:name" }, name: "x" },
    { "@context": "https://x.example/unknown" },
    { en: "x", de: "y" },
    ["urn:x:1", { id: "urn:x:2", type: "Image", caption: "x" }],
  ),
);

/** Names of members: every term of the shapes, aliases, keywords, IRIs, and what is none of these. */
const NAMES = [
  ...new Set(Object.values(SHAPES).flatMap((shape) => Object.keys(shape))),
  ..."id type @id @type @context @value @graph @list @language @index @included @nest @reverse holder name".split(" "),
  ..."verifiableCredential proof https://schema.org/name schema:name cred:x obi:x _:p xsd undefinedTerm @foo".split(
    " ",
  ),
  ..."lerrsType termsOfUse refreshService relatedResource confidenceMethod constructor toString a\u0020b:c 1:x".split(
    " ",
  ),
];
const TYPES = [
  ...Object.keys(SHAPES),
  "VerifiablePresentation",
  "VerifiableCredential",
  "Nonsense",
  "obi:X",
  "urn:x:T",
  "@id",
];

type Change = (document: Json) => Json;

const at = (fits: (value: Json) => boolean, change: (value: Json, other: number) => Json | undefined) =>
  fc.tuple(fc.nat(), fc.nat()).map(([place, other]): Change => {
    return (document) => {
      const places = placesIn(document, fits);
      const path = places[place % Math.max(places.length, 1)];
      return path === undefined ? document : (changed(document, path, (value) => change(value, other)) ?? {});
    };
  });

const renamed = (value: Json, from: string, to: string): Json =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key === from ? to : key, one]))
    : value;
const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(list.length, 1)];

const changes: fc.Arbitrary<Change> = fc.oneof(
  odd.chain((value) =>
    at(
      () => true,
      () => value,
    ),
  ),
  odd.chain((value) =>
    fc.constantFrom(...NAMES).chain((name) => at(isObject, (node) => ({ ...(node as JsonObject), [name]: value }))),
  ),
  at(isObject, (node, other) => renamed(node, other % 2 === 0 ? "id" : "type", other % 2 === 0 ? "@id" : "@type")),
  at(isObject, (node, other) =>
    renamed(node, pick(Object.keys(node as JsonObject), other) ?? "", pick(NAMES, other) ?? ""),
  ),
  at(
    () => true,
    (value) => [value],
  ),
  at(Array.isArray, (value) => [...(value as readonly Json[]), ...(value as readonly Json[])]),
  at(Array.isArray, (value) => [...(value as readonly Json[])].reverse()),
  at(Array.isArray, (value) => (value as readonly Json[])[0]),
  fc
    .array(fc.constantFrom(...TYPES), { maxLength: 4 })
    .chain((type) => at(isObject, (node) => ({ ...(node as JsonObject), type }))),
  contexts.chain((context) => at(isObject, (node) => ({ ...(node as JsonObject), "@context": context }))),
  at(
    (value) => typeof value === "string",
    () => undefined,
  ),
);

/** A document, most often one that JSON-LD takes. */
export const documents: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc
      .constantFrom(...Object.keys(SUBJECTS), "OpenBadgeCredential", "ClrCredential")
      .chain((name) => credentialNamed(name, 0)),
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 4, arbitrary: fc.array(changes, { maxLength: 3 }) }),
  )
  .map(([document, list]) => list.reduce((made, change) => change(made), document))
  .filter(isObject);
