// Who a credential is about, as far as it says: the names under which two credentials are known to mean one person.
import { type JsonObject, object, objectsOf, text } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import { nameOf } from "../core/uuid.ts";

export interface Subject {
  /** Who says so. */
  readonly issuer: string;
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
    const everywhere = EVERYWHERE.has(type);
    const number = plain && !everywhere ? value : undefined;
    // Nobody has a mailbox that differs from another's by capitals alone. A hash says the same only with the same salt.
    const name = plain ? (everywhere ? value.toLowerCase() : value) : nameOf(value, text(identity["salt"]) ?? "");
    return [{ key: nameOf(type, everywhere ? "" : issuer, name), type, number }];
  });
  return {
    issuer,
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

/** An address may be a family's; a number or a DID is one person's. */
const isShared = (key: string): boolean => [...EVERYWHERE].some((type) => key.startsWith(nameOf(type).slice(0, -1)));

/**
 * Things put together by the learner they are about: whoever shares a key is one person, unless an institution numbers
 * them as two (a family may share an address). A key that two such people share says nothing about a third, who stays
 * apart. Things and groups keep the order of the input, and who is with whom does not depend on it.
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
  /** Joins all, or none when an institution numbers two of them as two people. */
  const join = (roots: readonly number[]): void => {
    const [first, ...others] = [...roots].sort((a, b) => a - b);
    let all = numbers[first ?? 0];
    for (const root of others) all = all === undefined ? undefined : together(all, numbers[root] ?? new Map());
    if (first === undefined || all === undefined) return;
    for (const root of others) parents[root] = first;
    numbers[first] = all;
  };
  const sharing = new Map<string, number[]>();
  for (const [index, { keys }] of subjects.entries()) {
    for (const key of keys) {
      const known = sharing.get(key);
      if (known === undefined) sharing.set(key, [index]);
      else known.push(index);
    }
  }
  const ordered = [...sharing].sort(([a], [b]) => Number(isShared(a)) - Number(isShared(b)) || byCode(a, b));
  for (const [, indices] of ordered) join([...new Set(indices.map(rootOf))]);
  const groups = new Map<number, T[]>();
  for (const [index, thing] of things.entries()) {
    const root = rootOf(index);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [thing]);
    else group.push(thing);
  }
  return [...groups.values()];
}
