// One object of a CASE file, member by member, made into what its class has in the standard. Nothing is thrown away that
// is not nothing: what has no place goes into `extensions`.
import { isObject, type Json, type JsonObject, pointerTo, text } from "../core/json.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import { BACK_LINKS, CASE_CLASSES, type Member } from "./classes.ts";
import { identifierOf, OTHER_NAMES, OTHER_STATEMENTS, SEPARATORS, uuidIn } from "./members.ts";
import { MENDS } from "./mend-value.ts";
import { aimAt, type Mending } from "./mending.ts";
import type { Part } from "./shape.ts";

/** What a member of a list is told by the list: its place in it. */
interface Setting {
  readonly className: string;
  readonly index: number;
}

const firstText = (value: JsonObject, ...names: readonly string[]): string | undefined =>
  names.map((name) => text(value[name])?.trim()).find((word) => word !== undefined && word !== "");

type Fill = (made: JsonObject, source: JsonObject, setting: Setting, mending: Mending) => Json;

/** What stands for a required member that is missing, by class and member, else by member. */
const FILLS: Readonly<Record<string, Fill>> = {
  identifier: (_, source, { className }) => {
    const uri = firstText(source, "uri");
    return uri === undefined ? uuid5(nameOf(className, JSON.stringify(source))) : (uuidIn(uri) ?? uuid5(uri));
  },
  uri: ({ identifier }) => `urn:uuid:${String(identifier)}`,
  lastChangeDateTime: (_, __, ___, { stamp }) => stamp,
  creator: (made) => firstText(made, "publisher") ?? "unknown",
  title: (made, source) =>
    firstText(made, "typeCode", "description", "licenseText") ?? firstText(source, "name") ?? String(made["uri"]),
  fullStatement: (made, source) => firstText({ ...source, ...made }, ...OTHER_STATEMENTS) ?? "",
  description: ({ title }) => title ?? "",
  hierarchyCode: (_, __, { index }) => String(index + 1),
  licenseText: (made) => firstText(made, "description", "title") ?? String(made["uri"]),
};

/** The member of the class that a name means: its own, or one that it was met under, when that is not there itself. */
function memberOf(written: string, there: JsonObject, members: ReadonlyMap<string, Member>): Member | undefined {
  const own = members.get(written);
  if (own !== undefined) return own;
  const lower = written.toLowerCase();
  return [...members.values()].find(
    ({ name }) =>
      !Object.hasOwn(there, name) &&
      [name, ...(OTHER_NAMES[name] ?? [])].some((other) => other.toLowerCase() === lower),
  );
}

/** A link back says nothing, unless it leads elsewhere. */
function isOwnBackLink(name: string, value: Json, home: string): boolean {
  if (!BACK_LINKS.has(name)) return false;
  const link = isObject(value) ? (text(value["identifier"]) ?? text(value["uri"]) ?? "") : (text(value) ?? "");
  return identifierOf(link) === home;
}

function mendList(value: Json, pointer: string, member: Member, mending: Mending): readonly Json[] {
  const { note } = mending;
  if (!Array.isArray(value)) note("LIST_MADE", pointer, value);
  const list: readonly Json[] = Array.isArray(value) ? value : [value];
  return list.flatMap((entry, index): readonly Json[] => {
    const at = Array.isArray(value) ? pointer + pointerTo(index) : pointer;
    if (entry === null) {
      note("NULL_DROPPED", at);
      return [];
    }
    const made = mendKind(entry, at, member, mending, index);
    if (made === undefined) note("LEFT_OUT", at, entry);
    if (made === undefined || member.name !== "educationLevel" || !SEPARATORS.test(String(made)))
      return made === undefined ? [] : [made];
    const parts = String(made)
      .split(SEPARATORS)
      .filter((part) => part !== "");
    note("LIST_SPLIT", at, entry, parts);
    return parts;
  });
}

function mendKind(value: Json, pointer: string, member: Member, mending: Mending, index = 0): Json | undefined {
  const mend = MENDS[member.kind];
  if (mend !== undefined) return mend(value, pointer, mending);
  return isObject(value) ? mendObject({ value, pointer }, member.kind, mending, index) : undefined;
}

export function mendObject({ value, pointer }: Part, className: string, mending: Mending, index = 0): JsonObject {
  const members = CASE_CLASSES.get(className) ?? new Map<string, Member>();
  const { note } = mending;
  const made: Record<string, Json> = {};
  const aside: Record<string, Json> = {};
  for (const [written, entry] of Object.entries(value)) {
    const at = pointer + pointerTo(written);
    const member = memberOf(written, { ...value, ...made }, members);
    if (entry === null) note("NULL_DROPPED", at);
    else if (entry === "") {
      if (member?.required !== true) note("EMPTY_DROPPED", at);
    } else if (member === undefined && isOwnBackLink(written, entry, mending.home))
      note("BACK_LINK_DROPPED", at, entry);
    else if (member === undefined) aside[written] = entry;
    else {
      if (member.name !== written) note("RENAMED", at, written, member.name);
      const mended = member.many ? mendList(entry, at, member, mending) : mendKind(entry, at, member, mending);
      if (mended === undefined) aside[written] = entry;
      else made[member.name] = mended;
    }
  }
  fillIn(made, value, { className, index, pointer }, mending);
  setAside(made, aside, members, pointer, mending);
  const ordered = Object.fromEntries(
    [...members.keys()].filter((name) => Object.hasOwn(made, name)).map((name) => [name, made[name] as Json]),
  );
  aimAt(mending, ordered);
  return ordered;
}

/** Fills in the required members that are missing. */
function fillIn(
  made: Record<string, Json>,
  source: JsonObject,
  setting: Setting & { readonly pointer: string },
  mending: Mending,
): void {
  for (const { name, required } of CASE_CLASSES.get(setting.className)?.values() ?? []) {
    if (!required || Object.hasOwn(made, name)) continue;
    const filled = FILLS[name]?.(made, source, setting, mending);
    if (filled === undefined) continue;
    made[name] = filled;
    const code = name === "fullStatement" ? "STATEMENT_FILLED" : "FILLED";
    if (filled !== source[name]) mending.note(code, setting.pointer + pointerTo(name), undefined, filled);
  }
}

function setAside(
  made: Record<string, Json>,
  aside: JsonObject,
  members: ReadonlyMap<string, Member>,
  pointer: string,
  { note }: Mending,
): void {
  const names = Object.keys(aside);
  const place = members.get("extensions");
  if (names.length === 0) return;
  for (const name of names)
    note(place === undefined ? "LEFT_OUT" : "SET_ASIDE", pointer + pointerTo(name), aside[name]);
  if (place === undefined) return;
  const before = made["extensions"];
  made["extensions"] = place.many
    ? [...(Array.isArray(before) ? before : []), aside]
    : { ...aside, ...(isObject(before) ? before : {}) };
}
