// Reads a CASE file into a Framework. Tolerant, because no publisher's package passes the official schema; what is
// odd becomes a notice, what contradicts itself an error, and only what is no framework at all is refused.
import type { FaultFacts } from "../core/fault.ts";
import { canonicalJson, type Json, object } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { typeOf } from "./association-type.ts";
import type { Association, Framework, FrameworkDocument, Item } from "./framework.ts";
import { circlesOf } from "./links.ts";
import { identifierOf, type Members, membersOf, OTHER_STATEMENTS, SEPARATORS } from "./members.ts";
import { type Noticing, noticing, plainNotice } from "./notices.ts";
import { plainText, tidy } from "./plain-text.ts";
import { rubricOf } from "./rubric.ts";
import { type Part, type Shape, shapeOf } from "./shape.ts";

function spanOf(members: Members, { note }: Noticing): Pick<Item, "statusStart" | "statusEnd"> {
  const statusStart = members.day("statusStartDate");
  const statusEnd = members.day("statusEndDate");
  // Texas sets both days, and lastChangeDateTime, alike on every item of frameworks in force.
  if (statusEnd !== undefined && statusEnd === statusStart) note("END_IS_START", `${members.pointer}/statusEndDate`);
  return { ...(statusStart !== undefined && { statusStart }), ...(statusEnd !== undefined && { statusEnd }) };
}

const optional = <K extends string>(name: K, value: string | undefined): { readonly [name in K]?: string } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [name in K]?: string };

function statementOf(members: Members, { note }: Noticing): string {
  const full = members.text("fullStatement");
  if (full !== undefined) {
    const whole = members.raw("fullStatement");
    return typeof whole === "string" ? whole : full;
  }
  for (const name of OTHER_STATEMENTS) {
    const text = members.text(name);
    if (text === undefined) continue;
    note("STATEMENT_ELSEWHERE", members.pointer);
    return text;
  }
  note("STATEMENT_MISSING", members.pointer);
  return "";
}

function itemOf({ value, pointer }: Part, noting: Noticing): Item | undefined {
  const members = membersOf(value, pointer, noting);
  const uri = members.text("uri");
  const identifier = members.identifier() ?? (uri === undefined ? undefined : identifierOf(uri));
  if (identifier === undefined) {
    noting.note("IDENTIFIER_MISSING", pointer);
    return undefined;
  }
  if (uri === undefined) noting.note("URI_MISSING", pointer);
  else if (!/^https?:\/\//i.test(uri)) noting.note("URI_NOT_WEB", `${pointer}/uri`);
  const statement = statementOf(members, noting);
  return {
    identifier,
    ...optional("uri", uri),
    statement,
    plain: plainText(statement),
    ...optional("abbreviated", members.text("abbreviatedStatement")),
    ...optional("code", members.text("humanCodingScheme")),
    ...optional("type", members.text("CFItemType") ?? members.link("CFItemTypeURI")?.title),
    ...optional("listEnumeration", members.text("listEnumeration")),
    educationLevel: members.list("educationLevel", SEPARATORS),
    subject: members.list("subject"),
    keywords: members.list("conceptKeywords", SEPARATORS),
    ...optional("language", members.text("language")),
    ...optional("notes", members.text("notes")),
    ...optional("lastChangeDateTime", members.time("lastChangeDateTime")),
    ...spanOf(members, noting),
    pointer,
  };
}

function associationOf({ value, pointer }: Part, noting: Noticing): Association | undefined {
  const members = membersOf(value, pointer, noting);
  const written = members.text("associationType");
  const origin = members.link("originNodeURI");
  const destination = members.link("destinationNodeURI");
  if (written === undefined || origin === undefined || destination === undefined) {
    noting.note("ASSOCIATION_INCOMPLETE", pointer);
    return undefined;
  }
  const type = typeOf(written);
  if (type.odd !== undefined) noting.note(type.odd, `${pointer}/associationType`);
  const sequenceNumber = members.whole("sequenceNumber");
  const bare = ({ identifier, uri }: typeof origin) => ({ identifier, ...optional("uri", uri) });
  return {
    type: type.name,
    origin: bare(origin),
    destination: bare(destination),
    ...(sequenceNumber !== undefined && { sequenceNumber }),
    pointer,
  };
}

function licenceOf(members: Members, licences: readonly Part[]): FrameworkDocument["licence"] {
  const link = members.link("licenseURI");
  if (link === undefined) return undefined;
  const named = licences.find(
    ({ value }) => typeof value["identifier"] === "string" && identifierOf(value["identifier"]) === link.identifier,
  );
  const title = link.title ?? (typeof named?.value["title"] === "string" ? named.value["title"] : undefined);
  return { title: title ?? link.uri ?? link.identifier, ...optional("uri", link.uri) };
}

function documentOf({ document, licences }: Shape, noting: Noticing): FrameworkDocument {
  const members = membersOf(document.value, document.pointer, noting);
  const uri = members.text("uri");
  const identifier = members.identifier() ?? (uri === undefined ? "" : identifierOf(uri));
  if (identifier === "") noting.note("DOCUMENT_UNNAMED", document.pointer);
  const title = members.text("title");
  const creator = members.text("creator");
  if (title === undefined) noting.note("TITLE_MISSING", document.pointer);
  if (creator === undefined) noting.note("CREATOR_MISSING", document.pointer);
  const licence = licenceOf(members, licences);
  return {
    identifier,
    ...optional("uri", uri),
    title: title === undefined ? (uri ?? identifier) : tidy(title),
    ...optional("creator", creator),
    ...optional("publisher", members.text("publisher")),
    ...optional("description", members.text("description")),
    ...optional("version", members.text("version")),
    ...optional("language", members.text("language")),
    ...optional("adoptionStatus", members.text("adoptionStatus")),
    ...optional("frameworkType", members.text("frameworkType")),
    subject: members.list("subject"),
    ...(licence !== undefined && { licence }),
    ...optional("sourceUrl", members.text("officialSourceURL")),
    ...optional("lastChangeDateTime", members.time("lastChangeDateTime")),
    ...spanOf(members, noting),
  };
}

/** caseVersion where there is one, else `v1p0` or `v1p1` in a URI; publishers leave out the one and mix the other. */
function caseVersionOf({ document, items }: Shape): Framework["caseVersion"] {
  const stated = document.value["caseVersion"];
  if (stated === "1.1" || stated === "1.0") return stated;
  const link = object(document.value["CFPackageURI"]);
  const uris = [document.value["uri"], link?.["uri"], items[0]?.value["uri"]];
  const found = uris
    .map((uri) => (typeof uri === "string" ? /\/v1p([01])\//.exec(uri)?.[1] : undefined))
    .find((digit) => digit !== undefined);
  return found === undefined ? undefined : `1.${found as "0" | "1"}`;
}

/** Items once each. Two of one identifier that differ contradict each other: both stay, and the error says so. */
function onceEach(
  items: readonly Item[],
  noting: Noticing,
  file: string | undefined,
): { items: readonly Item[]; errors: readonly FaultFacts[] } {
  const seen = new Map<string, Item[]>();
  const errors: FaultFacts[] = [];
  const kept = items.filter((item) => {
    const others = seen.get(item.identifier) ?? [];
    const same = ({ pointer: _, ...rest }: Item): string => canonicalJson(rest as unknown as Json);
    if (others.some((other) => same(other) === same(item))) {
      noting.note("ITEM_REPEATED", item.pointer);
      return false;
    }
    const [first] = others;
    if (first !== undefined) {
      const message = `want one item for each identifier, got two that differ for ${quoted(item.identifier)} (the other is ${first.pointer})`;
      errors.push({ code: "FRAMEWORK_INVALID", message, file, pointer: item.pointer });
    }
    seen.set(item.identifier, [...others, item]);
    return true;
  });
  return { items: kept, errors };
}

function associationsOf(parts: readonly Part[], noting: Noticing): readonly Association[] {
  const seen = new Set<string>();
  return parts.flatMap((part) => {
    const association = associationOf(part, noting);
    if (association === undefined) return [];
    const { type, origin, destination } = association;
    const key = JSON.stringify([type, origin, destination]);
    if (seen.has(key)) {
      noting.note("ASSOCIATION_REPEATED", part.pointer);
      return [];
    }
    seen.add(key);
    return [association];
  });
}

/** The framework in a JSON value. Throws FRAMEWORK_INVALID only when it is none: no object, no CFDocument. */
export function readFramework(value: Json, file?: string, noting: Noticing = noticing()): Framework {
  const shape = shapeOf(value, noting, file);
  const document = documentOf(shape, noting);
  const { items, errors } = onceEach(
    shape.items.flatMap((part) => itemOf(part, noting) ?? []),
    noting,
    file,
  );
  if (items.length === 0) noting.note("ITEMS_NONE");
  const associations = associationsOf(shape.associations, noting);
  const rubrics = shape.rubrics.map((part) => rubricOf(part, noting));
  const caseVersion = caseVersionOf(shape);
  const read = {
    ...optional("file", file),
    ...(caseVersion !== undefined && { caseVersion }),
    document,
    items,
    associations,
    rubrics,
  };
  const circles = circlesOf({ ...read, notices: [], errors: [] }, noting);
  return { ...read, errors: [...errors, ...circles], notices: noting.notices().map(plainNotice) };
}
