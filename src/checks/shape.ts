// The shape gate: refuses, before any cryptography, every way to write a credential that JSON-LD would read otherwise
// than a person or a schema does (renamed terms, inline contexts, control fields of another JSON type).
import type { Finding } from "../core/finding.ts";
import { failed, passed, unknown } from "../core/finding.ts";
import { isObject, type Json, type JsonObject, listOf, pointerTo, stringsOf } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { type Kind, kindOf } from "../schemas/kind.ts";

/** Members under which a credential may stand inside another, and so bring contexts of its own. */
const HOLDERS = new Set([
  "verifiableCredential",
  "endorsement",
  // LER-RS, and what its readers and writers made of it.
  "verifications",
  "verification",
  "Verification",
  "otherW3CVerifiableCredential",
  "1edtob3",
  "1edtclr2",
]);
/** An LER-RS in one JSON literal: its words are signed as they stand, and JSON-LD reads nothing in it. */
const LITERAL = "lerrsType";
const CREDENTIAL_TYPES = new Set(["VerifiableCredential", "EnvelopedVerifiableCredential"]);

type Form = readonly [wanted: string, fits: (value: Json) => boolean];

/** Items of a control field that is a list; each of them costs work, and no honest credential has a tenth of it. */
const MOST_ITEMS = 64;

const isText: (value: Json) => boolean = (value) => typeof value === "string" && value !== "";
const filled = (value: Json, fits: (item: Json) => boolean) =>
  Array.isArray(value) && value.length > 0 && value.length <= MOST_ITEMS && value.every(fits);

const TEXT: Form = ["a string", isText];
const TEXTS: Form = [
  `a string or a list of 1 to ${MOST_ITEMS} strings`,
  (value) => isText(value) || filled(value, isText),
];
const OBJECTS: Form = [
  `an object or a list of 1 to ${MOST_ITEMS} objects`,
  (value) => isObject(value) || filled(value, isObject),
];
const NAMED: Form = ["a string or an object", (value) => isText(value) || isObject(value)];

/** Exact JSON types of the fields that decide what a credential means and whether it holds. */
const CONTROL_FIELDS: Readonly<Record<string, Form>> = {
  "@context": TEXTS,
  id: TEXT,
  type: TEXTS,
  issuer: NAMED,
  validFrom: TEXT,
  validUntil: TEXT,
  issuanceDate: TEXT,
  expirationDate: TEXT,
  credentialSubject: OBJECTS,
  credentialStatus: OBJECTS,
  credentialSchema: OBJECTS,
  refreshService: OBJECTS,
  termsOfUse: OBJECTS,
  proof: OBJECTS,
  holder: NAMED,
};

const isCredential = (node: JsonObject) => stringsOf(node["type"]).some((type) => CREDENTIAL_TYPES.has(type));

/** VC-DI-EDDSA 1.0, section 3.3.2: a proof may bring contexts, which are the first of its credential's. */
function isBeginning(contexts: Json | undefined, all: Json | undefined): boolean {
  const [few, many] = [listOf(contexts), listOf(all)];
  return few.length > 0 && few.every((context, index) => typeof context === "string" && context === many[index]);
}

/** `secured` are the contexts of the credential whose proof the node is. */
function* faultsOf(node: Json, pointer: string, mayHaveContext: boolean, secured?: Json): Generator<Finding> {
  if (node === null) {
    yield failed("shape", "SHAPE_NULL", "want a value, got null, which a signature does not cover", pointer);
  } else if (Array.isArray(node)) {
    for (const [index, item] of node.entries())
      yield* faultsOf(item, pointer + pointerTo(index), mayHaveContext, secured);
  } else if (isObject(node)) {
    const credential = isCredential(node) && mayHaveContext;
    const contextual = credential || pointer === "" || isBeginning(node["@context"], secured);
    for (const [name, value] of Object.entries(node)) {
      const here = pointer + pointerTo(name);
      if (name.includes(":")) {
        yield failed(
          "shape",
          "SHAPE_IRI_KEY",
          `want a plain member name, got ${quoted(name)}, another name for a term`,
          here,
        );
      } else if (name.startsWith("@") && !(name === "@context" && contextual)) {
        yield failed("shape", "SHAPE_KEYWORD", `the JSON-LD keyword ${quoted(name)} may not stand here`, here);
      }
      const form = credential || pointer === "" ? CONTROL_FIELDS[name] : undefined;
      if (form !== undefined && Object.hasOwn(CONTROL_FIELDS, name) && !form[1](value)) {
        yield failed("shape", "SHAPE_TYPE", `want "${name}" to be ${form[0]}`, here);
      } else if (name !== LITERAL || !isObject(value)) {
        const own = name === "proof" && (credential || pointer === "") ? node["@context"] : undefined;
        yield* faultsOf(value, here, HOLDERS.has(name), own);
      }
    }
  }
}

/**
 * Objects in a credential, without those of credentials inside it. JSON-LD takes a quarter of a millisecond for each, so
 * that a signature over more would take longer to refute than a person waits.
 */
const MOST_OBJECTS: Readonly<Partial<Record<Kind, number>>> = { clr: 10_000, presentation: 10_000, "ler-rs": 10_000 };
const FEWER_OBJECTS = 3_000;

function objectsIn(node: Json, isMember: boolean): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, item) => sum + objectsIn(item, isMember), 0);
  if (!isObject(node) || (isMember && isCredential(node))) return 0;
  let sum = 1;
  for (const [name, value] of Object.entries(node)) if (name !== LITERAL) sum += objectsIn(value, HOLDERS.has(name));
  return sum;
}

function sizeFindings(document: JsonObject, kind: Kind): readonly Finding[] {
  const most = MOST_OBJECTS[kind] ?? FEWER_OBJECTS;
  if (objectsIn(document, false) <= most) return [passed("shape")];
  return [unknown("shape", "SHAPE_LARGE", `laurel looks at no more than ${most} objects in one credential`)];
}

/** Most faults that are listed; a file made to be wrong a million times says nothing more with the rest. */
const MOST = 20;

/** An LER-RS as plain JSON: no JSON-LD reads it, and the credentials in it pass the gate by themselves. */
export function plainFindings({ type }: JsonObject): readonly Finding[] {
  const [wanted, fits] = TEXTS;
  if (type === undefined || fits(type)) return [passed("shape")];
  return [failed("shape", "SHAPE_TYPE", `want "type" to be ${wanted}`, "/type")];
}

export function shapeFindings(document: JsonObject): readonly Finding[] {
  const faults: Finding[] = [];
  for (const fault of faultsOf(document, "", true)) {
    faults.push(fault);
    if (faults.length === MOST) break;
  }
  return faults.length === 0 ? sizeFindings(document, kindOf(document).kind) : faults;
}
