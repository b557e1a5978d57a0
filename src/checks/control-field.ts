// The fields that decide what a credential means and whether it holds: of which JSON type each is, and where it stands.
import { isObject, type Json, type JsonObject, objectsOf, type Path, stringsOf } from "../core/json.ts";
import { HOLDERS as ORIGINALS } from "./original.ts";
import { secondNamesIn } from "./vocabulary.ts";

/** Members under which a credential may stand inside another, and so bring contexts of its own. */
export const HOLDERS: ReadonlySet<string> = new Set([...ORIGINALS, "endorsement"]);

/** An LER-RS in one JSON literal: its words are signed as they stand, and JSON-LD reads nothing in it. */
export const LITERAL = "lerrsType";

const CREDENTIAL_TYPES = new Set(["VerifiableCredential", "EnvelopedVerifiableCredential"]);

type Form = readonly [wanted: string, fits: (value: Json) => boolean];

/** Items of a control field that is a list; each of them costs work, and no honest credential has a tenth of it. */
const MOST_ITEMS = 64;

const isText: (value: Json) => boolean = (value) => typeof value === "string" && value !== "";
const filled = (value: Json, fits: (item: Json) => boolean) =>
  Array.isArray(value) && value.length > 0 && value.length <= MOST_ITEMS && value.every(fits);

const TEXT: Form = ["a string", isText];
export const TEXTS: Form = [
  `a string or a list of 1 to ${MOST_ITEMS} strings`,
  (value) => isText(value) || filled(value, isText),
];
const OBJECTS: Form = [
  `an object or a list of 1 to ${MOST_ITEMS} objects`,
  (value) => isObject(value) || filled(value, isObject),
];
const CONTEXTS: Form = [
  `the address of a context, or a list of 1 to ${MOST_ITEMS} of them`,
  (value) => isText(value) || filled(value, (item) => isText(item) || isObject(item)),
];
const NAMED: Form = ["a string or an object", (value) => isText(value) || isObject(value)];

/** Exact JSON types of the fields that decide what a credential means and whether it holds. */
export const CONTROL_FIELDS: Readonly<Record<string, Form>> = {
  "@context": CONTEXTS,
  id: TEXT,
  type: TEXTS,
  issuer: NAMED,
  validFrom: TEXT,
  validUntil: TEXT,
  issuanceDate: TEXT,
  expirationDate: TEXT,
  credentialSubject: OBJECTS,
  credentialStatus: OBJECTS,
  credentialSchema: [
    "an object or a list of objects",
    (value) => OBJECTS[1](value) || (Array.isArray(value) && value.length === 0),
  ],
  refreshService: OBJECTS,
  termsOfUse: OBJECTS,
  proof: OBJECTS,
  holder: NAMED,
};

/** Members that every object may have, whatever it is. */
const IDENTITY: ReadonlySet<string> = new Set(["@context", "id", "type"]);

export const isCredential = (node: JsonObject) => stringsOf(node["type"]).some((type) => CREDENTIAL_TYPES.has(type));

/** What a proof over statements says of a credential and of whom it is about: the names of both, and second names. */
export interface Stated {
  readonly self: Json | undefined;
  readonly subjects: ReadonlySet<Json | undefined>;
  readonly secondNames: ReadonlySet<string>;
}

export const statedBy = (credential: JsonObject, around: Stated): Stated => ({
  self: credential["id"] ?? "",
  subjects: new Set(objectsOf(credential["credentialSubject"]).flatMap(({ id }) => (id === undefined ? [] : [id]))),
  secondNames: new Set([...around.secondNames, ...secondNamesIn(credential["@context"])]),
});

/** The member in which a node stands, by itself or in a list. */
export const placeOf = (path: Path | undefined): string | number | undefined =>
  typeof path?.name === "number" ? path.above?.name : path?.name;

/**
 * JSON-LD joins all objects of one id: what a proof says of a credential could stand in another object that bears the
 * credential's id, where nobody looks for an end or a status; and a failed result in one that bears the learner's.
 */
export function isDisplaced(
  node: JsonObject,
  name: string,
  path: Path | undefined,
  { self, subjects }: Stated,
): boolean {
  const { id } = node;
  if (id === undefined) return false;
  if (name === "result") return subjects.has(id) && placeOf(path) !== "credentialSubject";
  return id === self && Object.hasOwn(CONTROL_FIELDS, name) && !IDENTITY.has(name);
}

/**
 * A text with its language and its direction of writing (VCDM 2.0, section 11.1), as names and descriptions may be
 * written.
 */
export function isLanguageValue(node: JsonObject, path: Path | undefined): boolean {
  const place = placeOf(path);
  const { "@value": value, "@language": language = "", "@direction": direction = "ltr", ...rest } = node;
  return (
    (place === "name" || place === "description") &&
    [value, language, direction].every((part) => typeof part === "string") &&
    Object.keys(rest).length === 0
  );
}
