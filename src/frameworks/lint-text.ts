// Lint rules about text that is not text: markup, control characters, letters broken on the way, fillers.
import type { Item } from "./framework.ts";
import { eachItem, type LintRules, shared, spot } from "./lint-rule.ts";
import { foldCode } from "./lookup.ts";

/** Texts of an item that people read. */
const textsOf = ({ statement, code, abbreviated, notes }: Item): readonly string[] =>
  [code, statement, abbreviated, notes].filter((part) => part !== undefined);

const inText = (pattern: RegExp) =>
  eachItem((item) =>
    textsOf(item)
      .map((one) => pattern.exec(one)?.[0])
      .find(Boolean),
  );

const TAG = /<\/?[a-z][a-z0-9]{0,15}(?:\s[^<>]{0,200})?\/?>|&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,6});/i;
/** Control characters but line breaks and tabs, marks of direction, invisible spaces, and halves of characters. */
const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd]/;
/** UTF-8 that was read as Windows-1252: `Ã©` for é, `â€™` for an apostrophe. */
const GARBLED = /Ã[\u0080-\u00bf\u0192-\u2122]|â€[\u0080-\u2122]|Â[\u00a0-\u00bf]/;
const FILLERS =
  /^\s*(?:null|undefined|nan|n\/?a|none|todo|tbd|test|lorem ipsum.*|\[object object\]|#(?:ref|name|value|n\/a)!?|-+|\?+)\s*$/i;

export const TEXT: LintRules = {
  TEXT_MARKUP: {
    severity: "warning",
    says: "HTML in a text; the standard has plain text, Markdown and LaTeX",
    cure: "laurel shows and issues the plain words.",
    find: inText(TAG),
  },
  TEXT_CONTROL: {
    severity: "warning",
    says: "a control or invisible character in a text, or a letter that was lost",
    cure: "laurel leaves it out of badges; correct the text.",
    find: eachItem((item) => textsOf(item).some((one) => CONTROL.test(one))),
  },
  TEXT_GARBLED: {
    severity: "warning",
    says: "letters broken by a wrong encoding, such as Ã© for é",
    cure: "Export the framework again as UTF-8; a badge would carry them.",
    find: inText(GARBLED),
  },
  TEXT_FILLER: {
    severity: "warning",
    says: "a word that fills a gap, such as null or TBD, where a statement is wanted",
    cure: "Write the statement, or take the item out.",
    find: eachItem(({ statement }) => FILLERS.exec(statement)?.[0]),
  },
  STATEMENT_IS_CODE: {
    severity: "warning",
    says: "a statement that says no more than the code",
    cure: "Wallets show nothing but the statement; write what the learner can do.",
    find: eachItem(({ plain, code }) => code !== undefined && plain !== "" && foldCode(plain) === foldCode(code)),
  },
  STATEMENT_REPEATED: {
    severity: "warning",
    says: "a statement that several items have, word for word",
    cure: "Their badges look alike in a wallet; the code and the UUID tell them apart.",
    find: ({ framework }) =>
      shared(framework.items, ({ plain }) => plain).flatMap(([, items]) =>
        items.map(({ pointer, code, identifier }) => spot(pointer, code ?? identifier)),
      ),
  },
};
