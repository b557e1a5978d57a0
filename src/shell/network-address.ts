// Which addresses of the network laurel will talk to: https, the public internet, and nothing that a stranger's
// credential could use to reach into the network of the one who verifies.
import { lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

type Range = readonly [net: string, prefix: number];

const blocks = (family: "ipv4" | "ipv6", ranges: readonly Range[]): BlockList => {
  const list = new BlockList();
  for (const [net, prefix] of ranges) list.addSubnet(net, prefix, family);
  return list;
};

/** IANA special-purpose registry: addresses of the machine itself and of networks that are not the internet. */
const LOCAL_V4: readonly Range[] = [
  ["10.0.0.0", 8],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
];
const NOT_GLOBAL_V4 = blocks("ipv4", [
  ...LOCAL_V4,
  ["0.0.0.0", 8],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
]);

/** Global unicast only: this leaves out ::1, fc00::/7, fe80::/10, ff00::/8, ::ffff:0:0/96 and 64:ff9b::/96 (NAT64). */
const GLOBAL_V6 = blocks("ipv6", [["2000::", 3]]);
/** Within it: Teredo and its neighbours, documentation, 6to4. */
const NOT_GLOBAL_V6 = blocks("ipv6", [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
]);

const isGlobal = (address: string): boolean =>
  isIP(address) === 4
    ? !NOT_GLOBAL_V4.check(address, "ipv4")
    : GLOBAL_V6.check(address, "ipv6") && !NOT_GLOBAL_V6.check(address, "ipv6");

const OWN_V4 = blocks("ipv4", LOCAL_V4);
const OWN_V6 = blocks("ipv6", [
  ["::1", 128],
  ["fc00::", 7],
]);

/** The machine itself and its intranet: never link-local addresses, where clouds keep their secrets. */
const isOwn = (address: string): boolean =>
  isIP(address) === 4 ? OWN_V4.check(address, "ipv4") : isIP(address) === 6 && OWN_V6.check(address, "ipv6");

export type AddressRule = (address: string) => boolean;

/** Which IP addresses may be talked to; `local` adds the machine itself and private networks. */
export const addressRule =
  (local: boolean): AddressRule =>
  (address) =>
    isGlobal(address) || (local && isOwn(address));

export const NOT_PUBLIC = "it leads to a private address";

/** Why laurel will not ask at this address, whoever names it; undefined when it may. */
export function urlFault(url: URL | undefined, local: boolean): string | undefined {
  if (url?.protocol !== "https:") return "it is not an https address";
  if (url.port !== "" && !local) return "laurel asks on port 443 only";
  if (url.username !== "" || url.password !== "") return "its address holds a password";
  if (url.hostname.endsWith(".")) return "its host's name ends in a dot";
  // The URL parser has turned 0x7f.1, 2130706433 and 0177.0.0.1 into four decimal parts by now.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) !== 0 && !addressRule(local)(host) ? NOT_PUBLIC : undefined;
}

export type Resolver = typeof systemLookup;

/**
 * Looks a name up once and gives only addresses that were all checked, so that what was checked is what is connected
 * to: a name that changes its mind between two look-ups (DNS rebinding) gets no second one.
 */
export function checkedLookup(allowed: AddressRule, resolver: Resolver = systemLookup): LookupFunction {
  return (host, options, done) => {
    resolver(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) return done(error ?? new Error("no address"), "", 0);
      if (!addresses.every(({ address }) => allowed(address))) return done(new Error(NOT_PUBLIC), "", 0);
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}
