// Who a credential is about, as far as it says: the names under which two credentials are known to mean one person.
import { type JsonObject, object, objectsOf, text } from "../core/json.ts";
import { nameOf } from "../core/uuid.ts";

export interface Subject {
  readonly id?: string;
  readonly identifiers: readonly JsonObject[];
  /** Names that hold for one person only, each as one text. */
  readonly keys: readonly string[];
  /** The institution's own number for the learner, with the institution: two of one institution are two people. */
  readonly numbers: readonly { readonly issuer: string; readonly number: string }[];
}

/** Identifiers that mean the same person wherever they stand; a student number means one only at its institution. */
const EVERYWHERE = new Set(["emailAddress"]);
/** A name is nobody's alone. */
const NOBODYS = new Set(["name"]);

/** The subject of a credential by an issuer. */
export function subjectOf(document: JsonObject, issuer: string): Subject {
  const subject = object(document["credentialSubject"]) ?? objectsOf(document["credentialSubject"])[0] ?? {};
  const id = text(subject["id"]);
  const identifiers = objectsOf(subject["identifier"]);
  const known = identifiers.flatMap((identity) => {
    const [type = "", value = ""] = [text(identity["identityType"]), text(identity["identityHash"])];
    if (value === "" || NOBODYS.has(type)) return [];
    const plain = identity["hashed"] !== true;
    const number = plain && !EVERYWHERE.has(type) ? value : undefined;
    // A hash says the same only with the same salt.
    const name = plain ? value : nameOf(value, text(identity["salt"]) ?? "");
    return [{ key: nameOf(type, EVERYWHERE.has(type) ? "" : issuer, name), type, number }];
  });
  return {
    ...(id === undefined ? {} : { id }),
    identifiers,
    keys: [...(id === undefined ? [] : [nameOf("id", id)]), ...known.map(({ key }) => key)],
    numbers: known.flatMap(({ number, type }) =>
      number === undefined ? [] : [{ issuer: nameOf(issuer, type), number }],
    ),
  };
}

/** Numbers by institution, or undefined when one institution numbers them as two people. */
function together(
  a: ReadonlyMap<string, string>,
  b: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> | undefined {
  const contradicts = [...b].some(([issuer, number]) => (a.get(issuer) ?? number) !== number);
  return contradicts ? undefined : new Map([...a, ...b]);
}

/**
 * Things put together by the learner they are about: whoever shares a key is one person, unless an institution numbers
 * them as two (a family may share an address). Things and groups keep the order of the input.
 */
export function byLearner<T>(things: readonly T[], subjectFor: (thing: T) => Subject): readonly (readonly T[])[] {
  const subjects = things.map(subjectFor);
  const parents = things.map((_, index) => index);
  const numbers = subjects.map(
    (subject): ReadonlyMap<string, string> => new Map(subject.numbers.map(({ issuer, number }) => [issuer, number])),
  );
  const rootOf = (index: number): number => {
    let at = index;
    while (parents[at] !== undefined && parents[at] !== at) at = parents[at] ?? at;
    parents[index] = at;
    return at;
  };
  const join = (a: number, b: number): boolean => {
    const [first, second] = [rootOf(a), rootOf(b)].sort((x, y) => x - y) as [number, number];
    if (first === second) return true;
    const both = together(numbers[first] ?? new Map(), numbers[second] ?? new Map());
    if (both === undefined) return false;
    parents[second] = first;
    numbers[first] = both;
    return true;
  };
  const sharing = new Map<string, number[]>();
  for (const [index, { keys }] of subjects.entries())
    for (const key of keys) sharing.set(key, [...(sharing.get(key) ?? []), index]);
  for (const indices of sharing.values()) {
    const apart: number[] = [];
    for (const index of indices) if (!apart.some((other) => join(other, index))) apart.push(index);
  }
  const groups = new Map<number, T[]>();
  for (const [index, thing] of things.entries()) {
    const root = rootOf(index);
    groups.set(root, [...(groups.get(root) ?? []), thing]);
  }
  return [...groups.values()];
}
