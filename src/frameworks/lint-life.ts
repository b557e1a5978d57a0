// Lint rules about dates and standing: what has not begun, what is over, what was replaced.
import { DRAFT, FRAMEWORK_DOUBTS, ITEM_DOUBTS, RETIRED, statusOf } from "./alignment.ts";
import type { FrameworkDocument } from "./framework.ts";
import { eachItem, type LintRule, type LintRules, spot } from "./lint-rule.ts";

/** Words of practice for the free text of adoptionStatus (implementation guides of 1.0 and 1.1). */
const IN_FORCE = ["adopted", "implemented", "pending implementation"];
const KNOWN = new Set([...IN_FORCE, ...RETIRED, ...DRAFT]);

type Span = Pick<FrameworkDocument, "statusStart" | "statusEnd">;
const backwards = ({ statusStart, statusEnd }: Span): string | undefined =>
  statusStart !== undefined && statusEnd !== undefined && statusEnd < statusStart
    ? `${statusStart} to ${statusEnd}`
    : undefined;
const instant = (text: string | undefined): number => Date.parse(text ?? "");

const CURES: Readonly<Record<string, string>> = {
  URI_PRIVATE: "Ask for an export whose addresses are public.",
  URI_VERSIONED: "Prefer a framework whose items have lasting addresses (…/uri/UUID).",
  FRAMEWORK_DRAFT: "Wait until it is adopted, or issue knowing that it may change.",
  FRAMEWORK_RETIRED: "Look for the framework that took its place.",
  FRAMEWORK_ENDED: "Look for the framework that took its place.",
  ITEM_REPLACED: "Use the item that took its place: laurel case show names it.",
  ITEM_ENDED: "See whether another item took its place.",
};

const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** What is told when a badge uses an item is told of the whole file here. */
const doubts: LintRules = Object.fromEntries([
  ...FRAMEWORK_DOUBTS.map(({ code, message, when }): [string, LintRule] => [
    code,
    {
      severity: "warning",
      says: message,
      cure: CURES[code] ?? "",
      find: ({ framework, shape, now }) =>
        when(framework, dayOf(now)) ? [spot(shape.document.pointer, framework.document.adoptionStatus)] : [],
    },
  ]),
  ...ITEM_DOUBTS.map(({ code, message, when }): [string, LintRule] => [
    code,
    {
      severity: "warning",
      says: message,
      cure: CURES[code] ?? "",
      find: eachItem((item, { framework, now }) => when(item, framework, dayOf(now))),
    },
  ]),
]);

export const LIFE: LintRules = {
  ...doubts,
  STATUS_UNKNOWN: {
    severity: "warning",
    says: "an adoptionStatus that is none of the words in use",
    cure: "Draft, Pending Implementation, Implemented (or Adopted) and Retired (or Deprecated) are understood.",
    find: ({ framework, shape }) => {
      const word = statusOf(framework);
      return word === "" || KNOWN.has(word) ? [] : [spot(shape.document.pointer, framework.document.adoptionStatus)];
    },
  },
  END_BEFORE_START: {
    severity: "warning",
    says: "a status that ends before it starts",
    cure: "Put the two dates right.",
    find: (subject) => {
      const whole = backwards(subject.framework.document);
      return [
        ...(whole === undefined ? [] : [spot(subject.shape.document.pointer, whole)]),
        ...eachItem(backwards)(subject),
      ];
    },
  },
  CHANGE_MISSING: {
    severity: "warning",
    says: "an item without the time of its last change",
    cure: "Nobody can see which of two versions is the newer one; laurel case normalize fills in the document's.",
    find: eachItem(({ lastChangeDateTime }) => lastChangeDateTime === undefined),
  },
  CHANGE_IN_FUTURE: {
    severity: "warning",
    says: "a last change that has not come yet",
    cure: "See to the clock of the program that wrote the file.",
    find: eachItem(({ lastChangeDateTime }, { now }) =>
      instant(lastChangeDateTime) > now.getTime() ? lastChangeDateTime : undefined,
    ),
  },
  CHANGE_AFTER_DOCUMENT: {
    severity: "warning",
    says: "an item changed later than the document says of the whole",
    cure: "The document's lastChangeDateTime wants to be the latest of all; a cache goes by it.",
    find: eachItem(({ lastChangeDateTime }, { framework }) =>
      instant(lastChangeDateTime) > instant(framework.document.lastChangeDateTime) ? lastChangeDateTime : undefined,
    ),
  },
};
