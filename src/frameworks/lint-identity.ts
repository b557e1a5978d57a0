// Lint rules about what names an item: identifier, URI, code.
import { canonicalJson, text } from "../core/json.ts";
import { isUuid } from "../core/uuid.ts";
import type { Item } from "./framework.ts";
import { eachItem, type LintRules, type Subject, shared, spot } from "./lint-rule.ts";
import { foldCode } from "./lookup.ts";
import { identifierOf, uuidIn } from "./members.ts";
import type { Part } from "./shape.ts";

const inner = ({ value, pointer }: Part, name: string): readonly Part[] => {
  const list = value[name];
  return Array.isArray(list)
    ? list.flatMap((entry, index) =>
        typeof entry === "object" && entry !== null && !Array.isArray(entry)
          ? [{ value: entry, pointer: `${pointer}/${name}/${index}` }]
          : [],
      )
    : [];
};

/** Everything that has an identifier of its own and is no item, word for word repeats once. */
function others({ shape }: Subject): readonly Part[] {
  const criteria = shape.rubrics.flatMap((rubric) => inner(rubric, "CFRubricCriteria"));
  const levels = criteria.flatMap((criterion) => inner(criterion, "CFRubricCriterionLevels"));
  const all = [
    shape.document,
    ...shape.associations,
    ...[...shape.definitions.values()].flat(),
    ...shape.rubrics,
    ...criteria,
    ...levels,
  ];
  return [...new Map(all.map((part) => [canonicalJson(part.value), part])).values()];
}

const identifierIn = ({ value }: Part): string | undefined => {
  const written = text(value["identifier"]);
  return written === undefined ? undefined : identifierOf(written);
};

const every = (groups: ReturnType<typeof shared<Item>>) =>
  groups.flatMap(([key, items]) => items.map(({ pointer }) => spot(pointer, key)));

export const IDENTITY: LintRules = {
  IDENTIFIER_REPEATED: {
    severity: "error",
    says: "an identifier that stands for two items that differ",
    cure: "Give one of them an identifier of its own; a badge could mean either.",
    find: ({ framework }) =>
      shared(framework.items, ({ identifier }) => identifier).flatMap(([identifier, items]) =>
        items.slice(1).map(({ pointer }) => spot(pointer, `${identifier}, as ${items[0]?.pointer}`)),
      ),
  },
  IDENTIFIER_SHARED: {
    severity: "warning",
    says: "an identifier that two things share, such as two associations, or an item and the document",
    cure: "Every object wants an identifier of its own.",
    find: (subject) => {
      const items = new Map(subject.framework.items.map(({ identifier, pointer }) => [identifier, pointer]));
      const rest = others(subject);
      return [
        ...rest.flatMap((part) => {
          const holder = items.get(identifierIn(part) ?? "");
          return holder === undefined || holder === part.pointer ? [] : [spot(part.pointer, `as ${holder}`)];
        }),
        ...shared(rest, identifierIn).flatMap(([, parts]) =>
          parts.slice(1).map(({ pointer }) => spot(pointer, `as ${parts[0]?.pointer}`)),
        ),
      ];
    },
  },
  URI_REPEATED: {
    severity: "warning",
    says: "a URI that several items have",
    cure: "Each item wants an address of its own, or a badge cannot say which one it means.",
    find: ({ framework }) =>
      every(shared(framework.items, ({ uri }) => uri)).filter(
        (_, __, all) => new Set(all.map(({ pointer }) => pointer)).size > 1,
      ),
  },
  URI_OTHER: {
    severity: "warning",
    says: "a URI that ends in another UUID than the item's identifier",
    cure: "See which of the two is right; laurel goes by the identifier.",
    find: eachItem(({ uri, identifier }) => {
      const named = uri === undefined ? undefined : uuidIn(uri);
      return named !== undefined && isUuid(identifier) && named !== identifier ? uri : undefined;
    }),
  },
  URI_GLUED: {
    severity: "warning",
    says: "a URI with the identifier right behind the word before it, without a slash",
    cure: "Ask the publisher which address answers; laurel leaves it as it is, since badges carry it.",
    find: eachItem(({ uri }) =>
      uri !== undefined && /\/CF[A-Za-z]+[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(uri) ? uri : undefined,
    ),
  },
  CODE_MISSING: {
    severity: "warning",
    says: "an item without a code",
    cure: "A roster can name it only by its UUID or URI.",
    find: eachItem(({ code }) => code === undefined),
  },
  CODE_REPEATED: {
    severity: "warning",
    says: "a code that several items have",
    cure: "A roster that uses the code is refused; use the UUID.",
    find: ({ framework }) => every(shared(framework.items, ({ code }) => code)),
  },
  CODE_ALIKE: {
    severity: "warning",
    says: "a code that differs from another one only in case, spaces or a mark",
    cure: "Write it in a roster exactly as it stands.",
    find: ({ framework }) =>
      shared(framework.items, ({ code }) => (code === undefined ? undefined : foldCode(code))).flatMap(([, items]) =>
        new Set(items.map(({ code }) => code)).size < 2
          ? []
          : items.map(({ pointer, code = "" }) => spot(pointer, code)),
      ),
  },
  CODE_ODD: {
    severity: "warning",
    says: "a code that ends in a mark or holds a line break",
    cure: "A badge would show it so; take the mark off.",
    find: eachItem(({ code }) => (code !== undefined && /[:;,.]$|[\r\n\t]/.test(code) ? code : undefined)),
  },
};
