// A CASE item as an Alignment of Open Badges 3.0 ("Alignment with CASE items", implementation guide).
import { fault } from "../core/fault.ts";
import { compact, type JsonObject } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import type { Framework, Item, Notice } from "./framework.ts";
import { linksOf } from "./links.ts";
import { plainText } from "./plain-text.ts";

const nameOf = (item: Item): string => quoted(item.code ?? item.identifier);

/** The item's URI as it stands, which must be an address: targetUrl is a URL, and a wallet may follow it. */
function targetUrl(item: Item, framework: Framework): string {
  const { uri = "" } = item;
  const usable =
    /^https?:\/\/[^\s\u0000-\u001f\u007f/?#]/i.test(uri) && !/[\s\u0000-\u001f\u007f]/.test(uri) && URL.canParse(uri);
  if (usable) return uri;
  const got = uri === "" ? "none" : quoted(uri);
  throw fault("ITEM_UNUSABLE", `want an http or https address as the uri of item ${nameOf(item)}, got ${got}`, {
    file: framework.file,
    pointer: item.pointer,
    hint: "A badge aligns to the item's address. Ask the publisher for a framework whose items have one.",
  });
}

/** The item's statement as plain text. Throws ITEM_UNUSABLE when the item has none. */
export function statementOf(item: Item, framework: Framework): string {
  if (item.plain !== "") return item.plain;
  throw fault("ITEM_UNUSABLE", `want a statement for item ${nameOf(item)}, got none`, {
    file: framework.file,
    pointer: item.pointer,
    hint: "Fill in fullStatement in the framework, or use another item.",
  });
}

/** The code, unless it is another item's too, or the address would leave no way back to the identifier. */
export function targetCode(item: Item, framework: Framework): string {
  const { code, identifier, uri = "" } = item;
  const own = code !== undefined && linksOf(framework).codes.get(code) === 1;
  return own && uri.toLowerCase().includes(identifier.toLowerCase()) ? code : identifier;
}

export function alignmentOf(item: Item, framework: Framework): JsonObject {
  const notes = item.notes === undefined ? "" : plainText(item.notes);
  return compact({
    type: ["Alignment"],
    targetType: "CFItem",
    targetUrl: targetUrl(item, framework),
    targetName: statementOf(item, framework),
    targetDescription: notes === "" ? undefined : notes,
    targetCode: targetCode(item, framework),
    targetFramework: framework.document.title === "" ? undefined : framework.document.title,
  });
}

const PRIVATE_HOST =
  /^(?:localhost|.*\.(?:localhost|local|internal|test|invalid)|0\.0\.0\.0|127(?:\.\d+){3}|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2}|\[(?:::1?|f[cd][0-9a-f:]*|fe80:[0-9a-f:]*)\])$/i;

export const RETIRED = new Set(["deprecated", "retired"]);
export const DRAFT = new Set(["draft", "private draft"]);

interface Doubt<Subject extends readonly unknown[]> {
  readonly code: string;
  readonly message: string;
  readonly when: (...subject: Subject) => boolean;
}

export const statusOf = ({ document }: Framework): string => document.adoptionStatus?.trim().toLowerCase() ?? "";
const hostOf = ({ uri = "" }: Item): string => (URL.canParse(uri) ? new URL(uri).hostname : "");

/** A span that has an end, and the end is past. Texas sets the same day as start and end of what is in force. */
const isOver = ({ statusStart, statusEnd }: Pick<Item, "statusStart" | "statusEnd">, today: string): boolean =>
  statusEnd !== undefined && statusEnd !== statusStart && statusEnd < today;

/** What a registrar should know of a framework before anything of it goes into a badge. */
export const FRAMEWORK_DOUBTS: readonly Doubt<[framework: Framework, today: string]>[] = [
  { code: "FRAMEWORK_DRAFT", message: "the framework is a draft", when: (framework) => DRAFT.has(statusOf(framework)) },
  {
    code: "FRAMEWORK_RETIRED",
    message: "the framework is retired",
    when: (framework) => RETIRED.has(statusOf(framework)),
  },
  {
    code: "FRAMEWORK_ENDED",
    message: "the framework's status end date is past",
    when: ({ document }, today) => isOver(document, today),
  },
];

/** What a registrar should know of an item before it goes into a badge. */
export const ITEM_DOUBTS: readonly Doubt<[item: Item, framework: Framework, today: string]>[] = [
  {
    code: "URI_PRIVATE",
    message: "the item's address is a private one; nobody else can follow it",
    when: (item) => PRIVATE_HOST.test(hostOf(item)),
  },
  {
    // CASE 1.1 implementation guide, 5.6: an alignment wants an address that never changes.
    code: "URI_VERSIONED",
    message: "the item's address holds a version of the CASE interface (/v1p0/, /v1p1/) and may change",
    when: ({ uri = "" }) => /\/v1p\d+\//.test(uri),
  },
  {
    code: "ITEM_REPLACED",
    message: "the framework says that the item is replaced by another",
    when: (item, framework) =>
      (linksOf(framework).relations.get(item.identifier) ?? []).some(
        ({ type, origin }) =>
          type === "replacedBy" && origin.identifier.toLowerCase() === item.identifier.toLowerCase(),
      ),
  },
  {
    code: "ITEM_ENDED",
    message: "the item's status end date is past",
    when: (item, _, today) => isOver(item, today),
  },
];

const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** Doubts about using anything of a framework at a time. */
export const frameworkNotices = (framework: Framework, now: Date): readonly Notice[] =>
  FRAMEWORK_DOUBTS.filter(({ when }) => when(framework, dayOf(now))).map(({ code, message }) => ({
    code,
    message,
    count: 1,
  }));

/** Doubts about using an item at a time, those about its framework first; never a reason to refuse. */
export function alignmentNotices(item: Item, framework: Framework, now: Date): readonly Notice[] {
  const own = ITEM_DOUBTS.filter(({ when }) => when(item, framework, dayOf(now)));
  return [
    ...frameworkNotices(framework, now),
    ...own.map(({ code, message }) => ({ code, message, pointer: item.pointer, count: 1 })),
  ];
}
