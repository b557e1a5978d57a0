// Lint rules about the place of items in the tree, and about associations.

import { circlesIn } from "./circles.ts";
import type { Association, Framework } from "./framework.ts";
import { isDocument, itemAt } from "./links.ts";
import { eachItem, type LintRules, type Subject, shared, spot } from "./lint-rule.ts";

/** Relations of which a circle says that something comes before itself. */
const ORDERED = ["isPartOf", "precedes", "replacedBy"];

function circles(subject: Subject, edges: ReadonlyMap<string, readonly string[]>, between: string) {
  return circlesIn(edges).flatMap((names) => {
    const items = names.flatMap((name) => subject.links.byIdentifier.get(name.toLowerCase()) ?? []);
    const path = [...items, ...items.slice(0, 1)].map(({ code, identifier }) => code ?? identifier);
    return items[0] === undefined ? [] : [spot(items[0].pointer, path.join(` ${between} `))];
  });
}

function edgesOf({ framework, links }: Subject, type: string): ReadonlyMap<string, readonly string[]> {
  const edges = new Map<string, string[]>();
  for (const { origin, destination } of framework.associations.filter((one) => one.type === type)) {
    const [from, to] = [itemAt(links, origin), itemAt(links, destination)];
    if (from === undefined || to === undefined) continue;
    edges.set(from.identifier, [...(edges.get(from.identifier) ?? []), to.identifier]);
  }
  return edges;
}

/** Edges of isChildOf by the place that their siblings share: the parent's identifier, or the document. */
function siblingsOf({ framework, links }: Subject): readonly (readonly [string, readonly Association[]])[] {
  return shared(
    framework.associations.filter(({ type }) => type === "isChildOf"),
    ({ destination }) =>
      itemAt(links, destination)?.identifier ?? (isDocument(framework, destination) ? "/" : undefined),
  );
}

const isHere = ({ framework, links }: Subject, end: Association["origin"]): boolean =>
  itemAt(links, end) !== undefined || isDocument(framework, end) || isDefined(framework, end);
const isDefined = ({ rubrics }: Framework, { identifier }: Association["origin"]): boolean =>
  rubrics.some((rubric) => rubric.identifier === identifier);

export const TREE: LintRules = {
  CIRCLE: {
    severity: "error",
    says: "items that are children of each other, in a circle",
    cure: "Take out the isChildOf that closes it.",
    find: (subject) =>
      circles(
        subject,
        new Map([...subject.links.parents].map(([id, kin]) => [id, kin.map(({ item }) => item.identifier)])),
        "is child of",
      ),
  },
  CIRCLE_OF_ORDER: {
    severity: "warning",
    says: "items that precede, replace or are part of each other, in a circle",
    cure: "Take out the association that closes it.",
    find: (subject) => ORDERED.flatMap((type) => circles(subject, edgesOf(subject, type), type)),
  },
  ITEM_ORPHAN: {
    severity: "warning",
    says: "an item without any isChildOf, in a framework whose top items have one to the document",
    cure: "Give it a place: isChildOf another item, or the document.",
    find: (subject) =>
      subject.links.tops.size === 0
        ? []
        : eachItem(
            (item, { links }) =>
              !links.tops.has(item) && !links.parents.has(item.identifier) && !links.strays.has(item),
          )(subject),
  },
  PARENTS_SEVERAL: {
    severity: "warning",
    says: "an item at more than one place of the tree",
    cure: "One isChildOf is wanted; the others may be isPartOf or isRelatedTo.",
    find: eachItem((item, { links }) => {
      const parents = links.parents.get(item.identifier) ?? [];
      const places = parents.length + (links.tops.has(item) ? 1 : 0);
      return places > 1 ? `${places} places` : undefined;
    }),
  },
  DOCUMENT_AS_CHILD: {
    severity: "warning",
    says: "an isChildOf that goes out from the document",
    cure: "Turn it round: the item is the child.",
    find: ({ framework }) =>
      framework.associations
        .filter(({ type, origin }) => type === "isChildOf" && isDocument(framework, origin))
        .map(({ pointer }) => spot(pointer)),
  },
  ASSOCIATION_WITH_ITSELF: {
    severity: "warning",
    says: "an association of something with itself",
    cure: "Take it out.",
    find: ({ framework }) =>
      framework.associations
        .filter(
          ({ type, origin, destination }) =>
            type !== "isChildOf" && origin.identifier !== "" && origin.identifier === destination.identifier,
        )
        .map(({ pointer, type }) => spot(pointer, type)),
  },
  ASSOCIATION_ADRIFT: {
    severity: "warning",
    says: "an association of which neither end is in the file",
    cure: "It belongs into another framework's file, or its items are missing here.",
    find: (subject) =>
      subject.framework.associations
        .filter(({ origin, destination }) => !isHere(subject, origin) && !isHere(subject, destination))
        .map(({ pointer, type }) => spot(pointer, type)),
  },
  SEQUENCE_REPEATED: {
    severity: "warning",
    says: "a sequenceNumber that two siblings have",
    cure: "Number siblings one after another; laurel goes on by list number, code and statement.",
    find: (subject) =>
      siblingsOf(subject).flatMap(([, edges]) =>
        shared(edges, ({ sequenceNumber }) =>
          sequenceNumber === undefined ? undefined : String(sequenceNumber),
        ).flatMap(([number, twins]) => twins.slice(1).map(({ pointer }) => spot(pointer, number))),
      ),
  },
  SEQUENCE_MISSING: {
    severity: "warning",
    says: "an isChildOf without a sequenceNumber, beside siblings that have one",
    cure: "Number it as well; without a number it comes last.",
    find: (subject) =>
      siblingsOf(subject).flatMap(([, edges]) =>
        edges.every(({ sequenceNumber }) => sequenceNumber === undefined)
          ? []
          : edges.filter(({ sequenceNumber }) => sequenceNumber === undefined).map(({ pointer }) => spot(pointer)),
      ),
  },
};
