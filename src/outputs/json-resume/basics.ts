// `basics` of JSON Resume: one name, one e-mail address, one telephone, one place. What comes first stands.
import type { Json, JsonObject } from "../../core/json.ts";
import { NOBODY, type Person } from "../../model/person.ts";
import { country, email, FORM, filled, only, uri, words } from "../form.ts";
import { peek, type Spot, take } from "../ledger.ts";

export interface Basics {
  readonly members: { name?: string; email?: string; phone?: string; url?: string; location?: JsonObject };
}

const nameFrom = ({ name }: Person): string | undefined => {
  const parts = only([name.given, name.middle, name.familyPrefix, name.family]);
  return name.formattedName ?? (parts.length === 0 ? undefined : parts.join(" "));
};

/** What the registrar says of the learner. */
export function basicsOf(person: Person = NOBODY): Basics {
  const [address] = person.addresses;
  const members = filled({
    name: nameFrom(person),
    email: person.emails[0],
    phone: person.phones[0],
    url: person.webs[0],
    location: filled({
      address: address?.line,
      postalCode: address?.postalCode,
      city: address?.city,
      countryCode: address?.countryCode,
      region: address?.region,
    }),
  });
  return { members: { ...(members as Basics["members"]) } };
}

type Single = "name" | "email" | "phone" | "url";
const READS: Readonly<Record<Single, (value: Json) => string | undefined>> = {
  name: words,
  email,
  phone: words,
  url: uri,
};

/** A fact that has one place: the first stands, the same again is no loss, another one is. */
function settle(spot: Spot, member: Single, { members }: Basics): void {
  const found = peek(spot, READS[member]);
  if (found === undefined) return;
  members[member] ??= found;
  if (members[member] === found) spot.mark("mapped");
  else spot.mark("content", `${FORM} has one place for it, and something else stands there`);
}

const IDENTITIES: Readonly<Record<string, Single>> = { name: "name", emailAddress: "email" };

function readIdentity(identity: Spot, basics: Basics): void {
  const [hash, type] = [identity.at("identityHash"), identity.at("identityType")];
  if (identity.at("hashed").value === true) {
    hash.mark("content", "it is hashed: give the learner's name and address with --person");
    type.mark("form", "it says what the hashed identifier is");
    return;
  }
  const member = IDENTITIES[peek(type, words) ?? ""];
  if (member === undefined || peek(hash, words) === undefined) return;
  settle(hash, member, basics);
  type.mark("mapped");
}

function readLocation(address: Spot): JsonObject | undefined {
  const part = (name: string) => take(address.at(name), words);
  return filled({
    address: part("streetAddress"),
    postalCode: part("postalCode"),
    city: part("addressLocality"),
    countryCode: take(address.at("addressCountryCode"), country),
    region: part("addressRegion"),
  });
}

/** A name that stands in parts only. */
function readParts(subject: Spot, { members }: Basics): void {
  const spots = ["givenName", "additionalName", "familyNamePrefix", "familyName"].map((name) => subject.at(name));
  const whole = only(spots.map((spot) => peek(spot, words))).join(" ");
  if (whole === "") return;
  members.name ??= whole;
  for (const spot of spots) if (members.name === whole) spot.mark("mapped");
}

/** Adds what a subject says of the learner in plain. A person is never made up from a DID. */
export function readBasics(subject: Spot, basics: Basics): void {
  for (const identity of subject.at("identifier").each()) readIdentity(identity, basics);
  for (const member of ["name", "email", "phone", "url"] as const) settle(subject.at(member), member, basics);
  readParts(subject, basics);
  const [first] = subject.at("address").each();
  if (first !== undefined && basics.members.location === undefined) {
    const location = readLocation(first);
    if (location !== undefined) basics.members.location = location;
  }
}
