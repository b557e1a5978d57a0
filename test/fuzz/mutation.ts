// Changes to a document that its issuer did not make, and rearrangements that change nothing.
import fc from "fast-check";
import { isObject, type Json, type JsonObject } from "../../src/core/json.ts";

export type Path = readonly (string | number)[];
type Change = (value: Json) => Json | undefined;

/** A document with one value replaced; `undefined` takes it away. */
export function changed(value: Json, path: Path, change: Change): Json | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((item, index): Json[] => {
      const next = index === first ? changed(item, rest, change) : item;
      return next === undefined ? [] : [next];
    });
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]): [string, Json][] => {
      const next = name === first ? changed(member, rest, change) : member;
      return next === undefined ? [] : [[name, next]];
    }),
  );
}

/** Every place in a document that fits. */
export function placesIn(value: Json, fits: (value: Json) => boolean, path: Path = []): Path[] {
  const members: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [
    ...(fits(value) ? [path] : []),
    ...members.flatMap(([name, member]) => placesIn(member, fits, [...path, name])),
  ];
}

const isLeaf = (value: Json): boolean => !isObject(value) && !Array.isArray(value);

/** A leaf of another value, of another JSON type, or gone. A list around it could say the same, and is left out. */
const otherLeaf = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }).map(
    (text): Change =>
      (value) =>
        value === text ? `${text}x` : text,
  ),
  fc.constantFrom<Change>(
    (value) => `${value} `,
    (value) => `${value}`.toUpperCase().replace(/^$/, "X"),
    (value) => (typeof value === "string" ? value.slice(1) : "x"),
    (value) => (typeof value === "number" ? value + 1 : 7),
    (value) => value !== true,
    () => null,
    () => ({}),
    (value) => ({ "@value": value }),
    () => undefined,
  ),
);

/** Names that a forger would want, in a credential or in a proof. */
const NAMES = [
  "validUntil",
  "credentialStatus",
  "proof",
  "evidence",
  "id",
  "type",
  "name",
  "expires",
  "nonce",
  "result",
  "endorsement",
  "x",
  "@id",
  "@graph",
];

const otherKey = (path: Path): fc.Arbitrary<(document: Json) => Json> =>
  fc.oneof(
    fc
      .constantFrom(...NAMES)
      .map(
        (name) => (document: Json) =>
          changed(document, path, (value) =>
            isObject(value) ? ({ ...value, [name in value ? `${name}2` : name]: "urn:x:y" } as JsonObject) : value,
          ) ?? null,
      ),
    fc.tuple(fc.nat(), fc.constantFrom(...NAMES)).map(
      ([at, name]) =>
        (document: Json) =>
          changed(document, path, (value) => {
            const entries = isObject(value) ? Object.entries(value) : [];
            const from = entries[at % Math.max(entries.length, 1)]?.[0];
            const to = name === from || entries.some(([other]) => other === name) ? `${from}2` : name;
            return Object.fromEntries(
              entries.map(([other, member]) => [other === from ? to : other, member]),
            ) as JsonObject;
          }) ?? null,
    ),
  );

/** The document with one leaf or one member changed. */
export function forgeries(document: JsonObject): fc.Arbitrary<{ readonly path: Path; readonly forged: Json }> {
  const leaf = fc
    .tuple(fc.constantFrom(...placesIn(document, isLeaf)), otherLeaf)
    .map(([path, change]) => ({ path, forged: changed(document, path, change) ?? null }));
  const key = fc
    .constantFrom(...placesIn(document, isObject))
    .chain((path) => otherKey(path).map((change) => ({ path, forged: change(document) })));
  return fc
    .oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: key })
    .filter(({ forged }) => JSON.stringify(forged) !== JSON.stringify(document));
}

/** Lists whose order means something: contexts, and the one `@list` of Open Badges. */
const ORDERED = new Set(["@context", "allowedValue"]);

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

/** The same document with its members, and the items of its sets, in another order. */
export function rearranged(value: Json): fc.Arbitrary<Json> {
  if (Array.isArray(value)) return fc.tuple(...value.map(rearranged)).chain(shuffled);
  if (!isObject(value)) return fc.constant(value);
  const members = Object.entries(value).map(([name, member]) =>
    (ORDERED.has(name) ? fc.constant(member) : rearranged(member)).map((next) => [name, next] as const),
  );
  return fc
    .tuple(...members)
    .chain(shuffled)
    .map((entries) => Object.fromEntries(entries) as JsonObject);
}
