// One value of a CASE file put into the form that its kind has in the standard; undefined when that cannot be done.
import { instantOf, isDate } from "../core/instant.ts";
import { isObject, type Json, type JsonObject } from "../core/json.ts";
import { isUuid } from "../core/uuid.ts";
import { typeOf } from "./association-type.ts";
import { identifierOf, steadyUuid, uuidIn } from "./members.ts";
import type { Mending } from "./mending.ts";

export type Mend = (value: Json, pointer: string, mending: Mending) => Json | undefined;

const word = (value: Json): string | undefined =>
  typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : undefined;

const text: Mend = (value, pointer, { note }) => {
  if (typeof value === "string") return value;
  const inner = isObject(value) ? value["title"] : value;
  const words = (Array.isArray(inner) ? inner : [inner]).map((one: Json | undefined) => word(one ?? null));
  if (words.length === 0 || words.includes(undefined)) return undefined;
  const made = words.join(", ");
  note(Array.isArray(value) && value.length === 1 ? "LIST_OPENED" : "TEXT_MADE", pointer, value, made);
  return made;
};

/** A UUID bare and in lower case; what is none gets one by its words, so that every link to it still leads there. */
export function uuidOf(written: string, pointer: string, { note }: Mending): string {
  const known = steadyUuid(written);
  if (known !== written)
    note(uuidIn(written) === known ? "IDENTIFIER_WRITTEN" : "IDENTIFIER_MINTED", pointer, written, known);
  return known;
}

const uuid: Mend = (value, pointer, mending) => {
  const written = word(value)?.trim();
  return written === undefined || written === "" ? undefined : uuidOf(written, pointer, mending);
};

const uri: Mend = (value, pointer, mending) => {
  const written = text(value, pointer, mending);
  if (typeof written !== "string" || !isUuid(written.trim())) return written;
  const made = `urn:uuid:${written.trim().toLowerCase()}`;
  mending.note("LINK_MADE", pointer, value, made);
  return made;
};

const day: Mend = (value, pointer, { note }) => {
  if (typeof value !== "string" || isDate(value)) return typeof value === "string" ? value : undefined;
  const start = value.trim().slice(0, 10);
  if (!isDate(start) || !/^$|^[T ]\d\d:\d\d/.test(value.trim().slice(10))) return undefined;
  note("DAY_CUT", pointer, value, start);
  return start;
};

/** Ways to read a time that is not written as RFC 3339 has it. */
const TIMES: readonly (readonly ["TIME_MADE" | "ZONE_ADDED", (written: string) => string])[] = [
  ["TIME_MADE", (written) => `${written}T00:00:00Z`],
  ["ZONE_ADDED", (written) => `${written.replace(" ", "T")}Z`],
  ["ZONE_ADDED", (written) => `${written.replace(" ", "T")}:00Z`],
  ["ZONE_ADDED", (written) => written.replace(" ", "T").replace(/([+-]\d\d)(\d\d)$/, "$1:$2")],
];

const instant: Mend = (value, pointer, { note }) => {
  if (typeof value !== "string") return undefined;
  const written = value.trim();
  if (written === value && instantOf(value) !== undefined) return value;
  for (const [code, way] of TIMES) {
    const made = way(written);
    if (instantOf(made) === undefined) continue;
    note(code, pointer, value, made);
    return made;
  }
  return undefined;
};

const numeric =
  (fits: (value: Json) => boolean): Mend =>
  (value, pointer, { note }) => {
    if (fits(value)) return value;
    const made =
      typeof value === "string" && /^\s*-?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value) ? Number(value) : undefined;
    if (made === undefined || !fits(made)) return undefined;
    note("NUMBER_MADE", pointer, value, made);
    return made;
  };

const extended = (written: string): string =>
  `ext:${written.replace(/^ext:/, "").replace(/[^a-zA-Z0-9._]+/g, "_") || "_"}`;

const EXTENSION = /^ext:[a-zA-Z0-9.|_]+$/;

const associationType: Mend = (value, pointer, { note }) => {
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const { name, odd } = typeOf(value.trim());
  const known = odd === undefined ? !name.startsWith("ext:") || EXTENSION.test(name) : odd === "ASSOCIATION_TYPE_ODD";
  const made = known ? name : extended(name);
  if (made !== value) note(known ? "TYPE_WRITTEN" : "TYPE_EXTENDED", pointer, value, made);
  return made;
};

const targetType: Mend = (value, pointer, { note }) => {
  if (typeof value !== "string" || value.trim() === "") return undefined;
  if (value === "CASE" || EXTENSION.test(value)) return value;
  const made = extended(value);
  note("TYPE_EXTENDED", pointer, value, made);
  return made;
};

/** A link that leads to something of the package is completed from it. */
const link =
  (generic: boolean): Mend =>
  (value, pointer, mending) => {
    const { note, targets } = mending;
    const only = Array.isArray(value) && value.length === 1 ? (value[0] ?? null) : value;
    const given: JsonObject | undefined =
      typeof only === "string" && only.trim() !== "" ? { uri: only.trim() } : isObject(only) ? only : undefined;
    if (given === undefined) return undefined;
    const named = (name: string): string | undefined => word(given[name] ?? null)?.trim() || undefined;
    const written = named("identifier") ?? named("uri");
    if (written === undefined) return undefined;
    const bare = identifierOf(written);
    const known = steadyUuid(written);
    // Only a link without an identifier of its own is known by its address.
    const names = named("identifier") === undefined ? [known, written, `urn:uuid:${known}`] : [known, bare];
    const target = names.map((name) => targets.get(name)).find((one) => one !== undefined);
    const identifier = target?.identifier ?? (generic ? bare : isUuid(bare) ? bare : uuidOf(written, pointer, mending));
    const address = named("uri");
    const lasting = address !== undefined && !isUuid(address) ? address : undefined;
    const type =
      generic && given["targetType"] !== undefined ? targetType(given["targetType"], pointer, mending) : undefined;
    const made: JsonObject = {
      title: named("title") ?? target?.title ?? lasting ?? identifier,
      identifier,
      uri: lasting ?? target?.uri ?? (uuidIn(identifier) === identifier ? `urn:uuid:${identifier}` : identifier),
      ...(type === undefined ? {} : { targetType: type }),
    };
    const same =
      isObject(value) &&
      Object.keys(value).length === Object.keys(made).length &&
      Object.keys(made).every((name) => value[name] === made[name]);
    if (!same) note("LINK_MADE", pointer, value, made);
    return made;
  };

const open: Mend = (value, pointer, { note }) => {
  if (isObject(value)) return value;
  const [only] = Array.isArray(value) && value.length === 1 ? value : [];
  if (!isObject(only)) return undefined;
  note("LIST_OPENED", pointer);
  return only;
};

/** By kind of the table of classes. */
export const MENDS: Readonly<Record<string, Mend>> = {
  text,
  uuid,
  uri,
  day,
  instant,
  whole: numeric(Number.isSafeInteger),
  number: numeric((value) => typeof value === "number"),
  caseVersion: () => "1.1",
  associationType,
  targetType,
  open,
  LinkURI: link(false),
  LinkGenURI: link(true),
};
