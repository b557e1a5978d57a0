// The terms of the examples in the Verifiable Credentials Data Model 1.1, which many first credentials were made after: as
// tables of names, with the rights vocabulary (ODRL 2.2) that they bring along. (Those of 2.0 give a meaning to every
// word there is, and so to any misspelt one: they are no part of the bundle.)
import type { JsonObject } from "../core/json.ts";

const wordsOf = (names: string): readonly string[] => names.trim().split(/\s+/);
const plain = (prefix: string, names: string): JsonObject =>
  Object.fromEntries(wordsOf(names).map((name) => [name, `${prefix}:${name}`]));
/** Words whose values are identifiers (`@id`), or words of the vocabulary (`@vocab`). */
const typed = (prefix: string, type: string, names: string): JsonObject =>
  Object.fromEntries(wordsOf(names).map((name) => [name, { "@id": `${prefix}:${name}`, "@type": type }]));

const RIGHTS_PREFIXES: JsonObject = {
  odrl: "http://www.w3.org/ns/odrl/2/",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  owl: "http://www.w3.org/2002/07/owl#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  dct: "http://purl.org/dc/terms/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  foaf: "http://xmlns.com/foaf/0.1/",
  schema: "http://schema.org/",
  cc: "http://creativecommons.org/ns#",
};

const RIGHTS = `
  Policy Rule ConflictTerm perm prohibit invalid Agreement Assertion Offer Privacy Request Set Ticket Asset
  AssetCollection Party PartyCollection PartyScope Action Permission Prohibition use grantUse aggregate annotate
  anonymize archive concurrentUse derive digitize display distribute execute extract give index install modify move
  play present print read reproduce sell stream textToSpeech transfer transform translate Duty acceptTracking
  attribute compensate delete ensureExclusivity include inform nextPolicy obtainConsent reviewPolicy uninstall
  watermark Constraint LogicalConstraint Operator RightOperand rightOperand LeftOperand unit status absolutePosition
  absoluteSpatialPosition absoluteTemporalPosition absoluteSize count dateTime delayPeriod deliveryChannel
  elapsedTime event fileFormat language media meteredTime payAmount percentage product purpose recipient
  relativePosition relativeSpatialPosition relativeTemporalPosition relativeSize resolution spatial
  spatialCoordinates systemDevice timeInterval unitOfCount version virtualLocation eq gt gteq lt lteq isA hasPart
  isPartOf isAllOf isAnyOf isNoneOf or xone and andSequence policyUsage`;
const RIGHTS_LINKS = `
  profile inheritFrom relation hasPolicy target output partOf source assignee assigner assigneeOf assignerOf
  attributedParty attributingParty compensatedParty compensatingParty consentingParty consentedParty informedParty
  informingParty trackingParty trackedParty contractingParty contractedParty includedIn implies permission
  prohibition obligation duty consequence remedy constraint refinement`;
const RIGHTS_CHOICES = "conflict function action operator leftOperand";

const ODRL: JsonObject = {
  ...RIGHTS_PREFIXES,
  uid: "@id",
  type: "@type",
  ...plain("odrl", RIGHTS),
  ...typed("odrl", "@id", RIGHTS_LINKS),
  ...typed("odrl", "@vocab", RIGHTS_CHOICES),
  rightOperandReference: { "@id": "odrl:rightOperandReference", "@type": "xsd:anyURI" },
  dataType: { "@id": "odrl:datatype", "@type": "xsd:anyType" },
  // As published, with a colon and a g too many.
  industry: "odrl:industry:",
  neq: "odrl:neg",
};

const NAMES = `
  3rdPartyCorrelation AllVerifiers Archival BachelorDegree Child CLCredentialDefinition2019 CLSignature2019
  IssuerPolicy HolderPolicy Mother RelationshipCredential UniversityDegreeCredential AlumniCredential
  DisputeCredential PrescriptionCredential ZkpExampleSchema2018 issuerData attributes signature
  signatureCorrectnessProof primaryProof nonRevocationProof degree degreeType degreeSchool college referenceId
  documentPresence evidenceDocument subjectPresence currentStatus statusReason prescription`;

const EXAMPLES: JsonObject = {
  ex: "https://example.org/examples#",
  schema: "http://schema.org/",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  ...plain("ex", NAMES),
  ...typed("ex", "@id", "child parent verifier"),
  ...plain("schema", "givenName familyName spouse"),
  ...typed("schema", "rdf:HTML", "alumniOf name"),
};

/** One table for the list that is published, where each of the three goes before the next. */
export const EXAMPLES_V1: JsonObject = { "@context": { "@version": 1.1, ...ODRL, ...EXAMPLES } };
