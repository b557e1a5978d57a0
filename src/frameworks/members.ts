// Members of a CASE object as publishers write them: nulls, other names, one text for a list, dates with times.
import { instantOf, isDate } from "../core/instant.ts";
import { isObject, type Json, type JsonObject, pointerTo } from "../core/json.ts";
import { isUuid, uuid5 } from "../core/uuid.ts";
import { BACK_LINKS, CASE_CLASSES } from "./classes.ts";
import type { Link } from "./framework.ts";
import type { Noticing } from "./notices.ts";
import { tidy } from "./plain-text.ts";

/** Other names under which a member was met, beside its own name in another case. */
export const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  identifier: ["sourcedId"],
  educationLevel: ["educationalLevel"],
  originNodeURI: ["originNodeIdentifier", "originNodeUri"],
  destinationNodeURI: ["destinationNodeIdentifier", "destinationNodeUri"],
  licenseURI: ["licenseUrl"],
};

/** Between several words in one text. */
export const SEPARATORS = /\s*[,;|]\s*/;
/** In order of preference, when fullStatement is missing or empty (Texas files have the text in alternativeLabel). */
export const OTHER_STATEMENTS = ["alternativeLabel", "abbreviatedStatement", "Description", "title"] as const;

/** Members of the standard's objects; only another one can be one of these under another name. */
const STANDARD: ReadonlySet<string> = new Set([
  ...[...CASE_CLASSES.values()].flatMap((members) => [...members.keys()]),
  ...BACK_LINKS,
]);

const UUID_AT_END = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:\.json)?\/?$/i;

/** The UUID that a text is, bare, after `urn:uuid:` or `local:`, or at the end of a URL; in lower case. */
export function uuidIn(text: string): string | undefined {
  return UUID_AT_END.exec(text)?.[1]?.toLowerCase();
}

/** How laurel writes an identifier: a UUID bare and in lower case (CASE 1.1, model), anything else as it stands. */
export const identifierOf = (text: string): string => uuidIn(text) ?? text.trim();

/** A UUID for any identifier: itself, or the one that its words always give (version 5). */
export function steadyUuid(text: string): string {
  const bare = identifierOf(text);
  return isUuid(bare) ? bare : uuid5(bare);
}

export interface Members {
  readonly pointer: string;
  readonly raw: (name: string) => Json | undefined;
  /** A text without its outer white space, or nothing. */
  readonly text: (name: string) => string | undefined;
  readonly list: (name: string, separators?: RegExp) => readonly string[];
  readonly day: (name: string) => string | undefined;
  readonly time: (name: string) => string | undefined;
  readonly whole: (name: string) => number | undefined;
  readonly number: (name: string) => number | undefined;
  readonly link: (name: string) => (Link & { readonly title?: string }) | undefined;
  readonly identifier: () => string | undefined;
}

export function membersOf(object: JsonObject, pointer: string, { note }: Noticing): Members {
  const at = (name: string): string => pointer + pointerTo(name);
  let lower: Map<string, string> | undefined;

  const raw = (name: string): Json | undefined => {
    if (!Object.hasOwn(object, name)) {
      lower ??= new Map(
        Object.keys(object)
          .filter((key) => !STANDARD.has(key))
          .map((key) => [key.toLowerCase(), key]),
      );
      if (lower.size === 0) return undefined;
      const other = [name, ...(OTHER_NAMES[name] ?? [])]
        .map((key) => lower?.get(key.toLowerCase()))
        .find((key) => key !== undefined);
      if (other === undefined) return undefined;
      note("NAME_ODD", at(other));
      return object[other] ?? undefined;
    }
    const value = object[name];
    if (value === null) note("NULL_MEMBER", at(name));
    return value ?? undefined;
  };

  const word = (value: Json, where: string): string | undefined => {
    if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
    if (typeof value === "number" || typeof value === "boolean") {
      note("VALUE_ODD", where);
      return String(value);
    }
    const inner = isObject(value) ? value["title"] : Array.isArray(value) && value.length === 1 ? value[0] : undefined;
    if (typeof inner === "string" && inner.trim() !== "") {
      note("VALUE_ODD", where);
      return inner.trim();
    }
    if (value !== null) note("VALUE_IGNORED", where);
    return undefined;
  };
  const text = (name: string): string | undefined => {
    const value = raw(name);
    return value === undefined ? undefined : word(value, at(name));
  };

  const list = (name: string, separators?: RegExp): readonly string[] => {
    const value = raw(name);
    if (value === undefined || value === "") return [];
    if (!Array.isArray(value)) note("LIST_AS_TEXT", at(name));
    const words = (Array.isArray(value) ? value : [value]).flatMap((entry: Json) => word(entry, at(name)) ?? []);
    const parts = separators === undefined ? words : words.flatMap((entry) => entry.split(separators));
    if (parts.length > words.length) note("COMMA_LIST", at(name));
    return [...new Set(parts.map(tidy).filter((part) => part !== ""))];
  };

  const day = (name: string): string | undefined => {
    const value = text(name);
    if (value === undefined || isDate(value)) return value;
    const start = value.slice(0, 10);
    const good = isDate(start) && /^[T ]\d\d:\d\d/.test(value.slice(10));
    note(good ? "DATE_WITH_TIME" : "DATE_ODD", at(name));
    return good ? start : undefined;
  };
  const time = (name: string): string | undefined => {
    const value = text(name);
    if (value === undefined || instantOf(value) !== undefined) return value;
    const zoneless = isDate(value) || instantOf(`${value}Z`) !== undefined;
    note(zoneless ? "TIME_WITHOUT_ZONE" : "DATE_ODD", at(name));
    return zoneless ? value : undefined;
  };
  const numeric =
    (fits: (value: Json) => boolean, written: RegExp) =>
    (name: string): number | undefined => {
      const value = raw(name);
      if (value === undefined || fits(value)) return value as number | undefined;
      const number = typeof value === "string" && written.test(value) ? Number(value) : undefined;
      note(number === undefined ? "VALUE_IGNORED" : "VALUE_ODD", at(name));
      return number;
    };
  const whole = numeric(Number.isSafeInteger, /^\s*-?\d{1,15}\s*$/);
  const number = numeric((value) => typeof value === "number", /^\s*-?\d{1,15}(?:\.\d{1,15})?\s*$/);

  const link = (name: string): (Link & { readonly title?: string }) | undefined => {
    const value = raw(name);
    if (typeof value === "string" && value.trim() !== "") {
      note("LINK_AS_TEXT", at(name));
      return { identifier: identifierOf(value), uri: value.trim() };
    }
    const only = Array.isArray(value) && value.length === 1 ? value[0] : value;
    if (!isObject(only)) {
      if (value !== undefined && value !== "") note("VALUE_IGNORED", at(name));
      return undefined;
    }
    const inner = membersOf(only, at(name), { note, notices: () => [] });
    const uri = inner.text("uri");
    const title = inner.text("title");
    const identifier = inner.text("identifier") ?? uri;
    if (identifier === undefined && title === undefined) return undefined;
    return {
      identifier: identifierOf(identifier ?? ""),
      ...(uri !== undefined && { uri }),
      ...(title !== undefined && { title }),
    };
  };

  const identifier = (): string | undefined => {
    const written = text("identifier");
    if (written === undefined) return undefined;
    if (!isUuid(written) || written !== written.toLowerCase()) note("IDENTIFIER_ODD", at("identifier"));
    return identifierOf(written);
  };

  return { pointer, raw, text, list, day, time, whole, number, link, identifier };
}
