// The shape gate: refuses, before any cryptography, every way to write a credential that JSON-LD would read otherwise
// than a person or a schema does (renamed terms, inline contexts, control fields of another JSON type).

import type { Finding } from "../core/finding.ts";
import { failed, passed, unknown } from "../core/finding.ts";
import { isObject, type Json, type JsonObject, listOf, type Path, pointerOf, stringsOf } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { type Kind, kindOf } from "../schemas/kind.ts";
import {
  CONTROL_FIELDS,
  HOLDERS,
  isCredential,
  isDisplaced,
  isLanguageValue,
  LITERAL,
  type Stated,
  statedBy,
  TEXTS,
} from "./control-field.ts";
import { sizeFindings } from "./size.ts";
import { isOtherName, isOtherType, takesStandardWords } from "./vocabulary.ts";

/** How the document around a node is read. */
interface Reading {
  /** A token secures the text itself, and no profile asks for more: contexts then change nothing. */
  readonly asJson: boolean;
  /** No profile says what its words are: a context written into the document may add some. */
  readonly ownWords: boolean;
  /** What is said by the credential that a node is part of, where its proof covers statements and not the text. */
  readonly stated?: Stated;
  /** Contexts of the credential whose proof the node is. */
  readonly secured?: Json | undefined;
}

/** VC-DI-EDDSA 1.0, section 3.3.2: a proof may bring contexts, which are the first of its credential's. */
function isBeginning(contexts: Json | undefined, all: Json | undefined): boolean {
  const [few, many] = [listOf(contexts), listOf(all)];
  return few.length > 0 && few.every((context, index) => typeof context === "string" && context === many[index]);
}

/** Suites of before Data Integrity had no such rule: the proof's contexts then stand after its credential's. */
const isOfOlderProof = (node: JsonObject, contexts: Json, { secured }: Reading): boolean =>
  secured !== undefined && node["type"] !== "DataIntegrityProof" && TEXTS[1](contexts);

const OWN_WORDS = "a context written into the document gives words meanings of its own, and laurel reads nothing by it";

function contextFaults(value: Json, pointer: string, { asJson, ownWords }: Reading): readonly Finding[] {
  return listOf(value).flatMap((context) => {
    if (takesStandardWords(context)) {
      const message = "a context written into the document could put another name on a word of the standards";
      return [failed("shape", "SHAPE_CONTEXT", message, pointer)];
    }
    return isObject(context) && !asJson && !ownWords ? [unknown("shape", "SHAPE_CONTEXT", OWN_WORDS, pointer)] : [];
  });
}

/** A member whose name is one of JSON-LD's keywords. */
function keywordFaults(
  node: JsonObject,
  name: string,
  here: Path,
  reading: Reading,
  isHead: boolean,
): readonly Finding[] {
  const contexts = name === "@context" ? node[name] : undefined;
  if (contexts !== undefined && (isHead || reading.asJson || isBeginning(contexts, reading.secured))) {
    return contextFaults(contexts, pointerOf(here), reading);
  }
  if (contexts !== undefined && isOfOlderProof(node, contexts, reading)) return [];
  return [failed("shape", "SHAPE_KEYWORD", `the JSON-LD keyword ${quoted(name)} may not stand here`, pointerOf(here))];
}

/** Most faults that are listed; a file made to be wrong a million times says nothing more with the rest. */
const MOST = 20;

/** What is wrong with a node and all in it, added to what was found before. */
function look(node: Json, path: Path | undefined, mayHaveContext: boolean, reading: Reading, found: Finding[]): void {
  if (found.length >= MOST) return;
  if (node === null) {
    const message = "want a value, got null, which a signature does not cover";
    found.push(failed("shape", "SHAPE_NULL", message, pointerOf(path)));
  } else if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) {
      look(item, { name: index, above: path }, mayHaveContext, reading, found);
    }
  } else if (isObject(node) && !isLanguageValue(node, path)) {
    const isHead = path === undefined || (mayHaveContext && isCredential(node));
    const { stated: around } = reading;
    const stated = isHead && around !== undefined ? statedBy(node, around) : around;
    const inside = stated === around ? reading : { ...reading, ...(stated === undefined ? {} : { stated }) };
    for (const [name, value] of Object.entries(node)) {
      const here = { name, above: path };
      const form = isHead && Object.hasOwn(CONTROL_FIELDS, name) ? CONTROL_FIELDS[name] : undefined;
      if ((name.includes(":") && isOtherName(name)) || stated?.secondNames.has(name) === true) {
        const message = `want a plain member name, got ${quoted(name)}, another name for a term`;
        found.push(failed("shape", "SHAPE_IRI_KEY", message, pointerOf(here)));
      }
      const renamed = name === "type" ? stringsOf(value).find(isOtherType) : undefined;
      if (renamed !== undefined) {
        const message = `want a plain type, got ${quoted(renamed)}, another name for one`;
        found.push(failed("shape", "SHAPE_IRI_KEY", message, pointerOf(here)));
      }
      if (!isHead && stated !== undefined && isDisplaced(node, name, path, stated)) {
        const owner = name === "result" ? "learner" : "credential";
        const message = `"${name}" of the ${owner} stands in another part of it, which bears the ${owner}'s own id`;
        found.push(failed("shape", "SHAPE_DISPLACED", message, pointerOf(here)));
      }
      if (form !== undefined && !form[1](value)) {
        found.push(failed("shape", "SHAPE_TYPE", `want "${name}" to be ${form[0]}`, pointerOf(here)));
      } else if (name.startsWith("@")) found.push(...keywordFaults(node, name, here, reading, isHead));
      else if (isObject(value) ? name !== LITERAL : typeof value === "object") {
        const secured = name === "proof" && isHead ? (node["@context"] ?? []) : undefined;
        look(value, here, HOLDERS.has(name), secured === inside.secured ? inside : { ...inside, secured }, found);
      }
    }
  }
}

/** An LER-RS as plain JSON: no JSON-LD reads it, and the credentials in it pass the gate by themselves. */
export function plainFindings({ type }: JsonObject): readonly Finding[] {
  const [wanted, fits] = TEXTS;
  if (type === undefined || fits(type)) return [passed("shape")];
  return [failed("shape", "SHAPE_TYPE", `want "type" to be ${wanted}`, "/type")];
}

/** Kinds of which no profile says what stands in them. */
const UNPROFILED: ReadonlySet<Kind> = new Set(["credential", "presentation"]);

/** Kinds that no profile asks to be read as JSON-LD when a token secures their text. HR Open's contexts define no terms. */
const READ_AS_JSON: ReadonlySet<Kind> = new Set(["credential", "presentation", "ler-rs"]);

/** True when what the words mean is no part of what the signature says. */
export const isReadAsJson = (kind: Kind, inToken: boolean): boolean => inToken && READ_AS_JSON.has(kind);

export function shapeFindings(document: JsonObject, inToken = false): readonly Finding[] {
  const { kind } = kindOf(document);
  const found: Finding[] = [];
  const stated: Stated = { self: "", subjects: new Set(), secondNames: new Set() };
  const statements = inToken ? {} : { stated };
  const reading = { asJson: isReadAsJson(kind, inToken), ownWords: UNPROFILED.has(kind), ...statements };
  look(document, undefined, true, reading, found);
  return found.length === 0 ? sizeFindings(document, kind) : found.slice(0, MOST);
}
