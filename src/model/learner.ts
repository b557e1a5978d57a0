// Who a credential is about, as far as it says: the names under which two credentials are known to mean one person.
import { type JsonObject, object, objectsOf, text } from "../core/json.ts";
import { byCode } from "../core/text.ts";
import { nameOf } from "../core/uuid.ts";
import { kinship } from "./kinship.ts";

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

/** An address may be a family's; a number or a DID is one person's. */
const isShared = (key: string): boolean => [...EVERYWHERE].some((type) => key.startsWith(nameOf(type).slice(0, -1)));

/** Keys in the order in which they join, by code unit. */
export const joiningKey = (key: string): string => `${Number(isShared(key))}${key}`;

/**
 * Things put together by the learner they are about: whoever shares a key is one person, unless an institution numbers
 * them as two (a family may share an address). A key that two such people share says nothing about a third, who stays
 * apart. Things and groups keep the order of the input, and who is with whom does not depend on it.
 */
export function byLearner<T>(things: readonly T[], subjectFor: (thing: T) => Subject): readonly (readonly T[])[] {
  const kin = kinship();
  const sharing = new Map<string, number[]>();
  for (const [place, { keys, numbers }] of things.map(subjectFor).entries()) {
    kin.add(numbers);
    for (const key of keys.map(joiningKey)) {
      const known = sharing.get(key);
      if (known === undefined) sharing.set(key, [place]);
      else known.push(place);
    }
  }
  for (const [, places] of [...sharing].sort(([a], [b]) => byCode(a, b))) kin.join(places);
  const groups = new Map<number, T[]>();
  for (const [place, thing] of things.entries()) {
    const root = kin.rootOf(place);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [thing]);
    else group.push(thing);
  }
  return [...groups.values()];
}
