// Small CASE packages for tests, made from short descriptions.
import type { Json, JsonObject } from "../../src/core/json.ts";
import { uuid5 } from "../../src/core/uuid.ts";
import type { Framework, Item } from "../../src/frameworks/framework.ts";
import { readFramework } from "../../src/frameworks/reader.ts";

const STAMP = "2025-01-01T00:00:00Z";
export const idOf = (name: string): string => uuid5(`https://case.example.org/${name}`);
export const uriOf = (name: string): string => `https://case.example.org/uri/${idOf(name)}`;
export const linkTo = (name: string): JsonObject => ({ title: name, identifier: idOf(name), uri: uriOf(name) });

export const item = (name: string, more: JsonObject = {}): JsonObject => ({
  identifier: idOf(name),
  uri: uriOf(name),
  humanCodingScheme: name,
  fullStatement: `Statement of ${name}.`,
  lastChangeDateTime: STAMP,
  ...more,
});

export const association = (type: string, origin: string, destination: string, more: JsonObject = {}): JsonObject => ({
  identifier: idOf(`${type} ${origin} ${destination}`),
  uri: uriOf(`${type} ${origin} ${destination}`),
  associationType: type,
  originNodeURI: linkTo(origin),
  destinationNodeURI: linkTo(destination),
  lastChangeDateTime: STAMP,
  ...more,
});

export const childOf = (origin: string, destination: string, sequenceNumber?: number): JsonObject =>
  association("isChildOf", origin, destination, sequenceNumber === undefined ? {} : { sequenceNumber });

export const packageOf = (
  items: readonly Json[],
  associations: readonly Json[] = [],
  document: JsonObject = {},
): JsonObject => ({
  CFDocument: {
    identifier: idOf("document"),
    uri: uriOf("document"),
    title: "Bakery skills",
    creator: "Example College",
    lastChangeDateTime: STAMP,
    ...document,
  },
  CFItems: items,
  CFAssociations: associations,
});

export const frameworkOf = (
  items: readonly Json[],
  associations: readonly Json[] = [],
  document: JsonObject = {},
): Framework => readFramework(packageOf(items, associations, document), "bakery.json");

/** The only item that a test is about. */
export function firstOf({ items }: Framework): Item {
  const [first] = items;
  if (first === undefined) throw new Error("the framework has no items");
  return first;
}

export const noticesOf = ({ notices }: Framework): Readonly<Record<string, number>> =>
  Object.fromEntries(notices.map(({ code, count }) => [code, count]));
