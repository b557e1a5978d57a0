// Where the parts of a CASE framework stand in a file: flat as the standard has it, wrapped, or one answer of a server.
import { fault } from "../core/fault.ts";
import { isObject, type Json, type JsonObject, object, pointerTo, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Noticing } from "./notices.ts";

/** A JSON object with its JSON Pointer. */
export interface Part {
  readonly value: JsonObject;
  readonly pointer: string;
}

export interface Shape {
  /** The object that holds the parts, without what it was wrapped in. */
  readonly root: Part;
  readonly document: Part;
  readonly items: readonly Part[];
  readonly associations: readonly Part[];
  readonly rubrics: readonly Part[];
  readonly licences: readonly Part[];
  /** Entries of CFDefinitions by the name of their list. */
  readonly definitions: ReadonlyMap<string, readonly Part[]>;
}

const WRAPPERS = ["CFPackage", "CFItemSet", "CFAssociationSet"] as const;

/** Lists of CFDefinitions. */
export const DEFINITIONS = ["CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings"] as const;

const WHOLE_PACKAGE =
  "laurel reads a whole framework: save the answer of …/ims/case/v1p1/CFPackages/{identifier} of the CASE server.";

function kindOf(value: Json): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (!isObject(value)) return value === null ? "null" : `a ${typeof value}`;
  if ("imsx_codeMajor" in value)
    return `an error answer of a CASE server (${quoted(text(value["imsx_description"]) ?? "no description")})`;
  if ("@context" in value) return "a JSON-LD document, such as a credential";
  const names = Object.keys(value);
  return names.length === 0 ? "an empty object" : `an object with ${names.slice(0, 5).map(quoted).join(", ")}`;
}

function unwrapped(value: Json, { note }: Noticing): Part | undefined {
  let part: { value: Json; pointer: string } = { value, pointer: "" };
  // No wrapper of wrappers was ever seen deeper than two.
  for (let depth = 0; depth < 4; depth++) {
    const { value: outer, pointer } = part;
    const inner = Array.isArray(outer) ? (outer.length === 1 ? 0 : undefined) : wrapperOf(outer);
    if (inner === undefined) break;
    note("WRAPPED", pointer + pointerTo(inner));
    part = { value: (outer as Record<string | number, Json>)[inner] ?? null, pointer: pointer + pointerTo(inner) };
  }
  return isObject(part.value) ? { value: part.value, pointer: part.pointer } : undefined;
}

const wrapperOf = (value: Json): string | undefined =>
  isObject(value) && !isObject(value["CFDocument"]) ? WRAPPERS.find((name) => isObject(value[name])) : undefined;

/** The objects in the members of these names; a single object counts as a list of one. */
export function partsOf({ value, pointer }: Part, names: readonly string[], { note }: Noticing): readonly Part[] {
  return names.flatMap((name) => {
    const member = value[name];
    const at = pointer + pointerTo(name);
    if (isObject(member)) return [{ value: member, pointer: at }];
    if (member === null) note("NULL_MEMBER", at);
    if (member === undefined || member === null) return [];
    if (!Array.isArray(member)) {
      note("VALUE_IGNORED", at);
      return [];
    }
    return member.flatMap((entry: Json, index) => {
      if (isObject(entry)) return [{ value: entry, pointer: `${at}/${index}` }];
      note("ENTRY_IGNORED", `${at}/${index}`);
      return [];
    });
  });
}

const looksLikeItem = (value: JsonObject): boolean => text(value["fullStatement"]) !== undefined;
const looksLikeDocument = (value: JsonObject): boolean =>
  text(value["title"]) !== undefined &&
  text(value["creator"]) !== undefined &&
  !("@context" in value) &&
  text(value["uri"]) !== undefined;

function documentOf(root: Part, items: readonly Part[], noting: Noticing): Part | undefined {
  const documents = partsOf(root, ["CFDocument", "CFDocuments"], noting);
  if (documents.length === 1) return documents[0];
  if (documents.length > 1) return undefined;
  if (looksLikeDocument(root.value)) return root;
  const linked = items.find(
    ({ value }) => isObject(value["CFDocumentURI"]) || typeof value["CFDocumentURI"] === "string",
  );
  if (linked === undefined) return undefined;
  const link = linked.value["CFDocumentURI"];
  const pointer = linked.pointer + pointerTo("CFDocumentURI");
  noting.note("DOCUMENT_FROM_LINK", pointer);
  return { value: object(link) ?? { identifier: text(link) ?? "", uri: text(link) ?? "" }, pointer };
}

/** The parts of a framework. Throws FRAMEWORK_INVALID when there is no CFDocument to be found. */
export function shapeOf(value: Json, noting: Noticing, file?: string): Shape {
  const root = unwrapped(value, noting);
  if (root === undefined) {
    throw fault("FRAMEWORK_INVALID", `want a CASE package with a CFDocument, got ${kindOf(value)}`, {
      file,
      hint: WHOLE_PACKAGE,
    });
  }
  const items = looksLikeItem(root.value) ? [root] : partsOf(root, ["CFItems", "CFItem"], noting);
  const document = documentOf(root, items, noting);
  if (document === undefined) {
    throw fault("FRAMEWORK_INVALID", `want one CFDocument, got ${kindOf(root.value)}`, {
      file,
      pointer: root.pointer === "" ? undefined : root.pointer,
      hint: WHOLE_PACKAGE,
    });
  }
  const [defined] = partsOf(root, ["CFDefinitions"], noting);
  const definitions = new Map(
    DEFINITIONS.map((name) => [name, defined === undefined ? [] : partsOf(defined, [name], noting)]),
  );
  return {
    root,
    document,
    items,
    associations: partsOf(root, ["CFAssociations", "CFAssociation"], noting),
    rubrics: partsOf(root, ["CFRubrics", "CFRubric"], noting),
    licences: definitions.get("CFLicenses") ?? [],
    definitions,
  };
}
