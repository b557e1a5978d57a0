// A CASE file, however its publisher wrote it, as a package of CASE 1.1 that the standard's own schema takes, with a list
// of everything that was changed. What only a person can decide (two items of one identifier, a circle) stays.
import { instantOf, stampOf } from "../core/instant.ts";
import { canonicalJson, isObject, type Json, type JsonObject, objectsOf, pointerTo, text } from "../core/json.ts";
import { identifierOf } from "./members.ts";
import { mendObject } from "./mend-object.ts";
import type { Change, Mending } from "./mending.ts";
import { noticing } from "./notices.ts";
import { DEFINITIONS, type Part, type Shape, shapeOf } from "./shape.ts";

export interface Normalized {
  readonly package: JsonObject;
  readonly changes: readonly Change[];
}

/** Names in a package's root from which the reader takes its parts. */
const TAKEN: ReadonlySet<string> = new Set(
  "CFDocument CFDocuments CFItems CFItem CFAssociations CFAssociation CFRubrics CFRubric CFDefinitions extensions".split(
    " ",
  ),
);

/** The document's last change, else the latest of any item, else now. */
function stampIn({ document, items }: Shape, now: Date): string {
  const of = ({ value }: Part): string => text(value["lastChangeDateTime"]) ?? "";
  const [latest] = items
    .map(of)
    .filter((time) => instantOf(time) !== undefined)
    .sort((a, b) => Date.parse(b) - Date.parse(a));
  return instantOf(of(document)) === undefined ? (latest ?? stampOf(now)) : of(document);
}

const endOf = (link: Json | undefined): Json => (isObject(link) ? [link["identifier"] ?? "", link["uri"] ?? ""] : "");

/** Items that repeat word for word, and associations of the same type between the same ends, stand once. */
const KEYS: Readonly<Record<string, (value: JsonObject) => Json>> = {
  CFItem: (value) => value,
  CFAssociation: (value) => [
    value["associationType"] ?? "",
    endOf(value["originNodeURI"]),
    endOf(value["destinationNodeURI"]),
  ],
};

const COMPLETE: Readonly<Record<string, readonly string[]>> = {
  CFAssociation: ["associationType", "originNodeURI", "destinationNodeURI"],
};

function listOf(parts: readonly Part[], className: string, mending: Mending): readonly JsonObject[] {
  const seen = new Set<string>();
  return parts.flatMap((part, index) => {
    const made = mendObject(part, className, mending, index);
    if (COMPLETE[className]?.some((name) => made[name] === undefined) === true) {
      mending.note("LEFT_OUT", part.pointer, part.value);
      return [];
    }
    const key = KEYS[className] === undefined ? undefined : canonicalJson(KEYS[className](made));
    if (key !== undefined && seen.has(key)) {
      mending.note("REPEATED", part.pointer);
      return [];
    }
    if (key !== undefined) seen.add(key);
    return [made];
  });
}

/** Lists of definitions that stand in the root belong into CFDefinitions (the official example of course codes). */
function definitionsOf(shape: Shape, mending: Mending): JsonObject {
  const { root } = shape;
  const [inner] = objectsOf(root.value["CFDefinitions"]);
  const loose = DEFINITIONS.filter((name) => Object.hasOwn(root.value, name));
  for (const name of loose) mending.note("MOVED", root.pointer + pointerTo(name), undefined, `/CFDefinitions/${name}`);
  const own =
    inner === undefined
      ? {}
      : mendObject({ value: inner, pointer: `${root.pointer}/CFDefinitions` }, "CFDefinition", mending);
  const moved = mendObject(
    { value: Object.fromEntries(loose.map((name) => [name, root.value[name] as Json])), pointer: root.pointer },
    "CFDefinition",
    mending,
  );
  const lists = DEFINITIONS.flatMap((name) => {
    const entries = [...objectsOf(own[name]), ...objectsOf(moved[name])];
    return entries.length === 0 ? [] : [[name, entries] as const];
  });
  return { ...own, ...Object.fromEntries(lists) };
}

/** Throws FRAMEWORK_INVALID for what is no framework. */
export function normalize(value: Json, { file, now }: { readonly file?: string; readonly now: Date }): Normalized {
  const noting = noticing(Number.POSITIVE_INFINITY);
  const shape = shapeOf(value, noting, file);
  const changes: Change[] = [];
  const mending: Mending = {
    note: (code, pointer, from, to) =>
      changes.push({ code, pointer, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }),
    targets: new Map(),
    home: identifierOf(text(shape.document.value["identifier"]) ?? text(shape.document.value["uri"]) ?? ""),
    stamp: stampIn(shape, now),
  };
  const { root } = shape;
  if (root.pointer !== "") mending.note("UNWRAPPED", root.pointer);
  const ignored = noting.notices().filter(({ code }) => code === "ENTRY_IGNORED" || code === "VALUE_IGNORED");
  for (const pointer of ignored.flatMap(({ pointers }) => pointers))
    mending.note("LEFT_OUT", pointer, at(value, pointer));

  const { value: described, pointer: where } = shape.document;
  const { caseVersion } = described;
  if (caseVersion !== "1.1") mending.note("CASE_VERSION_SET", `${where}/caseVersion`, caseVersion, "1.1");
  const document = mendObject({ value: { ...described, caseVersion: "1.1" }, pointer: where }, "CFDocument", mending);
  const definitions = definitionsOf(shape, mending);
  const items = listOf(shape.items, "CFItem", mending);
  const associations = listOf(shape.associations, "CFAssociation", mending);
  const rubrics = listOf(shape.rubrics, "CFRubric", mending);
  const alone = root.value === shape.document.value || root.value === shape.items[0]?.value;
  const extensions = alone ? {} : extensionsOf(root, mending);
  const made: JsonObject = {
    CFDocument: document,
    CFItems: items,
    CFAssociations: associations,
    ...(Object.keys(definitions).length > 0 && { CFDefinitions: definitions }),
    ...(rubrics.length > 0 && { CFRubrics: rubrics }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
  return { package: made, changes };
}

function extensionsOf({ value, pointer }: Part, { note }: Mending): JsonObject {
  const strays = Object.entries(value).filter(
    ([name, entry]) => !TAKEN.has(name) && entry !== null && !DEFINITIONS.some((known) => known === name),
  );
  for (const [name, entry] of strays) note("SET_ASIDE", pointer + pointerTo(name), entry);
  const own = value["extensions"];
  if (own !== undefined && !isObject(own)) note("LEFT_OUT", `${pointer}/extensions`, own);
  return { ...Object.fromEntries(strays), ...(isObject(own) ? own : {}) };
}

function at(value: Json, pointer: string): Json {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((inner: Json, token) => (inner as Record<string, Json>)[token] ?? null, value);
}
