// A person as a registrar describes one for a hiring system: name and ways to reach them (`--person FILE`).
import type { FaultFacts } from "../core/fault.ts";
import { isDate } from "../core/instant.ts";
import { isObject, type Json, listOf, pointerTo } from "../core/json.ts";
import { oneOf, quoted } from "../core/text.ts";
import { country, email, uri } from "./ler-rs-form.ts";

/** Parts of a name, as HR Open's PersonNameType names them. */
export const NAME_PARTS = [
  "formattedName",
  "legal",
  "given",
  "preferred",
  "middle",
  "familyPrefix",
  "family",
  "formerFamily",
  "alias",
  "preferredSalutationCode",
  "generationAffixCode",
  "qualificationAffixCode",
  "titleAffixCode",
] as const;
export type NamePart = (typeof NAME_PARTS)[number];

export const ADDRESS_PARTS = [
  "line",
  "city",
  "region",
  "postalCode",
  "postOfficeBox",
  "country",
  "countryCode",
] as const;
export type AddressPart = (typeof ADDRESS_PARTS)[number];

export type PersonName = { readonly [part in NamePart]?: string };
export type PersonAddress = { readonly [part in AddressPart]?: string };

export interface Person {
  readonly name: PersonName;
  readonly birthDate?: string;
  readonly legalId?: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly webs: readonly string[];
  readonly addresses: readonly PersonAddress[];
}

export const NOBODY: Person = { name: {}, emails: [], phones: [], webs: [], addresses: [] };

/** Without case, spaces and punctuation: `Given name`, `given_name` and `givenName` are one. */
const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "");

const NAME_WORDS: Readonly<Record<string, NamePart>> = {
  ...Object.fromEntries(NAME_PARTS.map((part) => [folded(part), part])),
  name: "formattedName",
  fullname: "formattedName",
  formatted: "formattedName",
  givenname: "given",
  firstname: "given",
  familyname: "family",
  lastname: "family",
  surname: "family",
  middlename: "middle",
  additionalname: "middle",
  preferredname: "preferred",
  legalname: "legal",
  salutation: "preferredSalutationCode",
  suffix: "generationAffixCode",
};

const ADDRESS_WORDS: Readonly<Record<string, AddressPart>> = {
  ...Object.fromEntries(ADDRESS_PARTS.map((part) => [folded(part), part])),
  street: "line",
  streetaddress: "line",
  locality: "city",
  addresslocality: "city",
  state: "region",
  addressregion: "region",
  zip: "postalCode",
  addresscountry: "country",
  addresscountrycode: "countryCode",
};

const LISTS: Readonly<Record<string, "emails" | "phones" | "webs">> = {
  email: "emails",
  emails: "emails",
  emailaddress: "emails",
  phone: "phones",
  phones: "phones",
  telephone: "phones",
  web: "webs",
  url: "webs",
  website: "webs",
};

const SINGLES: Readonly<Record<string, "birthDate" | "legalId">> = {
  birthdate: "birthDate",
  dateofbirth: "birthDate",
  legalid: "legalId",
};

/** What a form must be, and the words for it. */
const FORMS: Readonly<Record<string, readonly [fits: (text: string) => boolean, wanted: string]>> = {
  emails: [(text) => email(text) !== undefined, "an e-mail address such as ada@example.edu"],
  webs: [(text) => uri(text) !== undefined, "an address such as https://example.edu/ada"],
  birthDate: [isDate, "a date such as 2004-05-31"],
  countryCode: [(text) => country(text) !== undefined, "the two capital letters of a country such as US"],
};

const KNOWN = ["name", "given", "family", "email", "phone", "address", "web", "birth date"];

/** A document's value with its places, as the readers give it; a bare value has none. */
export interface PersonDocument {
  readonly file: string;
  readonly value: Json;
  readonly placeOf: (pointer: string) => { readonly line: number; readonly column: number } | undefined;
}

/** The person that a file describes; every fault with its place. */
export function personOf(document: PersonDocument): { readonly value: Person; readonly faults: readonly FaultFacts[] } {
  const faults: FaultFacts[] = [];
  const blame = (pointer: string, message: string, hint?: string) => {
    faults.push({ code: "PERSON_INVALID", message, file: document.file, pointer, hint, ...document.placeOf(pointer) });
  };
  const scalarAt = (value: Json, pointer: string, form: string): string | undefined => {
    const written = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
    if (written === "") {
      blame(pointer, "want a text, got nothing or something else");
      return undefined;
    }
    const [fits, wanted] = FORMS[form] ?? [() => true, ""];
    if (fits(written)) return written;
    blame(pointer, `want ${wanted}, got ${quoted(written)}`);
    return undefined;
  };
  const members = <Part extends string>(value: Json, pointer: string, words: Readonly<Record<string, Part>>) => {
    const parts: Partial<Record<Part, string>> = {};
    for (const [name, member] of isObject(value) ? Object.entries(value) : []) {
      const here = pointer + pointerTo(name);
      const part = Object.hasOwn(words, folded(name)) ? words[folded(name)] : undefined;
      if (part === undefined) blame(here, `${quoted(name)} is no part of it that laurel knows`);
      else parts[part] = scalarAt(member, here, part);
    }
    return parts;
  };

  const { value } = document;
  if (!isObject(value)) {
    blame("", "want a person as names and values, got something else", "For example: name: Ada Lovelace");
    return { value: NOBODY, faults };
  }
  let name: Partial<Record<NamePart, string>> = {};
  const singles: { birthDate?: string; legalId?: string } = {};
  const lists = { emails: [] as string[], phones: [] as string[], webs: [] as string[] };
  const addresses: PersonAddress[] = [];
  for (const [written, member] of Object.entries(value)) {
    const here = pointerTo(written);
    const key = folded(written);
    const part = Object.hasOwn(NAME_WORDS, key) ? NAME_WORDS[key] : undefined;
    const list = Object.hasOwn(LISTS, key) ? LISTS[key] : undefined;
    const single = Object.hasOwn(SINGLES, key) ? SINGLES[key] : undefined;
    const entries = listOf(member).map((item, index) => ({
      item,
      here: Array.isArray(member) ? here + pointerTo(index) : here,
    }));
    if (part === "formattedName" && isObject(member)) name = { ...name, ...members(member, here, NAME_WORDS) };
    else if (part !== undefined) name[part] = scalarAt(member, here, part);
    else if (single !== undefined) Object.assign(singles, { [single]: scalarAt(member, here, single) });
    else if (list !== undefined) {
      for (const entry of entries) {
        const text = scalarAt(entry.item, entry.here, list);
        if (text !== undefined) lists[list].push(text);
      }
    } else if (key === "address" || key === "addresses") {
      for (const entry of entries) {
        if (isObject(entry.item)) addresses.push(members(entry.item, entry.here, ADDRESS_WORDS));
        else blame(entry.here, "want an address in parts such as line, city, region, postal code and country code");
      }
    } else blame(here, `${quoted(written)} is nothing that laurel knows of a person`, `Laurel knows ${oneOf(KNOWN)}.`);
  }
  return { value: { name, ...singles, ...lists, addresses }, faults };
}
