// Other names for the words of the standards: by an IRI, by a prefix, or by a context written into the credential.
// laurel reads nothing by such contexts; what is left is to tell those that only add words of their own from the others.
import { isObject, type Json, type JsonObject, listOf, stringsOf } from "../core/json.ts";

/** Vocabularies whose words decide what a credential means and whether it holds. */
const VOCABULARIES: readonly string[] = [
  "https://www.w3.org/2018/credentials#",
  "https://www.w3.org/ns/credentials/status#",
  "https://w3id.org/security#",
  "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
  "https://purl.imsglobal.org/spec/vc/clr/vocab.html#",
  "https://purl.imsglobal.org/spec/ob/v3p0/vocab.html#",
];

/** Prefixes that the contexts of the bundle give to these vocabularies, and to what stands beside them. */
const PREFIXES: ReadonlySet<string> = new Set(["cred", "sec", "obi", "xsd"]);

/** Schemes of identifiers; what stands before a colon otherwise is a prefix, which some context must explain. */
const SCHEMES: ReadonlySet<string> = new Set(["http", "https", "urn", "did", "tag", "mailto"]);

/** Keywords that a context may set, and the two that credentials have names for. */
const SETTINGS: ReadonlySet<string> = new Set(["@version", "@protected", "@vocab", "@language"]);
const NAMES: Readonly<Record<string, string>> = { "@id": "id", "@type": "type" };

/** The beginning of a vocabulary is enough: prefixes are put together from parts. */
const isStandard = (iri: string): boolean =>
  iri !== "" && VOCABULARIES.some((vocabulary) => iri.startsWith(vocabulary) || vocabulary.startsWith(iri));

/**
 * True when a member's name could be another name for a word of the standards. A scheme that is nobody's prefix, such
 * as `example:note`, only names an extension by its IRI.
 */
export function isOtherName(name: string): boolean {
  const [scheme = "", rest = ""] = name.split(/:(.*)/s, 2);
  return (
    !/^[a-z][a-z0-9+.-]*$/.test(scheme) || scheme.startsWith("http") || PREFIXES.has(scheme) || /^\/\/|^$/.test(rest)
  );
}

/** True when a type is written as another name for a word of the standards, which laurel would take for a stranger's. */
export const isOtherType = (type: string): boolean =>
  type.includes(":") &&
  (VOCABULARIES.some((vocabulary) => type.startsWith(vocabulary)) || PREFIXES.has(type.split(":", 1)[0] ?? ""));

/**
 * Second names that contexts of the bundle have for one word, by the beginning of the context's address: the name of a
 * class that is also what a member leads to, and a name for `id` that rights are written with.
 */
const SECOND_NAMES: readonly (readonly [context: string, names: readonly string[]])[] = [
  [
    "https://purl.imsglobal.org/spec/ob/v3p0/",
    ["Achievement", "Address", "Criteria", "GeoCoordinates", "Image", "Profile"],
  ],
  ["https://www.w3.org/2018/credentials/examples/v1", ["uid"]],
];

/** Names under which the contexts would let a member of a credential go unseen: JSON-LD reads both as one. */
export const secondNamesIn = (contexts: Json | undefined): readonly string[] =>
  SECOND_NAMES.flatMap(([context, names]) => (stringsOf(contexts).some((url) => url.startsWith(context)) ? names : []));

function takes(term: string, iri: Json | undefined, own: ReadonlySet<string>): boolean {
  if (iri === undefined) return false;
  if (typeof iri !== "string") return true;
  if (iri.startsWith("@")) return NAMES[iri] !== term;
  const prefix = /^([^:]*):(?!\/\/)/.exec(iri)?.[1];
  return isStandard(iri) || (prefix !== undefined && !own.has(prefix) && !SCHEMES.has(prefix));
}

function takesIn(context: JsonObject, outer: ReadonlySet<string>): boolean {
  const own = new Set([...outer, ...Object.keys(context)]);
  return Object.entries(context).some(([term, meaning]) => {
    if (term.startsWith("@")) return !SETTINGS.has(term) || (term === "@vocab" && takes(term, meaning, own));
    if (!isObject(meaning)) return takes(term, meaning, own);
    return "@reverse" in meaning || takes(term, meaning["@id"], own) || takesStandardWords(meaning["@context"], own);
  });
}

/** True when an inline context, or one in it, could give another name to a word of the standards, or take one away. */
export const takesStandardWords = (context: Json | undefined, outer: ReadonlySet<string> = new Set()): boolean =>
  listOf(context).some((one) => (isObject(one) ? takesIn(one, outer) : typeof one !== "string"));
