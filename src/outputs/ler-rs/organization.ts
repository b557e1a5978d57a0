// OrganizationType of HR Open 4.5 from a Profile of Open Badges 3.0, or from the URI that stands for one.
import { isObject, type Json, type JsonObject } from "../../core/json.ts";
import { country, email, FORM, filled, identifier, number, only, uri, words } from "../form.ts";
import { peek, type Spot, take } from "../ledger.ts";

const listed = (entry: JsonObject | undefined): readonly JsonObject[] | undefined =>
  entry === undefined ? undefined : [entry];

/** AddressComponentType: a part of an address that has no field, with the word for what it is. */
const component = (type: string, spot: Spot): readonly JsonObject[] | undefined => {
  const value = take(spot, words);
  return value === undefined ? undefined : [{ type, value }];
};

const within =
  (most: number) =>
  (value: Json): number | undefined => {
    const degrees = number(value);
    return degrees !== undefined && Math.abs(degrees) <= most ? degrees : undefined;
  };

/** GeoType, whose two degrees stand together or not at all. */
function geoOf(geo: Spot): JsonObject | undefined {
  const [latitude, longitude] = [geo.at("latitude"), geo.at("longitude")];
  if (peek(latitude, within(90)) === undefined || peek(longitude, within(180)) === undefined) return undefined;
  return filled({ latitude: take(latitude, within(90)), longitude: take(longitude, within(180)) });
}

/** AddressType from an Address. */
export const addressOf = (address: Spot): JsonObject | undefined =>
  filled({
    line: take(address.at("streetAddress"), words),
    extendedLines: component("country", address.at("addressCountry")),
    countryCode: take(address.at("addressCountryCode"), country, "HR Open's list of countries does not have this code"),
    countrySubDivisions: component("region", address.at("addressRegion")),
    city: take(address.at("addressLocality"), words),
    postalCode: take(address.at("postalCode"), words),
    postOfficeBox: take(address.at("postOfficeBoxNumber"), words),
    geoLocation: geoOf(address.at("geo")),
  });

const communicationOf = (profile: Spot): JsonObject | undefined => {
  const number = take(profile.at("phone"), words);
  const address = take(profile.at("email"), email, `it is no e-mail address as ${FORM} wants one`);
  const url = take(profile.at("url"), uri, "it is no absolute address");
  return filled({
    address: only(profile.at("address").each().map(addressOf)),
    phone: listed(number === undefined ? undefined : { formattedNumber: number }),
    email: listed(address === undefined ? undefined : { address }),
    web: listed(url === undefined ? undefined : { url }),
  });
};

const HTTP = /^https?:\/\/(?:[^/?#@]*@)?([a-z0-9.-]+)(?::\d+)?(?:[/?#]|$)/i;

/** `dns:` and the host of the organization's address (RFC 4501), as HR Open's samples write it. */
function domainOf(profile: Spot): string | undefined {
  const host = HTTP.exec(peek(profile.at("url"), uri) ?? "")?.[1];
  return host === undefined ? undefined : `dns:${host.toLowerCase()}`;
}

function otherId(entry: Spot): JsonObject | undefined {
  const value = identifier(entry.at("identifier"));
  return value && filled({ ...value, schemeId: take(entry.at("identifierType"), words) ?? value["schemeId"] });
}

const otherIds = (profile: Spot): readonly JsonObject[] => only(profile.at("otherIdentifier").each().map(otherId));

function referenceOf(profile: Spot): JsonObject | undefined {
  if (typeof profile.value === "string") return filled({ id: identifier(profile) });
  return filled({
    id: identifier(profile.at("id")),
    name: take(profile.at("name"), words),
    communication: communicationOf(profile),
    legalIds: otherIds(profile),
  });
}

/** Undefined when the profile says nothing that an organization could be known by. */
export function organizationOf(profile: Spot): JsonObject | undefined {
  const reference = referenceOf(profile);
  if (!isObject(profile.value) || reference === undefined) return reference;
  const description = take(profile.at("description"), words);
  return filled({
    ...reference,
    description: description === undefined ? undefined : { value: description },
    domainName: domainOf(profile),
    parentOrganization: referenceOf(profile.at("parentOrg")),
  });
}
