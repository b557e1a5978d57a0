// `person` and `communication`: from what the records say in plain of the learner, and from what the registrar adds.

import { isDate } from "../../core/instant.ts";
import type { JsonObject } from "../../core/json.ts";
import { NAME_PARTS, type NamePart, type Person, type PersonAddress } from "../../model/person.ts";
import { email, FORM, filled, only, uri, words } from "../form.ts";
import { peek, type Spot, take } from "../ledger.ts";
import { addressOf } from "./organization.ts";

/** What is known of the learner so far; records add to it one after the other. */
export interface Learner {
  readonly name: Partial<Record<NamePart, string>>;
  readonly emails: string[];
  readonly phones: string[];
  readonly webs: string[];
  readonly addresses: JsonObject[];
  legalId?: string;
  birthDate?: string;
  /** The name is settled: parts of a later one may belong to another name. */
  named: boolean;
}

const component = (type: string, value: string | undefined): readonly JsonObject[] | undefined =>
  value === undefined ? undefined : [{ type, value }];

function writtenAddress(address: PersonAddress): JsonObject | undefined {
  return filled({
    line: address.line,
    extendedLines: component("country", address.country),
    countryCode: address.countryCode,
    countrySubDivisions: component("region", address.region),
    city: address.city,
    postalCode: address.postalCode,
    postOfficeBox: address.postOfficeBox,
  });
}

export const learnerOf = (person: Person): Learner => ({
  name: { ...person.name },
  emails: [...person.emails],
  phones: [...person.phones],
  webs: [...person.webs],
  addresses: [...only(person.addresses.map(writtenAddress))],
  ...(person.legalId === undefined ? {} : { legalId: person.legalId }),
  ...(person.birthDate === undefined ? {} : { birthDate: person.birthDate }),
  named: Object.values(person.name).some((part) => part !== undefined),
});

const add = (list: string[], value: string | undefined): void => {
  if (value !== undefined && !list.includes(value)) list.push(value);
};

/** A fact that has one place: the first stands, the same again is no loss, another one is. */
function settle(known: string | undefined, spot: Spot, read: typeof words): string | undefined {
  const found = peek(spot, read);
  if (found === undefined) return known;
  if (known !== undefined && known !== found)
    spot.mark("content", "the document says something else of the person already");
  else spot.mark("mapped");
  return known ?? found;
}

/** Takes a part of a name into `name`, or, once the name is settled, finds out whether it is the same. */
function readName(part: NamePart, spot: Spot, learner: Learner, name: Partial<Record<NamePart, string>>): void {
  const known = part === "formattedName" ? writtenOut(learner.name) : learner.name[part];
  const settled = settle(learner.named ? (known ?? "") : name[part], spot, words);
  if (settled !== undefined && !learner.named) name[part] = settled;
}

type Reader = (hash: Spot, learner: Learner, name: Partial<Record<NamePart, string>>) => void;

/** IdentifierTypeEnum of Open Badges 3.0: the identifiers of a learner that LER-RS has a field for. */
const IDENTITIES: Readonly<Record<string, Reader>> = {
  name: (hash, learner, name) => readName("formattedName", hash, learner, name),
  emailAddress: (hash, learner) =>
    add(learner.emails, take(hash, email, `it is no e-mail address as ${FORM} wants one`)),
  nationalIdentityNumber: (hash, learner) => {
    const settled = settle(learner.legalId, hash, words);
    if (settled !== undefined) learner.legalId = settled;
  },
};

function readIdentity(identity: Spot, learner: Learner, name: Partial<Record<NamePart, string>>): void {
  const [hash, type] = [identity.at("identityHash"), identity.at("identityType")];
  if (identity.at("hashed").value === true) {
    hash.mark("content", "it is hashed: give the learner's name and address with --person");
    type.mark("form", "it says what the hashed identifier is");
    return;
  }
  const kind = peek(type, words) ?? "";
  const reader = Object.hasOwn(IDENTITIES, kind) ? IDENTITIES[kind] : undefined;
  if (reader === undefined || peek(hash, words) === undefined) return;
  reader(hash, learner, name);
  type.mark("mapped");
}

/** Members of a Profile that some issuers write on the subject. */
const PROFILE: readonly (readonly [member: string, part: NamePart])[] = [
  ["name", "formattedName"],
  ["givenName", "given"],
  ["additionalName", "middle"],
  ["familyNamePrefix", "familyPrefix"],
  ["familyName", "family"],
  ["honorificPrefix", "preferredSalutationCode"],
  ["honorificSuffix", "qualificationAffixCode"],
];

const dateOfBirth = (value: Parameters<typeof words>[0]) =>
  typeof value === "string" && isDate(value) ? value : undefined;

/** Adds what a subject says of the learner in plain. A person is never made up from a DID. */
export function readLearner(subject: Spot, learner: Learner): void {
  const name: Partial<Record<NamePart, string>> = {};
  for (const identity of subject.at("identifier").each()) readIdentity(identity, learner, name);
  for (const [member, part] of PROFILE) readName(part, subject.at(member), learner, name);
  Object.assign(learner.name, name);
  learner.named ||= Object.keys(name).length > 0;
  add(learner.emails, take(subject.at("email"), email));
  add(learner.phones, take(subject.at("phone"), words));
  add(learner.webs, take(subject.at("url"), uri));
  for (const address of subject.at("address").each()) {
    const read = addressOf(address);
    if (read !== undefined && !learner.addresses.some((known) => JSON.stringify(known) === JSON.stringify(read)))
      learner.addresses.push(read);
  }
  const born = settle(learner.birthDate, subject.at("dateOfBirth"), dateOfBirth);
  if (born !== undefined) learner.birthDate = born;
}

/** A name as it is written out, when only its parts are known. */
function writtenOut(name: Learner["name"]): string | undefined {
  const parts = only([name.given, name.middle, name.familyPrefix, name.family]);
  return name.formattedName ?? (parts.length === 0 ? undefined : parts.join(" "));
}

export function personEntry({ name, legalId, birthDate }: Learner): JsonObject | undefined {
  const parts = Object.fromEntries(NAME_PARTS.map((part) => [part, name[part]]));
  return filled({
    name: filled({ ...parts, formattedName: writtenOut(name) }),
    legalId: legalId === undefined ? undefined : { value: legalId },
    birthDate,
  });
}

export const communicationEntry = ({ emails, phones, webs, addresses }: Learner): JsonObject | undefined =>
  filled({
    address: addresses,
    phone: phones.map((formattedNumber) => ({ formattedNumber })),
    email: emails.map((address) => ({ address })),
    web: webs.map((url) => ({ url })),
  });
